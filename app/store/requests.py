"""Requests as rows: taken down, corrected, moved step by step, removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.requests import Life, RequestDraft, Step, StepDraft, Verb
from app.rules.masking import mask_phone
from app.rules.names import name_keys
from app.rules.request_drafts import check_request
from app.rules.request_moves import check_step
from app.rules.requests import Law, life_of
from app.store.imports import grid_ids
from app.store.journal import Value
from app.store.request_rules import load_calendar, load_departments, load_law
from app.store.request_steps import (
    STEP_FIELDS,
    add_step,
    highest,
    lay_down,
    life_values,
    settle,
    step_values,
    steps_of,
)
from app.store.work import Work


def add_request(work: Work, draft: RequestDraft, today: date) -> int:
    """Take a request down inside a change; returns its id. For every service whose findings become requests.

    Raises UserFault naming the field that lacks or cannot be, a number that is taken, a door that is gone.
    """
    connection = work.connection
    law = load_law(connection)
    draft = check_request(draft, today=today, law=law)
    number = draft.number or next_number(connection, draft.received_on.year)
    if find_number(connection, number) is not None:
        raise UserFault(f"编号 {number} 已经有了。", "请换一个编号,或不填,由软件接着编。", place="编号")
    receipt = receipt_of(draft, law)
    life = life_of([receipt], load_calendar(connection))
    request_id = work.add("request", {**facts_of(work, draft), "number": number, **life_values(life)})
    add_step(work, request_id, receipt)
    lay_down(work, request_id, life)
    return request_id


def receipt_of(draft: RequestDraft, law: Law) -> Step:
    """The first step of a request, with the limit of its grade as it stands."""
    grade = draft.grade or ""
    return Step(
        0, Verb.RECEIVE, draft.received_on, draft.received_time,
        grade=grade, agreed_on=draft.agreed_on, days=law.days(grade),
    )  # fmt: skip


def facts_of(work: Work, draft: RequestDraft) -> dict[str, Value]:
    """What was said, by whom, about which place; name, telephone and grid come from the ledger where it knows them."""
    caller, phone = draft.caller, draft.phone
    if draft.resident_id is not None:
        row = work.connection.exec_driver_sql(
            "SELECT name, phone FROM resident WHERE id = ?", (draft.resident_id,)
        ).one_or_none()
        if row is None:
            raise UserFault("这位居民已经不在登记里了。", "请重新选择反映人。", place="反映人")
        caller, phone = caller or row[0], phone or row[1]
    kind, origin = draft.origin or ("", None)
    keys = name_keys(caller)
    return {
        "received_on": draft.received_on.isoformat(),
        "received_time": draft.received_time,
        "channel": draft.channel,
        "category": draft.category or "",
        "words": draft.words,
        "household_id": draft.household_id,
        "resident_id": draft.resident_id,
        "caller": caller,
        "caller_sort": keys.sort if caller else "",
        "caller_keys": keys.search,
        "phone": phone,
        "address": draft.address,
        "grid_id": _grid(work, draft),
        "origin_kind": kind,
        "origin_id": origin,
    }


def _grid(work: Work, draft: RequestDraft) -> int | None:
    """The grid that is stated, else the household's."""
    if draft.household_id is not None:
        row = work.connection.exec_driver_sql(
            "SELECT grid_id FROM household WHERE id = ?", (draft.household_id,)
        ).one_or_none()
        if row is None:
            raise UserFault("这户已经不在登记里了。", "请重新选择住户,或只写地址。", place="住户")
        if draft.grid is None:
            return None if row[0] is None else int(row[0])
    return grid_ids(work, [draft.grid])[draft.grid] if draft.grid else None


def take_step(work: Work, request_id: int, draft: StepDraft, today: date) -> Life:
    """One step inside a change; returns what follows. Raises UserFault that says what is missing."""
    connection = work.connection
    steps = steps_of(connection, request_id)
    law, calendar = load_law(connection), load_calendar(connection)
    life = life_of(steps, calendar)
    checked = check_step(draft, life, steps, today=today, law=law, departments=load_departments(connection))
    for step in _rows_of(connection, checked, life, law):
        add_step(work, request_id, step)
    return settle(work, request_id, calendar)


def _rows_of(connection: Connection, draft: StepDraft, life: Life, law: Law) -> list[Step]:
    """A row a department where each is told or answers for itself; an assignment to several is one row."""
    each = draft.departments if draft.verb is not Verb.ASSIGN else ("、".join(draft.departments),)
    assert draft.on is not None
    first = next_letter(connection, draft.on.year)
    days = law.days(draft.grade or life.grade) if draft.verb in (Verb.REGRADE, Verb.REOPEN) else None
    return [
        Step(
            0,
            draft.verb,
            draft.on,
            draft.time,
            draft.who,
            draft.words,
            department,
            letter_name(draft.on.year, first + place) if draft.verb is Verb.WHISTLE else "",
            draft.outcome,
            draft.satisfaction,
            draft.grade,
            draft.agreed_on,
            days,
            draft.verb in law.stops,
        )
        for place, department in enumerate(each or ("",))
    ]


def correct_request(work: Work, request_id: int, draft: RequestDraft, today: date) -> None:
    """Put right what was taken down. A telephone that comes back masked is the one that was there.

    Raises UserFault naming the field, or the step that would come before the receipt.
    """
    connection = work.connection
    law = load_law(connection)
    steps = steps_of(connection, request_id)
    number, phone = connection.exec_driver_sql("SELECT number, phone FROM request WHERE id = ?", (request_id,)).one()
    regraded = any(step.verb is Verb.REGRADE for step in steps)
    if regraded:
        draft = replace(draft, grade=steps[0].grade)
    if draft.phone == mask_phone(phone):
        draft = replace(draft, phone=phone)
    draft = check_request(draft, today=today, law=law)
    first = min((step.on for step in steps[1:] if step.on is not None), default=today)
    if draft.received_on > first:
        raise UserFault("受理日期晚于后面的步骤。", "请核对日期。", place="受理日期")
    if draft.number and draft.number != number and find_number(connection, draft.number) is not None:
        raise UserFault(f"编号 {draft.number} 已经有了。", "请换一个编号。", place="编号")
    work.update("request", request_id, {**facts_of(work, draft), "number": draft.number or number})
    receipt = receipt_of(draft, law)
    if receipt.grade == steps[0].grade:
        receipt = replace(receipt, days=steps[0].days)  # the limit stays as the rule stood on its day
    work.update("request_step", steps[0].id, dict(zip(STEP_FIELDS, step_values(request_id, receipt), strict=True)))
    settle(work, request_id)


def remove_request(work: Work, request_id: int) -> None:
    """A request that was taken down by mistake goes with all that belongs to it.

    Raises UserFault when a mediation belongs to it, or a wish or a matter came of it.
    """
    if work.connection.exec_driver_sql("SELECT 1 FROM mediation WHERE request_id = ?", (request_id,)).first():
        raise UserFault("这件诉求有调解记录,不能删除。", "请先删除调解记录。")
    for table in ("wish", "matter"):
        found = work.connection.exec_driver_sql(
            f"SELECT number FROM {table} WHERE request_id = ?", (request_id,)
        ).first()
        if found is not None:
            raise UserFault(f"这件诉求已转为{found[0]},不能删除。", "记错了的,请先删除那一件。")
    for table in ("request_step", "request_round", "request_whistle"):
        rows = work.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE request_id = ?", (request_id,))
        work.delete(table, [row[0] for row in rows])
    work.delete("request", [request_id])


def find_number(connection: Connection, number: str) -> int | None:
    """Whose number it is."""
    row = connection.exec_driver_sql("SELECT id FROM request WHERE number = ?", (number,)).one_or_none()
    return None if row is None else int(row[0])


def next_number(connection: Connection, year: int) -> str:
    """2026-0001: the office's own numbers, one row of them a year."""
    return f"{year}-{highest(connection, 'request', 'number', f'{year}-') + 1:04d}"


def next_letter(connection: Connection, year: int) -> int:
    """The number of the next whistle letter of a year."""
    return highest(connection, "request_whistle", "letter", f"〔{year}〕") + 1


def letter_name(year: int, number: int) -> str:
    """〔2026〕3号 (GB/T 9704-2012: the year in these brackets)."""
    return f"〔{year}〕{number}号"
