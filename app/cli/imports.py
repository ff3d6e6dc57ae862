"""import: a ledger planned, told row by row, and accepted where that was asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app import services
from app.base.errors import UserFault
from app.cli.frame import Answer, Context, opened

if TYPE_CHECKING:
    from app.models.importing import ImportPlan
    from app.models.meeting_import import MeetingPlan, MemberPlan
    from app.models.request_import import RequestPlan
    from app.models.service_import import ServicePlan
    from app.models.volunteer_import import VolunteerPlan
    from app.services.office import Office

LEDGERS = ("households", "requests", "meetings", "members", "volunteers", "service")


def import_ledger(context: Context, arguments: argparse.Namespace) -> Answer:
    kind, file = _ledger(arguments.ledger)
    plan = {
        "households": _plan_households,
        "requests": _plan_requests,
        "meetings": _plan_meetings,
        "members": _plan_members,
        "volunteers": _plan_volunteers,
        "service": _plan_service,
    }[kind]

    def work(office: Office) -> Answer:
        answer, accept = plan(office, file)
        if arguments.accept:
            accept()
        return answer | {"accepted": bool(arguments.accept)}

    return opened(context, work)


def _ledger(words: list[str]) -> tuple[str, Path]:
    """The kind of ledger (households where none is named) and its file."""
    if len(words) == 1:
        return "households", Path(words[0])
    if len(words) > 2 or words[0] not in LEDGERS:
        raise UserFault("命令写得不对。", f"用法:main.py import [{'|'.join(LEDGERS)}] FILE --accept --json")
    return words[0], Path(words[1])


def _plan_households(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.importing.plan_households(office, file)
    services.importing.must_hold_a_ledger(preview)
    answer = _planned(preview.plan)
    answer["differences"] = [
        {
            "sheet": item.sheet,
            "row": item.row,
            "door": item.door,
            "label": item.label.value,
            "ledger_says": item.ledger_says,
            "reason": item.reason,
        }
        for item in preview.plan.differences
    ]
    return answer, lambda: services.importing.accept(office, preview)


def _plan_requests(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.request_import.plan(office, file)
    services.request_import.must_hold_a_ledger(preview)
    plan = preview.plan
    answer = _planned(plan) | _told(plan)
    answer["departments"] = list(plan.departments)
    return answer, lambda: services.request_import.accept(office, preview)


def _plan_meetings(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.meeting_import.plan(office, file)
    services.meeting_import.must_hold_a_ledger(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    return answer, lambda: services.meeting_import.accept(office, preview)


def _plan_members(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.member_import.plan(office, file)
    services.member_import.must_hold_a_list(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    answer["groups"] = list(preview.plan.groups)
    return answer, lambda: services.member_import.accept(office, preview)


def _plan_volunteers(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.volunteer_import.plan(office, file)
    services.volunteer_import.must_hold_a_roster(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    answer["teams"] = list(preview.plan.teams)
    return answer, lambda: services.volunteer_import.accept(office, preview)


def _plan_service(office: Office, file: Path) -> tuple[Answer, Callable[[], object]]:
    preview = services.service_import.plan(office, file)
    services.service_import.must_hold_a_ledger(preview)
    answer = _planned(preview.plan) | _told(preview.plan)
    answer["people"] = len(preview.plan.people)
    return answer, lambda: services.service_import.accept(office, preview)


def _told(plan: RequestPlan | MeetingPlan | MemberPlan | VolunteerPlan | ServicePlan) -> Answer:
    """Warnings and questions row by row, and what is said of the ledger as a whole."""
    return {
        "warnings": [{"sheet": row.sheet, "row": row.row, "text": text} for row in plan.rows for text in row.warnings],
        "questions": [{"sheet": row.sheet, "row": row.row, "text": row.question} for row in plan.rows if row.question],
        "notes": list(plan.notes),
    }


def _planned(
    plan: ImportPlan | RequestPlan | MeetingPlan | MemberPlan | VolunteerPlan | ServicePlan,
) -> Answer:
    """What every plan tells: counts of fates, errors with their cells, changes old -> new."""
    from app.models.importing import Fate

    answer: Answer = {fate.value: plan.count(fate) for fate in (Fate.NEW, Fate.CHANGED, Fate.SAME, Fate.ASK)}
    answer["errors"] = [
        {name: getattr(error, name) for name in ("sheet", "row", "column", "value", "reason", "remedy")}
        for error in plan.errors
    ]
    answer["changes"] = [
        {"sheet": row.sheet, "row": row.row, "column": change.title, "old": change.old, "new": change.new}
        for row in plan.rows
        for change in row.changes
    ]
    return answer
