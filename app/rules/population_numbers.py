"""Every number of the population page as a row: what the table shows, the paper prints and an export carries."""

from __future__ import annotations

from dataclasses import dataclass, fields

from app.base.clock import chinese_date
from app.models.figures import Figure
from app.models.ledgers import Ledger, LedgerColumn
from app.models.population import PopulationView, Shares
from app.rules.population import change_words, points_words

UNITS = {"residents": "人", "households": "户"}


@dataclass(frozen=True)
class NumberRow:
    """`part`: 概况, 年龄, 标签 or a grid's name. `before` None: not compared, or not known on that day."""

    part: str
    title: str
    figure: Figure
    before: Figure | None

    @property
    def number(self) -> str:
        return f"{self.figure.numerator}{UNITS[self.figure.of]}"

    @property
    def of(self) -> str:
        """What the share is of, e.g. '1203人'; '' for a plain count."""
        return f"{self.figure.denominator}{UNITS[self.figure.of]}" if self.figure.denominator else ""

    @property
    def change(self) -> str:
        return change_words(self.figure, self.before)

    @property
    def points(self) -> str:
        return points_words(self.figure, self.before)


def number_rows(view: PopulationView) -> tuple[NumberRow, ...]:
    """In the order of the page: shares, ages, those without a place in the pyramid, labels, grids."""
    now, before = view.now, view.before
    rows = _shares("概况", now.whole, before.whole if before else None)
    for place, band in enumerate(now.bands):
        old = before.bands[place] if before else None
        rows.append(NumberRow("年龄", band.men.title, band.men, old.men if old else None))
        rows.append(NumberRow("年龄", band.women.title, band.women, old.women if old else None))
    for name in ("no_sex", "no_birth", "unborn"):
        figure: Figure = getattr(now, name)
        if figure.numerator:
            rows.append(NumberRow("年龄", figure.title, figure, getattr(before, name) if before else None))
    rows += [NumberRow("标签", trend.label.value, trend.points[-1], trend.before) for trend in view.trends]
    earlier = dict(before.grids) if before else {}
    for grid, shares in now.grids:
        rows += _shares(grid, shares, earlier.get(grid))
    return tuple(rows)


def title_of(view: PopulationView, key: str) -> str:
    """What a figure of the view is called: of today, or a label of a month before."""
    titles = {row.figure.key: row.figure.title for row in number_rows(view)}
    titles |= {point.key: point.title for trend in view.trends for point in trend.points}
    return titles[key]


def numbers_ledger(view: PopulationView) -> Ledger:
    """The same rows as a table that leaves the house; no names, no personal numbers in it."""
    columns = [
        LedgerColumn("part", "范围", 34),
        LedgerColumn("title", "项目", 48),
        LedgerColumn("number", "数", 22, number=True),
        LedgerColumn("unit", "单位", 14),
        LedgerColumn("of", "总数", 24, number=True),
        LedgerColumn("percent", "占比", 22),
    ]
    period = f"截至{chinese_date(view.now.as_of)}"
    if view.before is not None:
        period += f",与{chinese_date(view.before.as_of)}相比"
        columns += [LedgerColumn("change", "增减", 20, number=True), LedgerColumn("points", "百分点", 20, number=True)]
    rows = [
        (
            row.part,
            row.title,
            row.figure.numerator,
            UNITS[row.figure.of],
            "" if row.figure.denominator is None else row.figure.denominator,
            row.figure.percent,
            *(_changes(row) if view.before else ()),
        )
        for row in number_rows(view)
    ]
    return Ledger(f"{view.now.scope.words}人口结构", period, tuple(columns), rows)


def _changes(row: NumberRow) -> tuple[int | str, float | str]:
    """As numbers, so that they can be added up."""
    change = row.figure.numerator - row.before.numerator if row.before else ""
    return change, float(row.points) if row.points else ""


def _shares(part: str, shares: Shares, before: Shares | None) -> list[NumberRow]:
    rows = []
    for field in fields(shares):
        figure: Figure | None = getattr(shares, field.name)
        if figure is None or (field.name == "unit_unknown" and not figure.numerator):
            continue
        title = figure.title.removeprefix(part)
        rows.append(NumberRow(part, title, figure, getattr(before, field.name) if before else None))
    return rows
