"""打印七彩图: the dialog, its preview, the file, the printer; the window stays awake throughout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from chinese import english_in
from maps import Hand, Run
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.base.errors import EnvironmentFault
from app.models.colours import Label
from app.models.households import DoorKey, HouseholdDraft
from app.models.views import MapFilter, MapPages
from app.ui.colours.page import ColoursPage
from app.ui.colours.paper import PaperDialog
from app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows without a screen


@pytest.fixture
def dialog(page: ColoursPage, window: MainWindow, settle: Settle) -> PaperDialog:
    return opened(page, window, settle)


def opened(page: ColoursPage, window: MainWindow, settle: Settle) -> PaperDialog:
    page.open_paper()
    settle(window)
    return page.findChildren(PaperDialog)[-1]


def text_of(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_the_sheet_is_seen_before_it_is_made(dialog: PaperDialog, window: MainWindow, settle: Settle) -> None:
    assert dialog.preview.page is not None
    assert dialog.preview.page.width() > dialog.preview.page.height()
    assert dialog.page_words.text() == "第 1 页,共 1 页"
    dialog.options.way_box.setCurrentIndex(1)
    settle(window)
    assert dialog.preview.page.width() < dialog.preview.page.height()
    assert english_in(dialog) == []


def test_it_takes_over_what_the_map_shows(page: ColoursPage, window: MainWindow, settle: Settle, hand: Hand) -> None:
    page.months.step(-1)
    settle(window)
    hand.press(Qt.Key.Key_6)
    page.mono.click()
    dialog = opened(page, window, settle)
    assert dialog.options.chart.as_of == date(2026, 10, 31)
    assert dialog.options.chart.shown == MapFilter(labels=1 << 5)
    assert dialog.options.chart.monochrome
    assert dialog.options.only_box.isVisible()
    dialog.options.only_box.click()
    assert not dialog.options.chart.only_shown


def test_saved_as_a_file_by_the_worker(dialog: PaperDialog, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "墙图")
    assert dialog.work.isVisible()
    assert not dialog.save_button.isEnabled()
    settle(window)
    assert dialog.isHidden()
    (text,) = text_of(tmp_path / "墙图.pdf")
    assert "大院社区党委七彩图" in text
    assert "张" not in text.replace("对外张贴", "")


def test_a_file_that_cannot_be_written_is_told_and_the_dialog_stays(
    dialog: PaperDialog, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "在.pdf").mkdir()
    dialog.save_to(tmp_path / "在.pdf")
    settle(window)
    assert dialog.isVisible()
    assert dialog.options.message.text()
    assert dialog.save_button.isEnabled()


def test_G17_rare_characters_go_through_the_window_onto_paper(
    page: ColoursPage, window: MainWindow, settle: Settle, run: Run, tmp_path: Path
) -> None:
    key = DoorKey("大院", "𬭎㛃𠮷楼", "", "101")
    run(lambda office: services.households.save_household(office, HouseholdDraft(key)))
    assert "𬭎㛃𠮷楼" in [one.short for one in page.map.scene.plan.buildings]
    dialog = opened(page, window, settle)
    dialog.options.pages_box.setCurrentText(MapPages.BUILDING.value)
    settle(window)
    dialog.leaf(1)
    settle(window)
    assert dialog.page_words.text() == "第 2 页,共 2 页"
    dialog.save_to(tmp_path / "墙图.pdf")
    settle(window)
    pages = text_of(tmp_path / "墙图.pdf")
    assert any("𬭎㛃𠮷楼" in text for text in pages)
    assert all("\u6237" in text for text in pages)


def test_for_any_wall_only_what_the_office_allows(
    dialog: PaperDialog, window: MainWindow, settle: Settle, run: Run, tmp_path: Path
) -> None:
    assert not dialog.options.public_part.isVisible()
    dialog.options.use_box.setCurrentIndex(1)
    settle(window)
    assert dialog.options.public_part.isVisible()
    assert [label for label, tick in dialog.options.ticks.items() if tick.isChecked()] == [Label.LET]
    assert english_in(dialog) == []
    dialog.options.ticks[Label.PARTY].click()
    settle(window)
    legend = run(lambda office: services.colours.legend(office))
    assert {entry.label for entry in legend if entry.public} == {Label.LET, Label.PARTY}
    dialog.save_to(tmp_path / "对外.pdf")
    settle(window)
    (text,) = text_of(tmp_path / "对外.pdf")
    assert "党员户" in text
    assert "空置户" not in text
    run(lambda office: services.journal.undo(office))
    legend = run(lambda office: services.colours.legend(office))
    assert {entry.label for entry in legend if entry.public} == {Label.LET}


def test_without_any_public_label_it_says_what_to_do(dialog: PaperDialog, window: MainWindow, settle: Settle) -> None:
    dialog.options.use_box.setCurrentIndex(1)
    settle(window)
    dialog.options.ticks[Label.LET].click()
    settle(window)
    assert "还没有选定可以对外的标签" in dialog.options.message.text()
    assert not dialog.print_button.isEnabled()
    dialog.options.ticks[Label.VACANT].click()
    settle(window)
    assert dialog.print_button.isEnabled()


def test_a_filter_that_would_tell_on_people_is_dropped_and_told(
    page: ColoursPage, window: MainWindow, settle: Settle, hand: Hand
) -> None:
    hand.press(Qt.Key.Key_1)
    dialog = opened(page, window, settle)
    dialog.options.use_box.setCurrentIndex(1)
    settle(window)
    assert "对外的图不按" in dialog.options.message.text()


def test_the_printer_gets_every_page(
    dialog: PaperDialog, window: MainWindow, settle: Settle, run: Run, tmp_path: Path
) -> None:
    for number in ("2", "3"):
        key = DoorKey("大院", number, "", "101")
        run(lambda office, key=key: services.households.save_household(office, HouseholdDraft(key)))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    dialog.choose_printer = lambda _title, _parent: printer
    dialog.options.way_box.setCurrentIndex(1)
    dialog.options.pages_box.setCurrentText(MapPages.BUILDING.value)
    settle(window)
    dialog.print()
    assert dialog.work.isVisible()
    for _ in range(4):
        settle(window)
    assert dialog.isHidden()
    document = pypdfium2.PdfDocument(tmp_path / "打印.pdf")
    try:
        sizes = [[round(side / 72 * 25.4) for side in page.get_size()] for page in document]
    finally:
        document.close()
    assert sizes == [[210, 297]] * 3
    assert "共 3 页" in window.statusBar().currentMessage()


def test_printing_can_be_stopped(dialog: PaperDialog, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    dialog.choose_printer = lambda _title, _parent: printer
    dialog.print()
    dialog.reject()
    for _ in range(3):
        settle(window)
    assert dialog.isVisible()
    assert dialog.print_button.isEnabled()
    assert not dialog.work.isVisible()


def test_without_a_printer_there_are_words(dialog: PaperDialog) -> None:
    def none(_title: str, _parent: object) -> None:
        raise EnvironmentFault("这台电脑还没有安装打印机。", "请另存为 PDF。")

    dialog.choose_printer = none
    dialog.print()
    assert "还没有安装打印机" in dialog.options.message.text()


def test_nothing_is_ordered_from_an_empty_map(page: ColoursPage, qtbot: QtBot, run: Run, hand: Hand) -> None:
    page.map.scene.picture = None
    page.open_paper()
    assert page.findChildren(PaperDialog) == []
