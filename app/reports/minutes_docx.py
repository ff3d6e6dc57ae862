"""会议记录 for Word and WPS: the blocks of the PDF as a document that can be edited."""

from __future__ import annotations

from app.models.minutes import MinutesFacts
from app.reports.docx import document_docx
from app.reports.minutes_blocks import minutes_blocks
from app.reports.minutes_pdf import minutes_info


def minutes_docx(facts: MinutesFacts) -> bytes:
    """One meeting's minutes as .docx. The same facts give the same bytes."""
    return document_docx(minutes_blocks(facts), minutes_info(facts))
