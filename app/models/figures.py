"""A figure once: number, what it is of, and the records behind it. Screen, paper and workbook show the same one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol, overload

from app.models.colours import Label

if TYPE_CHECKING:
    from app.models.meeting_figures import DeliberationReport, MeetingReport
    from app.models.requests import RequestReport
    from app.models.visit_figures import VisitFigures, VisitYear
    from app.models.volunteer_figures import VolunteerReport


class Section(Protocol):
    """A part of the report that names its figures."""

    def figures(self) -> list[Figure]: ...


class Ids(Sequence[int]):
    """The ids behind a figure, in a settled order. Kept as text, '3,17,20', until someone looks."""

    __slots__ = ("text",)

    def __init__(self, text: str = "") -> None:
        self.text = text

    def __len__(self) -> int:
        return self.text.count(",") + 1 if self.text else 0

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[int, ...]: ...
    def __getitem__(self, place: int | slice) -> int | tuple[int, ...]:
        return self._all()[place]

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == tuple(other) if isinstance(other, (Ids, tuple, list)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Ids({self.text!r})"

    def _all(self) -> tuple[int, ...]:
        return tuple(map(int, self.text.split(","))) if self.text else ()


@dataclass(frozen=True)
class Figure:
    """A count, with its denominator when it is a share. `ids` are household or resident ids as `of` says.

    `key` is stable and language-free, e.g. 'labels.党员户' or 'grid.第一网格.空巢户'. `denominator` None: only counted.
    """

    key: str
    title: str
    numerator: int
    denominator: int | None = None
    of: str = "households"
    ids: Sequence[int] = field(default=(), repr=False)

    @property
    def percent(self) -> str:
        """Share to two places, half up ('20.86%'); '' for a plain count, or when there is nothing to divide by."""
        if not self.denominator:
            return ""
        hundredths = (self.numerator * 100_000 // self.denominator + 5) // 10
        return f"{hundredths // 100}.{hundredths % 100:02d}%"


@dataclass(frozen=True)
class GridFigures:
    """One grid's line of the seven-colour table."""

    grid: str
    households: Figure
    labels: dict[Label, Figure]
    distinct: Figure  # 去重户数: doors with at least one label


@dataclass(frozen=True)
class PopulationFigures:
    """All that is said of the population and its doors on one day, `as_of` inclusive."""

    as_of: date
    households: Figure
    residents: Figure
    labels: dict[Label, Figure]
    distinct: Figure
    grids: tuple[GridFigures, ...]
    combinations: dict[str, Figure]
    aged_60: Figure
    aged_80: Figure
    party_members: Figure
    disabled: Figure
    aided: Figure
    unit_people: Figure | None  # None: never recorded, so nothing can be said
    sold: Figure | None
    let: Figure

    def figures(self) -> list[Figure]:
        """Every figure but the combinations, in the order of the report: the whole, then grid by grid."""
        optional = (self.unit_people, self.sold, self.let)
        whole = [self.households, self.residents, *self.labels.values(), self.distinct, self.aged_60, self.aged_80]
        whole += [self.party_members, self.disabled, self.aided]
        whole += [figure for figure in optional if figure is not None]
        return whole + [one for grid in self.grids for one in (grid.households, *grid.labels.values(), grid.distinct)]


@dataclass(frozen=True)
class MonthlyFacts:
    """The frozen facts of one month's report.

    `now` is as of the month's last day, `before` of the month before, for the changes only and so without ids.

    `visits` 走访关爱, `requests` 诉求办理, `meetings` 组织生活, `deliberations` 议事协商 and `volunteers` 志愿服务 are
    None where nothing of it was ever recorded: the section is left out, as are words that are ''.
    `earlier`: the number of the month before by the key of a figure, for whatever was counted then too.
    `corrects`: the serial of the report that this one puts right; None for the first of a month.
    `key_work` 重点工作 and `next_plan` 下月计划 are the words of the people who report; '' leaves the section out.
    """

    branch: str
    street: str
    year: int
    month: int
    serial: str
    made_on: date
    now: PopulationFigures
    before: PopulationFigures
    preparer: str = ""
    reviewer: str = ""
    leader: str = ""
    key_work: str = ""
    next_plan: str = ""
    visits: VisitFigures | None = None
    requests: RequestReport | None = None
    meetings: MeetingReport | None = None
    deliberations: DeliberationReport | None = None
    visits_year: VisitYear | None = None
    volunteers: VolunteerReport | None = None
    earlier: Mapping[str, int] = field(default_factory=dict)
    corrects: str | None = None

    def change(self, figure: Figure) -> int | None:
        """How much more than in the month before; None where it was not counted then."""
        before = self.earlier.get(figure.key)
        return None if before is None else figure.numerator - before

    def figures(self) -> list[Figure]:
        """Every figure of the report in its order: each section's own, then what it says of the year so far."""
        parts = (self.visits, self.visits_year, self.requests, self.meetings, self.deliberations, self.volunteers)
        return [*self.now.figures(), *(figure for part in parts if part is not None for figure in part.figures())]

    @property
    def title(self) -> str:
        return f"{self.branch}{self.year}年{self.month}月工作月报"
