"""What must be true of a patrol before it is stored, and the week it stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.patrols import BODIES, FindingDraft, Party, PatrolDraft


def check_patrol(draft: PatrolDraft, *, today: date) -> PatrolDraft:
    """The draft with its texts trimmed, a party for each of the four. Raises UserFault naming the field."""
    not_yet(draft.on, today, "巡查日期")
    said = {party.body: party for party in draft.parties}
    strange = said.keys() - set(BODIES)
    if strange:
        raise UserFault(f"四方里没有“{min(strange)}”。", f"四方是:{'、'.join(BODIES)}。", place="参加方")
    parties = tuple(
        replace(party, names=one_line(party.names)) if party else Party(body, came=False)
        for body in BODIES
        for party in [said.get(body)]
    )
    if not any(party.came for party in parties):
        raise UserFault("还没有登记谁参加了巡查。", "请勾选到场的一方。", place="参加方")
    findings = tuple(_finding(one) for one in draft.findings)
    return replace(
        draft, parties=parties, route=one_line(draft.route), minutes=draft.minutes.strip(), findings=findings
    )


def _finding(one: FindingDraft) -> FindingDraft:
    words = one.words.strip()
    if not words:
        raise UserFault("有一条发现没有写内容。", "请写一句发现了什么,或去掉这一行。", place="发现的问题")
    if one.settled and one.becomes_request:
        raise UserFault("当场解决的问题不用再转成诉求。", "请二选一。", place="发现的问题")
    return replace(one, words=words, place=one_line(one.place))


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week a day lies in."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def not_yet(day: date, today: date, place: str) -> None:
    """Raises UserFault for a day to come."""
    if day > today:
        raise UserFault(f"{place}{chinese_date(day)}还没有到。", "请改成今天或以前的日期。", place=place)


def one_line(text: str) -> str:
    """What was pasted from a table brings tabs and line ends along."""
    return " ".join(text.split())
