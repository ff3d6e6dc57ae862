"""为什么有这些标签: for any day, why the door has each of the seven labels or has it not, and what would change it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.colours import Explanation
from app.models.households import Household
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.card_parts import Swatch, span_words
from app.ui.households.fields import DateField
from app.ui.jobs import Latest
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.plain import button, title_label, words
from app.ui.widgets.states import StateView

_ESC = Qt.Key.Key_Escape


class ExplainView(QWidget):
    """Stands in the card's place; `left` when the person goes back to the card. Names are for the screen only."""

    left = Signal()

    def __init__(self, desk: Desk, household: Household, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._household_id = desk, household.id
        self._latest = Latest(desk.jobs, self)
        self.explained: tuple[Explanation, ...] = ()
        self.heading = title_label(f"标签的依据:{household.door.long}")
        self.heading.setWordWrap(True)
        self.day = DateField("看哪一天", needed=True)
        self.day.set_day(desk.clock.today())
        self.day.line.editingFinished.connect(self.refresh)
        self.state = StateView(QWidget())
        self._lay_out()
        self._shown: date | None = None

    def refresh(self) -> None:
        """Explain the day that is typed, unless it is explained already."""
        if not self.day.check():
            return
        day = self.day.day()
        if day is not None and day != self._shown:
            self._shown = day
            self.state.show_loading("正在查看依据…")
            self._latest.run(asking.explained(self._household_id, day), self._show, failed=self._fail)

    def read_again(self) -> None:
        """Something changed: the same day anew."""
        self._shown = None
        self.refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, explained: tuple[Explanation, ...]) -> None:
        self.explained = explained
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for one in sorted(explained, key=lambda one: not one.holds):  # what it has first; the order of the seven stays
            column.addWidget(_part(one))
        column.addStretch(1)
        old, fresh = self.state.content, scrolled(inside)
        self.state.addWidget(fresh)
        self.state.content = fresh
        self.state.show_content()
        self.state.removeWidget(old)
        old.deleteLater()

    def _fail(self, error: BaseException) -> None:
        self._shown = None
        self.state.show_fault(error, self.refresh)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        back = button("返回", self.left.emit, kind="link", tip="回到住户卡(Esc)")
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.day)
        column.addWidget(words("可以写过去或将来的日期,如明年的今天。", "muted", wrap=True))
        column.addWidget(self.state, 1)


def _part(one: Explanation) -> Card:
    part = Card()
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Swatch(one.label))
    name = words(one.label.value)
    name.setObjectName("card_title")
    head.addWidget(name)
    head.addWidget(words("有" if one.holds else "没有", "green" if one.holds else "muted"))
    head.addStretch(1)
    part.body.addLayout(head)
    if one.holds and (one.since or one.until):
        part.add(words(span_words(one.since, one.until), wrap=True))
    for reason in one.reasons:
        part.add(words(reason, wrap=True))
    for turn in one.turns:
        part.add(words(turn.words, "amber" if turn.day is not None else "muted", wrap=True))
    part.add(words(f"规则:{one.rule}来源:{one.source}。", "muted", wrap=True))
    return part
