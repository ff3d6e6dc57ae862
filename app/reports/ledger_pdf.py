"""A wide ledger on paper: A4 landscape, header, unit and period on each page, page n of m.

Rows are drawn straight onto the page, a page at a time, so the cost grows in line with the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from app.reports.fonts import Face, FontSet
from app.reports.geometry import A4_LANDSCAPE, BODY_SIZE, MM, PAGE_NUMBER_SIZE
from app.reports.ledger import LedgerSheet
from app.reports.linebreak import break_lines
from app.reports.paper import DocumentInfo, Paper, printable

_MARGIN = 12 * MM
_SIZE = 9.0
_LEADING = 11.5
_ROW = 17.0
_PADDING = 2.5
_TITLE_SIZE = 16.0
_HEAD = _MARGIN + 44.0  # where the header row begins
_BOTTOM = A4_LANDSCAPE[1] - _MARGIN - 16.0
_MOST_LINES = int((_BOTTOM - _HEAD - 60.0) / _LEADING)  # more do not fit on one page

Item = tuple[float, float, str]
Row = Sequence[str]


@dataclass(frozen=True)
class _Grid:
    """Edges of the columns, and the header already broken into lines."""

    edges: tuple[tuple[float, float], ...]
    header: tuple[list[str], ...]

    @property
    def header_height(self) -> float:
        return max(len(lines) for lines in self.header) * _LEADING + _ROW - _LEADING


def ledger_pdf(
    sheet: LedgerSheet,
    rows: Iterable[Sequence[str]],
    *,
    progress: Callable[[int], None] | None = None,
    made_on: date = date(2000, 1, 1),
    fonts: FontSet | None = None,
) -> bytes:
    """The ledger as a PDF. `progress` is told after each page how many rows are on paper; it may raise to stop.

    `made_on` is the file's creation date. Raises UserFault for a character that no font has.
    """
    info = DocumentInfo(title=sheet.title, author=sheet.unit, made_on=made_on)
    paper = Paper(A4_LANDSCAPE, info, fonts)
    _draw_pages(paper, sheet, rows, lambda _number: (), progress)
    return paper.finish()


def attach_ledger(
    paper: Paper,
    sheet: LedgerSheet,
    rows: Sequence[Row],
    *,
    mark: str,
    first: int,
    progress: Callable[[int], None] | None = None,
) -> int:
    """The ledger on pages across behind a report: `mark` (附件2) stands on its first page, pages count on from `first`.

    Returns how many pages it took.
    """
    paper.turn(A4_LANDSCAPE)

    def more(number: int) -> list[tuple[float, float, str, Face, float]]:
        count = first + number - 1
        text = f"— {count} —"
        wide = paper.measure(text, Face.SONG, PAGE_NUMBER_SIZE)
        x = paper.width - _MARGIN - PAGE_NUMBER_SIZE - wide if count % 2 else _MARGIN + PAGE_NUMBER_SIZE
        said = [(x, _BOTTOM + 6.0, text, Face.SONG, PAGE_NUMBER_SIZE)]
        return [*said, (_MARGIN, _MARGIN, mark, Face.HEI, BODY_SIZE)] if number == 1 else said

    return _draw_pages(paper, sheet, rows, more, progress)


def _draw_pages(
    paper: Paper,
    sheet: LedgerSheet,
    rows: Iterable[Row],
    more: Callable[[int], Iterable[tuple[float, float, str, Face, float]]],
    progress: Callable[[int], None] | None,
) -> int:
    """All pages; `more(number)`: what else stands on a page, as (x, top, text, face, size)."""
    grid = _grid(paper, sheet)
    rows = rows if isinstance(rows, Sequence) else list(rows)
    heights = _heights(paper, grid, rows)
    pages = _paginate(grid, heights)
    for number, page in enumerate(pages, start=1):
        _frame(paper, sheet, f"第{number}页 共{len(pages)}页")
        for x, top, text, face, size in more(number):
            paper.text(x, top, text, face, size)
        _draw(paper, sheet, grid, [(heights[place], rows[place]) for place in page])
        paper.end_page()
        if progress is not None:
            progress(page.stop)
    return len(pages)


def _grid(paper: Paper, sheet: LedgerSheet) -> _Grid:
    whole = sum(column.width_mm for column in sheet.columns)
    wide = paper.width - 2 * _MARGIN
    edges = []
    left = _MARGIN
    for column in sheet.columns:
        right = left + wide * column.width_mm / whole
        edges.append((left, right))
        left = right
    header = tuple(
        _wrap(paper, column.title, right - left, Face.HEI)
        for column, (left, right) in zip(sheet.columns, edges, strict=True)
    )
    return _Grid(tuple(edges), header)


def _heights(paper: Paper, grid: _Grid, rows: Sequence[Row]) -> list[int]:
    """For each row the lines of its highest cell."""
    limits = [(right - left - 2 * _PADDING) * 1000 / _SIZE for left, right in grid.edges]
    measure = paper.pen(Face.BODY).width
    heights = []
    for row in rows:
        lines = 1
        for cell, limit, edge in zip(row, limits, grid.edges, strict=True):
            if cell and measure(printable(cell)) > limit:
                lines = max(lines, len(_wrap(paper, printable(cell), edge[1] - edge[0], Face.BODY)))
        heights.append(lines)
    return heights


def _paginate(grid: _Grid, heights: list[int]) -> list[range]:
    """The rows of each page. A row is never cut; an empty ledger has one page."""
    room = _BOTTOM - _HEAD - grid.header_height
    starts = [0]
    used = 0.0
    for place, lines in enumerate(heights):
        height = _ROW + (lines - 1) * _LEADING
        if used + height > room:
            starts.append(place)
            used = 0.0
        used += height
    return [range(start, stop) for start, stop in pairwise([*starts, len(heights)])]


def _wrap(paper: Paper, cell: str, wide: float, face: Face) -> list[str]:
    """Lines of one cell; what is longer than a page ends in an ellipsis."""
    lines = break_lines(cell, partial(paper.measure, face=face, size=_SIZE), wide - 2 * _PADDING)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "……"]


def _frame(paper: Paper, sheet: LedgerSheet, page_of: str) -> None:
    """Title, unit and period above, page number below."""
    middle = paper.width / 2
    paper.text(
        middle - paper.measure(sheet.title, Face.TITLE, _TITLE_SIZE) / 2, _MARGIN, sheet.title, Face.TITLE, _TITLE_SIZE
    )
    under = _MARGIN + 26.0
    paper.text(_MARGIN, under, f"填报单位：{sheet.unit}", Face.BODY, 10.5)
    period = f"期间：{sheet.period}"
    right = paper.width - _MARGIN
    paper.text(right - paper.measure(period, Face.BODY, 10.5), under, period, Face.BODY, 10.5)
    paper.text(middle - paper.measure(page_of, Face.SONG, 10.5) / 2, _BOTTOM + 8.0, page_of, Face.SONG, 10.5)


def _draw(paper: Paper, sheet: LedgerSheet, grid: _Grid, page: list[tuple[int, Row]]) -> None:
    """Header, rows and rules of one page."""
    tops = [_HEAD, _HEAD + grid.header_height]
    for lines, _ in page:
        tops.append(tops[-1] + _ROW + (lines - 1) * _LEADING)
    paper.cells(_header_items(paper, grid), Face.HEI, _SIZE)
    paper.cells(_items(paper, sheet, grid, page, tops[1:]), Face.BODY, _SIZE)
    left, right, low = grid.edges[0][0], grid.edges[-1][1], tops[-1]
    across = [(left, top, right, top) for top in tops]
    down = [(x, _HEAD, x, low) for x in (left, *(edge for _, edge in grid.edges))]
    paper.lines(across + down, 0.5)


def _header_items(paper: Paper, grid: _Grid) -> Iterator[Item]:
    for lines, (left, right) in zip(grid.header, grid.edges, strict=True):
        start = _HEAD + (grid.header_height - len(lines) * _LEADING) / 2 + (_LEADING - _SIZE) / 2
        for place, line in enumerate(lines):
            yield (left + right - paper.measure(line, Face.HEI, _SIZE)) / 2, start + place * _LEADING, line


def _items(
    paper: Paper, sheet: LedgerSheet, grid: _Grid, page: list[tuple[int, Row]], tops: list[float]
) -> Iterator[Item]:
    """Every line of every cell with its place."""
    measure = paper.pen(Face.BODY).width
    columns = [
        (left + _PADDING, right - _PADDING, column.align)
        for column, (left, right) in zip(sheet.columns, grid.edges, strict=True)
    ]
    lift = (_ROW - _SIZE) / 2
    for (lines, row), top in zip(page, tops, strict=False):
        y = top + lift
        for raw, (left, right, align) in zip(row, columns, strict=True):
            if not raw:
                continue
            cell = printable(raw)
            wide = measure(cell) * _SIZE / 1000
            if lines > 1 and wide > right - left:
                yield from _wrapped(paper, cell, left, y, right - left)
                continue
            x = left if align == "left" else right - wide if align == "right" else (left + right - wide) / 2
            yield x, y + (lines - 1) * _LEADING / 2, cell


def _wrapped(paper: Paper, cell: str, left: float, y: float, wide: float) -> Iterator[Item]:
    for place, line in enumerate(_wrap(paper, cell, wide + 2 * _PADDING, Face.BODY)):
        yield left, y + place * _LEADING, line
