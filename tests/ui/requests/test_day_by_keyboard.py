"""A day's work of twenty requests, walked as a new user would: by keyboard alone, from the first word to reopening."""

from __future__ import annotations

from collections.abc import Callable

from hands import Keys
from PySide6.QtCore import Qt
from windows import Settle

from app.models.requests import RequestRow, State
from app.ui.main_window import MainWindow
from app.ui.requests.page import BOARD, DAY, RequestsPage
from app.ui.requests.step_form import StepForm
from app.ui.requests.taking import TakeDownForm

SAID = ("路灯不亮", "下水道堵塞", "自来水水压太小", "楼道堆了垃圾", "外来车辆乱停车", "楼顶私搭乱建", "想申请低保")
F = Qt.Key
Rows = Callable[..., tuple[RequestRow, ...]]


def take_twenty_down(keys: Keys, page: RequestsPage) -> None:
    """One after the other: every second voice is found in the register, the others are strangers at a place."""
    keys.ctrl(F.Key_N)
    form = page.card.form
    assert isinstance(form, TakeDownForm)
    for number in range(1, 21):
        assert keys.focus is form.words.box, "ready for the next one"
        keys.write(SAID[number % len(SAID)])
        keys.tab()
        if number % 2:
            keys.write(f"1-1-{number % 5 + 1}01")
            keys.press(F.Key_Return)  # the first that fits, though it may not have been found yet
            keys.until(lambda: form.voice.hit is not None)
        else:
            keys.write("过路人")
            keys.tab(2)
            keys.write("小广场")
        keys.until(lambda: form.category.text() != "")
        keys.ctrl(F.Key_Return)
        assert form.message.text().startswith(f"已记下,编号 2026-{number:04d},期限到")
    keys.press(F.Key_Escape)
    assert page.side is None


def test_twenty_requests_by_keyboard(
    keys: Keys, page: RequestsPage, rows: Rows, window: MainWindow, settle: Settle
) -> None:
    keys.ctrl(F.Key_1)
    keys.ctrl(F.Key_5)
    assert window.room is not None
    assert window.room.current is page
    take_twenty_down(keys, page)
    first, *_rest = rows()
    assert [row.number for row in rows()] == [f"2026-{number:04d}" for number in range(1, 21)]
    assert {row.channel for row in rows()} == {first.channel}
    assert sum(row.household_id is not None for row in rows()) == 10
    assert {row.door for row in rows() if row.household_id is None} == {"小广场"}

    keys.alt(F.Key_3)  # the list, the newest first
    for _ in range(8):  # eight are assigned to the department that is proposed, or to the grid worker
        keys.press(F.Key_Return)
        keys.press(F.Key_F2)
        assign = page.card.form
        assert isinstance(assign, StepForm)
        assert assign.departments is not None
        if not assign.departments.names:
            keys.tab()
            keys.write("第三网格员")
        keys.ctrl(F.Key_Return)
        assert page.card.form is None
        keys.press(F.Key_Escape)
        keys.press(F.Key_Down)
    assert [row.state for row in rows()].count(State.ASSIGNED) == 8

    for _ in range(4):  # four are whistled for
        keys.press(F.Key_Return)
        keys.press(F.Key_F3)
        whistle = page.card.form
        assert isinstance(whistle, StepForm)
        assert whistle.departments is not None
        if not whistle.departments.names:
            keys.press(F.Key_Space)
        keys.ctrl(F.Key_Return)
        keys.press(F.Key_Escape)
        keys.press(F.Key_Down)
    assert [row.state for row in rows()].count(State.WHISTLED) == 4

    keys.alt(F.Key_1)  # my day: those that wait for a department
    assert page.tabs.currentIndex() == DAY
    assert page.day.tiles["等部门答卷"].number == 4
    for _ in range(4):
        keys.press(F.Key_Return)
        keys.press(F.Key_F6)
        keys.tab()
        keys.write("已到现场处理")
        keys.ctrl(F.Key_Return)
        keys.press(F.Key_F8)
        keys.press(F.Key_Down)  # 已解决
        keys.ctrl(F.Key_Return)
        keys.press(F.Key_Escape)
    closed = [row for row in rows() if row.state is State.CLOSED]
    assert {row.outcome for row in closed} == {"已解决"}
    assert len(closed) == 4
    assert page.day.tiles["待回访"].number == 4

    for turn in range(4):  # return visits: three are content, one is not and begins anew
        keys.press(F.Key_Return)
        keys.press(F.Key_F9)
        keys.press(F.Key_Down, times=3 if turn == 3 else 1)
        keys.ctrl(F.Key_Return)
        if turn == 3:
            keys.press(F.Key_F10)
            keys.write("灯又不亮了")
            keys.ctrl(F.Key_Return)
        keys.press(F.Key_Escape)
    assert sorted(row.satisfaction for row in rows() if row.satisfaction not in ("未办结",)) == ["满意"] * 3
    (again,) = [row for row in rows() if row.round == 2]
    assert again.state is State.RECEIVED

    keys.alt(F.Key_2)  # the board: arrows go from state to state
    assert page.tabs.currentIndex() == BOARD
    columns = page.board.columns
    assert keys.focus is columns[State.RECEIVED].tickets
    keys.press(F.Key_Right)
    assert keys.focus is columns[State.ASSIGNED].tickets
    keys.press(F.Key_Right)
    assert keys.focus is columns[State.VISITED].tickets  # nothing is whistled for, in hand, or closed
    assert [column.total for column in columns.values()] == [9, 8, 0, 0, 0, 3]
    keys.press(F.Key_Escape)

    keys.ctrl(F.Key_Z)  # the last step is taken back
    assert [row.round for row in rows()] == [1] * 20
