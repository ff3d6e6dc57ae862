"""Who may stand on a shift: availability, leave, joined and left, skills, a week's limit, rest, never twice at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from app.base.resources import rule_table
from app.models.rostering import Fairness, Half, Person, Post, Problem, RosterRules, Seat, Wish
from app.models.rules import RuleTable
from app.rules.service import minute_of

_DAY = 24 * 60
_WEEKDAYS = "一二三四五六日"


def roster_rules(table: RuleTable) -> RosterRules:
    """The numbers of the rule table `shift_rules`, with the office's own in them."""
    value = {row.key: int(row.values["value"]) for row in table.rows}
    halves = tuple(
        (row["half"], minute_of(row["starts"]), minute_of(row["ends"])) for row in rule_table("shift_halves")
    )
    return RosterRules(
        week_limit=value["每人每周最多"],
        rest=value["两个班次之间至少间隔"] * 60,
        margin=value["超出半天不算占用的分钟"],
        look_back=value["公平分配回看前几个月"],
        carry=value["前几个月多排少排最多结转"],
        weigh_change=value["重新排班少变动的分量"],
        weigh_wish=value["个人意愿的分量"],
        weigh_pair=value["结对同班的分量"],
        halves=halves,
    )


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def halves_of(post: Post, rules: RosterRules) -> tuple[Half, ...]:
    """The halves of a day that a shift takes up; one that it only touches (`margin`) is left out."""
    day = post.day.isoweekday()
    touched = [(min(post.ends, last) - max(post.starts, first), name) for name, first, last in rules.halves]
    taken = tuple((day, name) for minutes, name in touched if minutes > rules.margin)
    return taken or tuple((day, name) for minutes, name in touched if minutes == max(touched)[0])


def half_words(half: Half) -> str:
    """周一上午."""
    return f"周{_WEEKDAYS[half[0] - 1]}{half[1]}"


def never(person: Person, post: Post, rules: RosterRules) -> str:
    """Why a person cannot stand on a post, whatever else they do; '' when they can."""
    if person.joined_on is not None and person.joined_on > post.day:
        return "那时还没有加入"
    if person.left_on is not None and person.left_on < post.day:
        return "已经退出"
    if any(since <= post.day <= until for since, until in person.leaves):
        return "请假"
    if person.halves is None:
        return "没有登记可服务时间"
    missing = [half for half in halves_of(post, rules) if half not in person.halves]
    return f"{half_words(missing[0])}没空" if missing else ""


def gap_between(one: Post, other: Post) -> int:
    """Minutes from the end of one to the start of the other; negative when they overlap."""
    offset = (other.day - one.day).days * _DAY
    return max(other.starts + offset - one.ends, one.starts - (other.ends + offset))


def at_odds(one: Post, other: Post, rules: RosterRules) -> str:
    """Why the same person cannot stand on both; '' when they can."""
    if abs((other.day - one.day).days) > 1 + rules.rest // _DAY:
        return ""
    between = gap_between(one, other)
    if between < 0:
        return "同一时间已有班"
    return f"前后班次间隔不到{rules.rest // 60}小时" if between < rules.rest else ""


def week_limit(person: Person, rules: RosterRules) -> int:
    return rules.week_limit if person.week_limit is None else person.week_limit


def barred(person: Person, post: Post, rules: RosterRules, stands: Iterable[Post]) -> str:
    """Why somebody who stands on those posts cannot take this one as well; '' when they can."""
    others = [one for one in stands if one.id != post.id]
    for one in others:
        said = at_odds(one, post, rules)
        if said:
            return said
    limit = week_limit(person, rules)
    if sum(week_of(one.day) == week_of(post.day) for one in others) >= limit:
        return f"这一周已排满{limit}次"
    return ""


def roles_of(post: Post, taken: Sequence[str] = ()) -> dict[str, int]:
    """Open heads by skill ('' for anybody), those already taken left out: a seat for a skill fills that skill, and
    what is over fills the others."""
    open_ = dict(post.needs)
    open_[""] = max(post.heads - sum(open_.values()), 0)
    for skill in sorted(taken, key=lambda name: not name):
        role = skill if open_.get(skill, 0) > 0 else ""
        open_[role] = max(open_[role] - 1, 0)
    return {role: heads for role, heads in open_.items() if heads > 0}


def stands_of(problem: Problem, seats: Iterable[Seat]) -> dict[int, list[Post]]:
    """Posts by person, those around the month among them."""
    posts = {post.id: post for post in problem.posts}
    stands: dict[int, list[Post]] = defaultdict(list)
    for person_id, post in problem.around:
        stands[person_id].append(post)
    for seat in seats:
        stands[seat.person_id].append(posts[seat.post_id])
    return stands


def loads_of(seats: Iterable[Seat]) -> Counter[int]:
    return Counter(seat.person_id for seat in seats)


def wish_of(wishes: Sequence[Wish], post: Post, rules: RosterRules) -> int:
    """+1 for each wish that a post fulfils, -1 for each it goes against."""
    names = {name for _, name in halves_of(post, rules)}
    score = 0
    for wish in wishes:
        meant = wish.day == post.day if wish.day is not None else wish.weekday in (None, post.day.isoweekday())
        if meant and (not wish.half or wish.half in names):
            score += 1 if wish.likes else -1
    return score


def clashes(problem: Problem, seats: Sequence[Seat]) -> dict[Seat, str]:
    """Seats that break a rule (only what a hand can have made), each with the reason."""
    people = {person.id: person for person in problem.people}
    posts = {post.id: post for post in problem.posts}
    stands = stands_of(problem, seats)
    found: dict[Seat, str] = {}
    for seat in seats:
        person, post = people.get(seat.person_id), posts[seat.post_id]
        if person is None:
            found[seat] = "已经退出"
            continue
        said = never(person, post, problem.rules) or barred(person, post, problem.rules, stands[person.id])
        if not said and seat.skill and seat.skill not in person.skills:
            said = f"不会“{seat.skill}”"
        if said:
            found[seat] = said
    return found


def most_possible(problem: Problem) -> dict[int, int]:
    """At most so many shifts each person could take this month, were nobody else there: an upper bound that sees free
    time, a week's limit and that one serves once at a time."""
    times: dict[int, dict[date, set[tuple[date, int]]]] = defaultdict(lambda: defaultdict(set))
    at_once: dict[tuple[date, int, int], list[Post]] = defaultdict(list)
    for post in problem.posts:
        at_once[post.day, post.starts, post.ends].append(post)
    for (day, starts, _ends), posts in at_once.items():
        roles = {role for post in posts for role in roles_of(post)}
        for person in problem.people:
            if ("" in roles or roles & person.skills) and not never(person, posts[0], problem.rules):
                times[person.id][week_of(day)].add((day, starts))
    return {
        person.id: sum(min(len(slots), week_limit(person, problem.rules)) for slots in times[person.id].values())
        for person in problem.people
    }


def fairness(problem: Problem, seats: Sequence[Seat], most: Mapping[int, int] | None = None) -> Fairness:
    """How evenly the month is shared. Who could not come oftener than now counts only against those above."""
    loads = loads_of(seats)
    could = most if most is not None else most_possible(problem)
    able = [person for person in problem.people if could[person.id] > 0]
    carried = {person.id: loads[person.id] + person.carry for person in able}
    squares = sum(load * load for load in carried.values())
    free = [loads[person.id] for person in able if loads[person.id] < could[person.id]]
    counts = [loads[person.id] for person in able]
    if not counts:
        return Fairness(0, 0, 0, 0, 0)
    top, low = max(counts), min(free, default=max(counts))
    bound = sum(loads[person.id] >= could[person.id] and loads[person.id] < top for person in able)
    return Fairness(max(top - low, 0), top, min(counts), bound, squares)
