"""会议: what is due, meetings from plan to binder, what is to be done, matters under deliberation, the roster."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.deliberations import MatterQuery, MatterWish
from app.models.meetings import ActionQuery, MeetingLine, MeetingQuery
from app.models.roster import MemberQuery
from app.ui.deliberations.step_papers import StepPapers
from app.ui.desk import Desk
from app.ui.meetings import papers
from app.ui.meetings.head_form import MeetingWish
from app.ui.meetings.lists import LIST, MATTERS, ROSTER, SEGMENTS, Lists
from app.ui.meetings.meeting_view import MeetingView
from app.ui.requests.side import SideCard
from app.ui.theme import look
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page


class MeetingsPage(Page):
    """Asked by a number it shows that meeting; by a `MeetingQuery`, `ActionQuery`, `MatterQuery` or `MemberQuery` (or a
    pair of it and the words for where it comes from) those; by a `MeetingWish` or `MatterWish` it begins one;
    by one of SEGMENTS, that part."""

    key = "meetings"
    title = "会议"
    icon = "meetings"
    shortcut = "Ctrl+6"
    slices = frozenset({"meetings", "people", "deliberations", "rules"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = PageHead(self.title, search="主题、地点、人名、议题、决议")
        assert self.head.search is not None
        self.head.search.setMinimumWidth(look().px(160))
        self.export_button = self.head.add_action("导出…", self.export, key="Ctrl+E")
        self.head.add_action("记一次会议", self.record, primary=True, key="Ctrl+N")
        self.lists, self.meeting = Lists(desk), MeetingView(desk)
        lists = self.lists
        self.tabs, self.beside = lists.tabs, lists.beside
        self.due, self.list, self.items, self.matters = lists.due, lists.list, lists.items, lists.matters
        self.roster, self.figures = lists.roster, lists.figures
        self.member, self.matter, self.pool = lists.beside.member, lists.beside.matter, lists.beside.pool
        self.rooms = QStackedWidget()  # the lists, or one meeting over the whole page
        self.rooms.addWidget(self.lists)
        self.rooms.addWidget(self.meeting)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.rooms, 1)
        self._wire()

    # what is shown

    @property
    def view(self) -> QWidget:
        return self.lists.view

    @property
    def meeting_open(self) -> bool:
        return self.rooms.currentWidget() is self.meeting

    @property
    def side(self) -> SideCard | None:
        return self.beside.side

    def refresh(self) -> None:
        self.lists.forget()
        if self.meeting_open:
            self.meeting.refresh()
        else:
            self.lists.refresh()
        if self.side is not None:
            self.side.refresh()

    def show_argument(self, argument: object) -> None:
        query, said = argument if isinstance(argument, tuple) else (argument, "")
        if isinstance(query, int):
            self.show_meeting(query)
        elif isinstance(query, MeetingWish):
            self.begin(query)
        elif isinstance(query, MeetingQuery):
            self._to_lists(LIST)
            if query.ids is not None:
                self.list.show_ids(query.ids, str(said))
            else:
                self.list.show_query(query)
        elif isinstance(query, ActionQuery):
            if not self.meeting_open or self._back():
                self.lists.show_actions(query, str(said))
        elif isinstance(query, MemberQuery):
            self._to_lists(ROSTER)
            self.roster.query = replace(query)
            self.roster.load()
        elif isinstance(query, MatterWish):
            if not self.meeting_open or self._back():
                self.lists.begin_matter(query)
        elif isinstance(query, MatterQuery):
            self._show_matters(query, str(said))
        elif query in SEGMENTS:
            self.refresh()
            self._to_lists(SEGMENTS.index(str(query)))
        else:
            self.refresh()

    def unsaved(self) -> str:
        return "、".join(words for side in (self.meeting, *self.beside.sides) if (words := side.unsaved()))

    def show_meeting(self, meeting_id: int) -> None:
        self._bring(self.meeting)
        self.meeting.show_meeting(meeting_id)

    def _show_matters(self, query: MatterQuery, said: str) -> None:
        if self.meeting_open and not self._back():
            return
        if query.ids is not None and len(query.ids) == 1:
            self.lists.show_part(MATTERS)
            self.lists.show_matter(next(iter(query.ids)))
        elif query.ids is not None:
            self.lists.show_matters(query.ids, said)
        else:
            self.matters.choose(query.method or self.matters.method)
            self.lists.show_part(MATTERS)

    def show_matter(self, matter_id: int) -> None:
        if not self.meeting_open or self._back():
            self.lists.show_matter(matter_id)

    # what can be done

    def record(self) -> None:
        self.begin(MeetingWish())

    def plan(self) -> None:
        self.begin(MeetingWish(planned=True))

    def begin(self, wish: MeetingWish) -> None:
        self._bring(self.meeting)
        self.meeting.new_meeting(wish)

    def export(self) -> None:
        self.lists.export()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc puts the card, then the meeting away before it empties the search."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._esc_is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._esc_is_mine(event):
            super().keyPressEvent(event)
        elif self.meeting_open:
            self.meeting.close_card()
        elif self.side is not None:
            self.side.close_card()

    # within

    def _esc_is_mine(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and (self.meeting_open or self.side is not None)

    def _on_changed(self, changes: Changes) -> None:
        if self.slices & changes.slices:
            self.lists.forget()
        super()._on_changed(changes)

    def _bring(self, room: QWidget) -> None:
        """The lists with the page's head, or one meeting, which has a head of its own."""
        self.rooms.setCurrentWidget(room)
        self.head.setVisible(room is self.lists)

    def _to_lists(self, place: int) -> None:
        """A part of the lists; a meeting with unsaved words stays in front."""
        if not self.meeting_open or self._back():
            self.lists.show_part(place)

    def _back(self) -> bool:
        """From the meeting to the lists; False where something unsaved keeps it."""
        self.meeting.close_card()
        return not self.meeting_open

    def _go_to(self, place: int) -> None:
        """Alt with a digit: the parts of whatever is in front."""
        if self.meeting_open:
            if place < self.meeting.tabs.count() and self.meeting.form is None:
                self.meeting.go_to(place)
                self.meeting.take_focus()
        elif place < self.tabs.count():
            self.tabs.setCurrentIndex(place)
            self.lists.take_focus()

    def _searched(self, text: str) -> None:
        if not self.meeting_open or (text and self._back()):
            self.lists.search(text)

    def _show_search(self, hint: str, text: str) -> None:
        """The search field speaks of the part in front, and shows what narrows it."""
        field = self.head.search
        if field is not None:
            field.setPlaceholderText(hint)
            field.setToolTip(f"{hint}(Ctrl+F)")
            if field.text().strip() != text:
                field.setText(text)

    def _meeting_closed(self) -> None:
        self._bring(self.lists)
        self.lists.refresh()
        self.lists.take_focus()

    def _opened_meeting(self, line: MeetingLine) -> None:
        self.show_meeting(line.id)

    def _wire(self) -> None:
        for place in range(max(self.tabs.count(), self.meeting.tabs.count())):
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(partial(self._go_to, place))
        QShortcut(QKeySequence("Ctrl+L"), self.lists).activated.connect(self.plan)
        self.head.searched.connect(self._searched)
        self.lists.turned.connect(self.head.say)
        self.lists.searchable.connect(self._show_search)
        self.due.plan_wanted.connect(self.plan)
        self.due.meeting_wanted.connect(self.show_meeting)
        self.due.new_wanted.connect(self.begin)
        self.list.opened.connect(self._opened_meeting)
        self.list.book_wanted.connect(lambda year, body: papers.show_book(self.desk, year, body, self.window()))
        self.list.new_wanted.connect(self.record)
        self.items.meeting_wanted.connect(self.show_meeting)
        self.matter.notice_wanted.connect(lambda one: papers.show_publication(self.desk, one, self.window()))
        self.matter.draw_wanted.connect(lambda card, draw: papers.show_draw(self.desk, card, draw, self.window()))
        self.matter.papers_wanted.connect(lambda card, step: StepPapers(self.desk, card, step, self.window()).open())
        self.matter.meeting_wanted.connect(self.show_meeting)
        self.matter.request_wanted.connect(lambda number: self.desk.open_page("requests", number))
        self.meeting.matter_wanted.connect(self.show_matter)
        self.meeting.closed.connect(self._meeting_closed)
        self.meeting.roster_wanted.connect(partial(self._to_lists, ROSTER))
