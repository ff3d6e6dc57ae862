"""The person's columns of a layout, a block for each member where they repeat, and the people one row names in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.importing.fields import PERSON_FIELDS, Field
from app.importing.layout import SheetLayout
from app.importing.members import Named, count_numbers, people_in, shared_out
from app.importing.raw import Cell
from app.importing.rows import is_aside, is_ditto
from app.importing.titles import kin_of
from app.importing.values import as_text

Share = dict[Field, Cell]


@dataclass(frozen=True)
class Block:
    """One person's columns. `relation`: what the titles speak of ('配偶姓名' -> '配偶'), or ''."""

    relation: str
    columns: dict[Field, int]

    @property
    def name(self) -> int:
        return self.columns[Field.NAME]


def blocks_of(layout: SheetLayout) -> tuple[Block, ...]:
    """From left to right; a new block begins where a field of the person comes again."""
    names = len(layout.columns_of(Field.NAME))
    found: list[dict[Field, int]] = []
    current: dict[Field, int] = {}
    for column, field in enumerate(layout.fields):
        if field is None or field not in PERSON_FIELDS:
            continue
        again = field in current and Field.NAME in current and field is not Field.NOTE
        if again and names > 1:
            found.append(current)
            current = {}
        current.setdefault(field, column)
    if Field.NAME in current:
        found.append(current)
    elif found:
        found[-1] = {**current, **found[-1]}
    return tuple(Block(_relation(layout, columns[Field.NAME]), columns) for columns in found if Field.NAME in columns)


def people_of_row(layout: SheetLayout, blocks: Sequence[Block], row: Sequence[Cell]) -> list[tuple[Named, Share]]:
    """Everyone a row names, each with their own share of its cells."""
    found: list[tuple[Named, Share]] = []
    for block in blocks:
        facts: Share = {
            field: row[column]
            for field, column in block.columns.items()
            if field is not Field.NAME and row[column] != ""
        }
        named = people_in(name_text(row[block.name]), numbers=count_numbers(facts.get(Field.ID_NUMBER, "")))
        if not named:
            continue
        for place, (one, share) in enumerate(zip(named, shared_out(facts, len(named)), strict=True)):
            if block.relation and place == 0:
                share.setdefault(Field.RELATION, block.relation)
            found.append((one, {**share, **one.facts}))
    for column in layout.columns_of(Field.MEMBERS):
        names = {one.name for one, _ in found}
        members = people_in(name_text(row[column]))
        found.extend((one, dict(one.facts)) for one in members if one.name not in names)
    return found


def name_text(cell: Cell) -> str:
    """The text of a name cell with its line breaks; '' for asides and ditto marks."""
    if not isinstance(cell, str):
        return as_text(cell)
    return "" if is_aside(cell) or is_ditto(as_text(cell)) else cell


def _relation(layout: SheetLayout, column: int) -> str:
    header = layout.header
    return (kin_of(header.leaves[column]) or kin_of(header.groups[column])) if header is not None else ""
