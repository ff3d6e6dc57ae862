"""志愿服务: sessions as they were, who served how long, certificates and postings. Minutes are of actual service."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class SessionRow(Row, table=True):
    """场次: an activity on one day, with its sign-in table below. `closed_on`: from then on only corrections."""

    __tablename__ = "service_session"
    __table_args__ = (Index("ix_session_day", "day", "starts"),)

    id: int = Field(primary_key=True)
    day: date
    title: str
    activity_id: int | None = Field(default=None, foreign_key="volunteer_activity.id", index=True)
    shift_id: int | None = Field(default=None, foreign_key="volunteer_shift.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="volunteer_team.id")
    place: str = ""
    starts: str = ""
    ends: str = ""
    words: str = ""
    source: str = ""
    leader: str = ""
    recorder: str = ""
    closed_on: date | None = None


class ServiceRow(Row, table=True):
    """服务记录: one volunteer in one session. `minutes` as corrected last."""

    __tablename__ = "service_record"
    __table_args__ = (
        UniqueConstraint("session_id", "volunteer_id", "starts"),
        Index("ix_service_volunteer", "volunteer_id", "day"),
        Index("ix_service_day", "day", "volunteer_id", "minutes", "session_id"),
    )

    id: int = Field(primary_key=True)
    session_id: int = Field(foreign_key="service_session.id")
    volunteer_id: int = Field(foreign_key="volunteer.id")
    day: date
    starts: str = ""
    ends: str = ""
    minutes: int
    content: str = ""


class ServiceCorrectionRow(Row, table=True):
    """更正: who asked, when, why, and the minutes before and after."""

    __tablename__ = "service_correction"

    id: int = Field(primary_key=True)
    record_id: int = Field(foreign_key="service_record.id", index=True)
    asked_on: date
    asked_by: str = ""
    before: int
    after: int
    reason: str


class CertificateRow(Row, table=True):
    """志愿服务记录证明, frozen: its number, what it says (JSON), and the signed PDF. Never updated, never undone."""

    __tablename__ = "service_certificate"

    id: int = Field(primary_key=True)
    number: str = Field(unique=True)
    volunteer_id: int = Field(foreign_key="volunteer.id", index=True)
    issued_on: date
    since: date | None = None
    until: date | None = None
    minutes: int
    handler: str = ""
    facts: str
    sha256: str
    name: str
    content: bytes


class PostingRow(Row, table=True):
    """公示: the list of a period as it hung, masked (JSON), seven days long; where it hung, and what was objected."""

    __tablename__ = "service_posting"

    id: int = Field(primary_key=True)
    since: date
    until: date
    posted_on: date
    ends_on: date
    lines: str
    objections: str = ""
    place: str = ""
