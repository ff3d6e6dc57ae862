"""The room behind the door: the rail, the pages, the banner for troubles, undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.changes import Changes, UndoState
from app.ui.desk import Desk
from app.ui.rail import Rail
from app.ui.widgets.card import Banner
from app.ui.widgets.page import Page


@dataclass(frozen=True)
class PageSpec:
    """A page before it is made: making it (and importing its module) waits until it is first opened."""

    key: str
    title: str
    icon: str
    shortcut: str
    make: Callable[[Desk], Page]
    at_foot: bool = False


def _home(desk: Desk) -> Page:
    from app.ui.home.page import HomePage

    return HomePage(desk)


def _colours(desk: Desk) -> Page:
    from app.ui.colours.page import ColoursPage

    return ColoursPage(desk)


def _households(desk: Desk) -> Page:
    from app.ui.households.page import HouseholdsPage

    return HouseholdsPage(desk)


def _population(desk: Desk) -> Page:
    from app.ui.population.page import PopulationPage

    return PopulationPage(desk)


def _visits(desk: Desk) -> Page:
    from app.ui.visits.page import VisitsPage

    return VisitsPage(desk)


def _reports(desk: Desk) -> Page:
    from app.ui.reports.page import ReportsPage

    return ReportsPage(desk)


def _requests(desk: Desk) -> Page:
    from app.ui.requests.page import RequestsPage

    return RequestsPage(desk)


def _meetings(desk: Desk) -> Page:
    from app.ui.meetings.page import MeetingsPage

    return MeetingsPage(desk)


def _volunteers(desk: Desk) -> Page:
    from app.ui.volunteers.page import VolunteersPage

    return VolunteersPage(desk)


def _settings(desk: Desk) -> Page:
    from app.ui.settings.page import SettingsPage

    return SettingsPage(desk)


PAGES = (
    PageSpec("home", "工作台", "home", "Ctrl+1", _home),
    PageSpec("colours", "七彩图", "colours", "Ctrl+2", _colours),
    PageSpec("households", "住户", "households", "Ctrl+3", _households),
    PageSpec("visits", "走访", "visits", "Ctrl+4", _visits),
    PageSpec("requests", "诉求", "requests", "Ctrl+5", _requests),
    PageSpec("meetings", "会议", "meetings", "Ctrl+6", _meetings),
    PageSpec("volunteers", "志愿", "volunteers", "Ctrl+7", _volunteers),
    PageSpec("population", "人口", "population", "Ctrl+8", _population),
    PageSpec("reports", "报送", "reports", "Ctrl+9", _reports),
    PageSpec("settings", "设置", "settings", "Ctrl+,", _settings, at_foot=True),
)


class Room(QWidget):
    """Shows one page at a time; `open_page(key, argument)` is how anyone asks for another."""

    def __init__(self, desk: Desk, pages: tuple[PageSpec, ...] = PAGES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._specs = {spec.key: spec for spec in pages}
        self.pages: dict[str, Page] = {}
        self._made_on: dict[str, date] = {}
        self.rail = Rail()
        self.banner = Banner()
        self.stack = QStackedWidget()
        self._lay_out()
        self._fill_rail(pages)
        desk.bus.changed.connect(self._on_changed)

    def open_page(self, key: str, argument: object = None) -> None:
        """Bring a page to the front, made when it is asked for the first time; 'import' opens the wizard."""
        if key == "import":
            self.open_import(argument)
            return
        self.banner.hide()
        self._drop_of_another_day(key)
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.rail.choose(key)
        page.arrive(argument)
        page.setFocus()

    def page(self, key: str) -> Page:
        if key not in self.pages:
            made = self._specs[key].make(self.desk)
            self.pages[key], self._made_on[key] = made, self.desk.clock.today()
            self.stack.addWidget(made)
        return self.pages[key]

    @property
    def current(self) -> Page | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def open_import(self, _argument: object = None) -> None:
        from app.ui.importing.wizard import ImportWizard

        ImportWizard(self.desk, self.window()).open()

    def undo(self) -> None:
        self.desk.jobs.run(_undo, lambda changes: self._moved(changes, "按 Ctrl+Y 可以重做。"))

    def redo(self) -> None:
        self.desk.jobs.run(_redo, lambda changes: self._moved(changes, "按 Ctrl+Z 可以再撤销。"))

    def load_undo(self) -> None:
        """Ask what undo would take back now."""
        self.desk.jobs.run(_undo_state, self.rail.show_undo)

    def unsaved(self) -> str:
        """What pages hold that is not saved yet, in words."""
        return "、".join(words for page in self.pages.values() if (words := page.unsaved()))

    def _drop_of_another_day(self, key: str) -> None:
        """A window that was left open: the months, years and 'today' of a page are those of the day it was made. It is
        made anew, unless it holds unsaved words."""
        old = self.pages.get(key)
        if old is not None and self._made_on[key] != self.desk.clock.today() and not old.unsaved():
            del self.pages[key]
            self.stack.removeWidget(old)
            old.deleteLater()

    def _moved(self, changes: Changes, hint: str) -> None:
        self.desk.bus.changed.emit(changes)
        self.desk.tell(f"已{changes.title}。{hint}")

    def _on_changed(self, _changes: Changes) -> None:
        self.banner.hide()
        self.load_undo()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(16, 8, 16, 0)
        holder.addWidget(self.banner)
        column.addLayout(holder)
        column.addWidget(self.stack, 1)
        row.addLayout(column, 1)

    def _fill_rail(self, pages: tuple[PageSpec, ...]) -> None:
        for spec in pages:
            if not spec.at_foot:
                self._add_page_button(spec)
        self.rail.add_tool("import", "导入台账", "import", "Ctrl+I", self.open_import)
        self.rail.add_tool("undo", "撤销", "undo", "Ctrl+Z", self.undo)
        self.rail.add_tool("redo", "重做", "redo", "Ctrl+Y", self.redo)
        self.rail.show_undo(UndoState(None, None))
        for spec in pages:
            if spec.at_foot:
                self._add_page_button(spec)

    def _add_page_button(self, spec: PageSpec) -> None:
        def clicked() -> None:
            self.open_page(spec.key)

        if spec.at_foot:
            self.rail.add_tool(spec.key, spec.title, spec.icon, spec.shortcut, clicked, page=True)
        else:
            self.rail.add_page(spec.key, spec.title, spec.icon, spec.shortcut, clicked)


def _undo(office: Any) -> Changes:
    from app import services

    return services.journal.undo(office)


def _redo(office: Any) -> Changes:
    from app import services

    return services.journal.redo(office)


def _undo_state(office: Any) -> UndoState:
    from app import services

    return services.journal.state(office)
