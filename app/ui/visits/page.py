"""走访: whom to visit, what was found, who answers for whom, and how many of those that were due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.visit_views import DueLine, DuePage, FormChoices, PairLine, VisitLine, VisitPage, VisitsShown
from app.models.visits import VisitDoor, VisitMany
from app.ui.desk import Desk
from app.ui.households.card import HouseholdCardView
from app.ui.households.form import Form
from app.ui.theme import look
from app.ui.visits import asking
from app.ui.visits.coverage_view import CoverageView
from app.ui.visits.due_view import DueView
from app.ui.visits.editing import Editing
from app.ui.visits.exporting import open_export
from app.ui.visits.made_view import MadeView
from app.ui.visits.many_page import ManyPage
from app.ui.visits.pairs_view import PairsView
from app.ui.visits.walks import MOST_DOORS, Walks
from app.ui.widgets.bars import AskBar
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page

DUE, MADE, PAIRS, COVERAGE = range(4)
_NAMES = ("该走访", "走访记录", "结对", "覆盖")
_NOTHING = FormChoices((), (), (), (), ())


class VisitsPage(Page):
    """Asked by `VisitMany`: the quick table for these doors; by `VisitsShown` or `VisitDoor`: those visits."""

    key = "visits"
    title = "走访"
    icon = "visits"
    shortcut = "Ctrl+4"
    slices = frozenset({"visits", "households", "requests", "rules"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choices = _NOTHING
        self.editing, self.walks = Editing(self), Walks(self)
        self.head = PageHead(self.title, search="门牌、姓名、拼音")
        assert self.head.search is not None
        self.head.search.setMinimumWidth(look().px(176))
        self.results_button = self.head.add_action("登记走访单…", self.walks.choose_sheet, key="Ctrl+R")
        self.results_button.setToolTip("把带回来的走访单一次登记完(Ctrl+R)")
        self.print_button = self.head.add_action("打印走访单…", self.walks.print_sheet, key="Ctrl+P")
        self.head.add_action("登记走访", self.record, primary=True, key="Ctrl+N")
        self.ask = AskBar()
        self.due, self.made, self.pairs = DueView(desk), MadeView(desk), PairsView(desk)
        self.coverage = CoverageView(desk)
        self.views: tuple[DueView | MadeView | PairsView | CoverageView, ...] = (
            self.due, self.made, self.pairs, self.coverage,
        )  # fmt: skip
        self.tabs = QTabWidget()
        self.card = HouseholdCardView(desk)
        self.card.hide()
        self.many = ManyPage(desk)
        self.rooms = QStackedWidget()
        self._stale_views = set(range(len(self.views)))
        self._lay_out()
        self._wire()

    # what is shown

    def refresh(self) -> None:
        self.desk.jobs.run(asking.choices, self._show_choices, owner=self)
        self._stale_views = set(range(len(self.views)))
        self._load_view()
        self.card.refresh()

    def show_argument(self, argument: object) -> None:
        if isinstance(argument, VisitMany):
            self.refresh()
            self.take_down(tuple(argument.household_ids))
        elif isinstance(argument, VisitsShown):
            self.tabs.setCurrentIndex(MADE)
            self.made.show_only(argument)
        elif isinstance(argument, VisitDoor):
            self.tabs.setCurrentIndex(MADE)
            self.desk.jobs.run(asking.doors((argument.household_id,)), self._show_door, owner=self)
        else:
            self.refresh()

    def unsaved(self) -> str:
        return self.many.unsaved() or self.card.unsaved()

    # what can be done

    def record(self) -> None:
        """One chosen door: a form. Several: the quick table. None: an empty table, to which doors are added."""

        def chosen(doors: list[int]) -> None:
            if len(doors) == 1:
                self.editing.record(doors[0])
            else:
                self.take_down(doors)

        self.with_chosen(chosen)

    def take_down(self, household_ids: Sequence[int], title: str = "", visitor: str = "") -> None:
        """The quick table for these doors. One that is being filled in stays."""
        if len(household_ids) > MOST_DOORS:
            self.desk.tell(f"选了 {len(household_ids)} 户,一次最多登记 {MOST_DOORS} 户。请少选一些。")
            return
        self.rooms.setCurrentWidget(self.many)
        if self.many.dirty:
            self.many.banner.say("这张表还没有保存。请先保存(Ctrl+S)或取消(Esc),再登记别的。", "amber")
            return
        self.desk.jobs.run(
            lambda office: (asking.doors(household_ids)(office), asking.choices(office)),
            lambda found: self.many.show_doors(*found, title or "一次登记多户走访", visitor or self.editing.visitor),
            owner=self,
        )

    def assign_grid(self) -> None:
        from app.ui.colours.grid_dialog import GridDialog

        self.with_chosen(lambda doors: GridDialog(self.desk, frozenset(doors), self).open() if doors else None)

    def export(self) -> None:
        open_export(self)

    def with_chosen(self, then: Callable[[list[int]], object]) -> None:
        """Go on with the doors of the chosen rows, each once, in their order."""
        view = self.views[self.tabs.currentIndex()]

        def found(rows: Sequence[DueLine | VisitLine | PairLine]) -> None:
            then(list(dict.fromkeys(row.household_id for row in rows)))

        if isinstance(view, DueView | MadeView):
            view.listing.with_chosen(found)
        else:
            found(view.view.selected_rows() if isinstance(view, PairsView) else ())

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc in a list puts the card away before it empties the search."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._esc_is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._esc_is_mine(event):
            self.card.close_card()
        else:
            super().keyPressEvent(event)

    # within

    def _esc_is_mine(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not self.card.isHidden()

    def _show_choices(self, choices: FormChoices) -> None:
        self.choices = choices
        self.due.show_choices(choices)
        self.made.show_choices(choices)
        self.pairs.show_choices(choices)

    def _load_view(self) -> None:
        """Read the list that is open, when something has moved since it was read."""
        place = self.tabs.currentIndex()
        if place in self._stale_views:
            self._stale_views.discard(place)
            self.views[place].load()
        self._say_view()

    def _say_view(self) -> None:
        if self.head.search is not None:
            self.head.search.setEnabled(self.tabs.currentIndex() == DUE)
        self.print_button.setEnabled(self.tabs.currentIndex() != COVERAGE)
        self.head.say("")

    def _counted_due(self, page: DuePage) -> None:
        self.head.say(f"共 {page.total} 户,其中逾期 {page.overdue} 户" if page.overdue else f"共 {page.total} 户")

    def _counted_made(self, page: VisitPage) -> None:
        self.head.say(f"共 {page.total} 次走访")

    def _show_door(self, lines: tuple[DueLine, ...]) -> None:
        for line in lines:
            self.made.show_door(line.household_id, line.door)

    def _show_card(self, line: DueLine | VisitLine | PairLine) -> None:
        self._open_card()
        self.card.show_household(line.household_id)

    def _open_card(self) -> None:
        if self.card.isHidden():
            self.card.show()
            self.splitter.setSizes([self.width() - look().px(400), look().px(400)])

    def _close_card(self) -> None:
        self.card.hide()
        view = self.views[self.tabs.currentIndex()]
        view.view.setFocus()

    def open_form(self, household_id: int, form: Form) -> None:
        """A form in the card's place; the card of the door comes back after it."""
        self._open_card()
        self.card.show_household(household_id)
        if not self.card.unsaved():
            self.card.open_form(form)

    def _many_saved(self, _changes: Changes) -> None:
        self.editing.remember(self.many.visitor.text())
        self._leave_many()

    def _leave_many(self) -> None:
        self.rooms.setCurrentWidget(self._lists)
        self._load_view()
        self.views[self.tabs.currentIndex()].view.setFocus()

    def _wire(self) -> None:
        self.head.searched.connect(self.due.search)
        self.card.closed.connect(self._close_card)
        self.due.counted.connect(self._counted_due)
        self.due.chosen.connect(self._show_card)
        self.due.opened.connect(self.editing.record_at)
        self.made.counted.connect(self._counted_made)
        self.made.chosen.connect(self._show_card)
        self.made.opened.connect(self.editing.edit_visit)
        self.made.remove_wanted.connect(self.editing.ask_to_remove)
        self.pairs.counted.connect(lambda total: self.head.say(f"共 {total} 条"))
        self.pairs.chosen.connect(self._show_card)
        self.pairs.opened.connect(self.editing.edit_pair)
        self.pairs.end_wanted.connect(self.editing.end_pair)
        self.pairs.remove_wanted.connect(self.editing.ask_to_remove_pair)
        self.coverage.names_wanted.connect(self.desk.open_page)
        self.many.saved.connect(self._many_saved)
        self.many.left.connect(self._leave_many)
        self.tabs.currentChanged.connect(lambda _place: self._load_view())
        for key, done in (("Ctrl+G", self.assign_grid), ("Ctrl+E", self.export)):
            QShortcut(QKeySequence(key), self._lists).activated.connect(done)

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        for place, (view, name) in enumerate(zip(self.views, _NAMES, strict=True)):
            self.tabs.addTab(view, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, place))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.tabs)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 1)
        self._lists = QWidget()
        inside = QVBoxLayout(self._lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for widget in (self.head, self.ask):
            inside.addWidget(widget)
        inside.addWidget(self.splitter, 1)
        self.rooms.addWidget(self._lists)
        self.rooms.addWidget(self.many)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.rooms)
