"""What is counted of the requests of a period, as things stood at the end of a day: sums of columns in memory, and of
the few rows of rounds and whistles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any

from sqlalchemy import Connection

from app.models.figures import Ids
from app.models.request_counts import Counted, Letters, RequestCounts
from app.models.requests import Round
from app.rules.request_words import disputes
from app.store.request_book import RequestBook
from app.store.request_flags import Flags, PlaceIds, both, count, either, inverse, places
from app.store.request_rows import NOT_CLOSED, NOT_VISITED
from app.store.request_steps import day

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
    connection: Connection, book: RequestBook, since: date | None, until: date, as_of: date, *, months: bool = False
) -> RequestCounts:
    """Everything that is counted of what was received from `since` to `until`, as of the end of `as_of`; the figures of
    each month where they are asked for."""
    book.refresh(connection)
    return _Counting(connection, book, since, until, as_of).counts(months=months)


class _Counting:
    """One count: the cohort of receipts, and how its requests stood on the day."""

    def __init__(self, connection: Connection, book: RequestBook, since: date | None, until: date, as_of: date) -> None:
        self._connection, self._book, self._as_of = connection, book, as_of
        self._cohort = book.received_in(since, min(until, as_of))
        self._rounds = self._rounds_until()
        self._was = self._moved_since()
        self._open = self._overlaid(both(self._cohort, book.open()), lambda was: not was.closed)
        self._late = self._overlaid(both(self._cohort, book.late(as_of)), lambda was: was.late)

    def counts(self, *, months: bool) -> RequestCounts:
        closed = both(self._cohort, inverse(self._open))
        letters, by_department, whistled = self._whistles()
        solved, mediated = self._stated("outcome", "已解决"), self._stated("outcome", "调解成功")
        kinds = both(self._cohort, self._book.columns["category"].flags(disputes()))
        quarrels = either(either(kinds, mediated), both(self._cohort, self._with_mediation()))
        satisfied = either(self._stated("satisfaction", "满意"), self._stated("satisfaction", "基本满意"))
        visited = either(satisfied, self._stated("satisfaction", "不满意"))
        again = self._book.among(one for one, rounds in self._rounds.items() if len(rounds) > 1)
        parts = {"handled": closed, "late": self._late, "visited": visited, "satisfied": satisfied}
        return RequestCounts(
            received=self._counted(self._cohort),
            handled=self._counted(closed),
            open=self._counted(self._open),
            late=self._counted(self._late),
            late_open=self._counted(both(self._late, self._open)),
            late_closed=self._counted(both(self._late, closed)),
            hard_cases=self._counted(whistled),
            hard_settled=self._counted(both(whistled, solved)),
            disputes=self._counted(quarrels),
            disputes_mediated=self._counted(mediated),
            visited=self._counted(visited),
            satisfied=self._counted(satisfied),
            reopened=self._counted(both(self._cohort, again)),
            whistles=letters,
            by_department=by_department,
            breakdowns={name: self._by(name) for name in ("channel", "category", "grade", "grid", "month")}
            | {name: self._by_stated(name) for name in ("outcome", "satisfaction")},
            by_month=self._months(parts) if months else {},
        )

    def _moved_since(self) -> dict[int, _Was]:
        """Places of the cohort whose columns do not say how they stood on the day: moved later, or several rounds."""
        book, now = self._book, self._as_of.toordinal()
        found: dict[int, _Was] = {}
        later = bytes(
            [closed > now or visited > now for closed, visited in zip(book.closed, book.visited, strict=True)]
        )
        for place in places(both(self._cohort, later)):
            due = book.due[place]
            if book.closed[place] > now:
                found[place] = _Was(closed=False, late=due < now, outcome="", satisfaction=NOT_CLOSED)
            else:
                outcome = book.columns["outcome"].word(place)
                found[place] = _Was(
                    closed=True, late=book.closed[place] > due, outcome=outcome, satisfaction=NOT_VISITED
                )
        for request_id, rounds in self._rounds.items():
            at = book.place(request_id)
            if at is not None and self._cohort[at]:
                found[at] = self._was_in(rounds)
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

    def _rounds_until(self) -> dict[int, list[Round]]:
        """The rounds that had begun by the day, of requests that have several by now."""
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
        """Every word of a column that does not move with time."""
        return self._split(name, self._cohort)

    def _split(self, name: str, among: Flags) -> dict[str, Counted]:
        texts = self._book.id_texts
        parts = self._book.columns[name].split(among)
        return {word: (number, PlaceIds(texts, number, make)) for word, (number, make) in parts.items()}

    def _by_stated(self, name: str) -> dict[str, Counted]:
        told = (getattr(was, name) for was in self._was.values())
        words = dict.fromkeys((*self._book.columns[name].words(), *told))
        return self._some({word: self._stated(name, word) for word in words})

    def _months(self, parts: Mapping[str, Flags]) -> dict[str, dict[str, Counted]]:
        split = {name: self._split("month", both(self._cohort, flags)) for name, flags in parts.items()}
        received = self._by("month")
        none: Counted = (0, Ids())
        return {
            month: {"received": received[month]} | {name: found.get(month, none) for name, found in split.items()}
            for month in sorted(received)
        }

    def _whistles(self) -> tuple[Letters, dict[str, Letters], Flags]:
        """Letters in all and by department; and the requests that were whistled for."""
        on = self._as_of.isoformat()
        cursor: Any = self._connection.connection.cursor()  # thousands of rows: as the driver gives them
        rows = cursor.execute(_WHISTLES, (on, on)).fetchall()
        cursor.close()
        whistled = both(self._cohort, self._book.among(row[0] for row in rows))
        here = {self._book.ids[place] for place in places(whistled)}
        every = [row for row in rows if row[0] in here]
        departments = dict.fromkeys(department for _, department, _ in every)
        each = {name: _letters(one for one in every if one[1] == name) for name in departments}
        return _letters(every), dict(sorted(each.items(), key=lambda pair: -pair[1].letters)), whistled

    def _with_mediation(self) -> Flags:
        rows = self._connection.exec_driver_sql(
            "SELECT DISTINCT request_id FROM mediation WHERE mediated_on <= ?", (self._as_of.isoformat(),)
        )
        return self._book.among(row[0] for row in rows)

    def _some(self, found: Mapping[str, Flags]) -> dict[str, Counted]:
        """Counts of those that are not nought."""
        return {word: self._counted(flags) for word, flags in found.items() if count(flags)}

    def _counted(self, flags: Flags) -> Counted:
        number = count(flags)
        return number, PlaceIds(self._book.id_texts, number, lambda: flags)


def _letters(rows: Iterable[tuple[int, str, int]]) -> Letters:
    every = list(rows)
    ids = Ids(",".join(str(one) for one in dict.fromkeys(row[0] for row in every)))
    return Letters(len(every), sum(row[2] for row in every), ids)


def hot_spots(connection: Connection, book: RequestBook, since: date, until: date) -> dict[int, int]:
    """How many requests each door has had, of those that had any."""
    book.refresh(connection)
    found = Counter(compress(book.doors, book.received_in(since, until)))
    del found[0]
    return dict(found)


def any_received(connection: Connection, until: date) -> bool:
    """Whether anything was ever taken down that was received by then."""
    found = connection.exec_driver_sql("SELECT 1 FROM request WHERE received_on <= ? LIMIT 1", (until.isoformat(),))
    return found.first() is not None
