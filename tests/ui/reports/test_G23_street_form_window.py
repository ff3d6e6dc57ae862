"""G23 through the window: a blank is opened, its cells get figures by keys, the month's form is looked at and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_in import type_in

from app.rules.cell_refs import place_of
from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.reports.forms_bar import EDIT, FILLED
from app.ui.reports.forms_view import FormsView
from app.ui.reports.page import ReportsPage
from tests.reports.form_packages import parts, rich_blank, without_values

Settle = Callable[[MainWindow], None]
FORM = "街道月报表样.xlsx"


@pytest.fixture
def view(window: MainWindow, settle: Settle) -> FormsView:
    window.open_page("reports", "forms")
    settle(window)
    assert window.room is not None
    page = window.room.pages["reports"]
    assert isinstance(page, ReportsPage)
    found = page.segment("forms")
    assert isinstance(found, FormsView)
    return found


def open_form(view: FormsView, window: MainWindow, settle: Settle, path: Path) -> None:
    view.choose_blank = lambda: str(path)
    view.open_button.click()
    settle(window)


def words(view: FormsView, cell: str) -> str:
    return view.grid.sheet_model.words(place_of(cell))


def test_G23_proposed_accepted_looked_at_signed_and_saved(
    view: FormsView, window: MainWindow, settle: Settle, data: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    assert view.states.state == "empty"
    open_form(view, window, settle, data / FORM)
    assert view.states.state == "content"
    assert words(view, "A1") == "社区党建引领基层治理工作月报表"
    assert words(view, "B5") == "第一网格总户数?"
    assert view.grid.columnSpan(0, 0) == 10
    proposed = len(view.opened.proposed) if view.opened else 0
    assert f"{proposed} 格" in view.bar.accept_button.text()
    assert proposed == 61  # five of the sample's grids are not in this office: their lines are nobody's guess
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert words(view, "B5") == "第一网格总户数"
    assert view.bar.accept_button.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    settle(window)
    assert view.mode == FILLED
    assert [words(view, cell) for cell in ("B5", "C5", "A25")] == ["4", "1", "填报人:李干事"]
    listed = [view.findings.list.item(row).text() for row in range(view.findings.list.count())]
    assert any("B11" in said and "我们的数是 6" in said for said in listed)  # two doors have no grid, and so no line
    target = tmp_path / "填好.xlsx"
    view.choose_target = lambda name: str(target) if name.endswith("街道月报表样.xlsx") else ""
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not target.exists()
    assert "3 格公式与我们的数对不上" in view.ask.question.text()
    view.ask.yes_button.click()
    settle(window)
    before, after = parts((data / FORM).read_bytes()), parts(target.read_bytes())
    assert any(name.startswith("_xmlsignatures/") for name in after)
    sheet = "xl/worksheets/sheet1.xml"
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {sheet, "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"}
    assert view.filled is not None
    cells = {one.cell for one in view.filled.cells}
    assert without_values(before[sheet], cells) == without_values(after[sheet], cells)
    saved = openpyxl.load_workbook(target)["月报表"]
    assert (saved["B5"].value, saved["B11"].value) == (4, "=SUM(B5:B10)")


def test_a_figure_is_chosen_by_keys_alone(
    view: FormsView, window: MainWindow, settle: Settle, data: Path, qtbot: QtBot
) -> None:
    open_form(view, window, settle, data / FORM)
    view.grid.setFocus()
    view.grid.stand_on(place_of("B5"))
    qtbot.keyClick(view.grid, Qt.Key.Key_Right)
    qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    assert view.chooser.search.hasFocus()
    type_in(qtbot, view.chooser.search, "dangyuan")
    qtbot.keyClick(view.chooser.search, Qt.Key.Key_Return)  # struck before the list has followed
    settle(window)
    assert view.opened is not None
    (made,) = view.opened.bindings
    assert (made.cell, made.key) == ("C5", view.entries[[e.title for e in view.entries].index(words(view, "C5"))].key)
    assert view.grid.hasFocus()
    assert view.grid.place == place_of("D5")
    type_in(qtbot, view.grid, "k")
    assert view.chooser.search.text() == "k"
    qtbot.keyClick(view.chooser.search, Qt.Key.Key_Escape)
    assert view.grid.hasFocus()
    view.grid.stand_on(place_of("C5"))
    qtbot.keyClick(view.grid, Qt.Key.Key_Delete)
    settle(window)
    assert not view.opened.bindings


def test_a_newer_blank_is_shown_before_it_takes_the_place(
    view: FormsView, window: MainWindow, settle: Settle, data: Path, tmp_path: Path
) -> None:
    open_form(view, window, settle, data / FORM)
    view.accept()
    settle(window)
    book = openpyxl.load_workbook(data / FORM)
    sheet = book["月报表"]
    sheet["B13"], sheet["C13"], sheet["J13"] = "办结件数", "受理件数", "督办件数"
    book.save(tmp_path / "新版.xlsx")
    view.choose_blank = lambda: str(tmp_path / "新版.xlsx")
    view.renew()
    settle(window)
    assert "4 格换了位置" in view.ask.question.text()
    assert "2 格在新表里找不到位置" in view.ask.question.text()
    listed = [view.findings.list.item(row).text() for row in range(view.findings.list.count())]
    assert "没有位置  J14\n本月超时件数" in listed
    assert "B14 → C14\n本月受理件数" in listed
    view.ask.no_button.click()
    assert view.sides.currentIndex() == EDIT
    view.renew()
    settle(window)
    view.ask.yes_button.click()
    settle(window)
    assert words(view, "C14") == "本月受理件数"
    assert "本月超时件数" in view.banner.text.text()
    view.drop_lost()
    settle(window)
    assert view.banner.isHidden()


def test_protected_sheets_hidden_ones_and_bad_files(
    view: FormsView, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    bad = tmp_path / "旧.xls"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    open_form(view, window, settle, bad)
    assert view.states.state == "empty"
    open_form(view, window, settle, rich_blank(tmp_path / "空表.xlsx"))
    assert view.sheets.tabText(1) == "说明(隐藏)"
    assert view.opened is not None
    view.accept()
    settle(window)
    view.set_mode(FILLED)
    settle(window)
    listed = [view.findings.list.item(row).text() for row in range(view.findings.list.count())]
    assert any("设了工作表保护" in said for said in listed)
    view.sheets.setCurrentIndex(1)
    assert words(view, "A1") == "填表说明"


def test_states_speak_chinese_in_every_look(
    view: FormsView, window: MainWindow, settle: Settle, data: Path, qapp: QApplication
) -> None:
    QAbstractItemModelTester(view.grid.sheet_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert english_in(view) == []
    open_form(view, window, settle, data / FORM)
    view.accept()
    settle(window)
    for look in (theme.Look(dark=True), theme.Look(large=True), theme.Look()):
        theme.apply(qapp, look)
        window.resize(1024, 640)
        for mode in (EDIT, FILLED):
            view.set_mode(mode)
            settle(window)
            assert english_in(view) == []
            assert view.grid.width() > view.width() * 0.4
    view.rename("十月表")
    settle(window)
    assert view.form_box.currentText() == "十月表"
    view.remove()
    settle(window)
    assert view.states.state == "empty"
