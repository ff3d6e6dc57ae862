"""What the page asks of the worker: each function is given the office, and imports the services when it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.models.changes import Changes
from app.models.requests import (
    Board,
    Choices,
    MonthTrend,
    MyDay,
    RequestCard,
    RequestDraft,
    RequestFigures,
    RequestPage,
    RequestQuery,
    StepDraft,
)


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


def members(household_id: int) -> Callable[[Any], dict[str, int]]:
    """Who lives behind a door today, by name; of two with one name neither, for it could be either."""

    def work(office: Any) -> dict[str, int]:
        from app import services

        today = office.clock.today()
        found: dict[str, int] = {}
        twice: set[str] = set()
        for member in services.households.card(office, household_id).record.members:
            stay, person = member.residency, member.resident
            if (stay.until is None or stay.until >= today) and person.died is None:
                twice.update({person.name} & found.keys())
                found[person.name] = person.id
        return {name: number for name, number in found.items() if name not in twice}

    return work
