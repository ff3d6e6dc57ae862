"""Understanding the layout of a plain ledger (a row a record): header, meaning of each column, first row, its year."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.importing.headers import Header, find_header
from app.importing.ledger_titles import SURE, LedgerTitles, titles_of
from app.importing.raw import RawSheet, RawWorkbook
from app.importing.titles import title_key
from app.importing.values import as_text

_ENOUGH = 3
_YEAR = re.compile(r"(20\d{2})\s*年?")


@dataclass(frozen=True)
class LedgerKind:
    """One sort of ledger. `table`: its titles; `needs`: groups of fields of which one must be there, with what is said
    where none is. `aside`: fields that every sort of ledger has, which prove nothing."""

    name: str
    table: str
    needs: tuple[tuple[tuple[str, ...], str], ...]
    aside: frozenset[str] = frozenset(("serial", "number", "note"))

    @property
    def titles(self) -> LedgerTitles:
        return titles_of(self.table)


@dataclass(frozen=True)
class LedgerLayout:
    """How one sheet is laid out, as proposed or as corrected by a person.

    `titles` and `fields`: one a column ('' and None where there is nothing for us). Rows count from 0 here. `year`: the
    one that the sheet's name or title speaks of, for dates written without one; `caption`: the words above the header.
    `use` False: the sheet holds no such ledger, `why` says it in words.
    """

    sheet: str
    index: int
    header: Header | None
    first_row: int
    titles: tuple[str, ...]
    fields: tuple[str | None, ...]
    confidence: float
    signature: str
    year: int | None = None
    caption: str = ""
    use: bool = True
    why: str = ""

    def with_field(self, column: int, field: str | None) -> LedgerLayout:
        """The same layout with one column meaning something else; None or '' leaves the column out."""
        fields = list(self.fields)
        fields[column] = field or None
        return replace(self, fields=tuple(fields), use=True, why="", confidence=1.0)

    def left_out(self) -> LedgerLayout:
        """The same sheet, not to be read."""
        return replace(self, use=False, why="按您的选择不读取")

    def to_remember(self) -> dict[str, str]:
        """Title -> field, for the next workbook with this `signature`."""
        return {title: (field or "") for title, field in zip(self.titles, self.fields, strict=True) if title}

    def row_number(self, index: int) -> int:
        """The row as Excel counts, for a row counted from 0 below the header."""
        return self.first_row + 1 + index

    def column_of(self, field: str) -> int | None:
        return self.fields.index(field) if field in self.fields else None

    def title_of(self, *fields: str) -> str:
        """The header words over the first of these fields that is there."""
        columns = (self.column_of(field) for field in fields)
        return next((self.titles[column] for column in columns if column is not None), "")


def understand(
    kind: LedgerKind, raw: RawWorkbook, remembered: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[LedgerLayout, ...]:
    """A layout for every sheet, in their order; sheets without such a ledger have `use` False and the reason."""
    found = [_sheet(kind, raw, sheet, index, remembered or {}) for index, sheet in enumerate(raw.sheets)]
    if any(layout.use and raw.sheets[layout.index].visible for layout in found):
        found = [
            layout
            if raw.sheets[layout.index].visible or not layout.use
            else replace(layout, use=False, why="隐藏的工作表,没有读取")
            for layout in found
        ]
    return tuple(found)


def _sheet(
    kind: LedgerKind, raw: RawWorkbook, sheet: RawSheet, index: int, remembered: Mapping[str, Mapping[str, str]]
) -> LedgerLayout:
    header = find_header(sheet, kind.titles.is_title)
    if header is None:
        why = "没有内容" if not any(cell != "" for row in sheet.rows for cell in row) else "没有找到表头"
        return LedgerLayout(sheet.name, index, None, 0, (), (), 0.0, "", use=False, why=why)
    titles = header.titles
    signature = f"{kind.name}-{hashlib.sha256(chr(31).join(map(title_key, titles)).encode()).hexdigest()[:16]}"
    own = remembered.get(signature)
    if own is not None:
        fields, confidence = tuple(own.get(title) or None for title in titles), 1.0
        proven = set(fields)
    else:
        fields, confidence = _propose(kind.titles, header)
        proven = _proven(kind, header, fields)
    why = next((words for any_of, words in kind.needs if not set(any_of) & proven), "")
    above = " ".join(as_text(cell) for row in sheet.rows[: header.first] for cell in row if cell != "")
    return LedgerLayout(
        sheet.name, index, header, header.last + 1, titles, fields, 0.0 if why else confidence, signature,
        _year(sheet.name, above, raw.source), above, use=not why, why=why,
    )  # fmt: skip


def _proven(kind: LedgerKind, header: Header, fields: tuple[str | None, ...]) -> set[str | None]:
    """Fields that show what the ledger is. Words that only end like a title ('受理时间') count where enough others are
    titles of this sort of ledger as they stand."""
    sure = {
        field
        for field, leaf, group in zip(fields, header.leaves, header.groups, strict=True)
        if field is not None
        and max(kind.titles.meaning_of(words)[1] for words in (leaf, group + leaf) if words) >= SURE
    }
    return set(fields) if len(sure - kind.aside) >= _ENOUGH else set(sure)


def _propose(titles: LedgerTitles, header: Header) -> tuple[tuple[str | None, ...], float]:
    """By the title with its group, then by the title alone; of two columns that mean the same the surer one."""
    found: list[tuple[str | None, float]] = []
    for group, leaf in zip(header.groups, header.leaves, strict=True):
        both = [titles.meaning_of(words) for words in (group + leaf if group else "", leaf) if words]
        found.append(max(both, key=lambda one: one[1], default=(None, 0.0)))
    fields: list[str | None] = []
    for column, (field, sure) in enumerate(found):
        rivals = [(other[1], -place) for place, other in enumerate(found) if other[0] == field]
        fields.append(field if field is not None and (sure, -column) == max(rivals) else None)
    sureness = [found[column][1] for column, field in enumerate(fields) if field is not None]
    return tuple(fields), round(sum(sureness) / len(sureness), 2) if sureness else 0.0


def _year(*texts: str) -> int | None:
    """The year of the sheet's name, of the title above the header, or of the file's name."""
    return next((int(match[1]) for text in texts if (match := _YEAR.search(text))), None)
