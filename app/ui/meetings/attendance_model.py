"""Who came, as a table that is filled in: nothing is kept before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from app.models.meeting_drafts import Mark
from app.models.meetings import Attendance, Came, Role
from app.ui.theme import look

AnyIndex = QModelIndex | QPersistentModelIndex
NAME_, POST_, VOTES_, STATE_, REASON_ = range(5)
TITLES = ("姓名", "职务", "表决权", "出席", "原因")
WIDTHS = (112, 136, 80, 96, 260)
KEYS = {"1": Came.PRESENT, "2": Came.EXCUSED, "3": Came.ABSENT, "0": Came.UNKNOWN}
_TONES = {Came.PRESENT: "green", Came.EXCUSED: "amber", Came.ABSENT: "red", Came.UNKNOWN: "muted"}
_GIVES_REASON = (Came.EXCUSED, Came.ABSENT)


class AttendanceModel(QAbstractTableModel):
    """`moved`: somebody's mark was changed here."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[Attendance, ...] = ()
        self.states: list[Came] = []
        self.reasons: list[str] = []
        self.locked = False

    def show_people(self, people: Sequence[Attendance], *, locked: bool) -> None:
        self.beginResetModel()
        self.people = tuple(people)
        self.states = [one.state for one in people]
        self.reasons = [one.reason for one in people]
        self.locked = locked
        self.endResetModel()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What differs from what is kept."""
        told = zip(self.people, self.states, self.reasons, strict=True)
        return tuple(
            Mark(one.id, state, reason if state in _GIVES_REASON else "")
            for one, state, reason in told
            if (state, reason) != (one.state, one.reason)
        )

    def count(self, state: Came, *, voters: bool = False) -> int:
        """So many of those who should come."""
        told = zip(self.people, self.states, strict=True)
        return sum(now is state and one.role is Role.SHOULD and (one.votes or not voters) for one, now in told)

    @property
    def should(self) -> int:
        return sum(one.role is Role.SHOULD for one in self.people)

    @property
    def voters(self) -> int:
        return sum(one.role is Role.SHOULD and one.votes for one in self.people)

    def mark(self, row: int, state: Came) -> None:
        if self.locked or not 0 <= row < len(self.people):
            return
        self.states[row] = state
        if state not in _GIVES_REASON:
            self.reasons[row] = ""
        self._told(row, row)

    def mark_rest(self, state: Came) -> None:
        """Everybody of whom nothing was recorded yet."""
        if self.locked:
            return
        self.states = [state if now is Came.UNKNOWN else now for now in self.states]
        self._told(0, len(self.people) - 1)

    # Qt's own

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return TITLES[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == REASON_ and not self.locked else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and column == STATE_:
            return QBrush(look().colour(_TONES[self.states[row]]))
        if role == Qt.ItemDataRole.ToolTipRole and column == REASON_:
            return self.reasons[row] or None
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != REASON_ or self.locked:
            return False
        row, reason = index.row(), " ".join(str(value).split())
        self.reasons[row] = reason
        if reason and self.states[row] not in _GIVES_REASON:
            self.states[row] = Came.EXCUSED  # who gives a reason did not come
        self._told(row, row)
        return True

    def _text(self, row: int, column: int) -> str:
        one = self.people[row]
        if column == NAME_:
            return one.name
        if column == POST_:
            return one.post if one.role is Role.SHOULD else "、".join(filter(None, ("列席", one.post)))
        if column == VOTES_:
            return "" if one.role is Role.GUEST else "有" if one.votes else "没有"
        return self.states[row].value if column == STATE_ else self.reasons[row]

    def _told(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(TITLES) - 1))
            self.moved.emit()
