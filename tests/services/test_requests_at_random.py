"""Whatever is done and taken back, in any order: the store stays in order, and what is kept in memory is what a fresh
reading finds."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft
from app.models.requests import RequestDraft, RequestQuery, State, StepDraft, Verb
from app.rules.request_moves import outcomes, satisfactions
from app.services.office import Office
from app.store.request_book import RequestBook

_NAMES = ("曾伟", "易娟", "", "欧阳明")
_WORDS = ("路灯不亮", "水压不足", "楼上装修扰民", "私搭棚屋", "WIFI 太慢")
_SORTS = ("number", "received", "due", "caller", "category", "grade", "grid", "state", "id")
START = date(2026, 10, 9)


class Desk:
    """A clerk without a plan."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.doors = [
            next(
                iter(
                    services.households.save_household(
                        office, HouseholdDraft(DoorKey("", "1", "1", f"10{n}"), grid=f"第{n}网格")
                    ).household_ids
                )
            )
            for n in (1, 2)
        ]
        self.made: list[int] = []

    def do_something(self) -> None:
        chance = self.chance
        job = chance.choice(
            (self.take_down, self.take_down, *(self.step,) * 6, self.correct, self.back, self.again, self.door)
        )
        try:
            job()
        except UserFault:
            return

    def take_down(self) -> None:
        on = START + timedelta(days=self.chance.randrange(40))
        draft = RequestDraft(
            on, self.chance.choice(("电话", "意见箱")), self.chance.choice(_WORDS), caller=self.chance.choice(_NAMES),
            household_id=self.chance.choice((None, *self.doors)),
        )  # fmt: skip
        self.made += services.requests.take_down(self.office, draft).made

    def step(self) -> None:
        chance = self.chance
        draft = StepDraft(
            chance.choice([verb for verb in Verb if verb is not Verb.RECEIVE]),
            START + timedelta(days=chance.randrange(44)),
            words="办",
            departments=chance.sample(("派出所", "燃气公司", "住建局"), chance.randrange(3)),  # type: ignore[arg-type]
            outcome=chance.choice((*outcomes(), "")),
            satisfaction=chance.choice((*satisfactions(), "不满意")),
            grade=chance.choice(("一般", "重大", "特定")),
            agreed_on=START + timedelta(days=chance.randrange(80)),
        )
        services.requests.take_step(self.office, chance.choice(self.made or [1]), draft)

    def correct(self) -> None:
        one = self.chance.choice(self.made or [1])
        draft = services.requests.card(self.office, one).draft
        services.requests.correct(
            self.office, one, type(draft)(**{**draft.__dict__, "words": self.chance.choice(_WORDS)})
        )

    def back(self) -> None:
        services.journal.undo(self.office)

    def again(self) -> None:
        services.journal.redo(self.office)

    def door(self) -> None:
        draft = HouseholdDraft(
            DoorKey("", "1", "1", f"10{self.doors.index(self.doors[0]) + 1}"), note=str(self.chance.random())
        )
        services.households.save_household(self.office, draft, self.doors[0])


def queries() -> list[RequestQuery]:
    found = [RequestQuery(sort=sort, descending=down) for sort in _SORTS for down in (True, False)]
    found += [RequestQuery(states=frozenset({state})) for state in State]
    found += [RequestQuery(text=text) for text in ("曾伟", "zw", "灯", "wifi", "1-1-101", "2026-0002", "1")]
    found += [RequestQuery(late=True), RequestQuery(department="派出所"), RequestQuery(grid="第1网格")]
    found += [RequestQuery(days=(date(2026, 10, 20), date(2026, 11, 5))), RequestQuery(days=(None, date(2026, 10, 31)))]
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_any_order(office: Office, seed: int) -> None:
    desk = Desk(office, seed)
    services.requests.list_rows(office, RequestQuery(sort="caller"))
    for turn in range(60):
        desk.do_something()
        if turn % 5 == 0:  # what is kept is asked in between, so that it is patched and not read anew
            for sort in _SORTS:
                services.requests.list_rows(office, RequestQuery(sort=sort))
    kept = [services.requests.list_rows(office, query) for query in queries()]
    figures = services.request_figures.statistics(office, None, date(2026, 11, 21))
    office.__dict__["requests"] = RequestBook()
    assert [services.requests.list_rows(office, query) for query in queries()] == kept
    assert services.request_figures.statistics(office, None, date(2026, 11, 21)) == figures
    assert services.safekeeping.check(office) == ()
    assert len(kept[0].rows) == figures.received.numerator > 3


def test_figures_of_a_past_day_are_those_of_that_day(office: Office) -> None:
    """What is worked out of rounds and days is what was counted when that day was today."""
    desk = Desk(office, 7)
    for _ in range(50):
        desk.do_something()
    for back in (date(2026, 10, 25), date(2026, 11, 10)):
        figures = services.request_figures.statistics(office, None, back, back)
        rows = services.requests.list_rows(office, RequestQuery(days=(None, back))).rows
        cards = [services.requests.card(office, row.id) for row in rows]
        closed = [
            card
            for card in cards
            if (last := [one for one in card.life.rounds if one.opened_on <= back][-1]).closed
            and last.closed_on is not None
            and last.closed_on <= back
        ]
        assert (figures.received.numerator, figures.handled.numerator) == (len(cards), len(closed))
        assert sum(one.numerator for one in figures.by_satisfaction.values()) == len(cards)
