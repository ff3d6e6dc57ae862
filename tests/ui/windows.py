"""Windows for tests: a small office that is copied, a window that is opened on it, and waiting without sleeping."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.base.settings import Settings
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.people import Organisation
from app.ui import start
from app.ui.jobs import Jobs
from app.ui.main_window import MainWindow

PASSWORD = "四季平安2026"
OpenWindow = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture(scope="session")
def _seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with six doors and five people, made once."""
    from datetime import datetime

    from app.store import keys

    root = tmp_path_factory.mktemp("seed") / "office"
    clock = Clock(lambda: datetime(2026, 11, 21, 9, 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        organisation = Organisation("大院社区党委", "书院街道办事处", "王书记", "李干事", "陈副书记")
        office, _code = services.accounts.create_office(Paths(root), organisation, PASSWORD, clock)
        for number in range(1, 7):
            door = DoorKey("大院", "1", "1", f"{number}01")
            kind = Occupancy.VACANT if number == 6 else Occupancy.LET if number == 5 else Occupancy.OWNER
            services.households.save_household(
                office, HouseholdDraft(door, grid="第一网格" if number < 5 else None, occupancy=kind)
            )
            ((household_id, _door),) = services.lists.doors(office, f"1-1-{number}01")
            if kind is not Occupancy.VACANT:
                politics = "中共党员" if number == 1 else "群众"
                draft = ResidentDraft(
                    f"张{number}明", birth=date(1930 + number * 12, 5, 1), politics=politics, since=date(2020, 1, 1)
                )
                services.households.save_resident(office, household_id, draft)
        services.accounts.close(office)
    return root


@pytest.fixture
def office_paths(_seed: Path, paths: Paths) -> Paths:
    """A data folder with an office in it, closed. Its password is PASSWORD."""
    shutil.copytree(_seed, paths.root)
    return paths


@pytest.fixture
def settle(qtbot: QtBot) -> Settle:
    """Wait until the worker has nothing left and everything has landed."""

    def wait(window: MainWindow) -> None:
        for _ in range(4):
            qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
            QCoreApplication.processEvents()

    return wait


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, clock: Clock, settle: Settle) -> Iterator[OpenWindow]:
    """`open_window(paths, password=...)` shows the window; without a password it stops at the door."""
    opened: list[Jobs] = []

    def make(paths: Paths, password: str | None = None, settings: Settings | None = None) -> MainWindow:
        start.make_application(["qicai"], settings or Settings())
        jobs, window = start.make_window(paths, clock, password=password)
        opened.append(jobs)
        qtbot.addWidget(window)
        window.ask_before_closing = lambda _words: True
        window.resize(1366, 768)
        window.show()
        settle(window)
        return window

    yield make
    for jobs in opened:
        jobs.stop(start.close_office)
        QCoreApplication.processEvents()


@pytest.fixture
def window(open_window: OpenWindow, office_paths: Paths) -> MainWindow:
    """The window of the small office, unlocked, at its first page."""
    return open_window(office_paths, PASSWORD)
