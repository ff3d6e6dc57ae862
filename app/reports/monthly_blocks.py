"""The monthly report as blocks: the same words, tables and charts for paper and for Word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.base.clock import chinese_date
from app.models.colours import LegendEntry
from app.models.figures import MonthlyFacts
from app.models.meeting_figures import MeetingReport
from app.models.requests import RequestReport
from app.models.visit_figures import VisitFigures
from app.reports import monthly_compared as compared
from app.reports import monthly_facts as said
from app.reports import monthly_meetings as meetings
from app.reports import monthly_requests as requests
from app.reports import monthly_visits as visits
from app.reports import monthly_volunteers as volunteers
from app.reports.blocks import (
    Align,
    AttachmentMark,
    Block,
    Chart,
    Legend,
    Pair,
    Paragraph,
    SignatureBlock,
    Spacer,
    Swatch,
    Table,
    TableColumn,
    Title,
    numbered,
)
from app.rules import monthly_charts as charts

_COMBINED = "七彩标签组合户数"
_LABELS_HEIGHT, _TREND_HEIGHT, _BAR_HEIGHT = 156.0, 120.0, 18.0  # points


def monthly_blocks(
    facts: MonthlyFacts, legend: Sequence[LegendEntry], digest: str, attached: Sequence[str] = ()
) -> list[Block]:
    """The report's words, tables and charts in their order; sections without content are left out and numbers close up.

    `digest` '': a copy for editing, which cannot be held against a file. `attached`: ledgers that follow, by name.
    """
    parts = [(title, blocks) for title, blocks in _parts(facts, legend) if blocks]
    headings = numbered([title for title, _ in parts])
    body: list[Block] = []
    for heading, (_, blocks) in zip(headings, parts, strict=True):
        body += [heading, *blocks]
    names = [*([_COMBINED] if facts.now.combinations else []), *attached]
    return [*_head(facts), *body, *_foot(facts, digest, names), *_attachment(facts, alone=len(names) == 1)]


def cover_blocks(facts: MonthlyFacts) -> list[Block]:
    """A title page, which has no number."""
    return [
        Spacer(5),
        Title(facts.title.replace(facts.branch, f"{facts.branch}\n", 1)),
        Spacer(7),
        Paragraph(f"填报单位：{facts.branch}", indent=4),
        Paragraph(f"期　　间：{said.period(facts)}", indent=4),
        Paragraph(f"编　　号：{said.number(facts)}", indent=4),
        Paragraph(f"报送日期：{chinese_date(facts.made_on)}", indent=4),
    ]


def _parts(facts: MonthlyFacts, legend: Sequence[LegendEntry]) -> list[tuple[str, list[Block]]]:
    """Sections in their order; one without blocks is left out."""
    words = dict(said.sections(facts))
    return [
        ("基本情况", [*(Paragraph(text) for text in _basic(facts)), *_basic_table(facts)]),
        ("七彩图分类", _coloured(facts, legend)),
        ("走访关爱", _visits(facts, facts.visits) if facts.visits is not None else []),
        ("诉求办理", _requests(facts, facts.requests) if facts.requests is not None else []),
        ("组织生活", _meetings(facts, facts.meetings) if facts.meetings is not None else []),
        ("议事协商", _deliberations(facts)),
        ("志愿服务", _volunteers(facts)),
        *((title, _told(words.get(title, ""))) for title in ("重点工作", "下月计划")),
    ]


def _told(text: str) -> list[Block]:
    return [Paragraph(text)] if text else []


def _head(facts: MonthlyFacts) -> list[Block]:
    return [
        Title(facts.title.replace(facts.branch, f"{facts.branch}\n", 1)),
        Pair(f"填报单位：{facts.branch}"),
        Pair(f"期间：{said.period(facts)}", f"编号：{said.number(facts)}"),
        Spacer(),
    ]


def _basic(facts: MonthlyFacts) -> list[str]:
    rows = said.basic_indicators(facts.now)
    households, residents, *shares = rows
    lead = (
        f"截至{chinese_date(facts.now.as_of)}，本单位共有住户{households.figure.numerator}户、"
        f"居民{residents.figure.numerator}人。"
    )
    people = "；".join(_phrase(row) for row in shares if row.unit == "人")
    doors = "；".join(_phrase(row) for row in shares if row.unit == "户")
    return [text for text in (f"{lead}其中，{people}。", f"住房方面，{doors}。" if doors else "") if text]


def _phrase(row: said.Indicator) -> str:
    words = f"{row.name}{row.figure.numerator}{row.unit}"
    return f"{words}，占{row.of}的{row.figure.percent}" if row.of else words


def _colours(facts: MonthlyFacts) -> str:
    total = said.total_row(facts.now, "合计")
    distinct = facts.now.distinct
    share = f"，占总户数的{distinct.percent}" if distinct.percent else ""
    return (
        f"按户分为七类，一户符合几类，就在几类中各计一次，合计标签户数{total.numbers[-2]}户；"
        f"至少符合一类的户只计一次，去重户数{distinct.numerator}户{share}。各网格情况见下表。"
    )


def _grid_table(facts: MonthlyFacts) -> Table:
    now = said.total_row(facts.now, "合计")
    before = said.total_row(facts.before, "上月")
    rows = [(row.name, *map(str, row.numbers)) for row in (*said.grid_rows(facts.now), now, before)]
    rows.append(("比上月", *map(said.change_words, said.changes(now, before))))
    titles = [title.replace("户数", "\n户数") if len(title) == 4 else title for title in said.TABLE_TITLES]
    columns = tuple(TableColumn(title, 1.3 if place == 0 else 1.0) for place, title in enumerate(titles))
    return Table(columns, tuple(rows), caption=f"七彩图分类表（{said.period(facts)}末）", unit="单位：户", strong=3)


def _basic_table(facts: MonthlyFacts) -> list[Block]:
    """The day beside the day a month before."""
    lines = compared.lines_of(facts, "基本情况")
    if not lines:
        return []
    titles = ("项目", "单位", "本月末", "上月末", "比上月")
    columns = tuple(
        TableColumn(title, share, Align.LEFT if place == 0 else Align.CENTER)
        for place, (title, share) in enumerate(zip(titles, compared.SHARES, strict=False))
    )
    rows = tuple(line.cells()[:5] for line in lines)
    return [Table(columns, rows, caption=f"基本情况表（{said.period(facts)}末）")]


def _compared_table(facts: MonthlyFacts, section: str) -> list[Block]:
    """The month, the month before, and the year so far; nothing where there is nothing to set beside each other."""
    lines = compared.lines_of(facts, section)
    if not lines:
        return []
    columns = tuple(
        TableColumn(title, share, Align.LEFT if place == 0 else Align.CENTER)
        for place, (title, share) in enumerate(zip(compared.TITLES, compared.SHARES, strict=True))
    )
    return [Table(columns, tuple(line.cells() for line in lines), caption=f"{section}对比表（{said.period(facts)}）")]


def _coloured(facts: MonthlyFacts, legend: Sequence[LegendEntry]) -> list[Block]:
    title = f"各类户占总户数（{said.period(facts)}末）"
    chart = Chart(partial(charts.label_bars, facts, legend, title=title), _LABELS_HEIGHT)
    return [Paragraph(_colours(facts)), _grid_table(facts), *_legend(legend), *([chart] if legend else [])]


def _visits(facts: MonthlyFacts, figures: VisitFigures) -> list[Block]:
    """走访关爱: the words, the comparison, and by tier and grid where anything was due."""
    period = said.period(facts)
    found: list[Block] = [Paragraph(text) for text in visits.visit_words(figures)]
    found += _compared_table(facts, "走访关爱")
    if figures.due.numerator:
        columns = tuple(
            TableColumn(title, 1.4 if place == 0 else 1.0) for place, title in enumerate(visits.TABLE_TITLES)
        )
        rows = tuple(
            (name, str(due.numerator), str(seen.numerator), seen.percent)
            for name, due, seen in visits.visit_rows(figures)
        )
        found.append(Table(columns, rows, caption=f"走访情况表（{period}）", unit="单位：户", strong=1))
    if charts.has_visit_bars(facts):
        title = f"各网格走访率（{period}）"
        height = _BAR_HEIGHT * (len(figures.grids) + 1)
        found.append(Chart(partial(charts.visit_bars, facts, title=title), height))
    return found


def _requests(facts: MonthlyFacts, report: RequestReport) -> list[Block]:
    """诉求办理: the words, the comparison, and where they came from where anything was received."""
    found: list[Block] = [Paragraph(text) for text in requests.request_words(report)]
    found += _compared_table(facts, "诉求办理")
    if report.month.received.numerator:
        columns = tuple(
            TableColumn(title, 1.5 if place % 3 == 0 else 1.0) for place, title in enumerate(requests.TABLE_TITLES)
        )
        rows = tuple(requests.request_rows(report.month))
        caption = f"诉求受理情况表（{said.period(facts)}）"
        found.append(Table(columns, rows, caption=caption, unit="单位：件", strong=1))
    if charts.has_request_trend(facts):
        title = f"{facts.year}年各月受理诉求件数"
        found.append(Chart(partial(charts.request_trend, facts, title=title), _TREND_HEIGHT))
    return found


def _meetings(facts: MonthlyFacts, report: MeetingReport) -> list[Block]:
    """组织生活: the words, the comparison, and kind by kind where anything was held or owed."""
    found: list[Block] = [Paragraph(text) for text in meetings.meeting_words(report)]
    found += _compared_table(facts, "组织生活")
    for figures, when in ((report.month, said.period(facts)), (report.year, f"{facts.year}年1月至{facts.month}月")):
        rows = meetings.meeting_rows(figures)
        if len(rows) > 1 and (figures is report.month or facts.month > 1):
            columns = tuple(
                TableColumn(title, share) for title, share in zip(meetings.TABLE_TITLES, meetings.SHARES, strict=True)
            )
            caption = f"组织生活情况表（{when}）"
            found.append(Table(columns, tuple(rows), caption=caption, unit="单位：次、人次", strong=1))
    return found


def _deliberations(facts: MonthlyFacts) -> list[Block]:
    if facts.deliberations is None:
        return []
    words = meetings.deliberation_words(facts.deliberations)
    return [*(Paragraph(text) for text in words), *_compared_table(facts, "议事协商")]


def _volunteers(facts: MonthlyFacts) -> list[Block]:
    """志愿服务: the words, and a line a team."""
    if facts.volunteers is None:
        return []
    titles = zip(volunteers.TABLE_TITLES, volunteers.SHARES, strict=True)
    columns = tuple(TableColumn(title, share) for title, share in titles)
    rows = tuple(volunteers.volunteer_rows(facts.volunteers))
    table = Table(columns, rows, caption=f"志愿服务情况表（{said.period(facts)}）", strong=1)
    words = [Paragraph(text) for text in volunteers.volunteer_words(facts.volunteers)]
    return [*words, *_compared_table(facts, "志愿服务"), table]


def _legend(legend: Sequence[LegendEntry]) -> list[Block]:
    if not legend:
        return []
    ranked = sorted(legend, key=lambda entry: entry.rank)
    swatches = tuple(Swatch(entry.colour, entry.mark, entry.label.value) for entry in ranked)
    return [Legend(swatches, lead="图例：")]


def _foot(facts: MonthlyFacts, digest: str, names: Sequence[str]) -> list[Block]:
    attached: list[Block] = []
    if len(names) == 1:
        attached = [Spacer(), Paragraph(f"附件：{names[0]}")]
    elif names:
        lines = [f"附件：1. {names[0]}", *(f"　　　{place}. {name}" for place, name in enumerate(names[1:], start=2))]
        attached = [Spacer(), *(Paragraph(line) for line in lines)]
    last = "正文末页" if len(names) > bool(facts.now.combinations) else "末页"
    notes = (f"编号 {facts.serial}", f"校验 {digest[:16]}", f"{last}二维码可与电子文件核对")
    made = chinese_date(facts.made_on)
    return [
        *attached,
        Spacer(),
        SignatureBlock(
            fields=(*said.signers(facts), ("报送日期", made)),
            issuer=facts.branch,
            date=made,
            notes=notes if digest else (f"编号 {facts.serial}", "可编辑稿，以签发的月报为准"),
        ),
    ]


def _attachment(facts: MonthlyFacts, *, alone: bool) -> list[Block]:
    rows = said.combination_rows(facts.now)
    if not rows:
        return []
    cells = [(name, str(figure.numerator), figure.percent) for name, figure in rows]
    cells.append(("合计", str(sum(figure.numerator for _, figure in rows)), ""))
    half = (len(cells) + 1) // 2
    right = [*cells[half:], ("", "", "")][:half]
    columns = (TableColumn("标签组合", 3.4, Align.LEFT), TableColumn("户数"), TableColumn("占总户数", 1.3))
    pairs = tuple((*first, *second) for first, second in zip(cells[:half], right, strict=True))
    caption = f"{said.period(facts)}末"
    mark = AttachmentMark("附件" if alone else "附件1")
    return [mark, Title(_COMBINED), Table((*columns, *columns), pairs, caption=caption, unit="单位：户")]
