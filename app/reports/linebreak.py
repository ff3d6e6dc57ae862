"""Chinese line breaking: no closing mark at the head of a line, no opening one at its end, numbers kept whole.

Source: GB/T 15834-2011 (punctuation), section 5.1: where marks may stand. Pure arithmetic on measured widths.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

NOT_FIRST = frozenset("、。，．；：？！）】》」』〉〕”’％‰℃·…—～,.;:?!)]}%")
NOT_LAST = frozenset("（【《「『〈〔“‘([{№￥")

# What is never parted: a run of Latin letters and digits with its signs, a dash or an ellipsis of two characters.
_ATOM = re.compile(r"[A-Za-z0-9@#&+=/_<>.,:%'\"~^*$|\\-]+|——|……|.", re.DOTALL)

_SLACK = 0.01  # points
_USUAL = 24  # atoms in a line, about

Measure = Callable[[str], float]


def break_lines(text: str, measure: Measure, width: float, *, first: float | None = None) -> list[str]:
    """Cut one paragraph into lines at most `width` wide, the first one `first` wide when given.

    `measure` gives the width of a text. Spaces at the ends of lines are dropped. '' gives one empty line.
    """
    room = width if first is None else first
    if measure(text.rstrip()) <= room + _SLACK:  # nearly all cells and many lines
        return [text.rstrip()]
    lines: list[str] = []
    atoms = _atoms(text, measure, width)
    ends = [0, *accumulate(map(len, atoms))]
    last, place = len(atoms), 0
    while place < last:
        if lines and atoms[place].isspace():
            place += 1
            continue
        end = _fitting(text, ends, place, measure, room)
        carried = len(_carry(atoms[place:end], atoms[end])) if end < last else 0
        lines.append(text[ends[place] : ends[end - carried]].rstrip())
        place = end - carried
        room = width
    return lines


def _fitting(text: str, ends: list[int], place: int, measure: Measure, room: float) -> int:
    """The end of the longest run of atoms from `place` on that fits; one atom always does. Widths only grow, so a run
    of the usual length tells about where the end is."""
    start, last = ends[place], len(ends) - 1

    def fits(end: int) -> bool:
        return measure(text[start : ends[end]].rstrip()) <= room + _SLACK

    usual = min(place + _USUAL, last)
    wide = measure(text[start : ends[usual]].rstrip())
    end = min(max(place + int((usual - place) * room / wide), place + 1), last) if wide else usual
    if fits(end):
        while end < last and fits(end + 1):
            end += 1
        return end
    while end > place + 1 and not fits(end):
        end -= 1
    return end


def _carry(current: list[str], following: str) -> list[str]:
    """Take from the end of `current` what must stand on the next line together with `following`; at least one stays."""
    carried: list[str] = []
    while len(current) > 1 and (following[0] in NOT_FIRST or current[-1][-1] in NOT_LAST):
        following = current.pop()
        carried.insert(0, following)
    return carried


def _atoms(text: str, measure: Measure, width: float) -> list[str]:
    """The unbreakable pieces; a Latin run wider than a whole line is parted after all."""
    found = _ATOM.findall(text)
    if max(map(len, found), default=0) < 2 or all(measure(atom) <= width for atom in found if len(atom) > 1):
        return found
    return [piece for atom in found for piece in (atom if len(atom) > 1 and measure(atom) > width else [atom])]
