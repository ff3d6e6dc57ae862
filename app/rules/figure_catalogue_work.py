"""What was done in the month and in the year so far, section by section, as entries of the catalogue of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.models.figure_catalogue import CatalogueEntry
from app.models.figures import Figure
from app.models.meeting_figures import DeliberationFigures, DeliberationReport, MeetingFigures, MeetingReport
from app.models.requests import RequestFigures, RequestReport
from app.models.visit_figures import VisitFigures, VisitYear
from app.models.visits import TIERS
from app.models.volunteer_figures import VolunteerReport
from app.rules import request_words
from app.rules.meeting_kinds import DELIBERATION, kinds

VISITS, REQUESTS = "走访关爱", "诉求办理"
MEETINGS, DELIBERATIONS, VOLUNTEERS = "组织生活", "议事协商", "志愿服务"

# What a share is called, by the end of its figure's key; others are 占比 of their own title.
_RATES = {
    "handled": "办结率",
    "answers": "吹哨响应率",
    "hard_settled": "难题解决率",
    "disputes_mediated": "纠纷调解成功率",
    "satisfied": "满意率",
    "late": "超时率",
}


def visit_entries(figures: VisitFigures, grids: Iterable[str]) -> Iterator[CatalogueEntry]:
    for figure in (
        figures.due, figures.households, figures.made, figures.missed, figures.needs, figures.settled,
        figures.requests, figures.paired, figures.paired_visited,
    ):  # fmt: skip
        yield from with_share(figure, f"本月{figure.title}", VISITS)
    yield CatalogueEntry(
        figures.visited.key, "本月应走访户中已走访", VISITS, figures.visited.numerator, False, figures.visited
    )
    yield share(figures.visited, "本月走访率", VISITS)
    yield CatalogueEntry(
        figures.overdue.key, figures.overdue.title, VISITS, figures.overdue.numerator, False, figures.overdue
    )
    groups = {group.name: group for group in (*figures.tiers, *figures.grids)}
    for kind, names in (("tier", [tier.value for tier in TIERS]), ("grid", [*grids])):
        for name in names:
            group = groups.get(name)
            for part, title in (("due", "本月应走访户"), ("visited", "本月应走访户中已走访")):
                key = f"visits.{kind}.{name}.{part}"
                yield or_nought(getattr(group, part) if group else None, key, f"{name}{title}", VISITS)
            if group is not None:
                yield share(group.visited, f"{name}本月走访率", VISITS)
    for name in grids:
        key = f"visits.grid.{name}.households"
        yield or_nought(figures.by_grid.get(name), key, f"{name}本月走访户数", VISITS)


def visit_year_entries(year: VisitYear) -> Iterator[CatalogueEntry]:
    for figure in year.figures():
        yield from with_share(figure, figure.title, VISITS)


def request_entries(report: RequestReport, grids: Iterable[str]) -> Iterator[CatalogueEntry]:
    named = {
        "channel": request_words.channels(),
        "category": request_words.categories(),
        "grid": tuple(grids),
    }
    for figures, scope, when in ((report.month, "", "本月"), (report.year, "year.", "今年以来")):
        for figure in figures.sums():
            yield from with_share(figure, titled(figure, when), REQUESTS)
        for name, parts in _breakdowns(figures).items():
            for word in dict.fromkeys((*named.get(name, ()), *parts)):
                one = parts.get(word)
                title = f"{when}{_OF_PART[name]}{word}"
                yield or_nought(one, f"requests.{scope}{name}.{word}", title, REQUESTS)
                if one is not None and name == "department":
                    yield CatalogueEntry(f"{one.key}.letters", f"{title}吹哨", REQUESTS, one.denominator or 0)


_OF_PART = {
    "channel": "受理：",
    "category": "受理：",
    "grade": "等级：",
    "grid": "网格：",
    "outcome": "结果：",
    "satisfaction": "回访：",
    "department": "部门答卷：",
}


def _breakdowns(figures: RequestFigures) -> dict[str, Mapping[str, Figure]]:
    return {name: getattr(figures, f"by_{name}") for name in _OF_PART}


def meeting_entries(report: MeetingReport) -> Iterator[CatalogueEntry]:
    for figures, scope, when in ((report.month, "month.", "本月"), (report.year, "year.", "今年以来")):
        yield from _meeting_sums(figures, when)
        for kind in dict.fromkeys((*_kinds(deliberation=False), *figures.by_kind, *figures.held_by_kind)):
            yield from _of_kind(figures, kind, f"meetings.{scope}", f"{when}{kind}")


def _of_kind(figures: MeetingFigures, kind: str, key: str, name: str) -> Iterator[CatalogueEntry]:
    """One kind of meeting: what was neither held nor owed counts nought and has no rate."""
    held, came = figures.held_by_kind.get(kind), figures.attended_by_kind.get(kind)
    yield or_nought(figures.by_kind.get(kind), f"{key}kind.{kind}", f"{name}召开次数", MEETINGS)
    due = (held.denominator or 0) if held else 0
    yield CatalogueEntry(f"{key}held.{kind}.due", f"{name}应召开次数", MEETINGS, due)
    yield or_nought(held, f"{key}held.{kind}", f"{name}按时召开次数", MEETINGS)
    yield or_nought(figures.made_up_by_kind.get(kind), f"{key}made_up.{kind}", f"{name}补开次数", MEETINGS)
    yield or_nought(figures.overdue_by_kind.get(kind), f"{key}overdue.{kind}", f"{name}逾期次数", MEETINGS)
    should = (came.denominator or 0) if came else 0
    yield CatalogueEntry(f"{key}attended.{kind}.should", f"{name}应出席人次", MEETINGS, should)
    yield or_nought(came, f"{key}attended.{kind}", f"{name}实际出席人次", MEETINGS)
    away = should - (came.numerator if came else 0)
    yield CatalogueEntry(f"{key}attended.{kind}.away", f"{name}未出席人次", MEETINGS, away)
    if held is not None:
        yield share(held, f"{name}规范执行率", MEETINGS)
    if came is not None:
        yield share(came, f"{name}出席率", MEETINGS)


def _meeting_sums(figures: MeetingFigures, when: str) -> Iterator[CatalogueEntry]:
    held, came = figures.held, figures.attended
    yield plain(figures.meetings, f"{when}召开会议次数", MEETINGS)
    yield CatalogueEntry(f"{held.key}.due", f"{when}应召开次数", MEETINGS, held.denominator or 0)
    yield plain(held, f"{when}按时召开次数", MEETINGS)
    yield share(held, f"{when}规范执行率", MEETINGS)
    yield plain(figures.made_up, f"{when}补开次数", MEETINGS)
    yield plain(figures.overdue, f"{when}逾期未召开次数", MEETINGS)
    yield CatalogueEntry(f"{came.key}.should", f"{when}应出席人次", MEETINGS, came.denominator or 0)
    yield plain(came, f"{when}实际出席人次", MEETINGS)
    away = (came.denominator or 0) - came.numerator
    yield CatalogueEntry(f"{came.key}.away", f"{when}未出席人次", MEETINGS, away)
    yield share(came, f"{when}出席率", MEETINGS)
    for figure, title in (
        (figures.excused, "请假人次"),
        (figures.absent, "缺席人次"),
        (figures.unrecorded, "未登记出席人次"),
        (figures.unmarked, "没有登记出席的会议"),
    ):
        yield plain(figure, f"{when}{title}", MEETINGS)
    if when == "本月":
        yield plain(figures.actions_open, "未办结待办", MEETINGS)
        yield plain(figures.actions_late, "逾期待办", MEETINGS)
        yield CatalogueEntry("meetings.members", "党员人数（按名册）", MEETINGS, figures.members)
        yield CatalogueEntry("meetings.voters", "有表决权的党员人数", MEETINGS, figures.voters)


def deliberation_entries(report: DeliberationReport) -> Iterator[CatalogueEntry]:
    for figures, scope, when in ((report.month, "month.", "本月"), (report.year, "year.", "今年以来")):
        yield from _matters(figures, scope, when)


def _matters(figures: DeliberationFigures, scope: str, when: str) -> Iterator[CatalogueEntry]:
    for figure, title in (
        (figures.opened, "提出事项"),
        (figures.closed, "完成事项"),
        (figures.meetings, "召开议事会议次数"),
    ):
        yield plain(figure, f"{when}{title}", DELIBERATIONS)
    for kind in dict.fromkeys((*_kinds(deliberation=True), *figures.meetings_by_kind)):
        key = f"deliberations.{scope}kind.{kind}"
        yield or_nought(figures.meetings_by_kind.get(kind), key, f"{when}{kind}召开次数", DELIBERATIONS)
    if when == "本月":
        yield plain(figures.open, "在议事项", DELIBERATIONS)
        yield plain(figures.published, "已公示事项", DELIBERATIONS)
        yield plain(figures.warned, "重要事项未经支部党员大会", DELIBERATIONS)
        for name, figure in figures.by_step.items():
            yield plain(figure, f"在议：{name.replace(':', '，下一步')}", DELIBERATIONS)


def volunteer_entries(report: VolunteerReport) -> Iterator[CatalogueEntry]:
    """Minutes are told as hours, the number a form asks for."""
    month, year = report.month, report.year
    yield from with_share(month.volunteers, "志愿者人数", VOLUNTEERS)
    yield from with_share(month.party, "党员志愿者人数", VOLUNTEERS)
    yield from with_share(month.dual, "双报到党员人数", VOLUNTEERS)
    for name, figure in month.teams.items():
        yield plain(figure, f"志愿者人数：{name}", VOLUNTEERS)
    for figures, when in ((month, "本月"), (year, "今年以来")):
        yield from with_share(figures.active, f"{when}参加过服务的志愿者", VOLUNTEERS)
        yield plain(figures.sessions, f"{when}服务场次", VOLUNTEERS)
        yield plain(figures.person_times, f"{when}服务人次", VOLUNTEERS)
        yield _hours(figures.minutes, f"{when}服务时长（小时）")
        for name, figure in figures.times_by_team.items():
            yield plain(figure, f"{when}服务人次：{name}", VOLUNTEERS)
        for name, figure in figures.minutes_by_team.items():
            yield _hours(figure, f"{when}服务时长（小时）：{name}")
        if figures.coverage is not None:
            yield from with_share(figures.coverage, f"{when}班次排定人数", VOLUNTEERS)
        if figures.wishes is not None:
            yield from with_share(figures.wishes, f"{when}办成微心愿", VOLUNTEERS)


def _hours(figure: Figure, title: str) -> CatalogueEntry:
    return CatalogueEntry(figure.key, title, VOLUNTEERS, round(figure.numerator / 60, 2), False, figure)


def _kinds(*, deliberation: bool) -> list[str]:
    return [name for name, kind in kinds().items() if (kind.report == DELIBERATION) is deliberation]


def titled(figure: Figure, when: str) -> str:
    return figure.title if figure.title.startswith(when) else f"{when}{figure.title}"


def with_share(figure: Figure, title: str, group: str) -> Iterator[CatalogueEntry]:
    yield plain(figure, title, group)
    if figure.denominator is not None:
        end = figure.key.rpartition(".")[2]
        own = _RATES.get(end)
        yield share(figure, title.replace(figure.title.removeprefix("今年以来"), own) if own else f"{title}占比", group)


def plain(figure: Figure, title: str, group: str) -> CatalogueEntry:
    return CatalogueEntry(figure.key, title, group, figure.numerator, False, figure)


def share(figure: Figure, title: str, group: str) -> CatalogueEntry:
    """The fraction; of nothing there is none, and the cell stays blank."""
    value: float | str = figure.numerator / figure.denominator if figure.denominator else ""
    return CatalogueEntry(f"{figure.key}.percent", title, group, value, True, figure)


def or_nought(figure: Figure | None, key: str, title: str, group: str) -> CatalogueEntry:
    return plain(figure, title, group) if figure is not None else CatalogueEntry(key, title, group, 0)
