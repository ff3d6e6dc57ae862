"""Two entries of one resident that both stand in the Party's roster become one member, inside the change that merges
them."""

from __future__ import annotations

from datetime import date

from app.base.errors import UserFault
from app.models.meetings import Came, State
from app.models.roster import MemberRecord, Span, SpanKind
from app.store import roster as shelf
from app.store.journal import Value
from app.store.meeting_numbers import settle_all
from app.store.work import Work, stored


def members_merged(work: Work, kept_id: int, gone_id: int) -> None:
    """The member of the resident that goes joins the one of the resident that stays, where both have one.

    Raises UserFault when they stand in two branches at once.
    """
    ids = shelf.member_of_resident(work.connection, kept_id), shelf.member_of_resident(work.connection, gone_id)
    if ids[0] is None or ids[1] is None:
        return
    kept, gone = shelf.member(work.connection, ids[0]), shelf.member(work.connection, ids[1])
    for span in gone.spans:
        _unite_span(work, kept, span)
    _unite_attendance(work, kept.id, gone.id)
    filled: dict[str, Value] = {}
    if kept.joined_party is None and gone.joined_party is not None:
        filled["joined_party"] = stored(gone.joined_party)
    if gone.note and gone.note not in kept.note:
        filled["note"] = ";".join(filter(None, (kept.note, gone.note)))
    if filled:
        work.update("party_member", kept.id, filled)
    work.delete("party_member", [gone.id])
    settle_all(work)


def _unite_span(work: Work, kept: MemberRecord, span: Span) -> None:
    """What both say becomes one, as long as either has it; what only the one that goes says comes over."""
    twin = next((one for one in kept.spans if _same(one, span) and _overlap(one, span)), None)
    if twin is None:
        work.update("member_span", span.id, {"member_id": kept.id})
        return
    if span.kind is SpanKind.ENROLLED and span.body_id != twin.body_id:
        raise UserFault(f"{kept.name}的两条登记在两个党支部的名册上。", "请先在党员名册里给其中一条登记转出,再合并。")
    since = None if None in (twin.since, span.since) else min(twin.since or date.max, span.since or date.max)
    until = None if None in (twin.until, span.until) else max(twin.until or date.min, span.until or date.min)
    work.delete("member_span", [span.id])
    if (since, until) != (twin.since, twin.until) and twin.body_id == span.body_id:
        work.update("member_span", twin.id, {"since": stored(since), "until": stored(until)})


def _unite_attendance(work: Work, kept_id: int, gone_id: int) -> None:
    """One line a meeting: the one where something was recorded. What was signed keeps its lines as names."""
    rows = work.connection.exec_driver_sql(
        "SELECT a.id, a.meeting_id, a.member_id, a.state, a.reason, m.state FROM attendance a "
        "JOIN meeting m ON m.id = a.meeting_id WHERE a.member_id IN (?, ?) ORDER BY a.id",
        (kept_id, gone_id),
    ).fetchall()
    own = {row[1]: row for row in rows if row[2] == kept_id}
    for row_id, meeting_id, member_id, state, reason, of_meeting in rows:
        if member_id != gone_id:
            continue
        there = own.get(meeting_id)
        if there is None:
            work.update("attendance", row_id, {"member_id": kept_id})
        elif of_meeting == State.SIGNED:
            work.update("attendance", row_id, {"member_id": None})
        else:
            if there[3] == Came.UNKNOWN != state:
                work.update("attendance", there[0], {"state": state, "reason": reason})
            work.delete("attendance", [row_id])


def _same(one: Span, other: Span) -> bool:
    return one.kind is other.kind and (one.kind is not SpanKind.POST or one.title == other.title)


def _overlap(one: Span, other: Span) -> bool:
    first, last = one.since or date.min, one.until or date.max
    return first <= (other.until or date.max) and (other.since or date.min) <= last
