"""A branch with the volunteers of the bundled roster, and posts to be filled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.activities import ActivityDraft
from app.models.people import Organisation
from app.models.shifts import Roster
from app.models.volunteers import HALVES, VolunteerDraft
from app.services.office import Office

TIMES = {"上午": ("09:00", "11:30"), "下午": ("14:30", "17:00"), "晚上": ("19:00", "21:00")}
POSTS = ("社区服务站", "便民服务点", "平安巡逻")
EVERY_HALF = frozenset((day, half) for day in range(1, 8) for half in HALVES)


@contextmanager
def branch(root: Path, data: Path, today: date = date(2026, 10, 28)) -> Iterator[Office]:
    """126 volunteers and three posts of two heads in each half of each day."""
    from app.store import keys

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        clock = Clock(lambda: datetime(today.year, today.month, today.day, 9, 0))
        organisation = Organisation("大院社区党委", "书院街道办事处", "王书记", "李干事", "陈副书记")
        office, _code = services.accounts.create_office(Paths(root), organisation, "四季平安2026", clock)
    try:
        services.volunteer_import.accept(office, services.volunteer_import.plan(office, data / "志愿者花名册.xlsx"))
        for weekday in range(1, 8):
            for starts, ends in TIMES.values():
                for title in POSTS:
                    services.activities.add(office, ActivityDraft(title, starts, ends, 2, rule=f"E{weekday}"))
        yield office
    finally:
        services.accounts.close(office)


def enroll(office: Office, *names: str, skills: tuple[str, ...] = ()) -> tuple[int, ...]:
    """Volunteers who can always come; their ids."""
    drafts = [VolunteerDraft(name, skills=skills, availability=EVERY_HALF) for name in names]
    return tuple(services.volunteers.add(office, draft).made[0] for draft in drafts)


def seats(roster: Roster) -> set[tuple[date, str, str, str]]:
    """(day, begin, post, name)."""
    return {(one.day, one.starts, one.title, duty.name) for one in roster.standing for duty in one.duties}
