"""One font file, read once in a process: what it covers, how wide its characters are, and its subsets."""

from __future__ import annotations

import mmap
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any


class Typeface:
    """A TrueType file behind reportlab's reader. Widths are in thousandths of an em."""

    def __init__(self, path: Path) -> None:
        """Raises reportlab's TTFError or OSError when the file is no TrueType font that may be embedded."""
        self.path = path
        self._face: Any = _open(path)
        self._busy = Lock()  # the reader keeps a file position, so one subset at a time
        if self._face._full_font:
            raise ValueError(f"{path.name} may not be cut to a subset")

    @property
    def name(self) -> str:
        """PostScript name."""
        return str(self._face.name.decode("latin-1"))

    def covers(self, code: int) -> bool:
        """Whether there is a glyph with an outline; a glyph without one would print as a hole (spaces excepted)."""
        glyph = self._face.charToGlyph.get(code, 0)
        if not glyph:
            return False
        places = self._face.glyphPos
        return bool(places[glyph + 1] > places[glyph]) or chr(code).isspace()

    def width(self, code: int) -> float:
        return float(self._face.charWidths.get(code, self._face.defaultWidth))

    def subset(self, codes: list[int]) -> tuple[bytes, list[int]]:
        """A font file with the glyphs of `codes`, and for each code its glyph's number in that file.

        The numbers repeat reportlab's own counting: 0 is 'missing', then each new glyph in the order of `codes`.
        """
        order: dict[int, int] = {0: 0}
        glyphs = [order.setdefault(self._face.charToGlyph.get(code, 0), len(order)) for code in codes]
        with self._busy:
            return self._face.makeSubset(codes), glyphs

    def descriptor(self) -> dict[str, Any]:
        """The measures a PDF font descriptor states."""
        face = self._face
        return {
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capHeight,
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "bbox": face.bbox,
        }


@cache
def load_typeface(path: Path) -> Typeface | None:
    """The typeface at `path`; None when it cannot be used (missing, PostScript outlines, embedding forbidden)."""
    try:
        return Typeface(path)
    except Exception:  # noqa: BLE001 - foreign font files fail in every possible way; the next font takes over
        return None


class _Slices:
    """Glyph data that is cut out of the file when asked for: copying all of it costs more than a whole report."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


def _open(path: Path) -> Any:
    from reportlab.pdfbase.ttfonts import TTFontFace

    class Face(TTFontFace):  # type: ignore[misc]
        def readFile(self, _file: Any) -> None:  # noqa: N802 - reportlab's name
            """The file stays on disk: of 15 MB a report touches a few pages."""
            self.filename, self._pos = str(path), 0
            with path.open("rb") as opened:
                self._ttf_data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)

        def get_table(self, tag: str) -> Any:
            if tag == "glyf":
                return _Slices(self._ttf_data, self.get_table_pos(tag)[0])
            return super().get_table(tag)

    return Face(str(path))
