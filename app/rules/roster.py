"""Who should attend on a day, and who has a vote: from dated facts, never from how things stand today.

No vote: probationary members (预备党员) and members on 留党察看. They should attend all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from app.base.clock import chinese_date
from app.base.resources import rule_table
from app.models.roster import (
    Body,
    BodyKind,
    MemberRecord,
    Numbers,
    Roster,
    RosterEntry,
    Scope,
    Span,
    SpanKind,
)
from app.rules.terms import known_term

FULL, PROBATIONARY, WATCHED = "正式党员", "预备党员", "留党察看"
_WHY = {SpanKind.PROBATION: "预备党员没有表决权", SpanKind.WATCH: "留党察看期间没有表决权"}


@lru_cache(maxsize=1)
def _posts() -> Mapping[str, tuple[int, bool]]:
    """Post -> (rank, whether its holder sits in the committee)."""
    return {row["term"]: (int(row["rank"]), row["committee"] == "是") for row in rule_table("party_posts")}


@lru_cache(maxsize=1)
def posts() -> tuple[str, ...]:
    """The posts that forms offer, in their order."""
    return tuple(sorted(_posts(), key=lambda post: _posts()[post][0]))


def post_of(text: str) -> str | None:
    """The post a text names (支部书记 -> 书记), or None."""
    return known_term("party_posts", text)


def sits_in_committee(post: str) -> bool:
    """A post that no table knows but that ends in 书记 or 委员 is one of the committee's."""
    known = _posts().get(post)
    return known[1] if known else post.endswith(("书记", "委员"))


def branch_rule(name: str) -> int:
    """A number of resources/rules/branch_rules.csv."""
    return _branch_rules()[name]


@lru_cache(maxsize=1)
def _branch_rules() -> Mapping[str, int]:
    return {row["rule"]: int(row["value"]) for row in rule_table("branch_rules")}


def spans_on(member: MemberRecord, day: date, kind: SpanKind) -> list[Span]:
    return [span for span in member.spans if span.kind is kind and span.holds_on(day)]


def enrolled(member: MemberRecord, day: date, branch_id: int | None) -> bool:
    """On the roster of the branch that day; None: of any branch."""
    return any(branch_id in (None, span.body_id) for span in spans_on(member, day, SpanKind.ENROLLED))


def why_no_vote(member: MemberRecord, day: date) -> str:
    """'' for a member with a vote."""
    return next((why for kind, why in _WHY.items() if spans_on(member, day, kind)), "")


def standing(member: MemberRecord, day: date) -> str:
    """正式党员, 预备党员, 留党察看; of somebody on no roster that day how they left, or 未在册."""
    if not enrolled(member, day, None):
        past = [span for span in member.spans if span.kind is SpanKind.ENROLLED and span.until and span.until < day]
        last = max(past, key=lambda span: span.until or date.min, default=None)
        return (last.ended or "已离开") if last else "未在册"
    if spans_on(member, day, SpanKind.WATCH):
        return WATCHED
    return PROBATIONARY if spans_on(member, day, SpanKind.PROBATION) else FULL


def posts_on(member: MemberRecord, day: date, branch_id: int | None) -> tuple[str, ...]:
    """Posts held that day in a branch (None: anywhere), the highest first."""
    held = {span.title for span in spans_on(member, day, SpanKind.POST) if branch_id in (None, span.body_id)}
    return tuple(sorted(held, key=_post_rank))


def group_on(member: MemberRecord, day: date) -> int | None:
    """The group somebody is in that day."""
    return next((span.body_id for span in spans_on(member, day, SpanKind.GROUP)), None)


def roster_of(
    day: date, scope: Scope, body: Body, members: Iterable[MemberRecord], bodies: Mapping[int, Body]
) -> Roster:
    """Who should attend a meeting of `body` on `day`. For a group its branch's roster decides who is a member at all.

    Of a body that invites (议事) nobody should attend by the roster. A group meeting held by a branch that has no
    groups is for all of its members.
    """
    branch = body.parent_id if body.kind is BodyKind.GROUP else body.id
    entries = []
    for member in members if scope is not Scope.INVITED else ():
        if not enrolled(member, day, branch):
            continue
        held, group = posts_on(member, day, branch), group_on(member, day)
        if scope is Scope.COMMITTEE and not any(map(sits_in_committee, held)):
            continue
        if scope is Scope.GROUP and body.kind is BodyKind.GROUP and group != body.id:
            continue
        why = why_no_vote(member, day)
        name = bodies[group].name if group is not None and group in bodies else ""
        entries.append((_order(held, member), RosterEntry(member.id, member.name, not why, why, held, name)))
    entries.sort(key=lambda pair: pair[0])
    return Roster(day, scope, body.id, body.name, tuple(entry for _, entry in entries))


def numbers_of(day: date, branch: Body, members: Sequence[MemberRecord], bodies: Mapping[int, Body]) -> Numbers:
    """How many of what a branch has on a day."""
    whole = roster_of(day, Scope.BRANCH, branch, members, bodies)
    there = {entry.member_id for entry in whole.entries}
    here = [member for member in members if member.id in there]
    return Numbers(
        members=whole.should,
        voters=whole.voters,
        probationary=sum(bool(spans_on(member, day, SpanKind.PROBATION)) for member in here),
        watched=sum(bool(spans_on(member, day, SpanKind.WATCH)) for member in here),
        committee=roster_of(day, Scope.COMMITTEE, branch, members, bodies).should,
        groups=sum(body.parent_id == branch.id and body.stands_on(day) for body in bodies.values()),
    )


def full_members(day: date, branch_id: int, members: Iterable[MemberRecord]) -> tuple[int, int]:
    """(members, full members) on the roster of a branch."""
    there = [member for member in members if enrolled(member, day, branch_id)]
    return len(there), sum(not spans_on(member, day, SpanKind.PROBATION) for member in there)


def has_committee(numbers: Numbers) -> bool:
    """支部委员会 exists from 7 full members (正式党员) on."""
    return numbers.members - numbers.probationary >= branch_rule("committee_from")


def notices(numbers: Numbers) -> tuple[str, ...]:
    """Where a branch is not as the rules want it, in sentences; for an empty roster nothing can be said."""
    if not numbers.members:
        return ()
    full = numbers.members - numbers.probationary
    least, most = branch_rule("least_members"), branch_rule("most_members")
    found = []
    if full < least:
        found.append(f"正式党员{full}人,不足{least}人:按规定应与邻近单位联合成立党支部。")
    if numbers.members > most:
        found.append(f"党员{numbers.members}人,超过{most}人:党支部党员人数一般不超过{most}人。")
    if has_committee(numbers) and not numbers.committee:
        found.append(f"正式党员{full}人,应当设立支部委员会;名册里还没有登记委员职务。")
    elif numbers.committee > branch_rule("committee_most"):
        found.append(f"支部委员{numbers.committee}人:支部委员会一般不超过{branch_rule('committee_most')}人。")
    elif has_committee(numbers) and numbers.committee < branch_rule("committee_least"):
        found.append(f"支部委员{numbers.committee}人:支部委员会由3至5人组成。")
    return tuple(found)


def terms_over(member: MemberRecord, day: date) -> list[str]:
    """Posts in the committee held for longer than a term."""
    years = branch_rule("term_years")
    return [
        f"{member.name}担任{span.title}自{chinese_date(span.since)}起已满{years}年,任期届满应按期换届。"
        for span in spans_on(member, day, SpanKind.POST)
        if sits_in_committee(span.title) and span.since and (day - span.since).days > years * 365 + 1
    ]


def _post_rank(post: str) -> tuple[int, str]:
    known = _posts().get(post)
    return (known[0] if known else 99, post)


def _order(held: Sequence[str], member: MemberRecord) -> tuple[int, str, int]:
    return (_post_rank(held[0])[0] if held else 100, member.sort or member.name, member.id)
