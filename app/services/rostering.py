"""排班: the solver between what is known of a month and the roster that is kept of it.

The three steps stand apart, so that the window can solve on a thread of its own while the store serves other pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.rostering import Answer, RosterRules
from app.models.shifts import Solved, Solving
from app.rules.rostering import roster_rules
from app.rules.shifts import answer_words, seats_digest
from app.services import rules
from app.services.office import Office
from app.store import rostering as gathering
from app.store import shifts as shelf

if TYPE_CHECKING:
    from app.store.connection import Connection


def read_rules(connection: Connection) -> RosterRules:
    """The office's own numbers."""
    return roster_rules(rules.read_table(connection, "shift_rules"))


def problem(office: Office, year: int, month: int) -> Solving:
    """What is known of a month, for the solver. Raises UserFault when it has no shifts or is published."""
    with office.store.reading() as connection:
        must_be_draft(connection, year, month)
        found, shifts, people = gathering.load_problem(
            connection, read_rules(connection), year, month, today=office.clock.today()
        )
        if not any(not shift.cancelled for shift in shifts):
            raise UserFault(f"{year}年{month}月还没有班次。", "请先按活动生成本月班次,或新增一个班次。")
        if not people:
            raise UserFault("还没有志愿者。", "请先在“名册”里登记或导入志愿者。")
        return Solving(year, month, found, {one.id: one.name for one in people})


def solve(
    solving: Solving,
    better: Callable[[Answer], None] | None = None,
    enough: Callable[[], bool] | None = None,
) -> Solved:
    """Pure work of up to some ten seconds, of no office: any thread may do it. See `rules.rostering_solver.solve`."""
    from app.rules import rostering_solver

    answer = rostering_solver.solve(solving.problem, better or (lambda _answer: None), enough or (lambda: False))
    return Solved(solving.year, solving.month, solving.problem, answer)


def keep(office: Office, solved: Solved) -> Changes:
    """The roster that was found, as the month's draft; what was pinned stays. Raises UserFault when anything
    that it was found from has changed meanwhile."""
    year, month = solved.year, solved.month
    with office.work("solve_roster", f"排班 {year}年{month}月") as work:
        must_be_draft(work.connection, year, month)
        found, _shifts, _people = gathering.load_problem(
            work.connection, read_rules(work.connection), year, month, today=office.clock.today()
        )
        if found != solved.problem:
            raise UserFault("排班的时候,班次或志愿者有了变动。", "原来的排班没有动。请再排一次。")
        seats = set(solved.answer.seats)
        fixed = {(seat.post_id, seat.person_id) for seat in found.fixed}
        before = shelf.duty_keys(work.connection, *shelf.month_days(year, month))
        wanted = {(seat.post_id, seat.person_id, seat.skill) for seat in seats}
        gone = [number for key, number in before.items() if key not in wanted and key[:2] not in fixed]
        work.delete("duty", gone)
        new = [
            seat
            for seat in sorted(seats)
            if (seat.post_id, seat.person_id, seat.skill) not in before and (seat.post_id, seat.person_id) not in fixed
        ]
        shelf.add_duties(work, new, pinned=False)
        after = shelf.shifts(work.connection, *shelf.month_days(year, month))
        said = {"said": answer_words(solved.answer), "of": seats_digest(after)}
        shelf.set_month(work, year, month, {"summary": json.dumps(said, ensure_ascii=False)})
        return office.keep(work)


def fill(office: Office, year: int, month: int) -> tuple[bool, Answer | None]:
    """For scripts: shifts are laid out where there are none, and solved and kept where nobody stands on any. An office
    without a single activity gets the usual fixed days first.

    Returns (whether shifts were laid out, what was found or None where people stood there already).
    """
    from app.services import activities

    days = shelf.month_days(year, month)
    with office.store.reading() as connection:
        there = shelf.shifts(connection, *days)
    if not there:
        if not activities.listing(office):
            activities.add_usual(office)
        activities.lay_out(office, year, month)
    elif any(shift.duties for shift in there):
        return False, None
    solved = solve(problem(office, year, month))
    keep(office, solved)
    return not there, solved.answer


def must_be_draft(connection: Connection, year: int, month: int) -> None:
    """Raises UserFault for a month that is published: it changes by a swap only."""
    published, _said = shelf.month_state(connection, year, month)
    if published is not None:
        raise UserFault(f"{year}年{month}月的排班已经公布。", "公布以后请用“换班”或“取消班次”,都要写明原因。")
