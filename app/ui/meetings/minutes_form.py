"""内容: agenda, speeches, resolutions with votes, what is to be done; saved whole, ruled upon while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import MinutesDraft, ResolutionDraft
from app.models.quorum import Ruling
from app.rules.meeting_kinds import kinds
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.counting import count_for
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
        field = AgendaField(item)
        self.agenda.append(field)
        field.edited.connect(self._rename_items)
        self._put("议题", self.agenda, field, typing)
        self._rename_items()
        return field

    def add_speech(self, speech: Any = None, *, typing: bool = True) -> SpeechField:
        field = SpeechField(self._names, self._items(), speech)
        self.speeches.append(field)
        self._put("发言", self.speeches, field, typing)
        return field

    def add_resolution(self, resolution: Any = None, *, typing: bool = True) -> ResolutionField:
        """A new one begins with the rule that goes with the kind of the meeting."""
        kind = kinds().get(self.card.line.kind)
        draft = resolution or ResolutionDraft("", kind.occasion if kind else "")
        field = ResolutionField(self.occasions, self._items(), draft)
        self.resolutions.append(field)
        self._rulings[field] = Latest(self.desk.jobs, self)
        field.counted.connect(partial(self._rule, field))
        self._put("决议和表决", self.resolutions, field, typing)
        self._rule(field)
        return field

    def add_action(self, action: Any = None, *, typing: bool = True) -> ActionField:
        field = ActionField(self._names, action)
        self.todos.append(field)
        self._put("待办", self.todos, field, typing)
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
        count = count_for(self.card, draft)
        if isinstance(count, str):
            field.show_ruling(None, count)
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

    def _put(self, section: str, like: list[Any], field: LineField, typing: bool) -> None:
        self._take(field)
        box = self._boxes[section]
        box.addWidget(field)
        field.set_number(len(like))
        field.moved.connect(partial(self._move, box, like, field))
        field.removed.connect(partial(self._remove, section, like, field))
        if typing:
            field.first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(field)

    def _move(self, box: QVBoxLayout, like: list[Any], field: LineField, by: int) -> None:
        """One place up or down among its like; what belongs to an item of the agenda stays with it."""
        place = like.index(field)
        other = place + by
        if not 0 <= other < len(like):
            return
        like[place], like[other] = like[other], like[place]
        box.removeWidget(field)
        box.insertWidget(other, field)
        self._renumber(like, {place + 1: other + 1, other + 1: place + 1})
        field.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(field)

    def _remove(self, section: str, like: list[Any], field: LineField) -> None:
        """Away with a line; what was said on an item that goes belongs to the whole meeting."""
        place = like.index(field)
        del like[place]
        self._boxes[section].removeWidget(field)
        self.fields.remove(field)
        if isinstance(field, ResolutionField):
            del self._rulings[field]
        field.hide()
        field.deleteLater()
        self._renumber(like, {place + 1: 0, **{number + 1: number for number in range(place + 1, len(like) + 1)}})
        after = like[min(place, len(like) - 1)].first if like else self.adders[section]
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        if field.text():
            self.say(f"删去了“{field.text()[:20]}”;删错了,按“不保存”可以恢复。", "muted")

    def _renumber(self, like: list[Any], moved: Mapping[int, int]) -> None:
        """`moved`: old place of an item of the agenda -> its new one, 0 for one that is gone."""
        for number, field in enumerate(like, 1):
            field.set_number(number)
        if like is self.agenda:
            of_items: tuple[SpeechField | ResolutionField, ...] = (*self.speeches, *self.resolutions)
            before = [one.of_item.currentIndex() for one in of_items]
            self._rename_items()
            for one, now in zip(of_items, before, strict=True):
                one.of_item.setCurrentIndex(moved.get(now, now))
        self._edited()

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
