"""红色账户 on a volunteer's card: sums and star, the last entries, the way to the account."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.points import PointLedger
from app.ui.volunteers.points_card import entry_mark, signed, star_words
from app.ui.volunteers.points_forms import EnterForm
from app.ui.volunteers.sections import Section, VolunteerPlace, column_of
from app.ui.widgets.plain import button, words

_SHOWN = 3


class AccountSection(Section):
    title = "红色账户"
    slices = frozenset({"volunteers", "rules"})

    def __init__(self, place: VolunteerPlace) -> None:
        super().__init__(place)
        self._shown: PointLedger | None = None
        show = partial(place.desk.open_page, "volunteers", ("points", place.volunteer_id))
        self.add_beside(button("登记", self.enter, kind="link", tip="给这位志愿者记一笔积分"))
        self.add_beside(button("看账户", show, kind="link", tip="每一笔积分,冲销也在那里"))

    @staticmethod
    def read(office: Any, subject: int) -> PointLedger:
        from app import services

        found: PointLedger = services.points.ledger(office, subject)
        return found

    def show_read(self, found: PointLedger) -> QWidget:
        self._shown = found
        if not found.entries:
            return column_of(words("还没有积分。", "muted"))
        sums = found.sums
        star = f",{star_words(found.star)}" if found.star is not None else ""
        lines: list[QWidget] = [
            words(f"本月 {sums.month} 分,本年 {sums.year} 分,累计 {sums.total} 分{star}", wrap=True)
        ]
        for entry in found.entries[:_SHOWN]:
            told = f"{chinese_date(entry.day)}  {entry.kind}{entry_mark(entry)}  {signed(entry.points)} 分"
            lines.append(words(told, "muted", wrap=True))
        return column_of(*lines)

    def enter(self) -> None:
        if self._shown is not None:
            self.place.open_form(EnterForm(self.desk, self._shown))
