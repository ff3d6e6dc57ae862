"""Everybody's points year by year, in memory: entries are only ever added, so what was summed stays summed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from app.base.clock import month_end
from app.models.points import Sums

_BETWEEN = "SELECT volunteer_id, sum(points) FROM point_entry WHERE day BETWEEN ? AND ? GROUP BY volunteer_id"
_NOBODY: Mapping[int, int] = {}


class PointTotals:
    """Handed out by the office. Reads the whole ledger when it is first asked for, and when two volunteers became
    one; else only what came since."""

    def __init__(self) -> None:
        self._last = 0
        self._seq = -1
        self._years: dict[int, dict[int, int]] = {}

    def years(self, connection: Connection) -> Mapping[int, Mapping[int, int]]:
        """Year -> volunteer id -> points of every entry there is."""
        seq = int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM journal").scalar_one())
        if seq < self._seq or (self._seq < seq and self._moved(connection)):
            self._last, self._years = 0, {}
        self._seq = seq
        newest = int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM point_entry").scalar_one())
        if newest == self._last:
            return self._years
        since, values = (" WHERE id > ?", (self._last,)) if self._last else ("", ())
        rows = connection.exec_driver_sql(
            f"SELECT substr(day, 1, 4), volunteer_id, sum(points) FROM point_entry{since} GROUP BY 1, 2", values
        )
        for year, volunteer_id, points in rows:
            found = self._years.setdefault(int(year), {})
            found[volunteer_id] = found.get(volunteer_id, 0) + int(points)
        self._last = newest
        return self._years

    def _moved(self, connection: Connection) -> bool:
        """Whether entries passed to another volunteer since: two that become one have one account."""
        found = connection.exec_driver_sql(
            "SELECT 1 FROM journal WHERE seq > ? AND table_name = 'point_entry' AND before <> '' LIMIT 1", (self._seq,)
        )
        return found.first() is not None

    def sums(self, connection: Connection, year: int, month: int) -> dict[int, Sums]:
        """Everybody who has any by the end of a month: of the month, of its year so far, of all until then."""
        last = month_end(year, month)
        years = self.years(connection)
        months = _between(connection, last.replace(day=1), last)
        later = _between(connection, date.fromordinal(last.toordinal() + 1), date(year, 12, 31))
        before: dict[int, int] = {}
        for one in years:
            if one < year:
                for volunteer_id, points in years[one].items():
                    before[volunteer_id] = before.get(volunteer_id, 0) + points
        found = {}
        this_year = years.get(year, _NOBODY)
        for volunteer_id in before.keys() | this_year.keys():
            so_far = this_year.get(volunteer_id, 0) - later.get(volunteer_id, 0)
            total = before.get(volunteer_id, 0) + so_far
            found[volunteer_id] = Sums(months.get(volunteer_id, 0), so_far, total)
        return found


def _between(connection: Connection, first: date, last: date) -> dict[int, int]:
    if first > last:
        return {}
    rows = connection.exec_driver_sql(_BETWEEN, (first.isoformat(), last.isoformat())).fetchall()
    return {row[0]: row[1] for row in rows}
