"""Header words: what a column's title means, by the table of titles (`resources/rules/column_titles.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.base.resources import rule_table
from app.importing.fields import Field
from app.rules.terms import narrow

_MARKS = re.compile(r"[*★☆:\"“”'_.。,,]+")
_BRACKETS = re.compile(r"[((\[【].*?[))\]】]")
_NUMBERED = re.compile(r"^(?:[0-9]{1,2}[、.．])|(?<=\D)[0-9]{1,2}$|[一二三四五六](?=姓名$)")
_KIN = re.compile(r"^(户主|本人|配偶|妻子|丈夫|爱人|子女|儿子|女儿|长子|次子|父母|父亲|母亲|成员|家庭成员|同住人)?")


@dataclass(frozen=True)
class Meaning:
    """What a title may mean, likeliest first ('' is 'none of ours'), and how sure the words are, 0 to 1."""

    fields: tuple[Field | None, ...]
    sureness: float


@lru_cache(maxsize=8192)
def title_key(text: str) -> str:
    """Header words without blanks, stars, colons and line breaks; half-width."""
    return _MARKS.sub("", narrow(text)).replace("(", "(").replace(")", ")")


@lru_cache(maxsize=8192)
def meaning_of(text: str) -> Meaning | None:
    """By the whole title, by the title without its brackets or number, then by the longest known title inside it."""
    for sureness, word in _spellings(text):
        if word in _titles():
            return Meaning(_titles()[word], sureness)
    inside = _inside(word)
    return Meaning(_titles()[inside], 0.7) if inside else None


@lru_cache(maxsize=8192)
def is_title(text: str) -> bool:
    """Whether the table knows these words as a title."""
    return any(word in _titles() for _, word in _spellings(text))


def _spellings(text: str) -> tuple[tuple[float, str], ...]:
    key = title_key(text)
    plain = _BRACKETS.sub("", key)
    return (1.0, key), (0.95, plain), (0.95, _NUMBERED.sub("", plain))


def kin_of(text: str) -> str:
    """The relation a title speaks of ('配偶姓名' -> '配偶'), or ''; 成员 and the like are no relation."""
    match = _KIN.match(title_key(text))
    word = match[1] if match and match[1] else ""
    return "" if word in {"成员", "家庭成员", "同住人"} else word


def _inside(word: str) -> str:
    """The longest known title of two characters or more at the end of `word`, else anywhere in it."""
    if not 2 < len(word) <= 16:
        return ""
    for test in (str.endswith, str.__contains__):
        found = [title for title in _titles() if len(title) > 1 and test(word, title)]
        if found:
            return max(found, key=len)
    return ""


@lru_cache(maxsize=1)
def _titles() -> dict[str, tuple[Field | None, ...]]:
    return {
        title_key(row["title"]): tuple(Field(field) if field else None for field in row["fields"].split("|"))
        for row in rule_table("column_titles")
    }
