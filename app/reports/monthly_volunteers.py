"""志愿服务 in the monthly report: the same figures for paper, workbook and screen."""

from __future__ import annotations

from collections.abc import Iterator

from app.models.figures import Figure
from app.models.volunteer_figures import VolunteerFigures, VolunteerReport
from app.reports.monthly_facts import Indicator
from app.rules.service import hours

TABLE_TITLES = ("队伍", "志愿者\n人数", "服务\n人次", "服务时长\n（小时）", "今年人次", "今年时长\n（小时）")
SHARES = (2.2, 1.0, 1.0, 1.2, 1.1, 1.2)  # of the table's width
_SIXTY = 60


def volunteer_words(report: VolunteerReport) -> list[str]:
    """What the section says before its table. What was never planned or wished is not spoken of."""
    month, year = report.month, report.year
    people = f"登记志愿者{month.volunteers.numerator}人"
    parts = [f"党员{month.party.numerator}人" if month.party.numerator else ""]
    parts += [f"双报到党员{month.dual.numerator}人" if month.dual.numerator else ""]
    among = "、".join(filter(None, parts))
    first = f"{people}{f'，其中{among}' if among else ''}。{_served(month, '本月')}"
    words = [first]
    if year.person_times.numerator > month.person_times.numerator:
        words.append(_served(year, "今年以来"))
    if month.coverage is not None:
        filled = month.coverage
        words.append(
            f"本月排班需要{filled.denominator}人次，排定{filled.numerator}人次，"
            f"排定率{filled.percent}（排定人次除以需要人次）。"
        )
    if month.wishes is not None:
        words.append(f"本月办成微心愿{month.wishes.numerator}个。")
    return words


def volunteer_rows(report: VolunteerReport) -> list[tuple[str, ...]]:
    """A line a team, the whole last; hours are minutes / 60 to two places, the whole from the sum of minutes."""
    month, year = report.month, report.year
    names = list(dict.fromkeys((*month.teams, *month.times_by_team, *year.times_by_team)))
    rows = [
        (
            name,
            _number(month.teams.get(name)),
            _number(month.times_by_team.get(name)),
            _hours(month.minutes_by_team.get(name)),
            _number(year.times_by_team.get(name)),
            _hours(year.minutes_by_team.get(name)),
        )
        for name in names
    ]
    whole = (
        "合计",
        _number(month.volunteers),
        _number(month.person_times),
        _hours(month.minutes),
        _number(year.person_times),
        _hours(year.minutes),
    )
    return [*rows, whole]


def volunteer_indicators(report: VolunteerReport) -> list[Indicator]:
    """One line a figure, for the workbook: the month, then the year so far."""
    month = report.month
    found = [
        Indicator("志愿者", month.volunteers, "人"),
        Indicator("党员志愿者", month.party, "人", "志愿者"),
        Indicator("双报到党员", month.dual, "人", "志愿者"),
    ]
    found += [Indicator(f"人数：{name}", figure, "人", "志愿者") for name, figure in month.teams.items()]
    found += _indicators("本月", month)
    return [*found, *_indicators("今年以来", report.year)]


def _served(figures: VolunteerFigures, when: str) -> str:
    if not figures.person_times.numerator:
        return f"{when}没有登记志愿服务。"
    active = figures.active
    share = f"，占志愿者的{active.percent}" if active.percent else ""
    return (
        f"{when}开展志愿服务{figures.sessions.numerator}场、{figures.person_times.numerator}人次，"
        f"服务时长{hours(figures.minutes.numerator)}小时；参加服务的志愿者{active.numerator}人{share}。"
    )


def _indicators(when: str, figures: VolunteerFigures) -> Iterator[Indicator]:
    yield Indicator(f"{when}服务场次", figures.sessions, "场")
    yield Indicator(f"{when}服务人次", figures.person_times, "人次")
    yield Indicator(f"{when}服务时长", figures.minutes, "小时", divisor=_SIXTY)
    yield Indicator(f"{when}参加服务的志愿者", figures.active, "人", "志愿者")
    for name, figure in figures.times_by_team.items():
        yield Indicator(f"{when}人次：{name}", figure, "人次", "服务人次")
    for name, figure in figures.minutes_by_team.items():
        yield Indicator(f"{when}时长：{name}", figure, "小时", divisor=_SIXTY)
    if figures.coverage is not None:
        yield Indicator(f"{when}班次排定", figures.coverage, "人次", "班次需要")
    if figures.wishes is not None:
        yield Indicator(f"{when}办成微心愿", figures.wishes, "个")


def _number(figure: Figure | None) -> str:
    return str(figure.numerator) if figure is not None else "0"


def _hours(figure: Figure | None) -> str:
    return hours(figure.numerator) if figure is not None else "0.00"
