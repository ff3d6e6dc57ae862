"""Where the bundled data tables, fonts, icons and templates lie."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Path of a bundled file, e.g. `resource("rules", "labels.csv")`."""
    return ROOT.joinpath(*parts)


def rule_table(name: str) -> list[dict[str, str]]:
    """Rows of `resources/rules/<name>.csv` (UTF-8, header row), each a dict of its columns."""
    with resource("rules", f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
