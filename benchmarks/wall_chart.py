"""A wall chart of 10,000 doors as a PDF, beside the same rectangles drawn one by one with plain reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from app.models.views import MapChart, MapFilter, MapPages
from app.reports.paper import DocumentInfo
from app.reports.paper_surface import PaperSurface
from app.reports.stamps import StampPaper
from app.reports.wall_chart import ChartFacts, wall_chart_page, wall_chart_pdf
from app.rules.elevation.furniture import paint_building
from app.rules.elevation.paints import make_look
from app.rules.elevation.placing import Placing
from app.rules.elevation.plan import make_plan
from app.rules.elevation.sizes import fit
from app.rules.elevation.surface import Box
from benchmarks.painting import synthetic_picture

Pair = tuple[str, Callable[[], object], Callable[[], object] | None, float]
_AREA = 2200, 1300  # units of 1/144 inch: what a lying A3 has for the elevations


def pairs() -> list[Pair]:
    """(name, ours, floor, most times the floor; or most seconds where there is no floor)."""
    picture = synthetic_picture(10_000)

    def facts(**order: object) -> ChartFacts:
        chart = MapChart(picture.as_of, **order)  # type: ignore[arg-type]
        return ChartFacts(picture, "大院社区党委", date(2026, 11, 21), chart)

    def whole(**order: object) -> Callable[[], object]:
        made = facts(paper="A3", **order)
        return lambda: wall_chart_pdf(made, lambda _done, _of: None)

    boxes = _boxes()
    return [
        ("wall chart: 10,000 doors on one A3, times the floor", whole(), lambda: _plain(boxes), 2.0),
        (
            "wall chart: 10,000 doors, black and white, times the floor",
            whole(monochrome=True),
            lambda: _plain(boxes),
            2.0,
        ),
        ("wall chart: 10,000 doors, a page a building, seconds", whole(pages=MapPages.BUILDING), None, 4.0),
        ("wall chart: 10,000 doors, legible, seconds", whole(pages=MapPages.LEGIBLE), None, 4.0),
        (
            "wall chart: 10,000 doors, one page to look at, seconds",
            lambda: wall_chart_page(facts(pages=MapPages.BUILDING, shown=MapFilter(labels=4)), 7),
            None,
            0.500,
        ),
    ]


class _Counting(PaperSurface):
    """Notes the filled rectangles that the chart is made of."""

    def __init__(self) -> None:
        super().__init__(StampPaper((1, 1), DocumentInfo("", "", date(2026, 11, 21))))
        self.found: list[tuple[str, Box]] = []

    def rects(self, colour: str, boxes: object) -> None:
        self.found.extend((colour, box) for box in boxes)  # type: ignore[attr-defined]


def _boxes() -> list[tuple[str, Box]]:
    picture = synthetic_picture(10_000)
    plan = make_plan(picture.buildings)
    sizes, lines = fit(plan, *_AREA, 1.3, 72, 3)
    placing = Placing(plan, sizes, lines)
    surface = _Counting()
    for number, tile in enumerate(placing.tiles):
        paint_building(surface, make_look(picture.legend), placing, list(plan.masks()), number, (tile.x, tile.y))
    return surface.found


def _plain(boxes: list[tuple[str, Box]]) -> bytes:
    """The same rectangles, each by a call, as one writes it from the manual of the library."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    colours = {colour: HexColor(colour) for colour in {colour for colour, _ in boxes}}
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(1190, 842), pageCompression=1)
    for colour, (x, y, w, h) in boxes:
        canvas.setFillColor(colours[colour])
        canvas.rect(x / 2, 842 - (y + h) / 2, w / 2, h / 2, stroke=0, fill=1)
    canvas.save()
    return buffer.getvalue()
