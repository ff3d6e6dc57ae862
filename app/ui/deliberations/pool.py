"""议事库: who can be drawn for a matter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.deliberations import PoolPerson
from app.ui.deliberations.draw_forms import PoolForm
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.requests.side import SideCard
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

_TOP = Qt.AlignmentFlag.AlignTop


class PoolView(SideCard):
    """议事库: who can be drawn."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title.setText("议事库")

    @property
    def shows_something(self) -> bool:
        return True

    def refresh(self) -> None:
        if self.isVisible():
            self.latest.run(
                verb("pool", "people"), self._show, failed=lambda error: self.state.show_fault(error, self.refresh)
            )

    def show_pool(self) -> None:
        self.refresh()

    def add(self) -> None:
        self.open_form(PoolForm(self.desk))

    def _show(self, people: tuple[PoolPerson, ...]) -> None:
        if not people:
            self.state.show_empty(
                "议事库里还没有人。", "把社区干部、党员群众代表、网格员、片区民警、退休老干部和利益相关方加进来。",
                "加一个人", self.add,
            )  # fmt: skip
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(button("加一个人", self.add, tip="加入议事库"), 0, Qt.AlignmentFlag.AlignLeft)
        for kind in dict.fromkeys(person.kind for person in people):
            part = Card(kind)
            for person in (one for one in people if one.kind == kind):
                row = QHBoxLayout()
                told = "  ".join(filter(None, (person.name, "、".join(person.expertise), person.phone)))
                row.addWidget(words(told, wrap=True), 1)
                row.addWidget(
                    button("改", partial(self._edit, person), kind="link", tip="修改,或填离开的日期"), 0, _TOP
                )
                row.addWidget(
                    button("删", partial(self._remove, person), kind="link", tip="记错时用;可以撤销"), 0, _TOP
                )
                part.body.addLayout(row)
            column.addWidget(part)
        column.addStretch(1)
        self.show_content(inside)

    def _edit(self, person: PoolPerson) -> None:
        self.open_form(PoolForm(self.desk, person))

    def _remove(self, person: PoolPerson) -> None:
        self.desk.change(verb("pool", "remove", person.id))
