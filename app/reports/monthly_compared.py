"""The month beside the month before and the year so far: the same lines for paper, Word, workbook and screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.models.figures import Figure, MonthlyFacts
from app.reports.monthly_facts import basic_indicators, change_words
from app.rules.service import hours

TITLES = ("项目", "单位", "本月", "上月", "比上月", "本年累计")
SHARES = (2.6, 0.8, 1.0, 1.0, 1.0, 1.2)  # of the table's width


@dataclass(frozen=True)
class Compared:
    """One line. `before` None: not counted then; `year` None: it does not add up over months.

    `rate`: the line is about the share of `month` and `year`, which has no number of its own. `divisor`: what the
    numbers are divided by before they are shown, to two places: minutes of service are shown as hours.
    """

    section: str
    name: str
    unit: str
    month: Figure
    before: int | None = None
    year: Figure | None = None
    rate: bool = False
    divisor: int = 1

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.month.numerator - self.before

    @property
    def says_something(self) -> bool:
        if self.rate:
            return bool(self.month.denominator or (self.year is not None and self.year.denominator))
        return bool(self.month.numerator or self.before or (self.year is not None and self.year.numerator))

    def cells(self) -> tuple[str, str, str, str, str, str]:
        """As it is printed; what is not known is a blank."""
        if self.rate:
            return self.name, self.unit, self.month.percent, "", "", self.year.percent if self.year else ""
        before = "" if self.before is None else self.shown(self.before)
        year = "" if self.year is None else self.shown(self.year.numerator)
        return self.name, self.unit, self.shown(self.month.numerator), before, self._change_words(), year

    def shown(self, number: int) -> str:
        """A number as it is printed."""
        return str(number) if self.divisor == 1 else hours(number)

    def _change_words(self) -> str:
        if self.change is None:
            return ""
        if self.divisor == 1 or not self.change:
            return change_words(self.change)
        return f"{'+' if self.change > 0 else '-'}{hours(abs(self.change))}"


def lines_of(facts: MonthlyFacts, section: str) -> list[Compared]:
    """The lines of one section; what never happened, neither in the month nor before nor in the year, has none."""
    return [line for line in _SECTIONS[section](facts) if line.says_something]


def compared(facts: MonthlyFacts) -> list[Compared]:
    """Every line of the report, section by section."""
    return [line for section in _SECTIONS for line in lines_of(facts, section)]


def _basic(facts: MonthlyFacts) -> list[Compared]:
    """The figures of a day: there is a month before, no year."""
    before = {row.figure.key: row.figure.numerator for row in basic_indicators(facts.before)}
    rows = basic_indicators(facts.now)
    return [Compared("基本情况", row.name, row.unit, row.figure, before.get(row.figure.key)) for row in rows]


def _visits(facts: MonthlyFacts) -> list[Compared]:
    visits, year = facts.visits, facts.visits_year
    if visits is None:
        return []
    rows: list[tuple[str, str, Figure, Figure | None]] = [
        ("应走访户", "户", visits.due, None),
        ("应走访户中已走访", "户", visits.visited, None),
        ("走访户数", "户", visits.households, year.households if year else None),
        ("走访次数", "次", visits.made, year.made if year else None),
        ("上门未遇", "次", visits.missed, year.missed if year else None),
        ("收集需求", "项", visits.needs, year.needs if year else None),
        ("需求已解决", "项", visits.settled, year.settled if year else None),
        ("需求转为诉求", "项", visits.requests, year.requests if year else None),
        ("月末逾期未走访", "户", visits.overdue, None),
        ("党员联户结对", "户", visits.paired, None),
    ]
    lines = [_line(facts, "走访关爱", *row) for row in rows]
    return [*lines[:2], Compared("走访关爱", "走访率", "", visits.visited, rate=True), *lines[2:]]


def _requests(facts: MonthlyFacts) -> list[Compared]:
    if facts.requests is None:
        return []
    month, year = facts.requests.month, facts.requests.year
    lines = []
    for name, unit, part, rate in (
        ("受理", "件", "received", ""),
        ("办结", "件", "handled", "办结率"),
        ("在办", "件", "open", ""),
        ("超时", "件", "late", ""),
        ("吹哨", "次", "whistles", ""),
        ("答卷", "次", "answers", "吹哨响应率"),
        ("吹哨难题", "件", "hard_cases", ""),
        ("难题解决", "件", "hard_settled", ""),
        ("纠纷", "件", "disputes", ""),
        ("纠纷调解成功", "件", "disputes_mediated", ""),
        ("已回访", "件", "visited", ""),
        ("满意和基本满意", "件", "satisfied", "满意率"),
    ):
        one, whole = getattr(month, part), getattr(year, part)
        lines.append(_line(facts, "诉求办理", name, unit, one, whole))
        if rate:
            lines.append(Compared("诉求办理", rate, "", one, year=whole, rate=True))
    return lines


def _meetings(facts: MonthlyFacts) -> list[Compared]:
    if facts.meetings is None:
        return []
    month, year = facts.meetings.month, facts.meetings.year
    lines = []
    for name, unit, part, rate in (
        ("召开会议", "次", "meetings", ""),
        ("按时召开", "次", "held", "规范执行率"),
        ("补开", "次", "made_up", ""),
        ("逾期未召开", "次", "overdue", ""),
        ("实际出席", "人次", "attended", "出席率"),
        ("请假", "人次", "excused", ""),
        ("缺席", "人次", "absent", ""),
    ):
        one, whole = getattr(month, part), getattr(year, part)
        lines.append(_line(facts, "组织生活", name, unit, one, whole))
        if rate:
            lines.append(Compared("组织生活", rate, "", one, year=whole, rate=True))
    lines.append(_line(facts, "组织生活", "月末未办结待办", "项", month.actions_open, None))
    lines.append(_line(facts, "组织生活", "月末逾期待办", "项", month.actions_late, None))
    return lines


def _deliberations(facts: MonthlyFacts) -> list[Compared]:
    if facts.deliberations is None:
        return []
    month, year = facts.deliberations.month, facts.deliberations.year
    return [
        _line(facts, "议事协商", "提出事项", "件", month.opened, year.opened),
        _line(facts, "议事协商", "完成事项", "件", month.closed, year.closed),
        _line(facts, "议事协商", "召开议事会议", "次", month.meetings, year.meetings),
        _line(facts, "议事协商", "月末在议事项", "件", month.open, None),
    ]


def _volunteers(facts: MonthlyFacts) -> list[Compared]:
    if facts.volunteers is None:
        return []
    month, year = facts.volunteers.month, facts.volunteers.year
    lines = [
        _line(facts, "志愿服务", "志愿者", "人", month.volunteers, None),
        _line(facts, "志愿服务", "参加服务的志愿者", "人", month.active, year.active),
        _line(facts, "志愿服务", "服务场次", "场", month.sessions, year.sessions),
        _line(facts, "志愿服务", "服务人次", "人次", month.person_times, year.person_times),
        replace(_line(facts, "志愿服务", "服务时长", "小时", month.minutes, year.minutes), divisor=60),
    ]
    if month.wishes is not None:
        lines.append(_line(facts, "志愿服务", "办成微心愿", "个", month.wishes, year.wishes))
    return lines


def _line(facts: MonthlyFacts, section: str, name: str, unit: str, month: Figure, year: Figure | None) -> Compared:
    return Compared(section, name, unit, month, facts.earlier.get(month.key), year)


_SECTIONS: dict[str, Callable[[MonthlyFacts], list[Compared]]] = {
    "基本情况": _basic,
    "走访关爱": _visits,
    "诉求办理": _requests,
    "组织生活": _meetings,
    "议事协商": _deliberations,
    "志愿服务": _volunteers,
}
