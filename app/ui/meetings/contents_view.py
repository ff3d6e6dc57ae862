"""内容: the form of the minutes while they may be written; once they are signed, where to read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.models.meeting_cards import MeetingCard
from app.ui.desk import Desk
from app.ui.meetings.minutes_form import MinutesForm
from app.ui.widgets.states import StateView


class ContentsView(StateView):
    """`left()` when the form is left by 不保存 or Esc, `correct()` to append a correction to signed minutes.

    The form costs more than all the rest of a meeting: it is made when it is first looked at.
    """

    def __init__(
        self, desk: Desk, left: Callable[[], None], correct: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(QWidget(), parent)
        self._desk, self._left, self._correct = desk, left, correct
        self.minutes: MinutesForm | None = None
        self._waiting: Callable[[], None] | None = None

    @property
    def dirty(self) -> bool:
        return self.minutes is not None and self.minutes.dirty

    def show_card(self, card: MeetingCard, occasions: Sequence[tuple[str, str]], *, looked_at: bool) -> None:
        """The form, made anew unless something is being typed; signed minutes are read, not written."""
        self._waiting = None
        if card.locked:
            self.drop()
            self.show_empty(
                "会议记录已经签字定稿。", "内容在“概况”里看;有错请追加更正,原来的记录会保留。", "追加更正",
                self._correct,
            )  # fmt: skip
            return
        if self.minutes is not None and self.minutes.dirty and self.minutes.card.line.id == card.line.id:
            return
        if looked_at:
            self._make(card, occasions)
        else:
            self.drop()
            self._waiting = partial(self._make, card, occasions)

    def look(self) -> None:
        """It comes into sight."""
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting()

    def drop(self) -> None:
        """Let the form go, with what was typed."""
        self._waiting = None
        if self.minutes is not None:
            self.removeWidget(self.minutes)
            self.minutes.deleteLater()
            self.minutes = None

    def _make(self, card: MeetingCard, occasions: Sequence[tuple[str, str]]) -> None:
        kept = self.minutes.area.verticalScrollBar().value() if self.minutes is not None else 0
        had_focus = self.minutes is not None and self.minutes.isAncestorOf(self.focusWidget() or self)
        self.drop()
        self.minutes = MinutesForm(self._desk, card, occasions)
        self.minutes.left.connect(self._left)
        self.addWidget(self.minutes)
        self.content = self.minutes
        self.show_content()
        self.minutes.adjustSize()
        self.minutes.area.verticalScrollBar().setValue(kept)
        if had_focus:
            self.minutes.save_button.setFocus()
