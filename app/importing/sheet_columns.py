"""A sheet by columns: names, people's facts, door facts, labels, each understood once for all rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import repeat
from typing import Any

from app.importing.blocks import Block, blocks_of
from app.importing.columns import Flagged, read_column
from app.importing.fields import DOOR_FIELDS, LABEL_FIELDS, NAME_FIELDS, Field
from app.importing.houses import NO_FACTS, DoorFacts
from app.importing.layout import SheetLayout
from app.importing.members import plain_name
from app.importing.people import PeopleColumns, read_people
from app.importing.raw import Cell
from app.importing.rows import is_aside, is_ditto
from app.importing.values import ERROR_CELLS, as_text
from app.models.colours import Label
from app.rules import terms

Said = tuple[frozenset[Label], str]  # labels a row ticks or names, and the words that are none
SAID_NOTHING: Said = (frozenset(), "")
DOOR_COLUMNS = (Field.ESTATE, Field.BUILDING, Field.UNIT, Field.ROOM, Field.ADDRESS)  # in the order of doors.Key
_DOOR_FACTS = (
    Field.GRID, Field.OCCUPANCY, Field.SOLD, Field.OWNER, Field.LEASE_UNTIL, Field.OCCUPANCY_SINCE, Field.DOOR_NOTE,
)  # fmt: skip  # in the order of houses.DOOR_FACTS
_NO_PLAIN_NAMES = frozenset(
    {"户主", "姓名", "合计", "小计", "总计", "共计", "空置", "空户", "空房", "无人", "不详", "同上", "未知", "出租"}
)


class SheetColumns:
    """The rows below the header, turned on their side. `flags`: row (from 0) -> (column, flag)."""

    def __init__(self, rows: list[list[Cell]], layout: SheetLayout) -> None:
        self.rows = rows
        self.layout = layout
        self.cells: list[Sequence[Cell]] = list(zip(*rows, strict=True)) if rows else []
        self.blocks: tuple[Block, ...] = blocks_of(layout)
        self.flags: dict[int, list[tuple[int, Flagged]]] = {}
        self.plain = len(self.blocks) == 1 and Field.MEMBERS not in layout.fields  # one row a person, by and large

    def of(self, field: Field) -> Sequence[Cell]:
        """The cells of a field, blanks where the sheet has no such column."""
        columns = self.layout.columns_of(field)
        return self.cells[columns[0]] if columns else ("",) * len(self.rows)

    def door_keys(self) -> Iterable[Any]:
        return zip(*(self.of(field) for field in DOOR_COLUMNS), strict=False)

    def names(self) -> list[str | None]:
        """The name where it is one plain name, else None: that row has to be looked at closely."""
        if not self.plain:
            return [None] * len(self.rows)
        cells = self.cells[self.blocks[0].name]
        known = {cell: _plain(cell) for cell in set(cells)}
        for title in self.layout.titles:  # a header printed again on the next page
            if title in known:
                known[title] = None
        return list(map(known.__getitem__, cells))

    def broken(self) -> dict[int, int]:
        """Rows in which a name or a part of the door is an error value of Excel, and the column it stands in."""
        found: dict[int, int] = {}
        for column, field in enumerate(self.layout.fields):
            if field in NAME_FIELDS or field in DOOR_FIELDS:
                cells = self.cells[column] if self.cells else ()
                if ERROR_CELLS & set(cells):
                    found.update({row: column for row, cell in enumerate(cells) if cell in ERROR_CELLS})
        return found

    def people(self, *, today: date, ledger_date: date) -> PeopleColumns:
        """The facts of plain rows; nothing where every row is looked at closely."""
        columns: dict[Field, tuple[int, Sequence[Cell]]] = {}
        if self.plain:
            own = self.blocks[0].columns.items()
            columns = {field: (column, self.cells[column]) for field, column in own if field is not Field.NAME}
        read = read_people(columns, len(self.rows), today=today, ledger_date=ledger_date)
        for index, found in read.flags.items():
            self.flags.setdefault(index, []).extend(found)
        if Field.HEAD in self.layout.fields and self.plain:
            read.relation = self._heads(read.relation)
        return read

    def door_facts(self, today: date) -> Iterable[DoorFacts]:
        columns: list[list[Any] | None] = []
        for field in _DOOR_FACTS:
            places = self.layout.columns_of(field)
            if not places:
                columns.append(None)
                continue
            column = read_column(field, self.cells[places[0]], today)
            for index, flag in column.flags.items():
                self.flags.setdefault(index, []).append((places[0], flag))
            if field is Field.GRID:
                _fill_down(column.values)
            columns.append(column.values)
        if all(column is None for column in columns):
            return repeat(NO_FACTS)
        return zip(*(repeat(None) if column is None else column for column in columns), strict=False)

    def labels(self, today: date) -> Iterable[Said]:
        ticks = [
            (label, read_column(field, self.of(field), today).values)
            for field, label in LABEL_FIELDS.items()
            if field in self.layout.fields
        ]
        words = [self.cells[column] for column in self.layout.columns_of(Field.LABELS)]
        if not ticks and not words:
            return repeat(SAID_NOTHING)
        known: dict[Any, Said] = {}
        said: list[Said] = []
        labels = [label for label, _ in ticks]
        for values in zip(*(column for _, column in ticks), *words, strict=True):
            found = known.get(values)
            if found is None:
                found = known[values] = _said(values, labels)
            said.append(found)
        return said

    def _heads(self, relations: list[str | None]) -> list[str | None]:
        """户主 for whoever the head's own column names."""
        heads = [plain_name(as_text(cell)) for cell in self.of(Field.HEAD)]
        names = [plain_name(as_text(cell)) for cell in self.cells[self.blocks[0].name]]
        return [
            relation or ("户主" if head and head == name else None)
            for relation, head, name in zip(relations, heads, names, strict=True)
        ]


def _plain(cell: Cell) -> str | None:
    if not isinstance(cell, str) or not 2 <= len(cell) <= 4 or not cell.isalpha() or cell.isascii():
        return None
    if cell in _NO_PLAIN_NAMES or (cell[-1] in "计数总" and is_aside(cell)):
        return None
    return cell


def _said(values: tuple[Any, ...], labels: Sequence[Label]) -> Said:
    found = {label for label, value in zip(labels, values, strict=False) if value}
    rest = []
    for cell in values[len(labels) :]:
        text = as_text(cell)
        if not is_ditto(text):
            named, left = terms.labels(text)
            found |= named
            rest.append(left)
    words = "、".join(filter(None, rest))
    return (frozenset(found), words) if found or words else SAID_NOTHING


def _fill_down(values: list[Any]) -> None:
    above = None
    for index, value in enumerate(values):
        if value is None:
            values[index] = above
        else:
            above = value
