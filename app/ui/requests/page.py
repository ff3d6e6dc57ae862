"""诉求: what residents ask for, from the first word to the return visit; the card of the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.mediations import Mediation
from app.models.requests import RequestCard, RequestQuery, RequestRow, Whistle
from app.ui.desk import Desk
from app.ui.requests import papers, telling
from app.ui.requests.board import BoardView
from app.ui.requests.card import RequestCardView
from app.ui.requests.day import GROUPS, MyDayView
from app.ui.requests.list_view import RequestListView
from app.ui.requests.mediation_card import MediationCardView
from app.ui.requests.mediation_view import MediationView
from app.ui.requests.patrol_card import PatrolCardView
from app.ui.requests.patrol_view import PatrolView
from app.ui.requests.public_dialog import PublicDialog
from app.ui.requests.rules_card import RulesCardView
from app.ui.requests.side import SideCard
from app.ui.requests.statistics import StatisticsView
from app.ui.theme import look
from app.ui.widgets.card import Banner
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.plain import button

DAY, BOARD, LIST, STATISTICS, PATROLS, MEDIATIONS = range(6)
_NAMES = ("我的一天", "看板", "列表", "统计", "巡查", "调解")
SEGMENTS = ("day", "board", "list", "statistics", "patrols", "mediations")


class RequestsPage(Page):
    """Asked by a `RequestQuery` (or a pair of it and the words for where it comes from), it shows just those; by a
    number, the card of that request; by one of SEGMENTS, that part; by one of GROUPS, that list of the day."""

    key = "requests"
    title = "诉求"
    icon = "requests"
    shortcut = "Ctrl+5"
    slices = frozenset({"requests", "households", "deliberations", "rules"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = PageHead(self.title, search="内容、编号、姓名、电话、门牌")
        self.export_button = self.head.add_action("导出…", self.export, key="Ctrl+E")
        self.head.add_action("记一件诉求", self.take_down, primary=True, key="Ctrl+N")
        self.weekends = Banner("amber")
        self.day, self.board = MyDayView(desk), BoardView(desk)
        self.list, self.statistics = RequestListView(desk), StatisticsView(desk)
        self.patrols, self.mediations = PatrolView(desk), MediationView(desk)
        self.views: tuple[QWidget, ...] = (
            self.day,
            self.board,
            self.list,
            self.statistics,
            self.patrols,
            self.mediations,
        )
        self.card = RequestCardView(desk)
        self.patrol_card, self.mediation_card = PatrolCardView(desk), MediationCardView(desk)
        self.rules_card = RulesCardView(desk)
        self.sides = QStackedWidget()
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self._said: dict[QWidget, tuple[str, tuple[int, ...]]] = {}
        self._stale_views: set[QWidget] = set(self.views)
        self._heard: frozenset[int] = frozenset()
        self._lay_out()
        self._wire()

    # what is shown

    @property
    def view(self) -> QWidget:
        return self.views[self.tabs.currentIndex()]

    def refresh(self) -> None:
        self._stale_views = set(self.views)
        self._refresh_view()
        side = self.side
        if side is not None:
            side.refresh()

    def show_argument(self, argument: object) -> None:
        query, said = argument if isinstance(argument, tuple) else (argument, "")
        if isinstance(query, int):
            self.refresh()
            self.show_request(query)
        elif isinstance(query, RequestQuery):
            self.show_cases(query, str(said))
        elif query in GROUPS:
            self.refresh()
            self.tabs.setCurrentIndex(DAY)
            self.day.show_group(str(query), alone=True)
        elif query in SEGMENTS:
            self.refresh()
            self.tabs.setCurrentIndex(SEGMENTS.index(query))
        else:
            self.refresh()

    def unsaved(self) -> str:
        return "、".join(words for side in self._all_sides() if (words := side.unsaved()))

    def show_cases(self, query: RequestQuery, said: str = "") -> None:
        """The list, narrowed to these."""
        assert self.head.search is not None
        self._stale_views.discard(self.list)
        self.tabs.setCurrentIndex(LIST)
        self.head.search.setText(query.text)
        self.list.show_query(query, said)

    def show_request(self, request_id: int) -> None:
        self._open_side(self.card)
        self.card.show_request(request_id)

    # what can be done

    def take_down(self) -> None:
        self._open_side(self.card)
        self.card.take_down()

    def new_patrol(self) -> None:
        self._open_side(self.patrol_card)
        self.patrol_card.new_patrol()

    def show_patrol(self, patrol_id: int) -> None:
        self._open_side(self.patrol_card)
        self.patrol_card.show_patrol(patrol_id)

    def new_mediation(self, request: RequestRow | None = None) -> None:
        self._open_side(self.mediation_card)
        self.mediation_card.new_mediation(request)

    def show_mediation(self, mediation_id: int) -> None:
        self._open_side(self.mediation_card)
        self.mediation_card.show_mediation(mediation_id)

    def show_rules(self) -> None:
        """部门和节假日 at the right."""
        self._open_side(self.rules_card)
        self.rules_card.refresh()
        self.rules_card.setFocus()

    def export(self) -> None:
        if self.view is self.statistics:
            self.statistics.export()
        else:
            self.tabs.setCurrentIndex(LIST)
            self.list.export()

    @property
    def side(self) -> SideCard | None:
        """What stands at the right now."""
        found = self.sides.currentWidget()
        return found if isinstance(found, SideCard) and not self.sides.isHidden() else None

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc in the list puts the card away before it empties the search."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._esc_is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = self.side
        if self._esc_is_mine(event) and side is not None:
            side.close_card()
        else:
            super().keyPressEvent(event)

    # within

    def _esc_is_mine(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.side is not None

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
        self._say(view)

    def _tab_changed(self) -> None:
        """A round's or a mediation's card belongs to its own part; it stays where it holds unsaved words."""
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        homes: dict[SideCard, QWidget] = {self.patrol_card: self.patrols, self.mediation_card: self.mediations}
        side = self.side
        if side is not None and homes.get(side, self.view) is not self.view and not side.unsaved():
            side.close_card()
        self._refresh_view()

    def _searched(self, text: str) -> None:
        """Typing in the search goes to the list, whatever was looked at."""
        if text and self.view is not self.list:
            self.tabs.setCurrentIndex(LIST)
        if self.view is self.list:
            self.list.search(text)

    def _told(self, view: QWidget, said: str, years: tuple[int, ...]) -> None:
        self._said[view] = (said, years)
        self._say(self.view)

    def _say(self, view: QWidget) -> None:
        """How many there are, and of which years only weekends are known (G30)."""
        said, years = self._said.get(view, ("", ()))
        self.head.say(said)
        if frozenset(years) <= self._heard:
            self.weekends.hide()
        else:
            self.weekends.say(telling.weekends_words(years), "amber")

    def _heard_weekends(self) -> None:
        self._heard |= {year for _said, years in self._said.values() for year in years}

    def _chosen(self, row: RequestRow) -> None:
        self.show_request(row.id)

    def _opened(self, row: RequestRow) -> None:
        self.show_request(row.id)
        self.card.setFocus()

    def _open_side(self, side: SideCard) -> None:
        if self.sides.isHidden():
            self.sides.show()
            self.splitter.setSizes([self.width() - look().px(400), look().px(400)])
        self.sides.setCurrentWidget(side)

    def _close_side(self) -> None:
        self.sides.hide()
        focus: Callable[[], None] = getattr(self.view, "take_focus", self.view.setFocus)
        focus()

    def _all_sides(self) -> tuple[SideCard, ...]:
        sides = (self.sides.widget(place) for place in range(self.sides.count()))
        return tuple(side for side in sides if isinstance(side, SideCard))

    def _show_letter(self, card: RequestCard, whistle: Whistle) -> None:
        papers.show_letter(self.desk, card, whistle, self.window())

    def _show_agreement(self, mediation: Mediation) -> None:
        papers.show_agreement(self.desk, mediation, self.window())

    def _show_week(self, day: date) -> None:
        papers.show_week(self.desk, day, self.window())

    def _show_public(self) -> None:
        PublicDialog(self.desk, self.window()).open()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.weekends)
        for side in (self.card, self.patrol_card, self.mediation_card, self.rules_card):
            self.sides.addWidget(side)
        self.sides.hide()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for place, (view, name) in enumerate(zip(self.views, _NAMES, strict=True)):
            self.tabs.addTab(name)
            self.stack.addWidget(view)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(partial(self._go_to, place))
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        rules = button("部门和节假日", self.show_rules, kind="link", key="Alt+K", tip="吹哨部门、节假日表、办理期限")
        row.addWidget(rules)
        column.addLayout(row)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.sides)
        self.splitter.setStretchFactor(0, 1)
        column.addWidget(self.splitter, 1)

    def _go_to(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        focus: Callable[[], None] = getattr(self.view, "take_focus", self.view.setFocus)
        focus()

    def _wire(self) -> None:
        self.head.searched.connect(self._searched)
        self.weekends.close_button.clicked.connect(self._heard_weekends)
        self.tabs.currentChanged.connect(lambda _place: self._tab_changed())
        for view in (self.day, self.board, self.list):
            view.chosen.connect(self._chosen)
            view.opened.connect(self._opened)
            view.take_down_wanted.connect(self.take_down)
        for told in (self.day, self.board, self.list, self.statistics, self.patrols, self.mediations):
            told.told.connect(partial(self._told, told))
        self.statistics.take_down_wanted.connect(self.take_down)
        self.statistics.cases_wanted.connect(self.show_cases)
        self.statistics.public_wanted.connect(self._show_public)
        for side in self._all_sides():
            side.closed.connect(self._close_side)
        self.card.letter_wanted.connect(self._show_letter)
        self.card.mediation_wanted.connect(lambda card: self.new_mediation(card.row))
        self.card.mediation_opened.connect(self.show_mediation)
        self.patrols.new_wanted.connect(self.new_patrol)
        self.patrols.patrol_opened.connect(self.show_patrol)
        self.patrols.request_opened.connect(self._chosen)
        self.patrols.sheet_wanted.connect(self._show_week)
        self.patrol_card.request_opened.connect(self.show_request)
        self.mediations.new_wanted.connect(self.new_mediation)
        self.mediations.mediation_opened.connect(self.show_mediation)
        self.mediations.dispute_opened.connect(self._chosen)
        self.mediation_card.request_opened.connect(self.show_request)
        self.mediation_card.agreement_wanted.connect(self._show_agreement)
