"""What a column's cells look like: decides between meanings a title leaves open, and names columns without one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.importing.fields import AID_TICKS, LABEL_FIELDS, Field
from app.importing.raw import Cell
from app.importing.values import as_text
from app.rules import terms
from app.rules.addresses import read_address
from app.rules.dates import read_date

_SAMPLE = 300
_ID = re.compile(r"\d{14,17}[\dXx]")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8}")


def sample_of(cells: Sequence[Cell]) -> list[str]:
    """Up to 300 filled cells as text."""
    found: list[str] = []
    for cell in cells:
        if cell != "":
            text = as_text(cell)
            if text:
                found.append(text)
                if len(found) == _SAMPLE:
                    break
    return found


def fit(field: Field | None, texts: Sequence[str]) -> float:
    """Share of `texts` that could stand in a column of this field; 0.5 where anything could, or nothing is written."""
    if field is None:
        return 0.4
    test = _TESTS.get(field)
    if test is None or not texts:
        return 0.5
    return sum(map(test, texts)) / len(texts)


def guess(texts: Sequence[str]) -> Field | None:
    """The field of a column whose title says nothing, when its cells leave no doubt."""
    if len(texts) < 3:
        return None
    for field in (Field.ID_NUMBER, Field.PHONE, Field.SEX, Field.OCCUPANCY, Field.POLITICS, Field.ADDRESS):
        if fit(field, texts) >= 0.8 and len(texts) >= _least(field):
            return field
    return None


def _least(field: Field) -> int:
    return 3 if field in (Field.ID_NUMBER, Field.SEX) else 5


def _is_id(text: str) -> bool:
    return bool(_ID.search(terms.narrow(text))) or "E+" in text.upper()


def _is_phone(text: str) -> bool:
    return bool(_PHONE.search(terms.narrow(text))) and not _is_id(text)


def _is_full_address(text: str) -> bool:
    place = read_address(text)
    return place is not None and bool(place.building) and bool(place.room) and read_date(text) is None


def _is_tick_or(test: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda text: terms.yes_or_no(text) is not None or bool(test(text)) or terms.says_nothing(text)


def _is_tick(text: str) -> bool:
    return terms.yes_or_no(text) is not None or bool(terms.labels(text)[0])


def _is_labels(text: str) -> bool:
    found, rest = terms.labels(text)
    return (bool(found) and not rest) or text in {"普通户", "一般户", "正常"}


def _is_politics(text: str) -> bool:
    return terms.known_term("politics", text) is not None


def _is_party_answer(text: str) -> bool:
    return terms.yes_or_no(text) is not None


def _is_relation(text: str) -> bool:
    return terms.known_term("relations", text) is not None


_TESTS: dict[Field, Callable[[str], bool]] = {
    Field.ID_NUMBER: _is_id,
    Field.PHONE: _is_phone,
    Field.SEX: lambda text: terms.sex(text) is not None,
    Field.BIRTH: lambda text: read_date(text) is not None,
    Field.OCCUPANCY: lambda text: terms.occupancy(text) is not None,
    Field.POLITICS: _is_politics,
    Field.PARTY: _is_party_answer,
    Field.UNIT_PERSON: lambda text: terms.unit_person(text) is not None,
    Field.LABELS: _is_labels,
    Field.AID: _is_tick_or(terms.aid),
    Field.RELATION: _is_relation,
    Field.ADDRESS: _is_full_address,
    Field.DISABILITY: _is_tick_or(terms.disability),
    Field.MEMBERS: lambda text: len(re.split(r"[、,;/\n\s]+", text.strip())) > 1,
    Field.NOTE: lambda text: not _is_labels(text),
    Field.SOLD: lambda text: terms.yes_or_no(text) is not None or "售" in text,
} | dict.fromkeys((*LABEL_FIELDS, *AID_TICKS), _is_tick)
