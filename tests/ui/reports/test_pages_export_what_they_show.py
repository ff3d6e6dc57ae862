"""Ctrl+E of each page: the file holds the rows, the columns and the order that are shown, its numbers masked."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from keyboard import Keyboard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.models.queries import ListQuery
from app.models.request_views import RequestQuery
from app.ui.main_window import MainWindow
from app.ui.widgets.exporting import KINDS, ExportDialog
from tests.conftest import PASSWORD

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
NOW = Clock(lambda: datetime(2026, 11, 22, 9, 0))
CSV = [suffix for suffix, *_ in KINDS].index(".csv")
WHOLE = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")  # a telephone or an ID number with no mask on it
_GUARD = "\t"  # before what a spreadsheet would take for a date or a formula

# what the file may say in other words than the screen: reasons of health in general words, who complained masked
MASKED = {"原因", "反映人", "内容"}
PAGES = {
    "住户 人": ("households", ListQuery(text="张")),
    "住户 户": ("households", ListQuery(by_person=False, text="3-1")),
    "走访": ("visits", None),
    "诉求": ("requests", (RequestQuery(ids=frozenset(range(1, 60))), "诉求")),
    "会议": ("meetings", "list"),
    "名册": ("volunteers", "people"),
    "时长": ("volunteers", "hours"),
}


@pytest.fixture(scope="module")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from app.store import keys

    root = tmp_path_factory.mktemp("demo") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        office, _ = services.accounts.create_office(Paths(root), Organisation("大院社区党委", "街道"), PASSWORD, NOW)
        for ledger in services.demo.ledgers():
            services.demo.take_in(office, ledger)
        services.accounts.close(office)
    return root


@pytest.fixture
def clock() -> Clock:
    return NOW


@pytest.fixture
def demo(_demo: Path, paths: Paths, open_window: OpenWindow) -> MainWindow:
    shutil.copytree(_demo, paths.root)
    return open_window(paths, PASSWORD)


def table_of(page: QWidget) -> QTableView:
    """The list in front: the largest of those that are seen."""
    seen = [view for view in page.findChildren(QTableView) if view.isVisible() and view.model().rowCount()]
    return max(seen, key=lambda view: view.width() * view.height())


def shown(view: QTableView) -> tuple[list[str], list[list[str]]]:
    """(titles, rows) from the top as far as rows are loaded, in the order of the columns on the screen."""
    model, head = view.model(), view.horizontalHeader()
    order = [head.logicalIndex(place) for place in range(model.columnCount())]
    columns = [column for column in order if not view.isColumnHidden(column)]
    titles = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
    rows = range(min(12, model.rowCount()))
    return titles, [[str(model.index(row, column).data() or "") for column in columns] for row in rows]


def dialog_of(window: MainWindow, keys: Keyboard) -> ExportDialog:
    keys.ctrl(Qt.Key.Key_E)
    (dialog,) = (one for one in window.findChildren(ExportDialog) if one.isVisible())
    dialog.kinds.button(CSV).setChecked(True)
    return dialog


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[cell.removeprefix(_GUARD) for cell in row] for row in csv.reader(file)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_exports_what_it_shows(
    name: str, demo: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    key, argument = PAGES[name]
    demo.open_page(key, argument)
    settle(demo)
    page = demo.page(key)
    assert isinstance(page, QWidget)
    view = table_of(page)
    if view.isSortingEnabled():
        view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        settle(demo)
    titles, rows = shown(view)
    assert rows
    keys = Keyboard(qtbot, demo, settle)
    dialog = dialog_of(demo, keys)
    target = tmp_path / "导出.csv"
    dialog.ask_target = lambda: str(target)
    dialog.save()
    settle(demo)
    head, *body = read(target)
    assert head == titles
    assert len(body) == view.model().rowCount()
    for told, seen in zip(body, rows, strict=False):
        for title, cell, on_screen in zip(titles, told, seen, strict=True):
            assert cell == on_screen or title in MASKED, (title, cell, on_screen)
    assert WHOLE.findall(target.read_text(encoding="utf-8-sig")) == []


def test_whole_numbers_leave_only_with_a_purpose_and_a_recipient(
    demo: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    demo.open_page("households", ListQuery(text="张"))
    settle(demo)
    dialog = dialog_of(demo, Keyboard(qtbot, demo, settle))
    target = tmp_path / "完整.csv"
    dialog.ask_target = lambda: str(target)
    dialog.numbers.button(1).setChecked(True)
    dialog.save()
    settle(demo)
    assert not target.exists()
    assert dialog.purpose.hasFocus()
    dialog.purpose.setText("核对高龄津贴")
    dialog.recipient.setText("民政办 周科长")
    dialog.save()
    settle(demo)
    assert WHOLE.search(target.read_text(encoding="utf-8-sig"))
    noted: list[object] = []
    demo.jobs.run(lambda office: services.ledgers.log(office), noted.append)
    settle(demo)
    assert "核对高龄津贴" in str(noted[0])
