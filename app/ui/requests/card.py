"""The card of one request, at the right of the page: all that is known of it, and the steps that can be taken."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.base.errors import UserFault
from app.models.changes import NOTHING, Changes
from app.models.requests import Missing, RequestCard, Verb, Whistle
from app.rules.request_words import disputes
from app.ui.desk import Desk
from app.ui.households.small_forms import SureForm
from app.ui.requests import asking
from app.ui.requests.card_content import KEYS, card_content
from app.ui.requests.facts_form import CorrectForm
from app.ui.requests.side import SideCard
from app.ui.requests.step_form import StepForm
from app.ui.requests.taking import TakeDownForm
from app.ui.requests.voice import Hit


class RequestCardView(SideCard):
    """`letter_wanted(card, whistle)`, `mediation_wanted(card)`, `mediation_opened(id)`: shown by the page."""

    letter_wanted = Signal(object, object)
    mediation_wanted = Signal(object)
    mediation_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.request_id: int | None = None
        self.shown: RequestCard | None = None
        for verb, key in KEYS.items():
            self.add_key(key, partial(self.take, verb))
        self.add_key("Ctrl+R", self.correct)
        self.add_key("Ctrl+D", self.open_door)
        self.add_key("Ctrl+T", self.mediate)

    # what is shown

    @property
    def shows_something(self) -> bool:
        return self.request_id is not None

    def show_request(self, request_id: int) -> None:
        """Read and show a request. A form that holds unsaved words stays, and says so."""
        if self.holds_unsaved():
            return
        self.leave_form()
        if request_id != self.request_id:
            self.said.hide()
        self.request_id = request_id
        self.state.show_loading("正在打开…")
        self.latest.run(asking.card(request_id), self.show_card, failed=self._fail)

    def refresh(self) -> None:
        """Read the request again, when one is shown."""
        if self.request_id is not None and self.isVisible():
            self.latest.run(asking.card(self.request_id), self.show_card, failed=self._fail_again)

    def show_card(self, card: RequestCard) -> None:
        self.shown = card
        self.title.setText(f"{card.row.number}  {card.row.category}")
        self.show_content(card_content(self, card))

    def close_card(self) -> None:
        super().close_card()
        if self.form is None:
            self.request_id, self.shown = None, None

    # what can be done

    def take_down(self, hit: Hit | None = None) -> TakeDownForm | None:
        """The form for a new request; it stays open for the next one."""
        if isinstance(self.form, TakeDownForm):
            self.form.words.box.setFocus()
            return self.form
        form = TakeDownForm(self.desk, hit)
        self.open_form(form, lambda _changes: None)
        return form if self.form is form else None

    def correct(self) -> None:
        if self.shown is not None:
            self.open_form(CorrectForm(self.desk, self.shown))

    def take(self, verb: Verb) -> None:
        """Open the form of a step, or say why it cannot be taken now."""
        if self.shown is None:
            return
        move = next((one for one in self.shown.moves if one.verb is verb), None)
        if move is None:
            return
        if move.why:
            self.tell_why(move)
            return
        self.said.hide()
        self.open_form(StepForm(self.desk, self.shown, move))

    def tell_why(self, move: Missing) -> None:
        self.said.say(f"{move.title}:{move.why}", "amber")

    def open_door(self) -> None:
        if self.shown is not None and self.shown.row.household_id is not None:
            self.desk.open_page("households", self.shown.row.household_id)

    def show_letter(self, whistle: Whistle) -> None:
        if self.shown is not None:
            self.letter_wanted.emit(self.shown, whistle)

    def is_dispute(self, card: RequestCard) -> bool:
        return bool(card.mediations) or card.row.category in disputes()

    def mediate(self) -> None:
        if self.shown is not None and self.is_dispute(self.shown):
            self.mediation_wanted.emit(self.shown)

    def open_mediation(self, mediation_id: int) -> None:
        self.mediation_opened.emit(mediation_id)

    def remove(self) -> None:
        if self.shown is None:
            return
        row = self.shown.row
        question = f"删除诉求 {row.number}“{row.words[:20]}”?办理经过会一起删除;删错了可以按 Ctrl+Z 撤销。"
        form = SureForm(self.desk, "删除诉求", question, "删除", asking.remove(row.id))
        self.open_form(form, self._removed)

    # within

    def _removed(self, _changes: Changes) -> None:
        self.request_id, self.shown = None, None
        self.closed.emit()

    def _fail_again(self, error: BaseException) -> None:
        """The request that is shown was taken away, by an undo say: nothing is left to be shown."""
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        elif isinstance(error, UserFault):
            self.request_id, self.shown = None, None
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.shown = None
        self.state.show_fault(error, self.refresh)
