"""The life of a request (诉求): from its steps follow state, rounds, limits and whistles. A table says what may follow.

Limits are working days from the day after receipt (or reopening); the clock stops only where
resources/rules/request_clock.csv says. A step carries the limit and the stop as the rules stood on its day, so that a
rule that is changed later changes nothing that was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from app.base.resources import rule_table
from app.models.requests import GradeLimit, Life, Round, State, Step, Verb, Whistle
from app.rules.working_days import Calendar

STAYS = "="


@dataclass(frozen=True)
class StepRule:
    """One row of request_steps.csv. `to` None: the state stays."""

    verb: Verb
    title: str
    from_states: frozenset[State]
    to: State | None
    needs: tuple[str, ...]
    optional: tuple[str, ...]


@lru_cache(maxsize=1)
def step_rules() -> Mapping[Verb, StepRule]:
    """What may follow what, in the order of the table."""
    return {
        Verb(row["verb"]): StepRule(
            Verb(row["verb"]),
            row["title"],
            frozenset(State(state) for state in row["from"].split("|") if state),
            None if row["to"] == STAYS else State(row["to"]),
            tuple(filter(None, row["needs"].split("|"))),
            tuple(filter(None, row["optional"].split("|"))),
        )
        for row in rule_table("request_steps")
    }


@dataclass(frozen=True)
class Law:
    """The office's limits by grade, and what stops the clock (`Verb.PAUSE`, `Verb.WHISTLE`)."""

    grades: Mapping[str, GradeLimit]
    stops: frozenset[Verb]

    def days(self, grade: str) -> int | None:
        """Working days of a grade; None by agreement, and for a word that is no grade."""
        limit = self.grades.get(grade)
        return limit.days if limit else None


def law_of(grades: Iterable[Mapping[str, str]], clock: Iterable[Mapping[str, str]]) -> Law:
    """The law out of the rows of request_grades and request_clock."""
    limits = [GradeLimit(row["grade"], row["way"], int(row["days"]) if row["days"] else None) for row in grades]
    return Law(
        {limit.grade: limit for limit in limits},
        frozenset(Verb(row["pause_of"]) for row in clock if row["stops"] == "是"),
    )


def life_of(steps: Sequence[Step], calendar: Calendar) -> Life:
    """What follows from the steps, in the order in which they were taken; the first is the receipt, with its day."""
    telling = _Telling(steps[0], calendar)
    for step in steps[1:]:
        telling.tell(step)
    return telling.life()


class _Telling:
    """The steps told one by one."""

    def __init__(self, receipt: Step, calendar: Calendar) -> None:
        assert receipt.on is not None
        self._calendar = calendar
        self._state = State.RECEIVED
        self._grade = receipt.grade
        self._agreed = receipt.agreed_on
        self._days = receipt.days
        self._assigned: list[str] = []
        self._whistles: list[Whistle] = []
        self._rounds = [Round(1, receipt.on)]
        self._paused = self._pause_stops = self._whistle_stops = False
        self._stopped_since: date | None = None
        self._stopped_days = 0
        self._day = receipt.on

    def tell(self, step: Step) -> None:
        self._day = max(self._day, step.on or self._day)
        rule = step_rules()[step.verb]
        getattr(self, f"_{step.verb.value}", self._plain)(step)
        if rule.to is not None and step.verb is not Verb.RECEIVE:
            self._state = State.WHISTLED if rule.to is State.HANDLING and self._waiting() else rule.to
        self._run_clock()

    def life(self) -> Life:
        self._rounds[-1] = replace(self._rounds[-1], due_on=self._due())
        return Life(
            self._state,
            self._grade,
            tuple(self._rounds),
            tuple(self._whistles),
            self._handler(),
            self._stopped_since is not None,
            self._agreed,
            self._days,
            self._paused,
        )

    def _plain(self, _step: Step) -> None:
        """Handling and notes change nothing but the state."""

    def _assign(self, step: Step) -> None:
        self._assigned = step.department.split("、") if step.department else []

    def _whistle(self, step: Step) -> None:
        self._whistle_stops = step.stops
        self._whistles.append(Whistle(0, self._rounds[-1].round, step.letter, step.department, step.on))

    def _report_in(self, step: Step) -> None:
        self._mark(step, lambda one: replace(one, reported_on=step.on))

    def _answer(self, step: Step) -> None:
        self._mark(step, lambda one: replace(one, answered=True, answered_on=step.on))

    def _call_off(self, step: Step) -> None:
        self._mark(step, lambda one: replace(one, called_off=True))

    def _agree(self, step: Step) -> None:
        self._agreed = step.agreed_on

    def _regrade(self, step: Step) -> None:
        self._grade, self._agreed, self._days = step.grade, step.agreed_on, step.days

    def _pause(self, step: Step) -> None:
        self._paused, self._pause_stops = True, step.stops

    def _resume(self, _step: Step) -> None:
        self._paused = False

    def _close(self, step: Step) -> None:
        self._paused = False
        self._rounds[-1] = replace(self._rounds[-1], closed=True, closed_on=step.on, outcome=step.outcome)

    def _visit(self, step: Step) -> None:
        self._rounds[-1] = replace(self._rounds[-1], satisfaction=step.satisfaction, visited_on=step.on)

    def _reopen(self, step: Step) -> None:
        self._rounds[-1] = replace(self._rounds[-1], due_on=self._due())
        self._rounds.append(Round(len(self._rounds) + 1, step.on or self._day))
        self._agreed, self._days = step.agreed_on, step.days
        self._assigned, self._stopped_days = [], 0

    def _mark(self, step: Step, change: Callable[[Whistle], Whistle]) -> None:
        for place, one in enumerate(self._whistles):
            if one.department == step.department and one.round == self._rounds[-1].round and one.waiting:
                self._whistles[place] = change(one)
                return

    def _waiting(self) -> list[Whistle]:
        return [one for one in self._whistles if one.waiting and one.round == self._rounds[-1].round]

    def _run_clock(self) -> None:
        """The clock stands still while a pause, or a wait for departments, that stops it lasts."""
        stands = not self._rounds[-1].closed and (
            (self._paused and self._pause_stops) or (self._whistle_stops and bool(self._waiting()))
        )
        if stands and self._stopped_since is None:
            self._stopped_since = self._day
        elif not stands and self._stopped_since is not None:
            self._stopped_days += self._calendar.between(self._stopped_since, self._day)
            self._stopped_since = None

    def _due(self) -> date | None:
        """The last day of the round's limit; None while the clock stands, and where nothing was agreed."""
        if self._stopped_since is not None:
            return None
        if self._agreed is not None:
            return self._agreed
        if self._days is None:
            return None
        return self._calendar.after(self._rounds[-1].opened_on, self._days + self._stopped_days)

    def _handler(self) -> str:
        """Whom it lies with: who is waited for, else who was assigned, else who was whistled for in this round."""
        waiting = [one.department for one in self._waiting()]
        here = [one.department for one in self._whistles if one.round == self._rounds[-1].round and not one.called_off]
        return "、".join(dict.fromkeys(waiting or self._assigned or here))


def late_days(life_due: date | None, closed_on: date | None, today: date, calendar: Calendar) -> int:
    """Working days past the limit: at its closing, or today while it is open; 0 in time or without a limit."""
    last = closed_on or today
    if life_due is None or last <= life_due:
        return 0
    return max(calendar.between(life_due, last), 1)  # closed on a Saturday after a Friday's limit is late all the same
