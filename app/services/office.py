"""What a verb works on: an open store, where its files lie, and what day it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.base.clock import Clock
from app.base.paths import Paths
from app.models.changes import NOTHING, Changes
from app.store.engine import Store

if TYPE_CHECKING:
    from app.models.figures import MonthlyFacts
    from app.store.care import CareBook
    from app.store.points_totals import PointTotals
    from app.store.request_book import RequestBook
    from app.store.search import SearchIndex
    from app.store.volunteers_book import VolunteerBook
    from app.store.work import Work

Report = Callable[[int, int], None]  # (done, of); may raise Cancelled


def silent(_done: int, _of: int) -> None:
    """A report that nobody listens to."""


@dataclass
class Office:
    """Handed to every service. Created by `services.accounts`, closed by it."""

    paths: Paths
    clock: Clock
    store: Store
    last: Changes = field(default=NOTHING)
    _settled_on: date | None = None
    # Facts of months as they were drafted last, by (year, month, day of drafting): from looking to issuing nothing is
    # counted twice. Whatever changes a record empties it.
    drafts: dict[tuple[int, int, date], MonthlyFacts] = field(default_factory=dict)

    @cached_property
    def search(self) -> SearchIndex:
        from app.store.search import SearchIndex

        return SearchIndex()

    @cached_property
    def care(self) -> CareBook:
        from app.store.care import CareBook

        return CareBook()

    @cached_property
    def requests(self) -> RequestBook:
        from app.store.request_book import RequestBook

        return RequestBook()

    @cached_property
    def volunteers(self) -> VolunteerBook:
        from app.store.volunteers_book import VolunteerBook

        return VolunteerBook()

    @cached_property
    def points(self) -> PointTotals:
        from app.store.points_totals import PointTotals

        return PointTotals()

    def settle(self) -> None:
        """Once a day: whoever has left or come since, as was written down, leaves or enters the lists."""
        from app.store import derived

        today = self.clock.today()
        if self._settled_on == today:
            return
        with self.store.reading() as connection:
            stale = derived.stale_doors(connection, today)
        if stale:
            with self.store.writing() as connection:
                derived.refresh(connection, stale, today)
                connection.commit()
            self.search.changed(stale)
            self.drafts.clear()
        self._settled_on = today

    @contextmanager
    def work(self, verb: str, title: str, *, undoes: int | None = None) -> Iterator[Work]:
        """Begin a change; it is dropped unless the block ends with `office.keep(work)`."""
        from app.store.work import work

        with work(self.store, verb=verb, title=title, now=self.clock.now(), undoes=undoes) as unit:
            yield unit

    def keep(self, work: Work) -> Changes:
        """Commit, and let search and the book of visits know."""
        self.last = work.commit()
        self.search.changed(self.last.household_ids)
        if "rules" in self.last.slices:
            self.care.forget()
        self.care.changed(self.last.household_ids)
        if self.last.slices - {"reports"}:  # to issue, hand in or write a word moves no figure
            self.drafts.clear()
        return self.last
