"""Many rows at once: chosen by keyboard, visited, put into a grid, copied, exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.households import ResidentDraft
from app.models.queries import ListQuery
from app.models.views import HouseholdCard
from app.models.visits import VisitMany
from app.ui.colours.grid_dialog import GridDialog
from app.ui.households import listing as listings
from app.ui.households.page import HouseholdsPage
from app.ui.main_window import MainWindow
from app.ui.widgets.export_log import ExportLogDialog
from app.ui.widgets.exporting import ExportDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
Run = Callable[[Callable[[Any], Any]], Any]
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def dialog(page: HouseholdsPage, kind: type[QDialog]) -> Any:
    (found,) = [one for one in page.findChildren(kind) if one.isVisible()]
    found.activateWindow()
    QApplication.processEvents()  # keys go to the window that is active
    return found


@pytest.fixture
def numbered(page: HouseholdsPage, window: MainWindow, settle: Settle, run: Run, open_card: Any) -> HouseholdsPage:
    """The third person has numbers."""
    card: HouseholdCard = open_card("301")
    draft = ResidentDraft("=𠮷+1", id_number="11010519491231002X", phone="13800001380")
    member = card.record.members[0]
    run(lambda o: services.households.save_resident(o, card.record.household.id, draft, member.resident.id))
    page.card.close_card()
    page.refresh()
    settle(window)
    return page


def test_chosen_by_keyboard_and_put_into_a_grid(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, run: Run
) -> None:
    view = page.listing.view
    view.setFocus()
    view.choose_row(3)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert page.chosen_bar.isVisible()
    assert page.chosen_bar.text.text() == "已选 2 人"
    qtbot.keyClick(page, Qt.Key.Key_W, ALT)
    grid = dialog(page, GridDialog)
    grid.name.setEditText("第二网格")
    grid.put()
    settle(window)
    rows = run(lambda office: services.lists.list_rows(office, ListQuery(grid="第二网格"))).rows
    assert [row.name for row in rows] == ["张4明", "张5明"]
    assert "第二网格" in [page.filters.grids.itemText(n) for n in range(page.filters.grids.count())]
    run(services.journal.undo)
    assert run(lambda office: services.lists.list_rows(office, ListQuery(grid="第二网格"))).total == 0


def test_visited_together(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, object]] = []
    monkeypatch.setattr(page.desk, "open_page", lambda key, argument: opened.append((key, argument)))
    view = page.listing.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    assert page.chosen_bar.text.text() == "已选 5 人"
    qtbot.keyClick(page, Qt.Key.Key_V, ALT)
    settle(window)
    ((key, argument),) = opened
    assert key == "visits"
    assert isinstance(argument, VisitMany)
    assert len(argument.household_ids) == 5


def test_escape_lets_go_of_the_rows(page: HouseholdsPage, qtbot: QtBot) -> None:
    page.listing.view.setFocus()
    page.listing.view.selectAll()
    assert page.chosen_bar.isVisible()
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Escape)
    assert not page.chosen_bar.isVisible()


def test_rows_nobody_has_looked_at_are_chosen_too(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "PAGE", 2)
    page.listing.model.page = 2
    page.load()
    settle(window)
    model = page.listing.model
    model._rows = {n: row for n, row in model._rows.items() if n < 2}
    page.listing.view.selectAll()
    found: list[Any] = []
    page.listing.with_chosen(found.extend)
    settle(window)
    assert [row.name for row in found] == ["张1明", "张2明", "张3明", "张4明", "张5明"]
    model._rows = {n: row for n, row in model._rows.items() if n < 2}
    QGuiApplication.clipboard().clear()
    page.listing.view.copy()
    settle(window)
    assert QGuiApplication.clipboard().text().count("\n") == 5


def test_exported_just_as_shown(
    numbered: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    page = numbered
    page.people.show_columns(("age", "name", "phone"))
    page.listing.view.sortByColumn(6, Qt.SortOrder.AscendingOrder)
    page.panel.age_to.setValue(80)
    settle(window)
    qtbot.keyClick(page, Qt.Key.Key_E, CTRL)
    export = dialog(page, ExportDialog)
    assert english_in(export) == []
    export.kinds.button(2).setChecked(True)
    target = tmp_path / "名单"
    export.ask_target = lambda: str(target)
    qtbot.keyClick(export, Qt.Key.Key_S, CTRL)
    settle(window)
    assert not export.isVisible()
    assert export.saved == tmp_path / "名单.csv"
    data = export.saved.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    model = page.listing.model
    shown = [model.row(n) for n in range(model.rowCount())]
    assert lines[0] == ["年龄", "姓名", "联系电话"]
    assert [[cell.strip() for cell in line] for line in lines[1:]] == [
        [str(row.age), row.name, row.phone] for row in shown if row is not None
    ]
    assert lines[-1][1] == "\t=𠮷+1"
    assert "13800001380" not in data.decode("utf-8-sig")


def test_only_the_chosen_rows(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    view = page.listing.view
    view.setFocus()
    view.choose_row(1)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    page.chosen_bar.buttons[2].click()
    export = dialog(page, ExportDialog)
    assert [export.scope.button(n).text() for n in (0, 1)] == ["选中的 2 人", "整个名单,共 5 人"]
    export.kinds.button(2).setChecked(True)
    export.save_to(tmp_path / "选中.csv")
    settle(window)
    assert export.saved is not None
    assert [line.split(",")[0] for line in export.saved.read_text("utf-8-sig").splitlines()] == [
        "姓名",
        "张2明",
        "张3明",
    ]


def test_whole_numbers_only_with_purpose_and_recipient(
    numbered: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path, run: Run
) -> None:
    page = numbered
    qtbot.keyClick(page, Qt.Key.Key_E, CTRL)
    export = dialog(page, ExportDialog)
    export.kinds.button(2).setChecked(True)
    qtbot.keyClick(export, Qt.Key.Key_W, ALT)
    qtbot.waitUntil(lambda: export.full)
    asked: list[str] = []
    export.ask_target = lambda: asked.append("") or str(tmp_path / "完整.csv")
    export.save()
    assert not asked
    assert "用途和接收人" in export.banner.text.text()
    export.purpose.setText("核对高龄津贴")
    export.recipient.setText("街道民政办")
    export.save()
    settle(window)
    assert "\t11010519491231002X" in (tmp_path / "完整.csv").read_text("utf-8-sig")
    (past,) = run(services.ledgers.log)
    assert (past.title, past.purpose, past.recipient, past.rows) == ("居民名单", "核对高龄津贴", "街道民政办", 5)
    assert "身份证号" in past.columns
    page.export_button.click()
    export = dialog(page, ExportDialog)
    export.show_log()
    settle(window)
    (log,) = [one for one in export.findChildren(ExportLogDialog) if one.isVisible()]
    assert log.model.row(0) == past
    assert english_in(log) == []
    log.reject()
    export.reject()


def test_a_file_that_cannot_be_written_is_told_in_the_dialog(
    page: HouseholdsPage, window: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_E, CTRL)
    export = dialog(page, ExportDialog)
    export.save_to(tmp_path / "没有这个文件夹" / "名单.xlsx")
    settle(window)
    assert export.isVisible()
    assert "文件夹不存在" in export.banner.text.text()
    assert export.save_button.isEnabled()
    export.reject()


def test_a_long_export_can_be_stopped(
    page: HouseholdsPage, window: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.export_button.click()
    export = dialog(page, ExportDialog)
    read = services.lists.read_rows

    def stopped(*arguments: Any, **named: Any) -> Any:
        export._job.cancel()
        return read(*arguments, **named)

    monkeypatch.setattr(services.lists, "read_rows", stopped)
    export.save_to(tmp_path / "名单.xlsx")
    settle(window)
    assert export.isVisible()
    assert not (tmp_path / "名单.xlsx").exists()
    assert export.save_button.isEnabled()
    export.reject()
    assert not export.isVisible()
