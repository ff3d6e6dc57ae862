"""A chart as a picture, for documents that hold no drawings of ours: the very marks of the paper, as PNG."""

from __future__ import annotations

import struct
import zlib
from datetime import date

from app.reports.blocks import Chart
from app.reports.drawing import UNIT, draw
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo, Paper
from app.reports.pictures import page_pictures

_DPI = 220.0


def chart_png(chart: Chart, width: float, fonts: FontSet | None = None) -> tuple[bytes, float]:
    """(PNG, height in points) of a chart `width` points wide. The same chart gives the same bytes."""
    drawing = chart.make(width / UNIT, chart.height / UNIT)
    height = max(chart.height, drawing.height * UNIT)
    paper = Paper((width, height), DocumentInfo("图", "", date(2000, 1, 1)), fonts)
    draw(paper, drawing, 0.0, 0.0)
    paper.end_page()
    ((across, down, pixels),) = page_pictures(paper.finish(), dpi=_DPI)
    return _png(across, down, pixels), height


def _png(width: int, height: int, pixels: bytes) -> bytes:
    """Grey rows of BGRX pixels (a chart on paper has no colour) as a PNG file (RFC 2083)."""
    grey = pixels[::4]
    rows = b"".join(b"\0" + grey[line * width : (line + 1) * width] for line in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body
