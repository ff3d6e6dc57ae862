"""组织生活 and 议事协商 in the monthly report: the same figures for paper, workbook and screen."""

from __future__ import annotations

from collections.abc import Iterator

from app.models.figures import Figure
from app.models.meeting_figures import DeliberationFigures, DeliberationReport, MeetingFigures, MeetingReport
from app.reports.monthly_facts import Indicator
from app.rules.periods import period_named

TABLE_TITLES = (
    "类型",
    "实际\n召开",
    "应召开",
    "按时\n召开",
    "规范\n执行率",
    "应出席",
    "缺席",
    "出席率",
    "补开\n补报",
    "逾期",
)
SHARES = (2.0, 0.85, 0.9, 0.85, 1.3, 0.9, 0.75, 1.3, 0.85, 0.75)  # of the table's width
_MOST_NAMED = 6  # missed periods that are named one by one


def meeting_words(report: MeetingReport) -> list[str]:
    """What the section says before its table: the month, then the year so far, then what is still open."""
    month, year = report.month, report.year
    words = [_held(month, "本月") if month.meetings.numerator else "本月没有召开组织生活会议。"]
    words[0] += _owed(month)
    if month.attended.denominator:
        words[0] += _came(month)
    if year.meetings.numerator > month.meetings.numerator:
        words.append(f"{_held(year, '今年以来')}{_owed(year)}{_came(year) if year.attended.denominator else ''}")
    if year.missed:
        words.append(f"今年逾期未召开：{'、'.join(map(_missed, year.missed[:_MOST_NAMED]))}{_and_more(year.missed)}。")
    if month.actions_open.numerator:
        late = f"，其中逾期{month.actions_late.numerator}项" if month.actions_late.numerator else ""
        words.append(f"会议议定事项未办结{month.actions_open.numerator}项{late}。")
    return words


def meeting_rows(figures: MeetingFigures) -> list[tuple[str, ...]]:
    """A line for each kind that was held or owed, the whole last; what was not owed has no rate."""
    kinds = list(dict.fromkeys((*figures.held_by_kind, *figures.by_kind)))
    rows = [
        _row(
            kind,
            figures.by_kind.get(kind),
            figures.held_by_kind.get(kind),
            figures.attended_by_kind.get(kind),
            figures.made_up_by_kind.get(kind),
            figures.overdue_by_kind.get(kind),
        )
        for kind in kinds
    ]
    whole = _row("合计", figures.meetings, figures.held, figures.attended, figures.made_up, figures.overdue)
    return [*rows, whole]


def meeting_indicators(report: MeetingReport) -> list[Indicator]:
    """One line a figure, for the workbook: the month, then the year so far."""
    return [*_indicators("本月", report.month), *_indicators("今年以来", report.year)]


def deliberation_words(report: DeliberationReport) -> list[str]:
    """What the section says. What did not happen is not spoken of."""
    month, year = report.month, report.year
    words = [_matters("本月", month)]
    if year.opened.numerator > month.opened.numerator or year.meetings.numerator > month.meetings.numerator:
        words.append(_matters("今年以来", year))
    if month.by_step:
        steps = "、".join(f"{name.replace(':', '')}{figure.numerator}件" for name, figure in month.by_step.items())
        words.append(f"在议事项{month.open.numerator}件，下一步：{steps}。")
    if month.warned.numerator:
        words.append(f"重要事项中有{month.warned.numerator}件还没有经过支部党员大会讨论。")
    return words


def deliberation_indicators(report: DeliberationReport) -> list[Indicator]:
    """One line a figure, for the workbook."""
    found = []
    for when, figures in (("本月", report.month), ("今年以来", report.year)):
        found += [
            Indicator(f"{when}提出事项", figures.opened, "件"),
            Indicator(f"{when}完成事项", figures.closed, "件"),
            Indicator(f"{when}召开议事会议", figures.meetings, "次"),
        ]
        found += [Indicator(f"{when}{kind}", figure, "次") for kind, figure in figures.meetings_by_kind.items()]
    month = report.month
    found += [
        Indicator("在议事项", month.open, "件", "全部事项"),
        Indicator("已公示事项", month.published, "件", "全部事项"),
    ]
    found += [
        Indicator(f"在议：{name.replace(':', '，下一步')}", figure, "件", "在议事项")
        for name, figure in month.by_step.items()
    ]
    if month.warned.numerator:
        found.append(Indicator("重要事项未经支部党员大会", month.warned, "件"))
    return found


def _held(figures: MeetingFigures, when: str) -> str:
    kinds = "、".join(f"{kind}{figure.numerator}次" for kind, figure in figures.by_kind.items())
    return f"{when}召开会议{figures.meetings.numerator}次：{kinds}。"


def _owed(figures: MeetingFigures) -> str:
    if not figures.held.denominator:
        return ""
    held = figures.held
    return (
        f"到期应召开{held.denominator}次，按时召开{held.numerator}次，规范执行率{held.percent}（按时召开除以应召开），"
        f"补开{figures.made_up.numerator}次，逾期未召开{figures.overdue.numerator}次。"
    )


def _came(figures: MeetingFigures) -> str:
    came = figures.attended
    parts = [f"应出席{came.denominator}人次，实际出席{came.numerator}人次，出席率{came.percent}（实到除以应到）"]
    parts += [
        f"{word}{figure.numerator}人次"
        for word, figure in (("请假", figures.excused), ("缺席", figures.absent), ("没有登记", figures.unrecorded))
        if figure.numerator
    ]
    return "，".join(parts) + "。"


def _missed(words: str) -> str:
    """2026年7月支部委员会会议, out of '2026-07 支部委员会会议'."""
    key, _, kind = words.partition(" ")
    period = period_named(key)
    return f"{period.title if period else key}{kind}"


def _and_more(missed: tuple[str, ...]) -> str:
    return f"等{len(missed)}次" if len(missed) > _MOST_NAMED else ""


def _row(
    name: str,
    meetings: Figure | None,
    held: Figure | None,
    attended: Figure | None,
    made_up: Figure | None,
    overdue: Figure | None,
) -> tuple[str, ...]:
    owed = held.denominator if held else 0
    should = attended.denominator if attended else 0
    away = should - attended.numerator if attended and should else 0
    return (
        name,
        str(meetings.numerator if meetings else 0),
        str(owed or 0) if held else "",
        str(held.numerator) if held else "",
        held.percent if held and owed else "",
        str(should) if should else "",
        str(away) if should else "",
        attended.percent if attended and should else "",
        str(made_up.numerator) if made_up and held else "",
        str(overdue.numerator) if overdue and held else "",
    )


def _indicators(when: str, figures: MeetingFigures) -> Iterator[Indicator]:
    def line(name: str, figure: Figure, unit: str = "次", of: str = "") -> Indicator:
        return Indicator(f"{when}{name}", figure, unit, of)

    yield line("召开会议", figures.meetings)
    yield line("按时召开", figures.held, of="到期应召开")
    yield line("补开", figures.made_up, of="到期应召开")
    yield line("逾期未召开", figures.overdue, of="到期应召开")
    yield line("实际出席", figures.attended, "人次", "应出席")
    yield line("请假", figures.excused, "人次", "应出席")
    yield line("缺席", figures.absent, "人次", "应出席")
    yield line("没有登记出席", figures.unrecorded, "人次", "应出席")
    for kind, figure in figures.by_kind.items():
        yield line(f"召开：{kind}", figure, of="召开会议")
    for kind, figure in figures.held_by_kind.items():
        yield line(f"按时召开：{kind}", figure, of="到期应召开")
    for kind, figure in figures.attended_by_kind.items():
        yield line(f"出席：{kind}", figure, "人次", "应出席")
    if when == "本月":
        yield Indicator("未办结待办", figures.actions_open, "项")
        yield Indicator("逾期待办", figures.actions_late, "项", "未办结待办")


def _matters(when: str, figures: DeliberationFigures) -> str:
    held = "、".join(f"{kind}{figure.numerator}次" for kind, figure in figures.meetings_by_kind.items())
    parts = [f"{when}提出议事事项{figures.opened.numerator}件，完成{figures.closed.numerator}件"]
    if held:
        parts.append(f"召开{held}")
    return "；".join(parts) + "。"
