"""The monthly report (月报): facts in, bytes out. Signing, storing and numbering are not done here."""

from __future__ import annotations

from app.reports.digest import facts_digest, facts_json
from app.reports.monthly_pdf import monthly_pdf
from app.reports.monthly_sheet import monthly_workbook

__all__ = ["facts_digest", "facts_json", "monthly_pdf", "monthly_workbook"]
