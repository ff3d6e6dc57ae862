"""One list, by person or by door: a model that is read in pages, its table, and the columns someone chose for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.base.errors import EnvironmentFault
from app.base.layouts import load_columns, save_columns
from app.models.ledgers import Ledger
from app.models.queries import ListQuery
from app.models.views import ListPage, ListRow
from app.rules.list_columns import known_keys
from app.ui.desk import Desk
from app.ui.households.columns import LabelsDelegate, columns
from app.ui.jobs import Latest, Report
from app.ui.widgets.copying import Copied, copied, put_on_clipboard
from app.ui.widgets.rows import RowsModel
from app.ui.widgets.table import RowsView, Spans

PAGE = 100


@dataclass(frozen=True)
class ListLedger:
    """Makes the ledger of a list as it was shown, on the worker; long ones tell how far they are."""

    query: ListQuery
    columns: tuple[str, ...]
    title: str
    spans: Spans | None

    def __call__(self, office: Any, full: bool, report: Report | None = None) -> Ledger:
        from app import services

        more = {"report": report} if report is not None else {}
        made: Ledger = services.lists.ledger(
            office, self.query, self.columns, self.title, full=full, spans=self.spans, **more
        )
        return made


class Listing(QObject):
    """`loaded(total)` when a first page is there, `failed(error)` when it is not; `sorted_anew`: a head was clicked."""

    loaded = Signal(int)
    failed = Signal(object)
    sorted_anew = Signal()

    def __init__(self, desk: Desk, *, by_person: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.by_person = by_person
        self.model: RowsModel[ListRow] = RowsModel(columns(by_person=by_person), self, page=PAGE)
        self.view = RowsView(self.model)
        labels = next(n for n, column in enumerate(self.model.columns) if column.key == "labels")
        self.view.setItemDelegateForColumn(labels, LabelsDelegate(self.view))
        self.view.setAccessibleName("居民列表" if by_person else "住户列表")
        self._name = f"households.{'people' if by_person else 'doors'}"
        self._of_view = False  # the columns are those of a saved view, which is no one's usual arrangement
        self.restore_columns()
        self.query = ListQuery(by_person=by_person, limit=PAGE)
        self._latest = Latest(desk.jobs, self)
        self._count = 0
        self.model.page_wanted.connect(self._read_page)
        self.model.sort_wanted.connect(self._sort)
        self.view.copy_wanted.connect(self._copy)
        self.view.arranged.connect(self._keep_columns)

    def load(self, query: ListQuery) -> None:
        """Read the first page; a later call drops an earlier one that is still on its way."""
        asked = replace(query, by_person=self.by_person, offset=0, limit=PAGE)
        again = asked == self.query and self.model.rowCount() > 0
        self.query = asked
        self._count += 1
        self._show_sort()
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

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, and remember it."""
        self.view.show_columns(known_keys(keys, by_person=self.by_person))
        self._keep_columns()

    def show_columns_of_view(self, keys: Sequence[str]) -> None:
        """Show the columns of a saved view; what the person is used to is not forgotten over it."""
        self._of_view = True
        self.view.show_columns(known_keys(keys, by_person=self.by_person))

    def restore_columns(self) -> None:
        """The columns as the person had them last, views apart."""
        self._of_view = False
        kept = load_columns(self._desk.paths.root, self._name)
        self.view.show_columns(known_keys(kept, by_person=self.by_person))

    def with_chosen(self, done: Callable[[Sequence[ListRow]], None]) -> None:
        """Hand over the chosen rows, those that were not looked at yet as well."""
        spans, rows = self.view.selected_spans(), self.view.selected_rows()
        if len(rows) == self.view.selected_count():
            done(rows)
            return
        query = self.query

        def work(office: Any) -> tuple[ListRow, ...]:
            from app import services

            found: tuple[ListRow, ...] = services.lists.chosen_rows(office, query, spans)
            return found

        self._desk.jobs.run(work, done, owner=self)

    def ledger_maker(self, title: str, spans: Spans | None = None) -> ListLedger:
        """Just what is shown now, for a file."""
        return ListLedger(self.query, self.view.column_keys(), title, spans)

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
        self.sorted_anew.emit()

    def _show_sort(self) -> None:
        """The arrow in the head says what the list is sorted by; putting it there asks for nothing."""
        head = self.view.horizontalHeader()
        keys = [column.key for column in self.model.columns]
        order = Qt.SortOrder.DescendingOrder if self.query.descending else Qt.SortOrder.AscendingOrder
        head.blockSignals(True)
        head.setSortIndicator(keys.index(self.query.sort) if self.query.sort in keys else -1, order)
        head.blockSignals(False)

    def _copy(self, spans: Spans) -> None:
        """Rows of which some have not been read: the words are put together on the worker."""
        query, shown = self.query, self.view.shown_columns()

        def work(office: Any) -> tuple[Copied, int]:
            from app import services

            rows = services.lists.chosen_rows(office, query, spans)
            return copied(shown, rows), len(rows)

        def landed(made: tuple[Copied, int]) -> None:
            put_on_clipboard(made[0])
            self._desk.tell(f"已复制 {made[1]} 行,可以粘贴到 Excel 或 WPS。")

        self._desk.jobs.run(work, landed, owner=self)

    def _keep_columns(self) -> None:
        if self._of_view:
            return
        try:
            save_columns(self._desk.paths.root, self._name, self.view.column_keys())
        except EnvironmentFault as fault:
            self._desk.trouble(fault)


def _reader(query: ListQuery) -> Callable[[Any], ListPage]:
    def work(office: Any) -> ListPage:
        from app import services

        page: ListPage = services.lists.list_rows(office, query)
        return page

    return work
