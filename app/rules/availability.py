"""可服务时间 in words: 周一上午/周三下午, 工作日晚上, 双休日, 每周六, 周一至周五 18:00-20:00."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from app.models.volunteers import HALVES, WEEKDAYS, Half, Slot, Slots
from app.rules.terms import half_width, plain_dashes

_T = TypeVar("_T")

EVERY_DAY = frozenset(range(1, 8))
BY_DAY = frozenset((Half.MORNING, Half.AFTERNOON))  # 全天: evenings only where somebody says so
ALWAYS: Slots = frozenset((day, half) for day in EVERY_DAY for half in HALVES)

_NUMBERS = {mark: place for place, mark in enumerate("一二三四五六日", 1)} | {"天": 7, "七": 7}
_NUMBERS |= {str(number): number for number in range(1, 8)}
_DAYS = (
    ("工作日|平时|平日|上班日", frozenset(range(1, 6))),
    ("双休日|周末|休息日|节假日|假日|假期", frozenset((6, 7))),
    ("每天|每日|天天|一周七天|整周|全周", EVERY_DAY),
)
_HALVES = (
    ("随时|任何时间|任意时间|都可以|都行|均可|随叫随到|不限|24小时", frozenset(HALVES)),
    ("全天|整天|白天|一天|全日", BY_DAY),
    ("上午|早上|早晨|清晨|上半天|AM", frozenset((Half.MORNING,))),
    ("中午|下午|午后|下半天|PM", frozenset((Half.AFTERNOON,))),
    ("晚上|晚间|夜间|夜里|傍晚|下班后|下班以后|晚", frozenset((Half.EVENING,))),
)
_EXCEPT = re.compile("除|不(?!限)|没|勿|非")
_CLOCK = r"(?P<from>\d{1,2})(?:[::点时](?P<fm>\d{1,2})?分?)?-(?P<to>\d{1,2})(?:[::点时]\d{0,2}分?|点)"
_TOKEN = re.compile(
    rf"(?P<clock>{_CLOCK})"
    rf"|(?P<days>{'|'.join(words for words, _ in _DAYS)})"
    rf"|(?P<half>{'|'.join(words for words, _ in _HALVES)})"
    r"|(?:每?(?:周|星期|礼拜))(?P<day>[一二三四五六日天七1-7])"
    r"|(?P<range>[-至到])"
    r"|(?P<bare>[一二三四五六日天])"
    r"|(?P<apart>[;\n])"
    r"|(?P<filler>(?:[、,/|和及与或每的。.()\s&+:]|有空|有时间|可以|均有空)+)"
    r"|(?P<other>.)",
    re.IGNORECASE,
)


class Read(NamedTuple):
    """What was understood, the words that were not, and whether a day stood there without a time of day (or 全天),
    which counts as its morning and afternoon."""

    slots: Slots
    unread: str = ""
    by_day: bool = False


@lru_cache(maxsize=8192)
def read_availability(text: str) -> Read:
    """When somebody can come, as they wrote it. `slots` is empty when nothing of it was understood."""
    if _EXCEPT.search(text):  # what somebody cannot do is no list of what they can
        return Read(frozenset(), text)
    group = _Group()
    for match in _TOKEN.finditer(plain_dashes(half_width(text))):
        group.take(match)
    group.close()
    return Read(frozenset(group.slots), "".join(group.unread), group.by_day)


def availability_words(slots: Slots | None) -> str:
    """周一上午、周三下午, in the order of the week; '' where nothing is known."""
    if slots is None:
        return ""
    if slots == ALWAYS:
        return "任何时间"
    return "、".join(f"{WEEKDAYS[day - 1]}{half.value}" for day, half in in_order(slots))


def in_order(slots: Iterable[Slot]) -> Sequence[Slot]:
    """Monday morning first."""
    return sorted(slots, key=lambda slot: (slot[0], HALVES.index(slot[1])))


def halves_between(begin: int, end: int) -> frozenset[Half]:
    """Parts of the day that hours from `begin` to `end` touch: morning to 12, afternoon to 18."""
    spans = ((Half.MORNING, 0, 12), (Half.AFTERNOON, 12, 18), (Half.EVENING, 18, 24))
    return frozenset(half for half, first, last in spans if begin < last and max(end, begin + 1) > first)


class _Group:
    """Days and parts of the day that belong together, in whichever order they come."""

    def __init__(self) -> None:
        self.slots: set[Slot] = set()
        self.unread: list[str] = []
        self.by_day = False
        self._days: set[int] = set()
        self._halves: set[Half] = set()
        self._said_half: frozenset[Half] = frozenset()  # the last token, where it was a part of the day
        self._half_first = False
        self._last_day: int | None = None  # the last token, where it was a day
        self._range_from: int | None = None

    def take(self, match: re.Match[str]) -> None:
        self._take(match)
        if not match["filler"]:
            self._said_half = _meaning(_HALVES, match["half"]) if match["half"] else frozenset()

    def _take(self, match: re.Match[str]) -> None:
        if match["clock"]:
            self._add_halves(halves_between(*self._hours(int(match["from"]), int(match["to"]))))
        elif match["days"]:
            self._add_days(_meaning(_DAYS, match["days"]), None)
        elif match["half"]:
            if _meaning(_HALVES, match["half"]) == BY_DAY:
                self.by_day = True
            self._add_halves(_meaning(_HALVES, match["half"]))
        elif match["day"]:
            self._one_day(_NUMBERS[match["day"]])
        elif match["range"] and self._last_day is not None:
            self._range_from = self._last_day
        elif match["bare"] and (self._last_day is not None or self._range_from is not None):
            self._one_day(_NUMBERS[match["bare"]])
        elif match["apart"]:
            self.close()
        elif match["other"] or match["bare"] or match["range"]:
            self.unread.append(match[0])
            self._last_day = None

    def _hours(self, begin: int, end: int) -> tuple[int, int]:
        """下午2点-4点, 晚上7点-9点: hours of twelve behind a part of the day that was just said."""
        if self._said_half and Half.MORNING not in self._said_half:
            begin, end = (hour + 12 if hour < 12 else hour for hour in (begin, end))
        elif Half.MORNING in self._said_half and end < begin:  # 上午11点-1点
            end += 12
        return begin, end

    def close(self) -> None:
        """What was gathered becomes slots."""
        if self._days or self._halves:
            if self._days and not self._halves:
                self.by_day = True
            halves = self._halves or BY_DAY
            self.slots.update((day, half) for day in self._days or EVERY_DAY for half in halves)
        self._days, self._halves = set(), set()
        self._half_first = False
        self._last_day = self._range_from = None

    def _one_day(self, day: int) -> None:
        if self._range_from is not None:
            first, self._range_from = self._range_from, None
            span = range(first, day + 1) if first <= day else [*range(first, 8), *range(1, day + 1)]
            self._days.update(span)
            self._last_day = day
        else:
            self._add_days(frozenset((day,)), day)

    def _add_days(self, days: frozenset[int], last: int | None) -> None:
        if self._halves and not self._days:
            self._half_first = True
        if self._halves and self._days and not self._half_first:
            self.close()
        self._days.update(days)
        self._last_day = last

    def _add_halves(self, halves: frozenset[Half]) -> None:
        if self._half_first and self._days:
            self.close()
        self._halves.update(halves)
        self._last_day = None


def _meaning(table: Sequence[tuple[str, frozenset[_T]]], word: str) -> frozenset[_T]:
    return next(meaning for words, meaning in table if word.upper() in words.split("|"))
