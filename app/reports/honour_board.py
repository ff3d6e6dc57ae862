"""光荣榜: the ranking of points for the wall, upright on A4 or A3. The first three large, the others in two columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.base.clock import chinese_date
from app.models.points import BoardWish, Span, Standing
from app.reports.fonts import Face, FontSet
from app.reports.geometry import MM
from app.reports.paper import DocumentInfo, Paper
from app.rules.masking import mask_name

_SIZES = {"A4": (210 * MM, 297 * MM), "A3": (297 * MM, 420 * MM)}
_RED, _GOLD, _INK, _QUIET, _GROUND = "#B3261E", "#D99A1C", "#1F1B16", "#5F5850", "#FBF3E6"
_FIRST = 3  # places that stand large
_ROWS = 14  # rows of a column on the first page, fewer where ties need a second line of large ones
_PITCH = 10.6 * MM  # of a row
_FOOT = 22 * MM  # from where no row may reach, above the paper's edge
_MORE_ROWS = 20  # and on those that follow
_PLACES = ("第一名", "第二名", "第三名")


@dataclass(frozen=True)
class BoardFacts:
    """`rows` in the order of their places; whole names are masked here where the wish does not say otherwise."""

    branch: str
    wish: BoardWish
    rows: tuple[Standing, ...]
    made_on: date


def board_title(wish: BoardWish) -> str:
    """2026年10月光荣榜; 2026年光荣榜; 累计积分光荣榜."""
    when = {
        Span.MONTH: f"{wish.year}年{wish.month}月",
        Span.YEAR: f"{wish.year}年1月至{wish.month}月" if wish.month > 1 else f"{wish.year}年1月",
        Span.TOTAL: "累计积分",
    }
    return f"{when[wish.span]}光荣榜"


def honour_board_pdf(facts: BoardFacts, *, fonts: FontSet | None = None) -> bytes:
    """Raises UserFault for a character that no font has."""
    return _Board(facts, fonts).pdf()


class _Board:
    def __init__(self, facts: BoardFacts, fonts: FontSet | None) -> None:
        self.facts = facts
        size = _SIZES[facts.wish.paper]
        self.paper = Paper(size, DocumentInfo(board_title(facts.wish), facts.branch, facts.made_on), fonts)
        self.width, self.height = size
        self.unit = size[0] / _SIZES["A4"][0]  # everything is 1.41 times as large on A3

    def pdf(self) -> bytes:
        large = [row for row in self.facts.rows if row.place <= _FIRST][:6]
        rest = self.facts.rows[len(large) :]
        self._frame()
        top = self._large(large, self._head())
        room = 2 * min(_ROWS, int((self.height - _FOOT * self.unit - top) / (_PITCH * self.unit)))
        self._columns(rest[:room], top)
        rest = rest[room:]
        while rest:
            self._foot()
            self.paper.end_page()
            self._frame()
            self._centre(board_title(self.facts.wish), 22 * MM, Face.TITLE, 22, _RED)
            self._columns(rest[: 2 * _MORE_ROWS], 38 * MM * self.unit)
            rest = rest[2 * _MORE_ROWS :]
        self._foot()
        self.paper.end_page()
        return self.paper.finish()

    def _frame(self) -> None:
        for inset, weight in ((8 * MM, 2.4), (10 * MM, 0.7)):
            inset *= self.unit
            right, low = self.width - inset, self.height - inset
            self._outline(inset, inset, right, low, weight * self.unit)

    def _head(self) -> float:
        """Title and what it is about; returns where the next thing begins."""
        wish = self.facts.wish
        self._centre("光荣榜", 22 * MM, Face.TITLE, 58, _RED, spacing=14)
        self._centre(self.facts.branch, 48 * MM, Face.HEI, 17, _INK)
        about = board_title(wish).removesuffix("光荣榜").removesuffix("积分")
        self._centre(f"志愿者红色账户 {about}积分", 56.5 * MM, Face.KAI, 15, _QUIET)
        return 68 * MM * self.unit

    def _large(self, rows: Sequence[Standing], top: float) -> float:
        """Cards of those at the head, three in a line."""
        gap = 5 * MM * self.unit
        left, whole = 18 * MM * self.unit, self.width - 36 * MM * self.unit
        height = 42 * MM * self.unit
        for start in range(0, len(rows), 3):
            line = rows[start : start + 3]
            wide = (whole - 2 * gap) / 3
            x = left + (whole - len(line) * wide - (len(line) - 1) * gap) / 2
            for row in line:
                self._card(row, x, top, wide, height)
                x += wide + gap
            top += height + gap
        return top + 2 * MM * self.unit

    def _card(self, row: Standing, x: float, top: float, wide: float, height: float) -> None:
        u = self.unit
        self.paper.box(x, top, wide, height, _GROUND)
        self._outline(x, top, x + wide, top + height, 0.8 * u, _GOLD)
        middle = x + wide / 2
        self._middle(_PLACES[row.place - 1], middle, top + 4 * MM * u, Face.HEI, 13 * u, _RED)
        self._middle(self._name(row), middle, top + 11 * MM * u, Face.TITLE, 25 * u, _INK, most=wide - 8 * u)
        self._middle(row.team, middle, top + 22.5 * MM * u, Face.KAI, 12 * u, _QUIET, most=wide - 8 * u)
        self._middle(f"{self._points(row)} 分", middle, top + 28.6 * MM * u, Face.HEI, 14 * u, _INK)
        if row.star is not None:
            self._stars(row.star.stars, middle, top + 37.4 * MM * u, 2.4 * MM * u)

    def _columns(self, rows: Sequence[Standing], top: float) -> None:
        """The others, down the left column and then the right one; a single column in the middle for a few."""
        u = self.unit
        left, gap = 20 * MM * u, 8 * MM * u
        each = math.ceil(len(rows) / 2) if len(rows) > 6 else len(rows)
        wide = (self.width - 2 * left - gap) / 2
        pitch = _PITCH * u
        for place, row in enumerate(rows):
            column, line = divmod(place, each)
            x = left + column * (wide + gap) if len(rows) > 6 else (self.width - wide) / 2
            self._row(row, x, top + line * pitch, wide, pitch)

    def _row(self, row: Standing, x: float, top: float, wide: float, pitch: float) -> None:
        u, paper = self.unit, self.paper
        low = top + pitch
        paper.ink(_RED)
        paper.text(x, top + 3 * MM * u, str(row.place), Face.HEI, 13 * u)
        paper.ink(_INK)
        name, team, room = self._name(row), row.team, wide * 0.3
        if paper.measure(name, Face.HEI, 15 * u) > room:  # a long name takes its team's place
            team, room = "", wide * 0.54
        size = self._fitting(name, Face.HEI, 15 * u, room)
        paper.text(x + 9 * MM * u, top + 2.6 * MM * u, name, Face.HEI, size)
        paper.ink(_QUIET)
        size = self._fitting(team, Face.KAI, 10.5 * u, wide * 0.24)
        paper.text(x + 9 * MM * u + wide * 0.31, top + 3.6 * MM * u, team, Face.KAI, size)
        points = f"{self._points(row)} 分"
        paper.ink(_INK)
        paper.text(x + wide - paper.measure(points, Face.HEI, 12.5 * u), top + 3 * MM * u, points, Face.HEI, 12.5 * u)
        if row.star is not None:
            self._stars(row.star.stars, x + wide * 0.765, top + pitch / 2 - 0.3 * MM * u, 1.3 * MM * u)
        self._outline_low(x, low, x + wide)

    def _foot(self) -> None:
        u, facts = self.unit, self.facts
        stars = "星按累计积分评定" if any(row.star for row in facts.rows) else ""
        note = ";".join(part for part in (f"积分截至{chinese_date(facts.made_on)}登记", stars) if part)
        low = self.height - 19 * MM * u
        self.paper.ink(_QUIET)
        self.paper.text(18 * MM * u, low, note.replace(";", "；"), Face.KAI, 10.5 * u)
        said = f"{facts.branch}  {chinese_date(facts.made_on)}"
        wide = self.paper.measure(said, Face.KAI, 12 * u)
        self.paper.ink(_INK)
        self.paper.text(self.width - 18 * MM * u - wide, low - 1, said, Face.KAI, 12 * u)

    def _name(self, row: Standing) -> str:
        return row.name if self.facts.wish.whole else mask_name(row.name)

    def _points(self, row: Standing) -> int:
        return row.sums.of(self.facts.wish.span)

    def _centre(self, text: str, top: float, face: Face, size: float, ink: str, spacing: float = 0.0) -> None:
        self._middle(text, self.width / 2, top * self.unit, face, size * self.unit, ink, spacing=spacing * self.unit)

    def _middle(
        self,
        text: str,
        x: float,
        top: float,
        face: Face,
        size: float,
        ink: str,
        *,
        spacing: float = 0.0,
        most: float = 0,
    ) -> None:
        """Words around x; smaller where `most` is less than they need."""
        size = self._fitting(text, face, size, most) if most else size
        self.paper.ink(ink)
        self.paper.text(x - self.paper.measure(text, face, size, spacing) / 2, top, text, face, size, spacing)

    def _fitting(self, text: str, face: Face, size: float, room: float) -> float:
        """The size at which words find room, half a point at a time; never less than what can be read."""
        least = size * 0.45
        while size > least and self.paper.measure(text, face, size) > room:
            size -= 0.5
        return size

    def _stars(self, count: int, middle: float, centre: float, radius: float) -> None:
        """Five-pointed stars in a line, drawn: not every font has one."""
        step = radius * 2.3
        x = middle - step * (count - 1) / 2
        for _ in range(count):
            points = []
            for corner in range(10):
                reach = radius if corner % 2 == 0 else radius * 0.4
                angle = math.pi / 2 + corner * math.pi / 5
                points.append((x + reach * math.cos(angle), self.height - centre + reach * math.sin(angle)))
            path = " ".join(f"{a:.2f} {b:.2f} {'m' if not place else 'l'}" for place, (a, b) in enumerate(points))
            self.paper.draw(f"{_rgb(_GOLD)} rg {path} f")
            x += step

    def _outline(self, left: float, top: float, right: float, low: float, weight: float, ink: str = _RED) -> None:
        high = self.height
        rect = f"{left:.2f} {high - low:.2f} {right - left:.2f} {low - top:.2f} re S"
        self.paper.draw(f"{_rgb(ink)} RG {weight:.2f} w {rect}")

    def _outline_low(self, left: float, low: float, right: float) -> None:
        y = self.height - low
        self.paper.draw(f"{_rgb('#D8CBB5')} RG 0.5 w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))
