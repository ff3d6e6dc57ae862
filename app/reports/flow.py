"""The document engine: blocks in, the bytes of a PDF in the layout of GB/T 9704-2012 out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from app.reports import qr
from app.reports.blocks import (
    AttachmentMark,
    Block,
    Chart,
    Emphasis,
    Heading,
    Legend,
    PageBreak,
    Pair,
    Paragraph,
    SignatureBlock,
    Spacer,
    Table,
    Title,
)
from app.reports.boxes import Box, Setter
from app.reports.drawing import chart_box
from app.reports.fonts import Face, FontSet
from app.reports.geometry import A4, ASCENT, OFFICIAL, PAGE_NUMBER_GAP, PAGE_NUMBER_SIZE, TypeArea
from app.reports.paper import DocumentInfo, Paper
from app.reports.tables import table_boxes

# Where a dash runs through its em box, from the top: the standard measures the page number from the dash.
_DASH = ASCENT - 0.32


def document_pdf(
    blocks: Sequence[Block],
    info: DocumentInfo,
    *,
    code: str = "",
    fonts: FontSet | None = None,
    area: TypeArea = OFFICIAL,
) -> bytes:
    """Set `blocks` on A4 pages; `code` is printed as a QR code at the foot of the last page.

    Raises UserFault when a text holds a character that no font has. The same blocks give the same bytes.
    """
    paper = Paper(A4, info, fonts)
    pages = paginate(set_blocks(Setter(paper, area), blocks), area)
    for number, page in enumerate(pages, start=1):
        draw_page(paper, area, page, number, code if number == len(pages) else "")
    return paper.finish()


def draw_page(
    paper: Paper,
    area: TypeArea,
    page: Sequence[tuple[float, Box]],
    number: int,
    code: str = "",
    *,
    numbered: bool = True,
) -> None:
    """Draw one page of `paginate` with its number, and begin the next one. `numbered` False: a cover."""
    for top, box in page:
        box.draw(area.top + top)
    if numbered:
        _page_number(paper, area, number)
    if code:
        _code(paper, area, number, code)
    paper.end_page()


def paginate(boxes: Sequence[Box], area: TypeArea) -> list[list[tuple[float, Box]]]:
    """Pages of (top, box). A box tied to the next one moves with it, unless together they are higher than a page."""
    pages: list[list[tuple[float, Box]]] = [[]]
    used = 0.0
    place = 0
    while place < len(boxes):
        group = _group(boxes, place)
        if sum(box.height for box in group) > area.height:
            group = group[:1]
        if pages[-1] and (group[0].new_page or not _fits(group, used, area)):
            pages.append([])
            used = 0.0
            if group[0].repeat is not None:
                pages[-1].append((0.0, group[0].repeat))
                used = group[0].repeat.height
        for box in group:
            if box.blank and not pages[-1]:
                continue
            top = _next_line(used, area) if box.grid else used
            pages[-1].append((top, box))
            used = top + box.height
        place += len(group)
    return pages


def _fits(group: Sequence[Box], used: float, area: TypeArea) -> bool:
    """The leading under a last line of text may hang below the type area: 22 lines fill it exactly."""
    for box in group:
        used = (_next_line(used, area) if box.grid else used) + box.height
    hang = area.pitch - area.size if group[-1].grid else 0.0
    return used - hang <= area.height + 0.5


def _next_line(used: float, area: TypeArea) -> float:
    """The first line of the grid at or below `used`."""
    return math.ceil(used / area.pitch - 0.01) * area.pitch


def _group(boxes: Sequence[Box], place: int) -> Sequence[Box]:
    """The box at `place` and all that it is tied to."""
    end = place + 1
    while boxes[end - 1].keep and end < len(boxes):
        end += 1
    return boxes[place:end]


def set_blocks(setter: Setter, blocks: Sequence[Block]) -> list[Box]:
    """The boxes of a document, in order."""
    boxes: list[Box] = []
    breaking = False
    for block in blocks:
        if isinstance(block, PageBreak):
            breaking = True
            continue
        made = _block(setter, block)
        if breaking and made:
            made[0] = replace(made[0], new_page=True)
            breaking = False
        if isinstance(block, SignatureBlock):
            _tie_last(boxes)
        boxes.extend(made)
    return boxes


def _tie_last(boxes: list[Box]) -> None:
    """A page with nothing but names and a seal is forbidden: two boxes of what stands before go with them."""
    for place in range(max(len(boxes) - 2, 0), len(boxes)):
        boxes[place] = replace(boxes[place], keep=True)


def _block(setter: Setter, block: Block) -> list[Box]:
    match block:
        case Title():
            return setter.title(block)
        case Emphasis():
            return [setter.emphasis(block)]
        case Heading():
            return setter.heading(block)
        case Paragraph():
            return setter.paragraph(block)
        case Pair():
            return setter.pair(block)
        case Spacer():
            return [setter.empty(block.lines)]
        case AttachmentMark():
            return setter.mark(block.text)
        case Table():
            return table_boxes(setter.paper, setter.area, block)
        case Legend():
            return setter.legend(block)
        case Chart():
            return [chart_box(setter.paper, setter.area, block)]
        case SignatureBlock():
            return setter.signature(block)
        case PageBreak():
            return []


def _page_number(paper: Paper, area: TypeArea, number: int) -> None:
    """— 1 — at the outer edge, one character in, its dash 7 mm under the type area."""
    text = f"— {number} —"
    wide = paper.measure(text, Face.SONG, PAGE_NUMBER_SIZE)
    top = area.bottom + PAGE_NUMBER_GAP - _DASH * PAGE_NUMBER_SIZE
    odd = number % 2 == 1
    x = area.right - PAGE_NUMBER_SIZE - wide if odd else area.left + PAGE_NUMBER_SIZE
    paper.text(x, top, text, Face.SONG, PAGE_NUMBER_SIZE)


def _code(paper: Paper, area: TypeArea, number: int, code: str) -> None:
    """The QR code in the lower margin, opposite the page number, clear of the type area."""
    x = area.left if number % 2 == 1 else area.right - qr.SIDE
    qr.draw(paper, x, area.bottom + qr.GAP, code)
