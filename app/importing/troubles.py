"""Where a sheet's rows fail: the error with its cell, reason and remedy, and the row itself for showing."""

from __future__ import annotations

from collections.abc import Sequence

from app.importing.columns import Flagged
from app.importing.fields import Field
from app.importing.houses import Desk
from app.importing.layout import SheetLayout
from app.importing.raw import Cell, RawSheet
from app.importing.sheet_columns import DOOR_COLUMNS
from app.importing.values import RowCells, as_text
from app.models.importing import FailedRow, RowError

_DOOR_REMEDY = "请补写门牌,例如 3-2-1101 或 3栋2单元1101室。"
_FORGIVEN = frozenset({Field.BIRTH, Field.AGE})  # where the ID number states the birth


class Troubles:
    """Records errors of one sheet on the desk. Rows are given from 0 below the header."""

    def __init__(self, layout: SheetLayout, rows: list[list[Cell]], desk: Desk) -> None:
        self._layout = layout
        self._rows = rows
        self._desk = desk

    def title_of(self, field: Field) -> str:
        """The header words over a field's column, '' where there is none."""
        columns = self._layout.columns_of(field)
        return self._layout.titles[columns[0]] if columns else ""

    def flags(self, index: int, name: str, door: str, flags: Sequence[tuple[int, Flagged]], *, numbered: bool) -> bool:
        """Record a row's errors; False when there are none. A bad birth date is forgiven where the number states it."""
        fields = self._layout.fields
        errors = [
            (column, flag) for column, flag in flags if flag.error and not (numbered and fields[column] in _FORGIVEN)
        ]
        for column, flag in errors:
            self._error(index, column, flag.error, flag.remedy)
        if errors:
            self._failed(index, name, door)
        return bool(errors)

    def door(self, index: int, name: str, reason: str) -> None:
        """A row whose door cannot be read."""
        titles = [title for field in reversed(DOOR_COLUMNS) if (title := self.title_of(field))]
        self.cell(index, name, "", titles[0] if titles else "", reason, _DOOR_REMEDY)

    def double(self, index: int, name: str, door: str, number: str) -> None:
        """A second bearer of an ID number."""
        sheet, row = self._desk.seen[number]
        place = f"第 {row} 行" if sheet == self._layout.sheet else f"工作表“{sheet}”第 {row} 行"
        remedy = "同一个人只留一行;如果写错了号码,请改正。"
        self.cell(index, name, door, self.title_of(Field.ID_NUMBER), f"身份证号与{place}重复。", remedy)

    def cell(self, index: int, name: str, door: str, title: str, reason: str, remedy: str) -> None:
        """One bad cell of a row, by its title."""
        titles = self._layout.titles
        value = as_text(self._rows[index][titles.index(title)]) if title in titles else ""
        self._desk.errors.append(
            RowError(self._layout.sheet, self._layout.row_number(index), title, value, reason, remedy)
        )
        self._failed(index, name, door)

    def hollow(self, sheet: RawSheet, ours: frozenset[int]) -> None:
        """Columns of ours that look blank because their formulas carry no value."""
        for column in sorted(sheet.hollow & ours):
            if not any(row[column] != "" for row in self._rows if column < len(row)):
                reason = "这一列是公式,文件里没有保存计算结果,所以整列读不到内容。"
                remedy = "请在 Excel 或 WPS 中打开文件,等它算出结果后保存,再导入。"
                title = self._layout.titles[column]
                self._desk.errors.append(RowError(sheet.name, self._layout.first_row, title, "", reason, remedy))

    def _error(self, index: int, column: int, reason: str, remedy: str) -> None:
        row, title = self._layout.row_number(index), self._layout.titles[column]
        value = as_text(self._rows[index][column])
        self._desk.errors.append(RowError(self._layout.sheet, row, title, value, reason, remedy))

    def _failed(self, index: int, name: str, door: str) -> None:
        cells = RowCells(self._layout.titles, self._rows[index])
        row = self._layout.row_number(index)
        self._desk.failed.append(FailedRow(self._layout.sheet, row, door, name, cells))
