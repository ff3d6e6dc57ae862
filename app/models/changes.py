"""What a verb did: enough for pages to refresh and for undo to name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Changes:
    """One change, as it is told to the bus. `title`: what undo calls it; `slices`: the pages' words for what moved.

    `made`: ids of the new rows of a verb whose page opens what it made. `kept`: undo does not take it back.
    """

    change_id: int
    title: str
    slices: frozenset[str]
    household_ids: frozenset[int] = frozenset()
    made: tuple[int, ...] = ()
    kept: bool = False


NOTHING = Changes(0, "", frozenset())


@dataclass(frozen=True)
class HistoryEntry:
    """One journalled change in the words of a card: when, who, what, and old and new values by field.

    `undone_by`: the change that took it back, where one did and still stands. `final`: it has left the house and is
    not taken back.
    """

    change_id: int
    at: datetime
    actor: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()
    undone_by: int | None = None
    final: bool = False


@dataclass(frozen=True)
class UndoState:
    """Titles of the change that undo would take back and of the one that redo would do again; None: nothing."""

    undo: str | None
    redo: str | None


@dataclass(frozen=True)
class Finding:
    """Something a check of the store has to say; `serious` means records or the journal are not as they should be."""

    topic: str
    text: str
    serious: bool = True
