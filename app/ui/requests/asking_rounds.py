"""What rounds and mediations ask of the worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.mediations import Mediation
from app.models.patrols import Patrol, WeekWork
from app.models.requests import OPEN_STATES, RequestQuery, RequestRow
from app.rules.request_words import disputes

_MOST_DISPUTES = 2000


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
        query = RequestQuery(
            category=category, states=frozenset(OPEN_STATES), sort="due", descending=False, limit=_MOST_DISPUTES
        )
        rows += services.requests.list_rows(office, query).rows
    return found, tuple(rows)


def remove_mediation(mediation_id: int) -> Callable[[Any], Changes]:
    def work(office: Any) -> Changes:
        from app import services

        done: Changes = services.mediations.remove(office, mediation_id)
        return done

    return work
