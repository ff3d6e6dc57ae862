"""The window: the door (set-up, unlock) and the room behind it. It only introduces people to each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QStackedWidget, QWidget

from app.base.clock import Clock
from app.base.paths import Paths
from app.base.settings import Settings
from app.models.home import HomeFigures
from app.ui import theme
from app.ui.bus import Bus
from app.ui.desk import Desk
from app.ui.idle import IdleWatch
from app.ui.jobs import Jobs
from app.ui.room import Room
from app.ui.trouble import Trouble
from app.ui.widgets.page import Page

_MESSAGE_MS = 8000
_WARM_AFTER_MS = 400


class MainWindow(QMainWindow):
    """`show_door(widget)` before the office is open, `enter(figures)` once it is."""

    def __init__(self, jobs: Jobs, paths: Paths, clock: Clock, settings: Settings, trouble: Trouble) -> None:
        super().__init__()
        self.jobs = jobs
        self.paths = paths
        self.clock = clock
        self.settings = settings
        self.trouble = trouble
        self.bus = Bus()
        self.room: Room | None = None
        self.ask_before_closing: Callable[[str], bool] = self._ask
        self._rooms = QStackedWidget()
        self._door: QWidget | None = None
        self._closing = False
        self._entered = False
        self.make_unlock: Callable[[], QWidget] | None = None
        self.setWindowTitle(theme.NAME)
        self.setCentralWidget(self._rooms)
        self.statusBar().setSizeGripEnabled(False)
        self.resize(1366, 728)
        self.setMinimumSize(1024, 640)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.idle = IdleWatch(app, settings.lock_minutes, self)
        self.idle.idle.connect(self.lock)

    @property
    def desk(self) -> Desk:
        return Desk(self.jobs, self.bus, self.paths, self.clock, self.open_page, self.tell)

    @property
    def door(self) -> QWidget | None:
        """What stands before the room now; None when it is open."""
        return self._door

    def page(self, key: str) -> Page | None:
        return self.room.page(key) if self.room is not None else None

    @property
    def is_entered(self) -> bool:
        """Whether the office has been opened in this window (it may be locked again since)."""
        return self._entered

    def open_page(self, key: str, argument: object = None) -> None:
        if self.room is not None and self._entered:
            self.room.open_page(key, argument)

    def tell(self, text: str) -> None:
        """Something was done: say so, and put an earlier trouble away."""
        if self.room is not None:
            self.room.banner.hide()
        self.statusBar().showMessage(text, _MESSAGE_MS)

    def show_door(self, door: QWidget) -> None:
        """The set-up or the unlock page takes the whole window."""
        old, self._door = self._door, door
        self._rooms.addWidget(door)
        self._rooms.setCurrentWidget(door)
        self.statusBar().hide()
        door.setFocus(Qt.FocusReason.OtherFocusReason)
        if old is not None:
            self._rooms.removeWidget(old)
            old.deleteLater()

    def prepare(self) -> None:
        """Build the room and its first page before the office is open: the key takes its time, this takes none then."""
        if self.room is None:
            self.room = Room(self.desk)
            self._rooms.addWidget(self.room)
            self.room.page("home")

    def enter(self, figures: HomeFigures) -> None:
        """The office is open: show the room, the first page filled with what came with the opening."""
        first, self._entered = not self._entered, True
        self.prepare()
        assert self.room is not None
        self.trouble.show = self.room.banner.say
        if first:
            self.room.open_page("home", figures)
        elif (page := self.room.current) is not None:
            page.refresh()
        self._rooms.setCurrentWidget(self.room)
        if self._door is not None:
            self._rooms.removeWidget(self._door)
            self._door.deleteLater()
            self._door = None
        self.statusBar().show()
        self.show_branch(figures.branch)
        self.idle.touch()
        if first:
            QTimer.singleShot(_WARM_AFTER_MS, self, self._warm)

    def show_branch(self, branch: str) -> None:
        self.setWindowTitle(f"{theme.NAME} — {branch}" if branch else theme.NAME)

    def lock(self) -> None:
        """Close the store and ask for the password again; what was typed into forms stays where it is."""
        if not self._entered or self._door is not None or self.make_unlock is None:
            return
        if self.jobs.busy:
            self.jobs.idle.connect(self.lock, Qt.ConnectionType.SingleShotConnection)
            return
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                other.close()
        self.show_door(self.make_unlock())
        self.jobs.run(lambda office: _close(self.jobs, office))

    def closeEvent(self, event: QCloseEvent) -> None:
        unsaved = self.room.unsaved() if self.room is not None and self._entered else ""
        if unsaved and not self._closing and not self.ask_before_closing(unsaved):
            event.ignore()
            return
        if self.jobs.busy:
            event.ignore()
            self._close_when_idle()
            return
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and hasattr(self, "idle"):
            self.idle.touch()

    def _close_when_idle(self) -> None:
        if not self._closing:
            self._closing = True
            self.tell("正在完成手头的工作,做完后自动关闭…")
            self.jobs.idle.connect(self.close, Qt.ConnectionType.QueuedConnection)

    def _warm(self) -> None:
        """Load the heavy libraries behind the first picture, so that the first click need not wait for them."""
        assert self.room is not None
        self.room.load_undo()
        self.jobs.run(_warm)

    def _ask(self, unsaved: str) -> bool:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(theme.NAME)
        box.setText(f"还有没有保存的内容:{unsaved}。")
        box.setInformativeText("现在关闭,这些内容就没有了。已保存的不受影响。")
        leave = box.addButton("不保存,关闭", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("回去保存", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave


def _close(jobs: Jobs, office: Any) -> None:
    from app import services

    jobs.take_office(None)
    if office is not None:
        services.accounts.close(office)


def _warm(office: Any) -> None:
    from app import services

    for name in (
        "journal",
        "households",
        "lists",
        "colours",
        "importing",
        "figures",
        "reports",
        "population",
        "rules",
        "requests",
        "request_figures",
        "meetings",
        "cadence",
        "meeting_figures",
        "roster",
    ):
        getattr(services, name)
    services.lists.warm_search(office)
    services.requests.warm(office)
