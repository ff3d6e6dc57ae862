"""活动与排班 as a person works: an activity, the month laid out, solved, changed by keys and by mouse, published,
swapped (G14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from chinese import english_in
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.activities import ActivityDraft
from app.models.shifts import Roster, Shift
from app.ui.main_window import MainWindow
from app.ui.requests.sheet import SheetDialog
from app.ui.volunteers.activities_view import ActivityForm
from app.ui.volunteers.shifts_forms import PublishForm, ShiftForm, SwapForm
from app.ui.volunteers.shifts_table import carried
from app.ui.volunteers.shifts_view import ShiftsSegment
from tests.conftest import DATA
from tests.services.roster_world import POSTS, TIMES, enroll

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs without a screen
DECEMBER = (2026, 12)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Desk:
    """The part of the page, and a person's hands on it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
        self.qtbot, self.window, self._settle = qtbot, window, settle
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.open_page("volunteers", "shifts")
        settle(window)
        found = window.page("volunteers").segment  # type: ignore[attr-defined] # it is the page of volunteers
        assert isinstance(found, ShiftsSegment)
        self.part = found

    def ask(self, work: Callable[[Any], Any]) -> Any:
        kept: list[Any] = []
        self.window.jobs.run(work, kept.append)
        self.settle()
        return kept[0]

    def settle(self) -> None:
        self._settle(self.window)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        self.settle()

    def roster(self) -> Roster:
        found = self.ask(lambda office: services.shifts.month(office, *DECEMBER))
        assert isinstance(found, Roster)
        return found

    def shift(self, day: int, number: int = 0) -> Shift:
        return [one for one in self.roster().shifts if one.day == date(2026, 12, day)][number]

    def names(self, day: int, number: int = 0) -> list[str]:
        return [duty.name for duty in self.shift(day, number).duties]

    def solve(self) -> None:
        self.key(Qt.Key.Key_R, CTRL)
        self.qtbot.waitUntil(lambda: not self.part.solver.running, timeout=60_000)
        self.settle()

    def drop(self, data: QMimeData, shift: Shift) -> None:
        """Carry something to the first place of a shift and let go."""
        table = self.part.table
        spot = min(place for place, cell in table.cells.items() if cell.shift.id == shift.id)
        at = table.visualRect(table.model().index(*spot)).center()
        moves, buttons = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(QPoint(at), moves, data, buttons, Qt.KeyboardModifier.NoModifier)
        table.dragEnterEvent(enter)
        assert enter.isAccepted()
        table.dropEvent(QDropEvent(QPointF(at), moves, data, buttons, Qt.KeyboardModifier.NoModifier))
        self.settle()


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, settle: Settle) -> Desk:
    return Desk(qtbot, window, settle)


def test_G14_a_month_for_126_volunteers(desk: Desk) -> None:
    def world(office: Any) -> None:
        plan = services.volunteer_import.plan(office, DATA / "志愿者花名册.xlsx")
        services.volunteer_import.accept(office, plan)
        for weekday in range(1, 8):
            for starts, ends in TIMES.values():
                for title in POSTS:
                    services.activities.add(office, ActivityDraft(title, starts, ends, 2, rule=f"E{weekday}"))

    desk.ask(world)
    desk.part.take_focus()
    desk.key(Qt.Key.Key_Right, CTRL)
    assert desk.part.bar.month.text() == "2026年12月"
    assert desk.part.state.state == "empty"
    desk.key(Qt.Key.Key_B, ALT)
    assert desk.part.state.state == "content"
    seen: list[bool] = []
    desk.part.solver.better.connect(lambda *_: seen.append(desk.part.solve_bar.isVisible()))
    desk.part.take_focus()
    desk.solve()
    assert seen
    assert all(seen)
    roster = desk.roster()
    assert (roster.heads, roster.missing, roster.clashes, len(roster.standing)) == (558, 0, (), 279)
    loads = Counter(duty.volunteer_id for shift in roster.standing for duty in shift.duties)
    assert len(loads) == 126
    assert max(loads.values()) - min(loads.values()) <= 1
    assert "没有缺口" in desk.part.status.text()
    assert len(desk.part.table.cells) == 6 * 18  # the week of the first, a Tuesday
    desk.key(Qt.Key.Key_M, ALT)
    assert len(desk.part.table.cells) == 31 * 18
    assert english_in(desk.part) == []
    desk.key(Qt.Key.Key_P, CTRL)
    (paper,) = [one for one in desk.window.findChildren(SheetDialog) if one.isVisible()]
    assert paper.count.text() == "共 1 页"
    paper.reject()


def test_from_an_activity_to_a_swap(desk: Desk, tmp_path: Path) -> None:
    desk.ask(lambda office: enroll(office, "赵一", "钱二", "孙三"))
    desk.part.take_focus()
    desk.key(Qt.Key.Key_Right, CTRL)
    desk.key(Qt.Key.Key_H, ALT)
    desk.key(Qt.Key.Key_N, CTRL)
    form = desk.part.small.form
    assert isinstance(form, ActivityForm)
    form.name.line.setText("群团站")
    form.rule.set_text("每周星期日")
    form.starts.line.setText("22:00")
    form.ends.line.setText("6:00")
    desk.key(Qt.Key.Key_S, CTRL)
    assert "第二天 00:00 到 06:00" in form.ends.complaint
    form.starts.line.setText("9:00")
    form.ends.line.setText("11:00")
    desk.key(Qt.Key.Key_S, CTRL)
    desk.part.take_focus()
    desk.key(Qt.Key.Key_B, ALT)
    desk.key(Qt.Key.Key_W, ALT)
    desk.solve()
    assert [len(shift.duties) for shift in desk.roster().shifts] == [1, 1, 1, 1]

    # taken off by Delete, put on from the list of who could come, taken back
    table = desk.part.table
    table.go_to(desk.shift(6).id)
    (was,) = desk.names(6)
    desk.key(Qt.Key.Key_Delete)
    assert desk.names(6) == []
    assert table.current is not None
    assert table.item(table.currentRow(), table.currentColumn()).text() == "缺人"
    assert "缺1人" in desk.part.about.text()
    desk.key(Qt.Key.Key_Return)
    desk.part.card.rows.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert len(desk.names(6)) == 1
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert desk.names(6) == [was]

    # carried to another shift by keys in the month, and by mouse from the list; a clash is said at once
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_M, ALT)
    desk.part.take_focus()
    table.go_to(desk.shift(6).id)
    desk.key(Qt.Key.Key_X, CTRL)
    table.go_to(desk.shift(13).id)
    desk.key(Qt.Key.Key_V, CTRL)
    assert was in desk.names(13)
    assert desk.names(6) == []
    other = next(
        one for one in desk.ask(lambda office: services.volunteers.find(office, "")) if one.name not in desk.names(13)
    )
    desk.ask(lambda office: services.volunteers.add_leave(office, other.id, date(2026, 12, 6), date(2026, 12, 6)))
    desk.drop(carried(other.id), desk.shift(6))
    assert desk.names(6) == [other.name]
    assert desk.part.about.text().endswith(f"{other.name}:请假")
    assert "冲突 1 处" in desk.part.status.text()

    # published after the clash was read; then only a swap with its reason
    desk.part.take_focus()
    desk.key(Qt.Key.Key_P, ALT)
    publish = desk.part.small.form
    assert isinstance(publish, PublishForm)
    assert any("请假" in said for said in labels(publish))
    desk.key(Qt.Key.Key_S, CTRL)
    assert desk.roster().published_on == date(2026, 11, 21)
    desk.part.take_focus()
    table.go_to(desk.shift(6).id)
    desk.key(Qt.Key.Key_Delete)
    swap = desk.part.small.form
    assert isinstance(swap, SwapForm)
    desk.key(Qt.Key.Key_S, CTRL)
    assert swap.reason.complaint
    swap.reason.line.setText("临时有事")
    desk.key(Qt.Key.Key_S, CTRL)
    (noted,) = desk.roster().swaps
    assert (noted.out, noted.reason) == (other.name, "临时有事")
    assert desk.names(6) == [noted.in_]

    # a volunteer's own month for the telephone, and the whole month as a workbook
    desk.part.ask_calendar = lambda name: str(tmp_path / name)
    desk.part.ask_target = lambda: str(tmp_path / "排班.xlsx")
    desk.part.card.calendar_wanted.emit(desk.shift(6).duties[0])
    desk.part.export()
    desk.settle()
    (calendar,) = tmp_path.glob("*.ics")
    assert calendar.name == f"{noted.in_}2026年12月志愿服务.ics"
    assert calendar.read_bytes().count(b"BEGIN:VEVENT") == sum(noted.in_ in desk.names(day) for day in (6, 13, 20, 27))
    assert (tmp_path / "排班.xlsx").read_bytes().startswith(b"PK")


def test_a_search_can_be_dropped_and_a_shift_of_its_own_added(desk: Desk) -> None:
    desk.ask(lambda office: enroll(office, "赵一", "钱二"))
    desk.part.go_month(*DECEMBER)
    desk.settle()
    desk.part.begin()
    form = desk.part.small.form
    assert isinstance(form, ShiftForm)
    form.name.line.setText("清扫积雪")
    form.day.set_day(date(2026, 12, 8))
    form.starts.line.setText("8:00")
    form.ends.line.setText("10:00")
    form.needs.heads.line.setText("5")
    form.save()
    desk.settle()
    assert "志愿者一共2人,要5人" in form.needs.heads.complaint
    form.save()
    desk.settle()
    assert desk.shift(8).heads == 5
    desk.part.solve()
    desk.part.solver.drop()
    desk.settle()
    assert not desk.part.solve_bar.isVisible()
    assert desk.names(8) == []
    desk.part.take_focus()
    desk.solve()
    assert len(desk.names(8)) == 2
    desk.part.next_trouble()
    desk.settle()
    assert desk.part.table.current is not None
    assert desk.part.table.current.shift.id == desk.shift(8).id


def labels(form: PublishForm) -> list[str]:
    """What the form says."""
    return [label.text() for label in form.findChildren(QLabel)]
