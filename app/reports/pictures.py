"""Pages of a PDF as pictures, for the preview and for printers."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Any

_ONE_AT_A_TIME = Lock()  # pdfium keeps state of its own: two threads in it at once end the program


def page_count(pdf: bytes) -> int:
    """Number of pages. Raises pypdfium2's PdfiumError for what is no PDF."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_pictures(pdf: bytes, *, dpi: float, pages: range | None = None) -> Iterator[tuple[int, int, bytes]]:
    """Each page as (width, height, pixels): four bytes a pixel, BGRA on white, rows without gaps (QImage Format_RGB32).

    `pages` counts from 0; None is all of them. A page is made only when it is asked for.
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        _show_signatures(document)
        wanted = range(len(document)) if pages is None else pages
    try:
        for number in wanted:
            with _ONE_AT_A_TIME:
                made = _picture(document, number, dpi)
            yield made
    finally:
        with _ONE_AT_A_TIME:
            document.close()


def _picture(document: Any, number: int, dpi: float) -> tuple[int, int, bytes]:
    import pypdfium2

    page = document[number]
    try:
        bitmap = page.render(scale=dpi / 72, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
        try:
            return bitmap.width, bitmap.height, _tight(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        finally:
            bitmap.close()
    finally:
        page.close()


def first_picture(pdf: bytes, *, dpi: float) -> tuple[int, int, bytes] | None:
    """The first page of somebody else's PDF; None where it is none, is empty or locked."""
    import pypdfium2

    try:
        return next(page_pictures(pdf, dpi=dpi, pages=range(1)), None)
    except pypdfium2.PdfiumError:
        return None


def _show_signatures(document: Any) -> None:
    """What is seen of signatures lies in form fields, drawn only with a form's environment; no tint on them."""
    import pypdfium2

    document.init_forms()
    if document.formenv is not None:
        pypdfium2.raw.FPDF_SetFormFieldHighlightAlpha(document.formenv.raw, 0)


def _tight(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Rows of exactly `width` pixels."""
    if stride == width * 4:
        return pixels
    return b"".join(pixels[line * stride : line * stride + width * 4] for line in range(height))
