"""Whatever verbs come in whatever order: doors stay right, a refusal writes nothing, undo brings every row back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import services
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Occupancy, ResidentDraft
from app.rules.stays import HEAD, TWO_DOORS
from app.services.office import Office
from app.store.records import load_records
from tests.services.rows import Rows, content

verbs = services.households
NUMBER = "11010519491231002X"
RELATIONS = (HEAD, "配偶", "子", "")
LIVED_IN = (Occupancy.OWNER, Occupancy.LET, Occupancy.LENT)
T = TypeVar("T")


class World:
    """Four doors, and what there is to choose from. Choices are drawn as numbers, whatever there is to choose."""

    def __init__(self, office: Office, draw: st.DataObject) -> None:
        self.office = office
        self._draw = draw

    def number(self) -> int:
        return self._draw.draw(st.integers(0, 119))

    def one_of(self, things: Sequence[T]) -> T:
        return things[self.number() % len(things)]

    def records(self) -> list[HouseholdRecord]:
        with self.office.store.reading() as connection:
            return list(load_records(connection))

    def door(self) -> int:
        return self.one_of([one.household.id for one in self.records()])

    def stays(self, door: int) -> list[int]:
        there = [member.residency.id for one in self.records() if one.household.id == door for member in one.members]
        chosen = [self.number() for _ in range(3)]
        return sorted({there[number % len(there)] for number in chosen[: 1 + chosen[0] % 3]}) if there else []

    def relations(self) -> dict[int, str]:
        there = [member.residency.id for one in self.records() for member in one.members]
        chosen = [(self.number(), self.one_of(RELATIONS)) for _ in range(2)]
        return {there[number % len(there)]: relation for number, relation in chosen if number % 3} if there else {}

    def day(self) -> date:
        return date(2026, 9, 1) + timedelta(days=self.number())

    def maybe_day(self) -> date | None:
        day = self.day()
        return self.one_of((None, day, day))

    def use(self) -> Occupancy | None:
        return self.one_of((None, *LIVED_IN))

    def yes(self) -> bool:
        return self.number() % 2 == 1


def move_in(world: World) -> Changes:
    known = world.yes()
    number = world.number() % 9
    draft = ResidentDraft(
        "王芳" if known else f"居民{number}",
        id_number=NUMBER if known else None,
        birth=None if known else date(1950, 1, 1),
        relation=world.one_of(RELATIONS),
        since=world.maybe_day(),
        until=world.one_of((None, None, world.day())),
    )
    reason = world.one_of(("", "", "照看孙辈"))
    return services.households.save_resident(world.office, world.door(), draft, use=world.use(), reason=reason)


def move_out(world: World) -> Changes:
    return verbs.move_out(world.office, world.stays(world.door()), world.day(), relations=world.relations())


def record_death(world: World) -> Changes:
    people = sorted({member.resident.id for one in world.records() for member in one.members})
    person = world.one_of(people or [0])
    return verbs.record_death(world.office, person, world.day(), relations=world.relations())


def change_head(world: World) -> Changes:
    door = world.door()
    chosen = world.stays(door)
    return verbs.change_head(world.office, door, chosen[0] if chosen else 0, world.day(), relations=world.relations())


def split(world: World) -> Changes:
    door, to = world.door(), world.one_of((0, 1))
    target = DoorKey("", "1", "1", "901") if to else world.door()
    stays = world.stays(door)
    return verbs.split(world.office, door, stays, target, world.day(), relations=world.relations(), use=world.use())


def join(world: World) -> Changes:
    remove = world.yes()
    return verbs.join(
        world.office,
        world.door(),
        world.door(),
        world.day(),
        relations=world.relations(),
        use=world.use(),
        remove=remove,
    )


def move_over(world: World) -> Changes:
    stays = world.stays(world.door())
    return verbs.move_over(world.office, world.door(), stays, world.day(), relations=world.relations(), use=world.use())


def change_stay(world: World) -> Changes:
    stays = world.stays(world.door())
    since, until = world.maybe_day(), world.maybe_day()
    return verbs.change_stay(world.office, stays[0] if stays else 0, since, until)


def set_occupancy(world: World) -> Changes:
    since, until = world.maybe_day(), world.maybe_day()
    return verbs.set_occupancy(world.office, world.door(), world.one_of(tuple(Occupancy)), since, until)


def let(world: World) -> Changes:
    return verbs.let(world.office, world.door(), world.day(), world.maybe_day())


def renew(world: World) -> Changes:
    return verbs.renew_lease(world.office, world.door(), world.day())


def end_lease(world: World) -> Changes:
    then = world.one_of(tuple(Occupancy))
    return verbs.end_lease(world.office, world.door(), world.day(), then, leave=world.yes())


def mark_vacant(world: World) -> Changes:
    return verbs.mark_vacant(world.office, world.door(), world.day(), leave=world.yes())


def end_vacancy(world: World) -> Changes:
    return verbs.end_vacancy(world.office, world.door(), world.day(), world.one_of(LIVED_IN))


def take_back(world: World) -> Changes:
    changes = [entry.change_id for entry in services.journal.history(world.office, 8)]
    return services.journal.take_back(world.office, world.one_of(changes))


VERBS: tuple[Callable[[World], Changes], ...] = (
    move_in, move_in, move_in, move_out, record_death, change_head, split, join, move_over, change_stay,
    set_occupancy, let, renew, end_lease, mark_vacant, end_vacancy, take_back,
)  # fmt: skip


def furnish(office: Office) -> None:
    """A family, a vacant door, two who rent, and a door of which nothing is known."""
    families = (
        ("101", Occupancy.OWNER, ("曾伟", "周小燕", "曾小伟")),
        ("102", Occupancy.VACANT, ()),
        ("201", Occupancy.LET, ("赵强", "何静")),
        ("202", None, ()),
    )
    for room, use, names in families:
        draft = HouseholdDraft(DoorKey("", "1", "1", room), occupancy=use)
        (home,) = services.households.save_household(office, draft).household_ids
        for name, relation in zip(names, RELATIONS, strict=False):
            born = date(1960, 1, 1)
            person = ResidentDraft(name, birth=born, relation=relation, since=date(2015, 1, 1))
            services.households.save_resident(office, home, person)


def check_doors(records: list[HouseholdRecord]) -> None:
    """Day by day around every edge, without the rule's own spans."""
    edges = {
        edge + timedelta(days=step)
        for record in records
        for one in (*record.occupancies, *(member.residency for member in record.members))
        for edge in (one.since, one.until)
        if edge is not None
        for step in (-1, 0, 1)
    } | {date(2026, 11, 21)}
    for day in edges:
        where: dict[int, list[tuple[int, str]]] = {}
        for record in records:
            here = [member for member in record.members if member.residency.holds_on(day)]
            # a stay whose beginning nobody knows counts from today on
            sure = [member for member in here if member.residency.since is not None or day >= date(2026, 11, 21)]
            uses = [span.kind for span in record.occupancies if span.holds_on(day)]
            assert len(uses) <= 1
            assert not (sure and uses == [Occupancy.VACANT])
            assert sum(member.residency.relation == HEAD for member in sure) <= 1
            assert len({member.resident.id for member in here}) == len(here)
            for member in here:
                assert member.resident.birth is None or member.residency.since is None or day >= member.resident.birth
                assert member.resident.died is None or day <= member.resident.died
            for member in sure:
                where.setdefault(member.resident.id, []).append((record.household.id, member.residency.note))
        for doors in where.values():
            for (_, note), (_, other) in combinations(doors, 2):
                assert note.startswith(TWO_DOORS) or other.startswith(TWO_DOORS)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data(), chosen=st.lists(st.sampled_from(VERBS), min_size=3, max_size=9))
def test_any_order_of_verbs(office: Office, data: st.DataObject, chosen: list[Callable[[World], Changes]]) -> None:
    if not content(office)["household"]:
        furnish(office)
    world = World(office, data)
    before = [content(office)]
    try:
        for verb in chosen:
            attempt(world, verb, before)
            check_doors(world.records())
    finally:
        for was in reversed(before[:-1]):
            services.journal.undo(office)
            assert content(office) == was
    assert services.safekeeping.check(office) == ()


def attempt(world: World, verb: Callable[[World], Changes], before: list[Rows]) -> None:
    """What was done is added to `before`; what was refused has written nothing and says why."""
    try:
        verb(world)
    except UserFault:
        assert content(world.office) == before[-1]
    else:
        now = content(world.office)
        if now != before[-1]:
            before.append(now)
