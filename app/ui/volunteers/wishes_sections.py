"""微心愿 on a household's card, and what a volunteer took on on theirs."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.wishes import Kind, WishAsk, WishLine, WishQuery
from app.ui.desk import Desk
from app.ui.households.sections import CardPlace, Section, column_of
from app.ui.volunteers import sections as volunteers
from app.ui.volunteers.wishes_telling import end_words, limit_tone
from app.ui.widgets.plain import button, words

_SHOWN = 5


class WishSection(Section):
    """What a door wished and needed; a press opens one."""

    title = "微心愿"
    slices = frozenset({"volunteers"})

    def __init__(self, place: CardPlace) -> None:
        super().__init__(place)
        self.add_beside(button("记心愿", self.begin, kind="link", key="Alt+X", tip="记下这一户的微心愿或需求"))

    @staticmethod
    def read(office: Any, household_id: int) -> tuple[WishLine, ...]:
        from app import services

        found: tuple[WishLine, ...] = services.wishes.of_household(office, household_id)
        return found

    def show_read(self, found: tuple[WishLine, ...]) -> QWidget:
        if not found:
            return column_of(words("没有登记过心愿和需求。", "muted", wrap=True))
        return column_of(*_lines(self.desk, found, WishQuery(household_id=self.place.household_id)))

    def begin(self) -> None:
        self.desk.open_page("volunteers", ("wishes", WishAsk(household_id=self.place.household_id)))


class TakenSection(volunteers.Section):
    """What a volunteer took on, or offers; not there for who has nothing."""

    title = "心愿和服务"
    slices = frozenset({"volunteers"})

    @staticmethod
    def read(office: Any, subject: int) -> tuple[WishLine, ...]:
        from app import services

        found: tuple[WishLine, ...] = services.wishes.of_volunteer(office, subject)
        return found

    def show_read(self, found: tuple[WishLine, ...]) -> QWidget:
        self.setVisible(bool(found))
        return column_of(*_lines(self.desk, found, WishQuery(volunteer_id=self.place.volunteer_id)))


def _lines(desk: Desk, found: tuple[WishLine, ...], every: WishQuery) -> list[QWidget]:
    made = [_line(desk, row) for row in found[:_SHOWN]]
    if len(found) > _SHOWN:
        show = partial(desk.open_page, "volunteers", ("wishes", every))
        made.append(button(f"看全部 {len(found)} 件", show, kind="link"))
    return made


def _line(desk: Desk, row: WishLine) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(8)
    told = ",".join(part for part in (row.state_words, end_words(row)) if part)
    head.addWidget(words(told, limit_tone(row)))
    head.addStretch(1)
    show = partial(desk.open_page, "volunteers", ("wishes", row.id))
    head.addWidget(button(row.number, show, kind="link", tip="打开这一件"), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    column.addWidget(words(row.title, wrap=True))
    if row.taker and row.kind is not Kind.OFFER:
        column.addWidget(words(f"由{row.taker}认领", "muted", wrap=True))
    return holder
