"""Opening a card: the worker's part, at 10,000 and 45,000 doors, after years of edits, and the labels explained."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.households import HouseholdDraft
from app.services.office import Office
from benchmarks.stores import FOLDER, PASSWORD, opened, store_of

_TARGET = 0.010  # seconds, absolute: the person watches
_TODAY = date(2026, 11, 21)
Pair = tuple[str, Callable[[], object], None, float]


def pairs() -> list[Pair]:
    small, large, edited = opened(10_000), opened(45_000), _edited()
    busy = _ids(edited)[0]
    return [
        ("opening a card, 10,000 doors", _any_card(small), None, _TARGET),
        ("opening a card, 100,000 residents", _any_card(large), None, _TARGET),
        ("opening a card, 3,000 edits later", _any_card(edited), None, _TARGET),
        ("opening a card with 400 changes", lambda: services.households.card(edited, busy), None, _TARGET),
        ("older history of that card", lambda: services.households.history(edited, busy, 10**9), None, _TARGET),
        ("labels explained", lambda: services.households.explain(large, 1, _TODAY), None, _TARGET),
    ]


def _any_card(office: Office) -> Callable[[], object]:
    """Another card every time, so that nothing is warm but what is warm in an office."""
    ids, chance = _ids(office), random.Random(20261121)
    return lambda: services.households.card(office, chance.choice(ids))


def _ids(office: Office) -> list[int]:
    return [row[0] for row in office.store.raw.execute("SELECT id FROM household ORDER BY id")]


def _edited() -> Office:
    """The store of 10,000 doors after years of work: 3,000 edits of many doors, 400 of one."""
    paths = Paths(FOLDER / "edited-10000")
    if not paths.keys.exists():
        shutil.rmtree(paths.root, ignore_errors=True)
        shutil.copytree(store_of(10_000).root, paths.root)
        office = services.accounts.unlock(paths, PASSWORD, Clock())
        ids, chance = _ids(office), random.Random(7)
        for number, door in enumerate((*(chance.choice(ids) for _ in range(3_000)), *[ids[0]] * 400)):
            key = services.households.card(office, door).record.household.door
            services.households.save_household(office, HouseholdDraft(key, note=f"第 {number} 次走访后更正"), door)
        services.accounts.close(office)
    return services.accounts.unlock(paths, PASSWORD, Clock())
