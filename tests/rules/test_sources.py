"""Every row of a rule table has its columns, and says where it comes from in words that may be shown."""

from __future__ import annotations

import csv
import re

import pytest

from app.base.resources import resource

TABLES = sorted(path.name for path in resource("rules").iterdir() if path.name.endswith(".csv"))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_where_its_rows_come_from(name: str) -> None:
    with resource("rules", name).open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head[-1] == "source"
    for row in rows:
        assert len(row) == len(head), row  # a comma in a source is quoted
        assert row[-1].strip(), row
        assert not re.search(r"DOMAIN|DESIGN", row[-1]), row
