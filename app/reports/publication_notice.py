"""公示: the printable notice of what was decided, as it is posted; masked before it comes here."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.deliberations import Publication
from app.reports.blocks import Block, Paragraph, SignatureBlock, Spacer, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo


def publication_pdf(found: Publication, branch: str, *, fonts: FontSet | None = None) -> bytes:
    """The notice in the layout of GB/T 9704-2012. Raises UserFault for a character no font has."""
    info = DocumentInfo(title=found.title, author=branch, made_on=found.posted_on)
    return document_pdf(publication_blocks(found, branch), info, fonts=fonts)


def publication_blocks(found: Publication, branch: str) -> list[Block]:
    days = (found.until - found.posted_on).days + 1
    return [
        Title(found.title),
        Paragraph(found.words),
        Paragraph(
            f"公示时间：{chinese_date(found.posted_on)}至{chinese_date(found.until)}（{days}天）。公示方式：{found.channel}。"
        ),
        Paragraph(f"公示期间如有意见，请向{branch}反映。"),
        Spacer(),
        SignatureBlock((), branch, chinese_date(found.posted_on)),
    ]
