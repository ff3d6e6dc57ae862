"""Reading documents back with other people's eyes: pdfium, poppler, openpyxl, calamine."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pypdfium2

from tests.programs import need

MM = 72 / 25.4


@dataclass(frozen=True)
class Glyph:
    """One character and its ink, in mm from the top left corner of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


def page_glyphs(pdf: bytes) -> list[list[Glyph]]:
    """The visible characters of each page in the order of the file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_glyphs(page) for page in document]
    finally:
        document.close()


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    high = page.get_height()
    text = page.get_textpage()
    found = []
    for place in range(text.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text, place)
        if code <= 0x20 or code in (0xFFFE, 0xFFFF):
            continue
        left, bottom, right, top = text.get_charbox(place)
        found.append(Glyph(chr(code), left / MM, (high - top) / MM, right / MM, (high - bottom) / MM))
    text.close()
    page.close()
    return _joined(found)


def _joined(glyphs: list[Glyph]) -> list[Glyph]:
    """pdfium reports a character beyond U+FFFF as two surrogates."""
    whole: list[Glyph] = []
    for glyph in glyphs:
        if whole and "\udc00" <= glyph.char <= "\udfff":
            high = whole.pop()
            char = (high.char + glyph.char).encode("utf-16", "surrogatepass").decode("utf-16")
            whole.append(Glyph(char, high.left, high.top, high.right, high.bottom))
        else:
            whole.append(glyph)
    return whole


def pdfium_text(pdf: bytes) -> list[str]:
    """Text of each page, joined without line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range().replace("\r", "").replace("\n", ""))
            text.close()
            page.close()
        return pages
    finally:
        document.close()


def pdfium_lines(pdf: bytes) -> list[list[str]]:
    """Lines of each page, top to bottom."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range().splitlines())
            text.close()
            page.close()
        return pages
    finally:
        document.close()


def poppler_text(pdf: bytes, folder: Path) -> str:
    """What pdftotext makes of it."""
    need("pdftotext")
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def workbook(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    """Formulas by default; `values` for what is cached beside them."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
