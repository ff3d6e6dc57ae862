"""走访 of 10,000 doors and 60,000 visits: a page of each list, a change and the page after it, the first page of all.

What is worked out from nothing is worked out once, behind the first page.
"""

from __future__ import annotations

import gc
import random
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.visit_views import DueQuery, Horizon, VisitQuery
from app.models.visits import VisitDraft
from app.services.office import Office
from app.store.care import CareBook
from benchmarks.stores import FOLDER, PASSWORD, store_of

DOORS, VISITS = 10_000, 60_000
_NAMES = ("王芳", "李强", "张桂英、李强", "陈静", "刘洋", "赵敏")


@cache
def visited() -> Office:
    """An office with a year of visits, in a store of its own, a hundred days on: many doors are overdue by then."""
    source = store_of(DOORS)
    paths = Paths(FOLDER / f"visited-{DOORS}")
    clock = Clock(lambda: datetime.now() + timedelta(days=100))
    fresh = not paths.root.exists()
    if fresh:
        shutil.copytree(source.root, paths.root)
    office = services.accounts.unlock(paths, PASSWORD, clock)
    if fresh:
        _add_visits(office)
    return office


def _add_visits(office: Office) -> None:
    chance = random.Random(6)
    today = office.clock.today()
    with office.store.reading() as connection:
        there = [row[0] for row in connection.exec_driver_sql("SELECT id FROM household")]
    rows = [
        (number, chance.choice(there), (today - timedelta(days=chance.randrange(365))).isoformat(),
         chance.choice(_NAMES), "日常走访", int(chance.random() < 0.9), "情况良好,子女周末回来。", None)
        for number in range(1, VISITS + 1)
    ]  # fmt: skip
    columns = ("id", "household_id", "visited_on", "visitor", "purpose", "met", "findings", "next_on")
    with office.work("benchmark", "一年的走访") as work:
        work.insert("visit", columns, rows)
        office.keep(work)


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    office = visited()
    today = office.clock.today()
    door = next(iter(services.visits.overdue(office, today)), 1)
    turns = iter(range(1_000_000))

    gc.set_threshold(50_000, 20, 20)  # as the window has it

    def cold() -> object:
        office.__dict__["care"] = CareBook()
        return services.visits.overdue(office, today)

    def record() -> object:
        draft = VisitDraft(door, today, f"走访人{next(turns)}")
        return services.visits.record_many(office, [draft])

    def after() -> object:
        office.care.changed(range(1, 13))
        return services.rounds.due(office, DueQuery(horizon=Horizon.MONTH, limit=200))

    def page(**how: Any) -> Callable[[], object]:
        return lambda: services.rounds.due(office, DueQuery(horizon=Horizon.MONTH, **how))

    def overdue(days_ago: int) -> Callable[[], object]:
        return lambda: services.visits.overdue(office, today - timedelta(days=days_ago))

    def made(**how: Any) -> Callable[[], object]:
        return lambda: services.visits.made(office, VisitQuery(**how))

    month = (date(today.year, today.month, 1), today)
    return [
        ("visits: who is overdue, worked out from nothing", cold, None, 0.6),
        ("visits: whom to visit, a page of 200", page(), None, 0.03),
        ("visits: the same in walking order", page(sort="walk"), None, 0.05),
        ("visits: the page after twelve doors changed", after, None, 0.03),
        ("visits: overdue doors for the map, today", overdue(0), None, 0.01),
        ("visits: overdue doors for the map, a month ago", overdue(30), None, 0.05),
        ("visits: visits made, a page of 200", made(), None, 0.03),
        ("visits: by visitor, a page of 200", made(visitor="李强"), None, 0.03),
        ("visits: coverage of a month", lambda: services.coverage.figures(office, *month), None, 0.15),
        ("visits: one visit recorded", record, None, 0.03),
        ("visits: the next best route", lambda: services.rounds.route(office, DueQuery()), None, 0.03),
    ]
