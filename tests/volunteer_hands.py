"""Volunteers, teams and sessions for the tests of points and wishes, written as rows: how they come into the register
is the subject of other tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.rules.names import name_keys
from app.services.office import Office


def add_volunteers(office: Office, names: Sequence[str], *, team: str = "助老小分队", skills: str = "") -> list[int]:
    """Returns their ids, in the order of the names."""
    with office.work("test", "志愿者") as work:
        found = work.connection.exec_driver_sql("SELECT id FROM volunteer_team WHERE name = ?", (team,)).first()
        blank = {"sort": "", "focus": "", "parent_id": None, "captain_id": None, "since": None, "until": None}
        team_id = found[0] if found else work.add("volunteer_team", {"name": team, **blank})
        made = [
            work.add(
                "volunteer",
                {
                    "resident_id": None, "name": name, "sort": name_keys(name).sort, "sex": "", "birth": None,
                    "id_number": "", "phone": "13800001234", "politics": "", "unit": "", "team_id": team_id, "post": "",
                    "skills": skills, "weekly_limit": None, "joined_on": "2025-01-01", "left_on": None, "left_why": "",
                    "note": "",
                },
            )
            for name in names
        ]  # fmt: skip
        office.keep(work)
    return made


def leave(office: Office, volunteer_id: int, day: date) -> None:
    with office.work("test", "退出") as work:
        work.update("volunteer", volunteer_id, {"left_on": day.isoformat()})
        office.keep(work)


def add_session(office: Office, day: date, title: str, minutes: dict[int, int]) -> int:
    """A session in which these served so long; returns its id."""
    from app.models.service import RecordDraft, SessionDraft
    from app.store import service

    with office.work("test", title) as work:
        session_id = service.add_session(work, SessionDraft(day, title))
        service.add_records(work, session_id, [RecordDraft(one, many) for one, many in minutes.items()])
        office.keep(work)
    return session_id
