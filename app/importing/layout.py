"""Understanding a workbook's layout: header, meaning of each column, first row, what the sheet says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.importing.context import SheetContext, context_of
from app.importing.fields import DOOR_FIELDS, LABEL_FIELDS, NAME_FIELDS, PERSON_FIELDS, Field
from app.importing.headers import Header, find_header
from app.importing.kinds import fit, guess, sample_of
from app.importing.raw import RawSheet, RawWorkbook
from app.importing.titles import kin_of, meaning_of, title_key
from app.importing.values import as_text

_FACTS = frozenset({Field.ID_NUMBER, Field.BIRTH, Field.SEX, Field.PHONE, Field.RELATION})
_LABEL_GROUP_WORDS = ("七彩", "分类", "类别", "标签", "户别", "类型")


@dataclass(frozen=True)
class SheetLayout:
    """How one sheet is laid out, as proposed or as corrected by a person.

    `titles` and `fields`: one a column ('' and None where there is nothing for us). Rows count from 0 here.
    `confidence` 0 to 1. `signature` names this header, to keep a corrected mapping under; it holds no personal data.
    `use` False: the sheet holds no ledger, `why` says it in words.
    """

    sheet: str
    index: int
    header: Header | None
    first_row: int
    titles: tuple[str, ...]
    fields: tuple[Field | None, ...]
    confidence: float
    signature: str
    context: SheetContext
    use: bool = True
    why: str = ""

    def with_field(self, column: int, field: str | None) -> SheetLayout:
        """The same layout with one column meaning something else; None or '' leaves the column out."""
        fields = list(self.fields)
        fields[column] = Field(field) if field else None
        return replace(self, fields=tuple(fields), use=True, why="", confidence=1.0)

    def left_out(self) -> SheetLayout:
        """The same sheet, not to be read."""
        return replace(self, use=False, why="按您的选择不读取")

    def to_remember(self) -> dict[str, str]:
        """Title -> field, for the next workbook with this `signature`."""
        return {title: (field or "") for title, field in zip(self.titles, self.fields, strict=True) if title}

    def row_number(self, index: int) -> int:
        """The row as Excel counts, for a row counted from 0 below the header."""
        return self.first_row + 1 + index

    def columns_of(self, field: Field) -> tuple[int, ...]:
        return tuple(column for column, own in enumerate(self.fields) if own is field)


def understand(raw: RawWorkbook, remembered: Mapping[str, Mapping[str, str]] | None = None) -> tuple[SheetLayout, ...]:
    """A layout for every sheet, in their order; sheets without a ledger have `use` False and the reason."""
    layouts = [_understand_sheet(sheet, index, remembered or {}) for index, sheet in enumerate(raw.sheets)]
    if any(layout.use and raw.sheets[layout.index].visible for layout in layouts):
        layouts = [
            layout
            if raw.sheets[layout.index].visible or not layout.use
            else replace(layout, use=False, why="隐藏的工作表,没有读取")
            for layout in layouts
        ]
    return tuple(layouts)


def _understand_sheet(sheet: RawSheet, index: int, remembered: Mapping[str, Mapping[str, str]]) -> SheetLayout:
    header = find_header(sheet)
    if header is None:
        why = "没有内容" if not any(cell != "" for row in sheet.rows for cell in row) else "没有找到表头"
        return SheetLayout(sheet.name, index, None, 0, (), (), 0.0, "", SheetContext(), use=False, why=why)
    first_row = header.last + 1
    body = sheet.rows[first_row:]
    samples = [sample_of([row[column] for row in body[:2000]]) for column in range(len(header.leaves))]
    titles = header.titles
    signature = _signature(titles)
    own = remembered.get(signature)
    if own is not None:
        fields = tuple(Field(own[title]) if own.get(title) else None for title in titles)
        confidence = 1.0
    else:
        fields, confidence = _propose(sheet, header, samples)
    tail = [as_text(cell) for row in body[-6:] for cell in row if cell != ""]
    why = _why_not(fields)
    return SheetLayout(
        sheet.name, index, header, first_row, titles, fields, 0.0 if why else confidence, signature,
        context_of(sheet, header.first, tail), use=not why, why=why,
    )  # fmt: skip


def _signature(titles: Sequence[str]) -> str:
    """A short name for a header; the same words in the same order give the same one."""
    return hashlib.sha256("\x1f".join(map(title_key, titles)).encode()).hexdigest()[:16]


def _why_not(fields: Sequence[Field | None]) -> str:
    have = set(fields)
    if not have & DOOR_FIELDS:
        return "表头里没有门牌或住址"
    if not have & NAME_FIELDS and not have & {Field.OCCUPANCY, Field.OWNER, Field.LABELS, *LABEL_FIELDS}:
        return "表头里没有姓名"
    return ""


def _propose(sheet: RawSheet, header: Header, samples: list[list[str]]) -> tuple[tuple[Field | None, ...], float]:
    fields: list[Field | None] = []
    sureness: list[float] = []
    for column, texts in enumerate(samples):
        field, sure = _column_field(header.groups[column], header.leaves[column], texts)
        fields.append(field)
        if field is not None:
            sureness.append(sure)
    _settle_labels(header, fields, samples)
    _settle_names(header, fields)
    _settle_doubles(fields)
    _settle_note(sheet, header, fields)
    return tuple(fields), round(sum(sureness) / len(sureness), 2) if sureness else 0.0


def _column_field(group: str, leaf: str, texts: Sequence[str]) -> tuple[Field | None, float]:
    """By the title with its group, by the title, by the group alone, and by the cells where words are not enough."""
    meanings = [found for words in (group + leaf if group else "", leaf) if words and (found := meaning_of(words))]
    meaning = max(meanings, key=lambda found: found.sureness, default=None)
    if meaning is None:
        return (guess(texts), 0.5) if texts else (None, 0.0)
    field = max(meaning.fields, key=lambda one: (fit(one, texts), -meaning.fields.index(one)))
    if field is None:
        return None, 0.0
    if fit(field, texts) < 0.1:  # the cells contradict the words
        other = guess(texts)
        return (other, 0.5) if other else (field, 0.3)
    return field, meaning.sureness * (0.6 + 0.4 * fit(field, texts))


def _settle_labels(header: Header, fields: list[Field | None], samples: list[list[str]]) -> None:
    """党员, 残疾 under 七彩图分类, or beside 空巢 and 空置 columns, speak of the household, not of the row's person."""
    labelled = [field for field in fields if field in LABEL_FIELDS]
    others = {Field.LABEL_EMPTY_NEST, Field.LABEL_LET, Field.LABEL_VACANT} & set(labelled)
    for column, field in enumerate(fields):
        if field not in (Field.PARTY, Field.DISABILITY) or fit(field, samples[column]) < 0.5:
            continue
        grouped = any(word in header.groups[column] for word in _LABEL_GROUP_WORDS)
        bare = title_key(header.leaves[column]) in {"党员", "残疾", "残疾人", "中共党员"}
        if bare and (grouped or len(others) >= 2):
            fields[column] = Field.LABEL_PARTY if field is Field.PARTY else Field.LABEL_DISABLED


def _settle_names(header: Header, fields: list[Field | None]) -> None:
    """Which column carries the people: without a name column the head's, the members' or the owner's column does."""
    if Field.NAME in fields:
        own_facts = sum(field is Field.ID_NUMBER for field in fields) > 1
        kin = any(kin_of(header.leaves[column]) not in {"", "户主", "本人"} for column in _at(fields, Field.NAME))
        if Field.HEAD in fields and (own_facts or kin):
            fields[fields.index(Field.HEAD)] = Field.NAME
        return
    if Field.HEAD in fields:
        fields[fields.index(Field.HEAD)] = Field.NAME
    elif Field.MEMBERS in fields:
        fields[fields.index(Field.MEMBERS)] = Field.NAME
    elif Field.OWNER in fields and _FACTS & set(fields):
        fields[fields.index(Field.OWNER)] = Field.NAME


def _settle_doubles(fields: list[Field | None]) -> None:
    """One column a field, except where the person's columns repeat (a block a member) or ticks add up."""
    names = len(_at(fields, Field.NAME))
    repeatable = PERSON_FIELDS if names > 1 else frozenset({Field.NOTE})
    seen: set[Field] = set()
    for column, field in enumerate(fields):
        if field is None:
            continue
        if field in seen and field not in repeatable and field not in {Field.MEMBERS, Field.LABELS}:
            fields[column] = None
        seen.add(field)


def _settle_note(sheet: RawSheet, header: Header, fields: list[Field | None]) -> None:
    """A remark merged over the rows of a household is the household's."""
    for column in _at(fields, Field.NOTE):
        if any(
            top > header.last and bottom > top and left <= column <= right for top, left, bottom, right in sheet.merged
        ):
            fields[column] = Field.DOOR_NOTE


def _at(fields: Sequence[Field | None], wanted: Field) -> list[int]:
    return [column for column, field in enumerate(fields) if field is wanted]
