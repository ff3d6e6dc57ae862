"""The list of requests: a model that is read in pages, and its table."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.models.requests import RequestPage, RequestQuery, RequestRow
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests import asking
from app.ui.requests.columns import COLUMNS
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.table import RowsView

PAGE = 200


class Listing(QObject):
    """`loaded(RequestPage)` when a first page is there, `failed(error)` when it is not."""

    loaded = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model: RowsModel[RequestRow] = RowsModel(COLUMNS, self, page=PAGE)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("诉求列表")
        self.query = RequestQuery(limit=PAGE)
        self._latest = Latest(desk.jobs, self)
        self._count = 0
        self.model.page_wanted.connect(self._read_page)
        self.model.sort_wanted.connect(self._sort)

    def load(self, query: RequestQuery) -> None:
        """Read the first page; a later call drops an earlier one that is still on its way."""
        asked = replace(query, offset=0, limit=PAGE)
        again = asked == self.query and self.model.rowCount() > 0
        self.query = asked
        self._count += 1
        kept = self.view.current_row()
        place = (self.view.currentIndex().row(), self.view.verticalScrollBar().value()) if again else (-1, 0)
        self._latest.run(
            asking.rows(asked), lambda page: self._begin(page, kept.id if kept else 0, place), failed=self.failed.emit
        )

    def choose(self, request_id: int) -> bool:
        """Put the cursor on a row that is here already."""
        number = self.model.find(lambda row: row.id == request_id)
        if number >= 0:
            self.view.choose_row(number)
        return number >= 0

    def _begin(self, page: RequestPage, kept: int, place: tuple[int, int]) -> None:
        """Show a first page. After a change elsewhere the same list keeps its cursor and its place."""
        self.model.start_pages(page.total, page.rows)
        if not self.choose(kept):
            self.view.choose_row(place[0])
        if place[1]:
            self.view.verticalScrollBar().setValue(place[1])
        self.loaded.emit(page)

    def _read_page(self, offset: int) -> None:
        count = self._count

        def put(page: RequestPage) -> None:
            if count == self._count:
                self.model.put_page(offset, page.rows)

        def fail(error: BaseException) -> None:
            if count == self._count:
                self.model.forget_page(offset)
            self._desk.trouble(error)

        self._desk.jobs.run(asking.rows(replace(self.query, offset=offset)), put, failed=fail, owner=self)

    def _sort(self, key: str, descending: bool) -> None:
        self.load(replace(self.query, sort=key, descending=descending))
