"""What a meeting must say before it is kept. `place` of a fault names the field."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.meeting_drafts import (
    ActionDraft,
    AgendaDraft,
    MeetingDraft,
    MinutesDraft,
    PersonDraft,
    ResolutionDraft,
    Said,
    SpeechDraft,
)
from app.models.meetings import Role
from app.models.quorum import Count, QuorumRule
from app.rules.periods import period_named
from app.rules.quorum import troubles

_TIME = re.compile(r"(?:[01]?\d|2[0-3])[:：][0-5]\d")
_FAR = 731  # a plan further off than two years is a slip of the pen
_LINE, _TEXT = 100, 20_000
_MOST = 100_000  # people at a meeting


def check_meeting(draft: MeetingDraft, *, today: date, planned: bool) -> MeetingDraft:
    """The head, trimmed. Raises UserFault that names the field."""
    draft = replace(
        draft,
        kind=_line(draft.kind),
        starts=_time(draft.starts, "开始时间"),
        ends=_time(draft.ends, "结束时间"),
        place=_short(draft.place, "地点"),
        chair=_short(draft.chair, "主持人"),
        recorder=_short(draft.recorder, "记录人"),
        topic=_short(draft.topic, "主题", 200),
        stands_for=draft.stands_for.strip(),
        words=_long(draft.words, "记录"),
        agenda=check_agenda(draft.agenda),
        invited=tuple(check_person(person) for person in draft.invited if person.name.strip()),
        said=_said(draft.said),
    )
    if not draft.kind:
        raise UserFault("还没有选会议类型。", "请选一种会议。", place="会议类型")
    if draft.starts and draft.ends and draft.ends < draft.starts:
        raise UserFault("结束时间早于开始时间。", "请检查这两个时间。", place="结束时间")
    if not planned and draft.held_on > today:
        raise UserFault(f"{chinese_date(draft.held_on)}还没有到。", "还没开的会请先列为计划,开完再登记。", place="日期")
    if abs((draft.held_on - today).days) > _FAR and draft.held_on > today:
        raise UserFault("会议日期在两年以后。", "请检查日期的年份。", place="日期")
    if draft.ordinal is not None and not 0 < draft.ordinal < 1000:
        raise UserFault("次数要填 1 到 999。", "不填就由软件接着编。", place="次数")
    return _check_period(draft)


def check_minutes(draft: MinutesDraft, held_on: date) -> MinutesDraft:
    """What was dealt with, trimmed; lines without words are left out. Raises UserFault that names the field."""
    items = [_item(item) for item in draft.agenda]
    kept = [place for place, item in enumerate(items, start=1) if item.title or item.words]
    moved = {place: new for new, place in enumerate(kept, start=1)}
    return MinutesDraft(
        agenda=tuple(items[place - 1] for place in kept),
        speeches=tuple(
            replace(_speech(item), agenda=moved.get(item.agenda, 0))
            for item in draft.speeches
            if item.gist.strip() or item.speaker.strip()
        ),
        resolutions=tuple(
            replace(_resolution(item), agenda=moved.get(item.agenda, 0))
            for item in draft.resolutions
            if item.words.strip() or item.in_favour is not None
        ),
        actions=tuple(_action(item, held_on) for item in draft.actions if item.words.strip()),
        words=_long(draft.words, "记录"),
    )


def check_votes(rule: QuorumRule, count: Count, words: str) -> None:
    """Raises UserFault for a count that cannot be: more votes than voters, more who came than should."""
    found = troubles(rule, count)
    if found:
        raise UserFault(found[0], "请核对票数;出席情况改过以后,票数也要跟着核对。", place=f"决议“{words[:20]}”")


def check_agenda(items: tuple[AgendaDraft, ...]) -> tuple[AgendaDraft, ...]:
    return tuple(_item(item) for item in items if item.title.strip() or item.words.strip())


def check_person(person: PersonDraft) -> PersonDraft:
    """Somebody who is there without being on a roster."""
    return replace(
        person,
        name=_short(person.name, "姓名", 30),
        reason=_short(person.reason, "原因"),
        post=_short(person.post, "单位及职务"),
        role=Role(person.role),
    )


def check_reason(reason: str) -> str:
    return _short(reason, "原因")


def _check_period(draft: MeetingDraft) -> MeetingDraft:
    """补开 stands for a period that was over when the meeting was held."""
    if not draft.stands_for:
        return draft
    period = period_named(draft.stands_for)
    if period is None:
        raise UserFault("补开的是哪个时段,没有看懂。", "请从列表里选一个月份、季度或年份。", place="补开")
    if period.last >= draft.held_on:
        raise UserFault(f"{period.title}到开会那天还没有过完,不算补开。", "请检查会议日期,或不标补开。", place="补开")
    return draft


def _said(said: Said | None) -> Said | None:
    """Numbers without names. Raises UserFault for what cannot be."""
    if said is None or said == Said():
        return None
    for place, number in (("应到", said.should), ("实到", said.came), ("有表决权", said.voters)):
        if number is not None and not 0 <= number <= _MOST:
            raise UserFault("人数不对。", "请填 0 或更大的整数。", place=place)
    if said.should is not None and said.came is not None and said.came > said.should:
        raise UserFault(f"实到{said.came}人,多于应到的{said.should}人。", "列席人员不算在实到里。", place="实到")
    if said.voters is not None and said.voters_came is not None and said.voters_came > said.voters:
        raise UserFault("到会有表决权的人数多于有表决权的人数。", "请核对人数。", place="有表决权")
    return said


def _item(item: AgendaDraft) -> AgendaDraft:
    return replace(
        item,
        title=_short(item.title, "议题", 300),
        reporter=_short(item.reporter, "汇报人"),
        words=_long(item.words, "议题内容"),
    )


def _speech(item: SpeechDraft) -> SpeechDraft:
    checked = replace(item, speaker=_short(item.speaker, "发言人"), gist=_long(item.gist, "发言要点"))
    if not checked.speaker:
        raise UserFault("有一条发言没有写是谁说的。", "请填写发言人。", place="发言人")
    return checked


def _resolution(item: ResolutionDraft) -> ResolutionDraft:
    checked = replace(item, words=_long(item.words, "决议"), occasion=item.occasion.strip())
    if not checked.words:
        raise UserFault("有一项表决没有写决议内容。", "请填写决议。", place="决议")
    numbers = ("in_favour", "against", "abstained", "eligible", "attended", "area_total", "area_joined", "area_for")
    for name in numbers:
        number = getattr(checked, name)
        if number is not None and number < 0:
            raise UserFault("票数不能是负数。", "请核对票数。", place=f"决议“{checked.words[:20]}”")
    return checked


def _action(item: ActionDraft, held_on: date) -> ActionDraft:
    checked = replace(item, words=_long(item.words, "待办"), owner=_short(item.owner, "责任人"))
    if checked.due_on is not None and checked.due_on < held_on:
        raise UserFault("办理期限早于会议日期。", "请检查期限。", place=f"待办“{checked.words[:20]}”")
    return checked


def _time(text: str, place: str) -> str:
    """09:05, from 9:05 or 9：05; '' stays."""
    word = text.strip()
    if not word:
        return ""
    if not _TIME.fullmatch(word):
        raise UserFault("时间没有看懂。", "请写成 15:00 这样。", place=place)
    hour, minute = re.split("[:：]", word)
    return f"{int(hour):02d}:{minute}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, place: str, most: int = _LINE) -> str:
    word = _line(text)
    if len(word) > most:
        raise UserFault(f"内容太长,最多 {most} 个字。", "请写短一些。", place=place)
    return word


def _long(text: str, place: str) -> str:
    word = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(word) > _TEXT:
        raise UserFault(f"内容太长,最多 {_TEXT} 个字。", "长材料请作为附件。", place=place)
    return word
