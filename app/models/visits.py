"""走访关爱: who needs how much care, who goes there, what was found, and what the door needs.

Drafts come in from forms and are checked by `app.rules.visits`; rows are what a reader of the store gets. `since` and
`until` are both included; None means open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tier(StrEnum):
    """How often a door is visited, the strictest first. The days of each are a rule table; NONE has no period."""

    HIGH = "高风险"
    KEY = "重点"
    PLAIN = "一般"
    NONE = "不定期"


TIERS: tuple[Tier, ...] = tuple(Tier)


@dataclass(frozen=True)
class CareEntry:
    """特殊关爱: the tier a person set for a door, with the reason; it wins over what the labels propose."""

    id: int
    household_id: int
    tier: Tier
    reason: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class CareDraft:
    """A tier to be set from `since` on, until a day or until it is changed."""

    household_id: int
    tier: Tier
    reason: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Pairing:
    """党员联户: `member` answers for the door from `since` on. `resident_id` where the member is in the ledger."""

    id: int
    household_id: int
    member: str
    resident_id: int | None
    member_agreed: date | None
    household_agreed: date | None
    since: date
    until: date | None = None
    note: str = ""

    @property
    def agreed(self) -> bool:
        """Both sides have said yes."""
        return self.member_agreed is not None and self.household_agreed is not None


@dataclass(frozen=True)
class PairingDraft:
    """A pairing as a form states it; `member` is a name even where `resident_id` says who."""

    household_id: int
    member: str
    resident_id: int | None = None
    member_agreed: date | None = None
    household_agreed: date | None = None
    since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Need:
    """Something the door asked for: open until it is settled here, or until the request that it became is closed, or
    the wish that it became is confirmed."""

    id: int
    visit_id: int
    household_id: int
    words: str
    settled_on: date | None = None
    request_id: int | None = None
    request_number: str = ""
    request_closed: bool = False
    wish_id: int | None = None
    wish_number: str = ""
    wish_confirmed: bool = False

    @property
    def open(self) -> bool:
        return self.settled_on is None and not self.request_closed and not self.wish_confirmed

    @property
    def passed_on(self) -> str:
        """诉求 2026-0012, 心愿〔2026〕3号: what it became; '' for one that stays here."""
        return f"诉求 {self.request_number}" if self.request_id is not None else self.wish_number


@dataclass(frozen=True)
class NeedDraft:
    """A need as it is written down. `settled`: dealt with on the spot; `as_request`: becomes a request (诉求).

    `id` names a need that is there already, when a visit is edited.
    """

    words: str
    settled: bool = False
    as_request: bool = False
    id: int | None = None


@dataclass(frozen=True)
class Visit:
    """One visit. `met`: somebody was at home; a door where nobody was is not visited. `next_on`: agreed there."""

    id: int
    household_id: int
    visited_on: date
    visitor: str
    purpose: str = ""
    met: bool = True
    findings: str = ""
    next_on: date | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class VisitDraft:
    """A visit as a form or a row of the quick table states it."""

    household_id: int
    visited_on: date
    visitor: str
    purpose: str = ""
    met: bool = True
    findings: str = ""
    next_on: date | None = None
    needs: tuple[NeedDraft, ...] = ()


@dataclass(frozen=True)
class VisitMany:
    """What the map, a list or the sheet hands to the page 走访: take down visits of these doors in one table."""

    household_ids: frozenset[int]


@dataclass(frozen=True)
class VisitDoor:
    """What the page 走访 is asked to show: the visits of one door."""

    household_id: int


@dataclass(frozen=True)
class Due:
    """How it stands with a door's visits on one day. `tier` is the one that holds, `why` in words for the office.

    `due_on` None: nothing is due, ever, as things stand. `last_met`: the last visit at which somebody was at home.
    """

    household_id: int
    tier: Tier
    why: str
    due_on: date | None
    last_met: date | None
    by_person: bool = False  # the tier was set by a person
