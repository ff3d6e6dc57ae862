"""志愿: who serves in which team, activities and rosters, hours, points, wishes; each a part of one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.ui.desk import Desk
from app.ui.theme import look
from app.ui.volunteers.segment import Segment
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.plain import key_words


@dataclass(frozen=True)
class Part:
    """A part before it is made: its module is imported when it is first looked at."""

    key: str
    title: str
    make: Callable[[Desk], Segment]


def _people(desk: Desk) -> Segment:
    from app.ui.volunteers.people_view import PeopleSegment

    return PeopleSegment(desk)


def _hours(desk: Desk) -> Segment:
    from app.ui.volunteers.hours_view import HoursSegment

    return HoursSegment(desk)


def _points(desk: Desk) -> Segment:
    from app.ui.volunteers.points_segment import PointsSegment

    return PointsSegment(desk)


def _wishes(desk: Desk) -> Segment:
    from app.ui.volunteers.wishes_segment import WishesSegment

    return WishesSegment(desk)


def _shifts(desk: Desk) -> Segment:
    from app.ui.volunteers.shifts_view import ShiftsSegment

    return ShiftsSegment(desk)


SEGMENTS: tuple[Part, ...] = (
    Part("people", "名册", _people),
    Part("shifts", "活动与排班", _shifts),
    Part("hours", "服务时长", _hours),
    Part("points", "红色账户", _points),
    Part("wishes", "心愿清单", _wishes),
)  # fmt: skip


class VolunteersPage(Page):
    """Asked by the key of a part it shows that part; by (key, what) that of it; by a number, that volunteer's card."""

    key = "volunteers"
    title = "志愿"
    icon = "volunteers"
    shortcut = "Ctrl+7"
    slices = frozenset({"volunteers", "households", "rules"})

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, parts: tuple[Part, ...] = SEGMENTS) -> None:
        super().__init__(desk, parent)
        self.parts = parts
        self.head = PageHead(self.title, search="志愿者姓名、拼音、电话")
        assert self.head.search is not None
        self.head.search.setMinimumWidth(look().px(160))
        self.export_button = self.head.add_action("导出…", self.export, key="Ctrl+E")
        self.begin_button = self.head.add_action("新增", self.begin, primary=True, key="Ctrl+N")
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self._made: dict[str, Segment] = {}
        self._stale_parts: set[str] = {part.key for part in parts}
        self._lay_out()

    # what is shown

    @property
    def segment(self) -> Segment:
        """The part in front, made when it is first asked for."""
        return self.part(self.parts[self.tabs.currentIndex()].key)

    def part(self, key: str) -> Segment:
        if key not in self._made:
            spec = next(part for part in self.parts if part.key == key)
            made = spec.make(self.desk)
            made.told.connect(lambda _said: self._say())
            made.offers_moved.connect(self._offer)
            self._made[key] = made
            self.stack.addWidget(made)
        return self._made[key]

    def refresh(self) -> None:
        self._stale_parts = {part.key for part in self.parts}
        self._refresh_segment()

    def show_argument(self, argument: object) -> None:
        key, what = argument if isinstance(argument, tuple) else (argument, None)
        if isinstance(key, int):
            key, what = "people", key
        places = [place for place, part in enumerate(self.parts) if part.key == key]
        if not places:
            self.refresh()
            return
        if what is None:
            self._stale_parts.add(str(key))
            self._bring(places[0])
            return
        self._stale_parts.discard(str(key))
        self._bring(places[0])
        self.segment.show_what(what)

    def unsaved(self) -> str:
        return "、".join(words for made in self._made.values() if (words := made.unsaved()))

    # what can be done

    def begin(self) -> None:
        self.segment.begin()

    def export(self) -> None:
        self.segment.export()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc puts the card away before it empties the search."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._esc_is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._esc_is_mine(event) and self.segment.escape()):
            super().keyPressEvent(event)

    # within

    def _esc_is_mine(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.segment.side is not None

    def _on_changed(self, changes: Changes) -> None:
        """Every part that is not seen reads again when it is next looked at."""
        if self.slices & changes.slices:
            self._stale_parts = {part.key for part in self.parts}
        super()._on_changed(changes)

    def _bring(self, place: int) -> None:
        if self.tabs.currentIndex() == place:
            self._tab_changed()
        else:
            self.tabs.setCurrentIndex(place)

    def _tab_changed(self) -> None:
        self.stack.setCurrentWidget(self.segment)
        self._offer()
        self._refresh_segment()

    def _refresh_segment(self) -> None:
        made = self.segment
        self.stack.setCurrentWidget(made)
        key = self.parts[self.tabs.currentIndex()].key
        if key in self._stale_parts:
            self._stale_parts.discard(key)
            made.refresh()
        self._offer()

    def _offer(self) -> None:
        """The head's search and actions are those of the part in front."""
        made = self.segment
        assert self.head.search is not None
        self.head.search.setVisible(bool(made.search_hint))
        self.head.search.setPlaceholderText(made.search_hint)
        self.head.search.setToolTip(f"{made.search_hint}({key_words('Ctrl+F')})")
        self.begin_button.setText(made.primary)
        self.begin_button.setToolTip(f"{made.primary}({key_words('Ctrl+N')})")
        self.begin_button.setVisible(bool(made.primary))
        self.export_button.setVisible(made.can_export)
        self._say()

    def _say(self) -> None:
        self.head.say(self.segment.said)

    def _searched(self, text: str) -> None:
        if self.segment.search_hint:
            self.segment.search(text)

    def _go_to(self, place: int) -> None:
        if place < self.tabs.count():
            self.tabs.setCurrentIndex(place)
            self.segment.take_focus()

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for place, part in enumerate(self.parts):
            self.tabs.addTab(part.title)
            self.tabs.setTabToolTip(place, f"{part.title}(Alt+{place + 1})")
            QShortcut(QKeySequence(f"Alt+{place + 1}"), self).activated.connect(partial(self._go_to, place))
        self.tabs.currentChanged.connect(lambda _place: self._tab_changed())
        self.head.searched.connect(self._searched)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
