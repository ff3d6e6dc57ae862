"""The quick table as a model: a row a door, cells that are typed, and what is wrong with which.

Whatever is typed stays as it was typed; it is understood when it is saved, and said at once when it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.visit_views import DueLine
from app.models.visits import NeedDraft, VisitDraft
from app.rules.dates import Precision, read_date
from app.rules.day_words import read_day
from app.rules.visit_drafts import DATE, FINDINGS, NEEDS, NEXT, VISITOR
from app.ui.theme import look
from app.ui.visits.fields import LATER, REQUEST, SETTLED


def short_day(day: date, today: date) -> str:
    """11月21日; with its year when that is another one, as it would else be read as this year's."""
    return f"{day.month}月{day.day}日" if day.year == today.year else chinese_date(day)


AnyIndex = QModelIndex | QPersistentModelIndex
MET, MISSED = "见到", "未遇"
MET_, DATE_, VISITOR_, FINDINGS_, NEEDS_, DONE_, NEXT_, WRONG_ = range(8)
TITLES = ("见到没有", "日期", "走访人", "情况", "需求", "需求怎么办", "下次走访", "要改的地方")
WIDTHS = (76, 120, 88, 168, 152, 96, 120, 240)
FIRST, LAST = MET_, NEXT_  # cells that are typed
CHOICES = {MET_: ("", MET, MISSED), DONE_: (LATER, SETTLED, REQUEST)}
_PLACES = {DATE: DATE_, VISITOR: VISITOR_, FINDINGS: FINDINGS_, NEEDS: NEEDS_, NEXT: NEXT_}
_MET_WORDS = {
    **dict.fromkeys(("1", "见到", "见", "是", "有人", "在家", "√", "✓", "y"), MET),
    **dict.fromkeys(("2", "0", "未遇", "没人", "否", "无人", "x", "×", "n"), MISSED),
}
_DONE_WORDS = {"1": LATER, "2": SETTLED, "3": REQUEST}


@dataclass
class Line:
    """One door's row. `cells` by column; a blank date or visitor is that of the whole table."""

    door: DueLine
    cells: dict[int, str] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)

    @property
    def touched(self) -> bool:
        """Something was said of this door: it will be saved."""
        return any(text for column, text in self.cells.items() if column != DONE_)


class ManyModel(QAbstractTableModel):
    """`today`, and the date and visitor for rows that have none of their own."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.day: date | None = today
        self.visitor = ""
        self.purpose = ""
        self.lines: list[Line] = []

    # what is in it

    def show_doors(self, doors: Sequence[DueLine]) -> None:
        self.beginResetModel()
        self.lines = [Line(door) for door in doors]
        self.endResetModel()

    def add_door(self, door: DueLine) -> int:
        """The row of a door, added at the end where it is not there yet."""
        for place, line in enumerate(self.lines):
            if line.door.household_id == door.household_id:
                return place
        place = len(self.lines)
        self.beginInsertRows(QModelIndex(), place, place)
        self.lines.append(Line(door))
        self.endInsertRows()
        return place

    def set_head(self, day: date | None, visitor: str, purpose: str) -> None:
        """Date, visitor and purpose of all rows that have none of their own."""
        self.day, self.visitor, self.purpose = day, visitor, purpose
        self._repaint()

    @property
    def touched(self) -> list[int]:
        return [place for place, line in enumerate(self.lines) if line.touched]

    def drafts(self) -> tuple[list[int], list[VisitDraft]]:
        """Rows that say something, by place, and what they say; rows that cannot be understood are marked and left out.

        `marked` tells afterwards whether there are any.
        """
        places, drafts = [], []
        for place, line in enumerate(self.lines):
            line.wrong = {}
            if not line.touched:
                continue
            on, following = self._days(line)
            if not line.cells.get(MET_):
                line.wrong[MET_] = "请写明见到没有:按 1 是见到,按 2 是未遇。"
            if not line.wrong and on is not None:
                places.append(place)
                drafts.append(self._draft(line, on, following))
        self._repaint()
        return places, drafts

    @property
    def marked(self) -> list[tuple[int, int]]:
        """Cells that are wrong: (row, column)."""
        return [(place, column) for place, line in enumerate(self.lines) for column in sorted(line.wrong)]

    def mark(self, faults: dict[int, UserFault]) -> None:
        """What the worker found wrong, by place of the row."""
        for place, fault in faults.items():
            self.lines[place].wrong[_PLACES.get(fault.place, MET_)] = f"{fault.what}{fault.remedy}"
        self._repaint()

    def turn(self, index: QModelIndex) -> None:
        """The next choice of a cell that has choices."""
        choices = CHOICES[index.column()]
        now = self.data(index, Qt.ItemDataRole.EditRole)
        self.setData(index, choices[(choices.index(now) + 1) % len(choices) if now in choices else 0])

    def fill_down(self, index: QModelIndex) -> None:
        """The cell's words into every blank cell below it."""
        text = self.lines[index.row()].cells.get(index.column(), "")
        for line in self.lines[index.row() + 1 :]:
            if text and not line.cells.get(index.column()):
                line.cells[index.column()] = text
        self._repaint()

    # Qt's own

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return TITLES[section]
        door = self.lines[section].door  # stands still while the cells are moved sideways
        return f"{section + 1}  {door.door}  {door.name}".rstrip()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if FIRST <= index.column() <= LAST else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole:
            return line.cells.get(column, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.wrong.get(column) or (self._shown(line, column) if column in (FINDINGS_, WRONG_) else None)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(line, column)
        if role == Qt.ItemDataRole.BackgroundRole and column in line.wrong:
            return QBrush(look().colour("red_ground"))
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not FIRST <= index.column() <= LAST:
            return False
        line, column = self.lines[index.row()], index.column()
        line.cells[column] = self._understood(column, str(value).strip())
        if column in (FINDINGS_, NEEDS_) and line.cells[column] and not line.cells.get(MET_):
            line.cells[MET_] = MET  # who has something to tell has met somebody
        line.wrong.pop(column, None)
        if column in (DATE_, NEXT_):
            self._days(line)
        self._repaint(index.row())
        return True

    # within

    def _understood(self, column: int, text: str) -> str:
        """Short words as what they mean; days as days. What is not understood stays as it is."""
        if column == MET_:
            return _MET_WORDS.get(text.lower(), text if text in (MET, MISSED) else "")
        if column == DONE_:
            return _DONE_WORDS.get(text, text if text in CHOICES[DONE_] else "")
        if column in (DATE_, NEXT_):
            day = read_day(text, self.today, coming=column == NEXT_)
            return chinese_date(day) if day else text  # whole, so that it is read as the same day again
        return text

    def _days(self, line: Line) -> tuple[date | None, date | None]:
        """The day of the visit and the next one; what is no date is marked."""
        on, following = self.day, None
        if text := line.cells.get(DATE_, ""):
            on = read_day(text, self.today, coming=False)
        if on is None:
            line.wrong[DATE_] = (
                "这个日期看不懂。请写成 11-21 或 2026年11月21日。" if text else "还没有写日期。请在上面填写走访日期。"
            )
        if text := line.cells.get(NEXT_, ""):
            following = read_day(text, self.today, coming=True)
            if following is None:
                line.wrong[NEXT_] = "这个日期看不懂。请写成 12-1、+7 或 2026年12月1日。"
        return on, following

    def _draft(self, line: Line, on: date, following: date | None) -> VisitDraft:
        done = line.cells.get(DONE_, "") or LATER
        words = line.cells.get(NEEDS_, "").replace("；", ";").replace("\n", ";").split(";")
        return VisitDraft(
            household_id=line.door.household_id,
            visited_on=on,
            visitor=line.cells.get(VISITOR_, "") or self.visitor,
            purpose=self.purpose,
            met=line.cells.get(MET_, "") != MISSED,
            findings=line.cells.get(FINDINGS_, ""),
            next_on=following,
            needs=tuple(
                NeedDraft(word.strip(), settled=done == SETTLED, as_request=done == REQUEST)
                for word in words
                if word.strip()
            ),
        )

    def _shown(self, line: Line, column: int) -> str:
        if column == WRONG_:
            return ";".join(line.wrong[place] for place in sorted(line.wrong))
        text = line.cells.get(column, "")
        if column in (DATE_, NEXT_) and (read := read_date(text)) and read.precision is Precision.DAY:
            return short_day(read.day, self.today)
        if not text and line.touched:
            if column == DATE_ and self.day is not None:
                return short_day(self.day, self.today)
            if column == VISITOR_:
                return self.visitor
            if column == DONE_ and line.cells.get(NEEDS_):
                return LATER
        return text

    def _ink(self, line: Line, column: int) -> QBrush | None:
        if column in line.wrong or column == WRONG_:
            return QBrush(look().colour("red"))
        if column in (DATE_, VISITOR_, DONE_) and not line.cells.get(column):
            return QBrush(look().colour("muted"))
        return QBrush(look().colour("amber")) if line.cells.get(MET_) == MISSED and column == MET_ else None

    def _repaint(self, row: int | None = None) -> None:
        first, last = (row, row) if row is not None else (0, len(self.lines) - 1)
        if last >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(TITLES) - 1))
