"""The visit sheet on paper: A4 across, folded in the middle to A5, six doors on each half, lines to write on.

What is left of the last half is empty places, for a door that opens unasked.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.base.clock import chinese_date
from app.models.visit_sheet import SheetDoor, VisitSheet
from app.reports.fonts import Face, FontSet
from app.reports.geometry import A4_LANDSCAPE, MM
from app.reports.paper import DocumentInfo, Paper, printable

_HALF = A4_LANDSCAPE[0] / 2
_EDGE = 10 * MM
_WIDE = _HALF - 2 * _EDGE
_TOP = 10 * MM
_HEAD = 15 * MM  # title, unit and date above the doors
_PLACE = 28 * MM  # what one door takes
_DOORS = 6
_LINE = 6.6 * MM  # between the lines of one door
_BOX = 3.4 * MM  # a box to tick
_BIG, _USUAL, _SMALL = 11.0, 9.5, 8.0
_FOOT = "用完请当天交回登记；上面的情况不要告诉无关的人，不要拍照外传。"


def visit_sheet_pdf(sheet: VisitSheet, *, fonts: FontSet | None = None) -> bytes:
    """The sheet as a PDF. Raises UserFault for a character that no font has."""
    info = DocumentInfo(title="走访单", author=sheet.branch, made_on=sheet.made_on)
    paper = Paper(A4_LANDSCAPE, info, fonts)
    halves = max(1, -(-len(sheet.doors) // _DOORS))
    pages = -(-halves // 2)
    for page in range(pages):
        for side in range(2):
            _half(paper, sheet, page * 2 + side, pages * 2)
        _fold(paper)
        paper.end_page()
    return paper.finish()


def _half(paper: Paper, sheet: VisitSheet, number: int, of: int) -> None:
    """One A5 half: the head, its doors, empty places for the rest."""
    left = (number % 2) * _HALF + _EDGE
    _head(paper, sheet, left)
    first = number * _DOORS
    for place in range(_DOORS):
        at = first + place
        door = sheet.doors[at] if at < len(sheet.doors) else None
        _door(paper, left, _TOP + _HEAD + place * _PLACE, at + 1, door)
    bottom = _TOP + _HEAD + _DOORS * _PLACE
    paper.lines([(left, bottom, left + _WIDE, bottom)], 0.8)
    paper.text(left, bottom + 2 * MM, _FOOT, Face.BODY, _SMALL)
    page = f"第{number + 1}面 共{of}面"
    paper.text(left + _WIDE - paper.measure(page, Face.SONG, _SMALL), bottom + 2 * MM, page, Face.SONG, _SMALL)


def _head(paper: Paper, sheet: VisitSheet, left: float) -> None:
    paper.text(left, _TOP, "走访单", Face.TITLE, 16.0)
    right = left + _WIDE
    made = f"{printable(sheet.branch)}　{chinese_date(sheet.made_on)}印"
    paper.text(right - paper.measure(made, Face.BODY, _SMALL), _TOP + 1.2 * MM, made, Face.BODY, _SMALL)
    line = _TOP + 8.6 * MM
    x = _written(paper, left, line, "走访人", _names(paper, printable(sheet.visitor), _WIDE * 0.42), _WIDE * 0.56)
    _written(paper, x + 3 * MM, line, "走访日期", "", right - x - 3 * MM)


def _door(paper: Paper, left: float, top: float, number: int, door: SheetDoor | None) -> None:
    """Four lines: which door and why; when it was last visited and whether somebody was met; findings; needs."""
    right = left + _WIDE
    paper.lines([(left, top, right, top)], 0.8)
    y = top + 1.8 * MM
    _title(paper, left, y, number, door)
    y += _LINE
    x = _ticks(paper, left, y, ("见到", "未遇"))
    if door is not None:
        said = "　".join(_dates(door))
        paper.text(right - paper.measure(said, Face.BODY, _USUAL), y, said, Face.BODY, _USUAL)
    else:
        _written(paper, x, y, "日期", "", right - x)
    y += _LINE
    _written(paper, left, y, "情况", "", _WIDE)
    y += _LINE
    x = _written(paper, left, y, "需求", "", _WIDE * 0.46) + 2 * MM
    x = _ticks(paper, x, y, ("已解决", "转诉求"))
    _written(paper, x, y, "下次", "", right - x)


def _title(paper: Paper, left: float, y: float, number: int, door: SheetDoor | None) -> None:
    """1  3栋2单元1101室  张*国          高风险 老人独居"""
    head = f"{number}"
    paper.text(left, y, head, Face.HEI, _BIG)
    x = left + 7 * MM
    if door is None:
        _written(paper, x, y, "门牌", "", _WIDE - 7 * MM)
        return
    tier = f"{door.tier}　{door.why}" if door.why else door.tier
    wide = paper.measure(tier, Face.KAI, _USUAL)
    paper.text(left + _WIDE - wide, y + 0.4 * MM, tier, Face.KAI, _USUAL)
    room = _WIDE - 7 * MM - wide - 3 * MM
    name = printable(door.name)
    gap = 3 * MM if name else 0.0
    shown = _fitted(paper, printable(door.door), room - gap - paper.measure(name, Face.BODY, _BIG))
    paper.text(x, y, shown, Face.HEI, _BIG)
    paper.text(x + paper.measure(shown, Face.HEI, _BIG) + gap, y, name, Face.BODY, _BIG)


def _fitted(paper: Paper, text: str, room: float) -> str:
    """A long address loses its beginning, the estate: the door itself stands at the end."""
    shown = text
    while len(shown) > 4 and paper.measure(shown, Face.HEI, _BIG) > room:
        shown = "…" + shown.lstrip("…")[1:]
    return shown


def _names(paper: Paper, text: str, room: float) -> str:
    """As many names as there is room for, 等 for the rest."""
    names = text.split("、")
    while len(names) > 1 and paper.measure(text, Face.BODY, _USUAL) > room:
        names.pop()
        text = "、".join(names) + "等"
    return text


def _dates(door: SheetDoor) -> Iterator[str]:
    yield f"上次 {chinese_date(door.last_met)}" if door.last_met else "还没有走访过"
    if door.due_on is not None:
        yield f"应访 {chinese_date(door.due_on)}"


def _ticks(paper: Paper, x: float, y: float, choices: tuple[str, ...]) -> float:
    """Boxes to tick, each with its word; returns where they end."""
    for choice in choices:
        low, right = y + 0.1 * MM + _BOX, x + _BOX
        paper.lines(
            [(x, y + 0.1 * MM, right, y + 0.1 * MM), (x, low, right, low), (x, y + 0.1 * MM, x, low),
             (right, y + 0.1 * MM, right, low)], 0.7,
        )  # fmt: skip
        paper.text(right + 1 * MM, y, choice, Face.BODY, _USUAL)
        x = right + 1 * MM + paper.measure(choice, Face.BODY, _USUAL) + 3 * MM
    return x


def _written(paper: Paper, x: float, y: float, label: str, text: str, wide: float) -> float:
    """A label and a line to write on, or what is known already; returns where it ends."""
    paper.text(x, y, label, Face.BODY, _USUAL)
    start = x + paper.measure(label, Face.BODY, _USUAL) + 1.2 * MM
    paper.text(start, y, text, Face.BODY, _USUAL)
    low = y + _USUAL + 1.2
    paper.lines([(start, low, x + wide, low)], 0.4)
    return x + wide


def _fold(paper: Paper) -> None:
    """Short marks where the sheet is folded."""
    high = paper.height
    paper.lines([(_HALF, 0, _HALF, 6 * MM), (_HALF, high - 6 * MM, _HALF, high)], 0.4)
