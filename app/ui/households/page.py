"""住户: everyone and every door, found in a keystroke; the card of the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.models.queries import MOST_FOUND, ListQuery, SavedView
from app.models.views import ListRow
from app.ui.desk import Desk
from app.ui.households.actions import ListActions
from app.ui.households.card import HouseholdCardView
from app.ui.households.condition_chips import ConditionChips
from app.ui.households.empty import say_why
from app.ui.households.filter_panel import FilterPanel
from app.ui.households.filters import Filters
from app.ui.households.listing import Listing
from app.ui.households.selection import SelectionBar
from app.ui.theme import look
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.states import StateView


class HouseholdsPage(Page):
    """Asked by a `ListQuery` (or a pair of it and the words for where it comes from), it shows just those."""

    key = "households"
    title = "住户"
    icon = "households"
    shortcut = "Ctrl+3"
    slices = frozenset({"households", "visits"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.query = ListQuery()  # what narrows both lists; words are in the search field, sorting is each list's own
        self.head = PageHead("住户", search="姓名、拼音、门牌、电话、身份证号")
        self.done_with = ListActions(desk, self, lambda: self.listing)
        self.export_button = self.head.add_action("导出", self._export, key="Ctrl+E")
        self.twice_button = self.head.add_action("查找重复", self.done_with.look_for_twice, key="Alt+C")
        self.head.add_action("新增住户", self.new_household, primary=True, key="Ctrl+N")
        self.filters = Filters()
        self.chips = ConditionChips()
        self.chosen_bar = SelectionBar()
        self.people = Listing(desk, by_person=True, parent=self)
        self.doors = Listing(desk, by_person=False, parent=self)
        self._lists = QStackedWidget()
        self.state = StateView(self._lists)
        self.panel = FilterPanel()
        self.card = HouseholdCardView(desk)
        self.panel.hide()
        self.card.hide()
        self._lay_out()
        self._wire()

    @property
    def listing(self) -> Listing:
        return self.people if self.filters.by_person else self.doors

    @property
    def unit(self) -> str:
        return "人" if self.filters.by_person else "户"

    def refresh(self) -> None:
        self.desk.jobs.run(_places, self._show_places, owner=self)
        self.load()
        self.card.refresh()

    def show_argument(self, argument: object) -> None:
        query, words = argument if isinstance(argument, tuple) else (argument, "")
        if isinstance(query, int):
            self.refresh()
            self.show_card(query)
            return
        if not isinstance(query, ListQuery):
            self.refresh()
            return
        counted = f"共 {len(query.ids)} {'人' if query.by_person else '户'}" if query.ids is not None else ""
        self.show_query(query, f"{words or '报表中的数字'}({counted})" if counted else str(words))
        self.refresh()

    def show_query(self, query: ListQuery, origin: str = "") -> None:
        """Put a question into all that shows it, without reading yet."""
        assert self.head.search is not None
        self.query = replace(query, text="", offset=0)
        self._show_conditions()
        self.filters.show_origin(origin)
        self.filters.show_view("")
        self.listing.restore_columns()
        self.head.search.setText(query.text)
        self._lists.setCurrentWidget(self.listing.view)
        self.listing.query = query

    def unsaved(self) -> str:
        return self.card.unsaved()

    def load(self) -> None:
        """Read the list again by what is typed and chosen."""
        assert self.head.search is not None
        self._lists.setCurrentWidget(self.listing.view)
        if not self.listing.model.rowCount():
            self.state.show_loading("正在读取住户…")
        kept = self.listing.query
        self.listing.load(
            replace(self.query, text=self.head.search.text().strip(), sort=kept.sort, descending=kept.descending)
        )

    def new_household(self) -> None:
        self._open_card()
        self.card.new_door()

    def show_card(self, household_id: int) -> None:
        self._open_card()
        self.card.show_household(household_id)

    def show_view(self, view: SavedView) -> None:
        """The list as the view has it: conditions, columns, sorting."""
        self.show_query(view.query)
        self.listing.show_columns_of_view(view.columns)
        self.filters.show_view(view.name)
        self.load()
        self.listing.view.setFocus()

    def toggle_panel(self) -> None:
        """筛选 stands where the card stands; the one puts the other away."""
        if self.panel.isVisible():
            self._close_panel()
            return
        if self.card.isVisible():
            self.card.close_card()
            if self.card.isVisible():  # a form with unsaved words stays
                return
        self.panel.show()
        self._share(self.panel, 320)
        self.panel.grid.setFocus()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc in the list puts the card away before it empties the search."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._esc_is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._esc_is_mine(event):
            super().keyPressEvent(event)
        elif not self.card.isHidden():
            self.card.close_card()
        elif not self.panel.isHidden():
            self._close_panel()
        else:
            self._choose_none()

    # within

    def _esc_is_mine(self, event: QKeyEvent) -> bool:
        there = (self.card, self.panel, self.chosen_bar)
        return event.key() == Qt.Key.Key_Escape and any(not widget.isHidden() for widget in there)

    def _export(self) -> None:
        self.done_with.export(self.filters.view_name)

    def _chosen(self, row: ListRow) -> None:
        self.show_card(row.household_id)

    def _opened(self, row: ListRow) -> None:
        self.show_card(row.household_id)
        self.card.setFocus()

    def _open_card(self) -> None:
        self.panel.hide()
        if self.card.isHidden():
            self.card.show()
            self._share(self.card, 400)

    def _share(self, beside: QWidget, width: int) -> None:
        """Give the right side `width`, the list the rest."""
        wide = look().px(width)
        sizes = [self.splitter.width() - wide, *(wide if self.splitter.widget(n) is beside else 0 for n in (1, 2))]
        self.splitter.setSizes(sizes)

    def _close_card(self) -> None:
        self.card.hide()
        self.listing.view.setFocus()

    def _close_panel(self) -> None:
        self.panel.hide()
        self.listing.view.setFocus()

    def _choose_none(self) -> None:
        self.listing.view.clearSelection()

    def _show_conditions(self) -> None:
        query = self.query
        self.filters.show_choices(by_person=query.by_person, labels=query.labels, grid=query.grid)
        self.chips.show_query(query)
        self.panel.show_query(query)

    def _show_places(self, found: tuple[Sequence[str], Sequence[str]]) -> None:
        grids, estates = found
        self.filters.show_grids(grids)
        self.panel.show_places(grids, estates)

    def _quick_moved(self) -> None:
        """A stroke on a label, a grid, person or door."""
        self._narrow(self.filters.apply(self.query))

    def _narrow(self, query: ListQuery) -> None:
        self.query = query
        self.filters.show_view("")
        self._show_conditions()
        self.load()

    def _loaded(self, total: int) -> None:
        query = self.listing.query
        cut = bool(query.text) and query.sort == "door" and total == MOST_FOUND
        counted = f"前 {total} {self.unit},多输几个字可以缩小范围" if cut else f"共 {total} {self.unit}"
        self.head.say(f"{self.filters.view_name} {counted}".strip())
        self.export_button.setEnabled(total > 0)
        if total:
            self.state.show_content()
        else:
            say_why(self.state, query, self.show_all, lambda: self.desk.open_page("import", None))

    def show_all(self) -> None:
        """Drop everything that narrows the list."""
        assert self.head.search is not None
        self.filters.show_origin("")
        self.head.search.clear()
        self.listing.restore_columns()
        self._narrow(ListQuery(by_person=self.filters.by_person))

    def _origin_dropped(self) -> None:
        self._narrow(replace(self.query, ids=None, claims=False))

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self.load)

    def _lay_out(self) -> None:
        for listing in (self.people, self.doors):
            self._lists.addWidget(listing.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addWidget(self.chips)
        column.addWidget(self.chosen_bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.state)
        self.splitter.addWidget(self.panel)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 1)
        column.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        self.head.searched.connect(lambda _text: self.load())
        self.filters.moved.connect(self._quick_moved)
        self.filters.origin_dropped.connect(self._origin_dropped)
        self.filters.views_wanted.connect(lambda: self.done_with.open_views(self.show_view))
        self.filters.panel_wanted.connect(self.toggle_panel)
        self.filters.columns_wanted.connect(self.done_with.open_columns)
        self.chips.dropped.connect(self._narrow)
        self.panel.changed.connect(self._narrow)
        self.panel.closed.connect(self._close_panel)
        self.chosen_bar.visit_wanted.connect(self.done_with.visit_chosen)
        self.chosen_bar.grid_wanted.connect(self.done_with.grid_chosen)
        self.chosen_bar.export_wanted.connect(self._export)
        self.chosen_bar.dropped.connect(self._choose_none)
        self.card.closed.connect(self._close_card)
        for listing in (self.people, self.doors):
            listing.loaded.connect(self._loaded)
            listing.failed.connect(self._fail)
            listing.sorted_anew.connect(lambda: self.filters.show_view(""))
            listing.view.chosen.connect(self._chosen)
            listing.view.opened.connect(self._opened)
            listing.view.picked.connect(lambda count: self.chosen_bar.show_count(count, self.unit))


def _places(office: Any) -> tuple[Sequence[str], Sequence[str]]:
    from app import services

    return services.lists.grids(office), services.lists.estates(office)
