"""Ruled tables: rows of wrapped cells, header repeated on each page, never a row cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from app.reports.blocks import Align, Table
from app.reports.boxes import Box, draw_nothing
from app.reports.fonts import Face
from app.reports.geometry import TABLE_SIZE, TypeArea
from app.reports.linebreak import break_lines
from app.reports.paper import Paper, printable

Edge = tuple[float, float]  # left and right of a column
Wrapped = tuple[str, float]  # a line of a cell and its width

_PADDING = 2.5
_LEADING = 13.5
_RULE = 0.5


def table_boxes(paper: Paper, area: TypeArea, table: Table) -> list[Box]:
    """Caption, header and rows as boxes, and a little air under them."""
    edges = _edges(area, table)
    titles = _wrap_row(paper, edges, [column.title for column in table.columns], Face.HEI)
    header = _row(paper, edges, titles, [Align.CENTER] * len(edges), Face.HEI, first=True)
    rows = list(_rows(paper, edges, table, most=int(area.height * 0.8 / _LEADING)))
    caption = [_caption(paper, area, table)] if table.caption or table.unit else []
    tied = [replace(box, keep=place < 1 or place == len(rows) - 2, repeat=header) for place, box in enumerate(rows)]
    return [*caption, replace(header, keep=True), *tied, Box(4.0, draw_nothing, grid=False, blank=True)]


def _rows(paper: Paper, edges: Sequence[Edge], table: Table, most: int) -> Iterator[Box]:
    """The rows below the header; one of more than `most` lines goes on in further rows, so that nothing is lost."""
    aligns = [column.align for column in table.columns]
    plain = len(table.rows) - table.strong
    for place, cells in enumerate(table.rows):
        face = Face.BODY if place < plain else Face.HEI
        wrapped = _wrap_row(paper, edges, cells, face)
        for start in range(0, max(map(len, wrapped)), most):
            part = [lines[start : start + most] for lines in wrapped]
            yield _row(paper, edges, part, aligns, face)


def _edges(area: TypeArea, table: Table) -> list[Edge]:
    """Left and right of each column."""
    whole = sum(column.share for column in table.columns)
    edges = []
    left = area.left
    for column in table.columns:
        right = left + area.width * column.share / whole
        edges.append((left, right))
        left = right
    return edges


def _row(
    paper: Paper,
    edges: Sequence[Edge],
    wrapped: Sequence[list[Wrapped]],
    aligns: Sequence[Align],
    face: Face,
    *,
    first: bool = False,
) -> Box:
    """One row with its rules; the first of a table or page draws the upper rule too."""
    height = max(len(lines) for lines in wrapped) * _LEADING + 2 * _PADDING

    def draw(top: float) -> None:
        items = []
        for lines, (left, right), align in zip(wrapped, edges, aligns, strict=True):
            start = top + (height - len(lines) * _LEADING) / 2 + (_LEADING - TABLE_SIZE) / 2
            for place, (line, wide) in enumerate(lines):
                if line:
                    items.append((_start(left, right, wide, align), start + place * _LEADING, line))
        paper.cells(items, face, TABLE_SIZE)
        paper.lines(_rules(edges, top, height, first=first), _RULE)

    return Box(height, draw, grid=False)


def _wrap_row(paper: Paper, edges: Sequence[Edge], cells: Sequence[str], face: Face) -> list[list[Wrapped]]:
    """The lines of each cell."""
    return [
        _wrap(paper, cell, face, right - left - 2 * _PADDING) for cell, (left, right) in zip(cells, edges, strict=True)
    ]


def _wrap(paper: Paper, cell: str, face: Face, width: float) -> list[Wrapped]:
    key = (cell, face, TABLE_SIZE, width)
    if key not in paper.broken:
        measure = partial(paper.measure, face=face, size=TABLE_SIZE)
        lines = [line for part in cell.split("\n") for line in break_lines(printable(part), measure, width)]
        paper.broken[key] = [(line, measure(line)) for line in lines]
    return paper.broken[key]


def _start(left: float, right: float, wide: float, align: Align) -> float:
    if align is Align.LEFT:
        return left + _PADDING
    if align is Align.RIGHT:
        return right - _PADDING - wide
    return (left + right - wide) / 2


def _rules(edges: Sequence[Edge], top: float, height: float, *, first: bool) -> list[tuple[float, float, float, float]]:
    left, right = edges[0][0], edges[-1][1]
    bottom = top + height
    across = [(left, top, right, top)] if first else []
    across.append((left, bottom, right, bottom))
    return [*across, (left, top, left, bottom), *((edge, top, edge, bottom) for _, edge in edges)]


def _caption(paper: Paper, area: TypeArea, table: Table) -> Box:
    """The table's name in the middle and its unit at the right, above the header."""
    middle = area.left + (area.width - paper.measure(table.caption, Face.HEI, TABLE_SIZE)) / 2
    unit_left = area.right - paper.measure(table.unit, Face.BODY, TABLE_SIZE)

    def draw(top: float) -> None:
        paper.text(middle, top + 4.0, table.caption, Face.HEI, TABLE_SIZE)
        paper.text(unit_left, top + 4.0, table.unit, Face.BODY, TABLE_SIZE)

    return Box(_LEADING + 6.0, draw, keep=True, grid=False)
