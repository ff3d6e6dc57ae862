"""Mediations and their parties, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.mediations import MEDIATED, DisputeParty, Mediation, MediationDraft
from app.models.requests import StepDraft, Verb
from app.rules.masking import mask_phone
from app.rules.requests import step_rules
from app.store.journal import Value
from app.store.request_steps import day, highest, settle, steps_of
from app.store.requests import add_request, take_step
from app.store.work import Work, stored

_HEADS = (
    "SELECT m.id, m.number, m.request_id, r.number, m.mediated_on, m.place, m.mediator, m.facts, m.agreement, "
    "m.outcome, m.follow_up_on, m.followed_up_on, m.follow_up_words "
    "FROM mediation m JOIN request r ON r.id = m.request_id"
)


def add_mediation(work: Work, draft: MediationDraft, today: date) -> int:
    """A mediation with its parties; a dispute that was not taken down yet is, and one that was settled is closed."""
    request_id = draft.request_id
    if request_id is None:
        assert draft.request is not None
        request_id = add_request(work, draft.request, today)
    mediation_id = work.add(
        "mediation",
        {
            "request_id": request_id,
            "number": _next_number(work.connection, draft.on.year),
            **_values(draft),
            "followed_up_on": None,
            "follow_up_words": "",
        },
    )
    _write_parties(work, mediation_id, draft.parties, {})
    _close(work, request_id, draft, today)
    return mediation_id


def change_mediation(work: Work, mediation_id: int, draft: MediationDraft, today: date) -> None:
    """Put a mediation right or carry it on; success closes its request."""
    request_id = int(
        work.connection.exec_driver_sql("SELECT request_id FROM mediation WHERE id = ?", (mediation_id,)).scalar_one()
    )
    _must_not_unsettle(work, mediation_id, request_id, draft)
    work.update("mediation", mediation_id, _values(draft))
    known = {
        (row[1], mask_phone(row[2])): row[2]
        for row in work.connection.exec_driver_sql(
            "SELECT id, name, phone FROM mediation_party WHERE mediation_id = ?", (mediation_id,)
        )
    }
    remove_parties(work, mediation_id)
    _write_parties(work, mediation_id, draft.parties, known)
    _close(work, request_id, draft, today)


def _values(draft: MediationDraft) -> dict[str, Value]:
    return {
        "mediated_on": draft.on.isoformat(),
        "place": draft.place,
        "mediator": draft.mediator,
        "facts": draft.facts,
        "agreement": draft.agreement,
        "outcome": draft.outcome,
        "follow_up_on": stored(draft.follow_up_on),
    }


def _write_parties(
    work: Work, mediation_id: int, parties: Sequence[DisputeParty], known: dict[tuple[str, str], str]
) -> None:
    """A telephone that comes back masked is the one that was there."""
    for one in parties:
        phone = known.get((one.name, one.phone), one.phone)
        work.add(
            "mediation_party",
            {
                "mediation_id": mediation_id,
                "name": one.name,
                "resident_id": one.resident_id,
                "address": one.address,
                "phone": phone,
            },
        )


def _must_not_unsettle(work: Work, mediation_id: int, request_id: int, draft: MediationDraft) -> None:
    """Raises UserFault when the request would stay closed as 调解成功 without a mediation that says so."""
    former, number, outcome = work.connection.exec_driver_sql(
        "SELECT m.outcome, r.number, r.outcome FROM mediation m JOIN request r ON r.id = ? WHERE m.id = ?",
        (request_id, mediation_id),
    ).one()
    if former == outcome == MEDIATED != draft.outcome:
        raise UserFault(
            f"诉求 {number} 已经按“{MEDIATED}”办结,调解结果没有改动。",
            "记错了的,请在改动记录里撤销那次登记;又起纠纷的,请登记回访不满意,重新办理。",
            place="调解结果",
        )


def _close(work: Work, request_id: int, draft: MediationDraft, today: date) -> None:
    """What was settled by mediation is closed with that outcome; what is closed already stays as it is."""
    if draft.outcome != MEDIATED:
        return
    closed = work.connection.exec_driver_sql("SELECT closed FROM request WHERE id = ?", (request_id,)).scalar_one()
    if not closed:
        step = StepDraft(Verb.CLOSE, draft.on, who=draft.mediator, words=draft.agreement, outcome=MEDIATED)
        take_step(work, request_id, step, today)


def reopen_request(work: Work, known: Mediation) -> None:
    """Take back the closing of its request, where this mediation alone says that it was settled.

    Raises UserFault when steps came after it.
    """
    others = work.connection.exec_driver_sql(
        "SELECT count(*) FROM mediation WHERE request_id = ? AND id <> ? AND outcome = ?",
        (known.request_id, known.id, MEDIATED),
    ).scalar_one()
    steps = steps_of(work.connection, known.request_id)
    closing = next((step for step in reversed(steps) if step.verb in (Verb.CLOSE, Verb.REOPEN)), None)
    if known.outcome != MEDIATED or others or closing is None or closing.outcome != MEDIATED:
        return
    if closing is not steps[-1]:
        after = step_rules()[steps[-1].verb].title
        raise UserFault(
            f"诉求 {known.request_number} 已经按“{MEDIATED}”办结,后面还登记了{after},这次调解不能删除。",
            "记错了的,请在改动记录里依次撤销。",
        )
    work.delete("request_step", [closing.id])
    settle(work, known.request_id)


def remove_parties(work: Work, mediation_id: int) -> None:
    rows = work.connection.exec_driver_sql("SELECT id FROM mediation_party WHERE mediation_id = ?", (mediation_id,))
    work.delete("mediation_party", [row[0] for row in rows])


def mediations(connection: Connection, where: str = "1", values: tuple[Any, ...] = ()) -> tuple[Mediation, ...]:
    """Mediations with their parties (telephones masked), the newest first."""
    heads = connection.exec_driver_sql(
        f"{_HEADS} WHERE {where} ORDER BY m.mediated_on DESC, m.id DESC", values
    ).fetchall()
    parties: dict[int, list[DisputeParty]] = {}
    for row in connection.exec_driver_sql(
        "SELECT mediation_id, name, resident_id, address, phone FROM mediation_party WHERE mediation_id IN "
        f"(SELECT m.id FROM mediation m JOIN request r ON r.id = m.request_id WHERE {where}) ORDER BY id",
        values,
    ):
        parties.setdefault(row[0], []).append(DisputeParty(row[1], row[2], row[3], mask_phone(row[4])))
    return tuple(
        Mediation(
            id=row[0],
            number=row[1],
            request_id=row[2],
            request_number=row[3],
            on=date.fromisoformat(row[4]),
            place=row[5],
            mediator=row[6],
            facts=row[7],
            agreement=row[8],
            outcome=row[9],
            parties=tuple(parties.get(row[0], ())),
            follow_up_on=day(row[10]),
            followed_up_on=day(row[11]),
            follow_up_words=row[12],
        )
        for row in heads
    )


def _next_number(connection: Connection, year: int) -> str:
    """〔2026〕1号, a row of numbers of its own."""
    return f"〔{year}〕{highest(connection, 'mediation', 'number', f'〔{year}〕') + 1}号"
