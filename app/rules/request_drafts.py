"""What must be true of a request before it is taken down, whoever typed it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.requests import RequestDraft
from app.rules.request_words import OTHER, USUAL_GRADE, propose
from app.rules.requests import Law

_LONGEST = 2000
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_request(draft: RequestDraft, *, today: date, law: Law) -> RequestDraft:
    """The draft with its texts trimmed, category and grade proposed where they are not stated.

    Raises UserFault naming the field.
    """
    draft = replace(
        draft,
        channel=_one_line(draft.channel),
        words=draft.words.strip(),
        caller=_one_line(draft.caller),
        phone="".join(draft.phone.split()),
        address=_one_line(draft.address),
    )
    if not draft.words:
        raise UserFault("还没有写诉求内容。", "请写一句群众反映的事。", place="内容")
    if len(draft.words) > _LONGEST:
        raise UserFault(f"诉求内容超过 {_LONGEST} 个字。", "请写短一些。", place="内容")
    if not draft.channel:
        raise UserFault("还没有选来源。", "请选一个来源,例如群众来访。", place="来源")
    if draft.received_on > today:
        raise UserFault(
            f"受理日期{chinese_date(draft.received_on)}还没有到。", "请改成今天或以前的日期。", place="受理日期"
        )
    if draft.received_time and not _TIME.fullmatch(draft.received_time):
        raise UserFault("受理时间写得不对。", "请写成 09:30 这样,或者不填。", place="受理时间")
    proposal = propose(draft.words)
    grade = draft.grade or proposal.grade or USUAL_GRADE
    if grade not in law.grades:
        raise UserFault("没有这种分级。", f"请从这些里选一个:{'、'.join(law.grades)}。", place="分级")
    if draft.agreed_on is not None:
        _check_agreed(draft, grade, law)
    return replace(draft, grade=grade, category=(draft.category or "").strip() or proposal.category or OTHER)


def _check_agreed(draft: RequestDraft, grade: str, law: Law) -> None:
    assert draft.agreed_on is not None
    if law.days(grade) is not None:
        raise UserFault(
            f"“{grade}”有规定的期限,不用约定。", "请清空约定日期,或改成按约定办理的分级。", place="约定日期"
        )
    if draft.agreed_on < draft.received_on:
        raise UserFault("约定的日期早于受理日期。", "请核对日期。", place="约定日期")


def _one_line(text: str) -> str:
    return " ".join(text.split())
