"""What a visit, a tier or a pairing must say before it is kept. `place` of a fault names the field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.visits import CareDraft, NeedDraft, PairingDraft, VisitDraft

DATE, VISITOR, FINDINGS, NEEDS, NEXT, DOOR = "走访日期", "走访人", "情况", "需求", "下次走访", "门牌"
LONGEST = {VISITOR: 30, FINDINGS: 500, NEEDS: 200, "目的": 100}
_FAR = 366  # an agreed date further off than a year is a slip of the pen


@dataclass(frozen=True)
class DoorThen:
    """What is known of a door on the day of a visit. `people_since`: first day on which anybody is known to have lived
    there; None where that is not known. `taken`: visitors whose visits of that day are there already."""

    people_since: date | None = None
    vacant: bool = False
    taken: frozenset[str] = frozenset()


def check_visit(draft: VisitDraft, *, today: date, door: DoorThen) -> VisitDraft:
    """The draft, trimmed. Raises UserFault that names the field."""
    draft = replace(
        draft,
        visitor=" ".join(draft.visitor.split()),
        purpose=draft.purpose.strip(),
        findings=draft.findings.strip(),
        needs=tuple(replace(need, words=need.words.strip()) for need in draft.needs if need.words.strip()),
    )
    if draft.visited_on > today:
        raise UserFault("走访日期在今天之后。", "还没有去的走访不用登记;约好的日子填在“下次走访”。", place=DATE)
    if not draft.visitor:
        raise UserFault("还没有写走访人。", "请填写是谁去的,几个人用顿号分开。", place=VISITOR)
    for place, text in ((VISITOR, draft.visitor), ("目的", draft.purpose), (FINDINGS, draft.findings)):
        _check_length(place, text)
    for need in draft.needs:
        _check_length(NEEDS, need.words)
        _check_need(need)
    if draft.met and door.vacant:
        raise UserFault(
            f"这户在{chinese_date(draft.visited_on)}登记为空置,不会有人在家。",
            "请核对日期,或先改正居住状态。",
            place=DATE,
        )
    if draft.met and door.people_since is not None and draft.visited_on < door.people_since:
        raise UserFault(
            f"这户的人{chinese_date(door.people_since)}才住进来。", "请核对走访日期,或先改正迁入日期。", place=DATE
        )
    if draft.visitor in door.taken:
        raise UserFault("这户这一天已经有同一个人的走访记录。", "如果要补充内容,请打开那条记录修改。", place=DATE)
    if draft.next_on is not None:
        if draft.next_on <= draft.visited_on:
            raise UserFault("下次走访的日期不在这次走访之后。", "请检查这两个日期。", place=NEXT)
        if (draft.next_on - draft.visited_on).days > _FAR:
            raise UserFault("下次走访约在一年以后。", "请检查日期的年份。", place=NEXT)
    return draft


def check_care(draft: CareDraft, reasons: Collection[str]) -> CareDraft:
    """Raises UserFault for a reason that is not in the list, or an end before the beginning."""
    if draft.reason not in reasons:
        raise UserFault("还没有选理由。", "请从列表里选一条理由。", place="理由")
    if draft.until is not None and draft.until < draft.since:
        raise UserFault("结束日期早于开始日期。", "请检查这两个日期。", place="结束日期")
    return draft


def check_pairing(draft: PairingDraft, *, today: date) -> PairingDraft:
    """The draft, trimmed, its beginning filled in: the day on which the second side agreed, else today.

    Raises UserFault that names the field.
    """
    draft = replace(draft, member=" ".join(draft.member.split()), note=draft.note.strip())
    if not draft.member:
        raise UserFault("还没有写结对的党员。", "请填写党员的姓名。", place="党员")
    if len(draft.member) > LONGEST[VISITOR]:
        raise UserFault("姓名太长。", f"最多 {LONGEST[VISITOR]} 个字。", place="党员")
    agreed = [day for day in (draft.member_agreed, draft.household_agreed) if day is not None]
    if any(day > today for day in agreed):
        raise UserFault("同意的日期在今天之后。", "还没有同意的,请先空着。", place="同意日期")
    since = draft.since or (max(agreed) if len(agreed) == 2 else today)
    if agreed and since < max(agreed):
        raise UserFault("结对开始的日期早于双方同意的日期。", "请检查日期。", place="开始日期")
    return replace(draft, since=since)


def _check_need(need: NeedDraft) -> None:
    if need.settled and need.as_request:
        raise UserFault("当场解决的需求不用再转诉求。", "请在“当场解决”和“转为诉求”里选一个。", place=NEEDS)


def _check_length(place: str, text: str) -> None:
    if len(text) > LONGEST[place]:
        raise UserFault(f"内容太长,最多 {LONGEST[place]} 个字。", "请写短一些。", place=place)
