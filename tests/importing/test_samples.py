"""The three sample ledgers reach the counts of their truth, and a second reading of the same file changes nothing."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from app.importing.comparing import shown
from app.models.importing import Fate, ImportPlan, KnownStore
from tests.importing.world import DATA, TODAY, accept, counts, plan, staged

TRUTH: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))


@cache
def taken_in(name: str) -> tuple[ImportPlan, KnownStore]:
    first = plan(staged(DATA / name))
    return first, accept(first)


@pytest.mark.parametrize("name", TRUTH)
def test_G01_counts_at_staging_level(name: str) -> None:
    truth = TRUTH[name]
    first, known = taken_in(name)
    found = counts(known, date.fromisoformat(truth["as_of"]))
    assert not first.errors
    for key in ("households", "residents", "categories", "by_grid", "combinations"):
        if key in truth:
            assert found[key] == truth[key], key
    for key in ("aged_60_plus", "aged_80_plus", "party_members", "disabled", "aided"):
        if key in truth:
            assert found[key] == truth[key], key
    assert f"{found['let'] / found['households']:.2%}" == truth["rented_percent"]
    names = {member.resident.name for door in known.doors.values() for member in door.members}
    assert names.issuperset(truth["rare_names"])


@pytest.mark.parametrize("name", TRUTH)
def test_G02_same_file_twice(name: str) -> None:
    _, known = taken_in(name)
    second = plan(staged(DATA / name), known)
    assert second.count(Fate.SAME) == len(second.rows)
    assert second.operations == ()


@pytest.mark.parametrize("name", TRUTH)
def test_every_row_with_a_person_or_an_empty_door_is_planned(name: str) -> None:
    first, known = taken_in(name)
    people = sum(len(door.members) for door in known.doors.values())
    empty = sum(not door.members for door in known.doors.values())
    assert len(first.rows) == people + empty
    assert first.count(Fate.NEW) == len(first.rows)


def test_ledger_date_is_read_from_the_form() -> None:
    assert staged(DATA / "住户台账-合并表头.xlsx", date(2027, 1, 1)).ledger_date == TODAY
    assert staged(DATA / "住户台账-一人一行.xlsx").ledger_date is None


def test_words_of_the_window() -> None:
    assert [shown(value) for value in (None, True, False, "自住")] == ["", "是", "否", "自住"]
