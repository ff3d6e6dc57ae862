"""A store of every released schema opens in this program, with everything in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.queries import ListQuery
from tests.conftest import PASSWORD

STORES = Path(__file__).parents[1] / "stores"


@pytest.mark.parametrize("stored", sorted(STORES.glob("*.qicai")), ids=lambda path: path.stem)
def test_an_older_store_is_brought_up_to_date(stored: Path, paths: Paths, clock: Clock) -> None:
    services.safekeeping.restore(paths, stored, PASSWORD, clock)
    office = services.accounts.unlock(paths, PASSWORD, clock)
    try:
        assert services.safekeeping.check(office) == ()
        rows = services.lists.list_rows(office, ListQuery()).rows
        assert sorted(row.name for row in rows) == sorted(["曾伟", "李芳", "欧阳修远"])
        figures = services.figures.population(office, date(2026, 10, 31))
        assert (figures.households.numerator, figures.distinct.numerator) == (4, 2)
        assert len(services.reports.issued(office)) == 1
        assert services.journal.undo(office).title.startswith("撤销")
        assert list(paths.backups.glob(f"升级前-{stored.stem}*"))
    finally:
        services.accounts.close(office)
