"""公示: what was agreed on a matter, with the days on which it is posted; masked when it was kept."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.deliberations import Publication
from app.reports.blocks import Block, Paragraph, SignatureBlock, Spacer, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo


def publication_pdf(one: Publication, organisation: str, *, fonts: FontSet | None = None) -> bytes:
    """The notice for the board. Raises UserFault for a character no font has."""
    info = DocumentInfo(title=one.title, author=organisation, made_on=one.posted_on)
    return document_pdf(publication_blocks(one, organisation), info, fonts=fonts)


def publication_blocks(one: Publication, organisation: str) -> list[Block]:
    """The words line by line, then the days of posting."""
    days = (one.until - one.posted_on).days + 1
    return [
        Title(one.title),
        *(Paragraph(line) for line in one.words.splitlines() if line.strip()),
        Paragraph(
            f"公示时间：{chinese_date(one.posted_on)}至{chinese_date(one.until)}，共{days}天。"
            "公示期间如有意见，请向我们反映。"
        ),
        Spacer(),
        SignatureBlock((), organisation, chinese_date(one.posted_on)),
    ]
