"""党员名册: members come, become full, are given posts and groups, leave. One verb, one entry, one undo; every verb
brings the meetings that are not signed in line with the roster of their day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.roster import BodyKind, MemberDraft, MemberRecord, Span, SpanDraft, SpanKind
from app.rules.masking import mask_phone
from app.rules.roster import enrolled, spans_on
from app.rules.roster_drafts import check_member, check_span, first_spans
from app.services.office import Office
from app.store import roster as shelf
from app.store.journal import Value
from app.store.meeting_numbers import settle_all
from app.store.work import Work, stored

_PROBATIONARY = "中共预备党员"


def add(office: Office, draft: MemberDraft) -> Changes:
    """A member with what is dated of them. Raises UserFault naming the field, or a resident who is a member already."""
    with office.work("add_member", "新增党员") as work:
        made = add_member(work, draft, office.clock.today())
        settle_all(work, draft.since)
        return replace(office.keep(work), made=(made,))


def add_residents(office: Office, resident_ids: Sequence[int], since: date | None = None) -> Changes:
    """Residents whom the ledger knows as Party members, onto the first branch's roster; probationary ones as such.

    `since` None: they were always there. Raises UserFault when one is a member already.
    """
    with office.work("add_members", f"把{len(resident_ids)}名居民党员列入名册") as work:
        for resident_id in resident_ids:
            probation = (since, None) if shelf.politics_of(work.connection, resident_id) == _PROBATIONARY else None
            add_member(
                work, MemberDraft(resident_id=resident_id, since=since, probation=probation), office.clock.today()
            )
        settle_all(work, since)
        return office.keep(work)


def edit(office: Office, member_id: int, draft: MemberDraft) -> Changes:
    """Name, resident, sex, birth, phone, day of joining, note; nothing that is dated on the roster.

    A phone that comes back masked is the one that was there. Raises UserFault naming the field.
    """
    with office.work("edit_member", "修改党员信息") as work:
        member = shelf.member(work.connection, member_id)
        if draft.phone == mask_phone(member.phone):
            draft = replace(draft, phone=member.phone)
        checked = check_member(draft, today=office.clock.today())
        _not_twice(work, checked, member_id)
        work.title = f"修改党员{member.name}的信息"
        work.update("party_member", member_id, shelf.member_values(work.connection, checked))
        settle_all(work)
        return office.keep(work)


def remove(office: Office, member_id: int) -> Changes:
    """One who was entered by mistake. Raises UserFault when meetings know them: they are transferred out instead."""
    with office.work("remove_member", "删除党员") as work:
        member = shelf.member(work.connection, member_id)
        if shelf.was_at_meetings(work.connection, member_id):
            raise UserFault(f"{member.name}已经有会议出席记录,不能删除。", "人已离开的,请登记转出,以前的记录都会保留。")
        work.title = f"删除党员{member.name}"
        shelf.remove_member(work, member)
        settle_all(work)
        return office.keep(work)


def leave(office: Office, member_id: int, on: date, how: str = "转出", where: str = "") -> Changes:
    """Off the roster: `on` is the last day. Posts, group, probation and 留党察看 end with it. `how`: 转出, 去世, ...

    Raises UserFault when they are not on it that day.
    """

    def verb(work: Work, member: MemberRecord) -> date:
        here = spans_on(member, on, SpanKind.ENROLLED)
        if not here:
            raise UserFault(f"{member.name}在{chinese_date(on)}不在名册上。", "请核对日期。", place="日期")
        work.title = f"{member.name}{how}"
        for span in member.spans:
            if span.until is None or span.until > on:
                _end(work, span, on, how if span.kind is SpanKind.ENROLLED else "", where)
        return on

    return _on_member(office, "member_leaves", "党员转出", member_id, verb)


def return_(office: Office, member_id: int, since: date, branch_id: int | None = None, from_where: str = "") -> Changes:
    """Back onto a roster (转入). Raises UserFault when they are on one that day."""

    def verb(work: Work, member: MemberRecord) -> date:
        if enrolled(member, since, None):
            raise UserFault(f"{member.name}在{chinese_date(since)}已经在名册上。", "请核对日期。", place="日期")
        body = branch_id or shelf.need_branch(work)
        work.title = f"{member.name}转入"
        shelf.add_span(work, member.id, SpanDraft(SpanKind.ENROLLED, body, "", since, None, "转入", "", from_where))
        return since

    return _on_member(office, "member_returns", "党员转入", member_id, verb)


def become_full(office: Office, member_id: int, on: date) -> Changes:
    """转正: a full member from `on`; the probation ends the day before. Raises UserFault for one who is not on it."""

    def verb(work: Work, member: MemberRecord) -> date:
        running = [
            span
            for span in member.spans
            if span.kind is SpanKind.PROBATION and (span.since is None or span.since < on)
            and (span.until is None or span.until >= on - timedelta(days=1))
        ]  # fmt: skip
        if not running:
            raise UserFault(f"{member.name}在{chinese_date(on)}之前不是预备党员。", "请核对日期。", place="转正日期")
        work.title = f"{member.name}转正"
        _end(work, running[-1], on - timedelta(days=1), "转正", "")
        return on

    return _on_member(office, "member_full", "预备党员转正", member_id, verb)


def put_on_watch(office: Office, member_id: int, since: date, until: date | None = None, note: str = "") -> Changes:
    """留党察看 from a day, with its last day where it is known: no vote in that time."""
    return add_span(office, member_id, SpanDraft(SpanKind.WATCH, None, "", since, until, "", "", note))


def give_post(office: Office, member_id: int, post: str, since: date | None, until: date | None = None) -> Changes:
    """A post in the branch (书记, 组织委员 ...), with dates. Raises UserFault when they hold it already that day."""
    return add_span(office, member_id, SpanDraft(SpanKind.POST, None, post, since, until))


def put_in_group(office: Office, member_ids: Sequence[int], group_id: int, since: date | None) -> Changes:
    """Members into a group from a day on (None: always); their group until then ends the day before.

    Raises UserFault when the group is gone.
    """
    with office.work("put_in_group", "调整党小组") as work:
        group = shelf.load_bodies(work.connection).get(group_id)
        if group is None or group.kind is not BodyKind.GROUP:
            raise UserFault("这个党小组已经不在了。", "请刷新后再试。")
        work.title = f"把{len(member_ids)}名党员编入{group.name}"
        for member_id in member_ids:
            member = shelf.member(work.connection, member_id)
            for span in member.spans:
                if span.kind is SpanKind.GROUP and (span.until is None or since is None or span.until >= since):
                    _cut(work, span, since)
            shelf.add_span(work, member_id, SpanDraft(SpanKind.GROUP, group_id, "", since))
        settle_all(work, since)
        return office.keep(work)


def add_span(office: Office, member_id: int, draft: SpanDraft) -> Changes:
    """Any dated fact. Posts and rosters without a body are of the branch they are on that day.

    Raises UserFault naming the field, or when the same holds already in that time.
    """

    def verb(work: Work, member: MemberRecord) -> date | None:
        checked = _placed(work, check_span(draft, member, today=office.clock.today()), member)
        work.title = f"{member.name}:{_words(checked)}"
        shelf.add_span(work, member.id, checked)
        return checked.since

    return _on_member(office, "add_span", "登记党员变动", member_id, verb)


def edit_span(office: Office, span_id: int, draft: SpanDraft) -> Changes:
    """Put a dated fact right. Raises UserFault as `add_span`."""
    member_id = _member_of(office, span_id)

    def verb(work: Work, member: MemberRecord) -> date | None:
        old = next(span for span in member.spans if span.id == span_id)
        others = replace(member, spans=tuple(span for span in member.spans if span.id != span_id))
        checked = check_span(replace(draft, kind=old.kind, id=span_id), others, today=office.clock.today())
        placed = _placed(work, replace(checked, body_id=checked.body_id or old.body_id), member)
        work.title = f"更正{member.name}:{_words(placed)}"
        work.update("member_span", span_id, shelf.span_values(placed))
        return min((day for day in (old.since, placed.since) if day is not None), default=None)

    return _on_member(office, "edit_span", "更正党员变动", member_id, verb, settle_from_start=True)


def remove_span(office: Office, span_id: int) -> Changes:
    """Take away a dated fact that was entered by mistake. The last entry on a roster stays: the member is removed."""
    member_id = _member_of(office, span_id)

    def verb(work: Work, member: MemberRecord) -> date | None:
        old = next(span for span in member.spans if span.id == span_id)
        if old.kind is SpanKind.ENROLLED and sum(span.kind is SpanKind.ENROLLED for span in member.spans) == 1:
            raise UserFault("这是在册的唯一一条记录。", "如果是误登的人,请删除这名党员。")
        work.title = f"删除{member.name}:{_words(old)}"
        work.delete("member_span", [span_id])
        return old.since

    return _on_member(office, "remove_span", "删除党员变动", member_id, verb, settle_from_start=True)


def add_member(work: Work, draft: MemberDraft, today: date) -> int:
    """A member with the spans of the draft, inside a change; returns the id. Meetings are not settled here.

    Raises UserFault naming the field, or when the resident is a member already.
    """
    checked = check_member(draft, today=today)
    _not_twice(work, checked, None)
    member_id = shelf.add_member(work, checked)
    branch = checked.branch_id or shelf.need_branch(work)
    for span in first_spans(checked, branch):
        shelf.add_span(work, member_id, span)
    name = shelf.member(work.connection, member_id).name
    if work.title == "新增党员":
        work.title = f"新增党员{name}"
    return member_id


def _on_member(
    office: Office,
    verb: str,
    title: str,
    member_id: int,
    write: Callable[[Work, MemberRecord], date | None],
    *,
    settle_from_start: bool = False,
) -> Changes:
    """One verb on one member; `write` returns the first day on which the roster may differ."""
    with office.work(verb, title) as work:
        since = write(work, shelf.member(work.connection, member_id))
        settle_all(work, None if settle_from_start else since)
        return office.keep(work)


def _end(work: Work, span: Span, on: date, how: str, where: str) -> None:
    """The fact ends on a day; one that would begin later never was."""
    if span.since is not None and span.since > on:
        work.delete("member_span", [span.id])
        return
    values: dict[str, Value] = {"until": stored(on)}
    if how:
        values["ended"] = how
    if where:
        values["note"] = where
    work.update("member_span", span.id, values)


def _cut(work: Work, span: Span, since: date | None) -> None:
    """Make room from a day on."""
    if since is None or (span.since is not None and span.since >= since):
        work.delete("member_span", [span.id])
    else:
        work.update("member_span", span.id, {"until": stored(since - timedelta(days=1))})


def _placed(work: Work, draft: SpanDraft, member: MemberRecord) -> SpanDraft:
    """A post or a roster belongs to a branch: the one stated, else the one the member is on, else the first."""
    if draft.body_id is not None or draft.kind not in (SpanKind.POST, SpanKind.ENROLLED):
        return draft
    here = [span.body_id for span in member.spans if span.kind is SpanKind.ENROLLED and span.body_id]
    return replace(draft, body_id=here[-1] if here else shelf.need_branch(work))


def _not_twice(work: Work, draft: MemberDraft, member_id: int | None) -> None:
    if draft.resident_id is None:
        return
    there = shelf.member_of_resident(work.connection, draft.resident_id)
    if there is not None and there != member_id:
        raise UserFault("这位居民已经在党员名册里。", "请在名册里找到他修改;离开过的请登记转入。", place="姓名")


def _member_of(office: Office, span_id: int) -> int:
    with office.store.reading() as connection:
        found = shelf.member_of_span(connection, span_id)
    if found is None:
        raise UserFault("这条记录已经不在了。", "请刷新后再试。")
    return found


def _words(span: Span | SpanDraft) -> str:
    """职务 书记, 留党察看."""
    return f"{span.kind.value} {span.title}" if span.title else span.kind.value
