"""Two entries side by side: which one stays, and for each field whose value."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.models.duplicates import Comparison, Difference
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView

_BLANK = "(没有)"


class CompareView(QWidget):
    """`merge_wanted` (Ctrl+Enter), `apart_wanted` (Alt+N), `again_wanted` (Alt+N where they were told apart)."""

    merge_wanted = Signal()
    apart_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._latest = Latest(desk.jobs, self)
        self._ids = (0, 0)  # as the pair has them, the first at the left
        self._kept = 0  # which of them stays
        self._shown: Comparison | None = None
        self._told_apart = False
        self._groups: dict[str, QButtonGroup] = {}
        self.holder = QWidget()
        self.grid = QGridLayout(self.holder)
        self.grid.setContentsMargins(0, 0, 12, 0)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(4)
        self.reason_line = QLineEdit()
        self.reason_line.setPlaceholderText("例如:平时住女儿家,周末回来")
        self.reason_line.setAccessibleName("两处居住的理由")
        self.reason_words = words("", "amber", wrap=True)
        self.merge_button = button("合并成一条", self.merge_wanted.emit, kind="primary", key="Ctrl+Return")
        self.apart_button = button("不是同一人", self._apart, key="Alt+N", tip="记为不是同一人,以后不再问")
        self.state = StateView(scrolled(self.holder))
        self._lay_out()

    @property
    def kept_id(self) -> int:
        return self._ids[self._kept]

    @property
    def gone_id(self) -> int:
        return self._ids[1 - self._kept]

    @property
    def reason(self) -> str:
        return self.reason_line.text().strip()

    @property
    def taken(self) -> frozenset[str]:
        """Fields whose value comes from the entry that goes."""
        return frozenset(name for name, group in self._groups.items() if group.checkedId() == 1 - self._kept)

    def show_pair(self, first: int, second: int, *, told_apart: bool) -> None:
        """Read both and show them; the older entry is the one that stays until the person says otherwise."""
        if self._ids != (first, second):
            self.reason_line.clear()
        self._ids, self._kept, self._told_apart = (first, second), 0, told_apart
        self.merge_button.setVisible(not told_apart)
        self.apart_button.setText("重新核对" if told_apart else "不是同一人")
        self._read()

    def keep(self, side: int) -> None:
        """The left (0) or the right (1) entry is the one that stays."""
        if side != self._kept:
            self._kept = side
            self._read()

    def ask_reason(self) -> None:
        self.reason_line.show()
        self.reason_line.setFocus()

    def _apart(self) -> None:
        (self.again_wanted if self._told_apart else self.apart_wanted).emit()

    def _read(self) -> None:
        kept, gone = self.kept_id, self.gone_id

        def work(office: Any) -> Comparison:
            from app import services

            found: Comparison = services.duplicates.compare(office, kept, gone)
            return found

        self._latest.run(work, self._show, failed=self._fail)

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self._read)

    def _show(self, found: Comparison) -> None:
        self._shown = found
        _empty(self.grid)
        self._groups = {}
        self._head()
        for place, difference in enumerate(sorted(found.differences, key=_urgency), start=1):
            self._field(place, difference)
        self._stays(len(found.differences) + 1, found)
        self.reason_words.setText(
            f"{found.two_doors}两处都住,请写明理由;搬走了的,请先办理迁出再合并。" if found.two_doors else ""
        )
        for widget in (self.reason_words, self.reason_line):
            widget.setVisible(bool(found.two_doors) and not self._told_apart)
        self.state.show_content()

    def _head(self) -> None:
        group = QButtonGroup(self.holder)
        for side, (text, key) in enumerate((("保留第一条", "Alt+A"), ("保留第二条", "Alt+B"))):
            made = QRadioButton(text)
            made.setShortcut(key)
            made.setToolTip(f"合并后留下这一条,另一条并进来({key})")
            made.setChecked(side == self._kept)
            made.setEnabled(not self._told_apart)
            group.addButton(made, side)
            self.grid.addWidget(made, 0, side + 1)
        group.idToggled.connect(lambda side, on: self.keep(side) if on else None)

    def _field(self, place: int, difference: Difference) -> None:
        self.grid.addWidget(words(difference.title, "muted"), place, 0)
        values = (difference.kept, difference.gone)
        sides = values if self._kept == 0 else values[::-1]
        if difference.same or difference.joined or not all(values) or self._told_apart:
            for side, value in enumerate(sides):
                self.grid.addWidget(words(value or _BLANK, "" if value else "muted", wrap=True), place, side + 1)
            if difference.joined and not self._told_apart:
                self.grid.addWidget(words("两边的都留下", "muted"), place, 3)
            return
        group = QButtonGroup(self.holder)
        for side, value in enumerate(sides):
            made = QRadioButton(value)
            made.setToolTip(f"合并后{difference.title}用这个:{value}")
            made.setChecked(side == (1 - self._kept if difference.take else self._kept))
            group.addButton(made, side)
            self.grid.addWidget(made, place, side + 1)
        self._groups[difference.field] = group
        self.grid.addWidget(words("不一样,请选一个", "amber"), place, 3)

    def _stays(self, place: int, found: Comparison) -> None:
        self.grid.addWidget(words("住过", "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
        stays = (found.kept_stays, found.gone_stays)
        for side, lines in enumerate(stays if self._kept == 0 else stays[::-1]):
            self.grid.addWidget(words("\n".join(lines), wrap=True), place, side + 1)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self.grid.setRowStretch(place + 1, 1)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.state, 1)
        column.addWidget(self.reason_words)
        column.addWidget(self.reason_line)
        for widget in (self.reason_words, self.reason_line):
            widget.hide()


def _urgency(difference: Difference) -> int:
    """What is to be decided first, then what only one of them knows, then what both say alike."""
    return 2 if difference.same else 0 if difference.kept and difference.gone else 1


def _empty(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
