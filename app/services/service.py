"""志愿服务时长: sessions, who signed in, and what was put right. One verb, one entry, one undo.

A session can be changed until it is closed (核对关闭); from then on its minutes change only by a correction that keeps
what stood before, who asked and why. Points (红色账户) are not touched by any of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.service import (
    Proposed,
    RecordDraft,
    ServiceRecord,
    SessionCard,
    SessionDraft,
    SessionPage,
    SessionQuery,
    SignLine,
    Unsigned,
)
from app.rules import service as law
from app.services.office import Office
from app.store import certificates as postings
from app.store import service as shelf
from app.store import service_lists as lists
from app.store import service_people as people
from app.store import service_shifts as shifts
from app.store.journal import Value
from app.store.people import load_organisation
from app.store.work import Work, stored

if TYPE_CHECKING:
    from app.store.connection import Connection

_BACK = 400  # days: shifts longer ago than a year and a month are not asked for any more


def page(office: Office, query: SessionQuery | None = None) -> SessionPage:
    """Sessions, the newest first."""
    with office.store.reading() as connection:
        return lists.session_page(connection, query or SessionQuery())


def card(office: Office, session_id: int) -> SessionCard:
    """One session whole. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        draft = lists.session_draft(connection, session_id)
        found = lists.of_session(connection, session_id)
        expected = expected_at(connection, draft) if draft.closed_on is None else ()
        signed = {one.volunteer_id for one in found}
        expected = tuple(one for one in expected if one.volunteer_id not in signed)
        return SessionCard(session_id, draft, lists.session_line(connection, session_id), found, expected)


def records(office: Office, query: SessionQuery | None = None) -> tuple[ServiceRecord, ...]:
    """Every service in the sessions that are asked for: who, when, how long."""
    with office.store.reading() as connection:
        return lists.of_sessions(connection, query or SessionQuery())


def of_volunteer(office: Office, volunteer_id: int) -> tuple[ServiceRecord, ...]:
    """What one volunteer did, the newest first."""
    with office.store.reading() as connection:
        return lists.of_volunteer(connection, volunteer_id)


def team_members(office: Office, team_id: int, day: date) -> tuple[Proposed, ...]:
    """The members of a team, for a session without a roster."""
    with office.store.reading() as connection:
        return people.team_members(connection, team_id, day)


def unsigned(office: Office) -> tuple[Unsigned, ...]:
    """Shifts of published months whose day has come and for which nobody was signed in."""
    today = office.clock.today()
    with office.store.reading() as connection:
        return shifts.unsigned(connection, today - timedelta(days=_BACK), today)


def of_shift(office: Office, shift_id: int) -> int | None:
    """The session of a shift, where it has one."""
    with office.store.reading() as connection:
        return shifts.session_of_shift(connection, shift_id)


def name_of(office: Office, volunteer_id: int) -> str:
    """The volunteer's name; '' when there is none."""
    with office.store.reading() as connection:
        return people.names_of(connection, [volunteer_id]).get(volunteer_id, "")


def sessions_of(office: Office, record_ids: Sequence[int]) -> tuple[int, ...]:
    """The sessions that records stand in."""
    with office.store.reading() as connection:
        return lists.sessions_of(connection, record_ids)


def teams(office: Office) -> tuple[tuple[int, str], ...]:
    """(id, name) of the teams that are."""
    with office.store.reading() as connection:
        return people.team_names(connection)


def activities(office: Office) -> tuple[tuple[int, str], ...]:
    """(id, title) of activities a session can be of, the last first."""
    with office.store.reading() as connection:
        return shifts.activity_titles(connection)


def waiting(office: Office) -> tuple[int, int, int]:
    """For the first page: shifts of days gone by without a session, sessions of such days that are not closed, lists
    of service that come down today or came down in the last two days."""
    today = office.clock.today()
    before = today - timedelta(days=1)
    with office.store.reading() as connection:
        return (
            len(shifts.unsigned(connection, today - timedelta(days=_BACK), before)),
            shifts.still_open(connection, today),
            postings.ending(connection, today - timedelta(days=2), today),
        )


def used_words(office: Office) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(titles, places) that were used before, for the form."""
    with office.store.reading() as connection:
        return shifts.used_words(connection)


def blank(office: Office, *, shift_id: int | None = None, activity_id: int | None = None) -> SessionDraft:
    """A new session's form: of a shift, of an activity, or free, today. Raises UserFault when the shift is gone."""
    today = office.clock.today()
    with office.store.reading() as connection:
        recorder = load_organisation(connection).preparer
        draft = SessionDraft(today, "")
        if shift_id is not None:
            draft = shifts.blank_of_shift(connection, shift_id)
        elif activity_id is not None:
            draft = shifts.blank_of_activity(connection, activity_id, today)
    return replace(draft, recorder=recorder)


def open_session(office: Office, draft: SessionDraft, lines: Sequence[SignLine] = ()) -> Changes:
    """A new session, with whoever has signed in already; `Changes.made` is its id.

    Raises UserFault naming the field, for a shift that has its session already, and as `sign_in`.
    """
    with office.work("open_session", "登记服务场次") as work:
        checked = law.check_session(draft, office.clock.today())
        _need_free(work, checked)
        made = shelf.add_session(work, checked)
        shelf.add_records(work, made, _checked(work, made, checked, lines))
        work.title = f"登记场次:{_called(checked)}"
        return replace(office.keep(work), made=(made,))


def edit_session(office: Office, session_id: int, draft: SessionDraft) -> Changes:
    """The head of a session that is still open. Records move to its day. Raises UserFault naming the field."""
    with office.work("edit_session", "修改服务场次") as work:
        known = _need_open(work, session_id)
        checked = law.check_session(replace(draft, source=known.source, closed_on=None), office.clock.today())
        work.update("service_session", session_id, shelf.session_values(checked))
        there = lists.of_session(work.connection, session_id)
        if checked.day != known.day:
            moved: dict[int, dict[str, Value]] = {one.id: {"day": stored(checked.day)} for one in there}
            work.update_many("service_record", moved)
        lines = [SignLine(one.volunteer_id, one.starts, one.ends, one.minutes, one.content) for one in there]
        _checked(work, session_id, checked, lines)  # the new day may put somebody in two places
        work.title = f"修改场次:{_called(checked)}"
        return office.keep(work)


def sign_in(office: Office, session_id: int, lines: Sequence[SignLine]) -> Changes:
    """The whole sign-in table as it is now: who came is kept or changed, who is not in it any more is taken out.

    Raises UserFault whose place is the name, or when the session is closed. Nothing is kept then.
    """
    with office.work("sign_in", "登记签到") as work:
        session = _need_open(work, session_id)
        there = {one.id: one for one in lists.of_session(work.connection, session_id)}
        drafts = _checked(work, session_id, session, lines)
        ids = [  # a line that names somebody else now is a new one
            line.record_id
            if line.record_id in there and there[line.record_id].volunteer_id == line.volunteer_id
            else None
            for line in lines
        ]
        work.delete("service_record", sorted(set(there) - set(filter(None, ids))))
        changed: dict[int, dict[str, Value]] = {
            row_id: {"starts": one.starts, "ends": one.ends, "minutes": one.minutes, "content": one.content}
            for row_id, one in zip(ids, drafts, strict=True)
            if row_id is not None
        }
        begun = {(one.volunteer_id, one.starts): one.id for one in there.values()}
        again = {  # begins when another of this person did until now: written anew, when that one has moved
            row_id: one
            for row_id, one in zip(ids, drafts, strict=True)
            if row_id is not None and begun.get((one.volunteer_id, one.starts), row_id) != row_id
        }
        work.delete("service_record", sorted(again))
        work.update_many("service_record", {one: facts for one, facts in changed.items() if one not in again})
        shelf.put_back(work, session_id, again)
        fresh = [one for row_id, one in zip(ids, drafts, strict=True) if row_id is None]
        shelf.add_records(work, session_id, fresh)
        work.title = f"签到 {len(lines)} 人次:{_called(session)}"
        return office.keep(work)


def close(office: Office, session_id: int) -> Changes:
    """核对关闭: the table was held against the sheet. Raises UserFault when nobody is in it."""
    with office.work("close_session", "核对关闭场次") as work:
        session = _need_open(work, session_id)
        if not lists.of_session(work.connection, session_id):
            raise UserFault("这一场还没有人签到。", "没有人来的话,可以删除这一场。")
        work.update("service_session", session_id, {"closed_on": stored(office.clock.today())})
        work.title = f"核对关闭:{_called(session)}"
        return office.keep(work)


def remove(office: Office, session_id: int) -> Changes:
    """A session that was entered by mistake, with its records. Raises UserFault when it is closed."""
    with office.work("remove_session", "删除服务场次") as work:
        session = _need_open(work, session_id)
        if shifts.has_points(work.connection, session_id):
            raise UserFault("红色账户里有积分是凭这一场登记的,不能删除。", "可以把没有来的人去掉,再核对关闭。")
        work.delete("service_record", [one.id for one in lists.of_session(work.connection, session_id)])
        work.delete("service_session", [session_id])
        work.title = f"删除场次:{_called(session)}"
        return office.keep(work)


def expected_at(connection: Connection, draft: SessionDraft) -> tuple[Proposed, ...]:
    """Those on duty; where there is no shift, or nobody on it, the members of the team."""
    duty = () if draft.shift_id is None else people.on_duty(connection, draft.shift_id)
    if duty or draft.team_id is None:
        return duty
    return people.team_members(connection, draft.team_id, draft.day)


def _checked(work: Work, session_id: int, session: SessionDraft, lines: Sequence[SignLine]) -> list[RecordDraft]:
    ids = {line.volunteer_id for line in lines}
    names = people.names_of(work.connection, ids)
    if len(names) < len(ids):
        raise UserFault("有志愿者已经不在名册里了。", "请刷新后再试。")
    there = people.elsewhere(work.connection, session_id, session.day, ids)
    return law.check_sign_in(lines, session, names, there)


def _need_open(work: Work, session_id: int) -> SessionDraft:
    """Raises UserFault when the session is gone or closed."""
    found = lists.session_draft(work.connection, session_id)
    if found.closed_on is not None:
        raise UserFault(
            f"这一场已在{chinese_date(found.closed_on)}核对关闭。", "需要改时长的,请选中那个人,登记更正并写明原因。"
        )
    return found


def _need_free(work: Work, draft: SessionDraft) -> None:
    """A shift has one session."""
    if draft.shift_id is not None and shifts.session_of_shift(work.connection, draft.shift_id) is not None:
        raise UserFault("这个班次已经登记过场次。", "请打开那一场继续签到。")


def _called(draft: SessionDraft) -> str:
    return f"{chinese_date(draft.day)}{draft.title}"[:40]
