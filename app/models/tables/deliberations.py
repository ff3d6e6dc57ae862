"""议事协商: matters and the steps they walk, the pool people are drawn from, what was made public."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class MatterRow(Row, table=True):
    """A matter on its way through the steps of a method. `step`: the last one done, 0 for none; `closed_on`: the day of
    the last step, or of giving it up (`given_up` says why)."""

    __tablename__ = "matter"
    __table_args__ = (Index("ix_matter_board", "closed_on", "method", "step"),)

    id: int = Field(primary_key=True)
    number: str = Field(unique=True)
    title: str
    method: str
    words: str = ""
    proposer: str = ""
    important: bool = False
    request_id: int | None = Field(default=None, foreign_key="request.id")
    opened_on: date = Field(index=True)
    step: int = 0
    closed_on: date | None = None
    given_up: str = ""


class MatterStepRow(Row, table=True):
    """One step that was done: body, day, form (集中/座谈/线上), conclusion, and the meeting it was done in."""

    __tablename__ = "matter_step"
    __table_args__ = (UniqueConstraint("matter_id", "step"),)

    id: int = Field(primary_key=True)
    matter_id: int = Field(foreign_key="matter.id")
    step: int
    done_on: date
    body: str
    form: str = ""
    people: str = ""
    conclusion: str
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)


class PoolPersonRow(Row, table=True):
    """Somebody in the pool of 1+5+N: their kind (社区干部 网格员 ...), and what they know ('、' between)."""

    __tablename__ = "pool_person"

    id: int = Field(primary_key=True)
    name: str
    sort: str = ""
    kind: str
    expertise: str = ""
    phone: str = ""
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    since: date | None = None
    until: date | None = None


class PoolDrawRow(Row, table=True):
    """A draw as it was made: the wanted expertise, the seed, and pool and drawn as they stood, as JSON."""

    __tablename__ = "pool_draw"

    id: int = Field(primary_key=True)
    matter_id: int = Field(foreign_key="matter.id", index=True)
    drawn_on: date
    seed: str
    expertise: str = ""
    pool: str
    drawn: str


class PublicationRow(Row, table=True):
    """公示 of a result: the masked text as it was posted, where, from which day and until when."""

    __tablename__ = "publication"

    id: int = Field(primary_key=True)
    matter_id: int = Field(foreign_key="matter.id", index=True)
    title: str
    words: str
    channel: str
    posted_on: date
    until: date
    feedback: str = ""
