"""The population page's numbers are those of the report, and each number's names are as many as it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from app import services
from app.models.figures import Figure
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.population import MEN, WOMEN, PopulationView, Scope, Shares, Structure, asked
from app.models.queries import ListQuery
from app.rules.ages import age_on
from app.services.office import Office

BOOKS = ("住户台账-一人一行.xlsx", "住户台账-合并表头.xlsx", "住户台账-分楼栋.xlsx")
TODAY = date(2026, 11, 21)
OCTOBER = date(2026, 10, 31)


def figures_of(shares: Shares) -> Iterator[Figure]:
    yield from (figure for part in fields(shares) if (figure := getattr(shares, part.name)) is not None)


def every_figure(found: Structure) -> Iterator[Figure]:
    yield from figures_of(found.whole)
    for _, shares in found.grids:
        yield from figures_of(shares)
    for band in found.bands:
        yield from (band.men, band.women)
    yield from (found.no_sex, found.no_birth, found.unborn)


def people_of(found: Structure) -> int:
    in_bands = sum(band.men.numerator + band.women.numerator for band in found.bands)
    return in_bands + found.no_sex.numerator + found.no_birth.numerator + found.unborn.numerator


def said(figure: Figure | None) -> tuple[int, int | None, str] | None:
    return None if figure is None else (figure.numerator, figure.denominator, figure.percent)


@pytest.fixture(params=BOOKS)
def taken_in(request: pytest.FixtureRequest, office: Office, data: Path) -> Office:
    services.importing.accept(office, services.importing.plan_households(office, data / request.param))
    return office


def test_G01_the_page_says_what_the_report_says(taken_in: Office) -> None:
    for day in (OCTOBER, TODAY, date(2025, 2, 28), date(2028, 2, 29)):
        page, report = services.population.view(taken_in, day).now.whole, services.figures.population(taken_in, day)
        for name in ("households", "residents", "aged_60", "aged_80", "unit_people", "sold", "let"):
            assert said(getattr(page, name)) == said(getattr(report, name)), (day, name)


def test_G04_every_month_of_the_trend_is_the_report_of_that_day(taken_in: Office) -> None:
    found = services.population.view(taken_in, date(2027, 6, 30))
    for place in (0, 7, 15, 16, 20, 23):
        report = services.figures.population(taken_in, found.days[place])
        told = {trend.label: trend.points[place].numerator for trend in found.trends}
        assert told == {label: figure.numerator for label, figure in report.labels.items()}


def test_the_pyramid_is_all_residents(taken_in: Office) -> None:
    for day in (OCTOBER, date(1990, 1, 1), date(2040, 1, 1)):
        found = services.population.view(taken_in, day).now
        assert (
            people_of(found)
            == found.whole.residents.numerator
            == services.figures.population(taken_in, day).residents.numerator
        )


def test_each_number_opens_as_many_names(taken_in: Office) -> None:
    found = services.population.view(taken_in, OCTOBER)
    numbers = [*every_figure(found.now), *(trend.points[place] for trend in found.trends for place in (0, -1))]
    assert len(numbers) > 60
    for figure in numbers:
        one = services.population.members(taken_in, asked(figure.key))
        assert len(one.ids) == figure.numerator, figure.key
        assert one.asked.by_person == (figure.of == "residents"), figure.key


def test_grids_and_estates_are_parts_of_the_whole(taken_in: Office) -> None:
    whole = services.population.view(taken_in, OCTOBER)
    names = (*services.lists.grids(taken_in), "")
    parts = [services.population.view(taken_in, OCTOBER, Scope(name)) for name in names]
    assert sum(part.now.whole.residents.numerator for part in parts) == whole.now.whole.residents.numerator
    for place, trend in enumerate(whole.trends):
        assert sum(part.trends[place].points[-1].numerator for part in parts) == trend.points[-1].numerator
    for name, part in zip(names, parts, strict=True):
        if name == "" and "未分网格" not in dict(whole.now.grids):
            continue
        told = dict(whole.now.grids)[name or "未分网格"]
        assert [figure.numerator for figure in figures_of(told)] == [
            figure.numerator for figure in figures_of(part.now.whole)
        ]
    for estate in services.lists.estates(taken_in):
        assert services.population.view(taken_in, OCTOBER, Scope(estate=estate)).now.whole.households.numerator > 0


def house(
    office: Office, room: str, *people: ResidentDraft, grid: str | None = None, use: Occupancy | None = None
) -> int:
    services.households.save_household(
        office, HouseholdDraft(DoorKey("大院", "1", "1", room), grid=grid, occupancy=use)
    )
    ((door, _),) = services.lists.doors(office, f"1-1-{room}")
    for person in people:
        services.households.save_resident(office, door, person)
    return door


def view(office: Office, day: date = TODAY, scope: Scope | None = None) -> PopulationView:
    return services.population.view(office, day, scope or Scope())


def test_an_empty_office_has_no_population(office: Office) -> None:
    found = view(office)
    assert found.now.whole.residents.numerator == 0
    assert found.now.grids == ()
    assert {point.numerator for trend in found.trends for point in trend.points} == {0}


def test_whoever_lives_behind_two_doors_counts_once_in_all_and_once_in_each_grid(office: Office) -> None:
    first = house(office, "101", ResidentDraft("王一", sex=WOMEN, unit_person=True), grid="第一网格")
    others = [house(office, room, grid="第二网格") for room in ("102", "103")]
    ((person, _),) = [(row.resident_id, row) for row in services.lists.list_rows(office, ListQuery()).rows]
    with office.work("test", "三处都住") as work:
        for door in others:
            work.add("residency", {"household_id": door, "resident_id": person, "relation": ""})
        office.keep(work)
    found = view(office).now
    assert first not in others
    assert found.whole.residents.numerator == people_of(found) == 1
    assert found.whole.unit_people is not None
    assert found.whole.unit_people.numerator == 1
    assert [shares.residents.numerator for _, shares in found.grids] == [1, 1]
    assert services.figures.population(office, TODAY).residents.numerator == 1


def test_29_february_and_every_edge_of_a_year(office: Office) -> None:
    births = [
        date(1966, 2, 28), date(1964, 2, 29), date(1966, 3, 1), date(1966, 12, 31), date(1967, 1, 1),
        date(1946, 11, 1), date(2020, 2, 29), date(1920, 6, 1), date(2026, 11, 21), date(1900, 2, 28),
    ]  # fmt: skip
    house(office, "101", *(ResidentDraft(f"人{n}", birth=day, sex=MEN) for n, day in enumerate(births)))
    for day in (TODAY, date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)):
        found = {band.first: band.men.numerator for band in view(office, day).now.bands if band.men.numerator}
        told: dict[int, int] = {}
        for birth in births:
            first = min(age_on(birth, day) // 5 * 5, 100)
            told[first] = told.get(first, 0) + 1
        assert found == told, day


def test_what_is_not_known_is_said_apart(office: Office) -> None:
    house(
        office,
        "101",
        ResidentDraft("甲一", birth=date(1960, 1, 1)),
        ResidentDraft("乙二", sex=MEN),
        ResidentDraft("丙三", birth=date(2026, 1, 1), sex=WOMEN),
    )
    found = view(office, date(2025, 12, 31)).now
    assert (found.no_sex.numerator, found.no_birth.numerator, found.unborn.numerator) == (1, 1, 1)
    assert found.whole.unit_people is None
    assert found.whole.sold is None
    assert people_of(found) == 3


def test_people_of_another_day_who_have_left_are_told(office: Office) -> None:
    house(
        office,
        "101",
        ResidentDraft("甲一", birth=date(1960, 1, 1), since=date(2020, 1, 1), until=date(2026, 5, 1)),
        ResidentDraft("乙二", birth=date(1961, 1, 1), since=date(2020, 1, 1)),
    )
    then = view(office, date(2026, 4, 30)).now.whole.residents
    found = services.population.members(office, asked(then.key))
    assert (then.numerator, len(found.ids), found.gone) == (2, 2, 1)
    page = services.lists.list_rows(office, ListQuery(ids=found.ids))
    assert page.total == then.numerator - found.gone


def test_doors_without_a_grid(office: Office) -> None:
    house(office, "101", ResidentDraft("甲一", birth=date(1940, 1, 1)), use=Occupancy.LET)
    house(office, "102", ResidentDraft("乙二", birth=date(1940, 1, 1)), grid="第一网格")
    found = view(office, scope=Scope(""))
    assert found.now.whole.households.numerator == found.now.whole.let.numerator == 1
    assert [name for name, _ in view(office).now.grids] == ["第一网格", "未分网格"]
    assert len(services.population.members(office, asked(view(office).now.grids[1][1].let.key)).ids) == 1


def test_the_levels_are_the_offices_own(office: Office) -> None:
    assert [level.from_percent for level in view(office).levels] == [10, 20, 30]
    services.rules.edit(office, "ageing_levels", "中度老龄化", "from_percent", "21")
    assert [level.from_percent for level in view(office).levels] == [10, 21, 30]


def test_the_day_compared_with(office: Office) -> None:
    house(office, "101", ResidentDraft("甲一", birth=date(1940, 1, 1), since=date(2026, 6, 1)))
    found = services.population.view(office, TODAY, before=date(2026, 5, 31))
    assert found.before is not None
    assert (found.now.whole.residents.numerator, found.before.whole.residents.numerator) == (1, 0)
