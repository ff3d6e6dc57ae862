"""G12 through the window: closed late, open past its limit, reopened after 不满意."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel
from windows import Settle

from app.models.requests import Verb
from app.ui.main_window import MainWindow
from app.ui.requests.page import BOARD, LIST, STATISTICS, RequestsPage
from app.ui.requests.step_form import StepForm

CLOSED = {"outcome": "已解决", "words": "修好了"}


def said_on_card(page: RequestsPage) -> list[str]:
    return [label.text() for label in page.card.state.content.findChildren(QLabel)]


def test_G12_late_is_late_and_the_chain_is_kept(
    made: Callable[..., int], page: RequestsPage, window: MainWindow, settle: Settle
) -> None:
    late_closed = made(date(2026, 11, 2), (Verb.CLOSE, {"on": date(2026, 11, 10), **CLOSED}))  # limit 11-09
    late_open = made(date(2026, 11, 9))  # limit 11-16
    in_time = made(
        date(2026, 11, 16),
        (Verb.CLOSE, {"on": date(2026, 11, 18), **CLOSED}),
        (Verb.VISIT, {"on": date(2026, 11, 19), "satisfaction": "不满意", "words": "又不亮了"}),
    )
    page.show_request(in_time)
    settle(window)
    page.card.take(Verb.REOPEN)
    settle(window)
    form = page.card.form
    assert isinstance(form, StepForm)
    assert form.words is not None
    form.words.set_text("换了灯泡还是不亮")
    form.save()
    settle(window)
    assert page.card.shown is not None
    assert len(page.card.shown.life.rounds) == 2
    said = said_on_card(page)
    assert any(text.startswith("第 1 轮:2026年11月16日开始") and "不满意" in text for text in said)
    assert any(text.startswith("第 2 轮:2026年11月21日开始") for text in said)
    assert any("超时" in text for text in said) is False  # both rounds are in time

    page.tabs.setCurrentIndex(LIST)
    page.list.filters.late.click()
    settle(window)
    model = page.list.listing.model
    limits = {row.id: text for row, text in ((model.row(n), model.index(n, 1).data()) for n in range(2)) if row}
    assert model.rowCount() == 2
    assert limits == {late_closed: "超时 1 个工作日", late_open: "超时 4 个工作日"}

    page.tabs.setCurrentIndex(STATISTICS)
    settle(window)
    tiles = page.statistics.tiles
    assert tiles["received"].number == 3  # a round more is no request more
    assert tiles["late"].number == 2
    assert tiles["late_open"].number == tiles["late_closed"].number == 1
    assert tiles["reopened"].number == 1
    assert tiles["handled"].share == "办结率 33.33%(1/3)"

    page.tabs.setCurrentIndex(BOARD)
    settle(window)
    assert [column.late.text() for column in page.board.columns.values()] == ["超时 1", "", "", "", "超时 1", ""]
    first = next(iter(page.board.columns.values()))
    row = first.model.row(0)
    assert row is not None
    assert row.id == late_open  # late ones first


def test_G12_a_round_that_was_late_stays_late_in_the_next(
    made: Callable[..., int], page: RequestsPage, window: MainWindow, settle: Settle
) -> None:
    request_id = made(
        date(2026, 11, 2),
        (Verb.CLOSE, {"on": date(2026, 11, 10), **CLOSED}),
        (Verb.VISIT, {"on": date(2026, 11, 11), "satisfaction": "不满意"}),
        (Verb.REOPEN, {"on": date(2026, 11, 20), "words": "又坏了"}),
    )
    page.show_request(request_id)
    settle(window)
    said = said_on_card(page)
    assert any("第 1 轮" in text and "超时办结" in text for text in said)
    assert any("曾超时" in text for text in said)
    page.tabs.setCurrentIndex(STATISTICS)
    settle(window)
    assert page.statistics.tiles["late"].number == 1
    assert page.statistics.tiles["received"].number == 1
