"""The monthly report as a Word document for those who must edit: the words, tables and charts of the PDF.

It carries neither the digest nor the code of the issued files: what can be edited cannot be held against them.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.models.colours import LegendEntry
from app.models.figures import MonthlyFacts
from app.reports.docx import document_docx
from app.reports.monthly_blocks import monthly_blocks
from app.reports.paper import DocumentInfo


def monthly_docx(facts: MonthlyFacts, legend: Sequence[LegendEntry]) -> bytes:
    """The bytes of a .docx; the same facts give the same bytes."""
    info = DocumentInfo(title=facts.title, author=facts.branch, made_on=facts.made_on, subject=facts.serial)
    return document_docx(monthly_blocks(facts, legend, ""), info)
