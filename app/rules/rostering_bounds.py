"""What the solver works out before it searches: open places, who may take them, what excludes what, and a floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from app.models.rostering import Post, Problem, Seat
from app.rules.rostering import at_odds, barred, never, roles_of, stands_of


def open_heads(problem: Problem) -> dict[tuple[int, str], int]:
    """Heads by post and role that no fixed seat fills."""
    taken: dict[int, list[str]] = defaultdict(list)
    for seat in problem.fixed:
        taken[seat.post_id].append(seat.skill)
    return {(post.id, role): heads for post in problem.posts for role, heads in roles_of(post, taken[post.id]).items()}


def seats_that_may(problem: Problem, heads: dict[tuple[int, str], int]) -> list[Seat]:
    """Every seat that breaks no rule beside what is fixed."""
    stands = stands_of(problem, problem.fixed)
    there = {(seat.post_id, seat.person_id) for seat in problem.fixed}
    roles: dict[int, list[str]] = defaultdict(list)
    for post_id, role in heads:
        roles[post_id].append(role)
    found = []
    for post in problem.posts:
        for person in problem.people:
            skills = [role for role in roles[post.id] if not role or role in person.skills]
            if not skills or (post.id, person.id) in there or never(person, post, problem.rules):
                continue
            if not barred(person, post, problem.rules, stands[person.id]):
                found += [Seat(post.id, person.id, role) for role in skills]
    return found


def cliques(posts: Sequence[Post], problem: Problem) -> list[list[Post]]:
    """Posts in order of time, in groups of which no two go together; every such two are in one of them. Times are
    intervals (each stretched by the rest), so it is enough to look at those that run when one begins."""
    found: list[list[Post]] = []
    running: list[Post] = []
    for post in posts:
        still = [one for one in running if at_odds(one, post, problem.rules)]
        if len(still) < len(running) and len(running) > 1:
            found.append(running)
        running = [*still, post]
    return [*found, running] if len(running) > 1 else found


def least_squares(load: dict[int, int], rooms: dict[int, int], count: int) -> int:
    """The least that `count` more shifts add to the sum of squares, each person taking at most so many."""
    steps = sorted(2 * (load[number] + place) + 1 for number, room in rooms.items() for place in range(room))
    return sum(steps[:count])
