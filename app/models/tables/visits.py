"""走访关爱: who needs how much care, who goes, what was found, what is needed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from app.models.tables.base import Row


class CareRow(Row, table=True):
    """特殊关爱: a door's tier of care as a person set it, with the reason, beside what its labels propose."""

    __tablename__ = "care_entry"

    id: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    tier: str
    reason: str
    since: date
    until: date | None = None


class PairingRow(Row, table=True):
    """党员联户: a Party member answers for a door; it begins when both sides have agreed."""

    __tablename__ = "pairing"

    id: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    member: str
    member_agreed: date | None = None
    household_agreed: date | None = None
    since: date
    until: date | None = None
    note: str = ""


class VisitRow(Row, table=True):
    """走访. `met`: somebody was at home; a door where nobody was is not visited. `next_on`: agreed at the door."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_door", "household_id", "visited_on", "met", "next_on"),
        Index("ix_visit_day", "visited_on", "household_id"),
        Index("ix_visit_visitor", "visitor", "visited_on"),
    )

    id: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    visited_on: date
    visitor: str
    purpose: str = ""
    met: bool = True
    findings: str = ""
    next_on: date | None = None


class VisitNeedRow(Row, table=True):
    """需求: something that the door asked for at a visit. `settled_on`: dealt with on the spot or closed by hand;
    one that became a request is settled when the request is (the request names this row as its origin)."""

    __tablename__ = "visit_need"

    id: int = Field(primary_key=True)
    visit_id: int = Field(foreign_key="visit.id", index=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    words: str
    settled_on: date | None = None


class VisitSheetRow(Row, table=True):
    """走访单: a sheet that was printed, so that its results come back to the same doors in the same order. `doors`:
    household ids with commas between."""

    __tablename__ = "visit_sheet"

    id: int = Field(primary_key=True)
    printed_on: date
    visitor: str = ""
    doors: str
