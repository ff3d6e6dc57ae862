"""What does not fit in a meeting, in sentences, and which steps of its life can be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.models.meeting_cards import Move
from app.models.meeting_drafts import MeetingDraft
from app.models.meetings import Attendance, Came, MeetingLine, Resolution, Role, State
from app.models.quorum import QuorumRule, Verdict
from app.models.roster import Roster, Scope
from app.rules.quorum import troubles

TITLES = {
    "hold": "登记召开",
    "check": "核对完毕",
    "send_back": "退回草稿",
    "sign": "签字定稿",
    "correct": "追加更正",
    "edit": "修改",
    "remove": "删除",
}


def findings(
    line: MeetingLine,
    draft: MeetingDraft,
    people: Sequence[Attendance],
    resolutions: Sequence[Resolution],
    roster: Roster,
    rules: Mapping[str, QuorumRule],
    today: date,
) -> tuple[str, ...]:
    """What the secretary should look at. Of a signed meeting only what its own record says."""
    found = list(vote_troubles(resolutions, rules))
    if line.state is State.PLANNED:
        late = line.held_on < today
        return ("计划的日子已经过了,还没有登记召开;没有开的,请改日期或删除计划。",) if late else ()
    found += [
        f"{one.name}在开会那天不在名册上,列为列席。"
        for one in people
        if one.member_id is not None and one.role is Role.GUEST and line.state is not State.SIGNED
    ]
    unknown = sum(one.role is Role.SHOULD and one.state is Came.UNKNOWN for one in people)
    if unknown:
        found.append(f"还有{unknown}人没有登记是否出席。")
    unsaid = [one.name for one in people if one.state is Came.EXCUSED and not one.reason]
    if unsaid:
        found.append(f"请假没有写原因:{'、'.join(unsaid)}。")
    said = draft.said
    if said and said.should is not None and roster.entries and said.should != roster.should:
        found.append(f"记录的应到{said.should}人,按名册是{roster.should}人。")
    if said and said.voters is not None and roster.entries and said.voters != roster.voters:
        found.append(f"记录的有表决权{said.voters}人,按名册是{roster.voters}人。")
    if line.scope is not Scope.INVITED and not roster.entries and draft.said is None:
        found.append("那一天的名册里没有人,应到人数算不出来;请登记党员名册,或直接填写人数。")
    found += [
        f"决议“{item.words[:20]}”:{item.ruling.verdict.value}。"
        for item in resolutions
        if item.ruling and item.ruling.verdict is Verdict.NOT_QUORATE
    ]
    return tuple(found)


def vote_troubles(resolutions: Sequence[Resolution], rules: Mapping[str, QuorumRule]) -> tuple[str, ...]:
    """Counts that cannot be, such as more votes than voters."""
    return tuple(
        f"决议“{item.words[:20]}”:{trouble}"
        for item in resolutions
        if item.occasion in rules
        for trouble in troubles(rules[item.occasion], item.count)
    )


def moves(
    line: MeetingLine, resolutions: Sequence[Resolution], rules: Mapping[str, QuorumRule], today: date
) -> tuple[Move, ...]:
    """Every step with why it cannot be taken."""
    wrong = vote_troubles(resolutions, rules)
    return tuple(Move(verb, title, _why(verb, line, wrong, today)) for verb, title in TITLES.items())


def _why(verb: str, line: MeetingLine, wrong: Sequence[str], today: date) -> str:
    state = line.state
    if verb == "correct":
        return "" if state is State.SIGNED else "还没有签字定稿,直接修改就可以。"
    if state is State.SIGNED:
        return "会议记录已经签字定稿,不能再改;有错请追加更正。"
    if verb == "hold":
        if state is not State.PLANNED:
            return "这次会议已经登记召开。"
        return "" if line.held_on <= today else "还没有到开会的日期。"
    if verb in ("edit", "remove"):
        return ""
    if state is State.PLANNED:
        return "还没有登记召开。"
    if verb == "send_back":
        return "" if state is State.CHECKED else "还没有核对,直接修改就可以。"
    if wrong:
        return wrong[0]
    if verb == "check":
        return "" if state is State.DRAFT else "已经核对过了。"
    return "" if state is State.CHECKED else "请先核对,再签字定稿。"
