"""An accepted list of members, written; and what a plan is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from app.models.meeting_import import KnownPerson, MemberOp, StagedMember
from app.models.roster import BodyDraft, BodyKind, MemberDraft, MemberRecord, SpanDraft, SpanKind
from app.rules.roster import posts_on, spans_on
from app.store import roster as shelf
from app.store.journal import Value
from app.store.meeting_numbers import settle_all
from app.store.work import Work, stored

Report = Callable[[int, int], None]
_RECENT = 3 * 365  # days: an older probation is history that no meeting asks for


def known_residents(connection: Connection, names: Sequence[str], numbers: Sequence[str]) -> tuple[KnownPerson, ...]:
    """Residents who bear one of the names or numbers."""
    wanted_names, wanted_numbers = set(names), set(numbers)
    cursor = connection.connection.cursor()
    try:
        cursor.execute("SELECT id, name, id_number, birth FROM resident ORDER BY id")
        return tuple(
            KnownPerson(row[0], row[1], row[2], None if row[3] is None else date.fromisoformat(row[3]))
            for row in cursor.fetchall()
            if row[1] in wanted_names or row[2] in wanted_numbers
        )
    finally:
        cursor.close()


def apply(
    work: Work,
    operations: Sequence[MemberOp],
    groups: Sequence[str],
    first_branch: Callable[[str], bool],
    today: date,
    report: Report,
) -> None:
    """Write the operations. `first_branch`: whether a branch's name in the list is the office's own."""
    bodies = _Bodies(work, first_branch, today)
    for name in groups:
        bodies.group(name)
    for done, op in enumerate(operations, start=1):
        if op.member_id is None:
            _add(work, op, bodies, today)
        else:
            _change(work, op, bodies, today)
        report(done, len(operations))
    settle_all(work)


class _Bodies:
    """Branches and groups by name; made when a list names one that is not there."""

    def __init__(self, work: Work, first_branch: Callable[[str], bool], today: date) -> None:
        self._work, self._is_first, self._today = work, first_branch, today
        self._first = shelf.need_branch(work)
        self._known = {(body.kind, body.name): body.id for body in shelf.load_bodies(work.connection).values()}

    def branch(self, name: str | None) -> int:
        if name and (BodyKind.BRANCH, name) in self._known:
            return self._known[BodyKind.BRANCH, name]
        if not name or self._is_first(name):
            return self._first
        return self._made(BodyDraft(BodyKind.BRANCH, name))

    def group(self, name: str, branch_id: int | None = None) -> int:
        if (BodyKind.GROUP, name) in self._known:
            return self._known[BodyKind.GROUP, name]
        return self._made(BodyDraft(BodyKind.GROUP, name, branch_id or self._first, self._today))

    def _made(self, draft: BodyDraft) -> int:
        self._known[draft.kind, draft.name] = made = shelf.add_body(self._work, draft)
        return made


def _add(work: Work, op: MemberOp, bodies: _Bodies, today: date) -> None:
    staged = op.staged
    draft = MemberDraft(
        name=staged.name,
        resident_id=op.resident_id,
        sex=staged.sex or "",
        birth=staged.birth,
        phone=staged.phone if staged.phone and "*" not in staged.phone else "",
        joined_party=staged.joined_party,
        note=staged.note or "",
    )
    member_id = shelf.add_member(work, draft)
    for span in _spans(staged, bodies, today):
        shelf.add_span(work, member_id, span)


def _spans(staged: StagedMember, bodies: _Bodies, today: date) -> Iterator[SpanDraft]:
    """Everything dated that a list says of a new member."""
    branch = bodies.branch(staged.branch)
    since, until = staged.since, staged.until
    began, ended = "转入" if since else "", "转出" if until else ""
    yield SpanDraft(SpanKind.ENROLLED, branch, "", since, until, began, ended, staged.from_where or "")
    if staged.probationary:
        yield SpanDraft(SpanKind.PROBATION, None, "", staged.joined_party)
    elif staged.full_on is not None and staged.joined_party is not None and (today - staged.full_on).days < _RECENT:
        yield SpanDraft(
            SpanKind.PROBATION, None, "", staged.joined_party, staged.full_on - timedelta(days=1), "", "转正"
        )
    if staged.watched:
        yield SpanDraft(SpanKind.WATCH, None, "", today)
    for post in staged.posts:
        yield SpanDraft(SpanKind.POST, branch, post, staged.post_since or since, until)
    if staged.group:
        yield SpanDraft(SpanKind.GROUP, bodies.group(staged.group, branch), "", since, until)


def _change(work: Work, op: MemberOp, bodies: _Bodies, today: date) -> None:
    assert op.member_id is not None
    member = shelf.member(work.connection, op.member_id)
    facts: dict[str, Value] = dict(op.facts)
    if "resident_id" in facts:
        facts |= {"sex": "", "birth": None, "phone": ""}
    if facts:
        work.update("party_member", member.id, facts)
    staged = op.staged
    if "group" in op.parts and staged.group:
        _close(work, member, SpanKind.GROUP, today - timedelta(days=1))
        shelf.add_span(work, member.id, SpanDraft(SpanKind.GROUP, bodies.group(staged.group), "", today))
    if "posts" in op.parts:
        held = posts_on(member, today, None)
        for post in staged.posts:
            if post not in held:
                begin = staged.post_since or today
                shelf.add_span(work, member.id, SpanDraft(SpanKind.POST, bodies.branch(staged.branch), post, begin))
    if "full" in op.parts and staged.full_on is not None:
        _close(work, member, SpanKind.PROBATION, staged.full_on - timedelta(days=1), "转正")
    if "probation" in op.parts:
        shelf.add_span(work, member.id, SpanDraft(SpanKind.PROBATION, None, "", staged.joined_party))
    if "watch" in op.parts:
        shelf.add_span(work, member.id, SpanDraft(SpanKind.WATCH, None, "", today))
    if "until" in op.parts and staged.until is not None:
        _close(work, member, SpanKind.ENROLLED, staged.until, "转出")


def _close(work: Work, member: MemberRecord, kind: SpanKind, on: date, how: str = "") -> None:
    """What holds today ends on a day."""
    for span in spans_on(member, on, kind) or [span for span in member.spans if span.kind is kind]:
        if span.since is not None and span.since > on:
            work.delete("member_span", [span.id])
        else:
            values: dict[str, Value] = {"until": stored(on)}
            work.update("member_span", span.id, {**values, "ended": how} if how else values)
