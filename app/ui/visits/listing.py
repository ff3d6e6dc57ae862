"""A list that is read in pages: what 该走访 and 走访记录 share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.widgets.copying import copied, put_on_clipboard
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView

PAGE = 200
_ALL = 10_000_000
Spans = list[tuple[int, int]]
Q = TypeVar("Q")  # a query with offset, limit, sort and descending
R = TypeVar("R")


class Listing(QObject, Generic[Q, R]):
    """`loaded(page)` when a first page is there, `failed(error)` when it is not. A page has `lines` and `total`."""

    loaded = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        columns: Sequence[Column[R]],
        query: Q,
        read: Callable[[Q], Callable[[Any], Any]],
        key: Callable[[R], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._read, self._key = desk, read, key
        self.model: RowsModel[R] = RowsModel(columns, self, page=PAGE)
        self.view = RowsView(self.model)
        self.query = query
        self._latest = Latest(desk.jobs, self)
        self._count = 0
        self.model.page_wanted.connect(self._read_page)
        self.model.sort_wanted.connect(self._sort)
        self.view.copy_wanted.connect(self._copy)

    def load(self, query: Q) -> None:
        """Read the first page; a later call drops an earlier one that is still on its way."""
        asked: Q = replace(query, offset=0, limit=PAGE)  # type: ignore[type-var]
        again = asked == self.query and self.model.rowCount() > 0
        self.query = asked
        self._count += 1
        kept = self.view.current_row()
        place = (self.view.currentIndex().row(), self.view.verticalScrollBar().value()) if again else (-1, 0)
        self._latest.run(self._read(asked), lambda page: self._begin(page, kept, place), failed=self.failed.emit)

    def choose(self, key: object) -> bool:
        """Put the cursor on a row that is here already."""
        number = self.model.find(lambda row: self._key(row) == key)
        if number >= 0:
            self.view.choose_row(number)
        return number >= 0

    def first(self, count: int) -> list[R]:
        """The first rows, as far as they have been read."""
        rows = (self.model.row(number) for number in range(min(count, self.model.rowCount())))
        return [row for row in rows if row is not None]

    def with_chosen(self, then: Callable[[list[R]], None]) -> None:
        """Go on with the chosen rows; those that have not been read yet are read first."""
        spans, rows = self.view.selected_spans(), self.view.selected_rows()
        if len(rows) == self.view.selected_count():
            then(rows)
        else:
            self._desk.jobs.run(self._reader_of(spans), then, owner=self)

    def _reader_of(self, spans: Spans) -> Callable[[Any], list[R]]:
        asked: Q = replace(self.query, offset=0, limit=_ALL)  # type: ignore[type-var]
        read = self._read(asked)

        def work(office: Any) -> list[R]:
            lines = read(office).lines
            return [line for first, last in spans for line in lines[first:last]]

        return work

    def _copy(self, spans: Spans) -> None:
        """Rows of which some have not been read yet."""
        shown = self.view.shown_columns()

        def landed(rows: list[R]) -> None:
            put_on_clipboard(copied(shown, rows))
            self._desk.tell(f"已复制 {len(rows)} 行,可以粘贴到 Excel 或 WPS。")

        self._desk.jobs.run(self._reader_of(spans), landed, owner=self)

    def _begin(self, page: Any, kept: R | None, place: tuple[int, int]) -> None:
        """Show a first page. After a change elsewhere the same list keeps its cursor and its place."""
        self.model.start_pages(page.total, page.lines)
        if kept is None or not self.choose(self._key(kept)):
            self.view.choose_row(place[0])
        if place[1]:
            self.view.verticalScrollBar().setValue(place[1])
        self.loaded.emit(page)

    def _read_page(self, offset: int) -> None:
        count = self._count

        def put(page: Any) -> None:
            if count == self._count:
                self.model.put_page(offset, page.lines)

        def fail(error: BaseException) -> None:
            if count == self._count:
                self.model.forget_page(offset)
            self._desk.trouble(error)

        asked: Q = replace(self.query, offset=offset)  # type: ignore[type-var]
        self._desk.jobs.run(self._read(asked), put, failed=fail, owner=self)

    def _sort(self, key: str, descending: bool) -> None:
        self.load(replace(self.query, sort=key, descending=descending))  # type: ignore[type-var]
