"""The monthly report (月报): facts in, bytes out. Signing, storing and numbering are not done here."""

from __future__ import annotations

from app.reports.digest import facts_digest, facts_json
from app.reports.monthly_docx import monthly_docx
from app.reports.monthly_pdf import AttachedLedger, monthly_pdf
from app.reports.monthly_sheet import monthly_workbook

__all__ = ["AttachedLedger", "facts_digest", "facts_json", "monthly_docx", "monthly_pdf", "monthly_workbook"]
