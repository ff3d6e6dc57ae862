"""The catalogue of figures: unique keys and names, the same numbers as the facts, and keys that stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.colours import Label
from app.models.figure_catalogue import CatalogueEntry
from app.models.figures import MonthlyFacts
from app.models.people import Organisation
from app.models.visits import VisitDraft
from app.rules.figure_catalogue import by_key, entries, search
from app.services.office import Office
from tests.conftest import DATA, PASSWORD


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample ledgers of doors, requests and meetings, and two visits."""
    clock = Clock(lambda: datetime(2026, 11, 21, 9))
    folder = tmp_path_factory.mktemp("目录")
    opened, _ = services.accounts.create_office(
        Paths(folder), Organisation("大院社区党委", "书院街道"), PASSWORD, clock
    )
    services.importing.accept(opened, services.importing.plan_households(opened, DATA / "住户台账-一人一行.xlsx"))
    services.request_import.accept(opened, services.request_import.plan(opened, DATA / "诉求台账.xlsx"))
    services.meeting_import.accept(opened, services.meeting_import.plan(opened, DATA / "会议台账.xlsx"))
    nests = services.figures.population(opened, date(2026, 9, 1)).labels[Label.EMPTY_NEST]
    doors = list(nests.ids)[:2]
    for month, door in ((9, doors[0]), (10, doors[0]), (10, doors[1])):
        services.visits.record(opened, VisitDraft(door, date(2026, month, 12), "王干事", "看望"))
    yield opened
    services.accounts.close(opened)


@pytest.fixture(scope="module")
def facts(filled: Office) -> MonthlyFacts:
    return services.reports.draft_month(filled, 2026, 10)


def test_every_key_and_every_name_is_there_once(facts: MonthlyFacts) -> None:
    found = entries(facts)
    assert len({entry.key for entry in found}) == len(found)
    assert len({entry.title for entry in found}) == len(found)
    assert {figure.key for figure in facts.figures()} <= {entry.key for entry in found}
    for entry in found:
        if entry.figure is not None and not entry.percent:
            assert entry.value == entry.figure.numerator


def test_what_a_form_asks_for(facts: MonthlyFacts) -> None:
    found = by_key(facts)
    for key, value in {
        "requests.received": 35,
        "requests.year.received": 1145,
        "requests.year.handled": 981,
        "requests.channel.电话": 0,
        "visits.households": 2,
        "visits.year.households": 2,
        "visits.year.made": 3,
        "change.visits.made": 1,
        "households": 1022,
        "head.month": 10,
    }.items():
        assert found[key].value == value, key
    assert found["requests.year.handled.percent"].text == "85.68%"
    assert found["requests.year.handled.percent"].title == "今年以来办结率"
    grids = [grid.grid for grid in facts.now.grids]
    assert sum(int(found[f"visits.grid.{grid}.households"].value) for grid in grids) == 2


def test_keys_of_a_month_stay_in_the_next(filled: Office, facts: MonthlyFacts) -> None:
    """What rule tables and grids name is there in every month, so that a bound cell is never blank for want of luck."""
    other = by_key(services.reports.draft_month(filled, 2026, 2))
    moving = ("combination.", "before.", "change.", "deliberations.month.step.", "deliberations.month.method.")
    for key, entry in by_key(facts).items():
        spoken = any(part in key for part in (".department.", ".outcome.", ".satisfaction.", ".percent"))
        if entry.group not in ("议事协商",) and not key.startswith(moving) and not spoken:
            assert key in other, key


def test_search_finds_by_name(facts: MonthlyFacts) -> None:
    found = search(entries(facts), "今年 受理")
    assert found[0].title.startswith("今年")
    assert any(entry.key == "requests.year.received" for entry in found)
    assert search(entries(facts), "没有这个数字") == ()


def test_hours_are_told_to_two_places_as_on_paper() -> None:
    assert CatalogueEntry("volunteers.month.minutes", "本月服务时长（小时）", "志愿服务", 136.5).text == "136.50"
    assert CatalogueEntry("volunteers.month.minutes", "本月服务时长（小时）", "志愿服务", 20.0).text == "20.00"
    assert CatalogueEntry("requests.month.received", "本月受理", "诉求办理", 981).text == "981"
