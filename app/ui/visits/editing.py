"""The forms of the page 走访 in the card's place, and what is asked before something is deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.base.clock import chinese_date
from app.models.visit_views import DueLine, PairLine, VisitLine
from app.models.visits import Pairing, Visit
from app.ui.visits import asking
from app.ui.visits.care_forms import EndPairForm, PairForm
from app.ui.visits.visit_form import VisitForm

if TYPE_CHECKING:
    from app.ui.visits.page import VisitsPage


class Editing:
    """Opens forms for the rows of a page; remembers who went last, and offers that name again."""

    def __init__(self, page: VisitsPage) -> None:
        self._page = page
        self.visitor = ""

    def remember(self, visitor: str) -> None:
        self.visitor = visitor

    def record(self, household_id: int) -> None:
        """A visit of one door."""
        self._with_door(household_id, self.record_at)

    def record_at(self, line: DueLine) -> None:
        page = self._page
        form = VisitForm(page.desk, line.household_id, line.door, page.choices, visitor=self.visitor or line.member)
        form.saved.connect(lambda _changes: self.remember(form.visitor.text()))
        page.open_form(line.household_id, form)

    def edit_visit(self, line: VisitLine) -> None:
        page = self._page

        def read(visit: Visit) -> None:
            page.open_form(
                line.household_id, VisitForm(page.desk, line.household_id, line.door, page.choices, visit=visit)
            )

        page.desk.jobs.run(asking.visit(line.id), read, owner=page)

    def ask_to_remove(self, lines: Sequence[VisitLine]) -> None:
        ids = tuple(line.id for line in lines)
        one = f"{lines[0].door}{chinese_date(lines[0].visited_on)}的走访"
        what = one if len(lines) == 1 else f"这 {len(lines)} 次走访"
        self._page.ask.ask(
            f"删除{what}?只有录错的才需要删除;删除后可以撤销。",
            "删除",
            lambda: self._page.desk.change(asking.remove(ids)),
        )

    def edit_pair(self, line: PairLine) -> None:
        pairing = Pairing(
            line.id, line.household_id, line.member, line.resident_id, line.member_agreed, line.household_agreed,
            line.since, line.until, line.note,
        )  # fmt: skip
        self._page.open_form(line.household_id, PairForm(self._page.desk, line.household_id, line.door, pairing))

    def end_pair(self, line: PairLine) -> None:
        self._page.open_form(line.household_id, EndPairForm(self._page.desk, line, line.door))

    def ask_to_remove_pair(self, line: PairLine) -> None:
        self._page.ask.ask(
            f"删除{line.member}与{line.door}的结对记录?只有录错的才需要删除;不再结对的请按“结束结对”。",
            "删除",
            lambda: self._page.desk.change(asking.remove_pairing(line.id)),
        )

    def _with_door(self, household_id: int, then: Callable[[DueLine], None]) -> None:
        """Read how a door is named, then go on with it."""

        def found(lines: tuple[DueLine, ...]) -> None:
            for line in lines:
                then(line)

        self._page.desk.jobs.run(asking.doors((household_id,)), found, owner=self._page)
