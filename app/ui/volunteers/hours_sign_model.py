"""签到表 of a session as it is filled in: who came, from when to when, how many minutes. Nothing is kept before it is
saved; each line says what is wrong with it as soon as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from app.base.errors import UserFault
from app.models.service import Proposed, RecordDraft, SessionCard, SessionDraft, SignLine
from app.rules.service import read_time, settle
from app.ui.theme import look
from app.ui.volunteers.hours_sign_rows import Row, judge

AnyIndex = QModelIndex | QPersistentModelIndex
CAME, NAME, TEAM, STARTS, ENDS, MINUTES, CONTENT = range(7)
TITLES = ("到", "姓名", "队伍", "开始", "结束", "服务分钟", "备注")
WIDTHS = (48, 104, 136, 80, 80, 104, 260)
TYPED = (STARTS, ENDS, MINUTES, CONTENT)
FIRST, LAST = CAME, CONTENT


class SignModel(QAbstractTableModel):
    """`moved`: something was changed here."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.locked = False
        self.dirty = False
        self.session: SessionDraft | None = None

    # what is shown

    def show_card(self, card: SessionCard) -> None:
        """Who signed in, then those who are expected."""
        self.beginResetModel()
        self.session = card.draft
        self.locked = not card.line.open
        self.dirty = False
        bare = [
            Row(
                one.volunteer_id,
                one.name,
                one.team,
                one.minutes > 0,
                one.starts,
                one.ends,
                str(one.minutes),
                one.content,
                one.id,
                f"原来 {one.corrections[0].before} 分钟" if one.corrections else "",
            )
            for one in card.records
        ]
        self.rows = [*bare, *(Row(one.volunteer_id, one.name, one.team) for one in card.expected)]
        if not self.locked:
            judge(self.rows, card.draft)
        self.endResetModel()

    def add_people(self, people: Sequence[Proposed], *, came: bool) -> int:
        """More lines; who is there already is not added again. The place of the first new one, or of who is there."""
        there = {row.volunteer_id: place for place, row in enumerate(self.rows)}
        fresh = [one for one in people if one.volunteer_id not in there]
        if not fresh:
            return there[people[0].volunteer_id] if people else -1
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self.rows += [Row(one.volunteer_id, one.name, one.team, came) for one in fresh]
        self.endInsertRows()
        self._changed(first, len(self.rows) - 1)
        return first

    def again(self, place: int) -> int:
        """The same person a second time: whoever went and came back."""
        row = self.rows[place]
        self.beginInsertRows(QModelIndex(), place + 1, place + 1)
        self.rows.insert(place + 1, Row(row.volunteer_id, row.name, row.team, came=True))
        self.endInsertRows()
        self._changed(place, place + 1)
        return place + 1

    def remove(self, place: int) -> None:
        if self.locked or not 0 <= place < len(self.rows):
            return
        self.beginRemoveRows(QModelIndex(), place, place)
        del self.rows[place]
        self.endRemoveRows()
        self._changed(0, len(self.rows) - 1)

    @property
    def lines(self) -> tuple[SignLine, ...]:
        """Those who came."""
        return tuple(row.line for row in self.rows if row.came)

    @property
    def troubled(self) -> list[Row]:
        return [row for row in self.rows if row.trouble]

    def settled(self, row: Row) -> RecordDraft | None:
        """What the line comes to; None where it is no service."""
        if not row.came or self.session is None:
            return None
        try:
            return settle(row.line, self.session, row.name)
        except UserFault:
            return None

    @property
    def sum(self) -> tuple[int, int]:
        """(who came, minutes of all)."""
        found = [record for row in self.rows if (record := self.settled(row)) is not None]
        return len({record.volunteer_id for record in found}), sum(record.minutes for record in found)

    # the hand

    def mark(self, place: int, *, came: bool) -> None:
        if self.locked or not 0 <= place < len(self.rows):
            return
        row = self.rows[place]
        row.came = came
        if not came:
            row.starts = row.ends = row.minutes = row.content = ""
        self._changed(place, place)

    def mark_rest(self) -> None:
        """Everybody else came too."""
        if self.locked:
            return
        for row in self.rows:
            row.came = True
        self._changed(0, len(self.rows) - 1)

    def fill_down(self, index: AnyIndex) -> None:
        """What stands in the cell above comes into this one."""
        if index.row() > 0 and index.column() in TYPED:
            above = self.index(index.row() - 1, index.column())
            self.setData(self.index(index.row(), index.column()), self.data(above, Qt.ItemDataRole.EditRole))

    # Qt's own

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return TITLES[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in TYPED and not self.locked else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.trouble}{row.remedy}" or row.doubt or row.corrected or None
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = self._tone(row, column)
            return QBrush(look().colour(tone)) if tone else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (CAME, STARTS, ENDS, MINUTES):
            return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A time, minutes or words; whoever has one came."""
        if role != Qt.ItemDataRole.EditRole or index.column() not in TYPED or self.locked:
            return False
        row, column, text = self.rows[index.row()], index.column(), " ".join(str(value).split())
        if text == self._typed(row, column):
            return False
        if column in (STARTS, ENDS):
            text = read_time(text) or text  # what is no time stays as it was typed, and is said
        name = {STARTS: "starts", ENDS: "ends", MINUTES: "minutes", CONTENT: "content"}[column]
        setattr(row, name, text)
        if column in (STARTS, ENDS) and row.record_id is not None:
            row.minutes = ""  # minutes follow new times, until they are typed
        row.came = row.came or bool(text)
        self._changed(index.row(), index.row())
        return True

    # within

    def _typed(self, row: Row, column: int) -> str:
        return {STARTS: row.starts, ENDS: row.ends, MINUTES: row.minutes, CONTENT: row.content}.get(column, "")

    def _shown(self, row: Row, column: int) -> str:
        if column == CAME:
            return "✓" if row.came else ""
        if column == NAME:
            return row.name
        if column == TEAM:
            return row.team
        own = self._typed(row, column)
        if column == CONTENT:
            said = row.trouble or row.doubt
            return f"{own}  ⚠ {said}".strip() if said else own or row.corrected
        if own or not row.came or self.session is None:
            return own
        if column in (STARTS, ENDS):
            return self.session.starts if column == STARTS else self.session.ends
        found = self.settled(row)
        return str(found.minutes) if found is not None else "—"

    def _tone(self, row: Row, column: int) -> str:
        if row.trouble and column in TYPED:
            return "red"
        if row.doubt and column in TYPED:
            return "amber"
        if column == CAME:
            return "green"
        if not row.came:
            return "muted"
        return "muted" if column in (STARTS, ENDS, MINUTES) and not self._typed(row, column) else ""

    def _changed(self, first: int, last: int) -> None:
        self.dirty = True
        if self.session is not None:
            judge(self.rows, self.session)
        if last >= first >= 0:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(TITLES) - 1))
        self.moved.emit()
