"""What is kept in memory keeps up: after any verbs, undo, redo and other days, lists, search, the book of visits and
the map say what an office says that opens the same store afresh."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import services
from app.base.clock import Clock
from app.base.errors import UserFault
from app.models.colours import LABELS, Judgement
from app.models.queries import ListQuery
from app.models.visit_views import DueQuery, Horizon, PairQuery
from app.models.visits import CareDraft, NeedDraft, PairingDraft, Tier, VisitDraft
from app.rules.list_columns import COLUMNS
from app.services.office import Office
from tests.services.test_verbs_in_any_order import VERBS, World, furnish

Verb = Callable[[World], object]


class Days:
    """A clock that tests move on."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 21)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, datetime.min.time()).replace(hour=9)


def visit(world: World) -> object:
    office, today = world.office, world.office.clock.today()
    on = today - timedelta(days=world.number() % 60)
    need = NeedDraft("修门锁", settled=world.yes(), as_request=False) if world.yes() else None
    needs = (replace(need, as_request=not need.settled and world.yes()),) if need else ()
    following = on + timedelta(days=1 + world.number()) if world.yes() else None
    met = world.number() % 4 > 0
    draft = VisitDraft(world.door(), on, world.one_of(("王芳", "李强")), met=met, next_on=following, needs=needs)
    return services.visits.record(office, draft)


def edit_visit(world: World) -> object:
    with world.office.store.reading() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM visit ORDER BY id")]
    there = services.visits.visit(world.office, world.one_of(ids or [0]))
    draft = VisitDraft(
        world.door() if world.yes() else there.household_id,
        there.visited_on - timedelta(days=world.number() % 5),
        there.visitor,
        met=world.yes(),
        next_on=None,
        needs=tuple(NeedDraft(need.words, need.settled_on is not None, id=need.id) for need in there.needs),
    )
    return services.visits.edit(world.office, there.id, draft)


def remove_visit(world: World) -> object:
    with world.office.store.reading() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM visit ORDER BY id")]
    return services.visits.remove(world.office, [world.one_of(ids or [0])])


def tier(world: World) -> object:
    names = sorted(services.care.reasons(world.office))
    draft = CareDraft(world.door(), world.one_of(tuple(Tier)), world.one_of(names), world.day(), world.maybe_day())
    return services.care.set_tier(world.office, draft)


def end_tier(world: World) -> object:
    return services.care.end_tier(world.office, world.door(), world.day())


def pair(world: World) -> object:
    return services.care.pair(world.office, PairingDraft(world.door(), world.one_of(("王芳", "李强"))))


def assign(world: World) -> object:
    doors = {world.door(), world.door()}
    return services.grids.assign(world.office, doors, world.one_of(("", "第一网格", "第十网格", "第二网格")))


def rename(world: World) -> object:
    door = world.door()
    key = next(one.household.door for one in world.records() if one.household.id == door)
    named = replace(key, building=world.one_of(("1", "2", "十")), room=f"{1 + world.number() % 9}0{world.number() % 4}")
    return services.colours.rename_doors(world.office, {door: named})


def place(world: World) -> object:
    return services.colours.place_doors(world.office, {world.door(): (1 + world.number() % 4, 1 + world.number() % 3)})


def judge(world: World) -> object:
    return services.households.set_override(
        world.office, world.door(), world.one_of(LABELS), world.one_of(tuple(Judgement)), "核实过", world.maybe_day()
    )


def merge(world: World) -> object:
    people = sorted({member.resident.id for one in world.records() for member in one.members})
    return services.duplicates.merge(world.office, world.one_of(people), world.one_of(people), reason="两处住")


def remove_door(world: World) -> object:
    return services.households.remove_household(world.office, world.door())


def rule(world: World) -> object:
    return services.rules.edit(world.office, "care_tiers", "一般", "days", world.one_of(("30", "60", "91")))


def plain_tier(world: World) -> object:
    return services.rules.edit(world.office, "care_labels", "无标签", "tier", world.one_of(("一般", "不定期", "重点")))


def undo(world: World) -> object:
    return services.journal.undo(world.office)


def redo(world: World) -> object:
    return services.journal.redo(world.office)


MORE: tuple[Verb, ...] = (
    visit, visit, visit, edit_visit, remove_visit, tier, end_tier, pair, assign, assign, rename, place, judge, merge,
    remove_door, rule, plain_tier, undo, undo, redo,
)  # fmt: skip
SORTS = tuple(column.key for column in COLUMNS if column.sortable)


def said(office: Office) -> dict[str, object]:
    """What the pages would show."""
    today = office.clock.today()
    found: dict[str, object] = {}
    for by_person in (True, False):
        for sort in SORTS:
            for down in (False, True):
                query = ListQuery(by_person=by_person, sort=sort, descending=down)
                found[f"list {by_person} {sort} {down}"] = services.lists.list_rows(office, query)
        for name, query in {
            "grid": ListQuery(grid="第一网格"),
            "no grid": ListQuery(grid=""),
            "alone": ListQuery(alone=True),
            "let": ListQuery(occupancy=frozenset({"出租"})),
            "claims": ListQuery(claims=True),
            "heads": ListQuery(heads=True),
            "found": ListQuery(text="z"),
            "found by number": ListQuery(text="1101"),
            "found by door": ListQuery(text="1-1-101"),
            "found and narrowed": ListQuery(text="z", labels=frozenset({LABELS[0]})),
        }.items():
            page = services.lists.list_rows(office, replace(query, by_person=by_person))
            # of hits that are equally good a search gives those first that were changed since it was read
            rows = (
                sorted(page.rows, key=lambda row: (row.household_id, row.resident_id or 0)) if query.text else page.rows
            )
            found[f"{name} {by_person}"] = (page.total, rows)
    for days in (-400, -40, 0, 30, 200):
        found[f"overdue {days}"] = services.visits.overdue(office, today + timedelta(days=days))
    for horizon in Horizon:
        for sort in ("need", "walk", "due", "tier", "last", "door", "grid"):
            found[f"due {horizon} {sort}"] = services.rounds.due(office, DueQuery(horizon=horizon, sort=sort))
    found["due found"] = services.rounds.due(office, DueQuery(text="z"))
    found["route"] = services.rounds.route(office, DueQuery(horizon=Horizon.MONTH))
    found["pairs"] = [services.care.pairings(office, PairQuery(ended=ended)) for ended in (False, True)]
    for month in (9, 10, 11):
        found[f"figures {month}"] = services.visits.figures(office, date(2026, month, 1), date(2026, month, 28))
    for days in (-40, 0, 60):
        found[f"map {days}"] = services.colours.picture(office, today + timedelta(days=days))
    found["cards"] = [
        services.care.card(office, line.household_id)
        for line in services.lists.list_rows(office, ListQuery(by_person=False)).rows
    ]
    return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    data=st.data(),
    chosen=st.lists(st.sampled_from((*VERBS, *MORE, *MORE)), min_size=3, max_size=14),
    sleeps=st.lists(st.integers(0, 40), min_size=14, max_size=14),
)
def test_memory_says_what_a_fresh_reading_says(
    office: Office, data: st.DataObject, chosen: list[Verb], sleeps: list[int]
) -> None:
    days = Days()
    office.clock = Clock(days)
    if not services.lists.list_rows(office, ListQuery(by_person=False)).total:
        furnish(office)
    world = World(office, data)
    said(office)
    for verb, sleep in zip(chosen, sleeps, strict=False):
        if sleep < 5:
            days.day += timedelta(days=sleep)
        with suppress(UserFault):
            verb(world)
        now, fresh = said(office), said(Office(office.paths, office.clock, office.store))
        for name in fresh:
            assert now[name] == fresh[name], (name, verb.__name__)
    assert services.safekeeping.check(office) == ()
