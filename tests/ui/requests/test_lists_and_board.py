"""My day, board and list: what is shown first, what narrows it, what leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from chinese import english_in
from hands import Keys
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from windows import Settle

from app.models.requests import RequestDraft, RequestQuery, State, Verb
from app.ui.main_window import MainWindow
from app.ui.requests.page import BOARD, DAY, LIST, STATISTICS, RequestsPage
from app.ui.widgets.exporting import ExportDialog
from tests.ui.requests.conftest import TODAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
CLOSED = (Verb.CLOSE, {"outcome": "已解决"})


@pytest.fixture
def several(made: Callable[..., int], door: Callable[[str], int]) -> dict[str, int]:
    """One for each list of the day, and one that asks for nothing."""
    whistle = {"departments": ("派出所",)}
    return {
        "overdue": made(date(2026, 11, 9), channel="电话", category="停车秩序", words="停车位被占"),
        "due": made(date(2026, 11, 14), household_id=door("201"), category="设施维修"),  # limit: Friday 11-20, past
        "waiting": made(date(2026, 11, 20), (Verb.WHISTLE, whistle), grade="重大", caller="赵师傅"),
        "visit": made(date(2026, 11, 19), (CLOSED[0], {"on": date(2026, 11, 20), **CLOSED[1]}), channel="意见箱"),
        "calm": made(TODAY, grade="特定"),
    }


def show(page: RequestsPage, place: int, window: MainWindow, settle: Settle) -> None:
    page.tabs.setCurrentIndex(place)
    settle(window)


def groups(page: RequestsPage) -> list[tuple[str, int]]:
    tasks = [page.day.model.row(number) for number in range(page.day.model.rowCount())]
    return [(task.group, task.row.id) for task in tasks if task is not None]


def test_an_empty_office_is_told_what_to_do(page: RequestsPage, window: MainWindow, settle: Settle) -> None:
    for place, view in ((DAY, page.day), (BOARD, page.board), (LIST, page.list), (STATISTICS, page.statistics)):
        show(page, place, window, settle)
        assert view.state.state == "empty"
        assert english_in(page) == []


def test_my_day(page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle, keys: Keys) -> None:
    show(page, DAY, window, settle)
    assert groups(page) == [
        ("已超时", several["overdue"]),
        ("已超时", several["due"]),
        ("等部门答卷", several["waiting"]),
        ("待回访", several["visit"]),
    ]
    assert [tile.number for tile in page.day.tiles.values()] == [2, 0, 1, 1]
    keys.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert groups(page) == [("等部门答卷", several["waiting"])]
    assert "只看“等部门答卷”的" in page.day.note.text()
    keys.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert page.day.state.state == "empty"
    assert english_in(page) == []
    page.day.show_group("今天到期")
    assert len(groups(page)) == 4
    page.day.table.choose_row(0)
    page.day.table.setFocus()
    keys.press(Qt.Key.Key_Return)
    assert page.card.shown is not None
    assert page.card.shown.row.id == several["overdue"]


def test_other_pages_ask_for_a_list_of_the_day(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle
) -> None:
    for _ in range(2):  # asked for twice, it is still that list
        window.open_page("requests", "待回访")
        settle(window)
        assert page.tabs.currentIndex() == DAY
        assert groups(page) == [("待回访", several["visit"])]
    window.open_page("requests", several["waiting"])
    settle(window)
    assert page.card.shown is not None
    assert page.card.shown.row.id == several["waiting"]


def test_the_board_counts_and_puts_the_late_first(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle
) -> None:
    show(page, BOARD, window, settle)
    columns = page.board.columns
    assert [column.total for column in columns.values()] == [3, 0, 1, 0, 1, 0]
    received = columns[State.RECEIVED]
    assert received.late.text() == "超时 2"
    rows = [received.model.row(number) for number in range(3)]
    assert [row.id for row in rows if row] == [several["overdue"], several["due"], several["calm"]]
    assert english_in(page) == []


def test_a_column_is_read_as_it_is_looked_at(
    page: RequestsPage, window: MainWindow, settle: Settle, run: Callable[..., object]
) -> None:
    """Of a hundred and twenty in a state only the first page is read; the last one when it comes into view."""
    from app import services

    def work(office: object) -> None:
        for number in range(120):
            draft = RequestDraft(TODAY - timedelta(days=number % 30), "电话", f"第 {number} 件", grade="一般")
            services.requests.take_down(office, draft)  # type: ignore[arg-type]

    run(work)
    page.refresh()
    show(page, BOARD, window, settle)
    column = page.board.columns[State.RECEIVED]
    assert column.total == 120
    assert column.model.row(0) is not None
    assert column.model.row(119) is None
    column.tickets.scrollToBottom()
    column.tickets.viewport().grab()
    settle(window)
    settle(window)
    last = column.model.row(119)
    assert last is not None
    dues = [row.due_on for number in range(120) if (row := column.model.row(number)) is not None and row.due_on]
    assert dues == sorted(dues)
    ids = [row.id for number in range(120) if (row := column.model.row(number)) is not None]
    assert len(ids) == len(set(ids))


def test_chips_narrow_the_list(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle, keys: Keys
) -> None:
    show(page, LIST, window, settle)
    filters, model = page.list.filters, page.list.listing.model

    def ids() -> set[int]:
        settle(window)
        return {row.id for number in range(model.rowCount()) if (row := model.row(number)) is not None}

    assert ids() == set(several.values())
    filters.state.pick("未办结")
    assert ids() == set(several.values()) - {several["visit"]}
    assert filters.state.text() == "状态:未办结"
    keys.alt(Qt.Key.Key_S)  # 超时
    assert ids() == {several["overdue"], several["due"]}
    filters.channel.pick("电话")
    assert ids() == {several["overdue"]}
    filters.channel.pick("意见箱")
    assert ids() == set()
    assert page.list.state.state == "empty"
    keys.alt(Qt.Key.Key_A)  # 看全部
    assert ids() == set(several.values())
    filters.department.pick("派出所")
    assert ids() == {several["waiting"]}
    filters.department.pick(None)
    filters.grid.pick("第一网格")
    assert ids() == {several["due"]}
    filters.grid.pick("")
    assert ids() == set(several.values()) - {several["due"]}
    filters.clear()
    filters.days.chip.pick("今天")
    assert ids() == {several["calm"]}
    assert english_in(page) == []


def test_own_days_are_checked_beside_them(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle, keys: Keys
) -> None:
    show(page, LIST, window, settle)
    days, model = page.list.filters.days, page.list.listing.model
    days.chip.pick("自选日期")
    settle(window)
    assert keys.focus is days.first
    days.first.setText("2026.11.19")
    days.last.setText("11月")
    days.last.editingFinished.emit()
    assert "看不懂" in days.message.text()
    days.last.setText("2026-11-18")
    days.last.editingFinished.emit()
    assert days.message.text() == "结束早于开始。"
    days.last.setText("2026-11-20")
    days.last.editingFinished.emit()
    settle(window)
    assert days.message.isHidden()
    assert days.first.text() == "2026年11月19日"
    assert model.rowCount() == 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [("停车位", "overdue"), ("2026-0003", "waiting"), ("zsf", "waiting"), ("1-1-201", "due"), ("派出所", "waiting")],
)
def test_search_as_one_types_goes_to_the_list(
    page: RequestsPage,
    several: dict[str, int],
    window: MainWindow,
    settle: Settle,
    keys: Keys,
    typed: str,
    found: str,
) -> None:
    show(page, DAY, window, settle)
    keys.ctrl(Qt.Key.Key_F)
    keys.write(typed)
    model = page.list.listing.model
    keys.until(lambda: model.rowCount() == 1)
    assert page.tabs.currentIndex() == LIST
    row = model.row(0)
    assert row is not None
    assert row.id == several[found]


def test_sorting_by_the_head(page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle) -> None:
    show(page, LIST, window, settle)
    model = page.list.listing.model
    place = next(n for n, column in enumerate(model.columns) if column.key == "due")
    page.list.listing.view.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    settle(window)
    dues = [row.due_on for number in range(5) if (row := model.row(number)) is not None]
    known = [due for due in dues if due]
    assert known == sorted(known)
    assert dues[-1] is None  # by agreement, nothing agreed


def test_copy_and_export_give_what_is_shown(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle, keys: Keys, tmp_path: Path
) -> None:
    page.show_cases(RequestQuery(ids=frozenset((several["overdue"], several["waiting"]))), "吹哨和超时")
    settle(window)
    view = page.list.listing.view
    view.setColumnHidden(2, True)
    view.selectAll()
    view.copy()
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].startswith("编号\t期限\t内容")
    assert len(copied) == 3
    keys.ctrl(Qt.Key.Key_E)
    (dialog,) = window.findChildren(ExportDialog)
    dialog.kinds.button(2).setChecked(True)
    dialog.save_to(tmp_path / "诉求.csv")
    settle(window)
    lines = (tmp_path / "诉求.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "编号,期限,内容" in "\n".join(lines)
    assert sum(line.lstrip().startswith("2026-") for line in lines) == 2
    assert "状态" not in "\n".join(lines)


def test_chosen_rows_can_be_exported_alone(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    show(page, LIST, window, settle)
    view = page.list.listing.view
    view.choose_row(1)
    view.selectionModel().select(
        view.rows.index(2, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    page.export()
    (dialog,) = window.findChildren(ExportDialog)
    dialog.kinds.button(2).setChecked(True)
    dialog.scope.button(1).setChecked(True)
    dialog.save_to(tmp_path / "选中.csv")
    settle(window)
    lines = (tmp_path / "选中.csv").read_text(encoding="utf-8-sig").splitlines()
    assert sum(line.lstrip().startswith("2026-") for line in lines) == 2


def test_whole_telephones_leave_only_with_a_purpose(
    page: RequestsPage, made: Callable[..., int], window: MainWindow, settle: Settle, keys: Keys, tmp_path: Path
) -> None:
    made(TODAY, caller="赵师傅", phone="13912345678")
    show(page, LIST, window, settle)
    for purpose, told, who in (("", "139****5678", "赵*傅"), ("街道核对", "13912345678", "赵师傅")):
        page.list.export()
        dialog = window.findChildren(ExportDialog)[-1]
        dialog.kinds.button(2).setChecked(True)
        if purpose:
            dialog.numbers.button(1).setChecked(True)
            dialog.purpose.setText(purpose)
            dialog.recipient.setText("街道办 张主任")
        target = tmp_path / f"诉求{purpose}.csv"
        dialog.save_to(target)
        settle(window)
        text = target.read_text(encoding="utf-8-sig")
        assert told in text
        assert who in text


def test_a_change_elsewhere_is_seen_when_the_view_is_looked_at(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle
) -> None:
    show(page, LIST, window, settle)
    show(page, BOARD, window, settle)
    page.take_down()
    settle(window)
    form = page.card.form
    assert form is not None
    words = form.field("内容")
    assert words is not None
    words.set_text("新来的事")
    form.save()
    settle(window)
    assert page.board.columns[State.RECEIVED].total == 4
    show(page, LIST, window, settle)
    assert page.list.listing.model.rowCount() == 6


def test_the_models_keep_qts_rules(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle
) -> None:
    models = [page.day.model, page.list.listing.model, *(column.model for column in page.board.columns.values())]
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode) for model in models]
    for place in (DAY, BOARD, LIST):
        show(page, place, window, settle)
    assert testers


def test_statistics_of_a_period(
    page: RequestsPage, several: dict[str, int], window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    show(page, STATISTICS, window, settle)
    assert page.statistics.tiles["received"].number == 5
    page.statistics.period.chip.pick("本周")
    settle(window)
    assert page.statistics.tiles["received"].number == 3
    assert page.statistics.said.text().startswith("统计2026年11月16日至2026年11月22日受理的诉求")
    page.export()
    (dialog,) = window.findChildren(ExportDialog)
    dialog.kinds.button(2).setChecked(True)
    dialog.save_to(tmp_path / "统计.csv")
    settle(window)
    text = (tmp_path / "统计.csv").read_text(encoding="utf-8-sig")
    assert "办结率,办结,1,3,33.33%" in text.replace("\t", "")  # a blank keeps a text from being reckoned with
    page.statistics.period.chip.pick("去年")
    settle(window)
    assert page.statistics.state.state == "empty"
    assert english_in(page) == []
