"""The floors of ledgers and reports: the same text, lines and cells with nothing around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from app.base.resources import resource
from app.reports.geometry import A4, A4_LANDSCAPE, MM
from app.reports.ledger import LedgerSheet

Rows = Sequence[tuple[str, ...]]

_FONT = "NotoSerifSC-Regular.ttf"


def _canvas(buffer: io.BytesIO, size: tuple[float, float]) -> Any:
    """A canvas with the font our pages use; it is read anew, as reportlab's own users do once a program."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if "floor" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("floor", str(resource("fonts", _FONT))))
    return Canvas(buffer, pagesize=size, pageCompression=1)


def bare_canvas(sheet: LedgerSheet, rows: Rows) -> bytes:
    """The same cells by drawString, the same rules by lines, 25 rows a page; nothing is measured or wrapped."""
    buffer = io.BytesIO()
    canvas = _canvas(buffer, A4_LANDSCAPE)
    wide = A4_LANDSCAPE[0] - 24 * MM
    whole = sum(column.width_mm for column in sheet.columns)
    lefts = [12 * MM]
    for column in sheet.columns:
        lefts.append(lefts[-1] + wide * column.width_mm / whole)
    header = tuple(column.title for column in sheet.columns)
    for start in range(0, len(rows), 25):
        canvas.setFont("floor", 9)
        page = (header, *rows[start : start + 25])
        for place, row in enumerate(page):
            y = 500 - place * 17
            for left, cell in zip(lefts, row, strict=False):
                if cell:
                    canvas.drawString(left + 2.5, y + 5, cell)
        low = 500 - len(page) * 17 + 17
        across = [(lefts[0], 517 - place * 17, lefts[-1], 517 - place * 17) for place in range(len(page) + 1)]
        canvas.lines(across + [(left, low, left, 517) for left in lefts])
        canvas.drawString(400, 40, f"第{start // 25 + 1}页")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)


def raw_xml(sheet: LedgerSheet, rows: Rows) -> bytes:
    """The cells as inline strings with a style each, streamed into a zip at deflate level 1."""
    names = [_letters(column) for column in range(len(sheet.columns))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(b"<worksheet><sheetData>")
            for number, row in enumerate(rows, start=1):
                cells = "".join(
                    f'<c r="{name}{number}" s="1" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                    for name, cell in zip(names, row, strict=True)
                )
                part.write(f'<row r="{number}">{cells}</row>'.encode())
            part.write(b"</sheetData></worksheet>")
    return buffer.getvalue()


def _letters(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else _letters(index // 26 - 1) + _letters(index % 26)


def xlsxwriter_book(sheet: LedgerSheet, rows: Rows) -> bytes:
    """The same styled cells by XlsxWriter in its fast mode."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": True})
    page = book.add_worksheet()
    style = book.add_format({"border": 1, "font_name": "仿宋", "num_format": "@"})
    for number, row in enumerate((tuple(column.title for column in sheet.columns), *rows)):
        for column, cell in enumerate(row):
            page.write_string(number, column, cell, style)
    book.close()
    return buffer.getvalue()


def plain_pages(pages: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    canvas = _canvas(buffer, A4)
    for lines in pages:
        canvas.setFont("floor", 12)
        for place, line in enumerate(lines):
            canvas.drawString(28 * MM, A4[1] - 37 * MM - place * 14, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def openpyxl_cells(sheets: list[list[tuple[object, ...]]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        page = book.create_sheet(str(number))
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
