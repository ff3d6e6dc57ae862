"""Activities with the skills they need, as rows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from app.base.errors import UserFault
from app.models.activities import Activity, ActivityDraft, Needs
from app.rules.shifts import when_words
from app.store.journal import Value
from app.store.work import Work, stored

_ACTIVITY = (
    'SELECT a.id, a.title, a.starts, a.ends, a.heads, a.rule, a.day, a.since, a."until", a.team_id, a.place, a.words, '
    "coalesce(t.name, '') FROM volunteer_activity a LEFT JOIN volunteer_team t ON t.id = a.team_id"
)


def activities(connection: Connection) -> tuple[Activity, ...]:
    """All, those with a rule first, then by day."""
    needs: dict[int, Needs] = {}
    for row in connection.exec_driver_sql("SELECT activity_id, skill, heads FROM activity_need ORDER BY id"):
        needs[row[0]] = (*needs.get(row[0], ()), (row[1], row[2]))
    found = []
    for row in connection.exec_driver_sql(f"{_ACTIVITY} ORDER BY a.rule = '', a.day DESC, a.id"):
        draft = ActivityDraft(
            row[1], row[2], row[3], row[4], needs.get(row[0], ()), row[5], _day(row[6]), _day(row[7]), _day(row[8]),
            row[9], row[10], row[11],
        )  # fmt: skip
        found.append(Activity(row[0], draft, row[12], when_words(draft)))
    return tuple(found)


def one(connection: Connection, activity_id: int) -> Activity:
    """Raises UserFault when it is not there."""
    found = next((item for item in activities(connection) if item.id == activity_id), None)
    if found is None:
        raise UserFault("这项活动已经不在了。", "请刷新后再试。")
    return found


def add(work: Work, draft: ActivityDraft) -> int:
    activity_id = work.add("volunteer_activity", _values(draft))
    _set_needs(work, activity_id, draft.needs)
    return activity_id


def update(work: Work, activity_id: int, draft: ActivityDraft) -> None:
    work.update("volunteer_activity", activity_id, _values(draft))
    _set_needs(work, activity_id, draft.needs)


def remove(work: Work, activity_id: int) -> None:
    _set_needs(work, activity_id, ())
    work.delete("volunteer_activity", [activity_id])


def is_used(connection: Connection, activity_id: int) -> bool:
    """Whether shifts or sessions were made of it: its name stays with them."""
    row = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM volunteer_shift WHERE activity_id = ?1) "
        "OR EXISTS (SELECT 1 FROM service_session WHERE activity_id = ?1)",
        (activity_id,),
    )
    return bool(row.scalar_one())


def _set_needs(work: Work, activity_id: int, needs: Needs) -> None:
    there = {
        row[1]: row[0]
        for row in work.connection.exec_driver_sql(
            "SELECT id, skill FROM activity_need WHERE activity_id = ?", (activity_id,)
        )
    }
    wanted = dict(needs)
    work.delete("activity_need", [row_id for skill, row_id in there.items() if skill not in wanted])
    for skill, heads in needs:
        if skill in there:
            work.update("activity_need", there[skill], {"heads": heads})
        else:
            work.add("activity_need", {"activity_id": activity_id, "skill": skill, "heads": heads})


def _values(draft: ActivityDraft) -> dict[str, Value]:
    return {
        "title": draft.title,
        "team_id": draft.team_id,
        "place": draft.place,
        "rule": draft.rule,
        "day": stored(draft.day),
        "since": stored(draft.since),
        "until": stored(draft.until),
        "starts": draft.starts,
        "ends": draft.ends,
        "heads": draft.heads,
        "words": draft.words,
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
