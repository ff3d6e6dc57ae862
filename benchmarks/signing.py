"""One warm signature, PDF and workbook: 40 ms at most. Checking the key anew at each would cost 355 ms alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

TARGET_SECONDS = 0.040


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    """(name, ours, no floor, target in seconds) for each kind of file; the identity and samples are made here."""
    import openpyxl
    from reportlab.pdfgen.canvas import Canvas

    from app.reports.signing.certificates import make_branch_identity
    from app.reports.signing.pdf import sign_pdf
    from app.reports.signing.verify import verify_bytes
    from app.reports.signing.workbook import sign_workbook

    now = datetime.now().astimezone()
    identity = make_branch_identity("幸福社区第一支部", "幸福街道", now=now)
    page, book = BytesIO(), BytesIO()
    canvas = Canvas(page)
    for number in range(8):
        canvas.drawString(72, 720, f"page {number}")
        canvas.showPage()
    canvas.save()
    table = openpyxl.Workbook()
    for row in range(500):
        table.worksheets[0].append([f"{row} 号", "张三", "13800000000", row])
    table.save(book)

    def pdf() -> bytes:
        return sign_pdf(page.getvalue(), identity, signed_at=now, reason="月报签发", name="张三")

    def workbook() -> bytes:
        return sign_workbook(book.getvalue(), identity, signed_at=now)

    signed_pdf, signed_book = pdf(), workbook()  # also the first, cold call
    return [
        ("warm pdf signature", pdf, None, TARGET_SECONDS),
        ("warm workbook signature", workbook, None, TARGET_SECONDS),
        ("verify pdf", lambda: verify_bytes(signed_pdf, "a.pdf", []), None, TARGET_SECONDS),
        ("verify workbook", lambda: verify_bytes(signed_book, "a.xlsx", []), None, TARGET_SECONDS),
    ]
