"""会议记录 on paper, in the layout of GB/T 9704-2012."""

from __future__ import annotations

from app.models.minutes import MinutesFacts
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.minutes_blocks import minutes_blocks
from app.reports.paper import DocumentInfo


def minutes_info(facts: MinutesFacts) -> DocumentInfo:
    """What the file says of itself; its day is that of the meeting, so no clock is read."""
    return DocumentInfo(title=f"{facts.title}记录", author=facts.organisation, made_on=facts.signed_on or facts.held_on)


def minutes_pdf(facts: MinutesFacts, *, fonts: FontSet | None = None) -> bytes:
    """One meeting's minutes. The same facts give the same bytes. Raises UserFault for a character no font has."""
    return document_pdf(minutes_blocks(facts), minutes_info(facts), fonts=fonts)
