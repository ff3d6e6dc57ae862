"""A wide ledger as a workbook: bulk rows through one fast writer, behind this one function."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import add, methodcaller
from typing import Any

from app.reports.ledger import Column, LedgerSheet
from app.reports.sheet import BODY_FONT, HEAD_FONT, TITLE_FONT

_HEADER_ROW = 2
_LINE_HEIGHT = 14.5  # points, 11 pt text
_MOST_LINES = 28  # a row cannot be higher than 409 points
_EVERY = 500  # rows between two reports of progress
_MM_OF_UNIT = 1.8  # paper to workbook: what fits at 9 pt on paper fits at 11 pt in the cell
_LATIN_OF_UNIT = 0.955  # a unit is 5.25 pt, a Latin character of 11 pt 仿宋 is 5.5 pt

_UTF8 = methodcaller("encode", "utf-8", "replace")

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
    cells = _columns(sheet.columns, rows)
    height = len(cells[0])
    records = _records(keys, cells, progress)
    write_worksheet(
        records,
        buffer,
        sheet_name=sheet_name(sheet.title),
        header_row=_HEADER_ROW,
        header_format=_header_format(),
        column_widths=[_characters(column) for column in sheet.columns],
        column_formats=[_column_format(column) for column in sheet.columns],
        merge_ranges=_titles(sheet, last),
        row_heights={0: 30.0, 1: 20.0, _HEADER_ROW: 22.0, **_tall_rows(sheet.columns, cells)},
        freeze_row=_HEADER_ROW + 1,
        page_setup={
            "landscape": True,
            "paper_size": 9,
            "fit_to_pages": (1, 0),
            "print_area": (0, 0, _HEADER_ROW + height, last),
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


def _columns(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> list[Sequence[Any]]:
    """The cells column by column, texts as texts, numbers as numbers; raises ValueError for rows of unequal length.

    No rows at all make one empty row, without which the writer would leave the header out.
    """
    whole = list(zip(*rows, strict=True)) or [("",)] * len(columns)
    if len(whole) != len(columns):
        raise ValueError(f"{len(whole)} cells in a row, {len(columns)} columns")
    return [
        _texts(cells) if column.text else list(map(_number, cells))
        for column, cells in zip(columns, whole, strict=True)
    ]


def _texts(cells: Sequence[object]) -> Sequence[str]:
    """The cells as they are when all are texts already, which is the rule."""
    return cells if set(map(type, cells)) <= {str} else list(map(_text, cells))  # type: ignore[return-value]


def _records(
    keys: list[str], columns: list[Sequence[Any]], progress: Callable[[int], None] | None
) -> Iterator[dict[str, Any]]:
    """The rows as the writer wants them."""
    records: Iterator[dict[str, Any]] = map(dict, map(zip, repeat(keys), zip(*columns, strict=True)))
    return records if progress is None else _told(records, progress)


def _told(records: Iterator[dict[str, Any]], progress: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    for count, record in enumerate(records, start=1):
        yield record
        if count % _EVERY == 0:
            progress(count)


def _tall_rows(columns: Sequence[Column], cells: list[Sequence[Any]]) -> dict[int, float]:
    """Heights in points of the rows whose texts need several lines; a spreadsheet does not reckon them by itself."""
    tall: dict[int, float] = {}
    for column, texts in zip(columns, cells, strict=True):
        size = _characters(column) * _LATIN_OF_UNIT - 1.0
        if not column.text or not texts or max(map(len, texts)) <= size / 2:
            continue
        # A Latin character is one unit wide and one byte long, a Chinese one two units and three bytes.
        doubles = list(map(add, map(len, texts), map(len, map(_UTF8, texts))))
        if max(doubles) <= 2 * size:
            continue
        for place, double in enumerate(doubles, start=_HEADER_ROW + 1):
            if double > 2 * size:
                lines = min(math.ceil(double / (2 * size)), _MOST_LINES)
                tall[place] = max(tall.get(place, 0.0), 4.0 + _LINE_HEIGHT * lines)
    return tall


def _characters(column: Column) -> float:
    """Width of a column in a workbook's units."""
    return max(column.width_mm / _MM_OF_UNIT, 4.0)


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
