"""The simple formulas of a form, worked out as spreadsheets do; what is beyond them is named, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.street_forms import CellValue, FormBook, FormCell, FormSheet
from app.rules.cell_refs import name_of, place_of
from app.rules.sheet_formulas import Recalculated, recalculated
from app.rules.sheet_functions import ErrorCode
from app.rules.sheet_tokens import references, shifted, tokens


def sheet(name: str, cells: dict[str, FormCell]) -> FormSheet:
    places = {place_of(cell): content for cell, content in cells.items()}
    return FormSheet(name, True, False, 100, 26, places)


def worked_out(formula: str, written: dict[str, CellValue], more: dict[str, FormCell] | None = None) -> Recalculated:
    cells = {"Z9": FormCell(None, formula)} | (more or {})
    book = FormBook((sheet("月报表", cells), sheet("附 表", {"A1": FormCell(7)})))
    return recalculated(book, {("月报表", place_of(cell)): value for cell, value in written.items()})


def value(formula: str, **written: CellValue) -> object:
    found = worked_out(formula, written)
    assert not found.unread
    return found.values["月报表", place_of("Z9")]


@pytest.mark.parametrize(
    ("formula", "gives"),
    [
        ("SUM(A1:A3)", 6.0),
        ("SUM(A1,A3,10)", 14.0),
        ("SUM($A$1:A3)+B1", 6.5),
        ("IF(B2=0,\"\",A1/B2)", ""),
        ("IF(A2=0,\"\",A1/A2)", 0.5),
        ("IFERROR(A1/B2,\"-\")", "-"),
        ("A1/B2", ErrorCode("#DIV/0!")),
        ("ROUND(2.5,0)", 3.0),
        ("ROUND(-2.5,0)", -3.0),
        ("ROUND(1.005,2)", 1.01),
        ("ROUNDDOWN(A3/A2,1)&\"件\"", "1.5件"),
        ("AVERAGE(A1:A9)", 2.0),
        ("AVERAGE(C1:C9)", ErrorCode("#DIV/0!")),
        ("-2^2", 4.0),
        ("2+3*4-6/2", 11.0),
        ("(2+3)*4%", 0.2),
        ("COUNT(A1:T1)", 2.0),
        ("COUNTA(A1:T1)", 3.0),
        ("MAX(A1:A3)-MIN(A1:A3)", 2.0),
        ("A1&\"户\"", "1户"),
        ("T1=\"甲\"", True),
        ("A1+T1", ErrorCode("#VALUE!")),
        ("SUM(A1,T1)", 1.0),
        ("'附 表'!A1*2", 14.0),
        ("AND(A1>0,A2<=2,NOT(A3<>3))", True),
        ("IF(AND(A1>0,A3>5),1)", False),
        ("N9", 0.0),
        ("INT(-1.5)", -2.0),
    ],
)  # fmt: skip
def test_values_as_in_a_spreadsheet(formula: str, gives: object) -> None:
    found = value(formula, A1=1, A2=2, A3=3, B1=0.5, T1="甲")
    assert found == (pytest.approx(gives) if isinstance(gives, float) else gives)


def test_what_follows_is_worked_out_however_long_the_chain_is() -> None:
    cells = {name_of((row, 0)): FormCell(0, f"A{row}+1") for row in range(1, 5000)}
    book = FormBook((sheet("表", cells),))
    found = recalculated(book, {("表", (0, 0)): 1})
    assert found.values["表", (4999, 0)] == 5000.0
    assert recalculated(book, {("表", (0, 5)): 1}).values == {}  # nothing follows from F1: the kept values stay


@pytest.mark.parametrize(
    "formula", ["VLOOKUP(A1,A1:B9,2)", "合计数+A1", "[1]Sheet1!A1+A1", "SUM(INDIRECT(\"A1\"))", "A1 A2", "SUM(A1:A2"]
)  # fmt: skip
def test_what_is_not_understood_is_named(formula: str) -> None:
    found = worked_out(formula, {"A1": 1}, {"Y1": FormCell(3, "Z9*2"), "X1": FormCell(4, "B5")})
    assert found.unread == {("月报表", place_of("Z9")), ("月报表", place_of("Y1"))}
    assert found.values == {}


def test_a_circle_ends() -> None:
    found = worked_out("Y1", {"A1": 1}, {"Y1": FormCell(0, "Z9+A1")})
    assert found.unread == {("月报表", place_of("Z9")), ("月报表", place_of("Y1"))}


def test_a_form_of_running_totals_does_not_take_minutes() -> None:
    cells = {name_of((row, 1)): FormCell(0, f"SUM(A$1:A{row + 1})") for row in range(4000)}
    cells |= {name_of((row, 0)): FormCell(row) for row in range(4000)}
    found = recalculated(FormBook((sheet("表", cells),)), {("表", (0, 0)): 1})
    assert len(found.values) + len(found.unread) == 4000
    assert found.values["表", (99, 1)] == sum(range(100)) + 1


def test_formulas_move_as_a_spreadsheet_copies_them() -> None:
    assert shifted("SUM(B5:B10)*$A$1+A$2-$C3&\"B5\"", 1, 2) == "SUM(D6:D11)*$A$1+C$2-$C4&\"B5\""  # fmt: skip
    assert shifted("A1", -1, 0) == "#REF!"
    assert shifted("SUM(B:B)+SUM(3:4)", 2, 1) == "SUM(C:C)+SUM(5:6)"


@given(st.text(alphabet="ABZ0159$:!()+-*/,\"'&=<> 合表.%#^_", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text
    found = worked_out(text, {"A1": 1})
    assert len(found.values) + len(found.unread) == 1
    shifted(text, 1, 1)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30))
def test_sums_and_shares_are_exact(numbers: list[int]) -> None:
    written: dict[str, CellValue] = {f"A{place + 1}": number for place, number in enumerate(numbers)}
    total = worked_out(f"SUM(A1:A{len(numbers)})", written).values["月报表", place_of("Z9")]
    assert total == sum(numbers)
    found = references(f"SUM(A1:A{len(numbers)})")
    assert found is not None
    assert found[0].span == (0, 0, len(numbers) - 1, 0)
