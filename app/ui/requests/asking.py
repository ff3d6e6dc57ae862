"""What the page asks of the worker: each function is given the office, and imports the services when it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.ledgers import Ledger, LedgerColumn
from app.models.mediations import Mediation
from app.models.patrols import Patrol, WeekWork
from app.models.requests import (
    OPEN_STATES,
    Board,
    Choices,
    MonthTrend,
    MyDay,
    RequestCard,
    RequestDraft,
    RequestFigures,
    RequestPage,
    RequestQuery,
    RequestRow,
    StepDraft,
)
from app.models.working_days import HolidayPlan
from app.rules.request_words import disputes


def board(office: Any) -> Board:
    from app import services

    found: Board = services.requests.board(office)
    return found


def my_day(office: Any) -> MyDay:
    from app import services

    found: MyDay = services.requests.my_day(office)
    return found


def choices(office: Any) -> Choices:
    from app import services

    found: Choices = services.requests.choices(office)
    return found


def grids(office: Any) -> tuple[str, ...]:
    from app import services

    found: tuple[str, ...] = services.lists.grids(office)
    return found


def rows(query: RequestQuery) -> Callable[[Any], RequestPage]:
    def work(office: Any) -> RequestPage:
        from app import services

        found: RequestPage = services.requests.list_rows(office, query)
        return found

    return work


def card(request_id: int) -> Callable[[Any], RequestCard]:
    def work(office: Any) -> RequestCard:
        from app import services

        found: RequestCard = services.requests.card(office, request_id)
        return found

    return work


def take_down(draft: RequestDraft, departments: Sequence[str]) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.requests.take_down(office, draft, departments=departments)
        return done

    return work


def correct(request_id: int, draft: RequestDraft) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.requests.correct(office, request_id, draft)
        return done

    return work


def remove(request_id: int) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.requests.remove(office, request_id)
        return done

    return work


def take_step(request_id: int, draft: StepDraft) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.requests.take_step(office, request_id, draft)
        return done

    return work


def statistics(since: date | None, until: date) -> Callable[[Any], tuple[RequestFigures, tuple[MonthTrend, ...]]]:
    """Figures and trend of what was received from `since` to `until`, as things stand now."""

    def work(office: Any) -> tuple[RequestFigures, tuple[MonthTrend, ...]]:
        from app import services

        found: tuple[RequestFigures, tuple[MonthTrend, ...]] = services.request_figures.page(office, since, until)
        return found

    return work


def patrol(patrol_id: int) -> Callable[[Any], Patrol]:
    """One round; UserFault when it is gone."""

    def work(office: Any) -> Patrol:
        from app import services

        found = next((one for one in services.patrols.listing(office) if one.id == patrol_id), None)
        if found is None:
            raise UserFault("这次巡查已经不在了。", "请刷新后再试。")
        return found

    return work


def patrols_and_week(day: date) -> Callable[[Any], tuple[tuple[Patrol, ...], WeekWork]]:
    """All rounds, and the work of the week of a day."""

    def work(office: Any) -> tuple[tuple[Patrol, ...], WeekWork]:
        from app import services

        patrols: tuple[Patrol, ...] = services.patrols.listing(office)
        return patrols, services.patrols.week(office, day)

    return work


def settle_finding(finding_id: int, on: date | None) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.patrols.settle_finding(office, finding_id, on)
        return done

    return work


def finding_to_request(finding_id: int) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.patrols.make_request(office, finding_id)
        return done

    return work


def remove_patrol(patrol_id: int) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.patrols.remove(office, patrol_id)
        return done

    return work


def mediation(mediation_id: int) -> Callable[[Any], Mediation]:
    def work(office: Any) -> Mediation:
        from app import services

        found: Mediation = services.mediations.card(office, mediation_id)
        return found

    return work


def mediations_and_disputes(office: Any) -> tuple[tuple[Mediation, ...], tuple[RequestRow, ...]]:
    """All mediations, and the disputes that are still open."""
    from app import services

    found: tuple[Mediation, ...] = services.mediations.listing(office)
    rows: list[RequestRow] = []
    for category in sorted(disputes()):
        query = RequestQuery(category=category, states=frozenset(OPEN_STATES), sort="due", descending=False)
        rows += services.requests.list_rows(office, query).rows
    return found, tuple(rows)


def remove_mediation(mediation_id: int) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.mediations.remove(office, mediation_id)
        return done

    return work


def restore_department(name: str) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.departments.restore(office, name)
        return done

    return work


def holiday_plan(path: Path) -> Callable[[Any], HolidayPlan]:
    def work(office: Any) -> HolidayPlan:
        from app import services

        found: HolidayPlan = services.holidays.plan(office, path)
        return found

    return work


def accept_holidays(plan: HolidayPlan) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.holidays.accept(office, plan)
        return done

    return work


def save_holidays(year: int, target: Path) -> Callable[[Any], str]:
    """A year's table as a workbook that can be taken in again; the name of the file."""

    def work(office: Any) -> str:
        from app import services

        columns = (LedgerColumn("day", "日期", 40), LedgerColumn("kind", "类型", 30), LedgerColumn("name", "名称", 40))
        days = services.holidays.table(office, year)
        rows = tuple((one.day.isoformat(), one.kind, one.name) for one in days)
        saved: Path = services.ledgers.save(office, Ledger(f"{year}年节假日表", f"{year}年", columns, rows), target)
        return saved.name

    return work


def letter(request_id: int, whistle_id: int) -> Callable[[Any], bytes]:
    """One whistle letter as a PDF."""

    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.whistle_letters(office, request_id, (whistle_id,))
        return pdf

    return work


def agreement(mediation_id: int) -> Callable[[Any], bytes]:
    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.mediation_agreement(office, mediation_id)
        return pdf

    return work


def weekly_list(day: date) -> Callable[[Any], bytes]:
    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.weekly_list(office, day)
        return pdf

    return work


def public_list(year: int, month: int) -> Callable[[Any], bytes]:
    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.public_list(office, year, month)
        return pdf

    return work


def public_ledger(year: int, month: int) -> Callable[[Any], Ledger]:
    def work(office: Any) -> Ledger:
        from app import services

        found: Ledger = services.request_papers.public_ledger(office, year, month)
        return found

    return work
