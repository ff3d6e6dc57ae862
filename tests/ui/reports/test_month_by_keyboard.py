"""A month from the open page to the printed paper by keys alone; what is missing is opened where it is mended."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import services
from app.models.figures import Figure
from app.models.month_desk import ReportChoices
from app.models.queries import ListQuery
from app.models.reports import ReportWords
from app.ui.main_window import MainWindow
from app.ui.reports.figures import names_page
from app.ui.reports.month import BOOK, CHECKS, FIGURES, PAPER, MonthView
from app.ui.reports.page import ReportsPage
from tests.reports.reading import pdfium_text
from tests.ui.chinese import english_in

Settle = Callable[[MainWindow], None]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(window: MainWindow, settle: Settle) -> MonthView:
    window.jobs.run(
        lambda office: services.month_desk.keep_words(office, 2026, 9, ReportWords("", "1. 检修路灯。\n2. 走访老人。"))
    )
    window.open_page("reports")
    settle(window)
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    return page.month_view


def test_a_month_by_keys_within_a_minute(view: MonthView, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    began = time.monotonic()

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or window, key, held)
        settle(window)

    press(Qt.Key.Key_L, ALT)  # lines out of the records
    assert view.suggestions.count == 2
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert view.words.key_work.toPlainText() == "1. 检修路灯。\n2. 走访老人。"
    assert view.suggestions.count == 0
    press(Qt.Key.Key_F5)
    assert "草稿" in view.shown.text()
    press(Qt.Key.Key_8, ALT)
    assert view.tabs.currentIndex() == BOOK
    sheets = [view.book.sheets.tabText(place) for place in range(view.book.sheets.count())]
    assert sheets[:3] == ["七彩图分类", "基本情况", "对比"]
    assert sheets[-1] == "工作文字"
    assert view.book.grid.sheet_model.words((0, 0)) == "大院社区党委2026年10月工作月报"
    press(Qt.Key.Key_PageDown, CTRL)
    assert view.book.sheets.currentIndex() == 1
    press(Qt.Key.Key_Return, CTRL)
    assert view.ask.isVisible()
    press(Qt.Key.Key_Space)  # the word that agrees has the focus
    assert view.unsaved() == ""
    report = view.report_of(2026, 10)
    assert report is not None
    assert "已签发" in view.shown.text()
    paper = tmp_path / "打印.pdf"

    def printer(title: str, parent: QWidget) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(paper))
        return made

    view.choose_printer = printer
    press(Qt.Key.Key_P, CTRL)
    assert paper.read_bytes().startswith(b"%PDF")
    view.choose_folder = lambda: str(tmp_path)
    press(Qt.Key.Key_S, CTRL)
    assert sorted(path.suffix for path in tmp_path.glob("大院*")) == [".pdf", ".xlsx"]
    assert time.monotonic() - began < 60


def test_what_is_missing_opens_where_it_is_mended(view: MonthView, window: MainWindow, settle: Settle) -> None:
    seen: list[tuple[str, object]] = []
    view.desk.open_page = lambda key, argument: seen.append((key, argument))
    assert view.tabs.currentIndex() == PAPER  # nothing must be mended: the paper is in front
    view.go_to(CHECKS)
    rows = [view.checks.model.row(place) for place in range(view.checks.model.rowCount())]
    assert view.tabs.tabText(CHECKS) == "检查(1)"
    assert [row.words for row in rows if row] == ["2户没有划入网格"]
    QTest.keyClick(view.checks.table, Qt.Key.Key_Return)
    ((key, argument),) = seen
    assert key == "households"
    assert isinstance(argument, tuple)
    query, words = argument
    assert isinstance(query, ListQuery)
    assert words == "住户未划网格"
    assert query.ids is not None
    assert len(query.ids) == 2
    ids = list(query.ids)
    view.desk.change(lambda office: services.grids.assign(office, ids, "第一网格"))
    settle(window)
    assert view.checks.states.state == "empty"
    assert view.tabs.tabText(CHECKS) == "检查"


def test_words_are_kept_when_their_field_is_left(view: MonthView, window: MainWindow, settle: Settle) -> None:
    view.words.next_plan.setFocus()
    view.words.next_plan.setPlainText("走访。")
    assert view.unsaved() == "10月月报里写的话"
    view.month_box.setFocus()
    settle(window)
    assert view.unsaved() == ""
    kept: list[ReportWords] = []
    window.jobs.run(lambda office: services.month_desk.words(office, 2026, 10), kept.append)
    settle(window)
    assert kept == [ReportWords("", "走访。")]


def test_a_cover_is_chosen_and_seen(view: MonthView, window: MainWindow, settle: Settle) -> None:
    before = view.pages.count
    view.more.cover.setChecked(True)
    settle(window)
    assert view.pages.count == before + 1
    assert view.more.choices() == ReportChoices(cover=True)
    view.go_to(FIGURES)
    assert english_in(window) == []


def test_word_copy_and_ledgers_go_into_a_folder(
    view: MonthView, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    view.choose_folder = lambda: str(folder)
    QTest.keyClick(view.month_box, Qt.Key.Key_W, CTRL)
    settle(window)
    assert [path.suffix for path in folder.iterdir()] == [".docx"]
    QTest.keyClick(view.month_box, Qt.Key.Key_E, CTRL)
    settle(window)
    assert sorted(path.stem for path in (folder / "2026年10月台账").glob("*.pdf")) == ["七彩图台账", "住户台账"]
    view.choose_folder = lambda: str(tmp_path / "没有")
    view.save_ledgers()
    settle(window)
    assert not (tmp_path / "没有").exists()


def test_a_month_that_was_issued_is_put_right_with_a_reason(
    view: MonthView, window: MainWindow, settle: Settle
) -> None:
    view.issue()
    settle(window)
    view.ask_to_issue()
    assert not view.ask.isVisible()
    assert "再签发就是更正" in view.reason.question.text()
    view.reason.field.setText("漏登一户")
    QTest.keyClick(view.reason.field, Qt.Key.Key_Return)
    settle(window)
    report = view.report_of(2026, 10)
    assert report is not None
    assert report.serial == "2026-10-02"
    text = "".join(pdfium_text(bytes_of(window, settle, report.id)))
    assert "更正" in text
    assert "2026-10-01" in text


def bytes_of(window: MainWindow, settle: Settle, report_id: int) -> bytes:
    found: list[bytes] = []
    window.jobs.run(lambda office: services.reports.file_bytes(office, report_id, "pdf"), found.append)
    settle(window)
    return found[0]


PAGES = {
    "households": "households",
    "residents": "households",
    "visits": "visits",
    "requests": "requests",
    "meetings": "meetings",
    "actions": "meetings",
    "deliberations": "meetings",
    "volunteers": "volunteers",
    "sessions": "volunteers",
    "service": "volunteers",
    "shifts": "volunteers",
    "wishes": "volunteers",
}


def test_every_kind_of_figure_opens_its_page(window: MainWindow, settle: Settle) -> None:
    for of, key in PAGES.items():
        window.open_page("home")
        window.open_page(*names_page(Figure("x", "数字", 1, None, of, (1,))))
        settle(window)
        assert window.room is not None
        assert not window.room.pages[key].isHidden(), of
