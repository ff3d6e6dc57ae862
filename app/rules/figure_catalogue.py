"""Every figure of a month's report by a stable key and a Chinese name, searchable.

What the rule tables name (channels, kinds of meetings, tiers) stands with nought where nothing happened, so that a form
bound to it is filled every month; a section of which nothing was ever recorded has no entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.base.clock import chinese_date
from app.models.figure_catalogue import CatalogueEntry
from app.models.figures import Figure, GridFigures, MonthlyFacts, PopulationFigures
from app.models.meeting_figures import DeliberationFigures, DeliberationReport, MeetingFigures, MeetingReport
from app.models.requests import RequestFigures, RequestReport
from app.models.visit_figures import VisitFigures, VisitYear
from app.models.visits import TIERS
from app.models.volunteer_figures import VolunteerReport
from app.rules import request_words
from app.rules.meeting_kinds import DELIBERATION, kinds

HEAD, BASIC, COLOURS, VISITS, REQUESTS = "填报信息", "基本情况", "七彩图分类", "走访关爱", "诉求办理"
MEETINGS, DELIBERATIONS, VOLUNTEERS, WORDS = "组织生活", "议事协商", "志愿服务", "工作文字"

# What a share is called, by the end of its figure's key; others are 占比 of their own title.
_RATES = {
    "handled": "办结率",
    "answers": "吹哨响应率",
    "hard_settled": "难题解决率",
    "disputes_mediated": "纠纷调解成功率",
    "satisfied": "满意率",
    "late": "超时率",
}


def entries(facts: MonthlyFacts) -> tuple[CatalogueEntry, ...]:
    """All of them, in the order of the report; keys are unique."""
    found: dict[str, CatalogueEntry] = {}
    for entry in _all(facts):
        found.setdefault(entry.key, entry)
    return tuple(found.values())


def by_key(facts: MonthlyFacts) -> Mapping[str, CatalogueEntry]:
    """The same by their keys."""
    return {entry.key: entry for entry in entries(facts)}


def search(found: Iterable[CatalogueEntry], words: str) -> tuple[CatalogueEntry, ...]:
    """Those whose title, group or printed value holds every word; titles that begin with the first word first."""
    asked = words.split()
    if not asked:
        return tuple(found)
    hits = [entry for entry in found if all(word in f"{entry.group} {entry.title} {entry.text}" for word in asked)]
    return tuple(sorted(hits, key=lambda entry: (not entry.title.startswith(asked[0]), len(entry.title))))


def _all(facts: MonthlyFacts) -> Iterator[CatalogueEntry]:
    yield from _head(facts)
    yield from _basic(facts.now, facts.before)
    for grid in facts.now.grids:
        yield from _grid(grid)
    if facts.visits is not None:
        yield from _visits(facts.visits, [grid.grid for grid in facts.now.grids])
    if facts.visits_year is not None:
        yield from _visit_year(facts.visits_year)
    if facts.requests is not None:
        yield from _requests(facts.requests, [grid.grid for grid in facts.now.grids])
    if facts.meetings is not None:
        yield from _meetings(facts.meetings)
    if facts.deliberations is not None:
        yield from _deliberations(facts.deliberations)
    if facts.volunteers is not None:
        yield from _volunteers(facts.volunteers)
    yield from _changes(facts)
    for key, title, words in (("key_work", "重点工作", facts.key_work), ("next_plan", "下月计划", facts.next_plan)):
        yield CatalogueEntry(f"words.{key}", title, WORDS, words)


def _head(facts: MonthlyFacts) -> Iterator[CatalogueEntry]:
    said: dict[str, tuple[str, int | str]] = {
        "branch": ("填报单位", facts.branch),
        "street": ("街道", facts.street),
        "period": ("期间", f"{facts.year}年{facts.month}月"),
        "year": ("年份", facts.year),
        "month": ("月份", facts.month),
        "serial": ("编号", facts.serial),
        "made_on": ("报送日期", chinese_date(facts.made_on)),
        "preparer": ("填报人", facts.preparer),
        "reviewer": ("审核人", facts.reviewer),
        "leader": ("党组织负责人", facts.leader),
    }
    for key, (title, value) in said.items():
        yield CatalogueEntry(f"head.{key}", title, HEAD, value)


def _basic(now: PopulationFigures, before: PopulationFigures) -> Iterator[CatalogueEntry]:
    earlier = {figure.key: figure.numerator for figure in (before.households, *before.labels.values(), before.distinct)}
    sums = sum(figure.numerator for figure in now.labels.values())
    was = sum(figure.numerator for figure in before.labels.values())
    labels = {figure.key for figure in now.labels.values()} | {now.distinct.key}
    for figure in (*now.figures(), *now.combinations.values()):
        if figure.key.startswith("grid."):
            continue
        mixed = figure.key.startswith("combination.")
        group = COLOURS if mixed or figure.key in labels else BASIC
        yield from _with_share(figure, f"标签组合：{figure.title}" if mixed else figure.title, group)
        if figure.key in earlier:
            yield CatalogueEntry(f"before.{figure.key}", f"上月{figure.title}", group, earlier[figure.key])
            change = figure.numerator - earlier[figure.key]
            yield CatalogueEntry(f"change.{figure.key}", f"{figure.title}比上月增减", group, change)
    yield CatalogueEntry("labels.sum", "标签户数", COLOURS, sums)
    yield CatalogueEntry("before.labels.sum", "上月标签户数", COLOURS, was)
    yield CatalogueEntry("change.labels.sum", "标签户数比上月增减", COLOURS, sums - was)


def _grid(grid: GridFigures) -> Iterator[CatalogueEntry]:
    for figure in (grid.households, *grid.labels.values(), grid.distinct):
        yield from _with_share(figure, figure.title, grid.grid)
    whole = sum(figure.numerator for figure in grid.labels.values())
    yield CatalogueEntry(f"grid.{grid.grid}.labels.sum", f"{grid.grid}标签户数", grid.grid, whole)


def _visits(figures: VisitFigures, grids: Iterable[str]) -> Iterator[CatalogueEntry]:
    for figure in (
        figures.due, figures.households, figures.made, figures.missed, figures.needs, figures.settled,
        figures.requests, figures.paired, figures.paired_visited,
    ):  # fmt: skip
        yield from _with_share(figure, f"本月{figure.title}", VISITS)
    yield CatalogueEntry(
        figures.visited.key, "本月应走访户中已走访", VISITS, figures.visited.numerator, False, figures.visited
    )
    yield _share(figures.visited, "本月走访率", VISITS)
    yield CatalogueEntry(
        figures.overdue.key, figures.overdue.title, VISITS, figures.overdue.numerator, False, figures.overdue
    )
    groups = {group.name: group for group in (*figures.tiers, *figures.grids)}
    for kind, names in (("tier", [tier.value for tier in TIERS]), ("grid", [*grids])):
        for name in names:
            group = groups.get(name)
            for part, title in (("due", "本月应走访户"), ("visited", "本月应走访户中已走访")):
                key = f"visits.{kind}.{name}.{part}"
                yield _or_nought(getattr(group, part) if group else None, key, f"{name}{title}", VISITS)
            if group is not None:
                yield _share(group.visited, f"{name}本月走访率", VISITS)
    for name in grids:
        key = f"visits.grid.{name}.households"
        yield _or_nought(figures.by_grid.get(name), key, f"{name}本月走访户数", VISITS)


def _visit_year(year: VisitYear) -> Iterator[CatalogueEntry]:
    for figure in year.figures():
        yield from _with_share(figure, figure.title, VISITS)


def _requests(report: RequestReport, grids: Iterable[str]) -> Iterator[CatalogueEntry]:
    named = {
        "channel": request_words.channels(),
        "category": request_words.categories(),
        "grid": tuple(grids),
    }
    for figures, scope, when in ((report.month, "", "本月"), (report.year, "year.", "今年以来")):
        for figure in figures.sums():
            yield from _with_share(figure, _titled(figure, when), REQUESTS)
        for name, parts in _breakdowns(figures).items():
            for word in dict.fromkeys((*named.get(name, ()), *parts)):
                one = parts.get(word)
                title = f"{when}{_OF_PART[name]}{word}"
                yield _or_nought(one, f"requests.{scope}{name}.{word}", title, REQUESTS)
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


def _meetings(report: MeetingReport) -> Iterator[CatalogueEntry]:
    for figures, scope, when in ((report.month, "month.", "本月"), (report.year, "year.", "今年以来")):
        yield from _meeting_sums(figures, when)
        for kind in dict.fromkeys((*_kinds(deliberation=False), *figures.by_kind, *figures.held_by_kind)):
            yield from _of_kind(figures, kind, f"meetings.{scope}", f"{when}{kind}")


def _of_kind(figures: MeetingFigures, kind: str, key: str, name: str) -> Iterator[CatalogueEntry]:
    """One kind of meeting: what was neither held nor owed counts nought and has no rate."""
    held, came = figures.held_by_kind.get(kind), figures.attended_by_kind.get(kind)
    yield _or_nought(figures.by_kind.get(kind), f"{key}kind.{kind}", f"{name}召开次数", MEETINGS)
    due = (held.denominator or 0) if held else 0
    yield CatalogueEntry(f"{key}held.{kind}.due", f"{name}应召开次数", MEETINGS, due)
    yield _or_nought(held, f"{key}held.{kind}", f"{name}按时召开次数", MEETINGS)
    yield _or_nought(figures.made_up_by_kind.get(kind), f"{key}made_up.{kind}", f"{name}补开次数", MEETINGS)
    yield _or_nought(figures.overdue_by_kind.get(kind), f"{key}overdue.{kind}", f"{name}逾期次数", MEETINGS)
    should = (came.denominator or 0) if came else 0
    yield CatalogueEntry(f"{key}attended.{kind}.should", f"{name}应出席人次", MEETINGS, should)
    yield _or_nought(came, f"{key}attended.{kind}", f"{name}实际出席人次", MEETINGS)
    away = should - (came.numerator if came else 0)
    yield CatalogueEntry(f"{key}attended.{kind}.away", f"{name}未出席人次", MEETINGS, away)
    if held is not None:
        yield _share(held, f"{name}规范执行率", MEETINGS)
    if came is not None:
        yield _share(came, f"{name}出席率", MEETINGS)


def _meeting_sums(figures: MeetingFigures, when: str) -> Iterator[CatalogueEntry]:
    held, came = figures.held, figures.attended
    yield _plain(figures.meetings, f"{when}召开会议次数", MEETINGS)
    yield CatalogueEntry(f"{held.key}.due", f"{when}应召开次数", MEETINGS, held.denominator or 0)
    yield _plain(held, f"{when}按时召开次数", MEETINGS)
    yield _share(held, f"{when}规范执行率", MEETINGS)
    yield _plain(figures.made_up, f"{when}补开次数", MEETINGS)
    yield _plain(figures.overdue, f"{when}逾期未召开次数", MEETINGS)
    yield CatalogueEntry(f"{came.key}.should", f"{when}应出席人次", MEETINGS, came.denominator or 0)
    yield _plain(came, f"{when}实际出席人次", MEETINGS)
    away = (came.denominator or 0) - came.numerator
    yield CatalogueEntry(f"{came.key}.away", f"{when}未出席人次", MEETINGS, away)
    yield _share(came, f"{when}出席率", MEETINGS)
    for figure, title in (
        (figures.excused, "请假人次"),
        (figures.absent, "缺席人次"),
        (figures.unrecorded, "未登记出席人次"),
        (figures.unmarked, "没有登记出席的会议"),
    ):
        yield _plain(figure, f"{when}{title}", MEETINGS)
    if when == "本月":
        yield _plain(figures.actions_open, "未办结待办", MEETINGS)
        yield _plain(figures.actions_late, "逾期待办", MEETINGS)
        yield CatalogueEntry("meetings.members", "党员人数（按名册）", MEETINGS, figures.members)
        yield CatalogueEntry("meetings.voters", "有表决权的党员人数", MEETINGS, figures.voters)


def _deliberations(report: DeliberationReport) -> Iterator[CatalogueEntry]:
    for figures, scope, when in ((report.month, "month.", "本月"), (report.year, "year.", "今年以来")):
        yield from _matters(figures, scope, when)


def _matters(figures: DeliberationFigures, scope: str, when: str) -> Iterator[CatalogueEntry]:
    for figure, title in (
        (figures.opened, "提出事项"),
        (figures.closed, "完成事项"),
        (figures.meetings, "召开议事会议次数"),
    ):
        yield _plain(figure, f"{when}{title}", DELIBERATIONS)
    for kind in dict.fromkeys((*_kinds(deliberation=True), *figures.meetings_by_kind)):
        key = f"deliberations.{scope}kind.{kind}"
        yield _or_nought(figures.meetings_by_kind.get(kind), key, f"{when}{kind}召开次数", DELIBERATIONS)
    if when == "本月":
        yield _plain(figures.open, "在议事项", DELIBERATIONS)
        yield _plain(figures.published, "已公示事项", DELIBERATIONS)
        yield _plain(figures.warned, "重要事项未经支部党员大会", DELIBERATIONS)
        for name, figure in figures.by_step.items():
            yield _plain(figure, f"在议：{name.replace(':', '，下一步')}", DELIBERATIONS)


def _volunteers(report: VolunteerReport) -> Iterator[CatalogueEntry]:
    """Minutes are told as hours, the number a form asks for."""
    month, year = report.month, report.year
    yield from _with_share(month.volunteers, "志愿者人数", VOLUNTEERS)
    yield from _with_share(month.party, "党员志愿者人数", VOLUNTEERS)
    yield from _with_share(month.dual, "双报到党员人数", VOLUNTEERS)
    for name, figure in month.teams.items():
        yield _plain(figure, f"志愿者人数：{name}", VOLUNTEERS)
    for figures, when in ((month, "本月"), (year, "今年以来")):
        yield from _with_share(figures.active, f"{when}参加过服务的志愿者", VOLUNTEERS)
        yield _plain(figures.sessions, f"{when}服务场次", VOLUNTEERS)
        yield _plain(figures.person_times, f"{when}服务人次", VOLUNTEERS)
        yield _hours(figures.minutes, f"{when}服务时长（小时）")
        for name, figure in figures.times_by_team.items():
            yield _plain(figure, f"{when}服务人次：{name}", VOLUNTEERS)
        for name, figure in figures.minutes_by_team.items():
            yield _hours(figure, f"{when}服务时长（小时）：{name}")
        if figures.coverage is not None:
            yield from _with_share(figures.coverage, f"{when}班次到岗人数", VOLUNTEERS)
        if figures.wishes is not None:
            yield from _with_share(figures.wishes, f"{when}办成微心愿", VOLUNTEERS)


def _hours(figure: Figure, title: str) -> CatalogueEntry:
    return CatalogueEntry(figure.key, title, VOLUNTEERS, round(figure.numerator / 60, 2), False, figure)


def _changes(facts: MonthlyFacts) -> Iterator[CatalogueEntry]:
    """What the sections that have a month before say of it."""
    sums = [
        ("本月", REQUESTS, facts.requests.month.sums() if facts.requests else []),
        ("", MEETINGS, [facts.meetings.month.meetings, facts.meetings.month.attended] if facts.meetings else []),
        ("本月", VOLUNTEERS, [getattr(facts.volunteers.month, name) for name in _SERVED] if facts.volunteers else []),
    ]
    if facts.visits is not None:
        visits = facts.visits
        sums.append(("", VISITS, [visits.due, visits.visited, visits.households, visits.made, visits.needs]))
    for when, group, figures in sums:
        for figure in figures:
            change = facts.change(figure)
            if change is not None:
                title = _titled(figure, when)
                yield CatalogueEntry(f"before.{figure.key}", f"{title}（上月）", group, facts.earlier[figure.key])
                yield CatalogueEntry(f"change.{figure.key}", f"{title}比上月增减", group, change)


_SERVED = ("active", "sessions", "person_times")


def _kinds(*, deliberation: bool) -> list[str]:
    return [name for name, kind in kinds().items() if (kind.report == DELIBERATION) is deliberation]


def _titled(figure: Figure, when: str) -> str:
    return figure.title if figure.title.startswith(when) else f"{when}{figure.title}"


def _with_share(figure: Figure, title: str, group: str) -> Iterator[CatalogueEntry]:
    yield _plain(figure, title, group)
    if figure.denominator is not None:
        end = figure.key.rpartition(".")[2]
        own = _RATES.get(end)
        yield _share(
            figure, title.replace(figure.title.removeprefix("今年以来"), own) if own else f"{title}占比", group
        )


def _plain(figure: Figure, title: str, group: str) -> CatalogueEntry:
    return CatalogueEntry(figure.key, title, group, figure.numerator, False, figure)


def _share(figure: Figure, title: str, group: str) -> CatalogueEntry:
    """The fraction; of nothing there is none, and the cell stays blank."""
    value: float | str = figure.numerator / figure.denominator if figure.denominator else ""
    return CatalogueEntry(f"{figure.key}.percent", title, group, value, True, figure)


def _or_nought(figure: Figure | None, key: str, title: str, group: str) -> CatalogueEntry:
    return _plain(figure, title, group) if figure is not None else CatalogueEntry(key, title, group, 0)
