"""Widgets that were let go of in a circle end in the window's thread, whoever makes garbage."""

from __future__ import annotations

import gc
import threading
from typing import Any

from pytestqt.qtbot import QtBot
from windows import Settle

from app.ui.main_window import MainWindow


class _Circle:
    def __init__(self, ended_in: list[int]) -> None:
        self._ended_in = ended_in
        self._self = self

    def __del__(self) -> None:
        self._ended_in.append(threading.get_ident())


def test_garbage_ends_in_the_windows_thread(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    ended_in: list[int] = []
    for _ in range(100):
        _Circle(ended_in)

    def much(_office: Any) -> int:
        return len([[] for _ in range(400_000)])

    window.jobs.run(much, lambda _made: None)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert ended_in == []  # the worker has made far more than collecting waits for
    assert not gc.isenabled()
    gc.collect()
    assert ended_in == [threading.get_ident()] * 100


def test_it_is_collected_before_it_piles_up(window: MainWindow, qtbot: QtBot) -> None:
    ended_in: list[int] = []
    _Circle(ended_in)
    kept = [[] for _ in range(200_000)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: bool(ended_in), timeout=10_000)
    assert len(kept) == 200_000
