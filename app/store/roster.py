"""The Party's bodies and members as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.roster import Body, BodyDraft, BodyKind, MemberDraft, MemberRecord, Span, SpanDraft, SpanKind
from app.rules.names import name_keys
from app.store.journal import Value
from app.store.work import Work, stored

_BODY = 'SELECT id, kind, name, parent_id, since, "until", note, rank FROM party_body ORDER BY kind DESC, rank, id'
_MEMBER = (
    "SELECT m.id, coalesce(r.name, m.name), m.resident_id, coalesce(r.sex, m.sex), coalesce(r.birth, m.birth), "
    "coalesce(r.phone, m.phone), m.joined_party, m.note, m.sort, m.name FROM party_member m "
    "LEFT JOIN resident r ON r.id = m.resident_id"
)
_SPAN = 'SELECT id, member_id, kind, body_id, title, since, "until", began, ended, note FROM member_span'
GROUP_POSTS = ("党小组长", "党小组副组长")


def load_bodies(connection: Connection) -> dict[int, Body]:
    """Every body by id, branches first, in their order."""
    bodies = [_body(row) for row in connection.exec_driver_sql(_BODY)]
    bodies.sort(key=lambda body: (body.kind is BodyKind.GROUP, body.rank, body.id))
    return {body.id: body for body in bodies}


def load_members(connection: Connection, member_ids: Sequence[int] | None = None) -> list[MemberRecord]:
    """Members with everything dated, by pinyin; None loads all. Name, sex, birth and phone are the resident's."""
    where, marks = ("", ()) if member_ids is None else (f" WHERE m.id IN ({_marks(member_ids)})", tuple(member_ids))
    narrow = "" if member_ids is None else f" WHERE member_id IN ({_marks(member_ids)})"
    spans: dict[int, list[Span]] = {}
    for row in _rows(connection, f"{_SPAN}{narrow} ORDER BY since IS NOT NULL, since, id", marks):
        span = _span(row)
        spans.setdefault(span.member_id, []).append(span)
    found = [
        MemberRecord(
            id=row[0],
            name=row[1],
            spans=tuple(spans.get(row[0], ())),
            resident_id=row[2],
            sex=row[3],
            birth=_day(row[4]),
            phone=row[5],
            joined_party=_day(row[6]),
            note=row[7],
            sort=row[8] if row[1] == row[9] else name_keys(row[1]).sort,  # the resident's name was put right since
        )
        for row in _rows(connection, f"{_MEMBER}{where}", marks)
    ]
    return sorted(found, key=lambda one: (one.sort, one.id))


def member(connection: Connection, member_id: int) -> MemberRecord:
    """Raises UserFault when they are not there."""
    found = load_members(connection, [member_id])
    if not found:
        raise UserFault("这名党员已经不在名册里了。", "请刷新后再试。")
    return found[0]


def first_branch(connection: Connection) -> Body | None:
    """The office's first branch, None before anything was recorded."""
    return next((body for body in load_bodies(connection).values() if body.kind is BodyKind.BRANCH), None)


def need_branch(work: Work) -> int:
    """The id of the office's first branch, which is made when it is not there yet: it bears the office's name."""
    found = first_branch(work.connection)
    if found is not None:
        return found.id
    name = work.connection.exec_driver_sql("SELECT branch FROM organisation WHERE id = 1").scalar_one_or_none()
    return add_body(work, BodyDraft(BodyKind.BRANCH, str(name or "党支部")))


def add_body(work: Work, draft: BodyDraft) -> int:
    rank = work.connection.exec_driver_sql("SELECT coalesce(max(rank), 0) + 1 FROM party_body").scalar_one()
    return work.add("party_body", {**body_values(draft), "rank": int(rank)})


def body_values(draft: BodyDraft) -> dict[str, Value]:
    return {
        "kind": draft.kind.value,
        "name": draft.name,
        "parent_id": draft.parent_id,
        "since": stored(draft.since),
        "until": stored(draft.until),
        "note": draft.note,
    }


def add_member(work: Work, draft: MemberDraft) -> int:
    """The member's own row, nothing dated yet."""
    return work.add("party_member", member_values(work.connection, draft))


def member_values(connection: Connection, draft: MemberDraft) -> dict[str, Value]:
    """What is kept of a member. Of a resident only the name: the rest is the resident's.

    Raises UserFault when the resident is gone.
    """
    name, sex, birth, phone = draft.name, draft.sex, draft.birth, draft.phone
    if draft.resident_id is not None:
        row = connection.exec_driver_sql("SELECT name FROM resident WHERE id = ?", (draft.resident_id,)).one_or_none()
        if row is None:
            raise UserFault("这位居民已经不在登记里了。", "请重新选择。", place="姓名")
        name, sex, birth, phone = row[0], "", None, ""
    return {
        "resident_id": draft.resident_id,
        "name": name,
        "sort": name_keys(name).sort,
        "sex": sex,
        "birth": stored(birth),
        "phone": phone,
        "joined_party": stored(draft.joined_party),
        "note": draft.note,
    }


def add_span(work: Work, member_id: int, draft: SpanDraft) -> int:
    return work.add("member_span", {"member_id": member_id, **span_values(draft)})


def span_values(draft: SpanDraft) -> dict[str, Value]:
    return {
        "kind": draft.kind.value,
        "body_id": draft.body_id,
        "title": draft.title,
        "since": stored(draft.since),
        "until": stored(draft.until),
        "began": draft.began,
        "ended": draft.ended,
        "note": draft.note,
    }


def member_of_resident(connection: Connection, resident_id: int) -> int | None:
    row = connection.exec_driver_sql(
        "SELECT id FROM party_member WHERE resident_id = ? ORDER BY id", (resident_id,)
    ).first()
    return None if row is None else int(row[0])


def member_of_span(connection: Connection, span_id: int) -> int | None:
    row = connection.exec_driver_sql("SELECT member_id FROM member_span WHERE id = ?", (span_id,)).one_or_none()
    return None if row is None else int(row[0])


def politics_of(connection: Connection, resident_id: int) -> str:
    """政治面貌 of a resident. Raises UserFault when they are gone."""
    row = connection.exec_driver_sql("SELECT politics FROM resident WHERE id = ?", (resident_id,)).one_or_none()
    if row is None:
        raise UserFault("有一位居民已经不在登记里了。", "请刷新后再试。")
    return str(row[0])


def remove_member(work: Work, member: MemberRecord) -> None:
    """The member, what is dated of them, and the lines that the roster laid down for them."""
    rows = work.connection.exec_driver_sql("SELECT id FROM attendance WHERE member_id = ?", (member.id,)).fetchall()
    work.delete("attendance", [row[0] for row in rows])
    work.delete("member_span", [span.id for span in member.spans])
    work.delete("party_member", [member.id])


def in_use(connection: Connection, body_id: int) -> bool:
    """Whether members, meetings or groups belong to a body."""
    tables = (("meeting", "body_id"), ("member_span", "body_id"), ("party_body", "parent_id"))
    return any(
        connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (body_id,)).first()
        for table, column in tables
    )


def was_at_meetings(connection: Connection, member_id: int) -> bool:
    """Whether minutes know them: recorded at a meeting, or on the roster of one that is signed."""
    row = connection.exec_driver_sql(
        "SELECT 1 FROM attendance a JOIN meeting m ON m.id = a.meeting_id "
        "WHERE a.member_id = ? AND (a.state <> '未登记' OR m.state = '已签字') LIMIT 1",
        (member_id,),
    ).first()
    return row is not None


def _rows(connection: Connection, sql: str, values: tuple[int, ...]) -> list[Any]:
    """Rows as the driver gives them: every page asks for the roster."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _body(row: Any) -> Body:
    return Body(row[0], BodyKind(row[1]), row[2], row[3], _day(row[4]), _day(row[5]), row[6], row[7])


def _span(row: Any) -> Span:
    return Span(
        row[0], row[1], SpanKind(row[2]), row[3], row[4], _day(row[5]), _day(row[6]), row[7], row[8], row[9]
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _marks(ids: Sequence[int]) -> str:
    return ", ".join("?" * len(ids))
