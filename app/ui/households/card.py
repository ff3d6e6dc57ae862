"""The card of one door, at the right of map and list: all that is known of it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.errors import UserFault
from app.models.changes import NOTHING, HistoryEntry
from app.models.views import HouseholdCard
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.card_actions import CardActions
from app.ui.households.card_content import card_content
from app.ui.households.sections import CardPlace, Section, make_sections
from app.ui.jobs import Latest
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, title_label
from app.ui.widgets.states import StateView

REVEALED_MS = 30_000


class HouseholdCardView(CardActions):
    """`closed` when the person puts it away. Forms take the card's own place: no dialog stands on a dialog."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.older: tuple[HistoryEntry, ...] = ()  # pages of the history that were asked for
        self.more = False
        self.unfolded: set[str] = set()
        self.sections: list[Section] = []
        self.revealed = False
        self._latest = Latest(desk.jobs, self)
        self._history = Latest(desk.jobs, self)
        self._hide_again = QTimer(self)
        self._hide_again.setSingleShot(True)
        self._hide_again.setInterval(REVEALED_MS)
        self._hide_again.timeout.connect(self.hide_numbers)
        self.title = title_label("")
        self.title.setWordWrap(True)
        self.state = StateView(QWidget())
        self._lay_out()
        for key, done in (
            ("F8", self.edit_door),
            ("F6", self.open_menu),
            ("Ins", self.add_person),
            ("Ctrl+U", self.change_use),
            ("Ctrl+L", self.judge),
            ("F7", self.explain),
            ("Ctrl+D", self.toggle_numbers),
        ):
            self.add_key(key, done)

    # what is shown

    def show_household(self, household_id: int) -> None:
        """Read and show a door. A form that holds unsaved words stays, and says so."""
        if self.holds_unsaved():
            return
        self.leave_form()
        if household_id != self.household_id:
            self.revealed = False
            self._hide_again.stop()
            self.unfolded.clear()
        self.household_id = household_id
        self.state.show_loading("正在打开住户卡…")
        self._latest.run(asking.card(household_id), self._show, failed=self._fail)

    def refresh(self) -> None:
        """Read the door again, when one is shown."""
        household_id = self.household_id
        if household_id is not None and self.isVisible():
            self._latest.run(asking.card(household_id), self._show, failed=self._fail_again)
            if self.explaining is not None:
                self.explaining.read_again()

    def show_numbers(self) -> None:
        """Show numbers in full, for half a minute."""
        self.revealed = True
        self._hide_again.start()
        self.rebuild()

    def hide_numbers(self) -> None:
        self.revealed = False
        self._hide_again.stop()
        self.rebuild()

    def toggle_numbers(self) -> None:
        if self.revealed:
            self.hide_numbers()
        else:
            self.show_numbers()

    def fold(self, what: str) -> None:
        """Show or hide what lies folded: those who lived here before, earlier uses."""
        self.unfolded ^= {what}
        self.rebuild()

    def show_older(self) -> None:
        """Read the next page of the history."""
        if self.shown is None or self.household_id is None:
            return
        last = (self.older or self.shown.history)[-1]
        self._history.run(asking.older(self.household_id, last.change_id), self._show_page)

    def close_card(self) -> None:
        """Put the card away; a form with unsaved words stays, and says so."""
        if self.holds_unsaved():
            return
        self.leave_form()
        self.hide_numbers()
        self.closed.emit()

    def open_menu(self) -> None:
        if self.shown is not None:
            self.make_menu().popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def rebuild(self) -> None:
        """Make the card anew out of what was read."""
        if self.shown is None:
            return
        self.title.setText(self.shown.record.household.door.long)
        old = self.state.content
        place = getattr(old, "verticalScrollBar", None)
        height = place().value() if place is not None else 0
        fresh = scrolled(card_content(self, self.shown))
        self.state.addWidget(fresh)
        self.state.content = fresh
        self.state.show_content()
        self.state.removeWidget(old)
        old.deleteLater()
        QTimer.singleShot(0, fresh, lambda: fresh.verticalScrollBar().setValue(height))

    # within

    def _show(self, card: HouseholdCard) -> None:
        self._make_sections(card.record.household.id)
        self.shown, self.older, self.more = card, (), card.older
        self.rebuild()

    def _show_page(self, page: tuple[tuple[HistoryEntry, ...], bool]) -> None:
        entries, self.more = page
        self.older += entries
        self.rebuild()

    def _make_sections(self, household_id: int) -> None:
        """Sections of another door; those of the same one stay, and refresh by themselves."""
        if self.shown is not None and self.shown.record.household.id == household_id and self.sections:
            return
        for section in self.sections:
            section.deleteLater()
        self.sections = make_sections(CardPlace(self.desk, household_id, self.open_form))

    def _fail_again(self, error: BaseException) -> None:
        """The door that is shown was taken away, by an undo say: nothing is left to be shown."""
        if isinstance(error, UserFault) and self.form is None:
            self.removed(NOTHING)
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.shown = None
        self.state.show_fault(error, self.refresh)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        self.menu_button = button("办理", self.open_menu, tip="迁入、迁出、去世、分户、出租等(F6)")
        head.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(
            button("关闭", self.close_card, kind="link", tip="收起住户卡(Esc)"), 0, Qt.AlignmentFlag.AlignTop
        )
        column.addLayout(head)
        column.addWidget(self.state, 1)
