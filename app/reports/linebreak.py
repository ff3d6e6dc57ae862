"""Chinese line breaking: no closing mark at the head of a line, no opening one at its end, numbers kept whole.

Source: GB/T 15834-2011 (punctuation), section 5.1: where marks may stand. Pure arithmetic on measured widths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

NOT_FIRST = frozenset("、。，．；：？！）】》」』〉〕”’％‰℃·…—～,.;:?!)]}%")
NOT_LAST = frozenset("（【《「『〈〔“‘([{№￥")

# What is never parted: a run of Latin letters and digits with its signs, a dash or an ellipsis of two characters.
_ATOM = re.compile(r"[A-Za-z0-9@#&+=/_<>.,:%'\"~^*$|\\-]+|——|……|.", re.DOTALL)

Measure = Callable[[str], float]


def break_lines(text: str, measure: Measure, width: float, *, first: float | None = None) -> list[str]:
    """Cut one paragraph into lines at most `width` wide, the first one `first` wide when given.

    `measure` gives the width of a text. Spaces at the ends of lines are dropped. '' gives one empty line.
    """
    lines: list[str] = []
    room = width if first is None else first
    current: list[str] = []
    pending = list(_atoms(text, measure, width))[::-1]
    while pending:
        atom = pending.pop()
        if not current and atom.isspace() and lines:
            continue
        if not current or measure("".join([*current, atom]).rstrip()) <= room + 0.01:
            current.append(atom)
            continue
        carried = _carry(current, atom)
        lines.append("".join(current).rstrip())
        pending.append(atom)
        pending.extend(reversed(carried))
        current, room = [], width
    return [*lines, "".join(current).rstrip()]


def _carry(current: list[str], following: str) -> list[str]:
    """Take from the end of `current` what must stand on the next line together with `following`; at least one stays."""
    carried: list[str] = []
    while len(current) > 1 and (following[0] in NOT_FIRST or current[-1][-1] in NOT_LAST):
        following = current.pop()
        carried.insert(0, following)
    return carried


def _atoms(text: str, measure: Measure, width: float) -> Iterator[str]:
    """The unbreakable pieces; a Latin run wider than a whole line is parted after all."""
    for match in _ATOM.finditer(text):
        atom = match.group()
        if len(atom) > 1 and measure(atom) > width:
            yield from atom
        else:
            yield atom
