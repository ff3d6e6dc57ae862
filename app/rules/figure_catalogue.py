"""Every figure of a month's report by a stable key and a Chinese name, searchable.

What the rule tables name (channels, kinds of meetings, tiers) stands with nought where nothing happened, so that a form
bound to it is filled every month; a section of which nothing was ever recorded has no entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.base.clock import chinese_date
from app.models.figure_catalogue import CatalogueEntry
from app.models.figures import GridFigures, MonthlyFacts, PopulationFigures
from app.rules.figure_catalogue_work import (
    MEETINGS,
    REQUESTS,
    VISITS,
    VOLUNTEERS,
    deliberation_entries,
    meeting_entries,
    request_entries,
    titled,
    visit_entries,
    visit_year_entries,
    volunteer_entries,
    with_share,
)

HEAD, BASIC, COLOURS, WORDS = "填报信息", "基本情况", "七彩图分类", "工作文字"


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
        yield from visit_entries(facts.visits, [grid.grid for grid in facts.now.grids])
    if facts.visits_year is not None:
        yield from visit_year_entries(facts.visits_year)
    if facts.requests is not None:
        yield from request_entries(facts.requests, [grid.grid for grid in facts.now.grids])
    if facts.meetings is not None:
        yield from meeting_entries(facts.meetings)
    if facts.deliberations is not None:
        yield from deliberation_entries(facts.deliberations)
    if facts.volunteers is not None:
        yield from volunteer_entries(facts.volunteers)
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
        yield from with_share(figure, f"标签组合：{figure.title}" if mixed else figure.title, group)
        if figure.key in earlier:
            yield CatalogueEntry(f"before.{figure.key}", f"上月{figure.title}", group, earlier[figure.key])
            change = figure.numerator - earlier[figure.key]
            yield CatalogueEntry(f"change.{figure.key}", f"{figure.title}比上月增减", group, change)
    yield CatalogueEntry("labels.sum", "标签户数", COLOURS, sums)
    yield CatalogueEntry("before.labels.sum", "上月标签户数", COLOURS, was)
    yield CatalogueEntry("change.labels.sum", "标签户数比上月增减", COLOURS, sums - was)


def _grid(grid: GridFigures) -> Iterator[CatalogueEntry]:
    for figure in (grid.households, *grid.labels.values(), grid.distinct):
        yield from with_share(figure, figure.title, grid.grid)
    whole = sum(figure.numerator for figure in grid.labels.values())
    yield CatalogueEntry(f"grid.{grid.grid}.labels.sum", f"{grid.grid}标签户数", grid.grid, whole)


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
                title = titled(figure, when)
                yield CatalogueEntry(f"before.{figure.key}", f"{title}（上月）", group, facts.earlier[figure.key])
                yield CatalogueEntry(f"change.{figure.key}", f"{title}比上月增减", group, change)


_SERVED = ("active", "sessions", "person_times")
