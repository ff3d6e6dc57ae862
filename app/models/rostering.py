"""排班: what a roster is made from, and what came out. Times are minutes since midnight, weekdays 1 (Monday) to 7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Half = tuple[int, str]  # (weekday, 上午 / 下午 / 晚上)


@dataclass(frozen=True)
class RosterRules:
    """The office's own numbers; `halves`: (name, from, to), `margin`: so many minutes into a half do not count."""

    week_limit: int
    rest: int
    margin: int
    look_back: int
    carry: int
    weigh_change: int
    weigh_wish: int
    weigh_pair: int
    halves: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Person:
    """A volunteer as the roster sees one. `left_on`: the last day. `halves` None: never asked. `carry`: shifts more (or
    less) than a fair share in the last months."""

    id: int
    name: str = ""
    skills: frozenset[str] = frozenset()
    halves: frozenset[Half] | None = None
    leaves: tuple[tuple[date, date], ...] = ()
    joined_on: date | None = None
    left_on: date | None = None
    week_limit: int | None = None
    carry: int = 0


@dataclass(frozen=True)
class Post:
    """A shift as the roster sees one: `heads` in all, `needs` (skill, heads) among them."""

    id: int
    day: date
    starts: int
    ends: int
    heads: int
    needs: tuple[tuple[str, int], ...] = ()
    title: str = ""


@dataclass(frozen=True, order=True)
class Seat:
    """Somebody on a post; `skill`: what they were put there for, '' for nothing special."""

    post_id: int
    person_id: int
    skill: str = ""


@dataclass(frozen=True)
class Wish:
    """For a day, or for a weekday and half (either may be missing)."""

    person_id: int
    likes: bool
    day: date | None = None
    weekday: int | None = None
    half: str = ""


@dataclass(frozen=True)
class Problem:
    """A month to be filled. `fixed` stays as it is, `previous` should stay where it can; `around`: what is served on
    other shifts that week limits and rest must see (person, day, starts, ends)."""

    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    rules: RosterRules
    fixed: tuple[Seat, ...] = ()
    previous: tuple[Seat, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    wishes: tuple[Wish, ...] = ()
    around: tuple[tuple[int, Post], ...] = ()


@dataclass(frozen=True)
class Gap:
    """So many heads of a post that nobody fills, and why, in words."""

    post_id: int
    heads: int
    skill: str
    reason: str


@dataclass(frozen=True)
class Fairness:
    """`spread`: most minus fewest shifts of those who could have come as often as the others; `bound_by_time`: those
    whose free time allows fewer. `squares`: what is made as small as can be, carried shifts counted."""

    spread: int
    most: int
    fewest: int
    bound_by_time: int
    squares: int


@dataclass(frozen=True)
class Answer:
    """`seats` sorted. `proven`: nothing better exists in this order: gaps, fairness, wishes; else `best_gaps` (no
    roster has fewer) and `behind` (a share, how far fairness or wishes may be from the best at most)."""

    seats: tuple[Seat, ...]
    gaps: tuple[Gap, ...]
    fairness: Fairness
    proven: bool
    best_gaps: int
    behind: float = 0.0
    stage: str = ""
    stopped: bool = False

    @property
    def missing(self) -> int:
        return sum(gap.heads for gap in self.gaps)
