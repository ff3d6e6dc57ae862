"""The seven-colour map as a wall chart: title, legend with counts, figures, the elevations, date, place for the seal.

Laid out in units of 1/144 inch, so that type has the same size on every sheet. No name and no number of a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.colours import LABELS
from app.models.figures import Figure
from app.models.views import MapChart, MapFilter, MapPages, MapPicture
from app.reports.paper import DocumentInfo
from app.reports.paper_surface import UNITS_A_POINT, PaperSurface
from app.reports.stamps import StampPaper
from app.rules.elevation import choosing
from app.rules.elevation.choosing import Counted
from app.rules.elevation.furniture import paint_furniture
from app.rules.elevation.painter import DIMMED, doors_of, paint_swatch
from app.rules.elevation.paints import make_look
from app.rules.elevation.placing import Placing, Rect
from app.rules.elevation.plan import Plan, make_plan
from app.rules.elevation.sizes import Lines, Sizes, fit, line_height, wrap

_SHEETS_MM = {"A4": (297, 210), "A3": (420, 297)}
_UNITS_A_MM = 144 / 25.4
_MARGIN = round(12 * _UNITS_A_MM)
_SCALE = 1.3  # of type against the screen's
_LEGIBLE = 36  # a door of this width shows the marks of two labels
_LARGEST, _LEAST = 110, 3
_TEXT, _LINE = 20, 40
_FOOT = 112
_GAP = 28


@dataclass(frozen=True)
class ChartFacts:
    """What the chart is made of. `overdue`: households whose visit is overdue."""

    picture: MapPicture
    branch: str
    made_on: date
    chart: MapChart
    overdue: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Page:
    """Some buildings at one zoom; `own`: the legend counts them only, and they stand in the title."""

    lines: Lines
    sizes: Sizes
    own: int | None = None


def longer_side(paper: str) -> float:
    """Inches."""
    return _SHEETS_MM[paper][0] / 25.4


def wall_chart_pdf(facts: ChartFacts, report: Callable[[int, int], None]) -> bytes:
    """All pages. `report(done, of)` counts buildings. Raises UserFault for a character that no font has, and when
    there is nothing to draw."""
    return _Chart(facts).pdf(report)


def wall_chart_page(facts: ChartFacts, number: int) -> tuple[int, bytes]:
    """How many pages there are, and one of them (from 0, the last where there are fewer) as a PDF of its own."""
    chart = _Chart(facts)
    number = min(number, len(chart.pages) - 1)
    return len(chart.pages), chart.pdf(lambda _done, _of: None, only=number)


class _Chart:
    """Works out what is drawn where; draws it on demand."""

    def __init__(self, facts: ChartFacts) -> None:
        self.facts = facts
        chart, picture = facts.chart, facts.picture
        self.allowed = choosing.public_mask(picture.legend) if chart.public else 127
        if not self.allowed:
            raise UserFault("还没有选定可以对外的标签。", "请先勾选至少一个标签,或改印办公室用的图。")
        shown = chart.shown if chart.only_shown else MapFilter()
        self.shown = choosing.public_filter(shown, self.allowed) if chart.public else shown
        self.plan, self.masks = self._plan()
        found = choosing.matching(self.plan, self.masks, self.shown, facts.overdue)
        self.keys = [mask if on else DIMMED for mask, on in zip(self.masks, found, strict=True)]
        self.look = make_look(picture.legend, monochrome=chart.monochrome)
        long, short = (round(side * _UNITS_A_MM) for side in _SHEETS_MM[chart.paper])
        self.width, self.height = (long, short) if chart.landscape else (short, long)
        self.info = DocumentInfo(self.title(), facts.branch, facts.made_on)
        self.inner = Rect(_MARGIN, _MARGIN, self.width - 2 * _MARGIN, self.height - 2 * _MARGIN)
        self.area = self._area()
        self.pages = self._pages()

    def title(self, own: int | None = None) -> str:
        building = "" if own is None else self.plan.buildings[own].title
        place = choosing.place_words(replace(self.shown, grid=self.shown.grid, building=None), building)
        return " ".join(part for part in (f"{self.facts.branch}七彩图", place) if part)

    def pdf(self, report: Callable[[int, int], None], only: int | None = None) -> bytes:
        paper = StampPaper((self.width / UNITS_A_POINT, self.height / UNITS_A_POINT), self.info)
        surface = PaperSurface(paper)
        chosen = [only] if only is not None else range(len(self.pages))
        of = sum(len(line) for number in chosen for line in self.pages[number].lines)
        done = 0
        for number in chosen:
            page = self.pages[number]
            self._paint_frame(surface, page, number)
            placing = Placing(self.plan, page.sizes, page.lines)
            left = self.area.x + max(0, (self.area.width - placing.width) // 2)
            for line in page.lines:
                for building in line:
                    report(done, of)
                    tile = placing.tiles[building]
                    corner = (left + tile.x, self.area.y + tile.y)
                    surface.doors(self.look, page.sizes, doors_of(placing, self.keys, building, corner))
                    paint_furniture(surface, self.look, placing, self.keys, building, corner)
                    done += 1
            paper.end_page()
        report(of, of)
        return paper.finish()

    # what is drawn

    def _plan(self) -> tuple[Plan, bytes]:
        """The buildings on the chart; those of which the filter shows nothing are left out."""
        picture = self.facts.picture
        several = len({one.estate for one in picture.buildings}) > 1
        buildings = choosing.places_of(picture.buildings, self.shown)
        plan, masks = self._with_masks(make_plan(buildings, several_estates=several))
        if self.shown.labels or self.shown.overdue:
            found = choosing.matching(plan, masks, self.shown, self.facts.overdue)
            kept = {plan.places[door][0] for door, on in enumerate(found) if on}
            buildings = [one for number, one in enumerate(buildings) if number in kept]
            plan, masks = self._with_masks(make_plan(buildings, several_estates=several))
        if not buildings:
            raise UserFault("图上没有可以打印的住户。", "请换一个筛选条件,或印全部住户。")
        return plan, masks

    def _with_masks(self, plan: Plan) -> tuple[Plan, bytes]:
        return plan, plan.masks().translate(bytes(mask & self.allowed for mask in range(256)))

    def _pages(self) -> tuple[_Page, ...]:
        every = tuple(range(len(self.plan.buildings)))
        if self.facts.chart.pages is MapPages.BUILDING:
            return tuple(_Page(((number,),), self._fitting((number,)), number) for number in every)
        sizes, lines = fit(self.plan, self.area.width, self.area.height, _SCALE, _LARGEST, _LEAST)
        legible = self._at_most(_LEGIBLE, every)
        if self.facts.chart.pages is MapPages.LEGIBLE and sizes.cell < legible.cell:
            sizes, lines = legible, wrap(self.plan, legible, self.area.width)
        return tuple(_Page(part, sizes) for part in self._sheets(sizes, lines))

    def _fitting(self, members: tuple[int, ...]) -> Sizes:
        return self._at_most(_LARGEST, members)

    def _at_most(self, cell: int, members: tuple[int, ...]) -> Sizes:
        """The largest door up to `cell` at which each of these buildings fits on a sheet."""
        for width in range(round(cell * _SCALE), round(_LEAST * _SCALE), -1):
            sizes = Sizes(width, _SCALE)
            buildings = [self.plan.buildings[number] for number in members]
            if all(
                sizes.width_of(one) + sizes.margin <= self.area.width
                and sizes.height_of(one) + sizes.margin <= self.area.height
                for one in buildings
            ):
                return sizes
        return Sizes(round(_LEAST * _SCALE), _SCALE)

    def _sheets(self, sizes: Sizes, lines: Lines) -> list[Lines]:
        """Lines of buildings spread over sheets, as many on each as there is room for."""
        sheets: list[list[tuple[int, ...]]] = []
        taken = 0
        for line in lines:
            high = line_height(self.plan, sizes, line)
            if not sheets or taken + high > self.area.height:
                sheets.append([])
                taken = sizes.margin
            sheets[-1].append(line)
            taken += high
        return [tuple(sheet) for sheet in sheets]

    # around it

    def _area(self) -> Rect:
        """Between legend and foot. The legend is measured with the longest words it may have."""
        probe = PaperSurface(StampPaper((10, 10), self.info))
        top = self.inner.y + 96 + _LINE * len(self._legend_lines(probe, self._counts(None))) + 20
        return Rect(self.inner.x, top, self.inner.width, self.inner.bottom - _FOOT - 8 - top)

    def _counts(self, own: int | None) -> Counted:
        shown = self.shown
        if own is not None:
            shown = replace(shown, building=self.plan.buildings[own].key)
            buildings = choosing.places_of(self.facts.picture.buildings, shown)
            plan, masks = self._with_masks(make_plan(buildings))
            return choosing.counted(plan, masks, shown, self.facts.overdue)
        return choosing.counted(self.plan, self.masks, shown, self.facts.overdue)

    def _paint_frame(self, surface: PaperSurface, page: _Page, number: int) -> None:
        look, inner = self.look, self.inner
        surface.heading(look.text, (inner.x, inner.y, inner.width, 56), self.title(page.own), 40)
        said = choosing.condition_words(self.shown)
        only = f"  只画出{said}的住户" if said else ""
        day = f"截至{chinese_date(self.facts.picture.as_of)}{only}"
        surface.words(look.faint, 22, [((inner.x, inner.y + 56, inner.width, 32), day)])
        y = inner.y + 96
        for line in self._legend_lines(surface, self._counts(page.own)):
            self._paint_legend_line(surface, line, y)
            y += _LINE
        surface.rects(look.faint, [(inner.x, y + 8, inner.width, 1)])
        self._paint_foot(surface, number)

    def _legend_lines(self, surface: PaperSurface, figures: Counted) -> list[list[tuple[int, int | None, str]]]:
        """(x, label or None, words) of each item, wrapped to the width of the sheet; the last is the figures."""
        items: list[tuple[int | None, str]] = []
        for number in self.look.order(self.allowed):
            one = Figure("", LABELS[number].value, figures.counts[number], figures.total)
            share = f"({one.percent})" if one.percent else ""
            items.append((number, f"{one.title} {one.numerator}户{share}"))
        items.append((None, self._figures_words(figures)))
        lines: list[list[tuple[int, int | None, str]]] = [[]]
        x = self.inner.x
        for label, words in items:
            bold = label is None
            need = (0 if bold else 56) + round(surface.width(words, _TEXT, bold=bold)) + _GAP
            if lines[-1] and x + need - _GAP > self.inner.right:
                lines.append([])
                x = self.inner.x
            lines[-1].append((x, label, words))
            x += need
        return lines

    def _figures_words(self, figures: Counted) -> str:
        narrowed = self.shown.labels or self.shown.overdue
        matching = f"  画出 {figures.matching} 户" if narrowed else ""
        return f"总户数 {figures.total}{matching}  标签户数 {sum(figures.counts)}  去重户数 {figures.distinct}"

    def _paint_legend_line(self, surface: PaperSurface, line: list[tuple[int, int | None, str]], y: int) -> None:
        for x, label, words in line:
            place = (x if label is None else x + 56, y, self.inner.right - x, _LINE)
            if label is not None:
                paint_swatch(surface, self.look, label, (x, y + 4, 44, 32), 1.6)
            surface.words(self.look.text, _TEXT, [(place, words)], bold=label is None, align="left")

    def _paint_foot(self, surface: PaperSurface, number: int) -> None:
        look, inner = self.look, self.inner
        top = inner.bottom - _FOOT
        surface.rects(look.faint, [(inner.x, top, inner.width, 1)])
        note = "每个小格是一户;一户有几个标签就有几条颜色,颜色、字和花纹同时表示标签。"
        if self.facts.chart.public:
            note = "每个小格是一户;本图只画可以公开的标签,没有颜色的小格不说明任何情况。"
        surface.words(look.text, _TEXT, [((inner.x, top + 6, inner.width, 34), note)], align="left")
        right = inner.x, top + 42, inner.width - 120, 34
        surface.words(look.text, _TEXT, [(right, f"填报单位(盖章):{self.facts.branch}")], align="right")
        right = inner.x, top + 76, inner.width - 120, 34
        surface.words(look.text, _TEXT, [(right, f"制表日期:{chinese_date(self.facts.made_on)}")], align="right")
        if len(self.pages) > 1:
            left = inner.x, top + 76, inner.width, 34
            words = f"第 {number + 1} 页  共 {len(self.pages)} 页"
            surface.words(look.text, _TEXT, [(left, words)], align="left")
