"""The same truth out of the workbooks of fifteen offices, none laid out like another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.models.importing import Fate
from tests.importing.offices import OFFICES, Writer
from tests.importing.world import DATA, accept, counts, plan, staged

TRUTH: dict[str, Any] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["住户台账-一人一行.xlsx"]


@pytest.mark.parametrize("writer", OFFICES, ids=lambda writer: writer.__name__)
def test_same_truth_from_another_office(writer: Writer, tmp_path: Path) -> None:
    path = writer(tmp_path / "台账")
    staging = staged(path)
    first = plan(staging)
    known = accept(first)
    found = counts(known)
    assert staging.errors[:3] == ()
    for key in ("households", "residents", "by_grid", "combinations", "aged_60_plus", "aged_80_plus", "party_members"):
        assert found[key] == TRUTH[key], key
    assert (found["disabled"], found["aided"]) == (TRUTH["disabled"], TRUTH["aided"])
    again = plan(staged(path), known)
    assert [row for row in again.rows if row.fate is not Fate.SAME][:3] == []
    assert again.operations == ()
