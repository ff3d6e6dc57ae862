"""Whatever volunteers' verbs are done and taken back, in any order: a refusal writes nothing, the store stays in order,
and what is undone and done again is what stood."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft
from app.models.points import PointsDraft
from app.models.service import CorrectionDraft, SignLine
from app.models.shifts import ShiftDraft
from app.models.volunteers import TeamDraft, VolunteerDraft
from app.models.wishes import Claimer, Kind, Verb, WishDraft, WishStepDraft
from app.services.office import Office
from tests.services.roster_world import EVERY_HALF
from tests.services.service_world import session

_NAMES = ("曾伟", "易娟", "欧阳明", "李娜")
_TIMES = ("", "14:00", "15:00", "15:30", "16:30")
START = date(2026, 10, 1)
_TABLES = (
    "volunteer_team", "volunteer", "volunteer_availability", "volunteer_leave", "volunteer_shift", "duty", "duty_swap",
    "duty_month", "service_session", "service_record", "service_correction", "point_entry", "wish", "wish_step",
)  # fmt: skip


class Desk:
    """A clerk without a plan. `done`: by verb, how often it was not refused."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.people: list[int] = []
        self.shifts: list[int] = []
        self.sessions: list[int] = []
        self.wishes: list[int] = []
        self.points: list[int] = []
        self.done: dict[str, int] = {}
        services.volunteers_teams.save(office, TeamDraft("助老队"))
        self.teams = [one.id for one in services.volunteers_teams.teams(office)]
        door = HouseholdDraft(DoorKey("", "1", "1", "101"))
        (self.door,) = services.households.save_household(office, door).household_ids
        self.people += [services.volunteers.add(office, VolunteerDraft(f"周{n}")).made[0] for n in "甲乙丙丁戊"]
        often = (self.assign, self.sign_in, self.close, self.correct, self.step, self.wish)
        self.jobs: tuple[Callable[[], object], ...] = (
            self.add, self.edit, self.leave, self.come_back, self.away, self.unite, self.delete, self.captain,
            self.shift, self.unassign, self.publish, self.swap, self.open, self.award, self.reverse,
            self.undo, self.undo, self.redo, *often, *often, *often,
        )  # fmt: skip

    def do_something(self) -> None:
        job = self.chance.choice(self.jobs)
        name = job.__name__
        before = services.journal.state(self.office)
        try:
            job()
        except UserFault:
            assert services.journal.state(self.office) == before, name
        else:
            self.done[name] = self.done.get(name, 0) + 1

    def day(self, days: int = 50) -> date:
        return START + timedelta(days=self.chance.randrange(days))

    def one(self, things: list[int]) -> int:
        """One of the last of them, which may be gone again."""
        return self.chance.choice(things[-6:] or [0])

    def draft(self) -> VolunteerDraft:
        chance = self.chance
        return VolunteerDraft(
            chance.choice(_NAMES), phone=f"1380000000{chance.randrange(9)}", team_id=self.one(self.teams),
            availability=chance.choice((EVERY_HALF, None)), joined_on=chance.choice((None, self.day())),
            weekly_limit=chance.choice((None, 2)),
        )  # fmt: skip

    def add(self) -> None:
        self.people += services.volunteers.add(self.office, self.draft()).made

    def edit(self) -> None:
        services.volunteers.edit(self.office, self.one(self.people), self.draft())

    def leave(self) -> None:
        services.volunteers.leave(self.office, self.one(self.people), self.day())

    def come_back(self) -> None:
        services.volunteers.return_(self.office, self.one(self.people))

    def away(self) -> None:
        services.volunteers.add_leave(self.office, self.one(self.people), self.day(), self.day(90), "探亲")

    def unite(self) -> None:
        services.volunteers_links.unite(self.office, self.one(self.people), self.one(self.people))

    def delete(self) -> None:
        services.volunteers.remove(self.office, self.one(self.people))

    def captain(self) -> None:
        services.volunteers_teams.set_captain(self.office, self.one(self.teams), self.one(self.people))

    def shift(self) -> None:
        draft = ShiftDraft(
            "社工站", date(2026, self.chance.choice((10, 11, 12)), self.chance.randrange(1, 30)), "9:00", "11:00", 2
        )
        self.shifts += services.shifts.add(self.office, draft, sure=True).made

    def assign(self) -> None:
        services.shift_duties.assign(self.office, self.one(self.shifts), self.one(self.people))

    def unassign(self) -> None:
        services.shift_duties.unassign(self.office, self.one(self.shifts), self.one(self.people))

    def publish(self) -> None:
        services.shift_duties.publish(self.office, 2026, self.chance.choice((10, 11)))

    def swap(self) -> None:
        services.shift_duties.swap(
            self.office,
            self.one(self.shifts),
            self.chance.choice((None, self.one(self.people))),
            self.one(self.people),
            "有事",
        )

    def open(self) -> None:
        self.sessions += services.service.open_session(self.office, session(self.day()), self.lines({})).made

    def sign_in(self) -> None:
        number = self.one(self.sessions)
        there = {one.volunteer_id: one.id for one in services.service.card(self.office, number).records}
        services.service.sign_in(self.office, number, self.lines(there))

    def lines(self, there: dict[int, int]) -> list[SignLine]:
        """One or two who came, or one of them twice."""
        found = []
        for who in sorted({self.one(self.people) for _ in range(2)}):
            for starts, ends in self.chance.choice(((_TIMES[1:3],), (_TIMES[1:3], _TIMES[3:]), (_TIMES[3:],))):
                known = there.pop(who, None) if self.chance.random() < 0.7 else None
                found.append(SignLine(who, starts, ends, record_id=known))
        return found

    def close(self) -> None:
        services.service.close(self.office, self.one(self.sessions))

    def correct(self) -> None:
        records = services.service.card(self.office, self.one(self.sessions)).records
        starts, ends = self.chance.choice(((None, None), _TIMES[1:3], _TIMES[3:], ("", "")))
        draft = CorrectionDraft(
            self.one([one.id for one in records]), self.chance.choice((0, 30, 60)), "记错了", starts=starts, ends=ends
        )
        services.service_corrections.correct(self.office, draft)

    def award(self) -> None:
        kind = self.chance.choice(("推荐入队", "受到表彰", "加入志愿队", "参加培训"))
        draft = PointsDraft(self.day(), kind, ((self.one(self.people), 1),), evidence="证明", sure=True)
        self.points += services.points.enter(self.office, draft).made

    def reverse(self) -> None:
        services.points.reverse(self.office, [self.one(self.points)], "记错了")

    def wish(self) -> None:
        kind = self.chance.choice(list(Kind))
        claimer = Claimer(volunteer_id=self.one(self.people)) if kind is Kind.OFFER else Claimer()
        draft = WishDraft(kind, "修灯", self.day(20), household_id=self.door, claimer=claimer)
        self.wishes += services.wishes.add(self.office, draft).made

    def step(self) -> None:
        draft = WishStepDraft(
            self.chance.choice([verb for verb in Verb if verb is not Verb.OPEN]), self.day(), words="办",
            claimer=self.chance.choice((Claimer(), Claimer(volunteer_id=self.one(self.people)))),
            satisfaction=self.chance.choice(("", "满意")),
        )  # fmt: skip
        services.wishes.take_step(self.office, self.one(self.wishes), draft)

    def undo(self) -> None:
        services.journal.undo(self.office)

    def redo(self) -> None:
        services.journal.redo(self.office)


def rows(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Every row of what volunteers have, by table."""
    with office.store.reading() as connection:
        return {
            table: sorted((tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")), key=repr)
            for table in _TABLES
        }


@pytest.mark.parametrize("seed", range(2))
def test_any_order_of_verbs_and_undo_leaves_the_store_in_order(office: Office, seed: int) -> None:
    desk = Desk(office, seed)
    for _ in range(400):
        desk.do_something()
    assert services.safekeeping.check(office) == ()
    assert len(desk.done) >= 18, sorted(desk.done)
    stood, depth = rows(office), 0
    with suppress(UserFault):  # points are reversed, never undone; nothing before them is taken back past them
        while True:
            services.journal.undo(office)
            depth += 1
    for _ in range(depth):
        services.journal.redo(office)
    assert rows(office) == stood
    assert services.safekeeping.check(office) == ()
