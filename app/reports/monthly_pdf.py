"""The monthly report on paper."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.clock import chinese_date
from app.models.colours import LegendEntry
from app.models.figures import MonthlyFacts
from app.models.meeting_figures import MeetingReport
from app.models.requests import RequestReport
from app.models.visit_figures import VisitFigures
from app.reports import monthly_facts as said
from app.reports import monthly_meetings as meetings
from app.reports import monthly_requests as requests
from app.reports import monthly_visits as visits
from app.reports.blocks import (
    Align,
    AttachmentMark,
    Block,
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
from app.reports.digest import code_text, facts_digest
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo

_ATTACHED = "七彩标签组合户数"


def monthly_pdf(
    facts: MonthlyFacts, legend: Sequence[LegendEntry], *, digest: str = "", fonts: FontSet | None = None
) -> bytes:
    """The report as a PDF in the layout of GB/T 9704-2012, unsigned; the same facts give the same bytes.

    `digest`: `facts_digest(facts)` where the caller has it already. `fonts` None: the office's own where installed.
    Raises UserFault for a character that no font has.
    """
    info = DocumentInfo(title=facts.title, author=facts.branch, made_on=facts.made_on, subject=facts.serial)
    digest = digest or facts_digest(facts)
    blocks = monthly_blocks(facts, legend, digest)
    return document_pdf(blocks, info, code=code_text(facts.serial, digest), fonts=fonts)


def monthly_blocks(facts: MonthlyFacts, legend: Sequence[LegendEntry], digest: str) -> list[Block]:
    """The report's words and tables in their order; sections without content are left out and numbers close up."""
    parts: list[tuple[str, list[Block]]] = [
        ("基本情况", [Paragraph(text) for text in _basic(facts)]),
        ("七彩图分类", [Paragraph(_colours(facts)), _grid_table(facts), *_legend(legend)]),
    ]
    if facts.visits is not None:
        parts.append(("走访关爱", _visits(facts.visits, said.period(facts))))
    if facts.requests is not None:
        parts.append(("诉求办理", _requests(facts.requests, said.period(facts))))
    if facts.meetings is not None:
        parts.append(("组织生活", _meetings(facts.meetings, said.period(facts))))
    if facts.deliberations is not None:
        words = meetings.deliberation_words(facts.deliberations)
        parts.append(("议事协商", [Paragraph(text) for text in words]))
    parts += [(title, [Paragraph(text)]) for title, text in said.sections(facts)]
    headings = numbered([title for title, _ in parts])
    body: list[Block] = []
    for heading, (_, blocks) in zip(headings, parts, strict=True):
        body += [heading, *blocks]
    return [*_head(facts), *body, *_foot(facts, digest), *_attachment(facts)]


def _head(facts: MonthlyFacts) -> list[Block]:
    return [
        Title(facts.title.replace(facts.branch, f"{facts.branch}\n", 1)),
        Pair(f"填报单位：{facts.branch}"),
        Pair(f"期间：{said.period(facts)}", f"编号：{facts.serial}"),
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


def _visits(figures: VisitFigures, period: str) -> list[Block]:
    """走访关爱: the words, and a table where anything was due."""
    found: list[Block] = [Paragraph(text) for text in visits.visit_words(figures)]
    if figures.due.numerator:
        columns = tuple(
            TableColumn(title, 1.4 if place == 0 else 1.0) for place, title in enumerate(visits.TABLE_TITLES)
        )
        rows = tuple(
            (name, str(due.numerator), str(seen.numerator), seen.percent)
            for name, due, seen in visits.visit_rows(figures)
        )
        found.append(Table(columns, rows, caption=f"走访情况表（{period}）", unit="单位：户", strong=1))
    return found


def _requests(report: RequestReport, period: str) -> list[Block]:
    """诉求办理: the words, and a table where anything was received."""
    found: list[Block] = [Paragraph(text) for text in requests.request_words(report)]
    if report.month.received.numerator:
        columns = tuple(
            TableColumn(title, 1.5 if place % 3 == 0 else 1.0) for place, title in enumerate(requests.TABLE_TITLES)
        )
        rows = tuple(requests.request_rows(report.month))
        found.append(Table(columns, rows, caption=f"诉求受理情况表（{period}）", unit="单位：件", strong=1))
    return found


def _meetings(report: MeetingReport, period: str) -> list[Block]:
    """组织生活: the words, and a table where anything was held or owed."""
    found: list[Block] = [Paragraph(text) for text in meetings.meeting_words(report)]
    rows = meetings.meeting_rows(report.month)
    if len(rows) > 1:
        columns = tuple(
            TableColumn(title, share) for title, share in zip(meetings.TABLE_TITLES, meetings.SHARES, strict=True)
        )
        found.append(
            Table(columns, tuple(rows), caption=f"组织生活情况表（{period}）", unit="单位：次、人次", strong=1)
        )
    return found


def _legend(legend: Sequence[LegendEntry]) -> list[Block]:
    if not legend:
        return []
    ranked = sorted(legend, key=lambda entry: entry.rank)
    swatches = tuple(Swatch(entry.colour, entry.mark, entry.label.value) for entry in ranked)
    return [Legend(swatches, lead="图例：")]


def _foot(facts: MonthlyFacts, digest: str) -> list[Block]:
    attached: list[Block] = []
    if facts.now.combinations:
        attached = [Spacer(), Paragraph(f"附件：{_ATTACHED}")]
    made = chinese_date(facts.made_on)
    return [
        *attached,
        Spacer(),
        SignatureBlock(
            fields=(*said.signers(facts), ("报送日期", made)),
            issuer=facts.branch,
            date=made,
            notes=(f"编号 {facts.serial}", f"校验 {digest[:16]}", "末页二维码可与电子文件核对"),
        ),
    ]


def _attachment(facts: MonthlyFacts) -> list[Block]:
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
    return [AttachmentMark(), Title(_ATTACHED), Table((*columns, *columns), pairs, caption=caption, unit="单位：户")]
