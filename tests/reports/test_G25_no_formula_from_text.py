"""G25: what a person typed is text in every workbook, whatever it begins with; numbers that are names stay texts."""

from __future__ import annotations

import pytest

from app.reports.ledger import Column, LedgerSheet
from app.reports.ledger_sheet import ledger_workbook
from app.reports.monthly import monthly_workbook
from tests.reports import factory
from tests.reports.reading import workbook

DANGEROUS = ('=HYPERLINK("http://x")', "+1", "@SUM", "-2+3", "=1+1", "{=1}", "http://x", "\t=1", "00123", "1E5", "TRUE")
_COLUMNS = (Column("姓名", 30), Column("身份证号", 40), Column("电话", 30), Column("年龄", 12, "right", text=False))


def _ledger(rows: list[tuple[object, ...]]) -> bytes:
    return ledger_workbook(LedgerSheet("=台账[1]", "+支部", "@2026", _COLUMNS), rows)


def test_G25_ledger_cells_are_texts() -> None:
    rows = [(name, "11010519491231002X", "13800138000", 70) for name in DANGEROUS]
    page = workbook(_ledger(rows)).active
    for name, (cell, number, phone, age) in zip(DANGEROUS, page.iter_rows(min_row=4), strict=True):
        assert (cell.data_type, cell.value) == ("s", name)
        assert (number.data_type, number.value) == ("s", "11010519491231002X")
        assert (phone.data_type, phone.value) == ("s", "13800138000")
        assert (age.data_type, age.value) == ("n", 70)


def test_G25_ledger_head_is_text() -> None:
    page = workbook(_ledger([])).active
    assert (page["A1"].data_type, page["A1"].value) == ("s", "=台账[1]")
    assert page["A2"].data_type == "s"


def test_G25_words_in_a_number_column_stay_words() -> None:
    page = workbook(
        _ledger([("甲", "", "", "=1+1"), ("乙", "", "", "不详"), ("丙", "", "", "71"), ("丁", "", "", None)])
    ).active
    cells = [row[3] for row in page.iter_rows(min_row=4)]
    assert [(cell.data_type, cell.value) for cell in cells[:3]] == [("s", "=1+1"), ("s", "不详"), ("n", 71)]
    assert cells[3].value is None


@pytest.mark.parametrize("text", DANGEROUS)
def test_G25_monthly_workbook_has_only_its_own_formulas(text: str) -> None:
    facts = factory.facts(branch=text, preparer=text, reviewer=text, serial=text, key_work=text)
    book = workbook(monthly_workbook(facts))
    formulas = [cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(value.startswith("=SUM(") or value[2:3].isdigit() for value in formulas)
    words = book["工作文字"]
    assert words["B3"].data_type == "s"
    assert words["B3"].value == text.strip()
    assert all(page.cell(1, 1).hyperlink is None for page in book)
