"""The kinds of meetings of resources/rules/meeting_kinds.csv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app.base.resources import rule_table
from app.models.meetings import MeetingKind
from app.models.roster import Scope
from app.rules.terms import narrow

LENGTHS = "meeting_lengths"  # the table of how long a kind takes; an office may change it
LIFE, DELIBERATION = "组织生活", "议事协商"  # the sections of the monthly report


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, MeetingKind]:
    """By name, in the order of the table."""
    return {
        row["kind"]: MeetingKind(
            row["kind"], row["short"], Scope(row["scope"]), row["occasion"], row["report"], row["source"]
        )
        for row in rule_table("meeting_kinds")
    }


def scope_of(kind: str) -> Scope:
    """Whose meeting it is; a kind that no table knows is one that invites."""
    known = kinds().get(kind)
    return known.scope if known else Scope.INVITED


def kind_of(text: str) -> str | None:
    """The kind a text names in any spelling, or None."""
    return _spellings().get(narrow(text))


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    return {
        narrow(word): row["kind"]
        for row in rule_table("meeting_kinds")
        for word in (row["kind"], *row["spellings"].split("|"))
        if word
    }
