"""The words of a formula: enough to read the simple ones, and to move the references of any of them.

Source of the grammar: ISO/IEC 29500-1, 18.17 (formulas of SpreadsheetML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.models.street_forms import Span
from app.rules.cell_refs import LAST_COLUMN, LAST_ROW, column_name, column_number, span_of

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<error>\#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A))
    |(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)
    |(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w(]))
    |(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w(.]))
    |(?P<cell>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?![\w(.]))
    |(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<call>[^\W\d][\w.]*\()
    |(?P<word>[^\W\d][\w.?\\]*)
    |(?P<sign><>|<=|>=|[-+*/^&=<>%(),:])
    |(?P<space>[\s]+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_PART = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
_DISTANT = frozenset(("INDIRECT(", "OFFSET(", "INDEX(", "CELL("))  # they may point anywhere


class Unread(Exception):
    """A formula beyond what is understood here; it is left to the spreadsheet."""


@dataclass(frozen=True)
class Token:
    kind: str  # a group of _TOKEN
    text: str


@dataclass(frozen=True)
class Reference:
    """Cells of a sheet; `sheet` '' is the formula's own. `single`: one cell, not a range of one."""

    sheet: str
    span: Span
    single: bool


def tokens(formula: str) -> list[Token]:
    """Every word of `formula` (without its '='); nothing is lost, blanks included."""
    found = _TOKEN.finditer(formula)
    return [Token(one.lastgroup or "other", one.group()) for one in found]


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it would read so many rows below and columns to the right; '$' holds a reference where it is."""
    return "".join(
        _PART.sub(lambda part: _moved(part, rows, columns), token.text)
        if token.kind == "cell"
        else _moved_columns(token.text, columns)
        if token.kind == "columns"
        else _moved_rows(token.text, rows)
        if token.kind == "rows"
        else token.text
        for token in tokens(formula)
    )


def references(formula: str) -> list[Reference] | None:
    """Every cell and range it speaks of; None when some of them cannot be known (names, other files, INDIRECT)."""
    words = [token for token in tokens(formula) if token.kind != "space"]
    if any(_is_dark(token) for token in words):
        return None
    return list(_references(words))


def _is_dark(token: Token) -> bool:
    if token.kind == "word":
        return token.text.upper() not in ("TRUE", "FALSE")
    return token.kind == "other" or (token.kind == "call" and token.text.upper() in _DISTANT)


def _references(words: list[Token]) -> Iterator[Reference]:
    place = 0
    while place < len(words):
        if words[place].kind in ("sheet", "cell", "columns", "rows"):
            found, place = reference_at(words, place)
            yield found
        else:
            place += 1


def reference_at(words: list[Token], place: int) -> tuple[Reference, int]:
    """The reference that begins at `place`, and where the next word is. Raises Unread."""
    sheet = ""
    if words[place].kind == "sheet":
        sheet = words[place].text[:-1]
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        if "[" in sheet or ":" in sheet:
            raise Unread("another file, or sheets in a row")
        place += 1
    if place >= len(words) or words[place].kind not in ("cell", "columns", "rows"):
        raise Unread("a name")
    token = words[place]
    if token.kind == "columns":
        first, last = (column_number(part.strip("$")) for part in token.text.split(":"))
        return Reference(sheet, (0, min(first, last), LAST_ROW - 1, max(first, last)), False), place + 1
    if token.kind == "rows":
        top, bottom = (int(part.strip("$")) - 1 for part in token.text.split(":"))
        return Reference(sheet, (min(top, bottom), 0, max(top, bottom), LAST_COLUMN - 1), False), place + 1
    text, single = token.text, True
    if place + 2 < len(words) and words[place + 1].text == ":" and words[place + 2].kind == "cell":
        text, single, place = f"{text}:{words[place + 2].text}", False, place + 2
    try:
        return Reference(sheet, span_of(text), single), place + 1
    except ValueError as error:
        raise Unread("no such cell") from error


def _moved(part: re.Match[str], rows: int, columns: int) -> str:
    held_column, letters, held_row, digits = part.groups()
    column = column_number(letters) + (0 if held_column else columns)
    row = int(digits) + (0 if held_row else rows)
    if not (0 <= column < LAST_COLUMN and 1 <= row <= LAST_ROW):
        return "#REF!"
    return f"{held_column}{column_name(column)}{held_row}{row}"


def _moved_columns(text: str, columns: int) -> str:
    return ":".join(
        part if part.startswith("$") else column_name(max(0, column_number(part) + columns)) for part in text.split(":")
    )


def _moved_rows(text: str, rows: int) -> str:
    return ":".join(part if part.startswith("$") else str(max(1, int(part) + rows)) for part in text.split(":"))
