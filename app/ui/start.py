"""Opens the window: application, look, language, worker; then set-up, unlock page or, with a password, the room."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app.base.clock import Clock
from app.base.paths import Paths
from app.base.settings import Settings, load_settings
from app.models.changes import Changes
from app.models.home import HomeFigures
from app.ui import theme
from app.ui.collecting import collect_here
from app.ui.jobs import Jobs
from app.ui.trouble import Trouble
from app.ui.widgets.copying import leave_words

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.welcome.unlock import UnlockPage

_PREPARE_AFTER_MS = 200
_ALL_SLICES = frozenset(("households", "people", "reports"))


def start_window(
    paths: Paths,
    clock: Clock,
    argv: list[str],
    *,
    password: str | None = None,
    on_painted: Callable[[], None] | None = None,
) -> int:
    """Run the window until it is closed; returns the exit code.

    `password` unlocks at once. `on_painted` is called once, when the first page with its figures has been painted.
    The caller holds the store's lock.
    """
    gc.set_threshold(50_000, 20, 20)  # while thousands of small objects are made for good, collecting finds nothing
    app = make_application(argv, load_settings(paths.settings))
    jobs, window = make_window(paths, clock, password=password, on_painted=on_painted)
    window.trouble.hook()
    window.show()
    try:
        return app.exec()
    finally:
        leave_words()
        jobs.stop(close_office)


def make_application(argv: list[str], settings: Settings) -> QApplication:
    """The application in its look and in Chinese; tests and pictures reuse one that runs already."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([theme.NAME, *argv[1:]])
    app.setApplicationName("Qicai")
    app.setApplicationDisplayName("")
    collect_here(app)
    speak_chinese(app)
    theme.apply(app, wanted_look(settings))
    return app


def wanted_look(settings: Settings) -> theme.Look:
    dark = settings.theme == "dark" or (settings.theme == "system" and theme.system_is_dark())
    return theme.Look(dark=dark, large=settings.large)


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (file dialogs, buttons, context menus) in Chinese, from the translations that come with Qt."""
    if app.property("chinese"):
        return
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
        app.setProperty("chinese", True)


def make_window(
    paths: Paths,
    clock: Clock,
    *,
    password: str | None = None,
    on_painted: Callable[[], None] | None = None,
) -> tuple[Jobs, MainWindow]:
    """The worker and the window at its first page, not shown yet."""
    trouble = Trouble(paths, clock, lambda _text, _tone: None)
    jobs = Jobs(trouble.present)
    keeper = Doorkeeper(jobs, paths, clock, trouble, on_painted)
    if password is not None:  # the key takes its time on the worker while the window is being built
        jobs.run(
            lambda _office: open_office(jobs, paths, password, clock),
            lambda figures: keeper.entered(figures),
            failed=lambda error: keeper.show_unlock(error),
        )
    from app.ui.main_window import MainWindow  # loaded while the worker opens the store

    window = MainWindow(jobs, paths, clock, load_settings(paths.settings), trouble)
    keeper.watch(window, at_once=password is not None)
    return jobs, window


class Doorkeeper:
    """Decides what stands in the door: the set-up, the unlock page, or nothing because the room is open."""

    def __init__(
        self, jobs: Jobs, paths: Paths, clock: Clock, trouble: Trouble, on_painted: Callable[[], None] | None
    ) -> None:
        self._jobs = jobs
        self._paths = paths
        self._clock = clock
        self._trouble = trouble
        self._on_painted = on_painted

    def watch(self, window: MainWindow, *, at_once: bool) -> None:
        """`at_once`: a password was given, the door stays away unless it is refused."""
        self._window = window
        window.make_unlock = self._make_unlock
        if at_once:
            window.prepare()
            return
        if self._paths.keys.exists() or self._paths.store.exists():
            self.show_unlock()
            QTimer.singleShot(_PREPARE_AFTER_MS, window, window.prepare)  # while the password is being typed
        else:
            self._show_setup()

    def entered(self, figures: HomeFigures) -> None:
        self._window.enter(figures)
        if self._on_painted is not None and self._window.room is not None:
            from app.ui.painted import once_painted

            once_painted(self._window.room, self._on_painted)
            self._on_painted = None

    def _restored(self, figures: HomeFigures) -> None:
        """Another ledger stands behind the door: whatever pages showed of the old one is read anew."""
        self.entered(figures)
        self._window.bus.changed.emit(Changes(0, "从备份恢复", _ALL_SLICES))

    def show_unlock(self, error: BaseException | None = None) -> None:
        page = self._make_unlock()
        self._window.show_door(page)
        if error is not None:
            page.refuse(error)

    def _make_unlock(self) -> UnlockPage:
        from app.ui.welcome.unlock import UnlockPage

        return UnlockPage(self._jobs, self._paths, self._clock, self.entered, self._restored)

    def _show_setup(self) -> None:
        from app.ui.welcome.setup import SetupPage

        self._window.show_door(SetupPage(self._jobs, self._paths, self._clock, self._trouble, self._set_up))

    def _set_up(self, figures: HomeFigures, next_step: str) -> None:
        self.entered(figures)
        if next_step == "import":
            self._window.open_page("import", None)
        elif next_step == "demo":
            from app.ui.welcome.demo import take_in_demo

            take_in_demo(self._window.desk)


def open_office(jobs: Jobs, paths: Paths, secret: str, clock: Clock) -> HomeFigures:
    """On the worker: unlock, keep the office there, and read the first page's figures in the same go."""
    from app import services

    office = services.accounts.unlock(paths, secret, clock)
    jobs.take_office(office)
    return services.home.home(office)


def close_office(office: Any) -> None:
    """The last thing the worker does."""
    from app import services

    if office is not None:
        services.accounts.close(office)
