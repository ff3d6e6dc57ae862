"""Taking a ledger of 10,000 households in, up to the plan, beside the bare reading of the same file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from app.importing.households import stage_households
from app.importing.layout import understand
from app.importing.planning import plan_import
from app.importing.reading import read_workbook
from app.models.importing import ImportPlan, KnownStore
from app.rules.colours import load_label_rules
from benchmarks.ledger_factory import write_ledger

FOLDER = Path(__file__).resolve().parents[1] / "build" / "bench"
TODAY = date(2026, 10, 31)


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    return [
        (f"plan a ledger of {households:,} households", *_both(ledger_of(households)), 1.4)
        for households in (10_000, 40_000)
    ]


def ledger_of(households: int, folder: Path = FOLDER) -> Path:
    """The invented ledger, made once."""
    path = folder / f"ledger-{households}.xlsx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_ledger(path, households)
    return path


def planned(path: Path, known: KnownStore | None = None) -> ImportPlan:
    """Read, understand, stage and plan."""
    raw = read_workbook(path)
    staging = stage_households(raw, understand(raw), today=TODAY)
    return plan_import(staging, known or KnownStore({}, {}), today=TODAY, label_rules=load_label_rules())


def bare(path: Path) -> object:
    """The floor: every cell of the sheet as a Python value, nothing else."""
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _both(path: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    return lambda: planned(path), lambda: bare(path)
