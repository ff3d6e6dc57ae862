from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import services
from app.base.errors import EnvironmentFault
from app.models.changes import Changes
from app.models.colours import LABELS, Label
from app.models.home import DueCounts, HomeFigures
from app.models.queries import ListQuery
from app.models.requests import RequestDraft
from app.ui.home.due import due_items
from app.ui.home.page import HomePage
from app.ui.main_window import MainWindow
from app.ui.room import Room

Settle = Callable[[MainWindow], None]
FIGURES = HomeFigures(
    branch="大院社区党委",
    street="书院街道办事处",
    as_of=date(2026, 11, 21),
    households=312,
    residents=786,
    counts=dict.fromkeys(LABELS, 3),
    distinct=200,
    without_grid=2,
    claims=5,
    report_year=2026,
    report_month=10,
    report_issued=False,
    recent=("导入台账",),
)


@pytest.fixture
def page(window: MainWindow) -> HomePage:
    assert isinstance(window.room, Room)
    found = window.room.pages["home"]
    assert isinstance(found, HomePage)
    return found


@pytest.fixture
def asked(page: HomePage) -> list[tuple[str, object]]:
    seen: list[tuple[str, object]] = []
    page.desk.open_page = lambda key, argument: seen.append((key, argument))
    return seen


def test_what_is_due_in_its_order() -> None:
    items = due_items(FIGURES)
    assert [item.mark for item in items] == ["待办", "待补", "待核"]
    assert items[0].argument == (2026, 10)
    assert "2 户" in items[1].text
    assert items[2].argument == (ListQuery(by_person=False, claims=True), "台账标注待核实")


def test_what_waits_in_the_other_rooms_is_named_and_what_does_not_is_not() -> None:
    assert due_items(FIGURES, DueCounts()) == due_items(FIGURES)
    items = due_items(FIGURES, DueCounts(2, 3, 1, 4, 5))
    assert [(item.mark, item.page) for item in items[1:6]] == [
        ("超时", "requests"),
        ("今天", "requests"),
        ("逾期", "visits"),
        ("等待", "requests"),
        ("回访", "requests"),
    ]
    assert "2 户" in items[3].text
    meetings = due_items(FIGURES, DueCounts(meetings_overdue=2, meetings_due=3, actions_overdue=4))
    assert [(item.mark, item.page) for item in meetings[1:4]] == [
        ("逾期", "meetings"),
        ("该开", "meetings"),
        ("逾期", "meetings"),
    ]
    assert ["2 次" in meetings[1].text, "3 次" in meetings[2].text, "4 件" in meetings[3].text] == [True] * 3


def test_the_counts_come_once_the_page_stands(page: HomePage, qtbot: QtBot) -> None:
    """A request that was taken down long ago stands on the first page by itself."""

    def work(office: Any) -> Changes:
        draft = RequestDraft(date(2026, 6, 1), "群众来访", "楼道灯坏了", category="设施维修", grade="一般")
        return services.requests.take_down(office, draft)

    page.window().show()
    page.desk.change(work)
    qtbot.waitUntil(lambda: any("1 件诉求超过" in label.text() for label in page.due.findChildren(QLabel)))


def test_when_all_is_done_that_is_said() -> None:
    (item,) = due_items(replace(FIGURES, report_issued=True, without_grid=0, claims=0))
    assert (item.mark, item.tone) == ("已办", "green")


def test_the_figures_of_the_store(page: HomePage) -> None:
    assert page.households.number == 6
    assert page.residents.number == 5
    assert page.labels[Label.VACANT].number == 1
    assert page.labels[Label.LET].number == 1
    assert page.states.state == "content"
    assert page.distinct._note == "占 83.33%"  # to two places, as on paper


def test_a_label_opens_its_households(page: HomePage, asked: list[tuple[str, object]], qtbot: QtBot) -> None:
    qtbot.mouseClick(page.labels[Label.AGED], Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.labels[Label.PARTY], Qt.Key.Key_Return)
    assert asked == [
        ("households", ListQuery(by_person=False, labels=frozenset({Label.AGED}))),
        ("households", ListQuery(by_person=False, labels=frozenset({Label.PARTY}))),
    ]


def test_an_empty_office_is_told_what_to_do(page: HomePage, asked: list[tuple[str, object]]) -> None:
    page.show_figures(replace(FIGURES, households=0, residents=0))
    assert page.states.state == "empty"
    button = page.states._message._button
    assert button is not None
    button.click()
    assert asked == [("import", None)]


def test_a_store_that_cannot_be_read_is_said_with_a_way_on(
    page: HomePage, window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services import home

    def broken(_office: object) -> HomeFigures:
        raise EnvironmentFault("台账文件读不出来。", "请从备份中恢复。")

    with monkeypatch.context() as patch:
        patch.setattr(home, "home", broken)
        page.refresh()
        settle(window)
    assert page.states.state == "error"
    button = page.states._message._button
    assert button is not None
    button.click()
    settle(window)
    assert page.states.state == "content"
