"""Golden twins: what was found beside what was looked at once. Renew with QICAI_RENEW_GOLDEN=1 after looking."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2

_GOLDEN = Path(__file__).parents[1] / "golden"


def compare(name: str, found: str) -> None:
    """Raises AssertionError with pytest's own difference of the lines."""
    file = _GOLDEN / name
    if os.environ.get("QICAI_RENEW_GOLDEN"):
        file.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()


def pdf_dump(pdf: bytes) -> str:
    """Every piece of text as 'page x y: words', x and y in tenths of a millimetre from the lower left corner."""
    document = pypdfium2.PdfDocument(pdf)
    lines = []
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            lines.append(f"{number} {left * 3.5278:.0f} {bottom * 3.5278:.0f}: {words}")
        text.close()
        page.close()
    document.close()
    return "\n".join(lines) + "\n"
