"""红色账户: points, append-only, and the three-level evaluation."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class PointRow(Row, table=True):
    """An entry of the ledger, never changed and never deleted; `reverses_id` names the entry it takes back (冲销), on
    the day and with the points of that entry, the other way round. `kind`: a row of point_kinds. `asked`: what would
    have been due before the cap of the kind and year."""

    __tablename__ = "point_entry"
    __table_args__ = (  # rankings and caps are read out of them, without the rows
        Index("ix_point_volunteer", "volunteer_id", "kind", "day", "points"),
        Index("ix_point_day", "day", "volunteer_id", "points"),
    )

    id: int = Field(primary_key=True)
    volunteer_id: int = Field(foreign_key="volunteer.id")
    day: date
    kind: str
    points: int
    asked: int
    reason: str = ""
    evidence: str
    entered_by: str = ""
    entered_on: date
    reverses_id: int | None = Field(default=None, foreign_key="point_entry.id", unique=True)
    session_id: int | None = Field(default=None, foreign_key="service_session.id", index=True)


class EvaluationRow(Row, table=True):
    """三级评价 of a volunteer in a period ('2026-10', '2026-Q3', '2026'): level 居民, 支部 or 党委, score 0 to 100."""

    __tablename__ = "volunteer_evaluation"
    __table_args__ = (UniqueConstraint("volunteer_id", "period", "level"),)

    id: int = Field(primary_key=True)
    volunteer_id: int = Field(foreign_key="volunteer.id")
    period: str = Field(index=True)
    level: str
    score: int
    words: str = ""
    given_by: str = ""
    given_on: date
