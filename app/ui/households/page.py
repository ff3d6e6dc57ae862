"""住户: everyone and every door, found in a keystroke; the card of the chosen one at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.models.queries import MOST_FOUND, ListQuery
from app.models.views import ListRow
from app.ui.desk import Desk
from app.ui.households.card import HouseholdCardView
from app.ui.households.filters import Filters
from app.ui.households.listing import Listing
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
    slices = frozenset({"households"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._ids: frozenset[int] | None = None
        self._claims = False
        self.head = PageHead("住户", search="姓名、拼音、门牌、电话、身份证号")
        self.head.add_action("新增住户", self.new_household, primary=True, key="Ctrl+N")
        self.filters = Filters()
        self.people = Listing(desk, by_person=True, parent=self)
        self.doors = Listing(desk, by_person=False, parent=self)
        self._lists = QStackedWidget()
        self.state = StateView(self._lists)
        self.card = HouseholdCardView(desk)
        self.card.hide()
        self._lay_out()
        self._wire()

    @property
    def listing(self) -> Listing:
        return self.people if self.filters.by_person else self.doors

    def refresh(self) -> None:
        self.desk.jobs.run(_grids, self.filters.show_grids, owner=self)
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
        self._ids, self._claims = query.ids, query.claims
        self.filters.show_choices(by_person=query.by_person, labels=query.labels, grid=query.grid)
        counted = f"共 {len(query.ids)} {'人' if query.by_person else '户'}" if query.ids is not None else ""
        self.filters.show_origin(f"{words or '报表中的数字'}({counted})" if counted else str(words))
        assert self.head.search is not None
        self.head.search.setText(query.text)
        self._lists.setCurrentWidget(self.listing.view)
        self.listing.query = query
        self.refresh()

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
            replace(
                kept,
                text=self.head.search.text().strip(),
                labels=self.filters.labels,
                grid=self.filters.grid,
                ids=self._ids,
                claims=self._claims,
            )
        )

    def new_household(self) -> None:
        self._open_card()
        self.card.new_door()

    def show_card(self, household_id: int) -> None:
        self._open_card()
        self.card.show_household(household_id)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc in the list puts the card away before it empties the search."""
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

    def _chosen(self, row: ListRow) -> None:
        self.show_card(row.household_id)

    def _opened(self, row: ListRow) -> None:
        self.show_card(row.household_id)
        self.card.setFocus()

    def _open_card(self) -> None:
        if self.card.isHidden():
            self.card.show()
            self.splitter.setSizes([self.width() - look().px(400), look().px(400)])

    def _close_card(self) -> None:
        self.card.hide()
        self.listing.view.setFocus()

    def _loaded(self, total: int) -> None:
        query = self.listing.query
        unit = "人" if self.filters.by_person else "户"
        cut = bool(query.text) and total == MOST_FOUND
        self.head.say(f"前 {total} {unit},多输几个字可以缩小范围" if cut else f"共 {total} {unit}")
        if total:
            self.state.show_content()
        elif query.text:
            self.state.show_empty(
                "没有找到。",
                "请换个写法:姓名、拼音首字母、门牌如 3-2-1101、电话或身份证号的一段都可以。",
                "看全部",
                self.show_all,
            )
        elif query.claims:
            self.state.show_empty("都核实过了。", "台账标注没有待核实的了。", "看全部", self.show_all)
        elif query.labels or query.grid is not None or query.ids is not None:
            self.state.show_empty("没有符合条件的。", "请少选几个标签,或换一个网格。", "看全部", self.show_all)
        else:
            self._show_nobody()

    def _show_nobody(self) -> None:
        self.state.show_empty(
            "还没有居民。",
            "把现有的住户台账(Excel 或 WPS 表格)导入进来;也可以按 Ctrl+N 一户一户地录入。",
            "导入住户台账",
            lambda: self.desk.open_page("import", None),
        )

    def show_all(self) -> None:
        """Drop everything that narrows the list."""
        assert self.head.search is not None
        self._ids, self._claims = None, False
        self.filters.show_origin("")
        self.filters.show_choices(by_person=self.filters.by_person, labels=frozenset(), grid=None)
        self.head.search.clear()
        self.load()

    def _origin_dropped(self) -> None:
        self._ids, self._claims = None, False
        self.load()

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
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.state)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 1)
        column.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        self.head.searched.connect(lambda _text: self.load())
        self.filters.moved.connect(self.load)
        self.filters.origin_dropped.connect(self._origin_dropped)
        self.card.closed.connect(self._close_card)
        for listing in (self.people, self.doors):
            listing.loaded.connect(self._loaded)
            listing.failed.connect(self._fail)
            listing.view.chosen.connect(self._chosen)
            listing.view.opened.connect(self._opened)


def _grids(office: Any) -> tuple[str, ...]:
    from app import services

    found: tuple[str, ...] = services.lists.grids(office)
    return found
