"""Pages as pictures: the same whoever asks, and however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from app.reports.pictures import page_count, page_pictures


def _pdf(pages: int) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.drawString(100, 100 + number, f"{number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_many_ask_at_once() -> None:
    pdf = _pdf(6)
    alone = list(page_pictures(pdf, dpi=40))
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _: list(page_pictures(pdf, dpi=40)), range(12)))
    assert all(found == alone for found in together)


def test_whoever_looks_at_the_first_page_only_holds_nobody_up() -> None:
    pdf = _pdf(3)
    looking = page_pictures(pdf, dpi=40)
    first = next(looking)
    assert first == next(page_pictures(pdf, dpi=40))
    assert page_count(pdf) == 3
    looking.close()
