"""The wizard on the sample ledgers: understood, planned, asked, accepted, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from windows import OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.importing import Change, Fate
from app.models.people import Organisation
from app.models.queries import ListQuery
from app.ui.households.page import HouseholdsPage
from app.ui.importing.mapping import masked_cell
from app.ui.importing.plan_page import change_words
from app.ui.importing.wizard import ImportWizard
from app.ui.main_window import MainWindow

ROWS = "住户台账-一人一行.xlsx"
SHEETS = "住户台账-分楼栋.xlsx"
Take = Callable[[Path], None]
GoOn = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


@pytest.fixture
def empty_window(open_window: OpenWindow, paths: Paths, clock: Clock) -> MainWindow:
    """The window of an office that holds nothing yet."""
    office, _code = services.accounts.create_office(
        paths, Organisation("大院社区党委", "书院街道办"), "四季平安2026", clock
    )
    services.accounts.close(office)
    return open_window(paths, "四季平安2026")


@pytest.fixture
def wizard(empty_window: MainWindow, qtbot: QtBot) -> ImportWizard:
    made = ImportWizard(empty_window.desk, empty_window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.fixture
def take(wizard: ImportWizard, empty_window: MainWindow, settle: Settle) -> Take:
    def read(path: Path) -> None:
        wizard.take(path)
        settle(empty_window)

    return read


@pytest.fixture
def go_on(wizard: ImportWizard, empty_window: MainWindow, settle: Settle) -> GoOn:
    def press() -> None:
        wizard.next_button.click()
        settle(empty_window)

    return press


def total(window: MainWindow, settle: Settle, *, by_person: bool) -> int:
    kept: list[Any] = []
    window.jobs.run(lambda o: services.lists.list_rows(o, ListQuery(by_person=by_person, limit=1)), kept.append)
    settle(window)
    return int(kept[0].total)


def test_a_ledger_is_understood_shown_and_written_in_one_step(
    wizard: ImportWizard, take: Take, go_on: GoOn, empty_window: MainWindow, settle: Settle, data: Path
) -> None:
    take(data / ROWS)
    assert wizard.pages.currentWidget() is wizard.mapping
    assert "20 列里认出了 20 列" in wizard.mapping.said.text()
    assert total(empty_window, settle, by_person=False) == 0
    go_on()
    assert wizard.pages.currentWidget() is wizard.plan
    assert wizard.plan.counts[Fate.ERROR].text() == "0"
    assert total(empty_window, settle, by_person=False) == 0
    go_on()
    assert wizard.pages.currentWidget() is wizard.done_page
    assert total(empty_window, settle, by_person=False) == 1022
    assert total(empty_window, settle, by_person=True) == 2242
    assert empty_window.room is not None
    wizard.done_page.map_button.click()
    settle(empty_window)
    assert empty_window.room.current is empty_window.room.page("colours")
    empty_window.room.undo()
    settle(empty_window)
    assert total(empty_window, settle, by_person=False) == 0


def test_the_same_ledger_again_changes_nothing(wizard: ImportWizard, take: Take, go_on: GoOn, data: Path) -> None:
    take(data / ROWS)
    go_on()
    go_on()
    take(data / ROWS)
    go_on()
    assert wizard.plan.counts[Fate.NEW].text() == "0"
    assert wizard.plan.counts[Fate.CHANGED].text() == "0"
    assert "完全一样" in wizard.plan.said.text()
    assert not wizard.next_button.isEnabled()


def test_questions_are_answered_and_the_plan_follows(
    wizard: ImportWizard, take: Take, go_on: GoOn, empty_window: MainWindow, settle: Settle, data: Path
) -> None:
    take(data / ROWS)
    go_on()
    go_on()
    take(data / SHEETS)
    go_on()
    before = int(wizard.plan.counts[Fate.ASK].text())
    assert before > 0
    assert wizard.plan.tabs.currentIndex() == 3
    questions = wizard.plan.questions
    row = questions.model.row(0)
    assert row is not None
    questions._buttons[0].click()
    settle(empty_window)
    assert questions.answers == {(row.sheet, row.row): row.choices[0][0]}
    assert int(wizard.plan.counts[Fate.ASK].text()) < before


def test_a_column_can_be_put_right(
    wizard: ImportWizard,
    take: Take,
    go_on: GoOn,
    empty_window: MainWindow,
    settle: Settle,
    tmp_path: Path,
) -> None:
    ledger = tmp_path / "台账.csv"
    ledger.write_text("门牌号,姓名,说明\n3-2-1101,张三,独居\n3-2-1102,李四,\n", encoding="utf-8-sig")
    take(ledger)
    assert wizard.pages.currentWidget() is wizard.mapping
    last = wizard.mapping.combos[2]
    last.setCurrentIndex(last.findText("备注"))
    last.activated.emit(last.currentIndex())
    go_on()
    go_on()
    assert total(empty_window, settle, by_person=True) == 2


def test_sheets_are_ticked_off(wizard: ImportWizard, take: Take, go_on: GoOn, data: Path) -> None:
    take(data / SHEETS)
    go_on()
    every = int(wizard.plan.counts[Fate.NEW].text())
    wizard.back()
    wizard.mapping.sheets.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert wizard.mapping.sheets.item(0).text() == "1号楼(不读取)"
    go_on()
    fewer = int(wizard.plan.counts[Fate.NEW].text())
    assert fewer < every
    wizard.back()
    wizard.mapping.sheets.item(0).setCheckState(Qt.CheckState.Checked)
    go_on()
    assert int(wizard.plan.counts[Fate.NEW].text()) == every


def test_errors_are_listed_and_marked_in_a_copy(
    wizard: ImportWizard,
    take: Take,
    go_on: GoOn,
    empty_window: MainWindow,
    settle: Settle,
    tmp_path: Path,
) -> None:
    """G16 on the way of a workbook: the cell, what is wrong, how to mend it."""
    ledger = tmp_path / "台账.csv"
    ledger.write_text(
        "门牌号,姓名,身份证号\n3-2-1101,张三,110105194912310021\n3-2-1102,李四,11010519491231002X\n",
        encoding="utf-8-sig",
    )
    take(ledger)
    go_on()
    assert wizard.plan.counts[Fate.ERROR].text() == "1"
    error = wizard.plan.errors.row(0)
    assert error is not None
    assert (error.row, error.column) == (2, "身份证号")
    assert "校验位" in error.reason
    assert wizard.plan.tabs.isTabVisible(1)
    target = tmp_path / "标注.xlsx"
    wizard.plan.copy_wanted.emit(target)
    settle(empty_window)
    assert target.read_bytes()[:2] == b"PK"
    assert "标注.xlsx" in wizard.trouble.text.text()
    go_on()
    assert "还有 1 行没有写入" in wizard.done_page.said.text()
    assert total(empty_window, settle, by_person=True) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名单.xlsx", b"PK\x03\x04 broken"),
        ("空.csv", b""),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("通知.csv", "关于召开党员大会的通知\n各位党员\n".encode()),
    ],
)
def test_files_that_are_no_ledgers_are_told_in_words(
    wizard: ImportWizard, take: Take, tmp_path: Path, name: str, content: bytes
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    take(bad)
    assert wizard.pages.currentWidget() is wizard.choose
    assert wizard.choose.trouble.isVisible()
    assert name in wizard.choose.trouble.text.text()


def test_a_dropped_file_is_taken(wizard: ImportWizard, empty_window: MainWindow, settle: Settle, data: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(data / ROWS))])
    event = QDropEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    wizard.choose.dropEvent(event)
    settle(empty_window)
    assert wizard.pages.currentWidget() is wizard.mapping


def test_stopping_goes_back_and_writes_nothing(
    wizard: ImportWizard, empty_window: MainWindow, settle: Settle, data: Path, qtbot: QtBot
) -> None:
    wizard.take(data / ROWS)
    assert wizard.pages.currentWidget() is wizard.working
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.pages.currentWidget() is wizard.choose
    settle(empty_window)
    assert wizard.pages.currentWidget() is wizard.choose
    assert total(empty_window, settle, by_person=False) == 0


def test_stopping_while_writing_leaves_pages_and_store_agreed(
    wizard: ImportWizard, take: Take, go_on: GoOn, empty_window: MainWindow, settle: Settle, data: Path
) -> None:
    """Whether the stop comes in time or a moment too late, what is shown is what is there."""
    empty_window.open_page("households")
    settle(empty_window)
    take(data / ROWS)
    go_on()
    wizard.next_button.click()
    wizard.stop()
    settle(empty_window)
    assert wizard.pages.currentWidget() is wizard.plan
    people = total(empty_window, settle, by_person=True)
    assert people in (0, 2242)
    assert empty_window.room is not None
    page = empty_window.room.page("households")
    assert isinstance(page, HouseholdsPage)
    assert page.listing.model.rowCount() == people


def test_escape_leaves(wizard: ImportWizard, qtbot: QtBot) -> None:
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()


def test_numbers_in_samples_are_masked() -> None:
    assert masked_cell("11010519491231002X") == "110105********002X"
    assert masked_cell(13800001380.0) == "138****1380"
    assert masked_cell("大院小区") == "大院小区"


def test_the_models_keep_qts_rules(wizard: ImportWizard, take: Take, go_on: GoOn, data: Path) -> None:
    page = wizard.plan
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (page.rows, page.errors, page.differences, page.questions.model)
    ]
    take(data / SHEETS)
    go_on()
    page.rows.sort(3, Qt.SortOrder.DescendingOrder)
    assert testers


def test_no_english_on_any_page(wizard: ImportWizard, take: Take, go_on: GoOn, data: Path) -> None:
    assert english_in(wizard) == []
    take(data / ROWS)
    assert english_in(wizard) == []
    go_on()
    assert english_in(wizard) == []
    go_on()
    assert english_in(wizard) == []


@pytest.mark.parametrize(
    ("title", "value", "shown"),
    [
        ("公民身份号码", "421087198501161024", "421087********1024"),
        ("证件号", "421087198501161024", "421087********1024"),
        ("手机", "13800001380", "138****1380"),
        ("姓名", "张三", "张三"),
    ],
)
def test_numbers_in_error_lists_are_masked_whatever_their_column_is_called(title: str, value: str, shown: str) -> None:
    assert change_words(Change(title, value, value)) == f"{title}:{shown} → {shown}"
