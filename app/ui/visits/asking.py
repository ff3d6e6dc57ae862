"""What the page asks of the worker: each function is given the office, and imports the services when it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.visit_figures import VisitFigures
from app.models.visit_sheet import PrintedSheet
from app.models.visit_views import (
    DueLine,
    DuePage,
    DueQuery,
    FormChoices,
    MemberHit,
    PairLine,
    PairQuery,
    VisitPage,
    VisitQuery,
)
from app.models.visits import CareDraft, PairingDraft, Visit, VisitDraft

Verb = Callable[[Any], Changes]


def due(query: DueQuery) -> Callable[[Any], DuePage]:
    def work(office: Any) -> DuePage:
        from app import services

        return services.rounds.due(office, query)

    return work


def due_in_general_words(query: DueQuery) -> Callable[[Any], tuple[DueLine, ...]]:
    """All lines as they may leave the house."""

    def work(office: Any) -> tuple[DueLine, ...]:
        from app import services

        return services.rounds.in_general_words(office, services.rounds.due(office, query).lines)

    return work


def made(query: VisitQuery) -> Callable[[Any], VisitPage]:
    def work(office: Any) -> VisitPage:
        from app import services

        return services.visits.made(office, query)

    return work


def pairings(query: PairQuery) -> Callable[[Any], tuple[PairLine, ...]]:
    def work(office: Any) -> tuple[PairLine, ...]:
        from app import services

        return services.care.pairings(office, query)

    return work


def figures(first: date, last: date) -> Callable[[Any], VisitFigures | None]:
    def work(office: Any) -> VisitFigures | None:
        from app import services

        return services.visits.figures(office, first, last)

    return work


def route(query: DueQuery) -> Callable[[Any], tuple[int, ...]]:
    def work(office: Any) -> tuple[int, ...]:
        from app import services

        return services.rounds.route(office, query)

    return work


def doors(household_ids: Iterable[int]) -> Callable[[Any], tuple[DueLine, ...]]:
    ids = tuple(household_ids)

    def work(office: Any) -> tuple[DueLine, ...]:
        from app import services

        return services.rounds.doors(office, ids)

    return work


def found_doors(text: str) -> Callable[[Any], tuple[DueLine, ...]]:
    """The first doors that the words find, for a row that is added by hand."""

    def work(office: Any) -> tuple[DueLine, ...]:
        from app import services

        return services.rounds.due(office, DueQuery(text=text, sort="door", limit=12)).lines

    return work


def members(text: str) -> Callable[[Any], tuple[MemberHit, ...]]:
    def work(office: Any) -> tuple[MemberHit, ...]:
        from app import services

        return services.care.members(office, text)

    return work


def choices(office: Any) -> FormChoices:
    """What filters and forms offer."""
    from app import services

    return services.rounds.choices(office)


def visit(visit_id: int) -> Callable[[Any], Visit]:
    def work(office: Any) -> Visit:
        from app import services

        return services.visits.visit(office, visit_id)

    return work


def sheet(household_ids: Sequence[int], visitor: str) -> Callable[[Any], bytes]:
    def work(office: Any) -> bytes:
        from app import services

        return services.rounds.sheet(office, household_ids, visitor)

    return work


def sheets(office: Any) -> tuple[PrintedSheet, ...]:
    from app import services

    return services.rounds.sheets(office)


def keep_sheet(household_ids: Sequence[int], visitor: str) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.rounds.keep_sheet(office, household_ids, visitor)

    return work


def record(draft: VisitDraft) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.visits.record(office, draft)

    return work


def record_many(drafts: Sequence[VisitDraft]) -> Callable[[Any], tuple[Changes | None, dict[int, UserFault]]]:
    """Keeps all of them, or none and says what is wrong with which."""

    def work(office: Any) -> tuple[Changes | None, dict[int, UserFault]]:
        from app import services

        wrong = services.visits.faults(office, drafts)
        return (None, wrong) if wrong else (services.visits.record_many(office, drafts), {})

    return work


def edit(visit_id: int, draft: VisitDraft) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.visits.edit(office, visit_id, draft)

    return work


def remove(visit_ids: Sequence[int]) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.visits.remove(office, visit_ids)

    return work


def settle_need(need_id: int, settled: bool) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.visits.settle_need(office, need_id, settled)

    return work


def need_to_request(need_id: int) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.visits.need_to_request(office, need_id)

    return work


def set_tier(draft: CareDraft) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.care.set_tier(office, draft)

    return work


def end_tier(household_id: int, last: date) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.care.end_tier(office, household_id, last)

    return work


def pair(draft: PairingDraft, pairing_id: int | None) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.care.pair(office, draft, pairing_id)

    return work


def end_pairing(pairing_id: int, last: date, reason: str) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.care.end_pairing(office, pairing_id, last, reason)

    return work


def remove_pairing(pairing_id: int) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.care.remove_pairing(office, pairing_id)

    return work
