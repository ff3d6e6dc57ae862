"""Forms as workbooks: title, unit, borders, print set-up. Texts are texts, totals are formulas with their values.

XlsxWriter writes forms (merges, formulas with cached values); bulk rows go through `app.reports.ledger_sheet`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.reports.paper import PROGRAM, printable

BODY_FONT = "仿宋"
TITLE_FONT = "宋体"
HEAD_FONT = "黑体"


@dataclass(frozen=True)
class Formula:
    """A formula and the value that readers without a calculator show."""

    text: str
    value: float | int | str


Cell = str | int | float | Formula


class Book:
    """A workbook in memory; the same calls give the same bytes."""

    def __init__(self, title: str, author: str, made_on: date) -> None:
        import xlsxwriter

        self._buffer = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(
            self._buffer,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        made = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001 - a day, no moment
        self._book.set_properties({"title": title, "author": author, "company": author, "created": made})
        self._book.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._program = PROGRAM

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Form:
        """A new A4 sheet, one page wide, with columns of `widths` characters."""
        page = self._book.add_worksheet(name)
        page.set_paper(9)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        page.center_horizontally()
        page.set_footer("&C第&P页 共&N页")
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        return Form(self, page, len(widths))

    def format(self, **style: Any) -> Any:
        """A cell format, made once for each style."""
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            base = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter"}
            self._formats[key] = self._book.add_format({**base, **style})
        return self._formats[key]

    def finish(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()


class Form:
    """One sheet, filled from the top."""

    def __init__(self, book: Book, page: Any, columns: int) -> None:
        self._book = book
        self._page = page
        self._columns = columns
        self.row = 0

    def title(self, text: str) -> None:
        """The form's name, merged over all columns."""
        style = self._book.format(font_name=TITLE_FONT, font_size=18, bold=True, align="center")
        self._merge(0, self._columns - 1, text, style)
        self._next(30)

    def spread(self, parts: Sequence[tuple[int, int, str, str]], **style: Any) -> None:
        """A row of merged texts: (first column, last column, text, align)."""
        for first, last, text, align in parts:
            self._merge(first, last, text, self._book.format(align=align, **style))
        self._next(20)

    def header(self, cells: Sequence[str], *, height: float = 22) -> None:
        style = self._book.format(font_name=HEAD_FONT, align="center", border=1, text_wrap=True, bg_color="#F2F2F2")
        for column, cell in enumerate(cells):
            self._page.write_string(self.row, column, printable(cell), style)
        self._next(height)

    def group_header(self, groups: Sequence[tuple[int, int, str]], below: dict[int, str]) -> None:
        """Two rows: `groups` (first, last, text) over `below` {column: text}; a group with nothing below spans both."""
        style = self._book.format(font_name=HEAD_FONT, align="center", border=1, text_wrap=True, bg_color="#F2F2F2")
        for first, last, text in groups:
            if first in below:
                self._merge(first, last, text, style)
            else:
                self._page.merge_range(self.row, first, self.row + 1, last, "", style)
                self._page.write_string(self.row, first, printable(text), style)
        for column, text in below.items():
            self._page.write_string(self.row + 1, column, printable(text), style)
        self._page.set_row(self.row + 1, 22)
        self._next(22)
        self.row += 1

    def cells(
        self, cells: Sequence[Cell], formats: Sequence[str] | None = None, *, lines: int = 1, **style: Any
    ) -> None:
        """A bordered row; texts at the left, numbers in the middle; `formats` are number formats ('' for plain)."""
        for column, cell in enumerate(cells):
            number = formats[column] if formats else ""
            self._write(column, cell, self._style(cell, number, style))
        self._next(4 + 16 * lines)

    def gap(self) -> None:
        self._next(12)

    def freeze(self, row: int, column: int = 1) -> None:
        self._page.freeze_panes(row, column)

    def repeat(self, first: int, last: int) -> None:
        """Rows printed at the head of each page."""
        self._page.repeat_rows(first, last)

    def close(self) -> None:
        """Fix the print area to what was filled."""
        self._page.print_area(0, 0, max(self.row - 1, 0), self._columns - 1)

    def _style(self, cell: Cell, number: str, style: dict[str, Any]) -> Any:
        align = "left" if isinstance(cell, str) and "align" not in style else style.get("align", "center")
        more = {"num_format": number} if number else {}
        return self._book.format(**{**style, "align": align, "border": 1, **more})

    def _write(self, column: int, cell: Cell, style: Any) -> None:
        if isinstance(cell, Formula):
            self._page.write_formula(self.row, column, cell.text, style, cell.value)
        elif isinstance(cell, str):
            self._page.write_string(self.row, column, printable(cell), style)
        else:
            self._page.write_number(self.row, column, cell, style)

    def _merge(self, first: int, last: int, text: str, style: Any) -> None:
        if last > first:
            self._page.merge_range(self.row, first, self.row, last, "", style)
        self._page.write_string(self.row, first, printable(text), style)

    def _next(self, height: float) -> None:
        self._page.set_row(self.row, height)
        self.row += 1


def column_name(index: int) -> str:
    """0 is A, 25 Z, 26 AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
