"""What a body owes apart from the table, and its fixed days, as rows."""

from __future__ import annotations

from app.base.errors import UserFault
from app.models.cadence import Every, Recurrence, RecurrenceDraft
from app.store.journal import Value
from app.store.meeting_rules import recurrence_values
from app.store.work import Work


def set_duty(work: Work, body_id: int, kind: str, every: Every, times: int, *, owed: bool) -> None:
    values: dict[str, Value] = {"every": every.value, "times": times, "owed": int(owed)}
    found = _duty(work, body_id, kind)
    if found is None:
        work.add("body_cadence", {"body_id": body_id, "kind": kind, **values})
    else:
        work.update("body_cadence", found, values)


def reset_duty(work: Work, body_id: int, kind: str) -> None:
    found = _duty(work, body_id, kind)
    work.delete("body_cadence", [] if found is None else [found])


def set_recurrence(work: Work, recurrence_id: int | None, draft: RecurrenceDraft, body_id: int) -> None:
    """Raises UserFault when the one to be changed is gone."""
    values = recurrence_values(
        Recurrence(0, body_id, draft.kind, draft.day_rule, draft.starts, draft.place.strip(), draft.since, draft.until)
    )
    if recurrence_id is None:
        work.add("meeting_recurrence", values)
    elif work.connection.exec_driver_sql("SELECT 1 FROM meeting_recurrence WHERE id = ?", (recurrence_id,)).first():
        work.update("meeting_recurrence", recurrence_id, values)
    else:
        raise UserFault("这个固定日已经不在了。", "请刷新后再试。")


def _duty(work: Work, body_id: int, kind: str) -> int | None:
    row = work.connection.exec_driver_sql(
        "SELECT id FROM body_cadence WHERE body_id = ? AND kind = ?", (body_id, kind)
    ).one_or_none()
    return None if row is None else int(row[0])
