"""会议记录本: a year's minutes as one PDF, with a cover, contents, and pages numbered through.

The contents come first and are set last: the text is set once, its pages are counted, then the contents are written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.base.clock import chinese_date
from app.models.minutes import MinutesFacts
from app.reports.blocks import Block, Emphasis, Paragraph, Spacer, Title
from app.reports.boxes import Box, Setter
from app.reports.flow import draw_page, paginate, set_blocks
from app.reports.fonts import Face, FontSet
from app.reports.geometry import A4, BODY_SIZE, OFFICIAL
from app.reports.minutes_blocks import minutes_blocks
from app.reports.paper import DocumentInfo, Paper, printable

Report = Callable[[int, int], None]
_PER_PAGE = OFFICIAL.lines - 2  # lines of contents under their title


@dataclass(frozen=True)
class Book:
    """What the book is of. `body`: the branch or group, '' for all; `made_on`: the day it is put together."""

    organisation: str
    year: int
    body: str
    made_on: date
    meetings: tuple[MinutesFacts, ...]


def book_pdf(book: Book, *, fonts: FontSet | None = None, report: Report | None = None) -> bytes:
    """The year's book. The same book gives the same bytes; `report(done, of)` counts meetings and may raise Cancelled.

    Raises UserFault for a character that no font has.
    """
    title = f"{book.organisation}{book.year}年会议记录本"
    paper = Paper(A4, DocumentInfo(title, book.organisation, book.made_on), fonts)
    setter = Setter(paper, OFFICIAL)
    pages: list[list[tuple[float, Box]]] = []
    entries: list[tuple[str, int]] = []
    for done, facts in enumerate(book.meetings, start=1):
        entries.append((_entry(facts), len(pages) + 1))
        pages += paginate(set_blocks(setter, minutes_blocks(facts)), OFFICIAL)
        if report is not None:
            report(done, len(book.meetings))
    draw_page(paper, OFFICIAL, paginate(set_blocks(setter, _cover(book)), OFFICIAL)[0], 0, numbered=False)
    for first in range(0, len(entries), _PER_PAGE):
        lines = _contents(setter, entries[first : first + _PER_PAGE], begins=first == 0)
        draw_page(paper, OFFICIAL, paginate(lines, OFFICIAL)[0], 0, numbered=False)
    for number, page in enumerate(pages, start=1):
        draw_page(paper, OFFICIAL, page, number)
    return paper.finish()


def _cover(book: Book) -> list[Block]:
    return [
        Spacer(4),
        Title(f"{book.organisation}\n会议记录本"),
        Spacer(2),
        Emphasis(f"{book.year}年"),
        Spacer(3),
        *([Paragraph(f"党组织：{book.body}")] if book.body and book.body != book.organisation else []),
        Paragraph(f"会议次数：{len(book.meetings)}次"),
        Paragraph(f"整理日期：{chinese_date(book.made_on)}"),
    ]


def _entry(facts: MinutesFacts) -> str:
    """11月3日　2026年第1次支部党员大会."""
    return f"{facts.held_on.month}月{facts.held_on.day}日　{facts.title}"


def _contents(setter: Setter, entries: Sequence[tuple[str, int]], *, begins: bool) -> list[Box]:
    head = setter.title(Title("目　录")) if begins else [setter.empty(1.0), setter.empty(1.0)]
    lines = [_contents_line(setter, words, page) for words, page in entries]
    return [replace(box, keep=False, blank=False) for box in (*head, *lines)]


def _contents_line(setter: Setter, words: str, page: int) -> Box:
    """The title, dots, and the page at the right edge."""
    paper, area = setter.paper, setter.area
    measure = setter.measure(Face.BODY)
    number, dot = str(page), "…"
    right = area.right - measure(number)
    text = printable(words)
    while measure(text) > area.width * 0.85:
        text = text[:-1]
    room = right - area.left - measure(text) - BODY_SIZE
    dots = dot * max(int(room // measure(dot)), 0)

    def draw(top: float) -> None:
        paper.text(area.left, top, text, Face.BODY, BODY_SIZE, area.spacing)
        paper.text(right - BODY_SIZE / 2 - measure(dots), top, dots, Face.BODY, BODY_SIZE, area.spacing)
        paper.text(right, top, number, Face.BODY, BODY_SIZE, area.spacing)

    return Box(area.pitch, draw)
