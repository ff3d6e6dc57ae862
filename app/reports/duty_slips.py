"""排班条: a slip for each volunteer with their shifts of the month, two beside each other, with lines to cut along."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.shifts import Duty, DutySheet, Shift
from app.reports.fonts import Face, FontSet
from app.reports.geometry import A4, MM
from app.reports.paper import DocumentInfo, Paper, printable
from app.rules.duty_lines import WEEKDAYS, by_volunteer, half_of

_EDGE, _PAD = 10 * MM, 4 * MM
_WIDE = (A4[0] - 2 * _EDGE) / 2
_NAME, _TEXT, _SMALL = 13.0, 10.0, 8.5
_LINE = 5.6 * MM
_FOOT = "来不了请提前告诉社区换班。"


def duty_slips_pdf(sheet: DutySheet, *, fonts: FontSet | None = None) -> bytes:
    """All slips, by pinyin, row by row. Raises UserFault for a character that no font has."""
    title = f"{sheet.roster.year}年{sheet.roster.month}月志愿服务排班条"
    paper = Paper(A4, DocumentInfo(title, sheet.branch, sheet.made_on), fonts)
    slips = by_volunteer(sheet.roster)
    y = _EDGE
    for start in range(0, len(slips), 2):
        pair = slips[start : start + 2]
        high = max(_height(shifts) for _, shifts in pair)
        if y > _EDGE and y + high > A4[1] - _EDGE:
            paper.end_page()
            y = _EDGE
        for place, (duty, shifts) in enumerate(pair):
            _slip(paper, sheet, duty, shifts, _EDGE + place * _WIDE, y)
        _cut(paper, y, high)
        y += high
    paper.end_page()
    return paper.finish()


def _height(shifts: Sequence[Shift]) -> float:
    return 2 * _PAD + _NAME + 2.5 * MM + len(shifts) * _LINE + _SMALL + 1 * MM


def _slip(paper: Paper, sheet: DutySheet, duty: Duty, shifts: Sequence[Shift], left: float, top: float) -> None:
    x, y = left + _PAD, top + _PAD
    paper.text(x, y, printable(duty.name), Face.HEI, _NAME)
    said = f"{sheet.roster.month}月服务 {len(shifts)} 次"
    paper.text(left + _WIDE - _PAD - paper.measure(said, Face.BODY, _TEXT), y + 2, said, Face.BODY, _TEXT)
    y += _NAME + 2.5 * MM
    days = [
        f"{one.day.month}月{one.day.day}日 周{WEEKDAYS[one.day.weekday()]}{half_of(one)} {one.times}" for one in shifts
    ]
    start = x + max((paper.measure(day, Face.BODY, _TEXT) for day in days), default=0) + 2.5 * MM
    for day, shift in zip(days, shifts, strict=True):
        paper.text(x, y, day, Face.BODY, _TEXT)
        where = printable(shift.title + (f" {shift.place}" if shift.place else ""))
        paper.text(start, y, _fitted(paper, where, left + _WIDE - _PAD - start), Face.BODY, _TEXT)
        y += _LINE
    foot = f"{printable(sheet.branch)}　{_FOOT}"
    paper.text(x, y + 1 * MM, _fitted(paper, foot, _WIDE - 2 * _PAD, _SMALL), Face.KAI, _SMALL)


def _fitted(paper: Paper, text: str, room: float, size: float = _TEXT) -> str:
    shown = text
    while len(shown) > 2 and paper.measure(shown, Face.BODY, size) > room:
        shown = shown.rstrip("…")[:-1] + "…"
    return shown


def _cut(paper: Paper, top: float, high: float) -> None:
    """Dashed, all around a row and between its two slips."""
    right, middle, low = _EDGE + 2 * _WIDE, _EDGE + _WIDE, top + high
    path = [(_EDGE, top, right, top), (_EDGE, low, right, low), (middle, top, middle, low), (_EDGE, top, _EDGE, low),
            (right, top, right, low)]  # fmt: skip
    drawn = " ".join(f"{a:.2f} {paper.height - b:.2f} m {c:.2f} {paper.height - d:.2f} l" for a, b, c, d in path)
    paper.draw(f"0.5 G 0.5 w [3 3] 0 d {drawn} S")
