"""G30: the limit reaches into 2027, for which there is no holiday table; it works, and the page says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from windows import Settle

from app.base.clock import Clock
from app.models.requests import RequestRow
from app.ui.main_window import MainWindow
from app.ui.requests.page import BOARD, DAY, LIST, RequestsPage
from app.ui.requests.rules_forms import HolidayForm

SAID = "2027年没有节假日表,办理期限只按周末计算。"


@pytest.fixture
def clock() -> Clock:
    """Tuesday, 29 December 2026."""
    return Clock(lambda: datetime(2026, 12, 29, 9, 0))


def test_G30_weekends_only_until_a_table_is_taken_in(
    made: Callable[..., int],
    rows: Callable[..., tuple[RequestRow, ...]],
    page: RequestsPage,
    window: MainWindow,
    settle: Settle,
    tmp_path: Path,
) -> None:
    request_id = made(date(2026, 12, 29))  # five working days: 30, 31, then 1, 4, 5 January
    assert rows()[0].due_on == date(2027, 1, 5)
    for place in (DAY, BOARD, LIST):
        page.tabs.setCurrentIndex(place)
        settle(window)
        if place != DAY:  # nothing is due today
            assert page.weekends.isVisible()
            assert page.weekends.text.text().startswith(SAID)
    page.show_request(request_id)
    settle(window)
    assert page.card.shown is not None
    assert page.card.shown.weekends_only == (2027,)

    table = tmp_path / "2027年节假日.csv"
    table.write_text("日期,类型,名称\n2027-01-01至2027-01-03,放假,元旦\n", encoding="utf-8-sig")
    page.show_rules()
    settle(window)
    page.rules_card.show_year(2027)
    settle(window)
    page.rules_card.take(table)
    settle(window)
    form = page.rules_card.form
    assert isinstance(form, HolidayForm)
    assert "新增 3 天" in form.told[0]
    assert rows()[0].due_on == date(2027, 1, 5)  # nothing is written before it is accepted
    form.save()
    settle(window)
    assert rows()[0].due_on == date(2027, 1, 6)
    assert not page.weekends.isVisible()
    assert window.room is not None
    window.room.undo()
    settle(window)
    assert rows()[0].due_on == date(2027, 1, 5)
    assert page.weekends.isVisible()


def test_G30_the_form_says_so_before_anything_is_saved(page: RequestsPage, window: MainWindow, settle: Settle) -> None:
    form = page.card.take_down()
    settle(window)
    assert form is None or form is page.card.form
    page.take_down()
    settle(window)
    taking = page.card.form
    assert taking is not None
    grade = taking.grade
    grade.set_text("一般")
    grade.edited.emit()
    settle(window)
    assert grade.complaint == "定期速办,期限到2027年1月5日(只按周末计算)"


def test_a_table_with_an_unreadable_cell_is_not_taken_in(
    page: RequestsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    table = tmp_path / "坏表.csv"
    table.write_text("日期,类型\n2027-01-01,放假\n2027-13-01,放假\n", encoding="utf-8-sig")
    page.show_rules()
    settle(window)
    page.rules_card.take(table)
    settle(window)
    form = page.rules_card.form
    assert isinstance(form, HolidayForm)
    assert not form.save_button.isEnabled()
    assert "看不懂" in form.message.text()
    form.cancel()
    page.rules_card.take(tmp_path / "没有.csv")
    settle(window)
    assert page.rules_card.said.isVisible()
