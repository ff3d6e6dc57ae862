"""What is counted of the requests of a period, as things stood at the end of a day: sums of columns in memory, and of
the few rows of rounds and whistles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import compress

from sqlalchemy import Connection

from app.models.figures import Ids
from app.models.request_counts import Counted, Letters, RequestCounts
from app.models.requests import Round
from app.rules.request_words import disputes
from app.store.request_book import Flags, RequestBook, both, either
from app.store.request_rows import NOT_CLOSED, NOT_VISITED
from app.store.requests import day

_ROUNDS = (
    "SELECT request_id, round, opened_on, due_on, closed, closed_on, outcome, satisfaction, visited_on "
    "FROM request_round WHERE opened_on <= ? AND request_id IN (SELECT id FROM request WHERE round > 1) "
    "ORDER BY request_id, round"
)
_WHISTLES = (
    "SELECT request_id, department, answered AND coalesce(answered_on, '') <= ? FROM request_whistle "
    "WHERE NOT called_off AND coalesce(blown_on, '') <= ? ORDER BY id"
)


@dataclass(frozen=True)
class _Was:
    """How one request stood that has moved since, or has several rounds."""

    closed: bool
    late: bool
    outcome: str
    satisfaction: str


def counts(
    connection: Connection, book: RequestBook, since: date | None, until: date, as_of: date, *, with_ids: bool = True
) -> RequestCounts:
    """Everything that is counted of what was received from `since` to `until`, as of the end of `as_of`."""
    book.refresh(connection)
    return _Counting(connection, book, since, until, as_of, with_ids=with_ids).counts()


class _Counting:
    def __init__(
        self, connection: Connection, book: RequestBook, since: date | None, until: date, as_of: date, *, with_ids: bool
    ) -> None:
        self._connection, self._book, self._as_of, self._with_ids = connection, book, as_of, with_ids
        cohort = both(book.all(), book.received(since, min(until, as_of)))
        self._cohort = cohort
        self._was = self._moved_since()
        open_ = both(cohort, book.open())
        late = both(cohort, book.late(as_of))
        self._open = self._overlaid(open_, lambda was: not was.closed)
        self._late = self._overlaid(late, lambda was: was.late)

    def counts(self) -> RequestCounts:
        closed = both(self._cohort, inverse(self._open))
        letters, by_department, whistled = self._whistles()
        solved = self._stated("outcome", "已解决")
        mediated = self._stated("outcome", "调解成功")
        kinds = both(self._cohort, self._book.columns["category"].flags(disputes()))
        quarrels = either(either(kinds, mediated), both(self._cohort, self._with_mediation()))
        return RequestCounts(
            received=self._counted(self._cohort),
            handled=self._counted(closed),
            open=self._counted(self._open),
            late_open=self._counted(both(self._late, self._open)),
            late_closed=self._counted(both(self._late, closed)),
            hard_cases=self._counted(whistled),
            hard_settled=self._counted(both(whistled, solved)),
            disputes=self._counted(quarrels),
            disputes_mediated=self._counted(mediated),
            reopened=self._counted(both(self._cohort, self._reopened)),
            whistles=letters,
            by_department=by_department,
            breakdowns={name: self._by(name) for name in ("channel", "category", "grade", "grid", "month")}
            | {name: self._by_stated(name) for name in ("outcome", "satisfaction")},
            by_month=self._months(closed),
        )

    def _moved_since(self) -> dict[int, _Was]:
        """Places of the cohort whose columns do not say how they stood on the day: moved later, or several rounds."""
        book, now = self._book, self._as_of.toordinal()
        found: dict[int, _Was] = {}
        for place in compress(range(len(self._cohort)), self._cohort):
            entry = book.entries[place]
            if entry.closed > now:
                found[place] = _Was(closed=False, late=entry.due < now, outcome="", satisfaction=NOT_CLOSED)
            elif entry.visited > now:
                outcome = book.columns["outcome"].value(place)
                found[place] = _Was(
                    closed=True, late=entry.closed > entry.due, outcome=outcome, satisfaction=NOT_VISITED
                )
        self._reopened = bytes(len(self._cohort))
        if book.reopened:
            again = bytearray(self._reopened)
            for request_id, rounds in self._rounds().items():
                at = book.place(request_id)
                if at is not None and self._cohort[at]:
                    found[at] = self._was_in(rounds)
                    again[at] = len(rounds) > 1
            self._reopened = bytes(again)
        return found

    def _was_in(self, rounds: list[Round]) -> _Was:
        last = rounds[-1]
        closed = last.closed and (last.closed_on is None or last.closed_on <= self._as_of)
        visited = closed and (last.visited_on is None or last.visited_on <= self._as_of)
        end = last.closed_on if closed else self._as_of
        late = last.due_on is not None and end is not None and end > last.due_on
        return _Was(
            closed=closed,
            late=late or any(one.late for one in rounds[:-1]),
            outcome=last.outcome if closed else "",
            satisfaction=((last.satisfaction if visited else "") or NOT_VISITED) if closed else NOT_CLOSED,
        )

    def _rounds(self) -> dict[int, list[Round]]:
        found: dict[int, list[Round]] = {}
        for row in self._connection.exec_driver_sql(_ROUNDS, (self._as_of.isoformat(),)):
            one = Round(
                row[1], date.fromisoformat(row[2]), day(row[3]), bool(row[4]), day(row[5]), row[6], row[7], day(row[8])
            )
            found.setdefault(row[0], []).append(one)
        return found

    def _overlaid(self, flags: Flags, test: Callable[[_Was], bool]) -> Flags:
        """Flags of the present with how it was laid over them."""
        if not self._was:
            return flags
        found = bytearray(flags)
        for place, was in self._was.items():
            found[place] = test(was)
        return bytes(found)

    def _stated(self, name: str, value: str) -> Flags:
        """Where outcome or satisfaction was this on the day."""
        flags = both(self._cohort, self._book.columns[name].flags((value,)))
        return self._overlaid(flags, lambda was: getattr(was, name) == value)

    def _by(self, name: str) -> dict[str, Counted]:
        column = self._book.columns[name]
        found = {value: self._counted(both(self._cohort, column.flags((value,)))) for value in column.values()}
        return {value: counted for value, counted in found.items() if counted[0]}

    def _by_stated(self, name: str) -> dict[str, Counted]:
        values = dict.fromkeys(
            (*self._book.columns[name].values(), *(getattr(was, name) for was in self._was.values()))
        )
        found = {value: self._counted(self._stated(name, value)) for value in values}
        return {value: counted for value, counted in found.items() if counted[0]}

    def _months(self, closed: Flags) -> dict[str, dict[str, Counted]]:
        """Of each month's receipts: handled, late, return visits made, satisfied."""
        visited, satisfied = bytes(len(closed)), bytes(len(closed))
        for word in ("满意", "基本满意", "不满意"):
            flags = self._stated("satisfaction", word)
            visited = either(visited, flags)
            satisfied = either(satisfied, flags) if word != "不满意" else satisfied
        found: dict[str, dict[str, Counted]] = {}
        column = self._book.columns["month"]
        for month in sorted(column.values()):
            here = both(self._cohort, column.flags((month,)))
            if not here.count(1):
                continue
            parts = {
                "received": here,
                "handled": closed,
                "late": self._late,
                "visited": visited,
                "satisfied": satisfied,
            }
            found[month] = {name: self._counted(both(here, flags)) for name, flags in parts.items()}
        return found

    def _whistles(self) -> tuple[Letters, dict[str, Letters], Flags]:
        """Letters in all and by department; and the requests that were whistled for."""
        on = self._as_of.isoformat()
        every: list[tuple[int, str, bool]] = []
        whistled = bytearray(len(self._cohort))
        for request_id, department, answered in self._connection.exec_driver_sql(_WHISTLES, (on, on)):
            place = self._book.place(request_id)
            if place is not None and self._cohort[place]:
                whistled[place] = 1
                every.append((request_id, department, bool(answered)))
        departments = dict.fromkeys(department for _, department, _ in every)
        each = {name: _letters(one for one in every if one[1] == name) for name in departments}
        return _letters(every), dict(sorted(each.items(), key=lambda pair: -pair[1].letters)), bytes(whistled)

    def _with_mediation(self) -> Flags:
        rows = self._connection.exec_driver_sql(
            "SELECT DISTINCT request_id FROM mediation WHERE mediated_on <= ?", (self._as_of.isoformat(),)
        )
        return self._book.among(row[0] for row in rows)

    def _counted(self, flags: Flags) -> Counted:
        ids = Ids(",".join(compress(self._book.id_texts, flags))) if self._with_ids else Ids()
        return flags.count(1), ids


def _letters(rows: Iterable[tuple[int, str, bool]]) -> Letters:
    every = list(rows)
    ids = Ids(",".join(str(one) for one in dict.fromkeys(row[0] for row in every)))
    return Letters(len(every), sum(row[2] for row in every), ids)


def inverse(flags: Flags) -> Flags:
    return flags.translate(_INVERSE)


def hot_spots(connection: Connection, since: date, until: date) -> dict[int, int]:
    """How many requests each door has had, of those that had any."""
    rows = connection.exec_driver_sql(
        "SELECT household_id, count(*) FROM request WHERE household_id IS NOT NULL AND received_on BETWEEN ? AND ? "
        "GROUP BY household_id",
        (since.isoformat(), until.isoformat()),
    )
    return {row[0]: row[1] for row in rows}


_INVERSE = bytes((1, 0)) + bytes(254)


def any_received(connection: Connection, until: date) -> bool:
    """Whether anything was ever taken down that was received by then."""
    found = connection.exec_driver_sql("SELECT 1 FROM request WHERE received_on <= ? LIMIT 1", (until.isoformat(),))
    return found.first() is not None
