"""One list, by person or by door: a model that is read in pages, and its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.models.queries import ListQuery
from app.models.views import ListPage, ListRow
from app.ui.desk import Desk
from app.ui.households.columns import BY_DOOR, BY_PERSON, LabelsDelegate
from app.ui.jobs import Latest
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.table import RowsView

PAGE = 200


class Listing(QObject):
    """`loaded(total)` when a first page is there, `failed(error)` when it is not."""

    loaded = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, *, by_person: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.by_person = by_person
        self.model: RowsModel[ListRow] = RowsModel(BY_PERSON if by_person else BY_DOOR, self, page=PAGE)
        self.view = RowsView(self.model)
        labels = next(n for n, column in enumerate(self.model.columns) if column.key == "labels")
        self.view.setItemDelegateForColumn(labels, LabelsDelegate(self.view))
        self.view.setAccessibleName("居民列表" if by_person else "住户列表")
        self.query = ListQuery(by_person=by_person, limit=PAGE)
        self._latest = Latest(desk.jobs, self)
        self._count = 0
        self.model.page_wanted.connect(self._read_page)
        self.model.sort_wanted.connect(self._sort)

    def load(self, query: ListQuery) -> None:
        """Read the first page; a later call drops an earlier one that is still on its way."""
        asked = replace(query, by_person=self.by_person, offset=0, limit=PAGE)
        again = asked == self.query and self.model.rowCount() > 0
        self.query = asked
        self._count += 1
        kept = self.view.current_row()
        place = (self.view.currentIndex().row(), self.view.verticalScrollBar().value()) if again else (-1, 0)
        self._latest.run(_reader(asked), lambda page: self._begin(page, kept, place), failed=self.failed.emit)

    def choose(self, household_id: int, resident_id: int | None = None) -> bool:
        """Put the cursor on a row that is here already."""

        def same(row: ListRow) -> bool:
            return row.household_id == household_id and resident_id in (None, row.resident_id)

        number = self.model.find(same)
        if number >= 0:
            self.view.choose_row(number)
        return number >= 0

    def _begin(self, page: ListPage, kept: ListRow | None, place: tuple[int, int]) -> None:
        """Show a first page. After a change elsewhere the same list keeps its cursor and its place."""
        self.model.start_pages(page.total, page.rows)
        if kept is None or not self.choose(kept.household_id, kept.resident_id):
            self.view.choose_row(place[0])
        if place[1]:
            self.view.verticalScrollBar().setValue(place[1])
        self.loaded.emit(page.total)

    def _read_page(self, offset: int) -> None:
        count = self._count

        def put(page: ListPage) -> None:
            if count == self._count:
                self.model.put_page(offset, page.rows)

        def fail(error: BaseException) -> None:
            if count == self._count:
                self.model.forget_page(offset)
            self._desk.trouble(error)

        self._desk.jobs.run(_reader(replace(self.query, offset=offset)), put, failed=fail, owner=self)

    def _sort(self, key: str, descending: bool) -> None:
        self.load(replace(self.query, sort=key, descending=descending))


def _reader(query: ListQuery) -> Callable[[Any], ListPage]:
    def work(office: Any) -> ListPage:
        from app import services

        page: ListPage = services.lists.list_rows(office, query)
        return page

    return work
