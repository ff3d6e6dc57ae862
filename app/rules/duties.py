"""Who owes what: the cadence table laid over the bodies there are, and since when a body owes at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.models.cadence import Duty, Every, Period
from app.models.roster import Body, BodyKind, MemberRecord, Scope
from app.rules.meeting_kinds import scope_of
from app.rules.roster import branch_rule, full_members

Own = Mapping[tuple[int, str], tuple[Every, int, bool]]  # (body id, kind) -> what that body owes
GROUP_MEETING = "党小组会"


def duties(rows: Iterable[Mapping[str, str]], own: Own, bodies: Mapping[int, Body]) -> tuple[Duty, ...]:
    """Every duty of every body, those that are not asked for (`owed` False) too, in the order of the table.

    A branch owes its groups' meetings itself where no group was ever registered (see `owed`).
    """
    branches = [body for body in bodies.values() if body.kind is BodyKind.BRANCH]
    found = []
    for row in rows:
        for branch in branches:
            groups = [body for body in bodies.values() if body.parent_id == branch.id]
            whose = groups or [branch] if scope_of(row["kind"]) is Scope.GROUP else [branch]
            found += [_duty(row, body, own.get((body.id, row["kind"])), len(branches) > 1) for body in whose]
    return tuple(found)


class Owed:
    """Whether a duty holds in a period. `started`: first record of each branch's book; `seen`: (kind, body) that was
    ever recorded, which speaks where no roster does."""

    def __init__(
        self,
        bodies: Mapping[int, Body],
        members: Sequence[MemberRecord],
        started: Mapping[int, date],
        seen: frozenset[tuple[str, int]],
        today: date,
    ) -> None:
        self._bodies = bodies
        self._members = members
        self._started = started
        self._seen = seen
        self._today = today
        self._committees: dict[tuple[int, date], bool] = {}

    def __call__(self, duty: Duty, period: Period) -> bool:
        body = self._bodies[duty.body_id]
        if not duty.owed or period.last < self._since(body):
            return False
        if body.until is not None and body.until < period.first:
            return False
        if duty.scope is Scope.COMMITTEE:
            return self._committee(body, min(period.last, max(self._today, period.first)))
        return duty.kind != GROUP_MEETING or body.kind is BodyKind.GROUP or (duty.kind, body.id) in self._seen

    @property
    def first(self) -> date:
        """The first day of any branch's book."""
        return min(self._started.values(), default=self._today)

    def _since(self, body: Body) -> date:
        start = self._started.get(body.parent_id or body.id, self._today)
        return max(start, body.since) if body.since is not None else start

    def _committee(self, branch: Body, day: date) -> bool:
        """By the roster of the day; without any roster, whether the committee was ever known to meet."""
        key = (branch.id, day)
        if key not in self._committees:
            members, full = full_members(day, branch.id, self._members)
            known = ("支部委员会会议", branch.id) in self._seen
            self._committees[key] = full >= branch_rule("committee_from") if members else known
        return self._committees[key]


def _duty(row: Mapping[str, str], body: Body, own: tuple[Every, int, bool] | None, several: bool) -> Duty:
    every, times, owed = own or (Every(row["every"]), int(row["times"]), row["owed"] == "是")
    months = tuple(int(month) for month in row["months"].split("|") if month)
    name = body.name if several or body.kind is BodyKind.GROUP else ""
    return Duty(
        row["kind"], scope_of(row["kind"]), every, times, owed, row["source"], body.id, name, months, own is not None
    )
