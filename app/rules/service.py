"""Service as it may be written down: times within one day, minutes of actual service, nobody in two places at once.

Source: 民政部令第67号《志愿服务记录与证明出具办法(试行)》: true, accurate, whole; travel is no service.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.service import RecordDraft, SessionDraft, SignLine
from app.rules.terms import narrow

TITLE, DAY, STARTS, ENDS, MINUTES, REASON = "活动名称", "日期", "开始", "结束", "服务分钟", "更正原因"
DAY_MINUTES = 24 * 60
_TIME = re.compile(r"(\d{1,2})[:.点时](\d{1,2})?分?|(\d{1,2})(\d{2})|(\d{1,2})")
_LINE, _TEXT = 100, 2_000


@dataclass(frozen=True)
class Elsewhere:
    """Where somebody was signed in on the same day beside this session."""

    title: str
    starts: str
    ends: str


def read_time(text: str) -> str | None:
    """'09:05' out of 9:05, 9：05, 905, 0905, 9点5分 or 9 (nine o'clock); '' stays ''; None: no time of a day."""
    word = narrow(text).strip()
    if not word:
        return ""
    found = _TIME.fullmatch(word)
    if found is None:
        return None
    hour, minute = (found[1], found[2]) if found[1] else (found[3], found[4]) if found[3] else (found[5], None)
    if int(hour) > 24 or int(minute or 0) > 59 or (int(hour) == 24 and int(minute or 0)):
        return None
    return f"{int(hour):02d}:{int(minute or 0):02d}"


def minute_of(time: str) -> int:
    """Minutes since midnight; '24:00' is the day's end."""
    return int(time[:2]) * 60 + int(time[3:])


def length(starts: str, ends: str) -> int | None:
    """Minutes between two times of one day; None where one is not known. Never negative for checked times."""
    return minute_of(ends) - minute_of(starts) if starts and ends else None


def overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two spans of a day share a minute; spans that are not known share none."""
    if not (all(one) and all(other)):
        return False
    return minute_of(one[0]) < minute_of(other[1]) and minute_of(other[0]) < minute_of(one[1])


def hours(minutes: int) -> str:
    """minutes / 60 to two places, half up: '136.50'. Service is certified in hours."""
    hundredths = (minutes * 100 + 30) // 60
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def hours_words(minutes: int) -> str:
    """'2 小时', '1 小时 30 分', '45 分': for the window, where a person reads rather than adds up."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} 小时" if whole else "", f"{rest} 分" if rest or not whole else ""]
    return " ".join(filter(None, parts))


def check_session(draft: SessionDraft, today: date) -> SessionDraft:
    """The head of a session, trimmed. Raises UserFault that names the field."""
    starts, ends = _span(draft.starts, draft.ends)
    checked = replace(
        draft,
        title=_short(draft.title, TITLE),
        starts=starts,
        ends=ends,
        place=_short(draft.place, "地点"),
        leader=_short(draft.leader, "负责人", 30),
        recorder=_short(draft.recorder, "记录人", 30),
        words=_short(draft.words, "服务内容", _TEXT),
    )
    if not checked.title:
        raise UserFault("还没有写活动名称。", "请写做了什么,例如“打扫楼道”。", place=TITLE)
    if checked.day > today:
        raise UserFault(
            f"{chinese_date(checked.day)}还没有到。", "活动结束以后再登记时长;要安排的活动请排到班表里。", place=DAY
        )
    return checked


def check_sign_in(
    lines: Sequence[SignLine],
    session: SessionDraft,
    names: Mapping[int, str],
    elsewhere: Mapping[int, Sequence[Elsewhere]],
) -> list[RecordDraft]:
    """The sign-in table as records, in its order. What a line leaves open it takes from the session.

    Raises UserFault whose `place` is the name: no time, end before start, minutes that do not fit, the same person
    twice at once, here or in another session of the day.
    """
    found: list[RecordDraft] = []
    for line in lines:
        name = names.get(line.volunteer_id, "")
        record = settle(line, session, name)
        for other in found:
            if other.volunteer_id == record.volunteer_id:
                _not_twice(record, other, name)
        for there in elsewhere.get(record.volunteer_id, ()):
            if overlap((record.starts, record.ends), (there.starts, there.ends)):
                raise UserFault(
                    f"同一时间({there.starts}–{there.ends})已经登记在“{there.title}”。",
                    "一个人不能同时在两处,请核对时间,或从其中一处去掉。",
                    place=name,
                )
        found.append(record)
    return found


def settle(line: SignLine, session: SessionDraft, name: str) -> RecordDraft:
    """One line as a record: times of the session where it has none, minutes between them where none are given.

    Raises UserFault whose `place` is `name`.
    """
    starts, ends = _span(line.starts or session.starts, line.ends or session.ends, name)
    between = length(starts, ends)
    minutes = line.minutes if line.minutes is not None else between
    if minutes is None:
        raise UserFault("不知道服务了多久。", "请写开始和结束时间,或直接写分钟数。", place=name)
    check_minutes(minutes, between, name)
    return RecordDraft(line.volunteer_id, minutes, starts, ends, _short(line.content, "服务内容", 200))


def beyond(record: RecordDraft, session: SessionDraft) -> str:
    """What is unusual about a record and may be right: more minutes than the session took; '' where nothing is."""
    between = length(session.starts, session.ends) if session.starts and session.ends else None
    if between is None or record.minutes <= between:
        return ""
    return f"比活动时间({session.starts}–{session.ends},{between} 分钟)长,请核对。"


def check_minutes(minutes: int, between: int | None, place: str) -> None:
    """Raises UserFault for no minutes at all, or more than there was time."""
    if minutes <= 0:
        raise UserFault("服务时长是 0 分钟。", "没有来的请不要标“到”;来了的请写实际服务的分钟数。", place=place)
    if between is not None and minutes > between:
        raise UserFault(
            f"服务 {minutes} 分钟,比起止时间({between} 分钟)还长。", "请核对起止时间;路上的时间不算。", place=place
        )
    if minutes > DAY_MINUTES:
        raise UserFault(f"服务 {minutes} 分钟,比一整天还长。", "请核对分钟数。", place=place)


def check_correction(after: int, before: int, between: int | None, reason: str) -> str:
    """The reason, trimmed. 0 minutes: there was no service. Raises UserFault that names the field."""
    said = _short(reason, REASON, 200)
    if not said:
        raise UserFault("还没有写更正的原因。", "请写是谁提出、为什么要改,例如“本人提出,签退漏记”。", place=REASON)
    if after == before:
        raise UserFault("更正后的时长和原来一样。", "没有要改的,可以直接关闭。", place=MINUTES)
    if after < 0:
        raise UserFault("服务时长不能小于 0。", "请核对分钟数。", place=MINUTES)
    if after:
        check_minutes(after, between, MINUTES)
    return said


def troubles(records: Iterable[tuple[int, str, str, str]]) -> list[tuple[int, str, str]]:
    """Pairs of services that one person cannot have done both, for records of one day:
    (volunteer id, title, starts, ends) -> (volunteer id, title, title)."""
    by_person: dict[int, list[tuple[str, str, str]]] = {}
    for volunteer_id, title, starts, ends in records:
        by_person.setdefault(volunteer_id, []).append((title, starts, ends))
    found = []
    for volunteer_id, spans in by_person.items():
        for place, one in enumerate(spans):
            clashes = (other for other in spans[place + 1 :] if overlap(one[1:], other[1:]))
            found += [(volunteer_id, one[0], other[0]) for other in clashes]
    return found


def _not_twice(record: RecordDraft, other: RecordDraft, name: str) -> None:
    times = (record.starts, record.ends), (other.starts, other.ends)
    if not (all(times[0]) and all(times[1])) or overlap(*times):
        raise UserFault(
            "在这一场里登记了两次,时间是重叠的。", "请去掉重复的一行;中途离开又回来的,请分别写两段时间。", place=name
        )


def _span(starts: str, ends: str, place: str = "") -> tuple[str, str]:
    first, last = read_time(starts), read_time(ends)
    for word, read, field in ((starts, first, STARTS), (ends, last, ENDS)):
        if read is None:
            raise UserFault(f"时间“{word.strip()[:12]}”没有看懂。", "请写成 14:00 或 1400 这样。", place=place or field)
    assert first is not None
    assert last is not None
    if first == "24:00":
        raise UserFault("开始时间不能是 24:00。", "零点以后请算作第二天。", place=place or STARTS)
    if first and last and minute_of(last) <= minute_of(first):
        raise UserFault(
            f"结束时间 {last} 不晚于开始时间 {first}。",
            "请核对这两个时间;过了零点的服务,请按两天分别登记(前一天到 24:00)。",
            place=place or ENDS,
        )
    return first, last


def _short(text: str, place: str, most: int = _LINE) -> str:
    word = " ".join(text.split())
    if len(word) > most:
        raise UserFault(f"内容太长,最多 {most} 个字。", "请写短一些。", place=place)
    return word
