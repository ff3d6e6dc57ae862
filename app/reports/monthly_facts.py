"""What the monthly report says, before it is paper or workbook: both read these rows, so they cannot differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.models.colours import LABELS, Label
from app.models.figures import Figure, GridFigures, MonthlyFacts, PopulationFigures


@dataclass(frozen=True)
class Indicator:
    """One figure of the basic facts with its words. `of` says what a percent is of; '' for a plain count.

    `divisor`: what the number is divided by before it is told, 60 for hours out of minutes.
    """

    name: str
    figure: Figure
    unit: str
    of: str = ""
    divisor: int = 1

    @property
    def number(self) -> int | float:
        """The number as it is told; what is divided to two places, half up."""
        if self.divisor == 1:
            return self.figure.numerator
        return (self.figure.numerator * 200 + self.divisor) // (2 * self.divisor) / 100


@dataclass(frozen=True)
class TableRow:
    """One line of the seven-colour table, numbers only, in the order of `TABLE_TITLES` after the first."""

    name: str
    numbers: tuple[int, ...]


_NO_GRID = "未划网格"

TABLE_TITLES = ("网格", "总户数", *(label.value for label in LABELS), "标签户数", "去重户数")


def basic_indicators(now: PopulationFigures) -> list[Indicator]:
    """基本情况: what was never recorded is left out, not shown as nought."""
    people = [
        ("60周岁及以上", now.aged_60),
        ("80周岁及以上", now.aged_80),
        ("党员（含预备党员）", now.party_members),
        ("残疾人", _recorded(now.disabled, now.labels.get(Label.DISABLED))),
        ("享受救助", _recorded(now.aided, now.labels.get(Label.HARDSHIP))),
        ("单位人", now.unit_people),
        ("社会人", _rest(now.unit_people, "社会人")),
    ]
    doors = [("已售住房", now.sold), ("出租住房", now.let)]
    rows = [Indicator("住户", now.households, "户"), Indicator("居民", now.residents, "人")]
    rows += [_share(name, figure, "人", now.residents, "居民总数") for name, figure in people if figure is not None]
    rows += [_share(name, figure, "户", now.households, "总户数") for name, figure in doors if figure is not None]
    return rows


def _recorded(people: Figure, doors: Figure | None) -> Figure | None:
    """A count of people; None where only doors are marked (a ledger ticked them) and no person is known by name."""
    return None if not people.numerator and doors is not None and doors.numerator else people


def grid_rows(now: PopulationFigures) -> list[TableRow]:
    """One row a grid, in the order of the facts; doors of no grid get a row of their own, so that totals add up."""
    rows = [TableRow(grid.grid or _NO_GRID, _grid_numbers(grid)) for grid in now.grids]
    total = total_row(now, "").numbers
    rest = tuple(whole - sum(part) for whole, *part in zip(total, *(row.numbers for row in rows), strict=True))
    return [*rows, TableRow(_NO_GRID, rest)] if rows and any(rest) else rows


def total_row(figures: PopulationFigures, name: str) -> TableRow:
    """The whole branch as one row."""
    labels = tuple(_count(figures.labels.get(label)) for label in LABELS)
    return TableRow(name, (figures.households.numerator, *labels, sum(labels), figures.distinct.numerator))


def combination_rows(now: PopulationFigures) -> list[tuple[str, Figure]]:
    """Label combinations, the most frequent first; doors without a label last."""
    named = [(key, figure) for key, figure in now.combinations.items() if key]
    named.sort(key=lambda pair: (-pair[1].numerator, pair[0]))
    return named + [("无标签", figure) for key, figure in now.combinations.items() if not key]


def sections(facts: MonthlyFacts) -> list[tuple[str, str]]:
    """The sections of words that were written: (title, text)."""
    words = [("重点工作", facts.key_work), ("下月计划", facts.next_plan)]
    return [(title, text.strip()) for title, text in words if text.strip()]


def number(facts: MonthlyFacts) -> str:
    """The serial, and which report it puts right where it is a correction."""
    return f"{facts.serial}（更正 {facts.corrects} 号）" if facts.corrects else facts.serial


def period(facts: MonthlyFacts) -> str:
    return f"{facts.year}年{facts.month}月"


def signers(facts: MonthlyFacts) -> list[tuple[str, str]]:
    return [("填报人", facts.preparer), ("审核人", facts.reviewer), ("党组织负责人（签字）", facts.leader)]


def change_words(number: int) -> str:
    """+3, -2 or 持平."""
    return f"{number:+d}" if number else "持平"


def changes(now: TableRow, before: TableRow) -> Iterable[int]:
    return (new - old for new, old in zip(now.numbers, before.numbers, strict=True))


def _share(name: str, figure: Figure, unit: str, whole: Figure, of: str) -> Indicator:
    base = figure.denominator
    if not base:
        return Indicator(name, figure, unit)
    return Indicator(name, figure, unit, of if base == whole.numerator else f"已登记的{base}{unit}")


def _rest(figure: Figure | None, title: str) -> Figure | None:
    """The other part of a whole, e.g. 社会人 beside 单位人; its people have no list of their own."""
    if figure is None or not figure.denominator:
        return None
    return Figure(f"{figure.key}.rest", title, figure.denominator - figure.numerator, figure.denominator, figure.of)


def _grid_numbers(grid: GridFigures) -> tuple[int, ...]:
    labels = tuple(_count(grid.labels.get(label)) for label in LABELS)
    return (grid.households.numerator, *labels, sum(labels), grid.distinct.numerator)


def _count(figure: Figure | None) -> int:
    return figure.numerator if figure else 0
