"""Judgements of persons on labels, and the labels themselves, worked out and laid down per door."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from app.models.tables.base import Row


class OverrideRow(Row, table=True):
    __tablename__ = "label_override"

    id: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    label: str
    judgement: str
    reason: str
    evidence: str = ""
    since: date | None = None
    until: date | None = None


class IntervalRow(Row, table=True):
    """Derived: a label of a door from `since` to `until`, both included.

    Open ends are 0001-01-01 and 9999-12-31, so that the colours of any day are one range query on one index.
    """

    __tablename__ = "label_interval"
    __table_args__ = (Index("ix_label_interval_day", "since", "until", "label", "household_id"),)

    id: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    label: str
    since: date
    until: date
    evidence: str


class SearchRow(Row, table=True):
    """Derived: one person behind one door (or a door without people, resident 0) as search sees it. What is
    searched is in ASCII but for the name, with a blank before each word."""

    __tablename__ = "search_entry"

    id: int = Field(primary_key=True)
    household_id: int = Field(index=True)
    resident_id: int
    name: str
    spellings: str
    numbers: str
    door: str
    sort: str
    place: str = Field(index=True)
