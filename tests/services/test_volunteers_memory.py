"""After any verbs, undo, redo and other days the roster in memory says what one read afresh says, and the store is
whole: nobody is two entries of one resident, nobody who has died serves."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_volunteers import resident

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.models.volunteers import HALVES, DualDraft, TeamDraft, VolunteerDraft, VolunteerQuery
from app.services.office import Office
from app.store.volunteers_book import VolunteerBook

NUMBERS = ("420981198205092159", "420922197208044182", "420922195905245095")
NAMES = ("曾伟", "武桂花", "李娜")
TODAY = date(2026, 11, 21)


class World:
    def __init__(self, office: Office, chance: random.Random) -> None:
        self.office, self._chance = office, chance

    def number(self, most: int) -> int:
        return self._chance.randint(0, most)

    def volunteer(self) -> int:
        ids = [line.id for line in services.volunteers_lists.listing(self.office, VolunteerQuery(gone=True))]
        return ids[self.number(len(ids) - 1)] if ids else 0

    def team(self) -> int:
        ids = [line.team.id for line in services.volunteers_teams.lines(self.office) if line.team.id]
        return ids[self.number(len(ids) - 1)] if ids else 0

    def resident(self) -> int:
        return 1 + self.number(2)


def add(world: World) -> object:
    place = world.number(2)
    linked = world.resident() if world.number(2) == 0 else None
    number = NUMBERS[place] if world.number(1) else ""
    draft = VolunteerDraft(NAMES[place], linked, id_number=number, team_id=world.team() or None, skills=("急救",))
    return services.volunteers.add(world.office, draft)


def edit(world: World) -> object:
    draft = VolunteerDraft(NAMES[world.number(2)], phone=f"1380000000{world.number(9)}", unit="甲公司")
    return services.volunteers.edit(world.office, world.volunteer(), draft)


VERBS: tuple[Callable[[World], object], ...] = (
    add,
    add,
    edit,
    lambda w: services.volunteers.leave(w.office, w.volunteer(), TODAY - timedelta(days=w.number(5)), "搬走"),
    lambda w: services.volunteers.return_(w.office, w.volunteer()),
    lambda w: services.volunteers.remove(w.office, w.volunteer()),
    lambda w: services.volunteers.add_leave(w.office, w.volunteer(), TODAY, TODAY + timedelta(days=w.number(9))),
    lambda w: services.volunteers.set_together(w.office, w.volunteer(), [w.volunteer()]),
    lambda w: services.volunteers.set_team(w.office, [w.volunteer()], w.team()),
    lambda w: services.volunteers.set_availability(
        w.office, w.volunteer(), frozenset({(1 + w.number(6), HALVES[w.number(2)])})
    ),
    lambda w: services.volunteers_dual.register(w.office, w.volunteer(), DualDraft("甲公司", TODAY)),
    lambda w: services.volunteers_teams.save(
        w.office, TeamDraft(f"第{w.number(3)}队", captain_id=w.volunteer() or None)
    ),
    lambda w: services.volunteers_teams.set_captain(w.office, w.team(), w.volunteer()),
    lambda w: services.volunteers_teams.dissolve(w.office, w.team(), TODAY),
    lambda w: services.volunteers_links.link(w.office, [(w.volunteer(), w.resident())]),
    lambda w: services.volunteers_links.unlink(w.office, w.volunteer()),
    lambda w: services.volunteers_links.unite(w.office, w.volunteer(), w.volunteer()),
    lambda w: services.duplicates.merge(w.office, w.resident(), w.resident(), reason="两处都住"),
    lambda w: _died(w.office, w.resident()),
    lambda w: services.journal.undo(w.office),
    lambda w: services.journal.undo(w.office),
    lambda w: services.journal.redo(w.office),
)


def _died(office: Office, resident_id: int) -> None:
    with office.work("test", "去世") as work:
        work.update("resident", resident_id, {"died": "2026-11-20", "phone": "13700000000"})
        office.keep(work)


def said(office: Office) -> dict[str, object]:
    return {
        "list": services.volunteers_lists.listing(office, VolunteerQuery(gone=True)),
        "teams": services.volunteers_teams.lines(office),
        "dual": services.volunteers_dual.listing(office),
        "notices": services.volunteers_lists.notices(office),
        "proposals": services.volunteers_links.proposals(office),
        "found": services.volunteers.find(office, "w"),
    }


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), chosen=st.lists(st.sampled_from(VERBS), min_size=4, max_size=16))
def test_the_roster_in_memory_follows_every_change(
    office: Office, seed: int, chosen: list[Callable[[World], object]]
) -> None:
    days = [TODAY]
    office.clock = Clock(lambda: datetime.combine(days[0], datetime.min.time()).replace(hour=9))
    with office.store.reading() as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM resident").scalar_one()
    if not there:
        for place, name in enumerate(NAMES):
            resident(office, name, f"{place + 1}01", id_number=NUMBERS[place] if place else "")
    world = World(office, random.Random(seed))
    for verb in chosen:
        with suppress(UserFault):
            verb(world)
        if len(chosen) % 5 == 0:
            days[0] += timedelta(days=1)
        remembered = said(office)
        office.__dict__["volunteers"] = VolunteerBook()
        assert said(office) == remembered
    with office.store.reading() as connection:
        twice = connection.exec_driver_sql(
            "SELECT resident_id FROM volunteer WHERE resident_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
        ).fetchall()
    assert twice == []
    assert not any(one.serious for one in services.safekeeping.check(office))
