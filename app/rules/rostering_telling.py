"""What is missing on a roster, and why: each gap with the reason that a person can act on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from app.models.rostering import Gap, Person, Post, Problem, Seat
from app.rules.rostering import barred, never, roles_of, stands_of


def gaps_of(problem: Problem, seats: Sequence[Seat]) -> tuple[Gap, ...]:
    """Every role of a post that is not filled, in the order of the posts."""
    stands = stands_of(problem, seats)
    taken: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        taken[seat.post_id].append(seat)
    found = []
    for post in problem.posts:
        there = taken[post.id]
        if len(there) >= post.heads and not post.needs:
            continue
        for role, heads in roles_of(post, [seat.skill for seat in there]).items():
            others = [person for person in problem.people if person.id not in {seat.person_id for seat in there}]
            found.append(Gap(post.id, heads, role, _reason(problem, post, role, others, stands)))
    return tuple(found)


def impossible(problem: Problem, post: Post) -> str:
    """Why a post could not be filled even if nothing else were served; '' when it could be."""
    for role, heads in sorted(roles_of(post).items(), reverse=True):
        skilled = [one for one in problem.people if not role or role in one.skills]
        if role and len(skilled) < heads:
            return f"会“{role}”的志愿者只有{len(skilled)}人,要{heads}人" if skilled else f"没有会“{role}”的志愿者"
    if len(problem.people) < post.heads:
        return f"志愿者一共{len(problem.people)}人,要{post.heads}人"
    return ""


def _reason(problem: Problem, post: Post, role: str, others: Sequence[Person], stands: dict[int, list[Post]]) -> str:
    if not problem.people:
        return "还没有志愿者"
    skilled = [person for person in others if not role or role in person.skills]
    who = f"会“{role}”的" if role else ""
    if not skilled:
        known = any(role in person.skills for person in problem.people)
        return "没有别的志愿者" if not role else f"没有别的{who}人" if known else f"没有{who}人"
    at_all = Counter(never(person, post, problem.rules) for person in skilled)
    free = [person for person in skilled if not never(person, post, problem.rules)]
    if not free:
        return f"{who}{len(skilled)}人都来不了:{_counted(at_all)}" if role else f"谁都没空:{_counted(at_all)}"
    why = Counter(barred(person, post, problem.rules, stands[person.id]) for person in free)
    if "" in why:
        return f"{who}有空的{len(free)}人里还有{why['']}人可以排"
    return f"{who}有空的{len(free)}人都排不进:{_counted(why)}"


def _counted(why: Counter[str]) -> str:
    """周一上午没空12人、请假1人, the most frequent first."""
    return "、".join(f"{reason}{count}人" for reason, count in why.most_common())
