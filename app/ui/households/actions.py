"""What can be done with the list or with its chosen rows: views, columns, export, visits, grids, duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.models.queries import SavedView
from app.models.views import ListRow
from app.models.visits import VisitMany
from app.ui.desk import Desk
from app.ui.households.listing import Listing


class ListActions:
    """`listing()` is the list that is shown; dialogs open over `page`."""

    def __init__(self, desk: Desk, page: QWidget, listing: Callable[[], Listing]) -> None:
        self._desk, self._page, self._listing = desk, page, listing

    def open_views(self, chosen: Callable[[SavedView], None]) -> None:
        """视图: open one, or keep the list as it is now."""
        from app.ui.households.views import ViewsDialog

        listing = self._listing()
        dialog = ViewsDialog(self._desk, listing.query, listing.view.column_keys(), self._page)
        dialog.chosen.connect(chosen)
        dialog.open()

    def open_columns(self) -> None:
        from app.ui.households.column_chooser import ColumnChooser

        listing = self._listing()
        chooser = ColumnChooser(listing.view.column_keys(), by_person=listing.by_person, parent=self._page)
        chooser.chosen.connect(listing.show_columns)
        chooser.open()

    def export(self, view_name: str) -> None:
        """What is shown, or the chosen rows of it, into a file."""
        from app.ui.widgets.exporting import ExportDialog

        listing = self._listing()
        title, unit = ("居民名单", "人") if listing.by_person else ("住户名单", "户")
        title = f"{title}({view_name})" if view_name else title
        everything = listing.ledger_maker(title)
        scopes = []
        if (count := listing.view.selected_count()) > 1:
            chosen = listing.ledger_maker(title, listing.view.selected_spans())
            scopes = [
                (f"选中的 {count} {unit}", chosen),
                (f"整个名单,共 {listing.model.rowCount()} {unit}", everything),
            ]
        ExportDialog(self._desk, everything, title, self._page, scopes=scopes).open()

    def visit_chosen(self) -> None:
        self._listing().with_chosen(lambda rows: self._desk.open_page("visits", VisitMany(_doors(rows))))

    def grid_chosen(self) -> None:
        from app.ui.colours.grid_dialog import GridDialog

        self._listing().with_chosen(lambda rows: GridDialog(self._desk, _doors(rows), self._page).open())

    def look_for_twice(self) -> None:
        """People who were entered twice."""
        from app.ui.households.twice import TwiceDialog

        TwiceDialog(self._desk, self._page).open()


def _doors(rows: Sequence[ListRow]) -> frozenset[int]:
    return frozenset(row.household_id for row in rows)
