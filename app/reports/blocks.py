"""What a document is made of. Blocks know their words; `app.reports.flow` knows where they stand on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from app.models.drawings import Drawing


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Title:
    """22 pt 小标宋, centred, an empty line after it. Line ends in `text` count only when one line is too short."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Centred 22 pt 黑体 in a frame, as many lines as it needs; line ends are kept: a code to be copied by hand."""

    text: str


@dataclass(frozen=True)
class Heading:
    """Level 1: 一、黑体; 2: （一）楷体; 3: 1. and 4: （1）仿宋. The number is part of `text`; see `numbering`."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """16 pt 仿宋, lines justified, `indent` characters before the first one. Line ends in `text` make paragraphs."""

    text: str
    indent: int = 2


@dataclass(frozen=True)
class Pair:
    """One line with words at the left edge and at the right edge; they part on two lines when they do not fit."""

    left: str
    right: str = ""


@dataclass(frozen=True)
class Spacer:
    """Empty lines of the grid."""

    lines: float = 1.0


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True)
class AttachmentMark:
    """附件 in 黑体 at the left edge of a new page (GB/T 9704-2012, 7.3.7)."""

    text: str = "附件"


@dataclass(frozen=True)
class TableColumn:
    """`share` is the column's part of the width, relative to the others. Line ends in `title` are kept."""

    title: str
    share: float = 1.0
    align: Align = Align.CENTER


@dataclass(frozen=True)
class Table:
    """A ruled table over the full width, its header on each page; the last `strong` rows stand in 黑体 (totals)."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    unit: str = ""
    strong: int = 0


@dataclass(frozen=True)
class Swatch:
    """A coloured box with its one-character mark, and the words beside it; `colour` is #RRGGBB."""

    colour: str
    mark: str
    text: str


@dataclass(frozen=True)
class Legend:
    """Swatches in one line, or as many as they need."""

    swatches: tuple[Swatch, ...]
    lead: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing over the full width, `height` points high; `make` is given the room in units of drawings."""

    make: Callable[[float, float], Drawing]
    height: float


@dataclass(frozen=True)
class SignatureBlock:
    """Who answers for the document: `fields` are (label, name or ''), then issuer and date with the seal's place.

    The date ends four characters from the right edge and the issuer is centred over it (GB/T 9704-2012, 7.3.5.1).
    `notes` are small lines in the free place at the left. `air`: empty lines above, which stay with it. Without issuer,
    date and seal only the names are there.
    """

    fields: tuple[tuple[str, str], ...]
    issuer: str
    date: str
    seal: str = "（盖章）"
    notes: tuple[str, ...] = ()
    air: int = 0


Block: TypeAlias = (
    Title
    | Emphasis
    | Heading
    | Paragraph
    | Pair
    | Spacer
    | PageBreak
    | AttachmentMark
    | Table
    | Legend
    | Chart
    | SignatureBlock
)

_DIGITS = "一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """1..99 as 一, 十, 十一, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens - 1]) + "十"
    return head + (_DIGITS[ones - 1] if ones else "")


def numbered(titles: Sequence[str]) -> list[Heading]:
    """First-level headings in their order: 一、 二、 三、 …"""
    return [Heading(1, f"{chinese_number(place)}、{title}") for place, title in enumerate(titles, start=1)]
