"""人口 through the window: every bar and every number opens its list, by hand and by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.base.errors import EnvironmentFault
from app.models.drawings import Region
from app.models.population import Scope, Topic
from app.models.queries import ListQuery
from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.population.choices import LAST_MONTH, LAST_YEAR, NOTHING, SOME_DAY
from app.ui.population.page import NUMBERS, PAPER, PopulationPage
from app.ui.widgets.drawing import DrawingView
from app.ui.widgets.drawing_hand import unit

Settle = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, settle: Settle, qtbot: QtBot) -> PopulationPage:
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.room is not None
    found = window.room.pages["population"]
    assert isinstance(found, PopulationPage)
    return found


def press(view: DrawingView, region: Region) -> None:
    """A click in the middle of a place."""
    at = unit()
    where = QPointF((region.x + region.width / 2) * at, (region.y + region.height / 2) * at)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, where, view.mapToGlobal(where), left, left, Qt.KeyboardModifier.NoModifier)
        (view.mousePressEvent if kind is QEvent.Type.MouseButtonPress else view.mouseReleaseEvent)(event)


def listed(page: PopulationPage, monkeypatch: pytest.MonkeyPatch) -> list[tuple[ListQuery, str]]:
    """What is asked of the list from now on."""
    seen: list[Any] = []
    monkeypatch.setattr(
        page.desk, "open_page", lambda key, argument: seen.append(argument) if key == "households" else 0
    )
    return seen


def keyed(view: DrawingView) -> list[Region]:
    assert view.drawing is not None
    return [region for region in view.drawing.regions if region.key]


def test_the_page_opens_with_its_pictures(page: PopulationPage) -> None:
    assert page.state.state == "content"
    assert page.view is not None
    assert page.view.now.whole.residents.numerator == 5
    assert "5 人" in page.head.note.text()
    assert "6 户" in page.head.note.text()
    assert keyed(page.pictures.shares)
    assert keyed(page.pictures.labels)


def test_a_bar_opens_its_people(
    page: PopulationPage, window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = listed(page, monkeypatch)
    bar = next(region for region in keyed(page.pictures.shares) if region.key.startswith("aged_60@"))
    press(page.pictures.shares, bar)
    settle(window)
    ((query, title),) = seen
    assert query.by_person
    assert query.ids is not None
    assert page.view is not None
    assert len(query.ids) == page.view.now.whole.aged_60.numerator == 3
    assert title == "60岁及以上,2026年11月21日"


def test_the_list_shows_just_those(page: PopulationPage, window: MainWindow, settle: Settle) -> None:
    page.open_names(next(region.key for region in keyed(page.pictures.shares) if region.key.startswith("let@")))
    settle(window)
    assert window.room is not None
    assert window.room.current is window.room.pages["households"]


def test_arrows_move_between_bars_and_enter_opens(
    page: PopulationPage, window: MainWindow, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = listed(page, monkeypatch)
    view = page.pictures.shares
    view.setFocus()
    assert view.chosen is not None
    first = view.chosen
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen.y > first.y
    assert view.accessibleDescription() == view.chosen.title
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.chosen == first
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.chosen == keyed(view)[-1]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    settle(window)
    assert len(seen) == 1


def test_a_month_of_a_label_opens_its_doors(
    page: PopulationPage, window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = listed(page, monkeypatch)
    month = next(region for region in keyed(page.pictures.labels) if region.key == "labels.党员户@2026-08-31")
    assert month.title == "2026年8月31日 党员户 1户"
    press(page.pictures.labels, month)
    settle(window)
    ((query, title),) = seen
    assert not query.by_person
    assert len(query.ids or ()) == 1
    assert title == "党员户,2026年8月31日"


def test_every_number_of_the_table_opens(
    page: PopulationPage, window: MainWindow, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = listed(page, monkeypatch)
    page.tabs.setCurrentIndex(NUMBERS)
    rows = page.numbers.rows
    for number in range(rows.rowCount()):
        row = rows.row(number)
        assert row is not None
        page.open_names(row.figure.key)
        settle(window)
        query, _title = seen[-1]
        assert len(query.ids or ()) == row.figure.numerator, row.figure.key
    page.numbers.choose_row(2)
    before = len(seen)
    qtbot.keyClick(page.numbers, Qt.Key.Key_Return)
    settle(window)
    assert len(seen) == before + 1


def test_a_grid_narrows_everything(page: PopulationPage, window: MainWindow, settle: Settle) -> None:
    page.choices.grids.setCurrentText("第一网格")
    page.choices.moved.emit()
    settle(window)
    assert page.view is not None
    assert page.view.now.scope == Scope("第一网格")
    assert page.view.now.whole.households.numerator == 4
    page.choices.grids.setCurrentText("未分网格")
    page.choices.moved.emit()
    settle(window)
    assert page.view.now.whole.households.numerator == 2


def test_slider_and_typed_day(page: PopulationPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    page.months.step(-1)
    settle(window)
    assert page.view is not None
    assert page.view.now.as_of == date(2026, 10, 31)
    page.other_day.line.setText("2025.2.3")
    qtbot.keyClick(page.other_day.line, Qt.Key.Key_Return)
    settle(window)
    assert page.view.now.as_of == date(2025, 2, 3)
    assert page.other_day.line.text() == "2025年2月3日"
    page.other_day.line.setText("二月三十")
    qtbot.keyClick(page.other_day.line, Qt.Key.Key_Return)
    assert page.other_day.wrong.text() == "请写出年、月、日"
    assert page.view.now.as_of == date(2025, 2, 3)
    page.months.step(1)
    settle(window)
    assert page.view.now.as_of == date(2026, 11, 21)
    assert page.other_day.line.text() == ""


def test_compared_with_another_day(page: PopulationPage, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    assert page.numbers.isColumnHidden(5)
    page.choices.compare(LAST_MONTH)
    settle(window)
    assert page.view is not None
    assert page.view.before is not None
    assert page.view.before.as_of == date(2026, 10, 31)
    assert not page.numbers.isColumnHidden(5)
    page.choices.compare(LAST_YEAR)
    settle(window)
    assert page.view.before.as_of == date(2025, 11, 21)
    page.choices.compare(SOME_DAY)
    page.choices.other.line.setText("2019-12-31")
    qtbot.keyClick(page.choices.other.line, Qt.Key.Key_Return)
    settle(window)
    assert page.view.before.as_of == date(2019, 12, 31)
    assert page.view.before.whole.residents.numerator == 0
    row = page.numbers.rows.row(1)
    assert row is not None
    assert row.change == "+5"
    page.choices.compare(NOTHING)
    settle(window)
    assert page.view.before is None


def test_a_day_without_people_says_so_and_leads_back(page: PopulationPage, window: MainWindow, settle: Settle) -> None:
    page.other_day.show_day(date(1999, 1, 1))
    page.refresh()
    settle(window)
    assert page.state.state == "empty"
    assert not page.print_button.isEnabled()
    page._show_all()
    settle(window)
    assert page.state.state == "content"


def test_a_change_of_the_households_is_followed(page: PopulationPage, window: MainWindow, settle: Settle) -> None:
    from app import services

    ids: list[int] = []
    page.desk.jobs.run(
        lambda office: services.lists.list_rows(office, ListQuery(limit=1)),
        lambda found: ids.extend(row.household_id for row in found.rows),
    )
    settle(window)
    from app.models.households import ResidentDraft

    draft = ResidentDraft("新来的", birth=date(2020, 2, 29), sex="女")
    page.desk.change(lambda office: services.households.save_resident(office, ids[0], draft))
    settle(window)
    assert page.view is not None
    assert page.view.now.whole.residents.numerator == 6
    said = [region.title for region in keyed(page.pictures.ages)]
    assert said == ["女 5～9岁 1人,占居民的16.67%", "性别未登记5人"]


def test_preview_and_saved_file_are_the_same_pages(
    page: PopulationPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page.tabs.setCurrentIndex(PAPER)
    settle(window)
    assert page.paper.states.state == "content"
    assert page.paper.pages.count == 2
    page.ask_target = lambda: str(tmp_path / "人口结构")
    page.save()
    settle(window)
    assert (tmp_path / "人口结构.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_that_cannot_be_written_is_told(
    page: PopulationPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "占着.pdf").mkdir()
    page.ask_target = lambda: str(tmp_path / "占着.pdf")
    page.save()
    settle(window)
    assert window.room is not None
    assert window.room.banner.isVisible()


def test_without_a_printer_it_says_so(
    page: PopulationPage, window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.reports import printing

    def none(_title: str, _parent: object) -> QPrinter | None:
        raise EnvironmentFault("这台电脑还没有安装打印机。", "请先安装打印机。")

    monkeypatch.setattr(printing.print_pdf, "__kwdefaults__", {"choose": none})
    page.print_paper()
    settle(window)
    assert window.room is not None
    assert "打印机" in window.room.banner.text.text()


def test_numbers_are_exported_as_shown(page: PopulationPage, window: MainWindow, settle: Settle) -> None:
    from app import services

    ledgers: list[Any] = []
    page.choices.compare(LAST_YEAR)
    settle(window)
    wanted = page.wanted()
    page.desk.jobs.run(lambda office: services.population.ledger(office, *wanted), ledgers.append)
    settle(window)
    (ledger,) = ledgers
    assert len(ledger.rows) == page.numbers.rows.rowCount()
    assert ledger.period == "截至2026年11月21日,与2025年11月21日相比"
    assert all(len(row) == len(ledger.columns) for row in ledger.rows)
    assert not ledger.full


def test_each_grid_topic_is_drawn(page: PopulationPage) -> None:
    for place in range(page.pictures.topic.count()):
        page.pictures.topic.setCurrentIndex(place)
        page.pictures.topic.activated.emit(place)
        assert page.pictures.grids.drawing is not None
        assert Topic(page.pictures.topic.currentData())


@pytest.mark.parametrize("look", [theme.Look(), theme.Look(dark=True), theme.Look(large=True)])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_nothing_stands_outside_its_picture(
    page: PopulationPage, window: MainWindow, settle: Settle, look: theme.Look, size: tuple[int, int], qapp: Any
) -> None:
    from app.rules.charts import text_width

    theme.apply(qapp, look)
    window.resize(*size)
    page.choices.compare(LAST_YEAR)
    settle(window)
    pictures = page.pictures
    for view in (pictures.ages, pictures.shares, pictures.grids, pictures.labels):
        drawing = view.drawing
        assert drawing is not None
        assert drawing.height * unit() <= view.height() + 2, view.accessibleName()
        for region in drawing.regions:
            assert region.x >= -0.01
            assert region.x + region.width <= drawing.width + 0.01
            assert region.y + region.height <= drawing.height + 0.01
        for shape in drawing.shapes:
            if hasattr(shape, "words"):
                before = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * text_width(shape.words, shape.size)
                assert shape.x - before >= -1, shape
                assert shape.x - before + text_width(shape.words, shape.size) <= drawing.width + 1, shape
    assert english_in(page) == []
    theme.apply(qapp, theme.Look())


def test_an_empty_office_is_shown_the_way(
    open_window: Callable[..., MainWindow], settle: Settle, paths: Any, clock: Any
) -> None:
    from app import services
    from app.models.people import Organisation

    office, _code = services.accounts.create_office(paths, Organisation("大院", "街道"), "四季平安2026", clock)
    services.accounts.close(office)
    window = open_window(paths, "四季平安2026")
    window.open_page("population")
    settle(window)
    assert window.room is not None
    page = window.room.pages["population"]
    assert isinstance(page, PopulationPage)
    assert page.state.state == "empty"
    assert english_in(page) == []


@pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
def test_ctrl_e_writes_the_numbers(
    page: PopulationPage, window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    from app.ui.widgets.exporting import ExportDialog

    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = page.findChildren(ExportDialog)
    dialog.save_to(tmp_path / "人口.xlsx")
    settle(window)
    assert dialog.saved == tmp_path / "人口.xlsx"
    assert (tmp_path / "人口.xlsx").stat().st_size > 2000
