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


@lru_cache(maxsize=4096)
def known(table: str, text: str) -> str | None:
    """The term of a table for a text, None when it does not know it."""
    word = narrow(text).upper().strip(".;:")
    return None if says_nothing(word) else _words(table).get(word)


@lru_cache(maxsize=4096)
def named_in(table: str, text: str) -> str | None:
    """The term whose longest spelling stands anywhere in the text; None when none does, or two as long disagree."""
    word = narrow(text).upper()
    found = [
        (len(spelling), term)
        for spelling, term in _words(table).items()
        if len(spelling) >= _SHORTEST_INSIDE and spelling in word
    ]
    longest = max(found, default=None)
    if longest is None:
        return None
    terms = {term for length, term in found if length == longest[0]}
    return longest[1] if len(terms) == 1 else None


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
