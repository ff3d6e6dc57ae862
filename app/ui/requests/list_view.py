"""列表: every request, narrowed by chips and by what is typed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.ledgers import Ledger
from app.models.requests import Choices, RequestPage, RequestQuery
from app.ui.desk import Desk
from app.ui.requests import asking, exporting
from app.ui.requests.filters import Filters
from app.ui.requests.focus import focus_rows
from app.ui.requests.listing import Listing
from app.ui.requests.period import span_words
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.states import StateView
from app.ui.widgets.table import Spans


class RequestListView(QWidget):
    """`chosen(row)` and `opened(row)` as the table tells them; `told(words, years)` says how many, and of which years
    only the weekends are known."""

    chosen = Signal(object)
    opened = Signal(object)
    told = Signal(str, tuple)
    take_down_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._ids: frozenset[int] | None = None
        self._household: int | None = None
        self._text = ""
        self.filters = Filters(desk.clock.today())
        self.listing = Listing(desk, self)
        self.state = StateView(self.listing.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.state, 1)
        self.filters.moved.connect(self.load)
        self.filters.origin_dropped.connect(self._origin_dropped)
        self.listing.loaded.connect(self._loaded)
        self.listing.failed.connect(lambda error: self.state.show_fault(error, self.load))
        self.listing.view.chosen.connect(self.chosen)
        self.listing.view.opened.connect(self.opened)

    @property
    def query(self) -> RequestQuery:
        """What is asked for now, with its order."""
        kept = RequestQuery(sort=self.listing.query.sort, descending=self.listing.query.descending)
        narrowed = self.filters.narrowed(kept)
        return replace(narrowed, text=self._text, ids=self._ids, household_id=self._household)

    def refresh(self) -> None:
        self.desk.jobs.run(
            lambda office: (asking.choices(office), asking.grids(office)),
            lambda found: self._show_choices(*found),
            owner=self,
        )
        self.load()

    def load(self) -> None:
        """Read the list again by what is typed and chosen."""
        if not self.listing.model.rowCount():
            self.state.show_loading("正在读取诉求…")
        self.listing.load(self.query)

    def search(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.load()

    def take_focus(self) -> None:
        focus_rows(self.listing.view)

    def show_query(self, query: RequestQuery, words: str = "") -> None:
        """Show just these; `words` say where they come from, such as a figure's title."""
        self._ids, self._household, self._text = query.ids, query.household_id, query.text
        counted = f"{words}(共 {len(query.ids)} 件)" if query.ids is not None else words
        self.filters.show_query(query)
        self.filters.show_origin(counted)
        self.listing.query = replace(self.listing.query, sort=query.sort, descending=query.descending)
        self.refresh()

    def show_all(self) -> None:
        self.filters.clear()

    def export(self) -> None:
        """Exactly what is shown, in the columns and the order that are shown: all of it, or the chosen rows."""
        view, query = self.listing.view, self.query
        keys = view.column_keys()
        period = f"受理日期:{span_words(query.days)},截至{chinese_date(self.desk.clock.today())}"

        def ledger(spans: Spans | None, office: Any, full: bool) -> Ledger:
            return exporting.ledger_of(office, query, keys, period, full=full, spans=spans)

        total, chosen = self.listing.model.rowCount(), view.selected_count()
        every, picked = partial(ledger, None), partial(ledger, view.selected_spans())
        scopes = ((f"列出的全部 {total} 件", every), (f"选中的 {chosen} 件", picked)) if 1 < chosen < total else ()
        masks = "反映人的姓名一并遮盖,内容里的号码也遮盖。"
        ExportDialog(self.desk, every, "诉求台账", self.window(), scopes=scopes, masks=masks).open()

    def _show_choices(self, choices: Choices, grids: tuple[str, ...]) -> None:
        self.filters.show_choices(choices, grids)

    def _origin_dropped(self) -> None:
        self._ids = self._household = None
        self.load()

    def _loaded(self, page: RequestPage) -> None:
        self.told.emit(f"共 {page.total} 件", page.weekends_only)
        if page.total:
            self.state.show_content()
        elif self._text:
            self.state.show_empty(
                "没有找到。",
                "可以换个写法:内容里的字、编号、姓名或拼音首字母、电话的一段、门牌如 3-2-1101。",
                "看全部",
                self._drop_search,
            )
        elif self.filters.narrows:
            self.state.show_empty("没有符合条件的诉求。", "请少选几个条件。", "看全部", self.show_all)
        else:
            self.state.show_empty(
                "还没有诉求。",
                "群众说的事,按 Ctrl+N 记下第一件;已有的诉求台账(Excel 或 WPS 表格),按 Ctrl+I 导入。",
                "记一件诉求",
                self.take_down_wanted.emit,
            )

    def _drop_search(self) -> None:
        self._text = ""
        self.filters.clear()
