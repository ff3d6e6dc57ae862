"""设置 > 规则: every table an office may change, changed in place, refused beside the field, put back, undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from chinese import english_in
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from app import services
from app.base.errors import EnvironmentFault
from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.settings.page import RULES, SettingsPage
from app.ui.settings.rule_rows import RuleCell
from app.ui.settings.rules import RulesView

Settle = Callable[[MainWindow], None]


@pytest.fixture
def rules(window: MainWindow, settle: Settle, qtbot: QtBot) -> RulesView:
    window.open_page("settings")
    settle(window)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert page.tabs.currentIndex() == RULES
    return page.rules


def cell(rules: RulesView, table: str, row: str, field: str) -> RuleCell:
    rules.open_table(table)
    return rules.rows.cells[row, field]


def put(cell: RuleCell, text: str, qtbot: QtBot) -> None:
    cell.editor.editor.setFocus()
    cell.editor.set_text(text)
    qtbot.keyClick(cell.editor.editor, Qt.Key.Key_Return)


def test_every_table_is_there_with_its_sources(rules: RulesView, window: MainWindow, settle: Settle) -> None:
    assert rules.states.state == "content"
    assert rules.names.count() >= 5
    for place in range(rules.names.count()):
        rules.names.setCurrentRow(place)
        table = rules.table
        assert table is not None
        assert set(rules.rows.cells) == {(row.key, field.name) for row in table.rows for field in table.fields}
        assert english_in(rules) == [], table.name


def test_a_value_is_changed_marked_and_undone(
    rules: RulesView, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    days = cell(rules, "ageing_levels", "中度老龄化", "from_percent")
    assert not days.was.isVisible()
    put(days, "25", qtbot)
    settle(window)
    assert days.was.text() == "已改,原来是:20"
    assert "(改了 1 处)" in rules.names.item(rules.names.currentRow()).text()
    assert "Alt+Y" in rules.note.text()
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert days.editor.text() == "20"
    assert not days.was.isVisible()


def test_put_back_by_key(rules: RulesView, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    one = cell(rules, "ageing_levels", "重度老龄化", "from_percent")
    put(one, "33", qtbot)
    settle(window)
    one.editor.editor.setFocus()
    qtbot.keyClick(one.editor.editor, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert one.editor.text() == "30"
    assert rules.table is not None
    assert not any(row.changed for row in rules.table.rows)


def test_what_cannot_be_is_said_beside_the_field(
    rules: RulesView, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    one = cell(rules, "ageing_levels", "老龄化社会", "from_percent")
    put(one, "十分之一", qtbot)
    settle(window)
    assert "整数" in one.editor.complaint
    assert window.room is not None
    assert not window.room.banner.isVisible()
    qtbot.keyClick(one.editor.editor, Qt.Key.Key_Escape)
    assert one.editor.text() == "10"
    assert one.editor.complaint == ""


def test_a_choice_is_kept_at_once_and_the_wheel_changes_nothing(
    rules: RulesView, window: MainWindow, settle: Settle
) -> None:
    one = cell(rules, "legend", "党员户", "public")
    box = one.editor.editor
    wheel = QWheelEvent(
        QPointF(4, 4),
        box.mapToGlobal(QPointF(4, 4)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    assert one.eventFilter(box, wheel)
    assert one.editor.text() == "否"
    one.editor.set_text("是")
    one.editor.edited.emit()
    settle(window)
    assert one.was.text() == "已改,原来是:否"


def test_a_refusal_of_the_store_is_told_and_nothing_is_lost(
    rules: RulesView, window: MainWindow, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise EnvironmentFault("磁盘空间不足,没有保存。", "请清理磁盘再试。")

    monkeypatch.setattr(services.rules, "edit", full)
    one = cell(rules, "ageing_levels", "老龄化社会", "from_percent")
    put(one, "12", qtbot)
    settle(window)
    assert window.room is not None
    assert "磁盘空间不足" in window.room.banner.text.text()
    assert one.editor.text() == "12"


def test_a_table_is_opened_by_name(window: MainWindow, settle: Settle) -> None:
    window.open_page("settings", "ageing_levels")
    settle(window)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.rules.table is not None
    assert page.rules.table.name == "ageing_levels"
    assert page.tabs.currentIndex() == RULES


def test_without_tables_it_says_so(
    rules: RulesView, window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.rules, "tables", lambda _office: ())
    rules.refresh()
    settle(window)
    assert rules.states.state == "empty"


def test_large_type_in_the_smallest_window_cuts_nothing(
    rules: RulesView, window: MainWindow, settle: Settle, qapp: object
) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    theme.apply(qapp, replace(theme.Look(), large=True))
    window.resize(1024, 640)
    for place in range(rules.names.count()):
        rules.names.setCurrentRow(place)
        settle(window)
        inside = rules.rows
        for shown in inside.cells.values():
            left = shown.mapTo(inside, QPoint(0, 0)).x()
            assert left >= 0
            assert left + shown.width() <= inside.width()
    theme.apply(qapp, theme.Look())
