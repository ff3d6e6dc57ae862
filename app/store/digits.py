"""Phones and ID numbers as pairs of digits, a byte a pair: four typed digits are two bytes out of a hundred and more
shapes each, and are found several times faster than four characters out of ten shapes.

Each line has a record of fixed width, so that a place tells its line. There are two streams of pairs, one for the
digits at even places and one for those at odd ones: whatever is sought begins in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import merge

_WIDTH = 32  # a blank, a phone of 11, a blank, an ID number of 18, and a blank at the end
_HALF = _WIDTH // 2
_BASE = 13  # shapes: ten digits, x, blank, anything else
_BLANK = 11
_CODES = bytes(
    int(chr(code)) if 48 <= code <= 57 else 10 if code == 120 else _BLANK if code == 32 else 12 for code in range(256)
)
_NUMBER = re.compile(r"[0-9]{3,}[0-9x]")
_is_number = _NUMBER.fullmatch


def is_number(needle: str) -> bool:
    """Four digits or more, the last of which may be x: what is sought in here."""
    return _is_number(needle) is not None


class Digits:
    """Lines of digits with a blank before each number; a line that is too long for a record is kept as it is."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._long = {number: line for number, line in enumerate(lines) if len(line) >= _WIDTH}
        records = [line.ljust(_WIDTH) if len(line) < _WIDTH else " " * _WIDTH for line in lines]
        codes = "".join(records).encode("ascii", "replace").translate(_CODES) + bytes((_BLANK, _BLANK))
        self._streams = (_pairs(codes[0:-2]), _pairs(codes[1:-1]))

    def find(self, needle: str) -> Iterator[tuple[int, bool]]:
        """(line, whether a number of it begins so) of lines that contain `needle`, in order, each once."""
        codes = needle.encode().translate(_CODES)
        last = -1
        for place in merge(self._scan(0, codes), self._scan(1, codes), self._scan_long(needle)):
            line = place // _WIDTH
            if line != last:
                last = line
                yield line, self._begins(place, needle)

    def has(self, line: int, needle: str) -> bool:
        if line in self._long:
            return needle in self._long[line]
        return any(
            next(self._scan(way, needle.encode().translate(_CODES), line * _HALF, (line + 1) * _HALF), None) is not None
            for way in (0, 1)
        )

    def _scan(self, way: int, codes: bytes, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Places of digits where `codes` stand in one of the streams, the first of each line."""
        stream = self._streams[way]
        end = len(stream) if end is None else end
        whole = bytes(a * _BASE + b for a, b in zip(codes[::2], codes[1::2], strict=False))
        half = codes[-1] if len(codes) % 2 else -1
        long = len(whole)
        at = stream.find(whole, start, end)
        while at >= 0:
            if half < 0 or stream[at + long] // _BASE == half:
                yield 2 * at + way
                at = stream.find(whole, (at // _HALF + 1) * _HALF, end)
            else:
                at = stream.find(whole, at + 1, end)

    def _scan_long(self, needle: str) -> Iterator[int]:
        return (number * _WIDTH for number, line in self._long.items() if needle in line)

    def _begins(self, place: int, needle: str) -> bool:
        at, way = divmod(place, 2)
        number = place // _WIDTH
        if number in self._long:
            line = self._long[number]
            return line[line.index(needle) - 1] == " "
        return at == 0 or self._streams[way][at - 1] % _BASE == _BLANK


def _pairs(codes: bytes) -> bytes:
    """Each two codes as one byte, all at once: two long numbers, the first codes' times the base and the second's."""
    if not codes:
        return b""
    first, second = int.from_bytes(codes[::2], "little"), int.from_bytes(codes[1::2], "little")
    return (first * _BASE + second).to_bytes(len(codes) // 2, "little")
