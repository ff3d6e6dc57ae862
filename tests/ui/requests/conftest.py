"""The page of requests in the small office, and short ways to take down, to step on, and to press keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hands import Keys, Run, asker
from pytestqt.qtbot import QtBot
from windows import Settle

from app import services
from app.models.requests import RequestDraft, RequestQuery, RequestRow, StepDraft, Verb
from app.ui.main_window import MainWindow
from app.ui.requests.page import RequestsPage

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.fixture
def page(window: MainWindow, settle: Settle, qtbot: QtBot) -> RequestsPage:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("requests")
    settle(window)
    found = window.page("requests")
    assert isinstance(found, RequestsPage)
    return found


@pytest.fixture
def keys(qtbot: QtBot, window: MainWindow, settle: Settle, page: RequestsPage) -> Keys:
    return Keys(qtbot, window, settle)


@pytest.fixture
def run(window: MainWindow, settle: Settle) -> Run:
    return asker(window, settle)


@pytest.fixture
def made(run: Run, page: RequestsPage, window: MainWindow, settle: Settle) -> Callable[..., int]:
    """Take a request down on a day, and step it on: `made(day, (verb, fields), …)`; its id."""

    def make(on: date, *steps: tuple[Verb, dict[str, Any]], **fields: Any) -> int:
        draft = RequestDraft(on, **{"channel": "群众来访", "words": "3栋楼下路灯不亮", "grade": "一般", **fields})

        def work(office: Any) -> int:
            (request_id,) = services.requests.take_down(office, draft).made
            for verb, said in steps:
                services.requests.take_step(office, request_id, StepDraft(verb, **said))
            return int(request_id)

        number: int = run(work)
        page.refresh()
        settle(window)
        return number

    return make


@pytest.fixture
def rows(run: Run) -> Callable[..., tuple[RequestRow, ...]]:
    """Requests as the list has them, the first taken down first."""

    def read(**asked: Any) -> tuple[RequestRow, ...]:
        query = RequestQuery(**{"sort": "id", "descending": False, **asked})
        found: tuple[RequestRow, ...] = run(lambda office: services.requests.list_rows(office, query)).rows
        return found

    return read


@pytest.fixture
def door(run: Run) -> Callable[[str], int]:
    """The household behind a room of the first building."""

    def find(room: str) -> int:
        ((household_id, _door),) = run(lambda office: services.lists.doors(office, f"1-1-{room}"))
        return int(household_id)

    return find
