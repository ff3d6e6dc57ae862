"""会议: what is due, meetings from plan to binder, what is to be done, matters under deliberation, the roster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.deliberations import MatterLine, MatterQuery
from app.models.meetings import ActionQuery, MeetingLine, MeetingQuery
from app.models.roster import MemberLine, MemberQuery
from app.ui.deliberations.view import DeliberationView
from app.ui.desk import Desk
from app.ui.meetings import papers
from app.ui.meetings.actions_view import ActionsView
from app.ui.meetings.beside import Beside
from app.ui.meetings.due_view import DueView
from app.ui.meetings.head_form import MeetingWish
from app.ui.meetings.list_view import MeetingListView
from app.ui.meetings.meeting_view import MeetingView
from app.ui.meetings.roster_view import RosterView
from app.ui.requests.side import SideCard
from app.ui.theme import look
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page

DUE, LIST, ACTIONS, MATTERS, ROSTER = range(5)
_NAMES = ("该开的会", "会议记录", "待办事项", "议事", "党员名册")
SEGMENTS = ("due", "list", "actions", "matters", "roster")


class MeetingsPage(Page):
    """Asked by a number it shows that meeting; by a `MeetingQuery`, `ActionQuery` or `MemberQuery` (or a pair of it
    and the words for where it comes from) those; by a `MeetingWish` it begins one; by one of SEGMENTS, that part."""

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
        self.due, self.list = DueView(desk), MeetingListView(desk)
        self.items, self.roster = ActionsView(desk), RosterView(desk)
        self.matters = DeliberationView(desk)
        self.views: tuple[QWidget, ...] = (self.due, self.list, self.items, self.matters, self.roster)
        self.meeting = MeetingView(desk)
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self.beside = Beside(desk, self.stack)
        self.member, self.matter, self.pool, self.small = (
            self.beside.member, self.beside.matter, self.beside.pool, self.beside.small,
        )  # fmt: skip
        self.rooms = QStackedWidget()  # the lists, or one meeting over the whole page
        self.lists = QWidget()
        self._said: dict[QWidget, str] = {}
        self._stale_views: set[QWidget] = set(self.views)
        self._lay_out()
        self._wire()

    # what is shown

    @property
    def view(self) -> QWidget:
        return self.views[self.tabs.currentIndex()]

    @property
    def meeting_open(self) -> bool:
        return self.rooms.currentWidget() is self.meeting

    def refresh(self) -> None:
        self._stale_views = set(self.views)
        if self.meeting_open:
            self.meeting.refresh()
        else:
            self._refresh_view()
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
            self._to_lists(ACTIONS)
            self.items.show_query(query)
        elif isinstance(query, MemberQuery):
            self._to_lists(ROSTER)
            self.roster.query = replace(query)
            self.roster.load()
        elif isinstance(query, MatterQuery):
            self.matters.choose(query.method or self.matters.method)
            self._to_lists(MATTERS)
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

    def _chosen_member(self, line: MemberLine) -> None:
        if not self.beside.narrow:
            self.show_member(line)

    def show_member(self, line: MemberLine) -> None:
        self.beside.show_member(line, self.roster.query.as_of)

    def show_matter(self, matter_id: int) -> None:
        if self.meeting_open and not self._back():
            return
        self.tabs.setCurrentIndex(MATTERS)
        self.beside.show_matter(matter_id)

    # what can be done

    def record(self) -> None:
        self.begin(MeetingWish())

    def plan(self) -> None:
        self.begin(MeetingWish(planned=True))

    def begin(self, wish: MeetingWish) -> None:
        self._bring(self.meeting)
        self.meeting.new_meeting(wish)

    def export(self) -> None:
        export: Callable[[], None] = self.view.export  # type: ignore[attr-defined] # each of the views has one
        export()

    @property
    def side(self) -> SideCard | None:
        return self.beside.side

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
        """Every view that is not seen reads again when it is next looked at."""
        if self.slices & changes.slices:
            self._stale_views = set(self.views)
        super()._on_changed(changes)

    def _refresh_view(self) -> None:
        view = self.view
        if view in self._stale_views:
            self._stale_views.discard(view)
            refresh: Callable[[], None] = view.refresh  # type: ignore[attr-defined] # each of the views has one
            refresh()
        self._say()

    def _bring(self, room: QWidget) -> None:
        """The lists with the page's head, or one meeting, which has a head of its own."""
        self.rooms.setCurrentWidget(room)
        self.head.setVisible(room is self.lists)

    def _to_lists(self, place: int) -> None:
        """A part of the lists; a meeting with unsaved words stays in front."""
        if self.meeting_open and not self._back():
            return
        self._stale_views.discard(self.views[place])
        self.tabs.setCurrentIndex(place)
        self._stale_views.discard(self.views[place])
        refresh: Callable[[], None] = self.view.refresh  # type: ignore[attr-defined] # each of the views has one
        refresh()

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
            return
        if place < self.tabs.count():
            self.tabs.setCurrentIndex(place)
            self._take_focus()

    def _take_focus(self) -> None:
        focus: Callable[[], None] = getattr(self.view, "take_focus", self.view.setFocus)
        focus()

    def _tab_changed(self) -> None:
        """A member's card belongs to the roster, a matter's to the board; it stays where it holds unsaved words."""
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        side = self.side
        if side is not None and self._home(side) is not self.view and not side.unsaved():
            side.close_card()
        self._refresh_view()

    def _home(self, side: SideCard) -> QWidget | None:
        homes: dict[SideCard, QWidget] = {self.member: self.roster, self.matter: self.matters, self.pool: self.matters}
        return homes.get(side)

    def _searched(self, text: str) -> None:
        if self.meeting_open or not hasattr(self.view, "search"):
            if not text or (self.meeting_open and not self._back()):
                return
            if not hasattr(self.view, "search"):
                self.tabs.setCurrentIndex(LIST)
        search: Callable[[str], None] = self.view.search  # type: ignore[attr-defined]
        search(text)

    def _told(self, view: QWidget, said: str) -> None:
        self._said[view] = said
        self._say()

    def _say(self) -> None:
        self.head.say(self._said.get(self.view, ""))

    def _meeting_closed(self) -> None:
        self._bring(self.lists)
        self._refresh_view()
        self._take_focus()

    def _opened_member(self, line: MemberLine) -> None:
        self.show_member(line)
        self.member.setFocus()

    def _chosen_matter(self, line: MatterLine) -> None:
        if not self.beside.narrow:
            self.show_matter(line.id)

    def _opened_matter(self, line: MatterLine) -> None:
        self.show_matter(line.id)
        self.matter.setFocus()

    def _opened_meeting(self, line: MeetingLine) -> None:
        self.show_meeting(line.id)

    def _show_many(self, ids: frozenset[int], said: str) -> None:
        self._stale_views.discard(self.list)
        self.tabs.setCurrentIndex(LIST)
        self.list.show_ids(ids, said)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for place, (view, name) in enumerate(zip(self.views, _NAMES, strict=True)):
            self.tabs.addTab(name)
            self.stack.addWidget(view)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
        for place in range(max(len(self.views), self.meeting.tabs.count())):
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(partial(self._go_to, place))
        inside = QVBoxLayout(self.lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        inside.addLayout(row)
        inside.addWidget(self.beside, 1)
        self.rooms.addWidget(self.lists)
        self.rooms.addWidget(self.meeting)
        column.addWidget(self.rooms, 1)

    def _wire(self) -> None:
        self.head.searched.connect(self._searched)
        self.tabs.currentChanged.connect(lambda _place: self._tab_changed())
        for view in (self.due, self.list, self.items, self.matters, self.roster):
            view.told.connect(partial(self._told, view))
        QShortcut(QKeySequence("Ctrl+L"), self.lists).activated.connect(self.plan)
        self.due.plan_wanted.connect(self.plan)
        self.due.meeting_wanted.connect(self.show_meeting)
        self.due.many_wanted.connect(self._show_many)
        self.due.new_wanted.connect(self.begin)
        self.due.duty_wanted.connect(self.beside.set_duty)
        self.due.fixed_wanted.connect(self.beside.set_fixed)
        self.list.opened.connect(self._opened_meeting)
        self.list.book_wanted.connect(lambda year, body: papers.show_book(self.desk, year, body, self.window()))
        self.list.new_wanted.connect(self.record)
        self.items.opened.connect(self.beside.note_action)
        self.items.meeting_wanted.connect(self.show_meeting)
        self.roster.chosen.connect(self._chosen_member)
        self.roster.opened.connect(self._opened_member)
        self.roster.new_wanted.connect(partial(self.beside.member_form, "add"))
        self.roster.group_wanted.connect(partial(self.beside.member_form, "add_group"))
        self.roster.put_wanted.connect(partial(self.beside.member_form, "put_in_group"))
        self.roster.candidates_wanted.connect(self.beside.add_candidates)
        self.matters.chosen.connect(self._chosen_matter)
        self.matters.opened.connect(self._opened_matter)
        self.matters.new_wanted.connect(self.beside.new_matter)
        self.matters.pool_wanted.connect(self.beside.show_pool)
        self.matter.notice_wanted.connect(lambda one: papers.show_publication(self.desk, one, self.window()))
        self.matter.meeting_wanted.connect(self.show_meeting)
        self.matter.request_wanted.connect(lambda number: self.desk.open_page("requests", number))
        self.meeting.matter_wanted.connect(self.show_matter)
        self.meeting.closed.connect(self._meeting_closed)
        self.meeting.roster_wanted.connect(partial(self._to_lists, ROSTER))
        self.beside.closed.connect(self._take_focus)
