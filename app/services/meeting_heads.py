"""Writing the head of a meeting, for every verb that makes or changes one: whose it is, its number, its roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.base.errors import Doubt, UserFault
from app.models.meeting_drafts import MeetingDraft, PersonDraft
from app.models.meetings import State
from app.models.roster import BodyKind, Scope
from app.rules.meeting_drafts import check_meeting
from app.rules.meeting_kinds import kinds, scope_of
from app.rules.meetings import may_overlap, overlap, title_of
from app.store import meeting_parts as parts
from app.store import meetings as shelf
from app.store.connection import Connection
from app.store.meeting_numbers import settle
from app.store.meeting_rules import load_lengths
from app.store.roster import load_bodies, need_branch
from app.store.work import Work

LOCKED = "会议记录已经签字定稿,不能再改。"
LOCKED_REMEDY = "有错请追加更正,原来的记录会保留。"


def add_meeting(
    work: Work, draft: MeetingDraft, state: State, today: date, *, source: str = "", ask: bool = False
) -> int:
    """A new meeting inside a change, with its agenda and whoever was invited; returns its id.

    Raises UserFault naming the field, and when the body already met at that time; with `ask`, a Doubt when it would
    still be at another one.
    """
    checked = check_meeting(draft, today=today, planned=state is State.PLANNED)
    body_id = _body(work, checked)
    _alone(work.connection, checked, body_id, None, ask=ask)
    ordinal = checked.ordinal or 0
    if state is not State.PLANNED and not ordinal:
        ordinal = shelf.next_ordinal(work.connection, checked.kind, body_id, checked.held_on.year)
    numbers = dict.fromkeys(("should", "came", "excused", "absent", "unrecorded", "voters", "voters_came"), 0)
    meeting_id = work.add(
        "meeting",
        {
            **shelf.head_values(checked),
            "body_id": body_id,
            "state": state.value,
            "ordinal": ordinal,
            "source": source,
            **numbers,
            "signed_on": None,
            "revision": 0,
        },
    )
    parts.write_agenda(work, meeting_id, checked.agenda)
    add_invited(work, meeting_id, checked.invited)
    settle(work, [meeting_id])
    work.title = f"{'计划' if state is State.PLANNED else '登记'}{shelf.line(work.connection, meeting_id).title}"
    return meeting_id


def add_invited(work: Work, meeting_id: int, people: Sequence[PersonDraft]) -> None:
    """Whoever is there without a roster, each name once."""
    there = {person.name for person in parts.attendance_of(work.connection, meeting_id)}
    fresh = {person.name: person for person in people if person.name not in there}
    parts.add_people(work, meeting_id, tuple(fresh.values()), {})


def need_open(connection: Connection, meeting_id: int) -> State:
    """The state of a meeting that may be changed. Raises UserFault when it is signed or gone."""
    state = shelf.state_of(connection, meeting_id)
    if state is State.SIGNED:
        raise UserFault(LOCKED, LOCKED_REMEDY)
    return state


def reopened(work: Work, meeting_id: int) -> None:
    """A change of the contents: the head is touched, and one that was checked is a draft again.

    Raises UserFault when it is signed or gone.
    """
    state = need_open(work.connection, meeting_id)
    shelf.touch(work, meeting_id, {"state": State.DRAFT.value} if state is State.CHECKED else None)


def change_head(
    work: Work, meeting_id: int, draft: MeetingDraft, state: State, today: date, *, ask: bool = False
) -> None:
    """The head as a form has it. A meeting keeps its number while kind, body and year stay the same.

    Raises UserFault naming the field, and when the body already meets at that time; with `ask` a Doubt as above.
    """
    checked = check_meeting(draft, today=today, planned=state is State.PLANNED)
    old, _ = shelf.draft_of(work.connection, meeting_id)
    body_id = _body(work, checked)
    _alone(work.connection, checked, body_id, meeting_id, ask=ask)
    same = (checked.kind, body_id, checked.held_on.year) == (old.kind, old.body_id, old.held_on.year)
    ordinal = checked.ordinal or (old.ordinal if same else None) or 0
    if state is not State.PLANNED and (not ordinal or (not same and checked.ordinal == old.ordinal)):
        ordinal = shelf.next_ordinal(work.connection, checked.kind, body_id, checked.held_on.year)
    values = {**shelf.head_values(checked), "body_id": body_id, "state": state.value, "ordinal": ordinal}
    shelf.touch(work, meeting_id, values)
    parts.follow_series(work, meeting_id, checked.kind, body_id, checked.held_on)
    settle(work, [meeting_id])


def _body(work: Work, draft: MeetingDraft) -> int:
    """Whose meeting it is: the body stated, brought to the kind; the only group of a branch for a group's meeting."""
    known = load_bodies(work.connection)
    if draft.body_id is not None and draft.body_id not in known:
        raise UserFault("这个党组织已经不在了。", "请刷新后再试。", place="党组织")
    body = known[draft.body_id] if draft.body_id is not None else known.get(need_branch(work))
    if body is None:  # the branch was made just now
        return need_branch(work)
    if scope_of(draft.kind) is not Scope.GROUP:
        return body.parent_id or body.id
    if body.kind is BodyKind.GROUP:
        return body.id
    groups = [one.id for one in known.values() if one.parent_id == body.id and one.stands_on(draft.held_on)]
    if len(groups) > 1:
        raise UserFault("还没有选是哪个党小组。", "请选一个党小组。", place="党组织")
    return groups[0] if groups else body.id


def _alone(connection: Connection, draft: MeetingDraft, body_id: int, but: int | None, *, ask: bool) -> None:
    """Raises UserFault when the body meets at that time already: one body cannot hold two meetings at once.

    With `ask`, a Doubt when they would run at once if one that has no end takes as long as its kind does.
    """
    lengths = load_lengths(connection) if ask else {}
    scope = scope_of(draft.kind)
    same = [name for name, kind in kinds().items() if kind.scope is scope] if scope is not Scope.INVITED else []
    for _, kind, starts, ends in shelf.at_the_same_time(connection, draft, body_id, same or [draft.kind], but):
        twice = kind == draft.kind and not (starts and draft.starts)
        if twice or overlap(draft.starts, draft.ends, starts, ends):
            when = f"{starts}" if starts else "同一天"
            raise UserFault(
                f"{title_of(kind, draft.held_on, 0)}在{when}已经有一次,同一个组织不能同时开两个会。",
                "请核对日期和时间;同一天确实开了两次的,请写上各自的开始和结束时间。",
                place="开始时间",
            )
        if ask and may_overlap(
            (draft.starts, draft.ends, lengths.get(draft.kind, 0)), (starts, ends, lengths.get(kind, 0))
        ):
            raise Doubt(
                f"同一天{starts}还有一次{kind},按平常开会的长短,两次会撞在一起。",
                "请核对时间,或写上结束时间。",
                place="开始时间",
            )
