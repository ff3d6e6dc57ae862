"""The parts of the page of meetings, one at a time, with a card beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.models.deliberations import MatterLine, MatterWish
from app.models.figures import Figure
from app.models.meetings import ActionQuery
from app.models.roster import MemberLine
from app.ui.deliberations.view import DeliberationView
from app.ui.desk import Desk
from app.ui.meetings.actions_view import ActionsView
from app.ui.meetings.beside import Beside
from app.ui.meetings.due_view import DueView
from app.ui.meetings.figures_view import FiguresView
from app.ui.meetings.list_view import MeetingListView
from app.ui.meetings.roster_view import RosterView
from app.ui.requests.side import SideCard
from app.ui.widgets.plain import words

DUE, LIST, ACTIONS, MATTERS, ROSTER, FIGURES = range(6)
SEGMENTS = ("due", "list", "actions", "matters", "roster", "figures")
_SEARCHED = {
    LIST: "主题、地点、人名、议题、决议",
    ACTIONS: "待办内容、责任人",
    MATTERS: "事项、内容、编号、提出人",
    ROSTER: "姓名、拼音首字母、党小组",
}
_NAMES = ("该开的会", "会议记录", "待办事项", "议事", "党员名册", "统计")


class Lists(QWidget):
    """`turned(words)` when another part is in front, or tells something else of itself; `searchable(hint, text)`: what
    can be typed to find something in it, and what it is narrowed by now.

    A part is read again when it comes into sight after a change.
    """

    turned = Signal(str)
    searchable = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due, self.list = DueView(desk), MeetingListView(desk)
        self.items, self.roster = ActionsView(desk), RosterView(desk)
        self.matters, self.figures = DeliberationView(desk), FiguresView(desk)
        self.views: tuple[QWidget, ...] = (self.due, self.list, self.items, self.matters, self.roster, self.figures)
        self.tabs, self.stack = QTabBar(), QStackedWidget()
        self.beside = Beside(desk, self.stack)
        self.hint = words("窗口较窄:点一下或按回车打开,按 Esc 回到名单", "muted")
        self.hint.hide()
        self._said: dict[QWidget, str] = {}
        self._stale: set[QWidget] = set(self.views)
        self._lay_out()
        self._wire()

    @property
    def view(self) -> QWidget:
        return self.views[self.tabs.currentIndex()]

    def forget(self) -> None:
        """Something was changed: every part reads again when it is next looked at."""
        self._stale = set(self.views)

    def refresh(self) -> None:
        """Read what is in sight, where it was not read since the last change."""
        view = self.view
        if view in self._stale:
            self._stale.discard(view)
            _method(view, "refresh")()
        self._say()

    def show_part(self, place: int) -> None:
        """This part, read now."""
        self._stale.discard(self.views[place])
        self.tabs.setCurrentIndex(place)
        self._stale.discard(self.views[place])
        _method(self.view, "refresh")()

    def show_meetings(self, ids: frozenset[int], said: str) -> None:
        """The meetings behind a cell or a figure."""
        self._stale.discard(self.list)
        self.tabs.setCurrentIndex(LIST)
        self.list.show_ids(ids, said)
        self._tell_search()

    def show_actions(self, query: ActionQuery, said: str) -> None:
        """Items as somebody else asks for them, or behind a figure."""
        self._stale.discard(self.items)
        self.tabs.setCurrentIndex(ACTIONS)
        self.items.show_query(query, said)
        self._tell_search()

    def show_matters(self, ids: frozenset[int], said: str) -> None:
        """The matters behind a figure, of whatever method."""
        self._stale.discard(self.matters)
        self.tabs.setCurrentIndex(MATTERS)
        self.matters.show_ids(ids, said)

    def show_names(self, figure: Figure) -> None:
        """What a figure counts."""
        ids = frozenset(figure.ids)
        if figure.of == "actions":
            self.show_actions(ActionQuery(open_only=False, ids=ids), figure.title)
        elif figure.of == "deliberations":
            self.show_matters(ids, figure.title)
        else:
            self.show_meetings(ids, figure.title)

    def show_matter(self, matter_id: int) -> None:
        self.tabs.setCurrentIndex(MATTERS)
        self.beside.show_matter(matter_id)

    def begin_matter(self, wish: MatterWish) -> None:
        self.show_part(MATTERS)
        self.beside.new_matter(self.matters.method, wish)

    def show_member(self, line: MemberLine) -> None:
        self.beside.show_member(line, self.roster.query.as_of)

    def search(self, text: str) -> None:
        """In the part that is in sight; one that cannot be searched gives way to the meetings."""
        if not hasattr(self.view, "search"):
            if text:
                self.list.search(text)  # before it comes into sight: the field shows what narrows it
                self.tabs.setCurrentIndex(LIST)
            return
        _search(self.view)(text)

    def export(self) -> None:
        _method(self.view, "export")()

    def take_focus(self) -> None:
        focus: Callable[[], None] = getattr(self.view, "take_focus", self.view.setFocus)
        focus()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    # within

    def _hint(self) -> None:
        """In a narrow window a card takes the place of its list, and so waits to be asked for."""
        self.hint.setVisible(self.beside.narrow and self.view in (self.roster, self.matters))

    def _pressed(self, row: object, opened: Callable[[Any], None]) -> None:
        """A click asks for the card; one with Ctrl or Shift picks several rows out."""
        held = QApplication.keyboardModifiers()
        if self.beside.narrow and row is not None and held == Qt.KeyboardModifier.NoModifier:
            opened(row)

    def _tell_search(self) -> None:
        found = _SEARCHED.get(self.tabs.currentIndex(), _SEARCHED[LIST])
        text = self.matters.text if self.view is self.matters else getattr(self.view, "query", self.list.query).text
        self.searchable.emit(found, text)

    def _tab_changed(self) -> None:
        """A member's card belongs to the roster, a matter's to the board; it stays where it holds unsaved words."""
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        side = self.beside.side
        if side is not None and self._home(side) is not self.view and not side.unsaved():
            side.close_card()
        self._hint()
        self._tell_search()
        self.refresh()

    def _home(self, side: SideCard) -> QWidget | None:
        beside = self.beside
        homes: dict[SideCard, QWidget] = {
            beside.member: self.roster, beside.matter: self.matters, beside.pool: self.matters,
        }  # fmt: skip
        return homes.get(side)

    def _told(self, view: QWidget, said: str) -> None:
        self._said[view] = said
        self._say()

    def _say(self) -> None:
        self.turned.emit(self._said.get(self.view, ""))

    def _chosen_member(self, line: MemberLine) -> None:
        if not self.beside.narrow:
            self.show_member(line)

    def _opened_member(self, line: MemberLine) -> None:
        self.show_member(line)
        self.beside.member.setFocus()

    def _chosen_matter(self, line: MatterLine) -> None:
        if not self.beside.narrow:
            self.show_matter(line.id)

    def _opened_matter(self, line: MatterLine) -> None:
        self.show_matter(line.id)
        self.beside.matter.setFocus()

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for place, (view, name) in enumerate(zip(self.views, _NAMES, strict=True)):
            self.tabs.addTab(name)
            self.stack.addWidget(view)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        inside.addLayout(row)
        inside.addWidget(self.hint)
        inside.addWidget(self.beside, 1)

    def _wire(self) -> None:
        beside = self.beside
        self.tabs.currentChanged.connect(lambda _place: self._tab_changed())
        for view in (self.due, self.list, self.items, self.matters, self.roster, self.figures):
            view.told.connect(partial(self._told, view))
        for cleared in (self.list.cleared, self.items.cleared, self.matters.cleared, self.roster.cleared):
            cleared.connect(self._tell_search)
        self.due.many_wanted.connect(self.show_meetings)
        self.figures.names_wanted.connect(self.show_names)
        self.due.duty_wanted.connect(beside.set_duty)
        self.due.fixed_wanted.connect(beside.set_fixed)
        self.items.opened.connect(beside.note_action)
        self.roster.chosen.connect(self._chosen_member)
        self.roster.opened.connect(self._opened_member)
        self.roster.new_wanted.connect(partial(beside.member_form, "add"))
        self.roster.group_wanted.connect(partial(beside.member_form, "add_group"))
        self.roster.put_wanted.connect(partial(beside.member_form, "put_in_group"))
        self.roster.candidates_wanted.connect(beside.add_candidates)
        self.roster.view.clicked.connect(lambda _at: self._pressed(self.roster.view.current_row(), self._opened_member))
        self.matters.pressed.connect(lambda row: self._pressed(row, self._opened_matter))
        self.matters.chosen.connect(self._chosen_matter)
        self.matters.opened.connect(self._opened_matter)
        self.matters.new_wanted.connect(beside.new_matter)
        self.matters.pool_wanted.connect(beside.show_pool)
        beside.closed.connect(self.take_focus)


def _method(view: QWidget, name: str) -> Callable[[], None]:
    """One that each of the parts has."""
    found: Callable[[], None] = getattr(view, name)
    return found


def _search(view: QWidget) -> Callable[[str], None]:
    found: Callable[[str], None] = view.search  # type: ignore[attr-defined] # asked for before
    return found
