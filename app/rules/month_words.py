"""Lines that records suggest for 重点工作 and 下月计划: told from what was written down, never made up, and without
names, telephones or doors of residents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from app.models.figures import MonthlyFacts
from app.models.month_desk import Part, Suggestion
from app.models.quorum import Verdict
from app.rules.deliberations import methods
from app.rules.public_words import public_words

# 责任人张三: who is charged with something stands in the minutes, and need not be a resident that the office knows
_CHARGED = re.compile(
    r"[,，;；、]?(?:责任人|负责人|承办人|经办人|牵头人)[:：]?[\u4e00-\u9fff·]{2,4}(?=[,，;；。、)）]|$)"
)
_LONGEST = 120  # characters of a line: a report is read, not a ledger

Line = Sequence[str]


class Recorded(Protocol):
    """What `store.month_suggestions` finds."""

    @property
    def resolutions(self) -> Sequence[Line]: ...
    @property
    def settled(self) -> Sequence[Line]: ...
    @property
    def served(self) -> Sequence[Line]: ...
    @property
    def matters_done(self) -> Sequence[Line]: ...
    @property
    def planned(self) -> Sequence[Line]: ...
    @property
    def actions(self) -> Sequence[Line]: ...
    @property
    def shifts(self) -> Sequence[Line]: ...
    @property
    def matters_open(self) -> Sequence[Line]: ...


def suggestions(
    facts: MonthlyFacts, found: Recorded, names: Iterable[str], planned_before: str
) -> tuple[Suggestion, ...]:
    """`names`: people whose names stand in the words; `planned_before`: 下月计划 of the month before."""
    known = tuple(names)

    def plain(words: str) -> str:
        words = public_words(_CHARGED.sub("", words), known).rstrip("。;；,， ")
        return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"

    lines = [*_done(facts, found, planned_before, plain), *_coming(facts, found, plain)]
    return tuple(dict.fromkeys(line for line in lines if line.words))


def with_line(text: str, words: str) -> str:
    """`text` with one more line, numbered on where its lines are numbered, and not twice."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any(_bare(line) == words for line in lines):
        return text
    return "\n".join([*lines, f"{len(lines) + 1}. {words}。"])


def without_number(line: str) -> str:
    """'2. 走访老人。' -> '走访老人'."""
    return _bare(line)


def _bare(line: str) -> str:
    head, dot, rest = line.strip().partition(".")
    words = rest if dot and head.isdigit() else line
    return words.strip().rstrip("。;；")


def _done(
    facts: MonthlyFacts, found: Recorded, planned_before: str, plain: Callable[[str], str]
) -> Iterator[Suggestion]:
    def line(words: str, source: str) -> Suggestion:
        return Suggestion(Part.KEY_WORK, words, source)

    for text in planned_before.splitlines():
        if _bare(text):
            yield line(_bare(text), "上月写的下月计划")
    for day, kind, words, verdict in found.resolutions:
        if verdict in ("", Verdict.PASSED):  # '' where nothing was voted on, or the minutes are not signed yet
            yield line(f"{_day(day)}{kind}议定：{plain(words)}", f"{kind}的决议")
    for title, method in found.matters_done:
        yield line(f"按{_method(method)}办成议事事项“{plain(title)}”", "议事台账")
    if found.settled:
        whole = sum(int(count) for _, count in found.settled)
        kinds = "、".join(f"{category}{count}件" for category, count in found.settled)
        yield line(f"解决吹哨难题{whole}件（{kinds}）", "办结的诉求")
    for title, sessions, times in found.served:
        yield line(f"开展{plain(title)}{sessions}场，{times}人次参加", "志愿服务记录")
    if facts.visits is not None and facts.visits.households.numerator:
        visits = facts.visits
        yield line(f"走访住户{visits.households.numerator}户、{visits.made.numerator}次", "走访记录")


def _coming(facts: MonthlyFacts, found: Recorded, plain: Callable[[str], str]) -> Iterator[Suggestion]:
    def line(words: str, source: str) -> Suggestion:
        return Suggestion(Part.NEXT_PLAN, words, source)

    for day, kind, topic in found.planned:
        about = f"，{plain(topic)}" if topic else ""
        yield line(f"{_day(day)}召开{kind}{about}", "会议计划")
    for words, due, kind in found.actions:
        by = f"（{_day(due)}前）" if due else ""
        yield line(f"落实{kind}议定事项：{plain(words)}{by}", "未办结的待办")
    for title, method, step in found.matters_open:
        coming = _next_step(method, int(step))
        yield line(f"推进议事事项“{plain(title)}”{f'，下一步{coming}' if coming else ''}", "议事台账")
    for title, shifts, first in found.shifts:
        yield line(f"{_day(first)}起开展{plain(title)}{shifts}场", "志愿服务排班")
    if facts.visits is not None and facts.visits.overdue.numerator:
        yield line(f"补访逾期未走访的{facts.visits.overdue.numerator}户", "走访记录")
    if facts.requests is not None and facts.requests.year.open.numerator:
        year = facts.requests.year
        late = f"，其中超时{year.late_open.numerator}件" if year.late_open.numerator else ""
        yield line(f"继续办理在办诉求{year.open.numerator}件{late}", "诉求台账")


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日"


def _method(key: str) -> str:
    known = methods().get(key)
    return known.title if known else key


def _next_step(key: str, step: int) -> str:
    known = methods().get(key)
    return known.steps[step].title if known and step < len(known.steps) else ""
