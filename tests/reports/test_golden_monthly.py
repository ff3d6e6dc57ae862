"""The monthly report against its golden twins: every word with its place, every cell with its formula and style.

Renew with QICAI_RENEW_GOLDEN=1 after looking at the pages.
"""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2

from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_pdf, monthly_workbook
from tests.reports import factory
from tests.reports.reading import workbook

_GOLDEN = Path(__file__).parents[1] / "golden"


def _compare(name: str, found: str) -> None:
    """Raises AssertionError with pytest's own difference of the lines."""
    file = _GOLDEN / name
    if os.environ.get("QICAI_RENEW_GOLDEN"):
        file.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()


def _pdf_dump(pdf: bytes) -> str:
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


def _workbook_dump(data: bytes) -> str:
    lines = []
    formulas, values = workbook(data), workbook(data, values=True)
    for page in formulas:
        merged = sorted(str(area) for area in page.merged_cells.ranges)
        setup = f"{page.page_setup.orientation} fit {page.page_setup.fitToWidth}x{page.page_setup.fitToHeight}"
        lines.append(f"[{page.title}] {page.print_area} {page.freeze_panes} {page.print_title_rows} {setup}")
        lines.append(f"merged {' '.join(merged)} footer {page.oddFooter.center.text}")
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    shown = values[page.title][cell.coordinate].value
                    more = f" = {shown}" if cell.data_type == "f" else ""
                    style = f"{cell.number_format} {cell.font.name} {cell.border.left.style}"
                    lines.append(f"{cell.coordinate} {cell.data_type} {cell.value}{more} | {style}")
    return "\n".join(lines) + "\n"


def test_golden_monthly_pdf(month_pdf: bytes) -> None:
    _compare("monthly-pdf.txt", _pdf_dump(month_pdf))


def test_golden_monthly_workbook(month_workbook: bytes) -> None:
    _compare("monthly-xlsx.txt", _workbook_dump(month_workbook))


def test_the_same_facts_give_the_same_bytes(month_pdf: bytes, month_workbook: bytes) -> None:
    facts = factory.facts()
    assert monthly_pdf(facts, factory.LEGEND, fonts=bundled_fonts()) == month_pdf
    assert monthly_workbook(facts) == month_workbook
