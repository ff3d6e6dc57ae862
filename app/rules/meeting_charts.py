"""The pictures of organisation life: two rates month by month; what each kind owed and held, and who came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.models.drawings import Drawing, Mark, Paint, Role, Series
from app.models.figures import Figure
from app.models.meeting_figures import MonthOfMeetings
from app.rules.bars import Bar, bars
from app.rules.charts import trend

HELD, ATTENDED = "按时召开率(%)", "出席率(%)"


def held_trend(months: Sequence[MonthOfMeetings], width: float, height: float, *, title: str = "") -> Drawing:
    """Of what was owed each month, how much was held in time; a month in which nothing was owed is a gap."""
    return trend([_line(HELD, months, lambda one: one.held, Role.FIRST)], width, height, title=title)


def attended_trend(months: Sequence[MonthOfMeetings], width: float, height: float, *, title: str = "") -> Drawing:
    """Who came of those who should each month; a month without marks is a gap."""
    return trend([_line(ATTENDED, months, lambda one: one.attended, Role.SECOND)], width, height, title=title)


def by_name(found: Mapping[str, Figure], unit: str, width: float, height: float, *, title: str = "") -> Drawing:
    """A bar for each kind of meeting, or each step of a method."""
    return bars([Bar(name, figure, unit=unit) for name, figure in found.items()], width, height, title=title)


def _line(
    title: str, months: Sequence[MonthOfMeetings], pick: Callable[[MonthOfMeetings], Figure], role: Role
) -> Series:
    """Up to the last month of which anything is known: what still runs is not a gap."""
    marks = [_mark(one.month, pick(one)) for one in months]
    while marks and marks[-1].value is None:
        marks.pop()
    return Series(title, tuple(marks), Paint(role))


def _mark(month: str, figure: Figure) -> Mark:
    """The rate in whole percent, and the numbers it is made of."""
    name = f"{int(month[5:])}月"
    if not figure.denominator:
        return Mark(name, None)
    rate = round(100 * figure.numerator / figure.denominator)
    return Mark(name, rate, figure.key if figure.ids else "", f"{figure.numerator}/{figure.denominator}")
