"""The line above the map: what is shown, in one plain sentence; or, when doors are picked out, what to do with them.

Both take the same room, so that the map does not move under the hand.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QWidget

from app.models.views import MapFilter
from app.rules.elevation.choosing import Counted, condition_words, place_words
from app.ui.theme import look
from app.ui.widgets.plain import button, words

Action = tuple[str, str, str, Callable[[], object]]  # words, key, tip, what it does


class MapLine(QStackedWidget):
    """`cleared`: all filters go; `left`: back to all buildings; `dropped`: nothing is picked out any more."""

    cleared = Signal()
    left = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = button("← 看全部楼栋", self.left.emit, kind="link", tip="回到全部楼栋(Esc)")
        self.sentence = _stretching()
        self.clear = button("清除筛选", self.cleared.emit, kind="link", key="Alt+C")
        self.picked = _stretching()
        self.drop = button("不选了", self.dropped.emit, kind="link", tip="一户也不选(Esc)")
        self.things_to_do: list[QPushButton] = []
        self._telling, self._telling_row = _row(self.back, self.sentence, self.clear)
        self._doing, self._doing_row = _row(self.picked, self.drop)
        self.addWidget(self._telling)
        self.addWidget(self._doing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(34))
        self.back.hide()
        self.clear.hide()

    def add_action(self, text: str, key: str, tip: str, done: Callable[[], object]) -> QPushButton:
        """Something to be done with the doors that are picked out."""
        made = button(text, done, key=key, tip=tip)
        self._doing_row.insertWidget(self._doing_row.count() - 1, made)
        self.things_to_do.append(made)
        return made

    def show_shown(self, shown: MapFilter, building: str, figures: Counted) -> None:
        self.back.setVisible(shown.building is not None)
        self.clear.setVisible(shown.narrows)
        self.sentence.setText(sentence(shown, building, figures))
        self.sentence.setToolTip(self.sentence.text())

    def show_picked(self, count: int, hidden: int) -> None:
        """0: the sentence stands here again."""
        self.setCurrentWidget(self._doing if count else self._telling)
        beside = f"(其中 {hidden} 户不在眼前的图上)" if hidden else ""
        self.picked.setText(f"已选 {count} 户{beside}")


def sentence(shown: MapFilter, building: str, figures: Counted) -> str:
    """正在看:第二网格中同时有高龄户、空巢户标签的住户,34 户(共 512 户)。"""
    place, condition = place_words(shown, building), condition_words(shown)
    if condition:
        inside = f"{place}中" if place else ""
        return f"正在看:{inside}{condition}的住户,{figures.matching} 户(共 {figures.total} 户)"
    head = f"正在看:{place},共" if place else "共"
    return f"{head} {figures.total} 户,标签户数 {sum(figures.counts)},去重户数 {figures.distinct}"


def _row(*widgets: QWidget) -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 1 if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored else 0)
    return holder, row


def _stretching() -> QLabel:
    label = words("")
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label
