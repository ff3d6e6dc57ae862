"""The requests of a door on its card: how many, how they stand, and a way to take the next one down."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.requests import RequestQuery, RequestRow
from app.ui.households.sections import CardPlace, Section, column_of
from app.ui.requests import telling
from app.ui.requests.taking import TakeDownForm
from app.ui.requests.voice import Hit
from app.ui.widgets.plain import button, words

_SHOWN = 5


class RequestSection(Section):
    """The newest few; a press opens one, or all of them in the list."""

    title = "诉求"
    slices = frozenset({"requests", "rules"})

    def __init__(self, place: CardPlace) -> None:
        super().__init__(place)
        self._door = ""
        self.add_beside(button("记诉求", self.take_down, kind="link", key="Alt+Q", tip="记下这一户的诉求"))

    @staticmethod
    def read(office: Any, household_id: int) -> tuple[str, tuple[RequestRow, ...]]:
        from app import services

        door = services.households.card(office, household_id).record.household.door.long
        return door, services.requests.of_household(office, household_id)

    def show_read(self, found: tuple[str, tuple[RequestRow, ...]]) -> QWidget:
        self._door, rows = found
        if not rows:
            return column_of(words("没有提过诉求。", "muted", wrap=True))
        lines = [self._line(row) for row in rows[:_SHOWN]]
        if len(rows) > _SHOWN:
            lines.append(button(f"看全部 {len(rows)} 件", self.show_all, kind="link"))
        return column_of(*lines)

    def take_down(self) -> None:
        hit = Hit(self.place.household_id, None, "", self._door)
        self.place.open_form(TakeDownForm(self.desk, hit, stays=False))

    def show_all(self) -> None:
        query = RequestQuery(household_id=self.place.household_id)
        self.desk.open_page("requests", (query, self._door))

    def _line(self, row: RequestRow) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        limit = telling.limit_words(row)
        state = f"{telling.state_words(row)},{limit}" if limit else telling.state_words(row)
        head.addWidget(words(state, telling.limit_tone(row)))
        head.addStretch(1)
        open_it = button(row.number, lambda: self.desk.open_page("requests", row.id), kind="link", tip="打开这件诉求")
        head.addWidget(open_it)
        column.addLayout(head)
        column.addWidget(words(telling.one_line(row.words), wrap=True))
        told = [chinese_date(row.received_on), row.channel, row.caller]
        column.addWidget(words("  ".join(part for part in told if part), "muted", wrap=True))
        return holder
