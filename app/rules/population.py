"""From counts of people and doors to the structure of a population: bands of age, shares, what a share is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.base.clock import month_end
from app.models.figures import Figure
from app.models.population import (
    DOORS,
    LAST_BAND,
    MEN,
    MONTHS,
    WOMEN,
    AgeingLevel,
    Asked,
    Band,
    Scope,
    Shares,
    Structure,
    Topic,
)
from app.rules.ages import age_groups
from app.rules.figures import NO_GRID

YEARS = 5  # of a band
TITLES = {
    Topic.HOUSEHOLDS: "总户数",
    Topic.SOLD: "已售",
    Topic.UNSOLD: "未售",
    Topic.LET: "出租",
    Topic.RESIDENTS: "居民人数",
    Topic.NO_SEX: "性别未登记",
    Topic.NO_BIRTH: "出生日期未登记",
    Topic.UNBORN: "这一天还没有出生",
    Topic.AGED_60: "60岁及以上",
    Topic.AGED_80: "80岁及以上",
    Topic.UNIT_PEOPLE: "单位人",
    Topic.OTHER_PEOPLE: "社会人",
    Topic.UNIT_UNKNOWN: "单位人或社会人未登记",
}


class Cell(NamedTuple):
    """People who are alike. `unit`: 单位人, 社会人, or None unknown; `age` None unknown, -1 not born yet."""

    sex: str
    unit: bool | None
    age: int | None


@dataclass
class Place:
    """What is counted in one place: people by cell, each once; doors by whether they are sold; doors let."""

    people: Counter[Cell] = field(default_factory=Counter)
    doors: Counter[bool | None] = field(default_factory=Counter)
    let: int = 0


def band_of(age: int) -> int:
    """The first age of the band someone of `age` completed years belongs to; everyone belongs to one."""
    return min(age // YEARS * YEARS, LAST_BAND)


def month_days(day: date, count: int = MONTHS) -> tuple[date, ...]:
    """`day`, and before it the last days of the months before: `count` days a month apart, the earliest first."""
    this = day.year * 12 + day.month - 1
    return (*(month_end(month // 12, month % 12 + 1) for month in range(this - count + 1, this)), day)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the last day of a month stays the last day."""
    if (last := month_end(day.year, day.month)) == day:
        return month_end(day.year - years, last.month)
    return day.replace(year=day.year - years)


def structure(
    day: date, scope: Scope, whole: Place, places: Mapping[str, Place], grid_order: Sequence[str] = ()
) -> Structure:
    """Every figure with its denominator; none carries ids, for the names behind it are looked up when asked for.

    `places`: the doors of `whole` by grid, '' those without one. A grid without doors in the scope is left out.
    """
    residents = whole.people.total()

    def people(topic: Topic, title: str, number: int, value: str = "") -> Figure:
        return Figure(Asked(topic, day, value).key, title, number, residents, "residents")

    def band(sex: str, first: int) -> Figure:
        title = f"{sex} {first}岁以上" if first >= LAST_BAND else f"{sex} {first}～{first + YEARS - 1}岁"
        return people(Topic.BAND, title, bands[sex, first], f"{sex}{first}")

    bands: Counter[tuple[str, int]] = Counter()
    apart: Counter[Topic] = Counter()
    for cell, number in whole.people.items():
        if cell.age is None:
            apart[Topic.NO_BIRTH] += number
        elif cell.age < 0:
            apart[Topic.UNBORN] += number
        elif cell.sex not in (MEN, WOMEN):
            apart[Topic.NO_SEX] += number
        else:
            bands[cell.sex, band_of(cell.age)] += number
    order = {name: rank for rank, name in enumerate(grid_order)}
    named = sorted(places, key=lambda name: (name == "", order.get(name, len(order)), name))
    return Structure(
        as_of=day,
        scope=scope,
        whole=shares(day, whole),
        grids=tuple((name or NO_GRID, shares(day, places[name], name)) for name in named if places[name].doors),
        bands=tuple(Band(first, band(MEN, first), band(WOMEN, first)) for first in range(0, LAST_BAND + YEARS, YEARS)),
        no_sex=people(Topic.NO_SEX, TITLES[Topic.NO_SEX], apart[Topic.NO_SEX]),
        no_birth=people(Topic.NO_BIRTH, TITLES[Topic.NO_BIRTH], apart[Topic.NO_BIRTH]),
        unborn=people(Topic.UNBORN, TITLES[Topic.UNBORN], apart[Topic.UNBORN]),
    )


def shares(day: date, place: Place, grid: str | None = None) -> Shares:
    """The shares of a place; `grid`: its name, when it is one grid of several."""
    residents, households = place.people.total(), place.doors.total()
    name = "" if grid is None else grid or NO_GRID

    def figure(topic: Topic, number: int, of: int | None) -> Figure:
        kind = "households" if topic in DOORS else "residents"
        return Figure(Asked(topic, day, grid=grid).key, f"{name}{TITLES[topic]}", number, of, kind)

    def people(topic: Topic, cells: Iterable[Cell]) -> Figure:
        return figure(topic, sum(place.people[cell] for cell in cells), residents)

    def aged(topic: Topic) -> Figure:
        least = age_groups()[topic]
        return people(topic, [cell for cell in place.people if cell.age is not None and cell.age >= least])

    def unit(topic: Topic, kind: bool | None) -> Figure:
        return people(topic, [cell for cell in place.people if cell.unit is kind])

    unknown = unit(Topic.UNIT_UNKNOWN, None)
    stated = unknown.numerator < residents
    sold_stated = place.doors[None] < households
    return Shares(
        households=figure(Topic.HOUSEHOLDS, households, None),
        residents=figure(Topic.RESIDENTS, residents, None),
        aged_60=aged(Topic.AGED_60),
        aged_80=aged(Topic.AGED_80),
        unit_people=unit(Topic.UNIT_PEOPLE, True) if stated else None,
        other_people=unit(Topic.OTHER_PEOPLE, False) if stated else None,
        unit_unknown=unknown,
        sold=figure(Topic.SOLD, place.doors[True], households) if sold_stated else None,
        unsold=figure(Topic.UNSOLD, place.doors[False], households) if sold_stated else None,
        let=figure(Topic.LET, place.let, households),
    )


def ageing_level(aged_60: Figure, levels: Sequence[AgeingLevel]) -> AgeingLevel | None:
    """The highest level that the share of people of 60 and older has reached; '以上' includes the number itself."""
    if not aged_60.denominator:
        return None
    reached = [level for level in levels if aged_60.numerator * 100 >= level.from_percent * aged_60.denominator]
    return max(reached, key=lambda level: level.from_percent, default=None)


def level_words(aged_60: Figure, levels: Sequence[AgeingLevel]) -> str:
    """What the share is called, with the threshold: '达到中度老龄化(20%起)'; '' where nobody lives."""
    if not levels or not aged_60.denominator:
        return ""
    level = ageing_level(aged_60, levels)
    if level is not None:
        return f"达到{level.name}({level.from_percent}%起)"
    lowest = min(levels, key=lambda one: one.from_percent)
    return f"未到{lowest.name}({lowest.from_percent}%起)"


def change_words(now: Figure | None, before: Figure | None) -> str:
    """The change in number, '+3', '-1', '持平'; '' where one of them is not known."""
    if now is None or before is None:
        return ""
    change = now.numerator - before.numerator
    return f"{change:+d}" if change else "持平"


def points_words(now: Figure | None, before: Figure | None) -> str:
    """The change of a share in percentage points to two places, '+1.20'; '' where there is no share."""
    if now is None or before is None or not now.denominator or not before.denominator:
        return ""
    points = _hundredths(now) - _hundredths(before)
    return f"{'+' if points > 0 else '-' if points < 0 else ''}{abs(points) // 100}.{abs(points) % 100:02d}"


def _hundredths(figure: Figure) -> int:
    """The printed percentage in hundredths, so that the change is that of the two printed numbers."""
    return int(figure.percent.rstrip("%").replace(".", ""))
