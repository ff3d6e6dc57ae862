"""The monthly report against its golden twins: every word with its place, every cell with its formula and style.

Renew with QICAI_RENEW_GOLDEN=1 after looking at the pages.
"""

from __future__ import annotations

from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_pdf, monthly_workbook
from tests.reports import factory
from tests.reports.golden import compare, pdf_dump
from tests.reports.reading import workbook


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
    compare("monthly-pdf.txt", pdf_dump(month_pdf))


def test_golden_monthly_workbook(month_workbook: bytes) -> None:
    compare("monthly-xlsx.txt", _workbook_dump(month_workbook))


def test_the_same_facts_give_the_same_bytes(month_pdf: bytes, month_workbook: bytes) -> None:
    facts = factory.facts()
    assert monthly_pdf(facts, factory.LEGEND, fonts=bundled_fonts()) == month_pdf
    assert monthly_workbook(facts) == month_workbook
