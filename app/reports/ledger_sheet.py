"""A wide ledger as a workbook: bulk rows through one fast writer, behind this one function."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from app.reports.ledger import Column, LedgerSheet
from app.reports.sheet import BODY_FONT, HEAD_FONT, TITLE_FONT

_HEADER_ROW = 2
_LINE_HEIGHT = 14.5  # points, 11 pt text
_MOST_LINES = 28  # a row cannot be higher than 409 points
_EVERY = 500  # rows between two reports of progress
_MM_PER_CHARACTER = 2.1  # a column of one character at 11 pt

Number = int | float


def ledger_workbook(
    sheet: LedgerSheet, rows: Iterable[Sequence[object]], *, progress: Callable[[int], None] | None = None
) -> bytes:
    """The ledger as .xlsx: title, unit and period merged over the columns, frozen and repeated header, A4 landscape.

    Texts stay texts whatever they begin with; cells of a number column that hold no number stay texts as well.
    `progress` is told how many rows are written and may raise to stop. Creation date: the moment of writing.
    """
    from rustpy_xlsxwriter import write_worksheet

    last = len(sheet.columns) - 1
    keys = _keys(sheet.columns)
    buffer = io.BytesIO()
    rows = rows if isinstance(rows, Sequence) else list(rows)
    records = _records(keys, sheet.columns, rows, progress)
    write_worksheet(
        records,
        buffer,
        sheet_name=sheet_name(sheet.title),
        header_row=_HEADER_ROW,
        header_format=_header_format(),
        column_widths=[max(column.width_mm / _MM_PER_CHARACTER, 4.0) for column in sheet.columns],
        column_formats=[_column_format(column) for column in sheet.columns],
        merge_ranges=_titles(sheet, last),
        row_heights={0: 30.0, 1: 20.0, _HEADER_ROW: 22.0, **_tall_rows(sheet.columns, rows)},
        freeze_row=_HEADER_ROW + 1,
        page_setup={
            "landscape": True,
            "paper_size": 9,
            "fit_to_pages": (1, 0),
            "print_area": (0, 0, _HEADER_ROW + len(rows), last),
            "repeat_rows": (_HEADER_ROW, _HEADER_ROW),
            "margins": {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7},
            "center_horizontally": True,
            "footer": "&C第&P页 共&N页",
        },
    )
    return buffer.getvalue()


def sheet_name(title: str) -> str:
    """`title` as a workbook allows it: no []:*?/\\, at most 31 characters."""
    kept = "".join("_" if char in "[]:*?/\\" else char for char in title).strip("'")
    return kept[:31] or "台账"


def _records(
    keys: list[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    progress: Callable[[int], None] | None,
) -> Iterator[dict[str, Any]]:
    makers = [_text if column.text else _number for column in columns]
    for count, row in enumerate(rows, start=1):
        yield {key: make(cell) for key, make, cell in zip(keys, makers, row, strict=True)}
        if progress is not None and count % _EVERY == 0:
            progress(count)


def _tall_rows(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> dict[int, float]:
    """Heights in points of the rows whose texts need several lines; a spreadsheet does not reckon them by itself."""
    sizes = [max(column.width_mm / _MM_PER_CHARACTER - 1.5, 2.5) for column in columns]
    narrow = [int(size / 2) for size in sizes]  # so many Chinese characters fit on one line
    tall: dict[int, float] = {}
    for place, row in enumerate(rows, start=_HEADER_ROW + 1):
        for cell, few, size in zip(row, narrow, sizes, strict=True):
            if isinstance(cell, str) and len(cell) > few and (wide := _cells_wide(cell)) > size:
                lines = min(math.ceil(wide / size), _MOST_LINES)
                tall[place] = max(tall.get(place, 0.0), 4.0 + _LINE_HEIGHT * lines)
    return tall


def _cells_wide(text: str) -> int:
    """Width in Latin characters: a Chinese one counts two."""
    return len(text) if text.isascii() else sum(1 if char < "\x80" else 2 for char in text)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def _number(cell: object) -> Number | str:
    """A number where it is one; '' and words stay what they are."""
    if isinstance(cell, int | float):
        return cell
    text = _text(cell)
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def _keys(columns: Sequence[Column]) -> list[str]:
    """Column titles, told apart where two are alike: the writer takes rows as mappings."""
    keys: list[str] = []
    for column in columns:
        key = column.title
        while key in keys:
            key += " "
        keys.append(key)
    return keys


def _titles(sheet: LedgerSheet, last: int) -> list[Any]:
    """The title over all columns, and under it unit at the left, period at the right."""
    from rustpy_xlsxwriter import Format

    title = Format().set_font_name(TITLE_FONT).set_font_size(16).set_bold().set_align("center")
    plain = Format().set_font_name(BODY_FONT).set_font_size(11)
    under = f"填报单位：{sheet.unit}　　期间：{sheet.period}"
    return [(0, 0, 0, last, sheet.title, title), (1, 0, 1, last, under, plain)]


def _header_format() -> Any:
    from rustpy_xlsxwriter import Format

    style = Format().set_font_name(HEAD_FONT).set_font_size(11).set_border("thin").set_text_wrap()
    return style.set_align("center").set_background_color("#F2F2F2")


def _column_format(column: Column) -> Any:
    from rustpy_xlsxwriter import Format

    style = (
        Format()
        .set_font_name(BODY_FONT)
        .set_font_size(11)
        .set_border("thin")
        .set_align(column.align)
        .set_align("vcenter")
        .set_text_wrap()
    )
    return style.set_num_format("@") if column.text else style
