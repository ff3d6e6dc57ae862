"""Names of people: surname, readings for search, order by pinyin."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from app.base.resources import rule_table

_MOST_READINGS = 12  # 3 characters with 2 to 3 readings each; more only lengthens the search text


@lru_cache(maxsize=1)
def _surnames() -> dict[str, tuple[str, ...]]:
    return {row["surname"]: tuple(row["reading"].split()) for row in rule_table("surnames")}


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name; compound surnames by the table, otherwise the first character."""
    if len(name) > 2 and name[:2] in _surnames():
        return name[:2], name[2:]
    return name[:1], name[1:]


@lru_cache(maxsize=32_768)
def readings(character: str) -> tuple[str, ...]:
    """All pinyin readings of one character without tones, most usual first; a letter or digit reads as itself."""
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    from unicodedata import combining, normalize

    toned: str = _pinyin_dict().get(ord(character), "")
    found: dict[str, None] = {}
    for reading in toned.split(",") if toned else ():
        plain = normalize("NFD", reading).replace("u\u0308", "v")
        found["".join(c for c in plain if not combining(c)).replace("ü", "v")] = None
    return tuple(found)


@lru_cache(maxsize=1)
def _pinyin_dict() -> dict[int, str]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases cost 0.2 s and names are no phrases
    from pypinyin.constants import PINYIN_DICT

    table: dict[int, str] = PINYIN_DICT
    return table


def _syllables(name: str) -> list[tuple[str, ...]]:
    """Readings for each character; the surname's own reading comes first."""
    own = _surnames().get(name[:2]) if len(name) > 2 else None
    own = own or _surnames().get(name[:1], ())
    syllables = []
    for place, character in enumerate(name):
        usual = readings(character)
        if place < len(own):
            usual = (own[place], *(reading for reading in usual if reading != own[place]))
        if usual:
            syllables.append(usual)
    return syllables


class NameKeys(NamedTuple):
    """`search`: every spelling in pinyin and its initials, e.g. 'zengwei zw cengwei cw'.

    `sort`: order by pinyin of each character, then by the characters themselves.
    """

    search: str
    sort: str


@lru_cache(maxsize=65_536)
def name_keys(name: str) -> NameKeys:
    """How a name is searched for and where it stands in a list."""
    syllables = _syllables(name)
    first = [syllable[0] for syllable in syllables]
    sort = f"{' '.join(first)} {name}"
    if not syllables:
        return NameKeys("", sort)
    spelled = {"".join(first): None, "".join([syllable[0] for syllable in first]): None}
    if any(len(syllable) > 1 for syllable in syllables):
        for spelling in islice(product(*syllables), 1, _MOST_READINGS):
            spelled["".join(spelling)] = None
            spelled["".join([syllable[0] for syllable in spelling])] = None
    return NameKeys(" ".join(spelled), sort)


@lru_cache(maxsize=65_536)
def pinyin(name: str) -> str:
    """How a name usually sounds, 'zeng wei'; '' when no character of it has a reading."""
    return " ".join([syllable[0] for syllable in _syllables(name)])


def is_rare(name: str) -> bool:
    """Whether a character lies outside GB 2312, so that old printers and forms may not have it (生僻字)."""
    try:
        name.replace("·", "").encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
