"""Who came: marks on the roster of the day, guests, and whoever was invited. One verb, one entry, one undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.meeting_drafts import Mark, PersonDraft
from app.models.meetings import Attendance, Came, Role
from app.models.roster import MemberRecord, RosterEntry, Scope
from app.rules.meeting_drafts import check_person, check_reason
from app.services.meeting_heads import add_invited, reopened
from app.services.office import Office
from app.store import meetings as shelf
from app.store.journal import Value
from app.store.meeting_numbers import Rosters, settle
from app.store.meeting_parts import add_people as insert_people
from app.store.meeting_parts import attendance_of
from app.store.work import Work


def mark(office: Office, meeting_id: int, marks: Sequence[Mark]) -> Changes:
    """Write down who came, who was excused and why, who was absent; as many lines as were changed, in one entry.

    Raises UserFault when the meeting is signed, or a line is gone.
    """

    def verb(work: Work, there: dict[int, Attendance]) -> None:
        changes: dict[int, dict[str, Value]] = {}
        for one in marks:
            if one.attendance_id not in there:
                raise UserFault("出席表已经变了。", "请刷新后再试。")
            reason = check_reason(one.reason) if one.state in (Came.EXCUSED, Came.ABSENT) else ""
            changes[one.attendance_id] = {"state": one.state.value, "reason": reason}
        work.update_many("attendance", changes)

    return _on_people(office, "mark_attendance", "登记出席", meeting_id, verb)


def mark_rest(office: Office, meeting_id: int, state: Came = Came.PRESENT) -> Changes:
    """Everybody of whom nothing was recorded yet came (or did not)."""

    def verb(work: Work, there: dict[int, Attendance]) -> None:
        changes: dict[int, dict[str, Value]] = {
            one.id: {"state": state.value, "reason": ""} for one in there.values() if one.state is Came.UNKNOWN
        }
        work.update_many("attendance", changes)

    return _on_people(office, "mark_attendance", f"其余{state.value}", meeting_id, verb)


def add_people(office: Office, meeting_id: int, people: Sequence[PersonDraft]) -> Changes:
    """Guests (列席), or for meetings without a roster whoever should come; a name that is there already is left out.

    A guest by the name of a member who is not on the roster of that day is known as that member, so that it is told.
    Raises UserFault for one who is to be counted as expected and is not on that roster.
    """

    def verb(work: Work, _there: dict[int, Attendance]) -> None:
        line = shelf.line(work.connection, meeting_id)
        checked = [check_person(person) for person in people if person.name.strip()]
        rosters = Rosters(work.connection)
        roster = rosters.of(line.held_on, line.scope, line.body_id)
        due = {entry.name: entry for entry in roster.entries}
        for person in checked:
            if due and person.role is Role.SHOULD and person.name not in due:
                raise UserFault(
                    f"{person.name}在{chinese_date(line.held_on)}不在名册上,不能算应到。",
                    "可以列为列席;如果名册有误,请先改正名册。",
                    place=person.name,
                )
        members = [_as_member(person, due[person.name]) for person in checked if person.name in due]
        known = {one.member_id for one in attendance_of(work.connection, meeting_id)}
        fresh = [one for one in members if one.member_id not in known]
        insert_people(work, meeting_id, fresh, {entry.member_id: entry.votes for entry in roster.entries})
        guests = [person for person in checked if person.name not in due]
        known_names = _unique_names(rosters.members) if due else {}
        add_invited(work, meeting_id, [replace(one, member_id=known_names.get(one.name)) for one in guests])

    return _on_people(office, "add_attendance", "登记到会人员", meeting_id, verb)


def remove_people(office: Office, meeting_id: int, attendance_ids: Sequence[int]) -> Changes:
    """Take lines away again. Raises UserFault for those of the roster: they are marked, not removed."""

    def verb(work: Work, there: dict[int, Attendance]) -> None:
        line = shelf.line(work.connection, meeting_id)
        for one in (there[row_id] for row_id in attendance_ids if row_id in there):
            if line.by_name and line.scope is not Scope.INVITED and one.role is Role.SHOULD:
                raise UserFault(f"{one.name}在名册上,应到名单由名册得出。", "没有来的请登记为请假或缺席。")
        work.delete("attendance", list(attendance_ids))

    return _on_people(office, "remove_attendance", "删除到会人员", meeting_id, verb)


def _unique_names(members: Sequence[MemberRecord]) -> dict[str, int]:
    """Ids of members by names that only one of them has."""
    count = Counter(member.name for member in members)
    return {member.name: member.id for member in members if count[member.name] == 1}


def _as_member(person: PersonDraft, entry: RosterEntry) -> PersonDraft:
    return replace(person, role=Role.SHOULD, member_id=entry.member_id, post="、".join(entry.posts))


def _on_people(
    office: Office,
    verb: str,
    title: str,
    meeting_id: int,
    write: Callable[[Work, dict[int, Attendance]], None],
) -> Changes:
    with office.work(verb, title) as work:
        reopened(work, meeting_id)
        there = {one.id: one for one in attendance_of(work.connection, meeting_id)}
        write(work, there)
        settle(work, [meeting_id])
        work.title = f"{title}:{shelf.line(work.connection, meeting_id).title}"
        return office.keep(work)
