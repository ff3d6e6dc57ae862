"""A roster at once: the hardest posts first, each to whoever has served least; then shifts go to whoever has fewer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from app.models.rostering import Person, Post, Problem, Seat
from app.rules.rostering import barred, never, roles_of, stands_of


class Draft:
    """A roster in the making: who stands where, and who else could."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people: dict[int, Person] = {person.id: person for person in problem.people}
        self.posts: dict[int, Post] = {post.id: post for post in problem.posts}
        self.seats: set[Seat] = set(problem.fixed)
        self.stands: dict[int, list[Post]] = stands_of(problem, problem.fixed)
        self.loads: Counter[int] = Counter({person.id: person.carry for person in problem.people})
        self.on: dict[int, set[int]] = defaultdict(set)
        for seat in problem.fixed:
            self.loads[seat.person_id] += 1
            self.on[seat.post_id].add(seat.person_id)
        self.able = _able(problem)

    def could(self, post: Post, role: str) -> list[int]:
        """Whoever may take a role of a post now."""
        rules = self.problem.rules
        return [
            number
            for number in self.able[post.id]
            if number not in self.on[post.id]
            and (not role or role in self.people[number].skills)
            and not barred(self.people[number], post, rules, self.stands[number])
        ]

    def put(self, seat: Seat) -> None:
        self.seats.add(seat)
        self.stands[seat.person_id].append(self.posts[seat.post_id])
        self.loads[seat.person_id] += 1
        self.on[seat.post_id].add(seat.person_id)

    def take(self, seat: Seat) -> None:
        self.seats.discard(seat)
        self.stands[seat.person_id].remove(self.posts[seat.post_id])
        self.loads[seat.person_id] -= 1
        self.on[seat.post_id].discard(seat.person_id)


def greedy(problem: Problem) -> Draft:
    """The plain floor: no seat is moved once it is given. What was there before stays where it may."""
    draft = Draft(problem)
    for seat in sorted(problem.previous):
        post = draft.posts.get(seat.post_id)
        roles = roles_of(post, [one.skill for one in draft.seats if one.post_id == seat.post_id]) if post else {}
        if post is not None and seat.skill in roles and seat.person_id in draft.could(post, seat.skill):
            draft.put(seat)
    taken: dict[int, list[str]] = defaultdict(list)
    for seat in draft.seats:
        taken[seat.post_id].append(seat.skill)
    for post in sorted(problem.posts, key=lambda one: (len(draft.able[one.id]) - 2 * one.heads, one.day, one.id)):
        for role, heads in sorted(roles_of(post, taken[post.id]).items(), reverse=True):
            for _ in range(heads):
                free = draft.could(post, role)
                if not free:
                    break
                draft.put(Seat(post.id, min(free, key=lambda number: (draft.loads[number], number)), role))
    return draft


def even_out(draft: Draft, enough: Callable[[], bool]) -> None:
    """Move shifts from whoever has many to whoever has at least two fewer, until nobody is left to ask."""
    keep = set(draft.problem.fixed)
    moved = True
    while moved and not enough():
        moved = False
        for seat in sorted(draft.seats - keep, key=lambda one: (-draft.loads[one.person_id], one)):
            post, load = draft.posts[seat.post_id], draft.loads[seat.person_id]
            free = [number for number in draft.could(post, seat.skill) if draft.loads[number] <= load - 2]
            if free:
                draft.take(seat)
                draft.put(Seat(post.id, min(free, key=lambda number: (draft.loads[number], number)), seat.skill))
                moved = True


def evened(problem: Problem, seats: Iterable[Seat], enough: Callable[[], bool]) -> list[Seat]:
    """A roster that was found, evened out: who fills gaps best does not care whom it burdens."""
    draft = Draft(problem)
    for seat in sorted(set(seats) - set(problem.fixed)):
        draft.put(seat)
    even_out(draft, enough)
    return sorted(draft.seats)


def _able(problem: Problem) -> dict[int, list[int]]:
    """Persons by post who may stand there as far as their own time goes."""
    return {
        post.id: [person.id for person in problem.people if not never(person, post, problem.rules)]
        for post in problem.posts
    }
