"""设置: how the window looks, when it locks, the names on reports, password, backup, check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QTabWidget, QVBoxLayout, QWidget

from app.models.people import Organisation
from app.ui.desk import Desk
from app.ui.settings.look import LookCard
from app.ui.settings.password import PasswordCard
from app.ui.settings.rules import RulesView
from app.ui.settings.safekeeping import SafekeepingCard
from app.ui.welcome.steps import OrganisationFields
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.plain import button

USUAL, RULES = range(2)


class SettingsPage(Page):
    """Four calm cards, and the rules behind the second tab.

    Settings of the machine take effect at once; names and password by their buttons.
    """

    key = "settings"
    title = "设置"
    icon = "settings"
    shortcut = "Ctrl+,"
    slices = frozenset(("people",))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.look_card = LookCard(desk)
        self.fields = OrganisationFields()
        self.fields.edited.connect(self._on_edited)
        self.save_button = button("保存单位信息", self.save_organisation, key="Ctrl+S")
        self.password_card = PasswordCard(desk)
        self.safekeeping = SafekeepingCard(desk)
        self.rules = RulesView(desk)
        self.tabs = QTabWidget()
        self._stored: Organisation | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        column.addWidget(PageHead(self.title))
        column.addWidget(self._tabs(), 1)

    def refresh(self) -> None:
        self.desk.jobs.run(_load, self._fill, owner=self)

    def show_argument(self, argument: object) -> None:
        """The name of a rule table: shown with what may be changed in it."""
        self.refresh()
        if isinstance(argument, str):
            self.tabs.setCurrentIndex(RULES)
            self.rules.open_table(argument)

    def unsaved(self) -> str:
        edited = self._stored is not None and self.fields.organisation() != self._stored
        return "设置里的单位信息" if edited else ""

    def save_organisation(self) -> None:
        if not self.fields.check():
            return
        changed = self.fields.organisation()
        self.desk.change(_saving(changed))

    def _fill(self, organisation: Organisation) -> None:
        self._stored = organisation
        show_branch = getattr(self.window(), "show_branch", None)
        if show_branch is not None:
            show_branch(organisation.branch)
        self.fields.fill(organisation)
        self._on_edited()

    def _on_edited(self) -> None:
        self.save_button.setEnabled(bool(self.unsaved()))

    def _tabs(self) -> QTabWidget:
        self.tabs.setDocumentMode(True)
        for place, (widget, name) in enumerate(((scrolled(self._content()), "常用"), (self.rules, "规则"))):
            self.tabs.addTab(widget, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(lambda place=place: self.tabs.setCurrentIndex(place))
        self.tabs.currentChanged.connect(lambda place: self.rules.arrive() if place == RULES else None)
        return self.tabs

    def _content(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        names = Card("单位信息")
        names.add(self.fields)
        names.add_action(self.save_button)
        names.body.addStretch(1)
        grid.addWidget(self.look_card, 0, 0)
        grid.addWidget(names, 0, 1)
        grid.addWidget(self.safekeeping, 1, 0)
        grid.addWidget(self.password_card, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        return inside


def _load(office: Any) -> Organisation:
    from app import services

    return services.accounts.organisation(office)


def _saving(changed: Organisation) -> Callable[[Any], Any]:
    def work(office: Any) -> Any:
        from app import services

        return services.accounts.edit_organisation(office, changed)

    return work
