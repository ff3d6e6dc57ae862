"""党员名册: who is on it on a day, who has a vote; branches and groups. The verbs on members are in `members`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.roster import (
    Body,
    BodyDraft,
    BodyKind,
    Candidate,
    MemberCard,
    MemberLine,
    MemberQuery,
    MemberRecord,
    Numbers,
    Roster,
    Scope,
    SpanKind,
)
from app.rules import roster as law
from app.rules.colours import load_label_rules
from app.rules.masking import mask_phone
from app.rules.names import name_keys
from app.services.office import Office
from app.store import roster as shelf
from app.store import roster_lists
from app.store.connection import Connection
from app.store.meeting_numbers import settle_all

NONE_YET = Numbers(0, 0, 0, 0, 0, 0)


def bodies(office: Office, as_of: date | None = None) -> tuple[Body, ...]:
    """Branches, then groups; `as_of`: those that stand that day. () before anything was recorded."""
    with office.store.reading() as connection:
        found = shelf.load_bodies(connection).values()
    return tuple(body for body in found if as_of is None or body.stands_on(as_of))


def roster_on(office: Office, day: date, scope: Scope = Scope.BRANCH, body_id: int | None = None) -> Roster:
    """Who should attend a meeting of a body on a day, and who has a vote. `body_id` None: the first branch."""
    with office.store.reading() as connection:
        known = shelf.load_bodies(connection)
        body = _body(known, body_id)
        if body is None:
            return Roster(day, scope, None, "")
        return law.roster_of(day, scope, body, shelf.load_members(connection), known)


def numbers(office: Office, day: date | None = None, branch_id: int | None = None) -> Numbers:
    """How many members, voters, committee members and groups a branch has on a day (None: today)."""
    with office.store.reading() as connection:
        known = shelf.load_bodies(connection)
        body = _body(known, branch_id)
        if body is None:
            return NONE_YET
        return law.numbers_of(day or office.clock.today(), body, shelf.load_members(connection), known)


def notices(office: Office) -> tuple[str, ...]:
    """What of the roster the office should look at, in sentences."""
    today = office.clock.today()
    with office.store.reading() as connection:
        known = shelf.load_bodies(connection)
        members = shelf.load_members(connection)
        dead = roster_lists.departed(connection)
    found: list[str] = []
    for body in known.values():
        if body.kind is BodyKind.BRANCH and body.stands_on(today):
            found += law.notices(law.numbers_of(today, body, members, known))
    twice: dict[int | None, int] = Counter(one.resident_id for one in members if one.resident_id is not None)
    found += [
        f"{one.name}在名册里登记了两次,请删除多余的一条。" for one in members if twice.pop(one.resident_id, 0) > 1
    ]
    for member in members:
        found += pending(member, today, dead.get(member.id))
    return tuple(found)


def members(office: Office, query: MemberQuery | None = None) -> tuple[MemberLine, ...]:
    """Those on the roster of a day, posts first, then by pinyin; `gone`: everyone who ever was."""
    query = query or MemberQuery()
    day = query.as_of or office.clock.today()
    with office.store.reading() as connection:
        found = _lines(connection, shelf.load_members(connection), day)
    return tuple(line for line in found if _wanted(line, query))


def card(office: Office, member_id: int, as_of: date | None = None) -> MemberCard:
    """All that is known of one member. Raises UserFault when they are not there."""
    day = as_of or office.clock.today()
    with office.store.reading() as connection:
        member = shelf.member(connection, member_id)
        dead = roster_lists.departed(connection).get(member_id)
        line = _lines(connection, [member], day)[0]
    newest = sorted(member.spans, key=lambda span: (span.since or date.min, span.id), reverse=True)
    return MemberCard(line, tuple(newest), tuple(pending(member, day, dead)))


def candidates(office: Office) -> tuple[Candidate, ...]:
    """Residents who are Party members by the ledger of households, and on no roster."""
    politics = load_label_rules().party_politics
    with office.store.reading() as connection:
        return roster_lists.candidates(connection, politics, office.clock.today())


def add_body(office: Office, draft: BodyDraft) -> Changes:
    """A branch or a group. A group without a first day begins today: it owes nothing for what was before.

    Raises UserFault for a name that is missing or taken.
    """
    with office.work("add_body", f"新增{draft.name.strip()}") as work:
        checked = _checked(work.connection, draft, None)
        if checked.kind is BodyKind.GROUP and checked.parent_id is None:
            checked = replace(checked, parent_id=shelf.need_branch(work))
        if checked.kind is BodyKind.GROUP and checked.since is None:
            checked = replace(checked, since=office.clock.today())
        shelf.add_body(work, checked)
        return office.keep(work)


def edit_body(office: Office, body_id: int, draft: BodyDraft) -> Changes:
    """Name, dates and note of a branch or group; what it is stays. Raises UserFault as `add_body`."""
    with office.work("edit_body", f"修改{draft.name.strip()}") as work:
        known = shelf.load_bodies(work.connection).get(body_id)
        if known is None:
            raise UserFault("这个党组织已经不在了。", "请刷新后再试。")
        checked = _checked(work.connection, replace(draft, kind=known.kind, parent_id=known.parent_id), body_id)
        work.update("party_body", body_id, shelf.body_values(checked))
        settle_all(work)
        return office.keep(work)


def remove_body(office: Office, body_id: int) -> Changes:
    """One that was entered by mistake. Raises UserFault when members or meetings belong to it: close it instead."""
    with office.work("remove_body", "删除党组织") as work:
        if shelf.in_use(work.connection, body_id):
            raise UserFault("它已经有党员、会议或党小组,不能删除。", "可以填写撤销日期,以前的记录都会保留。")
        work.delete("party_body", [body_id])
        return office.keep(work)


def pending(member: MemberRecord, day: date, died: date | None) -> list[str]:
    """What the office should look at: a probation past a year, a dead member still on the roster."""
    found = []
    if died is not None and law.enrolled(member, day, None):
        found.append(f"{member.name}在住户登记里已于{chinese_date(died)}去世,名册里还在册。")
    found += law.terms_over(member, day)
    for span in law.spans_on(member, day, SpanKind.PROBATION):
        if span.until is None and span.since is not None and (day - span.since).days > 365:
            found.append(f"{member.name}预备期自{chinese_date(span.since)}起已满一年,请登记转正或延长。")
    return found


def _lines(connection: Connection, found: list[MemberRecord], day: date) -> list[MemberLine]:
    known = shelf.load_bodies(connection)
    doors = roster_lists.doors_of(connection, [one.resident_id for one in found if one.resident_id], day)
    counts = roster_lists.attendance_counts(connection, date(day.year, 1, 1), day)
    made = [_line(member, day, known, doors, counts) for member in found]
    order = {post: place for place, post in enumerate(law.posts())}
    made.sort(key=lambda line: order.get(line.posts[0], 99) if line.posts else 100)  # pinyin stays within
    return made


def _line(
    member: MemberRecord,
    day: date,
    known: Mapping[int, Body],
    doors: Mapping[int, str],
    counts: Mapping[int, tuple[int, int]],
) -> MemberLine:
    here = law.spans_on(member, day, SpanKind.ENROLLED)
    ever = [span for span in member.spans if span.kind is SpanKind.ENROLLED]
    span = here[0] if here else max(ever, key=lambda one: one.since or date.min, default=None)
    group = law.group_on(member, day)
    should, came = counts.get(member.id, (0, 0))
    return MemberLine(
        id=member.id,
        name=member.name,
        resident_id=member.resident_id,
        sex=member.sex,
        birth=member.birth,
        phone=mask_phone(member.phone),
        branch=_name(known, span.body_id if span else None),
        group=_name(known, group),
        posts=law.posts_on(member, day, None),
        standing=law.standing(member, day),
        votes=bool(here) and not law.why_no_vote(member, day),
        on_roster=bool(here),
        joined_party=member.joined_party,
        since=span.since if span else None,
        until=span.until if span else None,
        door=doors.get(member.resident_id or 0, ""),
        should=should,
        came=came,
        note=member.note,
    )


def _name(known: Mapping[int, Body], body_id: int | None) -> str:
    return known[body_id].name if body_id is not None and body_id in known else ""


def _wanted(line: MemberLine, query: MemberQuery) -> bool:
    text = query.text.strip().lower()
    return (
        (query.gone or line.on_roster)
        and (query.ids is None or line.id in query.ids)
        and (query.standing is None or line.standing == query.standing)
        and (not text or text in line.name or text in name_keys(line.name).search or text in line.group)
    )


def _body(known: Mapping[int, Body], body_id: int | None) -> Body | None:
    """The named one, or the first branch; None where nothing was recorded. Raises UserFault for one that is gone."""
    if body_id is None:
        return next((body for body in known.values() if body.kind is BodyKind.BRANCH), None)
    if body_id not in known:
        raise UserFault("这个党组织已经不在了。", "请刷新后再试。")
    return known[body_id]


def _checked(connection: Connection, draft: BodyDraft, body_id: int | None) -> BodyDraft:
    draft = replace(draft, name=" ".join(draft.name.split()), note=draft.note.strip())
    if not draft.name:
        raise UserFault("还没有写名称。", "请填写党支部或党小组的名称。", place="名称")
    if draft.since and draft.until and draft.until < draft.since:
        raise UserFault("撤销日期早于成立日期。", "请检查这两个日期。", place="撤销日期")
    for body in shelf.load_bodies(connection).values():
        if body.id != body_id and (body.kind, body.name) == (draft.kind, draft.name):
            raise UserFault(f"{draft.name}已经有了。", "请换一个名称。", place="名称")
    return draft
