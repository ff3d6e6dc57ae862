"""A byte a request, 1 in and 0 out: sets of requests that are cut, joined and counted a hundred thousand at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress

from app.models.figures import Ids

Flags = bytes
_INVERSE = bytes((1, 0)) + bytes(254)
_OTHERS = 255  # the code of values beyond the first 255 of a column


def both(one: Flags, other: Flags) -> Flags:
    """Where both are 1."""
    return (int.from_bytes(one, "little") & int.from_bytes(other, "little")).to_bytes(len(one), "little")


def either(one: Flags, other: Flags) -> Flags:
    return (int.from_bytes(one, "little") | int.from_bytes(other, "little")).to_bytes(len(one), "little")


def inverse(flags: Flags) -> Flags:
    return flags.translate(_INVERSE)


def count(flags: Flags) -> int:
    return int.from_bytes(flags, "little").bit_count()


def places(flags: Flags) -> list[int]:
    """Where it is 1, in order."""
    return [*compress(range(len(flags)), flags)]


class PlaceIds(Ids):
    """The ids behind a figure, written out only when someone looks."""

    __slots__ = ("_make", "_number", "_texts")

    def __init__(self, texts: Sequence[str], number: int, make: Callable[[], Flags]) -> None:
        """`texts`: the id of each place as text; it may grow later, but what stands in it stays."""
        self._texts, self._number, self._make = texts, number, make

    @property
    def text(self) -> str:  # type: ignore[override]
        return ",".join(compress(self._texts, self._make()))

    def __len__(self) -> int:
        return self._number


class Column:
    """One word a request, as a byte."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        distinct = [*dict.fromkeys(words)]
        self._values = distinct[:_OTHERS]
        self._code = {value: code for code, value in enumerate(self._values)}
        self._others: dict[int, str] = {}
        code_of = self._code
        if len(distinct) > _OTHERS:
            code_of = dict.fromkeys(distinct, _OTHERS) | self._code
            self._others = {place: word for place, word in enumerate(words) if word not in self._code}
        self.codes = bytearray(map(code_of.__getitem__, words))

    def put(self, place: int, word: str) -> None:
        """The word of one place; a place after the last is a new one."""
        code = self._code.get(word)
        self._others.pop(place, None)
        if code is None and len(self._values) < _OTHERS:
            code = self._code[word] = len(self._values)
            self._values.append(word)
        elif code is None:
            code = _OTHERS
            self._others[place] = word
        if place == len(self.codes):
            self.codes.append(code)
        else:
            self.codes[place] = code

    def word(self, place: int) -> str:
        code = self.codes[place]
        return self._others[place] if code == _OTHERS else self._values[code]

    def words(self) -> list[str]:
        """Every word that stands, or once stood, in it."""
        return [*self._values, *dict.fromkeys(self._others.values())]

    def split(self, among: Flags) -> dict[str, tuple[int, Callable[[], Flags]]]:
        """Word -> how many of these places have it, and a way to their flags as they are now."""
        codes = bytes(self.codes)
        tally = Counter(compress(codes, among))
        others = tally.pop(_OTHERS, 0)
        found = {self._values[code]: (number, _picker(codes, code, among)) for code, number in tally.items()}
        if others:
            for word in dict.fromkeys(self._others.values()):
                flags = both(self.flags((word,)), among)
                found[word] = (count(flags), partial(_same, flags))
        return {word: one for word, one in found.items() if one[0]}

    def flags(self, words: Iterable[str]) -> Flags:
        """Where one of these words stands."""
        wanted = frozenset(words)
        table = bytearray(256)
        for word in wanted & self._code.keys():
            table[self._code[word]] = 1
        found = self.codes.translate(bytes(table))
        for place, word in self._others.items():
            if word in wanted:
                found[place] = 1
        return bytes(found)


def _picker(codes: bytes, code: int, among: Flags) -> Callable[[], Flags]:
    """Where a code stands among these places, worked out when it is asked for."""
    table = bytes(int(one == code) for one in range(256))
    return lambda: both(codes.translate(table), among)


def _same(flags: Flags) -> Flags:
    return flags
