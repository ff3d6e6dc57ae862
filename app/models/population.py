"""The population of one day as it is looked at: ages by sex, shares, labels month by month, and who is behind each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.models.colours import Label, LegendEntry
from app.models.figures import Figure

MEN, WOMEN = "男", "女"
LAST_BAND = 100  # whoever is older stands with those of this age
MONTHS = 24


@dataclass(frozen=True)
class Scope:
    """Which doors are looked at. None: all of them; '' in `grid`: doors without a grid."""

    grid: str | None = None
    estate: str | None = None

    @property
    def words(self) -> str:
        """What is looked at, in words; '' for everything."""
        grid = "未分网格" if self.grid == "" else self.grid or ""
        return f"{self.estate or ''}{grid}"


EVERYWHERE = Scope()


class Topic(StrEnum):
    """What is counted of a population. Those of `DOORS` are doors, the others people."""

    HOUSEHOLDS = "households"
    LABEL = "labels"  # value: the label
    SOLD = "sold"
    UNSOLD = "unsold"
    LET = "let"
    RESIDENTS = "residents"
    BAND = "band"  # value: '男60', the sex and the first age of the band
    NO_SEX = "no_sex"  # of known age, neither 男 nor 女
    NO_BIRTH = "no_birth"
    UNBORN = "unborn"  # known to live here since nobody knows when, and born after the day
    AGED_60 = "aged_60"
    AGED_80 = "aged_80"
    UNIT_PEOPLE = "unit_people"
    OTHER_PEOPLE = "other_people"  # 社会人
    UNIT_UNKNOWN = "unit_unknown"


DOORS = frozenset((Topic.HOUSEHOLDS, Topic.LABEL, Topic.SOLD, Topic.UNSOLD, Topic.LET))


@dataclass(frozen=True)
class Asked:
    """Whose names are wanted: a topic on a day, within the page's scope, of one grid where `grid` is not None."""

    topic: Topic
    day: date
    value: str = ""
    grid: str | None = None

    @property
    def key(self) -> str:
        """As a figure's key, e.g. 'band.男60@2026-10-31' or 'let@2026-10-31/第一网格'."""
        value = f".{self.value}" if self.value else ""
        grid = "" if self.grid is None else f"/{self.grid}"
        return f"{self.topic}{value}@{self.day.isoformat()}{grid}"

    @property
    def by_person(self) -> bool:
        return self.topic not in DOORS


def asked(key: str) -> Asked:
    """What a key stands for. Raises ValueError for a key that is none of ours."""
    head, _, rest = key.partition("@")
    topic, _, value = head.partition(".")
    day, slash, grid = rest.partition("/")
    return Asked(Topic(topic), date.fromisoformat(day), value, grid if slash else None)


@dataclass(frozen=True)
class Members:
    """Who is behind a figure: ids of residents or doors. `gone`: how many of them today's lists do not show."""

    asked: Asked
    ids: frozenset[int]
    gone: int = 0


@dataclass(frozen=True)
class Band:
    """Five years of age, `first` to `first` + 4; the last one is open."""

    first: int
    men: Figure
    women: Figure

    @property
    def name(self) -> str:
        return f"{self.first}岁以上" if self.first >= LAST_BAND else f"{self.first}～{self.first + 4}"


@dataclass(frozen=True)
class Shares:
    """The shares of one place on one day. People count once, however many doors they live behind.

    None: never recorded there, so nothing can be said. Shares of people are of all residents, shares of doors of all
    doors, as in the report.
    """

    households: Figure
    residents: Figure
    aged_60: Figure
    aged_80: Figure
    unit_people: Figure | None
    other_people: Figure | None
    unit_unknown: Figure
    sold: Figure | None
    unsold: Figure | None
    let: Figure


@dataclass(frozen=True)
class Structure:
    """The population of a scope on `as_of`. Bands, `no_sex`, `no_birth` and `unborn` together are all residents."""

    as_of: date
    scope: Scope
    whole: Shares
    grids: tuple[tuple[str, Shares], ...]
    bands: tuple[Band, ...]
    no_sex: Figure
    no_birth: Figure
    unborn: Figure


@dataclass(frozen=True)
class LabelTrend:
    """Doors that carried a label, a figure a day; `before` is of the day that is compared with."""

    label: Label
    points: tuple[Figure, ...]
    before: Figure | None = None


@dataclass(frozen=True)
class AgeingLevel:
    """From which share of people of 60 and older on a place is called so, and who says it."""

    name: str
    from_percent: int
    source: str


@dataclass(frozen=True)
class PopulationView:
    """All that the page and the paper show. `days` are those of the trends; `before` is the day compared with."""

    branch: str
    now: Structure
    before: Structure | None
    days: tuple[date, ...]
    trends: tuple[LabelTrend, ...]
    levels: tuple[AgeingLevel, ...]
    legend: tuple[LegendEntry, ...] = ()
