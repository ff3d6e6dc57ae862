"""Understanding the layout of a ledger of requests: header, meaning of each column, first row, the year it is of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.importing.headers import Header, find_header
from app.importing.raw import RawSheet, RawWorkbook
from app.importing.requests_fields import WHISTLE_WORDS, RequestField, is_title, meaning_of
from app.importing.titles import title_key
from app.importing.values import as_text
from app.rules.dates import read_date
from app.rules.request_terms import known

_GROUP_WORDS = re.compile("情况|信息|环节|阶段|登记")
_YEAR = re.compile(r"(20\d{2})\s*年?")
_TIMES = frozenset(
    {
        RequestField.RECEIVED,
        RequestField.WHISTLED,
        RequestField.REPORTED,
        RequestField.ANSWERED,
        RequestField.CLOSED,
        RequestField.VISITED,
        RequestField.DUE,
    }
)
_SAMPLE = 200
_GUESSED = {
    "departments": RequestField.DEPARTMENT,
    "request_channels": RequestField.CHANNEL,
    "request_categories": RequestField.CATEGORY,
    "request_grades": RequestField.GRADE,
    "request_satisfactions": RequestField.SATISFACTION,
    "request_outcomes": RequestField.OUTCOME,
}


@dataclass(frozen=True)
class RequestLayout:
    """How one sheet is laid out, as proposed or as corrected by a person.

    `titles` and `fields`: one a column ('' and None where there is nothing for us). Rows count from 0 here. `year`: the
    one that the sheet's name or title speaks of, for dates written without one. `use` False: the sheet holds no ledger
    of requests, `why` says it in words.
    """

    sheet: str
    index: int
    header: Header | None
    first_row: int
    titles: tuple[str, ...]
    fields: tuple[RequestField | None, ...]
    confidence: float
    signature: str
    year: int | None = None
    use: bool = True
    why: str = ""

    def with_field(self, column: int, field: str | None) -> RequestLayout:
        """The same layout with one column meaning something else; None or '' leaves the column out."""
        fields = list(self.fields)
        fields[column] = RequestField(field) if field else None
        return replace(self, fields=tuple(fields), use=True, why="", confidence=1.0)

    def left_out(self) -> RequestLayout:
        """The same sheet, not to be read."""
        return replace(self, use=False, why="按您的选择不读取")

    def to_remember(self) -> dict[str, str]:
        """Title -> field, for the next workbook with this `signature`."""
        return {title: (field or "") for title, field in zip(self.titles, self.fields, strict=True) if title}

    def row_number(self, index: int) -> int:
        """The row as Excel counts, for a row counted from 0 below the header."""
        return self.first_row + 1 + index

    def column_of(self, field: RequestField) -> int | None:
        return self.fields.index(field) if field in self.fields else None

    def title_of(self, *fields: RequestField) -> str:
        """The header words over the first of these fields that is there."""
        for field in fields:
            column = self.column_of(field)
            if column is not None:
                return self.titles[column]
        return ""


def understand(
    raw: RawWorkbook, remembered: Mapping[str, Mapping[str, str]] | None = None
) -> tuple[RequestLayout, ...]:
    """A layout for every sheet, in their order; sheets without such a ledger have `use` False and the reason."""
    layouts = [_understand_sheet(raw, sheet, index, remembered or {}) for index, sheet in enumerate(raw.sheets)]
    if any(layout.use and raw.sheets[layout.index].visible for layout in layouts):
        layouts = [
            layout
            if raw.sheets[layout.index].visible or not layout.use
            else replace(layout, use=False, why="隐藏的工作表,没有读取")
            for layout in layouts
        ]
    return tuple(layouts)


def _understand_sheet(
    raw: RawWorkbook, sheet: RawSheet, index: int, remembered: Mapping[str, Mapping[str, str]]
) -> RequestLayout:
    header = find_header(sheet, is_title)
    if header is None:
        why = "没有内容" if not any(cell != "" for row in sheet.rows for cell in row) else "没有找到表头"
        return RequestLayout(sheet.name, index, None, 0, (), (), 0.0, "", use=False, why=why)
    titles, first_row = header.titles, header.last + 1
    signature = _signature(titles)
    own = remembered.get(signature)
    if own is not None:
        fields = tuple(RequestField(own[title]) if own.get(title) else None for title in titles)
        confidence = 1.0
    else:
        fields, confidence = _propose(header, sheet.rows[first_row : first_row + _SAMPLE])
    why = _why_not(fields)
    year = _year(raw.source, sheet, header.first)
    return RequestLayout(
        sheet.name, index, header, first_row, titles, fields, 0.0 if why else confidence, signature, year,
        use=not why, why=why,
    )  # fmt: skip


def _signature(titles: Sequence[str]) -> str:
    """A short name for a header, apart from those of other ledgers."""
    return "requests-" + hashlib.sha256("\x1f".join(map(title_key, titles)).encode()).hexdigest()[:16]


def _why_not(fields: Sequence[RequestField | None]) -> str:
    if RequestField.WORDS not in fields:
        return "表头里没有诉求内容"
    if RequestField.RECEIVED not in fields:
        return "表头里没有受理时间"
    return ""


def _propose(header: Header, body: Sequence[Sequence[object]]) -> tuple[tuple[RequestField | None, ...], float]:
    fields: list[RequestField | None] = []
    sureness: list[float] = []
    for column, (group, leaf) in enumerate(zip(header.groups, header.leaves, strict=True)):
        field, sure = _column_field(group, leaf)
        cells = [row[column] for row in body if column < len(row) and row[column] != ""]
        if field in _TIMES and sure < 0.9 and cells and not any(_is_date(cell) for cell in cells):
            field, sure = (RequestField.OUTCOME, 0.5) if field is RequestField.CLOSED else (None, 0.0)
        elif field is RequestField.OUTCOME and cells and all(_is_date(cell) for cell in cells):
            field, sure = RequestField.CLOSED, 0.6
        fields.append(field)
        if field is not None:
            sureness.append(sure)
    _guess_the_rest(fields, header, body)
    _settle_doubles(fields, header)
    _settle_departments(fields, header)
    return tuple(fields), round(sum(sureness) / len(sureness), 2) if sureness else 0.0


def _guess_the_rest(fields: list[RequestField | None], header: Header, body: Sequence[Sequence[object]]) -> None:
    """A column with a title that nobody knows, whose cells are the words of one table, is what that table is of."""
    for column, field in enumerate(fields):
        if field is not None or not header.leaves[column]:
            continue
        words = [text for row in body if column < len(row) and (text := as_text(row[column]))]  # type: ignore[arg-type]
        for table, meant in _GUESSED.items():
            if (
                meant not in fields
                and words
                and sum(known(table, word) is not None for word in words) >= 0.6 * len(words)
            ):
                fields[column] = meant
                break


def _column_field(group: str, leaf: str) -> tuple[RequestField | None, float]:
    """By the title with its group, then by the title alone; 时间 under 吹哨 is the whistle's."""
    plain = _GROUP_WORDS.sub("", group)
    found = [meaning_of(words) for words in dict.fromkeys((plain + leaf, group + leaf, leaf)) if words]
    return max(found, key=lambda one: one[1], default=(None, 0.0))


def _is_date(cell: object) -> bool:
    return read_date(cell) is not None or bool(re.match(r"\s*(\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}", as_text(cell)))  # type: ignore[arg-type]


def _settle_doubles(fields: list[RequestField | None], header: Header) -> None:
    """One column a field; of two the one whose title says it as a whole, then the first."""
    for field in {one for one in fields if one is not None}:
        columns = [column for column, one in enumerate(fields) if one is field]
        best = max(columns, key=lambda column: (meaning_of(header.leaves[column])[1], -column))
        for column in columns:
            if column != best:
                fields[column] = None


def _settle_departments(fields: list[RequestField | None], header: Header) -> None:
    """A department without any word of whistles in the header is who was assigned, not who was whistled for."""
    if RequestField.DEPARTMENT not in fields:
        return
    column = fields.index(RequestField.DEPARTMENT)
    words = "".join((*header.groups, *header.leaves))
    if not any(word in words for word in WHISTLE_WORDS) and RequestField.WHISTLED not in fields:
        fields[column] = RequestField.HANDLER if RequestField.HANDLER not in fields else None
        if RequestField.ANSWERED in fields:
            fields[fields.index(RequestField.ANSWERED)] = None


def _year(source: str, sheet: RawSheet, header_row: int) -> int | None:
    """The year of the sheet's name, of the title above the header, or of the file's name."""
    above = [as_text(cell) for row in sheet.rows[:header_row] for cell in row if cell != ""]
    for text in (sheet.name, *above, source):
        match = _YEAR.search(text)
        if match:
            return int(match[1])
    return None
