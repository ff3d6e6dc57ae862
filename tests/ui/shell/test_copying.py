"""What is copied or exported stays what it is when a spreadsheet takes it in (G25)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.rules.sheet_text import pasted_cell, plain_cell
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView

Row = tuple[str, int]
COLUMNS = (
    Column[Row]("name", "姓名", lambda row: row[0]),
    Column[Row]("age", "年龄", lambda row: str(row[1]), right=True),
    Column[Row]("grid", "网格", lambda row: "第一网格"),
)
DANGEROUS = (
    '=HYPERLINK("http://x")',
    "+1",
    "@SUM",
    "-2+3",
    "　=1",
    "＝1",
    "013800001380",
    "420902199001011234",
    "3-2-1101",
)


@pytest.fixture
def view(qtbot: QtBot) -> RowsView:
    made = RowsView(RowsModel(COLUMNS, page=10))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("text", DANGEROUS)
def test_G25_words_that_begin_a_formula_stay_words(view: RowsView, text: str) -> None:
    view.rows.set_rows([(text, 70)])
    view.selectAll()
    view.copy()
    data = QGuiApplication.clipboard().mimeData()
    line = data.text().split("\n")[1]
    assert line.startswith("'")
    assert line.split("\t")[1] == "70"
    assert "mso-number-format:'\\@'" in data.html()
    assert "<td>70</td>" in data.html()
    assert plain_cell(text).strip() == text.strip()


@pytest.mark.parametrize("text", ["曾伟", "大院1栋1单元101室", "138****1380", "101", "𠮷", ""])
@pytest.mark.parametrize("safe", [plain_cell, pasted_cell])
def test_plain_words_are_left_alone(text: str, safe: Callable[[str], str]) -> None:
    assert safe(text) == text


def test_tags_in_a_name_are_no_tags(view: RowsView) -> None:
    view.rows.set_rows([("<b>甲</b>\t乙", 1)])
    view.selectAll()
    view.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert "<b>" not in data.html()
    assert data.text().split("\n")[1] == "<b>甲</b> 乙\t1\t第一网格"


def test_columns_are_shown_in_the_order_asked_for(view: RowsView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.arranged):
        view.show_columns(("grid", "name", "gone"))
    assert view.column_keys() == ("grid", "name")
    with qtbot.waitSignal(view.arranged):
        view.horizontalHeader().moveSection(0, 1)
    assert view.column_keys() == ("name", "grid")
    view.show_columns(())
    assert view.column_keys() == ("name", "grid")
    with qtbot.waitSignal(view.arranged):
        view.column_menu().actions()[1].trigger()
    assert view.column_keys() == ("name", "grid", "age")
    view.rows.set_rows([("甲", 1)])
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == "姓名\t网格\t年龄\n甲\t第一网格\t1"


def test_rows_that_were_not_read_yet_are_asked_for(view: RowsView, qtbot: QtBot) -> None:
    view.rows.start_pages(35, [("甲", n) for n in range(10)])
    view.show()
    view.selectAll()
    assert view.selected_spans() == [(0, 35)]
    with qtbot.waitSignal(view.copy_wanted) as wanted:
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [[(0, 35)]]


def test_choosing_many_opens_none(view: RowsView, qtbot: QtBot) -> None:
    view.rows.set_rows([("甲", n) for n in range(5)])
    view.show()
    view.choose_row(1)
    with qtbot.assertNotEmitted(view.chosen), qtbot.waitSignal(view.picked) as picked:
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert picked.args == [2]
    assert view.selected_spans() == [(1, 3)]
    assert [row[1] for row in view.selected_rows()] == [1, 2]
