"""When somebody moved in: stays that follow each other are one dwelling, whatever relations it was spent in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

Span = tuple[str | None, str | None]  # since, until as they are stored


def moved_in(spans: Sequence[Span], day: str) -> str | None:
    """The first day of the dwelling that holds on `day`; None when it is not known, or there is none."""
    first: str | None = None
    begun = False
    for since, until in sorted(spans, key=lambda span: span[0] or "", reverse=True):
        if not begun:
            begun = (since is None or since <= day) and (until is None or until >= day)
            first = since
        elif first is None or until is None or _next(until) >= first:
            first = min(first, since) if first is not None and since is not None else None
        else:
            break
    return first if begun else None


def moved_in_before(
    connection: Connection, day: str, household_ids: Iterable[int] | None
) -> dict[tuple[int, int], str | None]:
    """(door, person) -> when they moved in, of those with several stays behind one of these doors, or behind any."""
    narrow, values = "resident_id IN (SELECT resident_id FROM residency GROUP BY 1 HAVING count(*) > 1)", ""
    if household_ids is not None:
        narrow, values = "household_id IN (SELECT value FROM json_each(?))", json.dumps(list(household_ids))
    rows = connection.exec_driver_sql(
        f'SELECT household_id, resident_id, since, "until" FROM residency WHERE {narrow}',
        (values,) if values else (),
    )
    spans: dict[tuple[int, int], list[Span]] = {}
    for door, person, since, until in rows:
        spans.setdefault((door, person), []).append((since, until))
    return {key: moved_in(found, day) for key, found in spans.items() if len(found) > 1}


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
