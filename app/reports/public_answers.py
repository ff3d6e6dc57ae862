"""每月公示: what was answered in a month, for the notice board; masked."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.request_papers import PublicAnswer, PublicAnswers
from app.reports.blocks import Align, Block, Paragraph, SignatureBlock, Spacer, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo

TITLES = ("序号", "受理日期", "类别", "反映人", "反映内容", "办理结果", "办结日期")
_SHARES = (0.6, 1.2, 1.2, 0.9, 3.6, 1.2, 1.2)


def public_answers_pdf(paper: PublicAnswers, *, fonts: FontSet | None = None) -> bytes:
    """The list with its issuer. Raises UserFault for a character that no font has."""
    info = DocumentInfo(title=paper.title, author=paper.branch, made_on=paper.made_on)
    blocks: list[Block] = [
        Title(f"{paper.branch}\n{paper.title}"),
        Paragraph(_lead(paper)),
        *([_table(paper)] if paper.answers else []),
        Paragraph("对办理结果有意见的，请到社区反映，我们会再次办理。"),
        Spacer(),
        SignatureBlock((), paper.branch, chinese_date(paper.made_on)),
    ]
    return document_pdf(blocks, info, fonts=fonts)


def _lead(paper: PublicAnswers) -> str:
    shown = len(paper.answers)
    private = f"；另有{paper.private}件涉及个人隐私，已单独答复，不在此列出" if paper.private else ""
    if not shown:
        return f"{paper.year}年{paper.month}月没有要公示的诉求办理结果{private}。"
    return f"现将{paper.year}年{paper.month}月办结的{shown}件群众诉求公示如下{private}。"


def _table(paper: PublicAnswers) -> Table:
    columns = tuple(
        TableColumn(title, share, Align.LEFT if title == "反映内容" else Align.CENTER)
        for title, share in zip(TITLES, _SHARES, strict=True)
    )
    return Table(columns, tuple(public_row(place, one) for place, one in enumerate(paper.answers, start=1)))


def public_row(place: int, one: PublicAnswer) -> tuple[str, ...]:
    """A line of the list; days without the year, which stands in the title, unless it is another."""
    received = f"{one.received_on.month}月{one.received_on.day}日"
    if one.received_on.year != one.closed_on.year:
        received = f"{one.received_on.year}年{received}"
    closed = f"{one.closed_on.month}月{one.closed_on.day}日"
    return str(place), received, one.category, one.caller, one.words, one.outcome, closed
