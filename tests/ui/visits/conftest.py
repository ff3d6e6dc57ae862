"""An office whose register began in June, with fourteen doors that want visits; it is 21 November 2026."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from windows import PASSWORD, OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.people import Organisation
from app.models.visits import VisitDraft
from app.ui.main_window import MainWindow
from app.ui.visits.page import VisitsPage

T = TypeVar("T")
TODAY = date(2026, 11, 21)
_NAMES = (
    "曾伟", "王秀英", "李建国", "张桂兰", "刘洋", "陈静", "杨柳",
    "赵敏", "黄河", "周杰", "吴刚", "徐丽", "孙梅", "马超",
)  # fmt: skip


@pytest.fixture(scope="session")
def visits_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Doors 101 to 701, two a floor: one aged person alone on each odd place, an empty nest on each even one."""
    from app.store import keys

    root = tmp_path_factory.mktemp("visits") / "office"
    clock = Clock(lambda: datetime(2026, 6, 1, 9, 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        organisation = Organisation("大院社区党委", "书院街道办事处", "王书记", "李干事", "陈副书记")
        office, _code = services.accounts.create_office(Paths(root), organisation, PASSWORD, clock)
        for number, name in enumerate(_NAMES):
            floor, place = number // 2 + 1, number % 2 + 1
            door = HouseholdDraft(DoorKey("", "3", "2", f"{floor}0{place}"), grid="第一网格", occupancy=Occupancy.OWNER)
            (household_id,) = services.households.save_household(office, door).household_ids
            births = (1938,) if place == 1 else (1950, 1951)
            politics = "中共党员" if name == "陈静" else "群众"
            for turn, year in enumerate(births):
                person = ResidentDraft(
                    name if not turn else f"{name[0]}小明",
                    birth=date(year, 3, 1),
                    politics=politics if not turn else "群众",
                    relation="户主" if not turn else "配偶",
                )
                services.households.save_resident(office, household_id, person)
        services.accounts.close(office)
    return root


@pytest.fixture
def visits_paths(visits_seed: Path, paths: Paths) -> Paths:
    shutil.copytree(visits_seed, paths.root)
    return paths


@dataclass
class Walk:
    """A person at the desk: keys go to whoever has the focus."""

    window: MainWindow
    page: VisitsPage
    settle: Callable[[], None]

    def ask(self, work: Callable[[Any], T]) -> T:
        """Something the worker knows."""
        found: list[T] = []
        self.window.jobs.run(work, found.append)
        self.settle()
        return found[0]

    def press(self, key: Qt.Key, *, ctrl: bool = False, alt: bool = False, on: QWidget | None = None) -> None:
        held = Qt.KeyboardModifier.NoModifier
        held |= Qt.KeyboardModifier.ControlModifier if ctrl else held
        held |= Qt.KeyboardModifier.AltModifier if alt else held
        QTest.keyClick(on or self._focus(), key, held)
        self.settle()

    def type(self, text: str, on: QWidget | None = None) -> None:
        """Letters as an input method sends them: Chinese ones have no key."""
        for letter in text:
            widget = on or self._focus()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, event)

    def doors(self) -> list[str]:
        """The doors of the list, in its order."""
        model = self.page.due.listing.model
        rows = (model.row(number) for number in range(model.rowCount()))
        return [row.door for row in rows if row is not None]

    def _focus(self) -> QWidget:
        if QApplication.activeModalWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()  # a screen that is not there does not give it back after a dialog
            QApplication.processEvents()
        return QApplication.focusWidget() or self.window


def visit(walk: Walk, **how: object) -> int:
    """A visit of the first door on the list, told to the window."""
    line = walk.page.due.listing.model.row(0)
    assert line is not None
    draft = VisitDraft(line.household_id, TODAY, **{"visitor": "王芳", **how})  # type: ignore[arg-type]
    changes = walk.ask(lambda office: services.visits.record(office, draft))
    walk.window.bus.changed.emit(changes)
    walk.settle()
    return int(changes.made[0])


@pytest.fixture
def walk(open_window: OpenWindow, visits_paths: Paths, settle: Settle) -> Iterator[Walk]:
    """The window at the page 走访, reached by its key."""
    window = open_window(visits_paths, PASSWORD)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    page = window.page("visits")
    assert isinstance(page, VisitsPage)
    made = Walk(window, page, lambda: settle(window))
    yield made
    assert made.ask(services.safekeeping.check) == ()
