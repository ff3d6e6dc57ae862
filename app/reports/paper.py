"""Pages one draws on: text in any of the five faces, lines, boxes; the bytes of a PDF at the end.

Coordinates are points from the top left corner. The same calls give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.base.errors import UserFault
from app.reports.embed import EmbeddedFont
from app.reports.fonts import Face, FontSet, default_fonts
from app.reports.geometry import ASCENT
from app.reports.typeface import Typeface

PROGRAM = "七彩台账"

_SHORT = 8  # characters
# Controls, soft hyphen, zero-width and direction marks, variation selectors, tags.
_SHAPELESS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says of itself; `made_on` is its creation date, so no clock is read."""

    title: str
    author: str
    made_on: date
    subject: str = ""


class _Codes(dict[str, str]):
    """Code of each character in the first typeface of a face; a character it lacks is a KeyError."""

    def __init__(self, font: EmbeddedFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> str:
        if not self._font.typeface.covers(ord(char)):
            raise KeyError(char)
        self[char] = code = self._font.encode(char)
        return code


class _Pen:
    """One face in one document: widths, codes, and which typeface steps in for what the first one lacks."""

    def __init__(self, paper: Paper, face: Face, fonts: FontSet) -> None:
        self._paper = paper
        self._face = face
        self._fonts = fonts
        self._widths: dict[str, float] = {}
        self._coded: dict[str, str] = {}  # short texts whose codes are known: names and words of tables come again
        self._faces: dict[str, Typeface] = {}
        self._tables: dict[Typeface, _Codes] = {}
        first = next(fonts.typefaces(face))
        self._first = self._table(first)
        self._first_name = self._paper.font(first).resource

    def width(self, text: str) -> float:
        """Thousandths of an em."""
        try:
            return sum(map(self._widths.__getitem__, text))
        except KeyError:
            for char in set(text) - self._widths.keys():
                self._widths[char] = self._typeface(char, text).width(ord(char))
            return sum(map(self._widths.__getitem__, text))

    def runs(self, text: str) -> list[tuple[str, str, str]]:
        """`text` cut where the font changes: (font resource, text, hexadecimal codes)."""
        known = self._coded.get(text)
        if known is not None:
            return [(self._first_name, text, known)]
        try:
            codes = "".join(map(self._first.__getitem__, text))
        except KeyError:
            return list(self._mixed(text))
        if len(text) <= _SHORT:
            self._coded[text] = codes
        return [(self._first_name, text, codes)]

    def _mixed(self, text: str) -> Iterable[tuple[str, str, str]]:
        start = 0
        for end in range(1, len(text) + 1):
            typeface = self._typeface(text[start], text)
            if end == len(text) or self._typeface(text[end], text) is not typeface:
                table = self._table(typeface)
                run = text[start:end]
                yield self._paper.font(typeface).resource, run, "".join(table[char] for char in run)
                start = end

    def _table(self, typeface: Typeface) -> _Codes:
        if typeface not in self._tables:
            self._tables[typeface] = self._paper.codes(typeface)
        return self._tables[typeface]

    def _typeface(self, char: str, text: str) -> Typeface:
        if char not in self._faces:
            for typeface in self._fonts.typefaces(self._face):
                if typeface.covers(ord(char)):
                    self._faces[char] = typeface
                    break
            else:
                raise _no_glyph(char, text)
        return self._faces[char]


class Paper:
    """A PDF in the making, on pages of one size."""

    def __init__(self, size: tuple[float, float], info: DocumentInfo, fonts: FontSet | None = None) -> None:
        self.width, self.height = size
        self._fonts = fonts or default_fonts()
        self._embedded: dict[Typeface, EmbeddedFont] = {}
        self._codes: dict[Typeface, _Codes] = {}
        self._pens: dict[Face, _Pen] = {}
        self._buffer = io.BytesIO()
        self._canvas = _canvas(self._buffer, size, info)
        self._out: list[str] = []
        self._places: dict[str, Any] = {}
        # Cells of tables as they were broken, with the width of each line: names come again and again.
        self.broken: dict[tuple[str, Face, float, float], list[tuple[str, float]]] = {}

    # fonts ------------------------------------------------------------------------------------------------------

    def font(self, typeface: Typeface) -> EmbeddedFont:
        if typeface not in self._embedded:
            self._embedded[typeface] = EmbeddedFont(typeface, len(self._embedded))
        return self._embedded[typeface]

    def codes(self, typeface: Typeface) -> _Codes:
        """One table of codes for a typeface, however many faces fall back on it."""
        if typeface not in self._codes:
            self._codes[typeface] = _Codes(self.font(typeface))
        return self._codes[typeface]

    def pen(self, face: Face) -> _Pen:
        if face not in self._pens:
            self._pens[face] = _Pen(self, face, self._fonts)
        return self._pens[face]

    def measure(self, text: str, face: Face, size: float, spacing: float = 0.0) -> float:
        """Width of `text` in points, the spacing after the last character left out.

        Raises UserFault for a character that no font has.
        """
        return self.pen(face).width(text) * size / 1000 + spacing * max(len(text) - 1, 0)

    # drawing ----------------------------------------------------------------------------------------------------

    def text(self, x: float, top: float, text: str, face: Face, size: float, spacing: float = 0.0) -> None:
        """Write `text` with its em box's upper left corner at (x, top). Raises UserFault for an unknown character."""
        if not text:
            return
        pen = self.pen(face)
        y = self.height - top - ASCENT * size
        for resource, run, codes in pen.runs(text):
            self._out.append(f"BT /{resource} {size:g} Tf {spacing:.4g} Tc 1 0 0 1 {x:.3f} {y:.3f} Tm <{codes}> Tj ET")
            if run is not text:
                x += pen.width(run) * size / 1000 + spacing * len(run)

    def pieces(
        self, x: float, top: float, parts: Iterable[tuple[str, float]], face: Face, size: float, between: float
    ) -> None:
        """One line of (text, spacing) behind each other in one text object, `between` apart: a stretched line, whose
        numbers and words are not stretched."""
        pen, scale = self.pen(face), size / 1000
        y = self.height - top - ASCENT * size
        out = ["BT"]
        for text, spacing in parts:
            here = x
            for resource, run, codes in pen.runs(text):
                out.append(f"/{resource} {size:g} Tf {spacing:.4g} Tc 1 0 0 1 {here:.3f} {y:.3f} Tm <{codes}> Tj")
                if run is not text:
                    here += pen.width(run) * scale + spacing * len(run)
            x += pen.width(text) * scale + spacing * (len(text) - 1) + between
        out.append("ET")
        self._out.append(" ".join(out))

    def cells(self, items: Iterable[tuple[float, float, str]], face: Face, size: float) -> None:
        """Write many short texts, each (x, top, text), in one text object: what wide ledgers are made of."""
        pen = self.pen(face)
        base = self.height - ASCENT * size
        out = self._out
        out.append("BT 0 Tc")
        font = ""
        for x, top, text in items:
            for resource, run, codes in pen.runs(text):
                if resource != font:
                    out.append(f"/{resource} {size:g} Tf")
                    font = resource
                out.append(f"1 0 0 1 {x:.2f} {base - top:.2f} Tm <{codes}> Tj")
                if run is not text:
                    x += pen.width(run) * size / 1000
        out.append("ET")

    def lines(self, segments: Iterable[tuple[float, float, float, float]], width: float = 0.5) -> None:
        """Black straight lines (x1, top1, x2, top2)."""
        high = self.height
        path = " ".join([f"{a:.2f} {high - b:.2f} m {c:.2f} {high - d:.2f} l" for a, b, c, d in segments])
        self._out.append(f"0 G {width:g} w {path} S")

    def box(self, x: float, top: float, width: float, height: float, fill: str) -> None:
        """A filled rectangle; `fill` is #RRGGBB."""
        red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
        low = self.height - top - height
        self._out.append(f"q {red:.3f} {green:.3f} {blue:.3f} rg {x:.2f} {low:.2f} {width:.2f} {height:.2f} re f Q")

    def frame(self, x: float, top: float, width: float, height: float) -> None:
        """A black rectangle without filling."""
        right, low = x + width, top + height
        self.lines([(x, top, right, top), (x, low, right, low), (x, top, x, low), (right, top, right, low)], 1.0)

    def draw(self, operators: str) -> None:
        """PDF operators of one shape, in points from the lower left corner; they leave the state as it was."""
        self._out.append(f"q {operators} Q")

    def ink(self, fill: str) -> None:
        """Colour of the text that follows, #RRGGBB."""
        red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
        self._out.append(f"{red:.3f} {green:.3f} {blue:.3f} rg")

    def place(self, name: str, x: float, top: float, width: float, height: float) -> None:
        """Name a rectangle of this page (a named destination, PDF 32000-1, 12.3.2.3): a signature finds its place."""
        from reportlab.pdfbase import pdfdoc

        low = self.height - top - height
        corners = [round(number, 2) for number in (x, low, x + width, low + height)]
        page = self._canvas._doc.thisPageRef()
        self._places[name] = pdfdoc.PDFArray([page, pdfdoc.PDFName("FitR"), *corners])

    # pages ------------------------------------------------------------------------------------------------------

    def turn(self, size: tuple[float, float]) -> None:
        """The pages that follow are of another size; nothing may be drawn on the present one yet."""
        self.width, self.height = size
        self._canvas._pagesize = size  # setPageSize would write the preamble with Helvetica anew

    def end_page(self) -> None:
        self._canvas.addLiteral("\n".join(self._out))
        self._out = []
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole document; nothing can be drawn afterwards."""
        for font in self._embedded.values():
            font.write(self._canvas._doc)
        if self._places:
            from reportlab.pdfbase import pdfdoc

            self._canvas._doc.Catalog.Dests = pdfdoc.PDFDictionary(self._places)
        self._canvas.save()
        return self._buffer.getvalue()


def printable(text: str) -> str:
    """`text` as one line without what has no shape on paper: control characters become spaces, selectors go."""
    return _SHAPELESS.sub(_blank, text) if _SHAPELESS.search(text) else text


def _blank(match: re.Match[str]) -> str:
    char = match.group()
    return " " if char < " " or "\x7f" <= char <= "\x9f" else ""


def _no_glyph(char: str, text: str) -> UserFault:
    return UserFault(
        f"“{text[:40]}”中的“{char}”(U+{ord(char):04X})没有可用的字体,文件没有生成。",
        "请核对这个字;确实要用时,请在电脑上安装含有它的字体,再试一次。",
    )


def _canvas(buffer: io.BytesIO, size: tuple[float, float], info: DocumentInfo) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(buffer, pagesize=size, pageCompression=1, invariant=1, lang="zh-CN")
    # reportlab opens each page with Helvetica, which would stand in the file without being embedded.
    canvas._preamble = "1 0 0 1 0 0 cm"
    document = canvas._doc
    document.fontMapping.clear()
    document.idToObject["BasicFonts"].dict.clear()
    canvas.setTitle(info.title)
    canvas.setAuthor(info.author)
    canvas.setSubject(info.subject or info.title)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    canvas.setDateFormatter(lambda *_: f"D:{info.made_on:%Y%m%d}000000+08'00'")
    return canvas
