"""人口结构 on paper: the pictures of the page and the numbers behind them, two pages of A4 as a rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from app.base.clock import chinese_date
from app.models.drawings import Drawing
from app.models.figures import Figure
from app.models.population import PopulationView
from app.reports.blocks import Block, Chart, PageBreak, Pair, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo
from app.rules import population_charts as charts
from app.rules.charts import lines_of_words

_AGES_HEIGHT, _SHARES_HEIGHT, _LABELS_HEIGHT = 285.0, 188.0, 176.0  # points
_GROUPS = 3  # of the table of ages
_GRID_TITLES = ("网格", "户数", "人数", "60岁以上", "80岁以上", "单位人", "已售", "出租")
_GRID_SHARES = (1.1, 0.75, 0.75, 1.45)


def population_pdf(view: PopulationView, made_on: date, fonts: FontSet | None = None) -> bytes:
    """The view as a PDF; the same view gives the same bytes. Raises UserFault for a character that no font has."""
    title = f"{view.branch}人口结构"
    return document_pdf(population_blocks(view, made_on), DocumentInfo(title, view.branch, made_on), fonts=fonts)


def population_blocks(view: PopulationView, made_on: date) -> list[Block]:
    """Ages and shares on the first page; labels, tables and remarks on the second."""
    scope = view.now.scope.words
    day = chinese_date(view.now.as_of)
    blocks: list[Block] = [
        Title(f"{view.branch}\n人口结构"),
        Pair(f"截至{day}", f"范围：{scope}" if scope else ""),
        Chart(_titled(charts.ages, view, f"年龄和性别（共{view.now.whole.residents.numerator}人）"), _AGES_HEIGHT),
        Chart(_titled(charts.shares, view, f"占比（共{view.now.whole.households.numerator}户）"), _SHARES_HEIGHT),
        PageBreak(),
        Chart(_titled(charts.labels, view, "七类标签户数，近24个月"), _LABELS_HEIGHT),
        _ages_table(view),
    ]
    if len(view.now.grids) > 1:
        blocks.append(_grid_table(view))
    blocks.append(Chart(lambda width, _height: lines_of_words(_remarks(view, made_on), width), 0.0))
    return blocks


def _titled(make: Callable[..., Drawing], view: PopulationView, title: str) -> Callable[[float, float], Drawing]:
    return partial(make, view, title=title)


def _ages_table(view: PopulationView) -> Table:
    """Bands in three groups beside each other; the last rows are the sum."""
    cells = [(band.name, str(band.men.numerator), str(band.women.numerator)) for band in view.now.bands]
    cells += [
        (figure.title, str(figure.numerator), "") for figure in (view.now.no_sex, view.now.no_birth) if figure.numerator
    ]
    rows = -(-len(cells) // _GROUPS)
    cells += [("", "", "")] * (rows * _GROUPS - len(cells))
    lines = [tuple(cell for group in range(_GROUPS) for cell in cells[row + group * rows]) for row in range(rows)]
    columns = (TableColumn("年龄", 1.6), TableColumn("男"), TableColumn("女"))
    return Table(columns * _GROUPS, tuple(lines), caption="各年龄段人数", unit="单位：人")


def _grid_table(view: PopulationView) -> Table:
    rows = []
    for name, one in (*view.now.grids, ("合计", view.now.whole)):
        shares = (one.aged_60, one.aged_80, one.unit_people, one.sold, one.let)
        rows.append((name, str(one.households.numerator), str(one.residents.numerator), *map(_share, shares)))
    columns = tuple(TableColumn(title, _GRID_SHARES[min(place, 3)]) for place, title in enumerate(_GRID_TITLES))
    return Table(columns, tuple(rows), caption="各网格占比（人占人数，户占户数）", strong=1)


def _share(figure: Figure | None) -> str:
    if figure is None:
        return "未登记"
    return f"{figure.numerator} {figure.percent}".rstrip()


def _remarks(view: PopulationView, made_on: date) -> list[str]:
    sources = "；".join(f"{level.name}{level.from_percent}%起（{level.source}）" for level in view.levels)
    now = view.now.whole
    doubled = sum(one.residents.numerator for _, one in view.now.grids) > now.residents.numerator
    return [
        f"60岁及以上占比的叫法：{sources}。",
        f"{charts.PAST_WORDS}。{chinese_date(made_on)}制表。",
        *(["同时住在两个网格的人，在两个网格各计一次，合计只计一次。"] if doubled else []),
    ]
