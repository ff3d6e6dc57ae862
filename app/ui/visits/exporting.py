"""Ctrl+E in 走访: what the open list shows. There are no ID numbers and no telephones in these lists; why a door is
visited (失智, 重病) leaves in general words, unless a purpose and a recipient are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.base.clock import chinese_date
from app.models.ledgers import Ledger, LedgerColumn
from app.ui.visits import asking
from app.ui.widgets.exporting import ExportDialog, MakeLedger
from app.ui.widgets.rows import Column

if TYPE_CHECKING:
    from app.ui.visits.page import VisitsPage

_ALL = 10_000_000
_MM = 0.28  # of a column's width on screen


def open_export(page: VisitsPage) -> None:
    """The dialog for the list that is open."""
    make, title = _maker(page)
    ExportDialog(page.desk, make, title, page).open()


def _maker(page: VisitsPage) -> tuple[MakeLedger, str]:
    view = page.views[page.tabs.currentIndex()]
    columns = view.view.shown_columns()
    if view is page.due:
        due = replace(page.due.listing.query, offset=0, limit=_ALL)
        says_why = any(column.key == "why" for column in columns)

        def make(office: Any, full: bool) -> Ledger:
            lines = asking.due(due)(office).lines if full else asking.due_in_general_words(due)(office)
            return replace(_ledger("该走访的住户", office, columns, lines), full=full and says_why)

        return make, "该走访的住户"
    if view is page.made:
        made = replace(page.made.listing.query, offset=0, limit=_ALL)
        return lambda office, _full: _ledger("走访记录", office, columns, asking.made(made)(office).lines), "走访记录"
    rows = page.pairs.lines() if view is page.pairs else page.coverage.rows()
    title = "党员联户结对" if view is page.pairs else "走访覆盖"
    return lambda office, _full: _ledger(title, office, columns, rows), title


def _ledger(title: str, office: Any, columns: Sequence[Column[Any]], rows: Sequence[Any]) -> Ledger:
    return Ledger(
        title,
        f"截至{chinese_date(office.clock.today())}",
        tuple(LedgerColumn(column.key, column.title, column.width * _MM) for column in columns),
        [[column.text(row) for column in columns] for row in rows],
    )
