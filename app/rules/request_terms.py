"""What ledgers of requests write, brought to the field's own terms; a word that no table knows stays what it is."""

from __future__ import annotations

import re
from functools import lru_cache

from app.base.resources import rule_table
from app.rules.terms import narrow, says_nothing

_TABLES = {  # table -> the column that holds the term
    "request_channels": "channel",
    "request_categories": "category",
    "request_grades": "grade",
    "request_outcomes": "outcome",
    "request_satisfactions": "term",
    "request_states": "term",
    "departments": "name",
}
_SPLIT = re.compile(r"[、,,;;/|\n]+|\s{2,}|(?<=[一-龥])\s+(?=[一-龥])")
_SHORTEST_INSIDE = 2
_DENIALS = "未没不尚暂无难否"
_DENIED_BEFORE = re.compile(r"(?:[未没不尚欠]|无法|难以)[^未没不尚欠已、,,。;;:\s]{0,2}$|部分$")
_DENIED_AFTER = re.compile(r"失败|无果|一半|.?(?:没有|未能|[未没不])(?:成|果|达)")


@lru_cache(maxsize=4096)
def known(table: str, text: str) -> str | None:
    """The term of a table for a text, None when it does not know it."""
    word = narrow(text).upper().strip(".;:")
    return None if says_nothing(word) else _words(table).get(word)


@lru_cache(maxsize=4096)
def named_in(table: str, text: str) -> str | None:
    """The term whose longest spelling stands anywhere in the text; None when none does, when two as long disagree, and
    where the text denies it: 没有解决 is not 解决, 调解未成功 is not 调解."""
    word = narrow(text).upper()
    found = [
        (len(spelling), term, spelling)
        for spelling, term in _words(table).items()
        if len(spelling) >= _SHORTEST_INSIDE and spelling in word
    ]
    length = max((one[0] for one in found), default=0)
    longest = [one for one in found if one[0] == length]
    terms = {term for _, term, _ in longest}
    if len(terms) != 1 or all(_denied(word, spelling) for _, _, spelling in longest):
        return None
    return terms.pop()


def _denied(word: str, spelling: str) -> bool:
    """Whether the word says of every place where it stands that it is not so."""
    if spelling[0] in _DENIALS:
        return False  # 尚未办结 says 未办结 all the more
    return all(
        _DENIED_BEFORE.search(word[: match.start()]) or _DENIED_AFTER.match(word[match.end() :])
        for match in re.finditer(re.escape(spelling), word)
    )


def departments_in(text: str) -> tuple[str, ...]:
    """The departments a cell names, in the terms of the list where it knows them, each once."""
    if says_nothing(narrow(text)):
        return ()
    parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
    return tuple(dict.fromkeys(known("departments", part) or part for part in parts))


@lru_cache(maxsize=16)
def _words(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rule_table(table):
        term = row[_TABLES[table]]
        for word in (term, *row["spellings"].split("|")):
            found.setdefault(narrow(word).upper(), term)
    found.pop("", None)
    return found
