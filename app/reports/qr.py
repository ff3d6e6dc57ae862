"""A QR code as small black squares, so that paper can be held against file."""

from __future__ import annotations

from typing import Any

from app.reports.geometry import MM
from app.reports.paper import Paper

SIDE = 20 * MM
GAP = 4 * MM
_MASK = 2  # every mask can be read; trying all eight for the prettiest would take as long as half the report


def draw(paper: Paper, x: float, top: float, text: str, side: float = SIDE) -> None:
    """Print `text` (ASCII) as a QR code, correction level M, `side` points wide; the margin is its quiet zone."""
    rows = modules(text)
    step = side / len(rows)
    for line, row in enumerate(rows):
        start = 0
        while start < len(row):
            if not row[start]:
                start += 1
                continue
            end = start
            while end < len(row) and row[end]:
                end += 1
            paper.box(x + start * step, top + line * step, (end - start) * step, step, "#000000")
            start = end


def modules(text: str) -> list[list[bool]]:
    """The code's dark modules, row by row."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    return [[bool(cell) for cell in row] for row in code.modules]
