"""内容: agenda, speeches, resolutions with votes, what is to be done; saved whole, ruled upon while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import MinutesDraft, ResolutionDraft
from app.models.meetings import Came, Role
from app.models.quorum import Count, Ruling
from app.rules.meeting_kinds import kinds
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.minutes_fields import (
    ActionField,
    AgendaField,
    LineField,
    NotesField,
    SpeechField,
)
from app.ui.meetings.votes_field import ResolutionField
from app.ui.widgets.plain import button, words

WHOLE = "整个会议"


class MinutesForm(Form):
    """The minutes of one meeting that is not signed. Lines that are left blank are not kept."""

    def __init__(
        self, desk: Desk, card: MeetingCard, occasions: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "会议内容", save_words="保存内容", parent=parent)
        self.heading.hide()
        self.card, self.occasions = card, tuple(occasions)
        self.agenda: list[AgendaField] = []
        self.speeches: list[SpeechField] = []
        self.resolutions: list[ResolutionField] = []
        self.todos: list[ActionField] = []
        self._names = ["", *(one.name for one in card.attendance)]
        self._rulings: dict[ResolutionField, Latest] = {}
        minutes = card.minutes
        self._boxes: dict[str, QVBoxLayout] = {}
        self.adders: dict[str, QPushButton] = {}
        for title, hint, key, add in (
            ("议题", "", "Alt+Y", self.add_item),
            ("发言", "不同意见也要照实记下", "Alt+F", self.add_speech),
            ("决议和表决", "", "Alt+J", self.add_resolution),
            ("待办", "办完以前会一直带到下一次会议", "Alt+L", self.add_action),
        ):
            self._section(title, hint, key, add)
        self.notes = self.add(NotesField(minutes.words))
        self.end_fields()
        for item in minutes.agenda or (None,):
            self.add_item(item, typing=False)
        for speech in minutes.speeches:
            self.add_speech(speech, typing=False)
        for resolution in minutes.resolutions:
            self.add_resolution(resolution, typing=False)
        for action in minutes.actions:
            self.add_action(action, typing=False)
        self.cancel_button.setText("不保存")
        self.cancel_button.setToolTip("放弃没有保存的改动(Esc)")

    # lines

    def add_item(self, item: Any = None, *, typing: bool = True) -> AgendaField:
        field = AgendaField(len(self.agenda) + 1, item)
        self.agenda.append(field)
        field.edited.connect(self._rename_items)
        self._put("议题", field, typing)
        self._rename_items()
        return field

    def add_speech(self, speech: Any = None, *, typing: bool = True) -> SpeechField:
        field = SpeechField(len(self.speeches) + 1, self._names, self._items(), speech)
        self.speeches.append(field)
        self._put("发言", field, typing)
        return field

    def add_resolution(self, resolution: Any = None, *, typing: bool = True) -> ResolutionField:
        """A new one begins with the rule that goes with the kind of the meeting."""
        kind = kinds().get(self.card.line.kind)
        draft = resolution or ResolutionDraft("", kind.occasion if kind else "")
        field = ResolutionField(len(self.resolutions) + 1, self.occasions, self._items(), draft)
        self.resolutions.append(field)
        self._rulings[field] = Latest(self.desk.jobs, self)
        field.counted.connect(partial(self._rule, field))
        self._put("决议和表决", field, typing)
        self._rule(field)
        return field

    def add_action(self, action: Any = None, *, typing: bool = True) -> ActionField:
        field = ActionField(len(self.todos) + 1, self._names, action)
        self.todos.append(field)
        self._put("待办", field, typing)
        return field

    # Form

    def check(self) -> bool:
        right = True
        with_numbers: tuple[ResolutionField | ActionField, ...] = (*self.resolutions, *self.todos)
        for field in with_numbers:
            try:
                field.draft()
            except ValueError as error:
                field.complain(str(error))
                right = False
        for speech in self.speeches:
            if speech.text() and not speech.draft().speaker:
                speech.complain("还没有写是谁说的。请选一位,或直接写姓名。")
                right = False
        return right

    def draft(self) -> MinutesDraft:
        return MinutesDraft(
            tuple(field.draft() for field in self.agenda),
            tuple(field.draft() for field in self.speeches),
            tuple(field.draft() for field in self.resolutions),
            tuple(field.draft() for field in self.todos),
            self.notes.text(),
        )

    def verb(self) -> Callable[[Any], Changes]:
        return verb("minutes", "write", self.card.line.id, self.draft())

    def refuse(self, fault: Fault) -> None:
        """A refusal names its line by its first words."""
        place = fault.place or ""
        for field in (*self.resolutions, *self.todos):
            if field.text() and place == f"{field.title}“{field.text()[:20]}”":
                field.complain(f"{fault.what}{fault.remedy}")
                self.area.ensureWidgetVisible(field)
                return
        super().refuse(fault)

    def _landed(self, changes: Changes) -> None:
        self.save_button.setEnabled(True)
        super()._landed(changes)

    # within

    def _rule(self, field: ResolutionField) -> None:
        """What the quorum table makes of the votes as they stand."""
        if not field.key:
            return
        try:
            draft = field.draft()
        except ValueError as error:
            field.show_ruling(None, str(error))
            return
        eligible, attended, unrecorded = voters_of(self.card)
        own = draft.eligible is not None or draft.attended is not None
        count = Count(
            eligible if draft.eligible is None else draft.eligible,
            attended if draft.attended is None else draft.attended,
            draft.in_favour,
            draft.against,
            draft.abstained,
            draft.area_total,
            draft.area_joined,
            draft.area_for,
            0 if own else unrecorded,
        )
        cast = sum(one for one in (draft.in_favour, draft.against, draft.abstained) if one is not None)
        if cast > count.attended + count.unrecorded and count.eligible:
            field.show_ruling(None, f"合计 {cast} 票,多于到会有表决权的 {count.attended} 人。请核对票数。")
            return

        def show(ruling: Ruling) -> None:
            field.show_ruling(ruling)

        self._rulings[field].run(verb("meetings", "ruling", field.key, count), show)

    def _items(self) -> list[str]:
        return [WHOLE, *(f"议题 {n}:{field.text()[:12]}" for n, field in enumerate(self.agenda, 1))]

    def _rename_items(self) -> None:
        names = self._items()
        of_items: tuple[SpeechField | ResolutionField, ...] = (*self.speeches, *self.resolutions)
        for field in of_items:
            now = field.of_item.currentIndex()
            field.of_item.clear()
            field.of_item.addItems(names)
            field.of_item.setCurrentIndex(now)

    def _put(self, section: str, field: LineField, typing: bool) -> None:
        self._take(field)
        self._boxes[section].addWidget(field)
        if typing:
            field.first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(field)

    def _section(self, title: str, hint: str, key: str, add: Callable[[], object]) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        name: QLabel = words(title)
        name.setObjectName("card_title")
        head.addWidget(name)
        head.addWidget(words(hint, "muted"), 1)
        made = button(f"加{'决议' if title.startswith('决议') else title}", add, key=key, kind="link")
        self.adders[title] = made
        head.addWidget(made)
        self.body.addLayout(head)
        box = QVBoxLayout()
        box.setSpacing(8)
        self._boxes[title] = box
        self.body.addLayout(box)


def voters_of(card: MeetingCard) -> tuple[int, int, int]:
    """Who should vote, of those who came, and of whom nothing was recorded; as the service counts them."""
    line, said = card.line, card.draft.said
    if said is not None and said.voters_came is None and (said.should, said.came, said.voters) != (None, None, None):
        return line.voters, line.voters_came, line.voters - line.voters_came
    unknown = sum(one.votes and one.role is Role.SHOULD and one.state is Came.UNKNOWN for one in card.attendance)
    return line.voters, line.voters_came, unknown
