"""Whom to visit next: who is due, the next best route, and the doors of a sheet in the order of the walk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.changes import Changes
from app.models.visit_sheet import PrintedSheet, SheetDoor, VisitSheet
from app.models.visit_views import DAYS_AHEAD, DueLine, DuePage, DueQuery, FormChoices, Horizon
from app.models.visits import TIERS, Tier
from app.rules.masking import mask_name
from app.rules.routes import MOST_STOPS, Stop, best_route, walk_order
from app.services.care import as_date, standing
from app.services.lists import normal_words, search_terms
from app.services.office import Office
from app.services.rules import read_table
from app.store import visit_lists as lists
from app.store import visits as shelf
from app.store.care import Standing
from app.store.connection import Connection
from app.store.lists import grid_names
from app.store.people import load_organisation

_NEVER = date.max.toordinal()
_NO_SUCH_GRID = -1  # its name was taken back while a page still asks for it
_MOST_FOUND = 2000  # hits of a search that are looked at
_SHEETS_KEPT = 45  # days for which a printed sheet waits for its results


def due(office: Office, query: DueQuery) -> DuePage:
    """A page of the doors that are due within the horizon, and how many there are within each."""
    today = office.clock.today()
    office.settle()
    with office.store.reading() as connection:
        states = _narrowed(office, connection, query, today)
        day = today.toordinal()
        counts = {
            horizon: sum(0 < state.due <= day + days for state in states.values())
            for horizon, days in DAYS_AHEAD.items()
        }
        until = day + DAYS_AHEAD[query.horizon]
        everyone = query.ids is not None or bool(query.text)
        chosen = [door for door, state in states.items() if everyone or 0 < state.due <= until]
        ordered = _ordered(office, query, chosen, states)
        shown = ordered[query.offset : query.offset + query.limit]
        return DuePage(
            tuple(_lines(connection, shown, states, today)),
            len(chosen),
            counts[Horizon.OVERDUE],
            counts[Horizon.WEEK],
            counts[Horizon.MONTH],
            len(standing(office, connection, today)),
        )


def in_general_words(office: Office, lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    """Lines that leave the house: their reasons name no diagnosis and no want."""
    with office.store.reading() as connection:
        standing(office, connection, office.clock.today())
    return tuple(replace(line, why=office.care.rules.paper_words(line.why)) for line in lines)


def route(office: Office, query: DueQuery, most: int = MOST_STOPS) -> tuple[int, ...]:
    """The next best walk among the doors that are due within the horizon: household ids in the order of the walk."""
    today = office.clock.today()
    office.settle()
    day = today.toordinal()
    with office.store.reading() as connection:
        states = _narrowed(office, connection, query, today)
        where = office.care.where
    until = day + DAYS_AHEAD[query.horizon]
    stops = [
        Stop(where[door].step, state.span.tier, day - state.due)
        for door, state in states.items()
        if 0 < state.due <= until
    ]
    return tuple(step.household_id for step in best_route(stops, most))


def doors(office: Office, household_ids: Iterable[int]) -> tuple[DueLine, ...]:
    """These doors in the order of one walk; those that are gone are left out."""
    today = office.clock.today()
    with office.store.reading() as connection:
        states = standing(office, connection, today)
        steps = [office.care.where[door].step for door in household_ids if door in states]
        ordered = [step.household_id for step in walk_order(steps)]
        return tuple(_lines(connection, ordered, states, today))


def answering(office: Office) -> tuple[str, ...]:
    """Party members who answer for doors today, by name."""
    with office.store.reading() as connection:
        return _answering(connection, office.clock.today())


def choices(office: Office) -> FormChoices:
    """What filters and forms of the page offer."""
    with office.store.reading() as connection:
        written = lists.visitors(connection)
        reasons = read_table(connection, "care_reasons").rows
        return FormChoices(
            grids=grid_names(connection),
            visitors=tuple(dict.fromkeys(name for visitor in written for name in lists.names_in(visitor))),
            members=_answering(connection, office.clock.today()),
            purposes=tuple(row["purpose"] for row in rule_table("visit_purposes")),
            reasons=tuple((row.values["reason"], Tier(row.values["tier"])) for row in reasons),
        )


def _answering(connection: Connection, today: date) -> tuple[str, ...]:
    found = lists.members_of(connection, today)
    return tuple(sorted({name for names in found.values() for name in names.split("、")}))


def _narrowed(office: Office, connection: Connection, query: DueQuery, today: date) -> Mapping[int, Standing]:
    """Doors that the query's grid, tier, member and visitor leave."""
    states = standing(office, connection, today)
    where = office.care.where
    if query.ids is not None:
        states = {door: states[door] for door in query.ids if door in states}
    if query.text:
        found = office.search.find(connection, search_terms(normal_words(query.text)), _MOST_FOUND)
        states = {door: states[door] for _, door, _ in found if door in states}
    if query.grid is not None:
        grid = lists.grid_ids(connection).get(query.grid, _NO_SUCH_GRID) if query.grid else 0
        states = {door: state for door, state in states.items() if where[door].grid == grid}
    if query.tier is not None:
        states = {door: state for door, state in states.items() if state.span.tier is query.tier}
    if query.member:
        paired = lists.members_of(connection, today)
        states = {
            door: states[door] for door, names in paired.items() if door in states and query.member in names.split("、")
        }
    if query.visitor:
        visited = lists.doors_visited_by(connection, query.visitor)
        states = {door: state for door, state in states.items() if door in visited}
    return states


def _ordered(office: Office, query: DueQuery, chosen: Sequence[int], states: Mapping[int, Standing]) -> Sequence[int]:
    where = office.care.where
    if query.sort == "walk":
        return [step.household_id for step in walk_order(where[door].step for door in chosen)]
    today = office.clock.today().toordinal()

    def need(door: int) -> tuple[Any, ...]:
        state, place = states[door], where[door].step.place
        late = 0 < state.due < today
        return not late, TIERS.index(state.span.tier) if late else 0, state.due or _NEVER, place

    keys = {
        "need": need,
        "due": lambda door: (states[door].due or _NEVER, TIERS.index(states[door].span.tier), where[door].step.place),
        "tier": lambda door: (TIERS.index(states[door].span.tier), states[door].due or _NEVER, where[door].step.place),
        "last": lambda door: (states[door].last_met, where[door].step.place),
        "door": lambda door: where[door].step.place,
        "grid": lambda door: (where[door].grid, where[door].step.place),
    }
    return sorted(chosen, key=keys.get(query.sort, need), reverse=query.descending)


def _lines(
    connection: Connection, shown: Sequence[int], states: Mapping[int, Standing], today: date
) -> Iterable[DueLine]:
    words = lists.door_words(connection, shown, today)
    members = lists.members_of(connection, today)
    visitors = lists.last_visitors(connection, shown)
    for door in shown:
        state, said = states[door], words[door]
        yield DueLine(
            household_id=door,
            door=said.door,
            grid=said.grid,
            name=said.name,
            people=said.people,
            tier=state.span.tier,
            why=state.span.why,
            by_person=state.span.by_person,
            due_on=as_date(state.due),
            late=today.toordinal() - state.due if state.due else None,
            last_met=as_date(state.last_met),
            last_visitor=visitors.get(door, ""),
            member=members.get(door, ""),
        )


def sheet(office: Office, household_ids: Iterable[int], visitor: str = "") -> bytes:
    """The visit sheet of these doors as a PDF: names masked, reasons in general words, in the order of the walk.

    Raises UserFault when none of the doors is there.
    """
    from app.reports.visit_sheet import visit_sheet_pdf

    lines = doors(office, household_ids)
    if not lines:
        raise _no_doors()
    with office.store.reading() as connection:
        branch = load_organisation(connection).branch
    rules = office.care.rules
    found = tuple(
        SheetDoor(
            line.door,
            mask_name(line.name) if line.name else "",
            line.tier.value,
            rules.paper_words(line.why),
            line.due_on,
            line.last_met,
        )
        for line in lines
    )
    return visit_sheet_pdf(VisitSheet(branch, office.clock.today(), visitor.strip(), found))


def keep_sheet(office: Office, household_ids: Iterable[int], visitor: str = "") -> Changes:
    """Note a sheet that was printed or saved, so that its results come back to its doors.

    Raises UserFault when none of the doors is there.
    """
    ids = [line.household_id for line in doors(office, household_ids)]
    if not ids:
        raise _no_doors()
    with office.work("print_visit_sheet", f"打印走访单 {len(ids)} 户") as work:
        shelf.add_sheet(work, office.clock.today(), visitor.strip(), ids)
        return office.keep(work)


def sheets(office: Office) -> tuple[PrintedSheet, ...]:
    """Sheets of the last weeks, the newest first."""
    with office.store.reading() as connection:
        return shelf.sheets_since(connection, office.clock.today() - timedelta(days=_SHEETS_KEPT))


def _no_doors() -> UserFault:
    return UserFault("走访单上还没有住户。", "请先在“该走访”里选几户。")
