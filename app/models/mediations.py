"""调解: a dispute, its parties, what was agreed, and whether it held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.requests import RequestDraft

MEDIATED, FAILED = "调解成功", "调解不成"


@dataclass(frozen=True)
class DisputeParty:
    """One side's person. `phone` is masked when it comes out of the store."""

    name: str
    resident_id: int | None = None
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class MediationDraft:
    """`request_id` None: the dispute was not taken down yet, `request` is taken down in the same change.

    `outcome` '' (still going on), 调解成功 (closes the request with that outcome) or 调解不成.
    """

    on: date
    parties: tuple[DisputeParty, ...]
    mediator: str = ""
    place: str = ""
    facts: str = ""
    agreement: str = ""
    outcome: str = ""
    follow_up_on: date | None = None
    request_id: int | None = None
    request: RequestDraft | None = None


@dataclass(frozen=True)
class Mediation:
    id: int
    number: str
    request_id: int
    request_number: str
    on: date
    place: str
    mediator: str
    facts: str
    agreement: str
    outcome: str
    parties: tuple[DisputeParty, ...]
    follow_up_on: date | None
    followed_up_on: date | None
    follow_up_words: str

    @property
    def follow_up_due(self) -> bool:
        return self.follow_up_on is not None and self.followed_up_on is None
