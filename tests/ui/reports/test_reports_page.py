from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.queries import ListQuery
from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.reports.page import ReportsPage
from app.ui.reports.pages import PagesView

Settle = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> ReportsPage:
    window.open_page("reports")
    settle(window)
    assert window.room is not None
    found = window.room.pages["reports"]
    assert isinstance(found, ReportsPage)
    return found


def issue(page: ReportsPage, window: MainWindow, settle: Settle) -> None:
    page.month_view.ask_to_issue()
    page.month_view.ask.yes_button.click()
    settle(window)


def test_last_month_is_chosen_and_shown(page: ReportsPage, window: MainWindow, settle: Settle) -> None:
    assert page.month_view.month == (2026, 10)
    assert page.month_view.page_states.state == "content"
    assert page.month_view.pages.count >= 1
    assert "草稿" in page.month_view.shown.text()
    assert page.month_view.figures.rows.rowCount() > 10
    page.show_segment("register")
    settle(window)
    assert page.register.states.state == "empty"


def test_figures_open_the_names_behind_them(page: ReportsPage, qtbot: QtBot) -> None:
    seen: list[tuple[str, object]] = []
    page.desk.open_page = lambda key, argument: seen.append((key, argument))
    wanted = page.month_view.figures.rows.find(lambda row: row.figure.key == "party_members")
    page.month_view.figures.choose_row(wanted)
    qtbot.keyClick(page.month_view.figures, Qt.Key.Key_Return)
    ((key, argument),) = seen
    assert isinstance(argument, tuple)
    query, words = argument
    assert words == "党员"
    assert key == "households"
    assert isinstance(query, ListQuery)
    assert query.by_person
    assert query.ids is not None
    assert len(query.ids) == 1


def test_models_keep_qts_rules(page: ReportsPage) -> None:
    for model in (page.month_view.figures.rows, page.register.model, page.verify.model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_month_that_is_not_over_is_named_before_it_is_issued(
    page: ReportsPage, window: MainWindow, settle: Settle
) -> None:
    page.month_view.ask_to_issue()
    assert "还没有结束" not in page.month_view.ask.question.text()
    page.show_argument((2026, 11))
    settle(window)
    page.month_view.ask_to_issue()
    assert "11月还没有结束" in page.month_view.ask.question.text()


def test_nothing_is_issued_without_a_yes(page: ReportsPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    page.month_view.ask_to_issue()
    assert page.month_view.ask.isVisible()
    page.month_view.ask.no_button.click()
    settle(window)
    assert page.register.model.rowCount() == 0


def test_issue_save_print_open_verify(page: ReportsPage, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    page.month_view.words.key_work.setPlainText("走访高龄老人。")
    assert page.unsaved() == "10月月报里写的话"
    issue(page, window, settle)
    assert page.current == "month"
    page.show_segment("register")
    settle(window)
    entry = page.register.model.row(0)
    assert entry is not None
    report = entry.report
    assert (report.year, report.month) == (2026, 10)
    assert page.unsaved() == ""
    page.show_segment("month")
    settle(window)
    assert "已签发" in page.head.note.text()
    page.show_segment("register")

    folder = tmp_path / "报送"
    folder.mkdir()
    page.register.choose_folder = lambda: str(folder)
    page.register.save()
    settle(window)
    assert sorted(file.suffix for file in folder.iterdir()) == [".pdf", ".xlsx"]

    paper = tmp_path / "打印.pdf"

    def printer(_title: str, _parent: object) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(paper))
        return made

    page.register.choose_printer = printer
    page.register.print()
    settle(window)
    assert paper.read_bytes().startswith(b"%PDF")
    assert "已送到打印机" in window.statusBar().currentMessage()

    page.open_issued(report)
    settle(window)
    assert report.serial in page.month_view.shown.text()

    page.verify_issued(report)
    settle(window)
    assert page.current == "verify"
    rows = [page.verify.model.row(number) for number in range(page.verify.model.rowCount())]
    assert [row.words for row in rows if row] == ["完整", "完整"]
    assert not list(window.paths.root.glob("tmp*"))


def test_a_changed_an_unsigned_and_a_broken_file_are_told_apart(
    page: ReportsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    issue(page, window, settle)
    page.show_segment("register")
    settle(window)
    page.register.choose_folder = lambda: str(tmp_path)
    page.register.save()
    settle(window)
    (whole,) = tmp_path.glob("*.pdf")
    content = bytearray(whole.read_bytes())
    content[len(content) // 3] ^= 1
    changed = tmp_path / "改过.pdf"
    changed.write_bytes(content)
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(b"no report")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in (whole, changed, broken)])
    drop = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.verify.dropEvent(drop)
    settle(window)
    rows = [page.verify.model.row(number) for number in range(3)]
    assert [row.words for row in rows if row][:2] == ["完整", "已改动"]
    assert rows[2] is not None
    assert rows[2].words in ("无法读取", "未签名")
    assert all(row.reason for row in rows if row)


def test_issuing_can_be_stopped(page: ReportsPage, window: MainWindow, settle: Settle) -> None:
    page.month_view.issue()
    page.month_view.work.stop_button.click()
    settle(window)
    assert not page.month_view.work.isVisible()
    assert page.month_view.issue_button.isEnabled()
    page.register.refresh()
    settle(window)
    assert page.register.model.rowCount() <= 1  # it may have been too late to stop, never half


def test_words_are_kept_by_month(page: ReportsPage, window: MainWindow, settle: Settle) -> None:
    page.month_view.words.key_work.setPlainText("十月的话")
    page.month_view.month_box.setCurrentIndex(1)
    page.month_view.refresh()
    settle(window)
    assert page.month_view.words.key_work.toPlainText() == ""
    page.month_view.month_box.setCurrentIndex(0)
    page.month_view.refresh()
    settle(window)
    assert page.month_view.words.key_work.toPlainText() == "十月的话"


def test_pages_turn_by_their_keys(qtbot: QtBot) -> None:
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    pages = [QImage(400, 560, QImage.Format.Format_RGB32) for _ in range(3)]
    view.show_pages(pages)
    view.show()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == 2
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.current <= 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current == 0


def test_a_narrow_window_in_large_type_keeps_words_and_preview_apart(
    window: MainWindow, settle: Settle, qapp: QApplication
) -> None:
    theme.apply(qapp, theme.Look(large=True))
    try:
        window.resize(1024, 640)
        window.open_page("reports")
        settle(window)
        page = window.page("reports")
        assert isinstance(page, ReportsPage)
        left = page.month_view._column.mapTo(page, page.month_view._column.rect().topRight()).x()
        right = page.month_view.tabs.mapTo(page, page.month_view.tabs.rect().topLeft()).x()
        assert left < right
        inner = page.month_view.words.mapTo(page, page.month_view.words.rect().topRight()).x()
        assert inner < right
    finally:
        theme.apply(qapp, theme.Look())


def test_the_month_is_read_when_it_is_asked_for_by_its_name(window: MainWindow, settle: Settle) -> None:
    """It is the part in front from the start: nothing changes to it."""
    window.open_page("reports", "month")
    settle(window)
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    assert "草稿" in page.month_view.shown.text()
