"""G11: the ledger of requests, taken in, counted, taken in again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from app import services
from app.models.importing import Fate
from app.services.office import Office


def test_G11_every_figure(office: Office, data: Path) -> None:
    preview = services.request_import.plan(office, data / "诉求台账.xlsx")
    plan = preview.plan
    assert (plan.count(Fate.NEW), plan.errors, plan.departments) == (1145, (), ())
    assert len(plan.rows) == 1145
    services.request_import.accept(office, preview)
    figures = services.request_figures.statistics(office, None, date(2026, 10, 31), date(2026, 10, 31))
    expected = json.loads((data / "records-expected.json").read_text(encoding="utf-8"))["诉求台账.xlsx"]
    assert services.request_figures.as_keys(figures) == expected
    assert len(figures.open.ids) == 164
    again = services.request_import.plan(office, data / "诉求台账.xlsx").plan
    assert (again.count(Fate.SAME), again.operations) == (1145, ())
    assert services.safekeeping.check(office) == ()
    services.journal.undo(office)
    assert services.request_figures.statistics(office, None, date(2026, 10, 31)).received.numerator == 0
    assert services.safekeeping.check(office) == ()
