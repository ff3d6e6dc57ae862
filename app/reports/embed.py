"""A typeface inside one PDF: two-byte codes, one subset, exact Unicode.

reportlab's own TrueType embedding splits a Chinese text over many 256-character fonts and writes characters beyond
U+FFFF wrongly into ToUnicode; one Type 0 font with surrogate pairs does neither, and is faster.
"""

from __future__ import annotations

import struct
from typing import Any

from app.reports.typeface import Typeface


class EmbeddedFont:
    """Hands out a code for each character that is drawn, and writes the font at the end."""

    def __init__(self, typeface: Typeface, number: int) -> None:
        self.typeface = typeface
        self.resource = f"T{number}"
        self._codes: list[int] = []

    def encode(self, char: str) -> str:
        """The next free code for `char`, as four hexadecimal digits; the caller remembers it."""
        self._codes.append(ord(char))
        return f"{len(self._codes):04X}"

    def write(self, document: Any) -> None:
        """Add the font's objects to reportlab's `document`."""
        from reportlab.pdfbase import pdfdoc

        data, glyphs = self.typeface.subset(self._codes)
        base = f"{_tag(self.resource)}+{self.typeface.name}"
        widths = [self.typeface.width(code) for code in self._codes]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "FontDescriptor": document.Reference(self._descriptor(document, base, data)),
                "DW": 1000,
                "W": f"[1 [{' '.join(f'{width:g}' for width in widths)}]]",
                "CIDToGIDMap": document.Reference(_stream(struct.pack(f">{len(glyphs) + 1}H", 0, *glyphs))),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(to_unicode(self._codes))),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(font)

    def _descriptor(self, document: Any, base: str, data: bytes) -> Any:
        from reportlab.pdfbase import pdfdoc

        file = _stream(data)
        file.dictionary["Length1"] = len(data)
        measures = self.typeface.descriptor()
        box = measures.pop("bbox")
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,  # symbolic: the codes are ours
                "FontBBox": pdfdoc.PDFArray(box),
                "FontFile2": document.Reference(file),
                **measures,
            }
        )


def to_unicode(codes: list[int]) -> bytes:
    """A ToUnicode CMap for the codes 1, 2, 3...: UTF-16BE, at most 100 entries a block (PDF 32000-1, 9.10.3)."""
    entries = [f"<{code:04X}> <{_utf16(char)}>" for code, char in enumerate(codes, start=1)]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join([*head, *body, *tail]).encode("ascii")


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


def _stream(content: bytes) -> Any:
    from reportlab.pdfbase import pdfdoc

    stream = pdfdoc.PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _tag(resource: str) -> str:
    """Six capitals before the name mark a subset (PDF 32000-1, 9.6.4); digits become letters."""
    return "".join(chr(ord("A") + int(digit)) for digit in resource[1:].rjust(6, "0"))
