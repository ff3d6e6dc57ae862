"""A newer blank: figures follow their words; where the words do not decide, nobody guesses."""

from __future__ import annotations

from dataclasses import replace

from app.models.street_forms import FormSheet
from app.rules.street_forms_finding import Refound, refound
from app.rules.street_forms_proposing import proposals
from tests.rules.form_layouts import GRIDS, Row, book, by_grid, sheet

OLD = tuple(replace(one, id=number) for number, one in enumerate(proposals(book(by_grid()), GRIDS), 1))


def after(*sheets: FormSheet) -> Refound:
    found = refound(OLD, book(*sheets))
    assert len(found.kept) + len(found.moved) + len(found.lost) == len(OLD)
    return found


def places(found: Refound) -> dict[str, str]:
    return {one.binding.key: one.cell for one in found.moved}


def test_the_same_blank_moves_nothing() -> None:
    assert len(after(by_grid()).kept) == len(OLD)


def test_rows_and_columns_that_moved_are_followed() -> None:
    rows: list[Row] = [[grid, "", "", ""] for grid in (GRIDS[2], GRIDS[0], GRIDS[1])]
    head: list[Row] = [
        ["工作月报表", None, None, None],
        ["单位:户", None, None, None],
        ["网格", "党员户", "空巢户", "总户数"],
    ]
    new = sheet([*head, *rows, ["合计", "=1", "", "=2"]])
    found = after(new)
    assert not found.lost
    assert places(found)["grid.第一网格.党员户"] == "B5"
    assert places(found)["grid.第三网格.households"] == "D4"
    assert places(found)["labels.党员户"] == "B7"


def test_what_the_new_blank_does_not_have_is_lost_and_nothing_takes_its_cell() -> None:
    new = sheet(
        [["工作月报表", None], ["网格", "总户数"], *[[grid, ""] for grid in GRIDS[:2]], ["合计", "=SUM(B3:B4)"]]
    )
    found = after(new)
    assert {one.key for one in found.lost} == {
        "grid.第三网格.households", "labels.党员户", *(f"grid.{grid}.党员户" for grid in GRIDS)
    }  # fmt: skip
    assert places(found) == {"households": "B5"}


def test_two_tables_alike_are_not_told_apart_by_guessing() -> None:
    rows: list[Row] = [["网格", "总户数", "党员户"], *([grid, "", ""] for grid in GRIDS)]
    found = after(sheet([["甲表", None, None], *rows, ["乙表", None, None], *rows]))
    assert {one.key for one in found.kept} >= {"grid.第一网格.党员户"}  # the old cell is one of the two: it stays
    found = after(sheet([[None, "甲表", None, None], *([None, *row] for row in rows), *([None, *row] for row in rows)]))
    assert not found.moved


def test_a_sheet_with_another_name_is_the_same_sheet() -> None:
    found = after(replace(by_grid(), name="十一月"))
    assert {(one.sheet, one.cell) for one in found.moved} >= {("十一月", "B3"), ("十一月", "C6")}
    assert not found.lost
