"""G11 on a user's way: the sample ledger through the wizard, then every figure on the page of statistics."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import Settle

from app.models.drawings import Text
from app.models.importing import Fate
from app.models.requests import RequestQuery
from app.ui.importing.ledgers import HOUSEHOLDS, REQUESTS
from app.ui.importing.wizard import ImportWizard
from app.ui.main_window import MainWindow
from app.ui.requests.page import LIST, STATISTICS, RequestsPage

LEDGER = "诉求台账.xlsx"
Do = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen


@pytest.fixture
def wizard(window: MainWindow, qtbot: QtBot) -> ImportWizard:
    made = ImportWizard(window.desk, window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.fixture
def go_on(wizard: ImportWizard, window: MainWindow, settle: Settle) -> Do:
    def press() -> None:
        wizard.next_button.click()
        settle(window)

    return press


@pytest.fixture
def truth(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data / "records-expected.json").read_text(encoding="utf-8"))[LEDGER]
    return found


def shown(page: RequestsPage, name: str) -> list[str]:
    """The words of one breakdown as they are drawn."""
    drawing = page.statistics.breakdowns[name].drawing
    assert drawing is not None
    return [shape.words for shape in drawing.shapes if isinstance(shape, Text)]


def test_G11_the_sample_gives_every_figure(
    wizard: ImportWizard, go_on: Do, window: MainWindow, settle: Settle, data: Path, truth: dict[str, Any]
) -> None:
    wizard.take(data / LEDGER)
    settle(window)
    assert wizard.kind is REQUESTS
    assert wizard.kind_box.currentText() == "诉求台账"
    assert "15 列里认出了 15 列" in wizard.mapping.said.text()
    go_on()
    assert [wizard.plan.counts[fate].text() for fate in (Fate.NEW, Fate.ERROR)] == ["1145", "0"]
    assert english_in(wizard) == []
    go_on()
    assert wizard.pages.currentWidget() is wizard.done_page
    wizard.done_page.list_button.click()  # 看诉求统计
    settle(window)
    page = window.page("requests")
    assert isinstance(page, RequestsPage)
    assert page.tabs.currentIndex() == STATISTICS
    tiles = page.statistics.tiles
    assert tiles["received"].number == truth["received"] == 1145
    assert (tiles["handled"].number, tiles["handled"].share) == (981, "办结率 85.68%(981/1145)")
    assert tiles["open"].number == truth["open"] == 164
    assert tiles["whistles"].number == truth["whistles"] == 82
    assert (tiles["answers"].number, tiles["answers"].share) == (82, "响应率 100.00%(82/82)")
    assert (tiles["hard_settled"].number, tiles["hard_settled"].share) == (66, "占吹哨难题 80.49%(66/82)")
    assert tiles["disputes_mediated"].number == truth["disputes_mediated"] == 103
    for name, key in (("by_channel", "by_channel"), ("by_category", "by_kind"), ("by_satisfaction", "satisfaction")):
        words = shown(page, name)
        assert {(title, f"{count}/1145件") for title, count in truth[key].items()} == set(zip_counts(words))
    months = {f"{month[:4]}年{int(month[5:])}月": f"{count}/1145件" for month, count in truth["by_month"].items()}
    assert months.items() == set(zip_counts(shown(page, "by_month")))


def zip_counts(words: list[str]) -> list[tuple[str, str]]:
    """(name, 272/1145件) of each bar: a name, a percentage and a count are drawn for each."""
    return [(words[place], words[place + 2]) for place in range(0, len(words), 3)]


def test_G11_a_figure_opens_its_cases(
    wizard: ImportWizard, go_on: Do, window: MainWindow, settle: Settle, data: Path
) -> None:
    wizard.take(data / LEDGER)
    settle(window)
    go_on()
    go_on()
    wizard.done_page.list_button.click()
    settle(window)
    page = window.page("requests")
    assert isinstance(page, RequestsPage)
    page.statistics.tiles["hard_settled"].clicked.emit()
    settle(window)
    assert page.tabs.currentIndex() == LIST
    assert page.list.listing.model.rowCount() == 66
    assert "难题解决(共 66 件)" in page.list.filters.origin.text()
    page.list.filters.origin.click()
    settle(window)
    assert page.list.listing.model.rowCount() == 1145
    page.tabs.setCurrentIndex(STATISTICS)
    view = page.statistics.breakdowns["by_channel"]
    assert view.drawing is not None
    view.opened.emit(view.drawing.regions[0].key)
    settle(window)
    assert page.list.listing.model.rowCount() == 223  # 书记亲民走访日


def test_G11_again_the_same_and_one_undo(
    wizard: ImportWizard, go_on: Do, window: MainWindow, settle: Settle, data: Path
) -> None:
    wizard.take(data / LEDGER)
    settle(window)
    go_on()
    go_on()
    wizard.take(data / LEDGER)
    settle(window)
    go_on()
    assert wizard.plan.counts[Fate.SAME].text() == "1145"
    assert not wizard.next_button.isEnabled()
    wizard.reject()
    window.open_page("requests", RequestQuery())
    settle(window)
    page = window.page("requests")
    assert isinstance(page, RequestsPage)
    assert page.list.listing.model.rowCount() == 1145
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert page.list.listing.model.rowCount() == 0
    assert page.list.state.state == "empty"


def test_bad_rows_are_shown_with_their_reason(
    wizard: ImportWizard, go_on: Do, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    """Answer before whistle, closing before receipt, a number twice: in the plan, and in a marked copy."""
    ledger = tmp_path / "诉求.csv"
    ledger.write_text(
        "编号,受理时间,来源,内容,吹哨部门,吹哨时间,答卷时间,办结时间,办理结果\n"
        "A1,2026-10-08,电话,路灯不亮,路灯管理所,2026-10-10,2026-10-09,,\n"
        "A2,2026-10-08,电话,下水道堵塞,,,,2026-10-01,已解决\n"
        "A3,2026-10-08,电话,垃圾没人清,,,,,\n"
        "A3,2026-10-09,电话,停车位被占,,,,,\n"
        "A4,2026-10-09,电话,门禁坏了,,,,,\n",
        encoding="utf-8-sig",
    )
    wizard.take(ledger)
    settle(window)
    assert wizard.kind is REQUESTS
    go_on()
    assert int(wizard.plan.counts[Fate.ERROR].text()) >= 3
    reasons = [wizard.plan.errors.row(number) for number in range(wizard.plan.errors.rowCount())]
    assert {error.row for error in reasons if error} >= {2, 3, 5}
    assert all(error and error.reason and error.remedy for error in reasons)
    target = tmp_path / "标注.xlsx"
    wizard.plan.copy_wanted.emit(target)
    settle(window)
    assert target.read_bytes()[:2] == b"PK"
    go_on()
    assert "没有写入" in wizard.done_page.said.text()


def test_the_kind_can_be_chosen(wizard: ImportWizard, window: MainWindow, settle: Settle, data: Path) -> None:
    wizard.take(data / LEDGER)
    settle(window)
    wizard.kind_box.setCurrentIndex(wizard.kind_box.findData("households"))
    wizard.kind_box.activated.emit(wizard.kind_box.currentIndex())
    settle(window)
    assert wizard.kind is HOUSEHOLDS
    assert not wizard.next_button.isEnabled()
    assert "住户台账的表头要有" in wizard.trouble.text.text()
    wizard.kind_box.setCurrentIndex(wizard.kind_box.findData("requests"))
    wizard.kind_box.activated.emit(wizard.kind_box.currentIndex())
    settle(window)
    assert wizard.kind is REQUESTS
    assert wizard.next_button.isEnabled()


def test_no_header_of_any_kind_is_told(
    wizard: ImportWizard, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    notice = tmp_path / "通知.csv"
    notice.write_text("关于召开党员大会的通知\n各位党员\n", encoding="utf-8")
    wizard.take(notice)
    settle(window)
    assert wizard.pages.currentWidget() is wizard.choose
    assert "诉求内容和受理时间" in wizard.choose.trouble.text.text()
