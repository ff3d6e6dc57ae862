"""From the cells of one person to a ResidentDraft: which cell wins, what is only warned of, what keeps the row out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any

from app.importing.columns import NO, Column, Flagged, read_column
from app.importing.fields import AID_TICKS, Field
from app.importing.raw import Cell
from app.models.colours import Label
from app.models.households import ResidentDraft
from app.rules.dates import Precision, SpelledDate
from app.rules.id_numbers import IdNumber
from app.rules.terms import certificate

NOBODY_DENIED: frozenset[Label] = frozenset()
_CODED = ("", "视力", "听力", "言语", "肢体", "智力", "精神", "多重")
_new = object.__new__


@dataclass
class PeopleColumns:
    """The person's columns of a block, understood: one list a fact, a value a row. `flags`: row -> (column, flag)."""

    id_number: list[IdNumber | None]
    birth: list[SpelledDate | None]
    sex: list[str | None]
    ethnic: list[str | None]
    politics: list[str | None]
    phone: list[str | None]
    unit_person: list[bool | None]
    disability: list[str | None]
    aid: list[str | None]
    relation: list[str | None]
    note: list[str | None]
    since: list[date | None]
    denies: list[frozenset[Label]]
    flags: dict[int, list[tuple[int, Flagged]]] = field(default_factory=dict)

    def rows(self) -> Any:
        """Iterate the facts of each row, in the order `person_draft` takes them."""
        return zip(
            self.id_number, self.birth, self.sex, self.ethnic, self.politics, self.phone, self.unit_person,
            self.disability, self.aid, self.relation, self.note, self.since, strict=False,
        )  # fmt: skip


def read_people(
    columns: Mapping[Field, tuple[int, Sequence[Cell]]], rows: int, *, today: date, ledger_date: date
) -> PeopleColumns:
    """Understand the person's columns of a block. `columns`: field -> (column, cells). `rows`: how many there are."""
    nothing: list[Any] = list(repeat(None, rows))
    flags: dict[int, list[tuple[int, Flagged]]] = {}
    read: dict[Field, list[Any]] = {}
    for one, (place, cells) in columns.items():
        column: Column = read_column(one, cells, today)
        read[one] = column.values
        for row, flag in column.flags.items():
            flags.setdefault(row, []).append((place, flag))

    def values(one: Field) -> list[Any]:
        return read.get(one, nothing)

    politics = _first_of(read, (Field.POLITICS, Field.PARTY), nothing)
    disability = _disability(read, nothing)
    aid = _aid(read, nothing)
    denies = _denials(politics, disability, aid)
    birth = values(Field.BIRTH)
    if Field.AGE in read:
        birth = [
            spelled if spelled is not None or number is not None or age is None else _by_age(age, ledger_date)
            for spelled, number, age in zip(birth, values(Field.ID_NUMBER), read[Field.AGE], strict=True)
        ]
    notes = _first_of(read, (Field.NOTE,), nothing)
    return PeopleColumns(
        values(Field.ID_NUMBER), birth, values(Field.SEX), values(Field.ETHNIC), _stated(politics), values(Field.PHONE),
        values(Field.UNIT_PERSON), _stated(disability), _stated(aid), values(Field.RELATION), notes,
        values(Field.SINCE), denies, flags,
    )  # fmt: skip


def person_draft(
    name: str, number: IdNumber | None, spelled: SpelledDate | None, sex: str | None, ethnic: str | None,
    politics: str | None, phone: str | None, unit_person: bool | None, disability: str | None, aid: str | None,
    relation: str | None, note: str | None, since: date | None,
) -> ResidentDraft:  # fmt: skip
    """One draft. The ID number decides birth and sex. The frozen class's own constructor would cost four times more."""
    birth = None if spelled is None else spelled.day
    text = None
    if number is not None:
        text, birth, sex = number.number, number.birth, number.sex
    draft = _new(ResidentDraft)
    draft.__dict__.update(
        name=name, id_number=text, birth=birth, sex=sex, ethnic=ethnic, politics=politics, phone=phone,
        unit_person=unit_person, disability=disability, aid=aid, relation=relation, note=note, since=since, until=None,
    )  # fmt: skip
    return draft


def person_warnings(
    name: str, number: IdNumber | None, spelled: SpelledDate | None, sex: str | None, disability: str | None
) -> tuple[str, ...]:
    """Where cells of one person disagree, or say less than a whole date."""
    found: list[str] = []
    if len(name) == 1:
        found.append("姓名只有一个字,请核对。")
    if number is not None and spelled is not None and number.birth and not spelled.agrees_with(number.birth):
        found.append(f"出生日期写的是 {spelled.day:%Y-%m-%d},身份证号上是 {number.birth:%Y-%m-%d},以身份证号为准。")
    if number is not None and sex is not None and sex != number.sex:
        found.append(f"性别写的是{sex},按身份证号应为{number.sex},以身份证号为准。")
    if number is None and spelled is not None and spelled.precision is not Precision.DAY:
        known = "年份" if spelled.precision is Precision.YEAR else "年月"
        found.append(f"出生日期只有{known},暂按 {spelled.day:%Y-%m-%d} 计算。")
    if disability and number is not None and certificate(disability) and disability[:18] != number.number:
        found.append("残疾证号前 18 位与身份证号不一致,请核对。")
    return tuple(found)


def _first_of(read: Mapping[Field, list[Any]], fields: Sequence[Field], nothing: list[Any]) -> list[Any]:
    """The first of several columns that says something, row by row."""
    columns = [read[one] for one in fields if one in read]
    if not columns:
        return nothing
    if len(columns) == 1:
        return columns[0]
    return [next((value for value in values if value is not None), None) for values in zip(*columns, strict=True)]


def _disability(read: Mapping[Field, list[Any]], nothing: list[Any]) -> list[Any]:
    """The certificate or the words of one column, or kind and grade of two."""
    whole = read.get(Field.DISABILITY)
    kinds, grades = read.get(Field.DISABILITY_KIND), read.get(Field.DISABILITY_GRADE)
    if kinds is None and grades is None:
        return whole or nothing
    parts = zip(whole or nothing, kinds or nothing, grades or nothing, strict=True)
    return [_joined(*three) for three in parts]


def _joined(whole: Any, kind: Any, grade: Any) -> Any:
    if isinstance(whole, str) and (certificate(whole) or not (isinstance(kind, str) or isinstance(grade, str))):
        return whole
    if not isinstance(kind, str):
        return grade if isinstance(grade, str) else (whole if whole is not None else kind or grade)
    if isinstance(grade, str) and grade.startswith("残疾") and not kind.endswith("级"):
        return kind.removesuffix("残疾") + grade
    return kind


def _aid(read: Mapping[Field, list[Any]], nothing: list[Any]) -> list[Any]:
    """The aid column; where it is blank, the ticked column's own kind."""
    aid = read.get(Field.AID, nothing)
    for one, kind in AID_TICKS.items():
        if one in read:
            aid = [kind if tick and value in (None, NO) else value for value, tick in zip(aid, read[one], strict=True)]
    return aid


def _denials(politics: list[Any], disability: list[Any], aid: list[Any]) -> list[frozenset[Label]]:
    columns = [
        (column, label)
        for column, label in ((politics, Label.PARTY), (disability, Label.DISABLED), (aid, Label.HARDSHIP))
        if NO in set(column)
    ]
    if not columns:
        return [NOBODY_DENIED] * len(politics)
    sets: dict[tuple[bool, ...], frozenset[Label]] = {}
    found = []
    for values in zip(*(column for column, _ in columns), strict=True):
        said = tuple(value is NO for value in values)
        if said not in sets:
            sets[said] = frozenset(label for no, (_, label) in zip(said, columns, strict=True) if no)
        found.append(sets[said])
    return found


def _stated(column: list[Any]) -> list[Any]:
    return [None if value is NO else value for value in column] if NO in set(column) else column


def _by_age(age: int, ledger_date: date) -> SpelledDate:
    """A ledger that knows only ages: the year in which everyone of this age on the ledger's date is counted right."""
    return SpelledDate(date(ledger_date.year - age, 1, 1), Precision.YEAR)
