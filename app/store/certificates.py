"""Certificates and postings as rows: the register, the very bytes that were issued, the lists that hung out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.certificates import CertificateFacts, CertificateLine, Objection, Posting, PostingLine
from app.models.changes import Finding
from app.rules.names import name_keys
from app.store.journal import Value
from app.store.service_lists import NAME, fetch
from app.store.work import Work, stored

_PERSON = "volunteer v LEFT JOIN resident r ON r.id = v.resident_id"
_LINE = (
    f"SELECT c.id, c.number, c.volunteer_id, {NAME}, c.issued_on, c.since, c.until, c.minutes, "
    "(SELECT coalesce(sum(p.minutes), 0) FROM service_record p JOIN service_session s ON s.id = p.session_id "
    "WHERE p.volunteer_id = c.volunteer_id AND p.day BETWEEN c.since AND c.until AND s.closed_on <= c.issued_on), "
    "c.handler, c.sha256, c.name FROM service_certificate c JOIN volunteer v ON v.id = c.volunteer_id "
    "LEFT JOIN resident r ON r.id = v.resident_id"
)
_POSTING = 'SELECT id, since, "until", posted_on, ends_on, place, lines, objections FROM service_posting'


def identity_of(connection: Connection, volunteer_id: int) -> tuple[str, str, str]:
    """(name, sex, ID number) of a volunteer, who may be a resident. Raises UserFault when there is none."""
    rows = fetch(
        connection,
        f"SELECT {NAME}, coalesce(nullif(v.sex, ''), r.sex, ''), coalesce(nullif(v.id_number, ''), r.id_number, '') "
        f"FROM {_PERSON} WHERE v.id = ?",
        (volunteer_id,),
    )
    if not rows:
        raise UserFault("这位志愿者已经不在名册里了。", "请刷新后再试。")
    return rows[0][0], rows[0][1], rows[0][2]


def next_ordinal(connection: Connection, year: int) -> int:
    """Which certificate of the year comes next; numbers are never given twice."""
    head = f"ZY{year}-"
    rows = fetch(
        connection,
        "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM service_certificate WHERE number LIKE ?",
        (len(head) + 1, f"{head}%"),
    )
    return int(rows[0][0] or 0) + 1


def keep_certificate(
    work: Work, facts: CertificateFacts, volunteer_id: int, frozen: str, content: bytes, sha256: str, file_name: str
) -> int:
    """A frozen row: the journal notes its number and digest, not its bytes and not who it is of."""
    noted: dict[str, Value] = {
        "number": facts.number,
        "issued_on": stored(facts.issued_on),
        "minutes": facts.minutes,
        "sha256": sha256,
    }
    made = work.next_id("service_certificate")
    work.keep(
        "service_certificate",
        {
            **noted,
            "volunteer_id": volunteer_id,
            "since": stored(facts.since),
            "until": stored(facts.until),
            "handler": facts.handler,
            "facts": frozen,
            "name": file_name,
            "content": content,
        },
        noted=noted,
    )
    return made


def certificate_lines(
    connection: Connection, volunteer_id: int | None = None, words: str = ""
) -> tuple[CertificateLine, ...]:
    """The register, the newest first; `words`: part of a name or number."""
    where, values = ["1"], list[Any]()
    if volunteer_id is not None:
        where, values = [*where, "c.volunteer_id = ?"], [*values, volunteer_id]
    for word in words.split():
        where, values = [*where, f"(instr({NAME}, ?) OR instr(c.number, ?))"], [*values, word, word.upper()]
    rows = fetch(connection, f"{_LINE} WHERE {' AND '.join(where)} ORDER BY c.id DESC", values)
    return tuple(CertificateLine(*row[:4], *(date.fromisoformat(day) for day in row[4:7]), *row[7:]) for row in rows)


def certificate_file(connection: Connection, certificate_id: int) -> tuple[str, bytes]:
    """(file name, the very bytes that were issued). Raises UserFault when it is not there."""
    rows = fetch(connection, "SELECT name, content FROM service_certificate WHERE id = ?", (certificate_id,))
    if not rows:
        raise UserFault("登记簿里没有这份证明。", "请刷新后再试。")
    return rows[0][0], bytes(rows[0][1])


def check(connection: Connection) -> Iterator[Finding]:
    """Certificates whose bytes, or whose words, are no longer those that were issued."""
    rows = fetch(connection, "SELECT number, sha256, content, minutes, facts FROM service_certificate ORDER BY id", ())
    for number, sha256, content, minutes, facts in rows:
        told = json.loads(facts)
        same = told["number"] == number and sum(one["minutes"] for one in told["services"]) == minutes
        if hashlib.sha256(content).hexdigest() != sha256 or not same:
            yield Finding("certificates", f"志愿服务记录证明 {number} 的内容被改动过。")


def open_services(connection: Connection, volunteer_id: int, since: str, until: str) -> int:
    """Services of a volunteer in sessions that were not closed yet."""
    rows = fetch(
        connection,
        "SELECT count(*) FROM service_record p JOIN service_session s ON s.id = p.session_id "
        "WHERE p.volunteer_id = ? AND p.day BETWEEN ? AND ? AND s.closed_on IS NULL",
        (volunteer_id, since, until),
    )
    return int(rows[0][0])


def people_served(connection: Connection, since: date, until: date) -> list[tuple[str, str, int, int, int]]:
    """(name, team, times, minutes, id) of everybody who served in a period in sessions that are closed, by team and
    name."""
    rows = fetch(
        connection,
        f"SELECT {NAME}, coalesce(t.name, ''), count(*), sum(p.minutes), v.id "
        "FROM service_record p JOIN service_session s ON s.id = p.session_id AND s.closed_on IS NOT NULL "
        "JOIN volunteer v ON v.id = p.volunteer_id LEFT JOIN resident r ON r.id = v.resident_id "
        "LEFT JOIN volunteer_team t ON t.id = v.team_id WHERE p.day BETWEEN ? AND ? AND p.minutes > 0 "
        "GROUP BY v.id ORDER BY v.id",
        (since.isoformat(), until.isoformat()),
    )
    rows.sort(key=lambda row: (name_keys(row[1]).sort, name_keys(row[0]).sort))
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def add_posting(work: Work, one: Posting) -> int:
    """A list that hangs out, as it hangs."""
    lines = json.dumps(
        [[line.name, line.team, line.times, line.minutes, line.volunteer_id] for line in one.lines], ensure_ascii=False
    )
    return work.add(
        "service_posting",
        {
            "since": stored(one.since),
            "until": stored(one.until),
            "posted_on": stored(one.posted_on),
            "ends_on": stored(one.ends_on),
            "lines": lines,
            "objections": _told(one.objections),
            "place": one.place,
        },
    )


def note_objections(work: Work, posting_id: int, objections: Sequence[Objection]) -> None:
    work.update("service_posting", posting_id, {"objections": _told(objections)})


def load_postings(connection: Connection) -> tuple[Posting, ...]:
    """All of them, the newest first."""
    return tuple(_posting(row) for row in fetch(connection, f"{_POSTING} ORDER BY posted_on DESC, id DESC", ()))


def load_posting(connection: Connection, posting_id: int) -> Posting:
    """Raises UserFault when it is not there."""
    rows = fetch(connection, f"{_POSTING} WHERE id = ?", (posting_id,))
    if not rows:
        raise UserFault("这次公示已经不在了。", "请刷新后再试。")
    return _posting(rows[0])


def ending(connection: Connection, first: date, last: date) -> int:
    """Postings whose last day lies in a span."""
    rows = fetch(
        connection,
        "SELECT count(*) FROM service_posting WHERE ends_on BETWEEN ? AND ?",
        (first.isoformat(), last.isoformat()),
    )
    return int(rows[0][0])


def _told(objections: Sequence[Objection]) -> str:
    if not objections:
        return ""
    return json.dumps([[one.noted_on.isoformat(), one.words] for one in objections], ensure_ascii=False)


def _posting(row: Any) -> Posting:
    since, until, posted_on, ends_on = (date.fromisoformat(day) for day in row[1:5])
    return Posting(
        id=row[0],
        since=since,
        until=until,
        posted_on=posted_on,
        ends_on=ends_on,
        place=row[5],
        lines=tuple(PostingLine(*line) for line in json.loads(row[6])),
        objections=tuple(
            Objection(date.fromisoformat(day), words) for day, words in (json.loads(row[7]) if row[7] else [])
        ),
    )
