"""报送: the month's report, the street's forms, the register, signatures; each a part of its own."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.reports import IssuedReport
from app.ui.desk import Desk
from app.ui.reports.forms_view import FormsView
from app.ui.reports.month import MonthView
from app.ui.reports.register import RegisterView
from app.ui.reports.segment import Segment, SegmentKind
from app.ui.reports.verifying import VerifyView
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page


def _month(page: ReportsPage) -> Segment:
    made = MonthView(page.desk)
    made.register_wanted.connect(partial(page.show_segment, "register"))
    return made


def _forms(page: ReportsPage) -> Segment:
    return FormsView(page.desk)


def _register(page: ReportsPage) -> Segment:
    made = RegisterView(page.desk)
    made.open_wanted.connect(page.open_issued)
    made.verify_wanted.connect(page.verify_issued)
    return made


def _verify(page: ReportsPage) -> Segment:
    return VerifyView(page.desk)


# A room adds its part here by one line, in the order of the page.
SEGMENTS: tuple[SegmentKind, ...] = (
    SegmentKind("month", "本月月报", _month),
    SegmentKind("forms", "街道表格", _forms),
    SegmentKind("register", "登记簿", _register),
    SegmentKind("verify", "签名与核验", _verify),
)


class ReportsPage(Page):
    """`show_argument((year, month))` opens a month, a key of SEGMENTS that part, (key, argument) what it shows."""

    key = "reports"
    title = "报送"
    icon = "reports"
    shortcut = "Ctrl+9"
    slices = frozenset(
        ("households", "people", "reports", "visits", "requests", "meetings", "deliberations", "volunteers", "rules")
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = PageHead(self.title)
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self._made: dict[str, Segment] = {}
        self._said: dict[str, str] = {}
        self._stale_parts: set[str] = {kind.key for kind in SEGMENTS}
        self._lay_out()

    # the parts

    @property
    def current(self) -> str:
        return SEGMENTS[self.tabs.currentIndex()].key

    def segment(self, key: str) -> Segment:
        """The part of that key, made when it is first asked for."""
        if key not in self._made:
            place = _place(key)
            made = SEGMENTS[place].make(self)
            made.told.connect(partial(self._told, key))
            self._made[key] = made
            holder = self.stack.widget(place)
            assert holder is not None
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(made)
            if made.tools is not None:
                self.head.add_widget(made.tools)
                made.tools.setVisible(key == self.current)
        return self._made[key]

    @property
    def month_view(self) -> MonthView:
        return cast(MonthView, self.segment("month"))

    @property
    def register(self) -> RegisterView:
        return cast(RegisterView, self.segment("register"))

    @property
    def verify(self) -> VerifyView:
        return cast(VerifyView, self.segment("verify"))

    def show_segment(self, key: str) -> None:
        """Bring a part to the front."""
        self.tabs.setCurrentIndex(_place(key))
        self.segment(key).take_focus()

    # asked from outside

    def refresh(self) -> None:
        self._stale_parts = {kind.key for kind in SEGMENTS}
        self._refresh_current()

    def show_argument(self, argument: object) -> None:
        if isinstance(argument, str) and argument in _KEYS:
            self.show_segment(argument)
            self._refresh_current()  # the part in front from the start is never changed to
        elif isinstance(argument, tuple) and argument and argument[0] in _KEYS:
            self._show(str(argument[0]), argument[1])
        else:
            self._show("month", argument)

    def open_issued(self, report: IssuedReport) -> None:
        """The very pages that were issued."""
        self.month_view.show_issued(report)
        self._stale_parts.discard("month")
        self.show_segment("month")

    def verify_issued(self, report: IssuedReport) -> None:
        self.show_segment("verify")
        self.verify.verify_issued(report)

    def unsaved(self) -> str:
        return "、".join(words for part in self._made.values() if (words := part.unsaved()))

    # within

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes to the page, or back from what was mended, has the keys where the work is."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason:
            self.segment(self.current).take_focus()

    def _on_changed(self, changes: Changes) -> None:
        """What is in front follows at once, what is not when it is next looked at."""
        touched = {key for key, part in self._made.items() if part.slices & changes.slices}
        if self.isVisible() and self.current in touched:
            touched.discard(self.current)
            self.segment(self.current).changed(changes)
        self._stale_parts |= touched

    def arrive(self, argument: object = None) -> None:
        self._stale = False
        if argument is not None:
            self.show_argument(argument)
        else:
            self._refresh_current()

    def _show(self, key: str, argument: object) -> None:
        part = self.segment(key)
        self._stale_parts.discard(key)
        self.tabs.setCurrentIndex(_place(key))
        part.show_argument(argument)

    def _tab_changed(self, place: int) -> None:
        self.segment(SEGMENTS[place].key)
        for key, part in self._made.items():
            if part.tools is not None:
                part.tools.setVisible(key == self.current)
        self.stack.setCurrentIndex(place)
        self._refresh_current()
        self.head.say(self._said.get(self.current, ""))

    def _refresh_current(self) -> None:
        key = self.current
        part = self.segment(key)
        if key in self._stale_parts:
            self._stale_parts.discard(key)
            part.refresh()

    def _told(self, key: str, said: str) -> None:
        self._said[key] = said
        if key == self.current:
            self.head.say(said)

    def _go_to(self, key: str) -> None:
        self.show_segment(key)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for place, kind in enumerate(SEGMENTS):
            self.tabs.addTab(kind.title)
            self.tabs.setTabToolTip(place, f"{kind.title}(Alt+{place + 1})")
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            self.stack.addWidget(holder)
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(partial(self._go_to, kind.key))
        row = QHBoxLayout()
        row.addWidget(self.tabs, 1)  # all the width: a bar just wide enough before it is styled would scroll after
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._tab_changed)


_KEYS = frozenset(kind.key for kind in SEGMENTS)


def _place(key: str) -> int:
    return next(place for place, kind in enumerate(SEGMENTS) if kind.key == key)
