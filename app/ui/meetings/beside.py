"""What stands beside the lists of meetings: the card of a member or a matter, the pool, forms that belong to no card.

A narrow window shows one of the two, the lists or the card.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.models.cadence import DutyLine
from app.models.deliberations import MatterWish
from app.models.meetings import Action
from app.models.roster import MemberLine
from app.ui.deliberations.card import MatterCardView
from app.ui.deliberations.pool import PoolView
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.meetings.asking import verb
from app.ui.meetings.member_card import MemberCardView
from app.ui.meetings.small_forms import ActionNoteForm, DutyForm, RecurrenceForm
from app.ui.requests.side import SideCard
from app.ui.theme import look

_CARD, _LIST = 400, 340  # pixels at normal type: the card's width, and the least that is left of a list


class Beside(QSplitter):
    """The lists at the left, a card at the right. `closed` when the card was put away."""

    closed = Signal()

    def __init__(self, desk: Desk, lists: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.desk, self.lists = desk, lists
        self.member, self.matter, self.pool = MemberCardView(desk), MatterCardView(desk), PoolView(desk)
        self.small = SideCard(desk)  # forms that belong to no card
        self.cards = QStackedWidget()
        self.sides: tuple[SideCard, ...] = (self.member, self.matter, self.pool, self.small)
        for side in self.sides:
            self.cards.addWidget(side)
            side.closed.connect(self.close_side)
        self.cards.hide()
        self.setChildrenCollapsible(False)
        self.addWidget(lists)
        self.addWidget(self.cards)
        self.setStretchFactor(0, 1)

    @property
    def side(self) -> SideCard | None:
        """The card that stands there now."""
        found = self.cards.currentWidget()
        return found if isinstance(found, SideCard) and not self.cards.isHidden() else None

    @property
    def narrow(self) -> bool:
        """No room for a list and a card side by side."""
        return self.width() - look().px(_CARD) < look().px(_LIST)

    def open_side(self, side: SideCard) -> None:
        if self.cards.isHidden():
            self.cards.show()
            self.lists.setHidden(self.narrow)
            self.setSizes([self.width() - look().px(_CARD), look().px(_CARD)])
        self.cards.setCurrentWidget(side)

    def close_side(self) -> None:
        self.cards.hide()
        self.lists.show()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.side is not None:
            self.lists.setHidden(self.narrow)

    # cards

    def show_member(self, line: MemberLine, as_of: Any) -> None:
        self.open_side(self.member)
        self.member.show_member(line.id, as_of)

    def member_form(self, name: str, *args: Any) -> None:
        """One of the forms of the member's card: add, add_group, put_in_group."""
        self.open_side(self.member)
        getattr(self.member, name)(*args)

    def add_candidates(self) -> None:
        """Members among the residents who are not on the roster yet."""
        self._ask("roster", "candidates", lambda found: self.member_form("add_candidates", found))

    def show_matter(self, matter_id: int) -> None:
        self.open_side(self.matter)
        self.matter.show_matter(matter_id)

    def new_matter(self, method: str, wish: MatterWish | None = None) -> None:
        self.open_side(self.matter)
        self.matter.new_matter(method, wish)

    def show_pool(self) -> None:
        self.open_side(self.pool)
        self.pool.show_pool()
        self.pool.setFocus()

    # forms

    def open_form(self, form: Form) -> None:
        self.open_side(self.small)
        self.small.open_form(form, lambda _changes: self.close_side())

    def note_action(self, action: Action) -> None:
        self.open_form(ActionNoteForm(self.desk, action))

    def set_duty(self, line: DutyLine) -> None:
        """How often it is owed."""
        self._ask("cadence", "duties", lambda found: self.open_form(DutyForm(self.desk, found, line.duty)))

    def set_fixed(self, line: DutyLine) -> None:
        """On which fixed day it is held."""

        def show(found: tuple[Any, ...]) -> None:
            known = next((one for one in found if (one.kind, one.body_id) == (duty.kind, duty.body_id)), None)
            self.open_form(RecurrenceForm(self.desk, duty.kind, duty.body_id, known))

        duty = line.duty
        self._ask("cadence", "recurrences", show)

    def _ask(self, room: str, name: str, show: Callable[[tuple[Any, ...]], None]) -> None:
        self.desk.jobs.run(verb(room, name), show, owner=self)
