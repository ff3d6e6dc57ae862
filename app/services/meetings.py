"""组织生活: a meeting from plan to signed minutes. One verb, one entry, one undo.

What was dealt with is written by `minutes`, who came by `attendance`, what is to be done by `actions`, papers are kept
by `attachments`, what is owed is told by `cadence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.meeting_cards import MeetingCard, MeetingChoices
from app.models.meeting_drafts import MeetingDraft
from app.models.meetings import MeetingPage, MeetingQuery, State
from app.models.quorum import Count, Ruling
from app.models.roster import BodyKind
from app.rules.meeting_kinds import kinds
from app.rules.quorum import rule_on
from app.services.meeting_heads import add_meeting, change_head, need_open
from app.services.office import Office
from app.store import meeting_parts as parts
from app.store import meetings as shelf
from app.store.actions import actions_of
from app.store.meeting_cards import load_card
from app.store.meeting_lists import meeting_page, used_words
from app.store.meeting_rules import load_quorum
from app.store.minutes import freeze
from app.store.roster import load_bodies
from app.store.work import stored


def page(office: Office, query: MeetingQuery | None = None) -> MeetingPage:
    """One page of a list."""
    with office.store.reading() as connection:
        return meeting_page(connection, query or MeetingQuery())


def card(office: Office, meeting_id: int) -> MeetingCard:
    """All that is known of one meeting. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        return load_card(connection, meeting_id, office.clock.today())


def choices(office: Office) -> MeetingChoices:
    """What the forms offer."""
    with office.store.reading() as connection:
        rules = load_quorum(connection)
        places, people = used_words(connection)
    occasions = tuple((rule.occasion, rule.title) for rule in rules.values())
    return MeetingChoices(tuple(kinds().values()), occasions, places, people)


def blank(office: Office, kind: str, held_on: date, body_id: int | None = None) -> MeetingDraft:
    """A new form filled with what the last meeting of the series suggests: time, place, chair, recorder."""
    with office.store.reading() as connection:
        known = load_bodies(connection)
        chosen = body_id or next((body.id for body in known.values() if body.kind is BodyKind.BRANCH), None)
        last = shelf.latest(connection, kind, chosen or 0)
    if last is None:
        return MeetingDraft(kind, held_on, body_id)
    return MeetingDraft(
        kind, held_on, body_id, last.starts, "", last.place, last.chair, last.recorder
    )  # fmt: skip


def ruling(office: Office, occasion: str, count: Count) -> Ruling:
    """What the quorum table makes of a count, while it is being typed. Raises UserFault for an unknown occasion."""
    with office.store.reading() as connection:
        rule = load_quorum(connection).get(occasion)
    if rule is None:
        raise UserFault("表决规则里没有这一种。", "请从列表里选。", place="表决")
    return rule_on(rule, count)


def plan(office: Office, draft: MeetingDraft, *, ask: bool = False) -> Changes:
    """A meeting to come, with its agenda: what the notice is made from. Raises UserFault naming the field; with `ask`,
    a Doubt when the body may still be at another meeting."""
    with office.work("plan_meeting", f"计划{draft.kind}") as work:
        made = add_meeting(work, draft, State.PLANNED, office.clock.today(), ask=ask)
        return replace(office.keep(work), made=(made,))


def record(office: Office, draft: MeetingDraft, *, ask: bool = False) -> Changes:
    """A meeting that was held. The roster of its day is laid down as attendance, nobody marked yet.

    Raises UserFault naming the field, and when the body already met at that time; with `ask`, a Doubt when it may
    still have been at another meeting.
    """
    with office.work("record_meeting", f"登记{draft.kind}") as work:
        made = add_meeting(work, draft, State.DRAFT, office.clock.today(), ask=ask)
        return replace(office.keep(work), made=(made,))


def hold(office: Office, meeting_id: int, draft: MeetingDraft | None = None, *, ask: bool = False) -> Changes:
    """A planned meeting was held (as `draft` has its head). Raises UserFault when it is none, or its day is to come;
    with `ask` a Doubt as `record`."""
    with office.work("hold_meeting", "登记会议召开") as work:
        known, _ = shelf.draft_of(work.connection, meeting_id)
        if shelf.state_of(work.connection, meeting_id) is not State.PLANNED:
            raise UserFault("这次会议已经登记召开。", "请刷新后再试。")
        change_head(work, meeting_id, draft or known, State.DRAFT, office.clock.today(), ask=ask)
        work.title = f"登记召开{shelf.line(work.connection, meeting_id).title}"
        return office.keep(work)


def edit(office: Office, meeting_id: int, draft: MeetingDraft, *, ask: bool = False) -> Changes:
    """The head of a meeting that is not signed; one that was checked is a draft again. The roster follows its day.

    Raises UserFault naming the field, or when it is signed; with `ask` a Doubt as `record`.
    """
    with office.work("edit_meeting", "修改会议") as work:
        state = need_open(work.connection, meeting_id)
        kept = State.DRAFT if state is State.CHECKED else state
        change_head(work, meeting_id, draft, kept, office.clock.today(), ask=ask)
        work.title = f"修改{shelf.line(work.connection, meeting_id).title}"
        return office.keep(work)


def remove(office: Office, meeting_id: int) -> Changes:
    """A meeting that was entered by mistake, or a plan that came to nothing.

    Raises UserFault when it is signed, a matter names it, or later meetings spoke of what it charged somebody with.
    """
    with office.work("remove_meeting", "删除会议") as work:
        need_open(work.connection, meeting_id)
        line = shelf.line(work.connection, meeting_id)
        if parts.named_by_matter(work.connection, meeting_id):
            raise UserFault("议事事项里用到了这次会议,不能删除。", "请先在那个事项里改掉。")
        spoken = [one for one in actions_of(work.connection, meeting_id, office.clock.today()) if one.notes]
        if spoken:
            raise UserFault(f"这次会议的待办“{spoken[0].words}”已经有办理情况,不能删除。", "请先删除办理情况。")
        work.title = f"删除{line.title}"
        parts.remove_meeting(work, meeting_id)
        return office.keep(work)


def check(office: Office, meeting_ids: Sequence[int]) -> Changes:
    """核对: somebody has read the minutes through. Raises UserFault naming the meeting that is not ready."""
    return _move(office, "check_meeting", "核对", meeting_ids, State.CHECKED)


def send_back(office: Office, meeting_ids: Sequence[int]) -> Changes:
    """Back to draft. Raises UserFault for one that is not checked."""
    return _move(office, "send_back_meeting", "退回草稿", meeting_ids, State.DRAFT)


def sign(office: Office, meeting_ids: Sequence[int]) -> Changes:
    """签字定稿: locked from now on, with its roster, numbers, rulings and words as they stand. An undo takes it back
    only while nothing came after it. Raises UserFault naming the meeting that is not checked."""
    return _move(office, "sign_meeting", "签字定稿", meeting_ids, State.SIGNED)


def correct(office: Office, meeting_id: int, words: str, who: str = "") -> Changes:
    """更正: appended to minutes that are signed. Raises UserFault when they are not, or nothing is said."""
    said = words.strip()
    if not said:
        raise UserFault("还没有写更正的内容。", "请写清楚哪一处、改成什么。", place="更正")
    with office.work("correct_minutes", "追加更正") as work:
        if shelf.state_of(work.connection, meeting_id) is not State.SIGNED:
            raise UserFault("这份记录还没有签字定稿。", "直接修改就可以。")
        today = stored(office.clock.today())
        work.title = f"更正{shelf.line(work.connection, meeting_id).title}"
        work.add("correction", {"meeting_id": meeting_id, "made_on": today, "who": who.strip(), "words": said})
        shelf.touch(work, meeting_id)
        return office.keep(work)


def _move(office: Office, verb: str, word: str, meeting_ids: Sequence[int], to: State) -> Changes:
    with office.work(verb, word) as work:
        today = office.clock.today()
        name = {State.CHECKED: "check", State.DRAFT: "send_back", State.SIGNED: "sign"}[to]
        for meeting_id in meeting_ids:
            found = load_card(work.connection, meeting_id, today)
            why = next(move.why for move in found.moves if move.verb == name)
            if why:
                raise UserFault(why, "什么都没有改动。", place=found.line.title)
            if to is State.SIGNED:
                freeze(work, found, today)
            shelf.touch(
                work, meeting_id, {"state": to.value, "signed_on": stored(today) if to is State.SIGNED else None}
            )
            work.title = f"{word}:{found.line.title}"
        if len(meeting_ids) > 1:
            work.title = f"{word}{len(meeting_ids)}份会议记录"
        return office.keep(work)
