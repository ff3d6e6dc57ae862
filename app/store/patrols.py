"""Patrols, who came, and what was found, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.patrols import Finding, FindingDraft, Party, Patrol, PatrolDraft
from app.models.requests import RequestDraft
from app.rules.request_words import PATROL_CHANNEL
from app.store.imports import grid_ids
from app.store.request_steps import day
from app.store.requests import add_request
from app.store.work import Work

_ORIGIN = "patrol_finding"
_FINDINGS = (
    "SELECT f.id, f.words, f.place, f.household_id, coalesce(g.name, ''), f.settled_on, r.id, coalesce(r.number, ''), "
    "coalesce(r.closed, 0), f.patrol_id FROM patrol_finding f LEFT JOIN grid g ON g.id = f.grid_id "
    f"LEFT JOIN request r ON r.origin_kind = '{_ORIGIN}' AND r.origin_id = f.id"
)


def add_patrol(work: Work, draft: PatrolDraft, today: date) -> int:
    """A round with all that was found; findings that are requests are taken down with it."""
    patrol_id = work.add(
        "patrol", {"patrolled_on": draft.on.isoformat(), "route": draft.route, "minutes": draft.minutes}
    )
    for party in draft.parties:
        _add_party(work, patrol_id, party)
    for finding in draft.findings:
        add_finding(work, patrol_id, draft.on, finding, today)
    return patrol_id


def change_patrol(work: Work, patrol_id: int, draft: PatrolDraft) -> None:
    """Day, route, parties and minutes; findings have verbs of their own."""
    work.update(
        "patrol", patrol_id, {"patrolled_on": draft.on.isoformat(), "route": draft.route, "minutes": draft.minutes}
    )
    there = {
        row[1]: row[0]
        for row in work.connection.exec_driver_sql(
            "SELECT id, body FROM patrol_party WHERE patrol_id = ?", (patrol_id,)
        )
    }
    for party in draft.parties:
        if party.body in there:
            work.update("patrol_party", there[party.body], {"came": int(party.came), "names": party.names})
        else:
            _add_party(work, patrol_id, party)


def _add_party(work: Work, patrol_id: int, party: Party) -> None:
    work.add(
        "patrol_party",
        {"patrol_id": patrol_id, "body": party.body, "came": int(party.came), "names": party.names},
    )


def add_finding(work: Work, patrol_id: int, on: date, finding: FindingDraft, today: date) -> int:
    """What was found; its grid is the stated one, or the door's."""
    grid: int | None = None
    if finding.grid:
        grid = grid_ids(work, [finding.grid])[finding.grid]
    elif finding.household_id is not None:
        grid = work.connection.exec_driver_sql(
            "SELECT grid_id FROM household WHERE id = ?", (finding.household_id,)
        ).scalar_one()
    finding_id = work.add(
        "patrol_finding",
        {
            "patrol_id": patrol_id,
            "household_id": finding.household_id,
            "grid_id": grid,
            "place": finding.place,
            "words": finding.words,
            "settled_on": on.isoformat() if finding.settled else None,
        },
    )
    if finding.becomes_request:
        make_request(work, finding_id, today)
    return finding_id


def make_request(work: Work, finding_id: int, today: date) -> int:
    """A finding becomes a request, received on the day of the patrol. Raises UserFault when it is one, or settled."""
    row = work.connection.exec_driver_sql(
        "SELECT p.patrolled_on, f.words, f.place, f.household_id, g.name, f.settled_on, r.number "
        "FROM patrol_finding f JOIN patrol p ON p.id = f.patrol_id LEFT JOIN grid g ON g.id = f.grid_id "
        f"LEFT JOIN request r ON r.origin_kind = '{_ORIGIN}' AND r.origin_id = f.id WHERE f.id = ?",
        (finding_id,),
    ).one_or_none()
    if row is None:
        raise UserFault("这条发现已经不在了。", "请刷新后再试。")
    if row[6] is not None:
        raise UserFault(f"已经转成诉求 {row[6]} 了。", "请打开那件诉求接着办。")
    if row[5] is not None:
        raise UserFault("这个问题已经解决了。", "不用再转成诉求。")
    draft = RequestDraft(
        received_on=date.fromisoformat(row[0]),
        channel=PATROL_CHANNEL,
        words=row[1],
        household_id=row[3],
        address=row[2],
        grid=row[4],
        origin=(_ORIGIN, finding_id),
    )
    return add_request(work, draft, today)


def remove_patrol(work: Work, patrol_id: int) -> None:
    """Raises UserFault when one of its findings became a request."""
    found = findings(work.connection, "f.patrol_id = ?", (patrol_id,))
    numbers = [one.request_number for one in found if one.request_id is not None]
    if numbers:
        raise UserFault(f"这次巡查的发现已转成诉求 {'、'.join(numbers)},不能删除。", "请先删除那件诉求。")
    work.delete("patrol_finding", [one.id for one in found])
    rows = work.connection.exec_driver_sql("SELECT id FROM patrol_party WHERE patrol_id = ?", (patrol_id,))
    work.delete("patrol_party", [row[0] for row in rows])
    work.delete("patrol", [patrol_id])


def patrols(connection: Connection, where: str = "1", values: tuple[Any, ...] = ()) -> tuple[Patrol, ...]:
    """Patrols with parties and findings, the newest first."""
    heads = connection.exec_driver_sql(
        f"SELECT id, patrolled_on, route, minutes FROM patrol WHERE {where} ORDER BY patrolled_on DESC, id DESC", values
    ).fetchall()
    among = f"patrol_id IN (SELECT id FROM patrol WHERE {where})"
    parties: dict[int, list[Party]] = {}
    for row in connection.exec_driver_sql(
        f"SELECT patrol_id, body, came, names FROM patrol_party WHERE {among} ORDER BY id", values
    ):
        parties.setdefault(row[0], []).append(Party(row[1], bool(row[2]), row[3]))
    found: dict[int, list[Finding]] = {}
    for row in connection.exec_driver_sql(f"{_FINDINGS} WHERE f.{among} ORDER BY f.id", values):
        found.setdefault(row[9], []).append(_finding(row))
    return tuple(
        Patrol(
            row[0],
            date.fromisoformat(row[1]),
            row[2],
            row[3],
            tuple(parties.get(row[0], ())),
            tuple(found.get(row[0], ())),
        )
        for row in heads
    )


def findings(connection: Connection, where: str, values: tuple[Any, ...] = ()) -> tuple[Finding, ...]:
    rows = connection.exec_driver_sql(f"{_FINDINGS} WHERE {where} ORDER BY f.id", values)
    return tuple(_finding(row) for row in rows)


def _finding(row: Sequence[Any]) -> Finding:
    settled_on = day(row[5])
    return Finding(
        row[0], row[1], row[2], row[3], row[4], settled_on, row[6], row[7], settled_on is not None or bool(row[8])
    )
