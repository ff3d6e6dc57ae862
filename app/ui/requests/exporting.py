"""The list of requests as a ledger: the same rows, columns and order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.models.ledgers import Ledger, LedgerColumn
from app.models.requests import RequestQuery, RequestRow
from app.rules.masking import mask_name
from app.rules.public_words import without_numbers
from app.ui.requests.columns import COLUMNS
from app.ui.widgets.table import Spans

_EVERYTHING = 10_000_000
_WIDTHS = {
    "number": 18.0,
    "limit": 22.0,
    "state": 14.0,
    "words": 70.0,
    "door": 30.0,
    "received": 22.0,
    "due": 22.0,
    "closed_on": 22.0,
    "phone": 24.0,
}


def ledger_of(
    office: Any, query: RequestQuery, keys: Sequence[str], period: str, *, full: bool, spans: Spans | None = None
) -> Ledger:
    """Every row of `query` on the worker, or those of `spans`; `full`: telephones, names and words are whole."""
    from app import services

    rows = services.requests.list_rows(office, replace(query, offset=0, limit=_EVERYTHING)).rows
    if spans is not None:
        rows = tuple(row for first, last in spans for row in rows[first:last])
    if full:
        whole = services.requests.phones(office, [row.id for row in rows])
        rows = tuple(replace(row, phone=whole.get(row.id, "")) for row in rows)
    else:
        rows = tuple(_masked(row) for row in rows)
    return plain_ledger("诉求台账", period, rows, keys, full=full)


def plain_ledger(title: str, period: str, rows: Sequence[RequestRow], keys: Sequence[str], *, full: bool) -> Ledger:
    """These rows in these columns."""
    by_key = {column.key: column for column in COLUMNS}
    chosen = [by_key[key] for key in keys]
    columns = tuple(LedgerColumn(column.key, column.title, _WIDTHS.get(column.key, 18.0)) for column in chosen)
    cells = tuple(tuple(column.text(row) for column in chosen) for row in rows)
    return Ledger(title, period, columns, cells, full)


def _masked(row: RequestRow) -> RequestRow:
    """What leaves without a purpose names nobody: 张*国, and no number of theirs in the words."""
    return replace(row, caller=mask_name(row.caller), words=without_numbers(row.words, (row.caller,)))
