"""排班表 on one A4: a line for each day, a column for each half of the day; as large as the sheet allows.

Public: names only. Where posts have long names and the sheet is full, each has a number that is explained at the head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.base.clock import chinese_date, month_end
from app.models.shifts import DutySheet, Shift
from app.reports.fonts import Face, FontSet
from app.reports.geometry import A4, MM
from app.reports.paper import DocumentInfo, Paper, printable
from app.rules.duty_lines import HALVES, WEEKDAYS, half_of, names_of, same_times

_EDGE = 12 * MM
_WIDE = A4[0] - 2 * _EDGE
_DAY = 17 * MM  # the column of days
_TITLE, _HEAD = 17.0, 10.0
_PAD, _AIR = 1.6, 0.8  # beside and above what stands in a cell
_FOOT = 9 * MM
_WORDY, _LARGEST, _LEAST = 9.0, 13.0, 5.5
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARTS = re.compile(r"[^、： ]*[、： ]|[^、： ]+")
_RED, _REST = "#A3211A", "#F0EFEC"


@dataclass(frozen=True)
class _Column:
    half: str
    times: str
    left: float
    width: float


@dataclass(frozen=True)
class _Layout:
    """Lines of each cell at one size of type; `height` of each day."""

    size: float
    cells: dict[tuple[date, str], list[str]]
    heights: dict[date, float]
    legend: list[str]

    @property
    def pitch(self) -> float:
        return self.size * 1.22


def duty_roster_pdf(sheet: DutySheet, *, fonts: FontSet | None = None) -> bytes:
    """The month on one page. Raises UserFault for a character that no font has."""
    paper = Paper(A4, DocumentInfo(sheet.title, sheet.branch, sheet.made_on), fonts)
    return _Sheet(paper, sheet).pdf()


class _Sheet:
    def __init__(self, paper: Paper, sheet: DutySheet) -> None:
        self.paper, self.sheet = paper, sheet
        roster = sheet.roster
        first, last = date(roster.year, roster.month, 1), month_end(roster.year, roster.month)
        every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        busy = {shift.day for shift in roster.standing}
        # a month of a few days needs no empty lines
        self.days = sorted(busy) if 0 < len(busy) <= len(every) // 2 else every
        self.at: dict[tuple[date, str], list[Shift]] = {}
        for shift in roster.standing:
            self.at.setdefault((shift.day, half_of(shift)), []).append(shift)
        used = [name for name, _, _ in HALVES if any(half == name for _, half in self.at)] or [HALVES[0][0]]
        width = (_WIDE - _DAY) / len(used)
        self.columns = [
            _Column(
                half, same_times(shift for (_, at), shifts in self.at.items() if at == half for shift in shifts),
                _EDGE + _DAY + place * width, width,
            )
            for place, half in enumerate(used)
        ]  # fmt: skip
        self.titles = list(dict.fromkeys(shift.title for shift in roster.standing))
        self.top = _EDGE + _TITLE + 4 * MM

    def pdf(self) -> bytes:
        found = self._fitted()
        y = self._head(found)
        top = y
        for place, day in enumerate(self.days):
            height = found.heights[day]
            if y + height > self.paper.height - _EDGE - _FOOT and place:
                self._frame(top, y)
                self.paper.end_page()
                y = top = _EDGE
            self._day(day, y, height, found)
            y += height
        self._frame(top, y)
        self._foot(y)
        self.paper.end_page()
        return self.paper.finish()

    # how large

    def _fitted(self) -> _Layout:
        """Names of posts in full where that leaves them legible, else by number."""
        for step in range(round((_LARGEST - _WORDY) * 4) + 1):
            found = self._laid(_LARGEST - step / 4, numbered=False)
            if self._fits(found):
                return self._stretched(found)
        numbered = 1 < len(self.titles) <= len(_NUMBERS)
        for step in range(round((_LARGEST - _LEAST) * 4) + 1):
            found = self._laid(_LARGEST - step / 4, numbered=numbered)
            if self._fits(found):
                return self._stretched(found)
        return found

    def _laid(self, size: float, *, numbered: bool) -> _Layout:
        cells = {
            (day, column.half): self._lines(self.at.get((day, column.half), ()), column, size, numbered)
            for day in self.days
            for column in self.columns
        }
        pitch = size * 1.22
        heights = {
            day: max(max(len(cells[day, column.half]) for column in self.columns), 1) * pitch + 2 * _AIR
            for day in self.days
        }
        return _Layout(
            size, cells, heights, self._legend(numbered=numbered) if numbered or len(self.titles) == 1 else []
        )

    def _lines(self, shifts: Sequence[Shift], column: _Column, size: float, numbered: bool) -> list[str]:
        """Posts behind each other, a line broken between posts first, then between names."""
        room = column.width - 2 * _PAD
        lines = [""]
        for shift in shifts:
            text = self._words(shift, column, numbered)
            joined = f"{lines[-1]}　{text}" if lines[-1] else text
            if self.paper.measure(joined, Face.BODY, size) <= room:
                lines[-1] = joined
                continue
            lines += self._broken(text, room, size)
        return [line for line in lines if line]

    def _words(self, shift: Shift, column: _Column, numbered: bool) -> str:
        name = _NUMBERS[self.titles.index(shift.title)] if numbered else f"{printable(shift.title)}："
        if not numbered and len(self.titles) == 1:
            name = ""
        times = f"{shift.times} " if not column.times else ""
        names = printable(names_of(shift))
        missing = f"（缺{shift.missing}人）" if shift.missing else ""
        return f"{times}{name}{names}{missing}"

    def _broken(self, text: str, room: float, size: float) -> list[str]:
        """Between times, title and names; what is wider than the cell by itself, anywhere."""
        lines = [""]
        for part in _PARTS.findall(text):
            if lines[-1] and not self._has_room(lines[-1] + part, room, size):
                lines.append("")
            for character in (part,) if self._has_room(part, room, size) else part:
                if lines[-1] and not self._has_room(lines[-1] + character, room, size):
                    lines.append("")
                lines[-1] += character
        return [line.strip() for line in lines]

    def _has_room(self, text: str, room: float, size: float) -> bool:
        return self.paper.measure(text.strip(), Face.BODY, size) <= room

    def _legend(self, *, numbered: bool) -> list[str]:
        """①社区服务站（大院小区） …, in lines as wide as the sheet; of a single post its name."""
        lines = [""]
        for place, title in enumerate(self.titles):
            where = {shift.place for shift in self.sheet.roster.standing if shift.title == title and shift.place}
            at = f"（{where.pop()}）" if len(where) == 1 else ""
            part = f"{_NUMBERS[place] if numbered else ''}{printable(title + at)}　"
            if lines[-1] and self.paper.measure(lines[-1] + part, Face.BODY, _HEAD) > _WIDE:
                lines.append("")
            lines[-1] += part
        return lines

    def _fits(self, found: _Layout) -> bool:
        return sum(found.heights.values()) <= self._room(found)

    def _room(self, found: _Layout) -> float:
        """Points for the days, between the head and the foot."""
        head = len(found.legend) * _HEAD * 1.4 + _HEAD * 2
        return self.paper.height - self.top - head - _EDGE - _FOOT

    def _stretched(self, found: _Layout) -> _Layout:
        """What room is left goes to the days, so that the sheet is full and easy to write on."""
        over = min((self._room(found) - sum(found.heights.values())) / len(self.days), 9.0)
        return _Layout(found.size, found.cells, {day: high + over for day, high in found.heights.items()}, found.legend)

    # what is drawn

    def _head(self, found: _Layout) -> float:
        paper, title = self.paper, printable(self.sheet.title)
        paper.text((paper.width - paper.measure(title, Face.TITLE, _TITLE)) / 2, _EDGE, title, Face.TITLE, _TITLE)
        y = self.top
        for line in found.legend:
            paper.text(_EDGE, y, line, Face.BODY, _HEAD)
            y += _HEAD * 1.4
        high = _HEAD * 2
        paper.box(_EDGE, y, _WIDE, high, _REST)
        self._middle("日期", _EDGE, y, _DAY, high)
        for column in self.columns:
            said = f"{column.half}（{column.times}）" if column.times else column.half
            self._middle(said, column.left, y, column.width, high)
        paper.lines([(_EDGE, y, _EDGE + _WIDE, y)], 0.8)
        for x in (_EDGE, _EDGE + _WIDE, *(column.left for column in self.columns)):
            paper.lines([(x, y, x, y + high)], 0.8 if x in (_EDGE, _EDGE + _WIDE) else 0.4)
        return y + high

    def _middle(self, text: str, left: float, top: float, width: float, height: float) -> None:
        size = _HEAD
        x = left + (width - self.paper.measure(text, Face.HEI, size)) / 2
        self.paper.text(x, top + (height - size) / 2, text, Face.HEI, size)

    def _day(self, day: date, y: float, height: float, found: _Layout) -> None:
        paper = self.paper
        if day.isoweekday() > 5:
            paper.box(_EDGE, y, _WIDE, height, _REST)
        paper.lines([(_EDGE, y, _EDGE + _WIDE, y)], 0.9 if day.isoweekday() == 1 else 0.3)
        size = min(found.size + 0.5, 10.5)
        said = f"{day.day}日 周{WEEKDAYS[day.weekday()]}"
        size = min(size, size * (_DAY - 2 * _PAD) / paper.measure(said, Face.HEI, size))
        x = _EDGE + (_DAY - paper.measure(said, Face.HEI, size)) / 2
        paper.text(x, y + (height - size) / 2, said, Face.HEI, size)
        for column in self.columns:
            lines = found.cells[day, column.half]
            start = y + (height - len(lines) * found.pitch) / 2 + (found.pitch - found.size) / 2
            for number, line in enumerate(lines):
                paper.text(column.left + _PAD, start + number * found.pitch, line, Face.BODY, found.size)

    def _frame(self, top: float, bottom: float) -> None:
        right = _EDGE + _WIDE
        self.paper.lines(
            [(_EDGE, top, _EDGE, bottom), (right, top, right, bottom), (_EDGE, bottom, right, bottom)], 0.8
        )
        self.paper.lines([(column.left, top, column.left, bottom) for column in self.columns], 0.4)

    def _foot(self, y: float) -> None:
        roster = self.sheet.roster
        state = f"{chinese_date(roster.published_on)}公布" if roster.published_on else "（草稿，还没有公布）"
        said = "因故不能到岗的，请提前告诉社区，由社区安排换班。"
        right = f"{printable(self.sheet.branch)}　{state}"
        self.paper.text(_EDGE, y + 2 * MM, said, Face.KAI, 9.0)
        x = _EDGE + _WIDE - self.paper.measure(right, Face.KAI, 9.0)
        self.paper.text(x, y + 2 * MM, right, Face.KAI, 9.0)
