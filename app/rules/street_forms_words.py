"""What the words on a form mean: measures, periods, grids, totals, heads. What is not certain means nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.base.resources import rule_table
from app.rules.figures import NO_GRID
from app.rules.meeting_kinds import DELIBERATION, kinds

MONTH, YEAR = "month", "year"
_NUMBERING = re.compile(r"^(?:其中[:,]?|[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?\d{1,2}[)、.](?!\d)|[①-⑳])+")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_GRID = re.compile(r"第?([一二三四五六七八九十]{1,3}|\d{1,3})号?网格?|网格([一二三四五六七八九十]{1,3}|\d{1,3})")
_OTHER_TIMES = re.compile(r"上月|上年|上期|去年|同期|增减|环比|同比|比上|较上|计划数|目标|任务数|应完成|占比|排名|备注")
_DIGITS = {digit: place for place, digit in enumerate("零一二三四五六七八九")}
_NO_GRIDS = ("未分网格", "未划网格", "未编入网格", "未划入网格", "无网格")
_PEOPLE, _HOMES = frozenset(("人", "人数", "人次", "名")), frozenset(("户",))


@dataclass(frozen=True)
class Measure:
    """What is counted: a figure's key for the month, the year so far, one grid ('{grid}' in it); '' where there is
    none."""

    name: str
    month: str
    year: str
    grid: str
    unit: str


@dataclass(frozen=True)
class Meaning:
    """What one label says; all blank with `known` for words that say nothing of themselves (项目)."""

    known: bool = False
    measure: Measure | None = None
    period: str = ""
    grid: str = ""
    total: bool = False
    words: str = ""  # the key of words that fill the field below
    head: str = ""  # the key of what follows a label such as 填报人
    percent: bool = False  # the label asks for a number of hundredths
    bars: bool = False  # it speaks of another time or of a comparison: nothing beside it is certain


UNKNOWN = Meaning()


def plain(text: str) -> str:
    """Words as they are compared: full-width forms folded, white space, numbering and closing marks left out."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _NUMBERING.sub("", folded).rstrip(":;,。._")


class Vocabulary:
    """The meaning of labels, for an office with these grids."""

    def __init__(self, grids: Iterable[str]) -> None:
        self.grids = {plain(grid): grid for grid in grids}
        self.numbered = _numbered(self.grids.values())
        self._known: dict[str, Meaning] = {}

    def meaning(self, text: str) -> Meaning:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._read(plain(text))
        return found

    def _read(self, label: str) -> Meaning:
        if not label or label.isdigit():
            return Meaning(known=True)
        if _OTHER_TIMES.search(label):
            return Meaning(bars=True)
        whole = self._simple(label)
        if whole is not UNKNOWN:
            return whole
        inside = _BRACKETS.findall(label)
        outside = _BRACKETS.sub("", label).rstrip(":")
        found = self._simple(outside) if outside != label else UNKNOWN
        if found is UNKNOWN:
            found = self._joined(outside)
        for words in inside:
            found = self._with_remark(found, words)
        return found

    def _simple(self, label: str) -> Meaning:
        told = _table().get(label)
        if told is not None:
            return told
        if label in self.grids:
            return Meaning(known=True, grid=self.grids[label])
        if label in _NO_GRIDS:
            return Meaning(known=True, grid=NO_GRID)
        number = _grid_number(label)
        if number is not None and number in self.numbered:
            return Meaning(known=True, grid=self.numbered[number])
        return UNKNOWN

    def _joined(self, label: str) -> Meaning:
        """A period or a grid and a measure in one: 本月受理件数, 办结率累计."""
        for cut in range(1, len(label)):
            first, second = self._simple(label[:cut]), self._simple(label[cut:])
            for one, other in ((first, second), (second, first)):
                if other.measure is not None and one.known and one.measure is None and (one.period or one.grid):
                    return Meaning(known=True, measure=other.measure, period=one.period, grid=one.grid)
        return UNKNOWN

    def _with_remark(self, found: Meaning, words: str) -> Meaning:
        """What stands in brackets: a unit, a period, or words that change nothing (盖章)."""
        measure = found.measure
        if _OTHER_TIMES.search(words):
            return Meaning(bars=True)
        said = self._simple(words)
        if measure is not None and said.period and not found.period:
            return Meaning(known=True, measure=measure, period=said.period, grid=found.grid)
        if measure is None:
            return found
        if words == "%":
            return Meaning(True, measure, found.period, found.grid, percent=True)
        if words == "分钟" and measure.month.endswith(".minutes"):
            minutes = Measure(measure.name, f"{measure.month}.count", f"{measure.year}.count", "", "分钟")
            return Meaning(True, minutes, found.period, found.grid)
        wrong = (words in _PEOPLE and measure.unit == "户") or (words in _HOMES and measure.unit == "人")
        return UNKNOWN if wrong else found


def known_measures() -> tuple[tuple[str, str], ...]:
    """(key, Chinese name) of each figure that a label can ask for, so that it has a name in a month without it."""
    found: dict[str, str] = {}
    for meaning in _table().values():
        measure = meaning.measure
        if measure is not None:
            for key, said in ((measure.month, "本月"), (measure.year, "今年以来")):
                if key:
                    found.setdefault(key, f"{said}{measure.name}" if measure.year else measure.name)
    return tuple(found.items())


def known_grid_measures() -> tuple[tuple[str, str], ...]:
    """(key with '{grid}' in it, Chinese name) of each figure of a grid that a label can ask for."""
    measures = [meaning.measure for meaning in _table().values() if meaning.measure is not None]
    return tuple({measure.grid: measure.name for measure in reversed(measures) if measure.grid}.items())


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for row in rule_table("form_labels"):
        labels = [plain(label) for label in row["labels"].split("|")]
        meaning = _meaning(row, row["labels"].split("|")[0])
        found |= {label: meaning for label in labels if label not in found}
    for name, kind in kinds().items():
        scope = "deliberations" if kind.report == DELIBERATION else "meetings"
        measure = Measure(f"{name}召开次数", f"{scope}.month.kind.{name}", f"{scope}.year.kind.{name}", "", "次")
        for said in dict.fromkeys((name, kind.short)):
            for label in (said, f"{said}次数", f"{said}场次", f"{said}召开次数", f"召开{said}", f"召开{said}次数"):
                found.setdefault(plain(label), Meaning(known=True, measure=measure))
    return found


def _meaning(row: Mapping[str, str], name: str) -> Meaning:
    kind, month = row["kind"], row["month"]
    if kind == "measure":
        return Meaning(known=True, measure=Measure(name, month, row["year"], row["grid"], row["unit"]))
    if kind == "period":
        return Meaning(known=True, period=month)
    if kind == "words":
        return Meaning(known=True, words=month)
    if kind == "head":
        return Meaning(known=True, head=month)
    return Meaning(known=True, total=kind == "total")


def _numbered(grids: Iterable[str]) -> dict[int, str]:
    """Grids by the number in their names, where no two have the same."""
    found: dict[int, list[str]] = {}
    for grid in grids:
        number = _grid_number(plain(grid))
        if number is not None:
            found.setdefault(number, []).append(grid)
    return {number: names[0] for number, names in found.items() if len(names) == 1}


def _grid_number(label: str) -> int | None:
    """第一网格, 一网格, 1网格, 1号网格, 网格1 -> 1."""
    found = _GRID.fullmatch(label)
    return _counted(found[1] or found[2]) if found else None


def _counted(words: str) -> int | None:
    """十二 or 12 -> 12, up to 99."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.partition("十")
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    if not ten:
        return _DIGITS.get(tens)
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
