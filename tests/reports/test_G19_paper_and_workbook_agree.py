"""G19: the PDF and the workbook of one month say the same, figure by figure."""

from __future__ import annotations

import io
import re

from python_calamine import CalamineWorkbook

from app.reports.monthly_facts import TABLE_TITLES, basic_indicators, change_words, combination_rows
from tests.reports import factory
from tests.reports.reading import pdfium_lines, pdfium_text, workbook


def paper_table(pdf: bytes) -> dict[str, list[str]]:
    """The seven-colour table as it stands on paper; cells are read one below the other or side by side."""
    text = " ".join(line for page in pdfium_lines(pdf) for line in page)
    found = {}
    for name in ("第一网格", "第二网格", "第三网格", "第四网格", "第五网格", "第六网格", "合计", "上月", "比上月"):
        match = re.search(rf"(?<!比){name}((?:\s+(?:[+-]?\d+|持平)){{10}})", text)
        assert match, name
        found[name] = match.group(1).split()
    return found


def sheet_table(data: bytes) -> dict[str, list[str]]:
    """The same from the workbook's cached values."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("七彩图分类").to_python()
    table = {
        str(row[0]): [int(cell) for cell in row[1:]] for row in rows if len(row) == 11 and isinstance(row[1], float)
    }
    return {
        name: [change_words(n) for n in row] if name == "比上月" else [str(n) for n in row]
        for name, row in table.items()
    }


def test_G19_seven_colour_table(month_pdf: bytes, month_workbook: bytes) -> None:
    paper = paper_table(month_pdf)
    assert len(paper) == 9
    assert paper == sheet_table(month_workbook)
    assert paper["合计"] == ["1022", "144", "228", "139", "32", "45", "221", "61", "870", "667"]
    assert paper["比上月"][:3] == ["+2", "-3", "+2"]


def test_G19_basic_figures(month_pdf: bytes, month_workbook: bytes) -> None:
    text = "".join(pdfium_text(month_pdf))
    page = workbook(month_workbook, values=True)["基本情况"]
    rows = {row[0]: row for row in page.iter_rows(values_only=True)}
    for said in basic_indicators(factory.population()):
        _, number, unit, of, base, ratio = rows[said.name]
        assert (number, unit) == (said.figure.numerator, said.unit)
        if said.of:
            assert (of, base) == (said.of, said.figure.denominator)
            assert f"{ratio:.2%}" == said.figure.percent
            assert f"{said.name}{number}{unit}，占{of}的{said.figure.percent}" in text
    assert "20.87%" in text
    assert "30.46%" in text
    assert "24.95%" in text
    assert "21.62%" in text


def test_G19_combinations(month_pdf: bytes, month_workbook: bytes) -> None:
    last = " ".join(pdfium_lines(month_pdf)[-1])
    page = workbook(month_workbook, values=True)["七彩组合"]
    rows = {row[0]: row for row in page.iter_rows(values_only=True)}
    for name, figure in combination_rows(factory.population()):
        assert rows[name][1] == figure.numerator
        assert f"{rows[name][3]:.2%}" == figure.percent
        assert re.search(rf"(^| ){name} {figure.numerator} {figure.percent}", last), name


def test_G19_totals_are_formulas_with_their_values(month_workbook: bytes) -> None:
    formulas = workbook(month_workbook)["七彩图分类"]
    values = workbook(month_workbook, values=True)["七彩图分类"]
    total = next(row for row in formulas.iter_rows() if row[0].value == "合计")
    for cell, title in zip(total[1:], TABLE_TITLES[1:], strict=True):
        assert str(cell.value).startswith("=SUM("), title
        assert isinstance(values[cell.coordinate].value, int), title


def test_G19_serial_period_and_names(month_pdf: bytes, month_workbook: bytes) -> None:
    text = "".join(pdfium_text(month_pdf))
    page = workbook(month_workbook)["七彩图分类"]
    cells = " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)
    for words in ("凤三支〔2026〕10号", "2026年10月", "凤凰岭社区第三网格党支部", "曹犇", "王䶮", "2026年11月2日"):
        assert words in text
        assert words in cells
