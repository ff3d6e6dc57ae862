"""The roster of a month as well as it can be: fewest gaps, then the fairest shares, then wishes, pairs and few changes.

OR-Tools is imported when a roster is solved, never before: it takes half a second and brings pandas along. One worker,
a fixed seed, and limits counted in its own deterministic time: the same input gives the same roster on any computer
that is not so slow that the clock must end the search.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.models.rostering import Answer, Post, Problem, Seat
from app.rules.rostering import fairness, loads_of, most_possible, stands_of, week_limit, week_of, wish_of
from app.rules.rostering_bounds import cliques, least_squares, open_heads, seats_that_may
from app.rules.rostering_greedy import even_out, evened, greedy
from app.rules.rostering_telling import gaps_of

BUDGET = 3.0  # deterministic seconds in all: five or six by the clock for 126 people and 540 heads
_FAIR = 0.6  # of what is left goes to fairness at most: wishes and few changes want their share
_LONGEST = 8.5  # seconds by the clock for the search, should a computer be far slower than that
_PROOF = 0.1  # of the budget: with the whole law in its linear program the search proves gaps at once or hardly ever
_PLEASE = "照顾意愿"
_LOOK = 0.05  # seconds between two looks whether the person has had enough
Better = Callable[[Answer], None]
Enough = Callable[[], bool]


def _ignore(_answer: Answer) -> None:
    """Nobody looks on."""


def _never() -> bool:
    return False


def first_answer(problem: Problem, enough: Enough = _never) -> Answer:
    """A usable roster at once, evened out; no claim how good it is."""
    draft = greedy(problem)
    even_out(draft, enough)
    return told(problem, sorted(draft.seats), stage="先排一版")


def told(problem: Problem, seats: Sequence[Seat], *, stage: str = "") -> Answer:
    """Seats with their gaps and shares; nothing is claimed of what else there could be."""
    return Answer(tuple(seats), gaps_of(problem, seats), fairness(problem, seats), False, 0, 1.0, stage)


def solve(problem: Problem, better: Better = _ignore, enough: Enough = _never, *, budget: float = BUDGET) -> Answer:
    """The best roster, or the best so far once `enough()`; `better` is called with each roster that beats the last one,
    the first after a moment. Seats that were fixed stay, whatever rule they break."""
    first = first_answer(problem, enough)
    better(first)
    if enough():
        return replace(first, stage="", stopped=True)
    search = _Search(problem, first.seats, better, enough, budget)
    if search.variables:
        search.fill()
        search.share()
        search.please()
    found = told(problem, sorted(search.best))
    proven = search.open_stages == 0
    fewest = found.missing if search.gaps_proven else min(search.fewest_gaps, found.missing)
    return Answer(
        found.seats, found.gaps, found.fairness, proven, fewest, 0.0 if proven else search.behind,
        stopped=enough() and not proven,
    )  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """How a stage ended: proven best, or how low its cost may be at least."""

    best: bool
    bound: int


class _Search:
    """One model, made harder stage by stage: what a stage has reached holds for those after it."""

    def __init__(self, problem: Problem, seats: Sequence[Seat], better: Better, enough: Enough, budget: float) -> None:
        self.problem, self.better, self.enough, self.left = problem, better, enough, budget
        self.began = time.monotonic()
        self.fixed = frozenset(problem.fixed)
        self.best = tuple(seats)
        self.open_stages, self.gaps_proven, self.fewest_gaps, self.behind = 0, True, 0, 0.0
        self.posts = {post.id: post for post in problem.posts}
        self.heads = open_heads(problem)
        self.variables: dict[Seat, Any] = {}
        self.by_person: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.load = {person.id: person.carry for person in problem.people}
        for seat in self.fixed:
            self.load[seat.person_id] = self.load.get(seat.person_id, 0) + 1
        may = seats_that_may(problem, self.heads)
        there = Counter((seat.post_id, seat.skill) for seat in may)
        # places that nobody could take, whatever else happens, are no goal
        self.wanted = sum(min(heads, there[role]) for role, heads in self.heads.items())
        self.before = frozenset((seat.post_id, seat.person_id) for seat in problem.previous)
        if may:
            from ortools.sat.python import cp_model

            self.cp = cp_model
            self.model: Any = cp_model.CpModel()
            self._write(may)

    # what is wanted, one thing after the other

    def fill(self) -> None:
        """Fewest gaps."""
        filled = sum(self.variables.values())
        if self._filled() < self.wanted:
            found = self._improve(-filled, "补缺口", _PROOF, least=-self.wanted, linear=2)
            if not found.best:
                low = found.bound
                found = self._improve(-filled, "补缺口", least=-self.wanted)
                found = replace(found, bound=max(found.bound, low))
            self.gaps_proven = found.best
            self.fewest_gaps = sum(self.heads.values()) + found.bound
            self._judge(found, -self._filled() + self.wanted, self.wanted + found.bound)
            self._even()
        self.model.add(filled == self._filled())

    def share(self) -> None:
        """The fairest shares: the sum of squared loads, those of the last months counted. Its least value has a spread
        of one wherever free time allows that; elsewhere nobody stands two above somebody who could step in."""
        most = most_possible(self.problem)
        rooms = {number: min(len(posts), most[number]) for number, posts in self.by_person.items()}
        weighed = []
        for number, posts in self.by_person.items():
            steps = [self.model.new_bool_var("") for _ in range(rooms[number])]
            self.model.add(sum(one for mine in posts.values() for one in mine) == sum(steps))
            weighed += [(2 * (self.load[number] + place) + 1, step) for place, step in enumerate(steps)]
        lowest = min((weight for weight, _ in weighed), default=0)
        cost = sum((weight - lowest) * step for weight, step in weighed)
        count = self._filled()
        floor = least_squares(self.load, rooms, count)
        if self._squares() > floor:
            found = self._improve(cost, "分得更匀", _FAIR)
            if not found.best:
                self._even()
            self._judge(found, self._squares(), max(found.bound + lowest * count, floor))
        self.model.add(cost <= self._squares() - lowest * count)

    def please(self) -> None:
        """Few changes against the roster before, wishes, and pairs together."""
        rules, before = self.problem.rules, self.before
        worths: dict[Seat, int] = {}
        for seat in self.variables:
            mine = [wish for wish in self.problem.wishes if wish.person_id == seat.person_id]
            worth = rules.weigh_wish * wish_of(mine, self.posts[seat.post_id], rules) if mine else 0
            worth += rules.weigh_change if (seat.post_id, seat.person_id) in before else 0
            if worth:
                worths[seat] = worth
        together = [both for one, other in self.problem.pairs for both in self._together(one, other)]
        if worths or together:
            gain = sum(worth * self.variables[seat] for seat, worth in worths.items())
            found = self._improve(-gain - rules.weigh_pair * sum(together), _PLEASE)
            self.open_stages += not found.best

    # within

    def _write(self, may: Sequence[Seat]) -> None:
        self.variables = {seat: self.model.new_bool_var("") for seat in may}
        by_role: dict[tuple[int, str], list[Any]] = defaultdict(list)
        for seat, variable in self.variables.items():
            by_role[seat.post_id, seat.skill].append(variable)
            self.by_person[seat.person_id][seat.post_id].append(variable)
        for role, variables in by_role.items():
            self.model.add(sum(variables) <= self.heads[role])
        stands = stands_of(self.problem, self.fixed)
        for person in self.problem.people:
            if person.id in self.by_person:
                self._bind(person.id, week_limit(person, self.problem.rules), stands[person.id])

    def _bind(self, number: int, limit: int, stands: Sequence[Post]) -> None:
        """Never twice at once, rest between, so many a week."""
        mine = sorted(
            map(self.posts.__getitem__, self.by_person[number]), key=lambda one: (one.day, one.starts, one.id)
        )
        weeks: dict[Any, list[Any]] = defaultdict(list)
        for post in mine:
            weeks[week_of(post.day)] += self.by_person[number][post.id]
        for monday, variables in weeks.items():
            room = max(limit - sum(week_of(post.day) == monday for post in stands), 0)
            if len(variables) > room:
                self.model.add(sum(variables) <= room)
        for clique in (
            *([post] for post in mine),
            *cliques(mine, self.problem),
        ):  # one role of a post, one post at a time
            together = [one for post in clique for one in self.by_person[number][post.id]]
            if len(together) > 1:
                self.model.add_at_most_one(together)

    def _together(self, one: int, other: int) -> list[Any]:
        found = []
        for post_id, variables in self.by_person.get(one, {}).items():
            theirs = self.by_person.get(other, {}).get(post_id)
            if theirs:
                both = self.model.new_bool_var("")
                self.model.add(both <= sum(variables))
                self.model.add(both <= sum(theirs))
                found.append(both)
        return found

    def _filled(self) -> int:
        return len(self.best) - len(self.fixed)

    def _squares(self) -> int:
        """What the seats that are not fixed add to the sum of squares."""
        counts = loads_of(seat for seat in self.best if seat not in self.fixed)
        return sum((self.load[number] + count) ** 2 - self.load[number] ** 2 for number, count in counts.items())

    def _even(self) -> None:
        """Single moves that make the best so far fairer: a second's work of the search in a moment."""
        self.best = tuple(evened(self.problem, self.best, self.enough))
        self.better(told(self.problem, self.best, stage="分得更匀"))

    def _judge(self, found: _Found, now: int, bound: int) -> None:
        if not found.best:
            self.open_stages += 1
            self.behind = max(self.behind, (now - bound) / max(now, 1))

    def _improve(self, cost: Any, stage: str, share: float = 1.0, least: int = 0, linear: int = 1) -> _Found:
        """Search on from the best so far, until it is proven, the budget is spent, or the person has had enough.
        `least`: what the cost cannot be below in any case. `linear`: how much of the law the linear program sees;
        gaps are proven by all of it, shares sooner by less."""
        if self.enough():
            return _Found(False, least)
        near = () if stage == _PLEASE else self.before  # the last stage weighs changes itself
        stay = [one for seat, one in self.variables.items() if (seat.post_id, seat.person_id) in near]
        weight = len(stay) + 1  # one step of the cost outweighs every change against the roster before
        self.model.minimize(weight * cost - sum(stay) if stay else cost)
        self.model.clear_hints()
        chosen = frozenset(self.best)
        for seat, variable in self.variables.items():
            self.model.add_hint(variable, seat in chosen)
        solver = self.cp.CpSolver()
        wanted = solver.parameters
        wanted.num_workers, wanted.random_seed = 1, 7
        wanted.linearization_level = linear
        wanted.max_deterministic_time = max(self.left * share, 0.01)
        wanted.max_time_in_seconds = max(_LONGEST - (time.monotonic() - self.began), 0.1)
        with _watched(solver, self.enough):
            status = solver.solve(self.model, _callback(self, stage))
        self.left -= solver.response_proto.deterministic_time
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            self.best = self._read(solver.boolean_value)
        bound = max(-(-round(solver.best_objective_bound) // weight), least)
        return _Found(status == self.cp.OPTIMAL, bound)

    def _read(self, chosen: Callable[[Any], bool]) -> tuple[Seat, ...]:
        return (*self.fixed, *(seat for seat, variable in self.variables.items() if chosen(variable)))


class _watched:  # noqa: N801 - reads as a word in `with`
    """Ends a search soon after `enough()`; the solver itself would only listen when it finds something."""

    def __init__(self, solver: Any, enough: Enough) -> None:
        self._solver, self._enough = solver, enough
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="qicai-roster-watch", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_trouble: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            if self._enough():
                self._solver.stop_search()


def _callback(search: _Search, stage: str) -> Any:
    """Tells of each roster that beats the last one."""

    class Found(search.cp.CpSolverSolutionCallback):  # type: ignore[name-defined,misc] # known once it is imported
        def on_solution_callback(self) -> None:
            seats = search._read(self.boolean_value)
            if set(seats) != set(search.best):
                search.best = seats
                search.better(told(search.problem, sorted(seats), stage=stage))

    return Found()
