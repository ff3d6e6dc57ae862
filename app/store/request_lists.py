"""Pages of requests: the list with its filters, the board by state, and what the day asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

from sqlalchemy import Connection

from app.models.requests import (
    OPEN_STATES,
    Board,
    BoardColumn,
    DayList,
    MyDay,
    RequestPage,
    RequestQuery,
    RequestRow,
    State,
)
from app.rules.working_days import Calendar
from app.store.request_book import RequestBook
from app.store.request_flags import Flags, both, count, either, places
from app.store.request_rows import request_rows, weekends_only


def list_page(
    connection: Connection,
    book: RequestBook,
    query: RequestQuery,
    ways: Sequence[Sequence[str]],
    today: date,
    calendar: Calendar,
) -> RequestPage:
    """The asked-for rows; `ways`: readings of the words of the query, each as `RequestBook.with_words` wants them."""
    book.refresh(connection)
    among = _filtered(connection, book, query, today)
    found = [book.with_words(terms, among) for place, terms in enumerate(ways) if terms not in ways[:place]]
    among = reduce(either, found) if found else among
    ids = book.page(among, query.sort, descending=query.descending, offset=query.offset, limit=query.limit)
    rows = request_rows(connection, ids, today, calendar)
    return RequestPage(rows, count(among), weekends_only(rows, calendar))


def _filtered(connection: Connection, book: RequestBook, query: RequestQuery, today: date) -> Flags:
    among = book.all()
    if query.states:
        among = both(among, book.columns["state"].flags(state.value for state in query.states))
    for name in ("channel", "category", "grade", "grid", "outcome", "satisfaction"):
        value = getattr(query, name)
        if value is not None:
            among = both(among, book.columns[name].flags((value,)))
    if query.department is not None:
        among = both(among, book.with_department(query.department))
    if query.late:
        among = both(among, book.late(today))
    if query.ids is not None:
        among = both(among, book.among(query.ids))
    if query.household_id is not None:
        among = both(among, book.among(ids_of_household(connection, query.household_id)))
    if query.days != (None, None):
        among = both(among, book.received_in(*query.days))
    return among


def ids_of_household(connection: Connection, household_id: int) -> list[int]:
    """A door's requests, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM request WHERE household_id = ? ORDER BY received_on DESC, id DESC", (household_id,)
    )
    return [row[0] for row in rows]


def board(connection: Connection, book: RequestBook, today: date, calendar: Calendar, shown: int) -> Board:
    """Every state with its counts; in each the soonest limits first, of what is closed the newest."""
    book.refresh(connection)
    late = book.late(today)
    here = {state: both(book.all(), book.columns["state"].flags((state.value,))) for state in State}
    ids = {
        state: book.first(flags, book.due, shown) if state in OPEN_STATES else book.last(flags, book.ids, shown)
        for state, flags in here.items()
    }
    rows = _rows_by_id(connection, ids.values(), today, calendar)
    columns = tuple(
        BoardColumn(state, count(here[state]), count(both(here[state], late)), tuple(map(rows.__getitem__, ids[state])))
        for state in State
    )
    return Board(columns, weekends_only(rows.values(), calendar))


def my_day(connection: Connection, book: RequestBook, today: date, calendar: Calendar, shown: int) -> MyDay:
    """What is overdue, due today, waiting for a department, and closed without a return visit."""
    book.refresh(connection)
    now, states = today.toordinal(), book.columns["state"]
    open_ = places(book.open())
    lists = (
        book.flags_of([place for place in open_ if book.due[place] < now]),
        book.flags_of([place for place in open_ if book.due[place] == now]),
        both(book.all(), states.flags((State.WHISTLED.value,))),
        both(book.all(), states.flags((State.CLOSED.value,))),
    )
    ids = [book.first(flags, book.due, shown) for flags in lists[:3]]
    ids.append(book.last(lists[3], book.closed, shown))
    rows = _rows_by_id(connection, ids, today, calendar)
    overdue, due, waiting, visits = (
        DayList(count(flags), tuple(map(rows.__getitem__, chosen))) for flags, chosen in zip(lists, ids, strict=True)
    )
    return MyDay(today, overdue, due, waiting, visits, weekends_only(rows.values(), calendar))


def _rows_by_id(
    connection: Connection, ids: Iterable[Sequence[int]], today: date, calendar: Calendar
) -> dict[int, RequestRow]:
    """The rows of several lists, read at once."""
    wanted = list(dict.fromkeys(one for some in ids for one in some))
    return {row.id: row for row in request_rows(connection, wanted, today, calendar)}


def _ids(connection: Connection, where: str, values: tuple[object, ...]) -> list[int]:
    return [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM request WHERE {where}", values)]


def week_ids(connection: Connection, first: date, last: date) -> tuple[list[int], list[int]]:
    """Requests open in a week that were received by its end and are due by then (or late, or without a limit yet), the
    soonest first; and those closed in it."""
    open_by_then = "received_on <= ? AND (closed = 0 OR closed_on > ?)"
    due = _ids(
        connection,
        f"{open_by_then} AND (due_on IS NULL OR due_on <= ?) ORDER BY due_on IS NULL, due_on, id",
        (last.isoformat(),) * 3,
    )
    done = _ids(connection, "closed_on BETWEEN ? AND ? ORDER BY closed_on, id", (first.isoformat(), last.isoformat()))
    return due, done
