"""Rule tables as the office sees them: what the program brings, what the office changed, and where a value is from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleField:
    """A column of a rule table that an office may change. `kind`: number, text, yes_no, or a choice 'a|b|c'."""

    name: str
    title: str
    kind: str


@dataclass(frozen=True)
class RuleRow:
    """One row: what identifies it, its words, its values with the office's own, and the values as they came."""

    key: str
    values: dict[str, str]
    original: dict[str, str]

    @property
    def changed(self) -> bool:
        return self.values != self.original


@dataclass(frozen=True)
class RuleTable:
    """A table with what may be changed in it. `title`: what the settings page calls it."""

    name: str
    title: str
    keys: tuple[str, ...]
    fields: tuple[RuleField, ...]
    rows: tuple[RuleRow, ...]
