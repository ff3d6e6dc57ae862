"""Taking a request down in ten seconds (记一件诉求)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.requests import Choices, Proposal, RequestCard, RequestDraft, RequestQuery
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField
from app.ui.jobs import Latest
from app.ui.requests import asking, telling
from app.ui.requests.facts_form import HIS_GRID, FactsForm
from app.ui.requests.voice import Hit

_TYPING_MS = 120
_LAST = 20  # requests among which the last used channel is looked for
FROM_ROUNDS = "四方巡查"
LATER = "以后再分办"


class TakeDownForm(FactsForm):
    """`ready` when it has been emptied for the next one. `stays`: it is left open after saving (the page), or not
    (the card of a household)."""

    ready = Signal()

    def __init__(
        self, desk: Desk, hit: Hit | None = None, *, stays: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "记一件诉求", save_words="记下", parent=parent)
        self.stays = stays
        self.made: int | None = None
        self._own: set[str] = set()  # what the person has chosen: proposals keep away from it
        self._proposing = Latest(desk.jobs, self)
        self.department = ChoiceField("分办给", [LATER])
        self.add_pair(self.department, self.grid)
        self.end_fields()
        if stays:
            self.cancel_button.setText("关闭")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(self._propose)
        self.words.edited.connect(self._wait.start)
        self.category.edited.connect(lambda: self._chosen("category"))
        self.grade.edited.connect(lambda: self._chosen("grade"))
        if hit is not None:
            self.voice.set_hit(hit)
            self._show_place()
        desk.jobs.run(_beginnings, lambda found: self._begin(*found), owner=self)

    def verb(self) -> Callable[[Any], Changes]:
        departments = () if self.department.text() in ("", LATER) else (self.department.text(),)
        return asking.take_down(self.draft(), departments)

    def draft(self) -> RequestDraft:
        draft = super().draft()
        if self._wait.isActive():  # saved before the proposal came: it is made again from the same words
            draft = replace(
                draft,
                category=draft.category if "category" in self._own else None,
                grade=draft.grade if "grade" in self._own else None,
            )
        return draft

    def _begin(self, choices: Choices, grids: tuple[str, ...], last_channel: str) -> None:
        self.show_choices(choices, grids)
        self.department.set_choices([LATER, *choices.departments])
        self.channel.set_text(last_channel or choices.channels[0])

    def _chosen(self, name: str) -> None:
        self._own.add(name)
        if name == "category":
            self.category.complain("")

    def _propose(self) -> None:
        text = self.words.text()
        self._proposing.run(_proposal(text), self.show_proposal)

    def show_proposal(self, proposal: Proposal) -> None:
        """Put the proposal into what the person has not chosen, and say what it rests on."""
        because = max(proposal.because, key=len, default="")
        if "category" not in self._own:
            self.category.set_text(proposal.category)
            self.category.complain(f"按“{because}”建议" if proposal.category else "", "muted")
        if "grade" not in self._own:
            self.grade.set_text(proposal.grade)
            self.grade.complain("")
            self.show_limit()
        self._show_department(proposal.department)

    def _show_department(self, name: str) -> None:
        """The proposed department stands first, one key away; it is assigned only when the person picks it."""
        box = self.department.box
        names = [box.itemText(place) for place in range(box.count())]
        if name in names:
            names.remove(name)
            self.department.set_choices([LATER, name, *(other for other in names if other != LATER)])
        self.department.complain(f"建议:{name}" if name else "", "muted")

    def cancel(self) -> None:
        """What is typed is someone's word: it is let go only when that is asked for twice."""
        if self.stays and self.dirty and not self.warned:
            self.warned = True
            self.say("这件还没有记下。再按一次 Esc 就不记了;要记下按 Ctrl+回车。", "amber")
            return
        super().cancel()

    def escape(self) -> None:
        if self.stays:
            self.cancel()
        else:
            super().escape()

    def _landed(self, changes: Changes) -> None:
        self.made = changes.made[0] if changes.made else None
        if not self.stays:
            super()._landed(changes)
            return
        self._saving = False
        self.dirty = False
        self.save_button.setEnabled(True)
        if self.made is not None:
            self.desk.jobs.run(asking.card(self.made), self._say_saved, owner=self)
        self._empty()

    def _say_saved(self, card: RequestCard) -> None:
        row = card.row
        self.say(telling.received_line(row.number, row.due_on, row.state, row.handler), "green")

    def _empty(self) -> None:
        """Ready for the next one: channel and day stay."""
        self._own.clear()
        for field in (self.words, self.caller, self.phone, self.address, self.category, self.grade, self.agreed):
            field.set_text("")
            field.complain("")
        self.voice.clear()
        self.department.set_text(LATER)
        self.department.complain("")
        self.grid.set_text(HIS_GRID)
        self.agreed.hide()
        self._show_place()
        self.words.box.setFocus()
        self.area.verticalScrollBar().setValue(0)
        self.ready.emit()


def _beginnings(office: Any) -> tuple[Choices, tuple[str, ...], str]:
    """Choices, grids, and the channel that was used last; what a round found is not what someone came to say."""
    from app import services

    last = services.requests.list_rows(office, RequestQuery(sort="id", limit=_LAST)).rows
    channel = next((row.channel for row in last if row.channel != FROM_ROUNDS), "")
    return asking.choices(office), asking.grids(office), channel


def _proposal(words: str) -> Callable[[Any], Proposal]:
    def work(office: Any) -> Proposal:
        from app import services

        found: Proposal = services.requests.propose(office, words)
        return found

    return work
