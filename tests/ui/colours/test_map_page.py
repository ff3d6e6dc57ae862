"""七彩图 in the window: months, filters, keys, card, paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from chinese import english_in
from pictures import building, picture
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from windows import OpenWindow, Settle

from app import services
from app.base.paths import Paths
from app.models.colours import LABELS, Label
from app.models.households import Occupancy
from app.ui.colours.months import MonthSlider, day_of, name_of
from app.ui.colours.page import ColoursPage
from app.ui.colours.paper import PaperSize, Sheet, write_to
from app.ui.colours.printing import PaperDialog, pdf_bytes
from app.ui.colours.view import MapView
from app.ui.main_window import MainWindow

LET = LABELS.index(Label.LET)
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")  # windows without a screen
VACANT = LABELS.index(Label.VACANT)


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> ColoursPage:
    window.open_page("colours")
    settle(window)
    assert window.room is not None
    found = window.room.page("colours")
    assert isinstance(found, ColoursPage)
    return found


def mask_of(page: ColoursPage, room: str) -> int:
    assert page.map.plan is not None
    return next(door.labels for door in page.map.plan.doors if door.room == room)


def click(qtbot: QtBot, page: ColoursPage, room: str) -> None:
    assert page.map.plan is not None
    door = next(n for n, one in enumerate(page.map.plan.doors) if one.room == room)
    qtbot.mouseClick(page.map.viewport(), Qt.MouseButton.LeftButton, pos=page.map.door_rect(door).center())


def test_days_of_the_slider() -> None:
    today = date(2026, 11, 21)
    assert day_of(0, today) == today
    assert day_of(1, today) == date(2026, 11, 30)
    assert day_of(-1, today) == date(2026, 10, 31)
    assert day_of(-24, today) == date(2024, 11, 30)
    assert day_of(13, today) == date(2027, 11, 30)
    assert name_of(-1, today) == "2026年10月末"


def test_slider_reaches_two_years_back_and_one_ahead(qtbot: QtBot) -> None:
    slider = MonthSlider(date(2026, 11, 21))
    qtbot.addWidget(slider)
    with qtbot.waitSignal(slider.moved) as told:
        slider.step(-100)
    assert told.args == [date(2024, 11, 30)]
    slider.step(100)
    assert slider.day == date(2027, 11, 30)
    slider.back.click()
    assert slider.words == "今天(2026年11月21日)"


def test_the_map_shows_every_door_and_counts_them(page: ColoursPage) -> None:
    assert page.map.plan is not None
    assert len(page.map.plan.doors) == 6
    assert mask_of(page, "601") == 1 << VACANT
    assert "共 6 户" in page.head.note.text()
    assert page.chips.chips[LET].words() == "1户 16.67%"


def test_a_lease_ends_with_its_month_on_the_slider(page: ColoursPage, window: MainWindow, settle: Settle) -> None:
    """G05: let until 2026-09-30 is 出租户 in September, not in October."""
    ((door, _name),) = run(window, settle, lambda office: services.lists.doors(office, "1-1-401"))
    run(
        window,
        settle,
        lambda office: services.households.set_occupancy(
            office, door, Occupancy.LET, date(2026, 1, 1), date(2026, 9, 30)
        ),
    )
    page.months.step(-2)
    settle(window)
    assert page.months.words == "2026年9月末"
    assert mask_of(page, "401") >> LET & 1
    page.months.step(1)
    settle(window)
    assert page.months.words == "2026年10月末"
    assert not mask_of(page, "401") >> LET & 1


def run(window: MainWindow, settle: Settle, work: object) -> object:
    kept: list[object] = []
    window.jobs.run(work, kept.append)  # type: ignore[arg-type]
    settle(window)
    return kept[0]


def test_a_click_opens_the_card_and_escape_puts_it_away(
    page: ColoursPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    click(qtbot, page, "101")
    settle(window)
    assert page.card.isVisible()
    assert page.card.title.text() == "大院1栋1单元101室"
    page.map.setFocus()
    qtbot.keyClick(page.map, Qt.Key.Key_Escape)
    assert not page.card.isVisible()


def test_the_keyboard_goes_from_door_to_door(
    page: ColoursPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    assert page.map.plan is not None
    click(qtbot, page, "101")
    qtbot.keyClick(page.map, Qt.Key.Key_Up)
    settle(window)
    assert page.map.chosen is not None
    assert page.map.plan.doors[page.map.chosen].room == "201"
    assert page.card.title.text() == "大院1栋1单元201室"
    assert "201室" in page.map.accessibleDescription()


def test_keys_zoom_and_fit(page: ColoursPage, qtbot: QtBot) -> None:
    assert page.map.placing is not None
    before = page.map.placing.sizes.cell
    qtbot.keyClick(page.map, Qt.Key.Key_Plus)
    larger = page.map.placing.sizes.cell
    qtbot.keyClick(page.map, Qt.Key.Key_Minus)
    qtbot.keyClick(page.map, Qt.Key.Key_0)
    assert larger > before
    assert page.map.placing.sizes.cell == before


def test_zoom_keeps_what_is_under_the_pointer(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show_picture(picture(*(building(str(n), 8, 4, first=n * 100) for n in range(1, 31))))
    assert view.plan is not None
    door = len(view.plan.doors) // 2
    view.zoom(4)
    view.choose_household(view.plan.doors[door].household_id)
    at = view.door_rect(door).center()
    view.zoom(3, at)
    assert (view.door_rect(door).center() - at).manhattanLength() < 8


def test_digits_filter_and_the_head_says_how_many(page: ColoursPage, qtbot: QtBot) -> None:
    page.map.setFocus()
    qtbot.keyClick(page.map, Qt.Key.Key_6)
    assert page.chips.chosen == 1 << LET
    assert page.head.note.text() == "出租户 1 户(共 6 户)"
    qtbot.keyClick(page.map, Qt.Key.Key_6)
    assert page.chips.chosen == 0


def test_a_grid_shows_its_buildings_only(page: ColoursPage) -> None:
    names = [page.grids.itemText(n) for n in range(page.grids.count())]
    assert names == ["全部网格", "第一网格"]
    page.grids.setCurrentIndex(1)
    assert page.map.plan is not None
    assert len(page.map.plan.buildings) == 1


def test_the_tooltip_names_door_and_labels_and_no_person(page: ColoursPage) -> None:
    assert page.map.plan is not None
    for door in range(len(page.map.plan.doors)):
        assert "张" not in page.map.summary(door)
    assert page.map.summary(0).startswith("1栋1单元")


def test_an_empty_office_says_what_to_do(open_window: OpenWindow, paths: Paths, settle: Settle, clock: object) -> None:
    from app.models.people import Organisation

    office, _code = services.accounts.create_office(paths, Organisation("甲", "乙"), "四季平安2026", clock)
    services.accounts.close(office)
    window = open_window(paths, "四季平安2026")
    window.open_page("colours")
    settle(window)
    assert window.room is not None
    page = window.room.page("colours")
    assert isinstance(page, ColoursPage)
    assert page.state.state == "empty"
    assert not page.print_button.isEnabled()


@OFFSCREEN
def test_no_english_on_the_page_or_the_paper_dialog(
    page: ColoursPage, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    click(qtbot, page, "101")
    settle(window)
    assert english_in(page) == []
    page.open_paper()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert english_in(dialog) == []
    dialog.ink_box.setCurrentIndex(1)
    assert dialog.sheet.monochrome
    dialog.close()


@pytest.mark.parametrize("paper", [PaperSize("A4", True), PaperSize("A3", False)])
def test_paper_is_of_its_size_and_names_nobody(page: ColoursPage, paper: PaperSize, tmp_path: Path) -> None:
    import pypdfium2

    assert page.map.picture is not None
    made = pdf_bytes(Sheet(page.map.picture, "大院社区党委", date(2026, 11, 21)), paper, page)
    document = pypdfium2.PdfDocument(made)
    try:
        assert len(document) == 1
        width, height = document[0].get_size()
        found = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    text = normalize("NFKC", found).replace("戶", "户")  # Qt names a shared glyph by its radical
    wanted = (297, 210) if paper.name == "A4" else (297, 420)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == wanted
    for words in ("大院社区党委七彩图", "截至 2026年11月21日", "出租户 1户(16.67%)", "总户数 6", "盖章"):
        assert words in text, words
    assert "张" not in text


def test_paper_that_shows_some_labels_only_says_so(page: ColoursPage) -> None:
    import pypdfium2

    assert page.map.picture is not None
    sheet = Sheet(page.map.picture, "大院社区党委", date(2026, 11, 21), wanted=1 << LABELS.index(Label.LET))
    document = pypdfium2.PdfDocument(pdf_bytes(sheet, PaperSize("A4", landscape=True), page))
    try:
        found = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    assert "只画出出租户" in normalize("NFKC", found).replace("戶", "户")


def test_the_printer_gets_the_same_page(page: ColoursPage, tmp_path: Path) -> None:
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter

    assert page.map.picture is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    printer.setFullPage(True)
    sheet = Sheet(page.map.picture, "大院社区党委", date(2026, 11, 21))
    assert write_to(printer, sheet, PaperSize("A4", landscape=False), page.font())
    document = pypdfium2.PdfDocument(tmp_path / "打印.pdf")
    try:
        size = [round(side / 72 * 25.4) for side in document[0].get_size()]
    finally:
        document.close()
    assert size == [210, 297]


@OFFSCREEN
def test_saving_the_paper_says_where(page: ColoursPage, tmp_path: Path) -> None:
    page.open_paper()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    dialog.save_to(tmp_path / "墙图")
    assert (tmp_path / "墙图.pdf").read_bytes().startswith(b"%PDF")


@OFFSCREEN
def test_hover_repaints_only_two_doors(page: ColoursPage, qtbot: QtBot) -> None:
    assert page.map.plan is not None
    at = page.map.door_rect(2).center()
    qtbot.mouseMove(page.map.viewport(), at)
    page.map._hover(2)
    assert page.map.hovered == 2
    page.map._hover(page.map.door_at(QPoint(0, 0)))
    assert page.map.hovered is None
