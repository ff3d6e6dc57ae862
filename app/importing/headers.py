"""Finding the header: which rows name the columns, under titles, blank rows and merged groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.importing.raw import Cell, RawSheet
from app.importing.titles import is_title, title_key
from app.importing.values import as_text

_LOOK_AT = 60  # rows: whoever writes more above the header writes a letter
_LONGEST_TITLE = 24
_NUMERIC = re.compile(r"[\d./-]{4,}")
Known = Callable[[str], bool]


@dataclass(frozen=True)
class Header:
    """Rows `first` to `last` (from 0) name the columns. `groups`, `leaves`: words a column, '' where there are none."""

    first: int
    last: int
    groups: tuple[str, ...]
    leaves: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """One text a column, made unique by its group or its place where a word comes twice."""
        shown: list[str] = []
        for column, (group, leaf) in enumerate(zip(self.groups, self.leaves, strict=True)):
            word = leaf or group
            if word and self.leaves.count(leaf) > 1 and group and group != leaf:
                word = f"{group}/{leaf}"
            if word and word in shown:
                word = f"{word}(第{column + 1}列)"
            shown.append(word)
        return tuple(shown)


def find_header(sheet: RawSheet, is_known: Known = is_title) -> Header | None:
    """The header of a sheet, or None when no row looks like one. `is_known`: whether a cell's words name a column."""
    rows = [[as_text(cell) for cell in row] for row in sheet.rows[:_LOOK_AT]]
    counts = [_known_words(row, is_known) for row in rows]
    best = max(range(len(rows)), key=lambda row: (counts[row], -row), default=None)
    if best is None or counts[best] < 2:
        return None
    first, last = best, best
    while first > 0 and best - first < 2 and _is_group_row(sheet, rows, first - 1, last, is_known):
        first -= 1
    while last + 1 < len(rows) and last - first < 3 and _is_sub_row(sheet, rows, last + 1, first, is_known):
        last += 1
    return Header(first, last, *_words(sheet, rows, first, last))


def repeats_header(row: Sequence[Cell], header: Header) -> bool:
    """Whether a row says the header's words once more (a header printed on every page)."""
    words = {title_key(word) for word in (*header.leaves, *header.groups) if word}
    filled = [title_key(as_text(cell)) for cell in row if cell != ""]
    return len(filled) > 2 and sum(word in words for word in filled) >= 0.7 * len(filled)


def _known_words(row: Sequence[str], is_known: Known) -> int:
    """Cells that read as titles; a row that repeats one value or holds numbers is data."""
    found = 0
    for text in row:
        if text and len(text) <= _LONGEST_TITLE and not _NUMERIC.fullmatch(text):
            found += is_known(text)
    return found


def _filled(row: Sequence[str]) -> list[int]:
    return [column for column, text in enumerate(row) if text]


def _is_group_row(sheet: RawSheet, rows: list[list[str]], row: int, last: int, is_known: Known) -> bool:
    """A row above that groups columns: merged into the header or across some of it, or naming several columns."""
    filled = _filled(rows[row])
    width = len(_filled(rows[last])) or 1
    if len(filled) < 2 or any(len(rows[row][column]) > _LONGEST_TITLE for column in filled):
        return False
    for top, left, bottom, right in sheet.merged:
        if top <= row < bottom <= last:
            return True
        if top == bottom == row and 1 <= right - left < width - 1 and any(rows[row + 1][left : right + 1]):
            return (
                _known_words(rows[row], is_known) > 0
                or not sheet.merged
                or any(other[0] <= row < other[2] for other in sheet.merged)
                or len(filled) > 2
            )
    below = rows[row + 1]
    gaps = [column for column in filled if not below[column]]
    return _known_words(rows[row], is_known) >= 2 and len(gaps) >= 1


def _is_sub_row(sheet: RawSheet, rows: list[list[str]], row: int, first: int, is_known: Known) -> bool:
    """A row below that still names columns: it fills gaps of the merged header and holds no values."""
    filled = _filled(rows[row])
    if not filled or any(_NUMERIC.fullmatch(rows[row][column]) for column in filled):
        return False
    joined = any(top <= row - 1 and row <= bottom and top >= first for top, _, bottom, _ in sheet.merged)
    grouped = any(top == bottom == row - 1 and right > left for top, left, bottom, right in sheet.merged)
    known = _known_words(rows[row], is_known)
    if known >= 2 and known >= 0.6 * len(filled):
        return True
    return (joined or grouped) and known >= 1 and known >= 0.5 * len(filled)


def _words(sheet: RawSheet, rows: list[list[str]], first: int, last: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    width = len(rows[first])
    table = [list(row) for row in rows[first : last + 1]]
    merged_rows = set()
    for top, left, bottom, right in sheet.merged:
        if first <= top and bottom <= last and right > left:
            merged_rows.add(top)
            for column in range(left, min(right + 1, width)):
                table[top - first][column] = rows[top][left]
    for depth in range(len(table) - 1):
        if first + depth not in merged_rows:
            _spread(table, depth)
    leaves, groups = [], []
    for column in range(width):
        path = list(dict.fromkeys(row[column] for row in table if row[column]))
        leaves.append(path[-1] if path else "")
        groups.append("".join(path[:-1]))
    return tuple(groups), tuple(leaves)


def _spread(table: list[list[str]], depth: int) -> None:
    """Group words over the columns to their right, where merging was lost (csv) and something stands below."""
    row, below = table[depth], table[depth + 1 :]
    named = [any(words[column] for words in below) for column in range(len(row))]
    for column in range(1, len(row)):
        if not row[column] and named[column] and named[column - 1]:
            row[column] = row[column - 1]
