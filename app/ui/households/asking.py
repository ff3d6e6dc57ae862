"""What the card asks of the worker: each function is given the office and imports the services when it is called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app.models.changes import Changes, HistoryEntry
from app.models.colours import Explanation
from app.models.views import HouseholdCard

Verb = Callable[[Any], Changes]


def card(household_id: int) -> Callable[[Any], HouseholdCard]:
    def work(office: Any) -> HouseholdCard:
        from app import services

        return services.households.card(office, household_id)

    return work


def older(household_id: int, before: int) -> Callable[[Any], tuple[tuple[HistoryEntry, ...], bool]]:
    def work(office: Any) -> tuple[tuple[HistoryEntry, ...], bool]:
        from app import services

        return services.households.history(office, household_id, before)

    return work


def explained(household_id: int, day: date) -> Callable[[Any], tuple[Explanation, ...]]:
    def work(office: Any) -> tuple[Explanation, ...]:
        from app import services

        return services.households.explain(office, household_id, day)

    return work


def people(door: Callable[[Any], object]) -> Callable[[Any], HouseholdCard | None]:
    """The card of a door that a form has named; None when it is a new one."""

    def work(office: Any) -> HouseholdCard | None:
        from app import services

        found = door(office)
        return services.households.card(office, found) if isinstance(found, int) else None

    return work


def doors_touched(change_id: int) -> Callable[[Any], int]:
    def work(office: Any) -> int:
        from app import services

        return services.journal.doors_touched(office, change_id)

    return work


def take_back(change_id: int) -> Verb:
    def work(office: Any) -> Changes:
        from app import services

        return services.journal.take_back(office, change_id)

    return work


def household(name: str, *args: Any, **options: Any) -> Verb:
    """A verb of `services.households` by its name."""

    def work(office: Any) -> Changes:
        from app import services

        changes: Changes = getattr(services.households, name)(office, *args, **options)
        return changes

    return work
