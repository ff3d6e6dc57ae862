"""Cells by name: A1 and (row, column), ranges, and how a reference moves when a formula is copied."""

from __future__ import annotations

import re
from functools import lru_cache

from app.models.street_forms import Place, Span

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=65_536)
def place_of(name: str) -> Place:
    """'B5' -> (4, 1). Raises ValueError for what is no cell."""
    found = _CELL.fullmatch(name.upper())
    if found is None:
        raise ValueError(name)
    row, column = int(found[2]) - 1, column_number(found[1])
    if not (0 <= row < LAST_ROW and column < LAST_COLUMN):
        raise ValueError(name)
    return row, column


def name_of(place: Place) -> str:
    """(4, 1) -> 'B5'."""
    return f"{column_name(place[1])}{place[0] + 1}"


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """0 -> 'A', 26 -> 'AA'."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """'A' -> 0, 'AA' -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def span_of(text: str) -> Span:
    """'A1:J1' -> (0, 0, 0, 9); one cell is a span of its own. Raises ValueError."""
    first, _, last = text.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def span_name(span: Span) -> str:
    return f"{name_of(span[:2])}:{name_of(span[2:])}"


def holds(span: Span, place: Place) -> bool:
    return span[0] <= place[0] <= span[2] and span[1] <= place[1] <= span[3]
