from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.ui.widgets.rows import NOT_HERE_YET, ROW_ROLE, SORT_ROLE, Column, RowsModel
from app.ui.widgets.table import RowsView

Row = tuple[str, int]
COLUMNS = (
    Column[Row]("name", "姓名", lambda row: row[0]),
    Column[Row]("age", "年龄", lambda row: str(row[1]), sort=lambda row: row[1], right=True),
)
PEOPLE: list[Row] = [("甲", 9), ("乙", 80), ("丙", 10)]


@pytest.fixture
def model(qapp: object) -> RowsModel[Row]:
    return RowsModel(COLUMNS, page=10)


def test_the_model_keeps_qts_rules(model: RowsModel[Row], qtmodeltester: ModelTester) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(PEOPLE)
    model.start_pages(35, [("甲", n) for n in range(10)])
    model.put_page(10, [("乙", n) for n in range(10)])
    model.set_rows([])
    model.set_rows(PEOPLE)
    qtmodeltester.check(model)


def test_rows_and_roles(model: RowsModel[Row]) -> None:
    model.set_rows(PEOPLE)
    cell = model.index(1, 1)
    assert model.data(cell) == "80"
    assert model.data(cell, SORT_ROLE) == 80
    assert model.data(cell, ROW_ROLE) == ("乙", 80)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "年龄"


def test_a_whole_list_sorts_by_value_not_by_text(model: RowsModel[Row]) -> None:
    model.set_rows(PEOPLE)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [model.row(n) for n in range(3)] == [("甲", 9), ("丙", 10), ("乙", 80)]


def test_a_paged_list_asks_once_for_what_is_looked_at(model: RowsModel[Row], qtbot: QtBot) -> None:
    model.start_pages(35, [("甲", n) for n in range(10)])
    assert model.rowCount() == 35
    with qtbot.waitSignal(model.page_wanted) as asked:
        assert model.data(model.index(22, 0)) == NOT_HERE_YET
    assert asked.args == [20]
    with qtbot.assertNotEmitted(model.page_wanted, wait=20):
        model.data(model.index(23, 0))
    model.put_page(20, [("丁", n) for n in range(10)])
    assert model.data(model.index(22, 0)) == "丁"


def test_a_paged_list_leaves_sorting_to_the_store(model: RowsModel[Row], qtbot: QtBot) -> None:
    model.start_pages(35, [("甲", n) for n in range(10)])
    with qtbot.waitSignal(model.sort_wanted) as asked:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["age", True]


def test_choosing_is_the_persons_doing_only(model: RowsModel[Row], qtbot: QtBot) -> None:
    view = RowsView(model)
    qtbot.addWidget(view)
    view.show()
    with qtbot.assertNotEmitted(view.chosen):
        model.set_rows(PEOPLE)
        view.choose_row(0)
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen.args == [("乙", 80)]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [("乙", 80)]


def test_copies_paste_into_excel(model: RowsModel[Row], qtbot: QtBot) -> None:
    view = RowsView(model)
    qtbot.addWidget(view)
    model.set_rows(PEOPLE)
    view.selectAll()
    view.setColumnHidden(0, True)
    view.copy()
    assert QGuiApplication.clipboard().text() == "年龄\n9\n80\n10"


def test_the_last_column_cannot_be_hidden(model: RowsModel[Row], qtbot: QtBot) -> None:
    view = RowsView(model)
    qtbot.addWidget(view)
    view.column_menu().actions()[0].trigger()
    assert view.isColumnHidden(0)
    assert [action.isEnabled() for action in view.column_menu().actions()] == [True, False]
