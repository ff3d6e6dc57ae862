"""Words for everyone to read: numbers, doors and names that people wrote into them are masked (DOMAIN 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.rules.masking import mask_name

_ID_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])|(?<![0-9])[1-9][0-9]{14}(?![0-9])")
_PHONE = re.compile(r"(?<![0-9])(?:1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{7,8})(?![0-9])")
_DOOR = re.compile(
    r"(?:[0-9A-Za-z一二三四五六七八九十]+(?:号楼|栋|幢|座|#)楼?)?"
    r"(?:[0-9A-Za-z一二三四五六七八九十]+单元)?[0-9]{2,4}(?:号房|号|室|户)"
    r"|[0-9A-Za-z]+[-#][0-9]{1,2}-[0-9]{2,4}"
    r"|[0-9A-Za-z一二三四五六七八九十]+(?:号楼|栋|幢|座)[0-9A-Za-z一二三四五六七八九十]+单元[0-9]*"
)


def public_words(words: str, names: Iterable[str] = ()) -> str:
    """`words` without ID numbers, telephones and doors; `names` in it are masked."""
    return _DOOR.sub("某户", without_numbers(words, names))


def without_numbers(words: str, names: Iterable[str] = ()) -> str:
    """For those who must find the place: ID numbers, telephones and `names` are masked, doors stay."""
    words = " ".join(words.split())
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        words = words.replace(name, mask_name(name))
    return _PHONE.sub("****", _ID_NUMBER.sub("****", words))
