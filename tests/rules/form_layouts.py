"""Forms of other streets, drawn with words: rows of cells, '' a framed blank, None nothing, '=...' a formula."""

from __future__ import annotations

from app.models.street_forms import CellLook, FormBook, FormCell, FormSheet, Place, Span
from app.rules.cell_refs import span_of

GRIDS = ("第一网格", "第二网格", "第三网格")
FRAMED = CellLook(edges="ltrb")
Row = list[str | int | None]


def sheet(rows: list[Row], merged: tuple[str, ...] = (), name: str = "月报表") -> FormSheet:
    """Words at the margins are without a frame where their row holds None."""
    cells: dict[Place, FormCell] = {}
    for row, values in enumerate(rows):
        look = CellLook() if None in values else FRAMED
        for column, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, str) and value.startswith("="):
                cells[row, column] = FormCell(None, value[1:], look)
            else:
                cells[row, column] = FormCell(None if value == "" else value, None, look)
    spans: tuple[Span, ...] = tuple(span_of(one) for one in merged)
    return FormSheet(name, True, False, len(rows), max(map(len, rows)), cells, spans)


def book(*sheets: FormSheet) -> FormBook:
    return FormBook(sheets)


def by_grid(*, extra: list[Row] | None = None) -> FormSheet:
    """The seven-colour table as most have it."""
    body: list[Row] = [[grid, "", ""] for grid in GRIDS]
    head: list[Row] = [["工作月报表", None, None], ["网格", "总户数", "党员户"]]
    return sheet([*head, *(extra or []), *body, ["合计", "=SUM(B3:B5)", "=SUM(C3:C5)"]])
