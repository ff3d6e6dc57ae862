"""Reading whole columns: every distinct cell is understood once, then the column is only looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from app.importing.fields import Field
from app.importing.raw import Cell
from app.importing.rows import DITTO, is_ditto
from app.importing.values import ERROR_CELLS, as_text
from app.models.households import Occupancy
from app.rules import terms
from app.rules.addresses import bare_estate, grid_name
from app.rules.dates import Precision, SpelledDate, read_date
from app.rules.id_numbers import IdNumber, read_id_float, read_id_number, read_plain_numbers


@dataclass(frozen=True)
class Flagged:
    """A cell with something to say about it: a value with a warning, or an error with its remedy."""

    value: Any = None
    warning: str = ""
    error: str = ""
    remedy: str = ""


class Denied:
    """The cell says no: not a Party member, no aid, no disability."""


NO = Denied()
Parser = Callable[[Cell], Any]


@dataclass
class Column:
    """One column understood: `values` a row each (None: not stated), `flags` by row where something is to be said."""

    values: list[Any]
    flags: dict[int, Flagged]


def read_column(field: Field, cells: Sequence[Cell], today: date) -> Column:
    """Understand a column. Ditto marks take the value above; errors of the workbook itself become flags."""
    known = parsed_cells(field, set(cells), today)
    values = list(map(known.__getitem__, cells))
    if any(mark in known for mark in DITTO):
        _carry_dittos(values, cells)
    flagged = {cell for cell, value in known.items() if type(value) is Flagged}
    if not flagged:
        return Column(values, {})
    flags = {row: value for row, value in enumerate(values) if type(value) is Flagged}
    for row, flag in flags.items():
        values[row] = flag.value
    return Column(values, flags)


def parsed_cells(field: Field, cells: set[Cell], today: date) -> dict[Cell, Any]:
    """Distinct cell -> value, or Flagged."""
    parse = parser_of(field, today)
    known: dict[Any, Any] = {}
    if field is Field.ID_NUMBER:
        known.update(read_plain_numbers(cells, today=today))
        cells = cells - known.keys()
    known.update({cell: parse(cell) for cell in cells})
    known[""] = None
    for cell in ERROR_CELLS & cells:
        known[cell] = error_cell(str(cell))
    return known


def error_cell(text: str) -> Flagged:
    """What is said of a cell in which a formula failed."""
    return Flagged(
        error=f"单元格里是 Excel 的错误值 {text}。", remedy="请在 Excel 中改正这个单元格的公式或直接填写内容。"
    )


def parser_of(field: Field, today: date) -> Parser:
    """How one cell of a field is read."""
    if field is Field.ID_NUMBER:
        return partial(_id_number, today=today)
    if field is Field.BIRTH:
        return partial(_birth, today=today)
    return _PARSERS.get(field, _text)


def _carry_dittos(values: list[Any], cells: Sequence[Cell]) -> None:
    for row, cell in enumerate(cells):
        if isinstance(cell, str) and cell and is_ditto(as_text(cell)):
            values[row] = values[row - 1] if row else None


def _text(cell: Cell) -> str | None:
    text = as_text(cell)
    return None if terms.says_nothing(text) else text


def _id_number(cell: Cell, *, today: date) -> IdNumber | Flagged | None:
    if isinstance(cell, float):
        found = read_id_float(cell, today=today)
    else:
        text = as_text(cell)
        if terms.says_nothing(text):
            return None
        found = read_id_number(text, today=today)
    if found.error:
        return Flagged(error=found.error, remedy=found.remedy)
    return Flagged(found, warning=found.warning) if found.warning else found


def _birth(cell: Cell, *, today: date) -> SpelledDate | Flagged | None:
    if type(cell) is date and cell <= today:
        return SpelledDate(cell, Precision.DAY)
    if isinstance(cell, str) and terms.says_nothing(as_text(cell)):
        return None
    found = read_date(cell if isinstance(cell, date | datetime | float | int) else as_text(cell))
    if found is None:
        return Flagged(error=f"看不懂的出生日期“{as_text(cell)}”。", remedy="请写成 1954-03-25 这样的公历日期。")
    if found.day > today:
        return Flagged(error=f"出生日期“{as_text(cell)}”还没有到。", remedy="请核对后改正。")
    return found


def _date(cell: Cell) -> date | Flagged | None:
    if isinstance(cell, str) and terms.says_nothing(as_text(cell)):
        return None
    found = read_date(cell if isinstance(cell, date | datetime | float | int) else as_text(cell))
    return found.day if found else Flagged(warning=f"看不懂的日期“{as_text(cell)}”,没有录入。")


def _age(cell: Cell) -> int | None:
    text = terms.narrow(as_text(cell)).removesuffix("岁").removesuffix("周")
    return int(text) if text.isdecimal() and int(text) < 130 else None


def _name(cell: Cell) -> str | None:
    """A plain name as it is; None for anything that has to be looked at closely (see members.py)."""
    return None if not isinstance(cell, str) else cell


def _sex(cell: Cell) -> str | Flagged | None:
    text = as_text(cell)
    found = terms.sex(text)
    return found if found or terms.says_nothing(text) else Flagged(warning=f"看不懂的性别“{text}”,没有录入。")


def _phone(cell: Cell) -> str | Flagged | None:
    if isinstance(cell, str) and len(cell) == 11 and cell.isdecimal() and cell.isascii() and cell[0] == "1":
        return cell
    text = as_text(cell)
    if terms.says_nothing(text):
        return None
    number = terms.plain_dashes(terms.narrow(text))
    digits = number.removeprefix("+86").replace("-", "") if number.startswith(("1", "+86")) else number
    if 7 <= len(digits.replace("-", "")) <= 12 and digits.replace("-", "").isdecimal():
        return digits
    return Flagged(text, warning=f"联系电话“{text}”不像一个号码,已照原样保留。")


def _occupancy(cell: Cell) -> Occupancy | Flagged | None:
    text = as_text(cell)
    found = terms.occupancy(text)
    if found is Occupancy.UNKNOWN or terms.says_nothing(text):
        return None
    return found or Flagged(warning=f"看不懂的居住状态“{text}”,没有录入。")


def _sold(cell: Cell) -> bool | None:
    text = as_text(cell)
    found = terms.yes_or_no(text)
    if found is None and "售" in text:
        return not any(word in text for word in ("未", "没", "待"))
    return found


def _politics(cell: Cell) -> str | Denied | None:
    text = as_text(cell)
    answer = terms.yes_or_no(text)
    if answer is not None:
        return "中共党员" if answer else NO
    return terms.politics(text)


def _relation(cell: Cell) -> str | None:
    text = as_text(cell)
    answer = terms.yes_or_no(text)
    if answer is not None:
        return "户主" if answer else None
    return terms.relation(text)


def _disability(cell: Cell) -> str | Denied | Flagged | None:
    text = as_text(cell)
    if terms.yes_or_no(text) is False:
        return NO
    found = terms.disability(text)
    if found or terms.says_nothing(text):
        return found
    digits = terms.narrow(text)
    if len(digits) >= 15 and digits[:10].isdecimal():
        return Flagged(digits, warning=f"残疾证号“{text}”不是 20 位的格式,已照原样保留。")
    return text


def _aid(cell: Cell) -> str | Denied | Flagged | None:
    text = as_text(cell)
    answer = terms.yes_or_no(text)
    if answer is False:
        return NO
    if answer:
        return Flagged("困难", warning="救助只打了勾,没有写明种类,不能据此认定困难户。")
    found = terms.aid(text)
    return found or (None if terms.says_nothing(text) else text)


def _tick(cell: Cell) -> bool:
    text = as_text(cell)
    answer = terms.yes_or_no(text)
    if answer is None:
        return not terms.says_nothing(text) and text != "0"
    return answer


def _unit_person(cell: Cell) -> bool | None:
    return terms.unit_person(as_text(cell))


def _worded(read: Callable[[str], str | None]) -> Parser:
    return lambda cell: read(as_text(cell))


_PARSERS: dict[Field, Parser] = {
    Field.GRID: lambda cell: grid_name(as_text(cell)) or None,
    Field.ESTATE: lambda cell: bare_estate(as_text(cell)) or None,
    Field.OCCUPANCY: _occupancy,
    Field.OCCUPANCY_SINCE: _date,
    Field.LEASE_UNTIL: _date,
    Field.SINCE: _date,
    Field.SOLD: _sold,
    Field.NAME: _name,
    Field.MEMBERS: _name,
    Field.AGE: _age,
    Field.SEX: _sex,
    Field.ETHNIC: _worded(terms.ethnic),
    Field.POLITICS: _politics,
    Field.PARTY: _politics,
    Field.PHONE: _phone,
    Field.UNIT_PERSON: _unit_person,
    Field.DISABILITY: _disability,
    Field.DISABILITY_KIND: _disability,
    Field.DISABILITY_GRADE: _disability,
    Field.AID: _aid,
    Field.AID_LOW: _tick,
    Field.AID_POOREST: _tick,
    Field.AID_EDGE: _tick,
    Field.RELATION: _relation,
} | {field: _tick for field in Field if field.value.startswith("label:")}
