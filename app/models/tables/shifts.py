"""志愿活动 and 排班: what is to be served, when, by how many, and who is on the roster. Times are 'HH:MM'."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class ActivityRow(Row, table=True):
    """An activity, once (`day`) or by a rule of `rules.recurrence` (E7: each Sunday). `heads`: how many are needed, the
    skilled ones among them. `planned` and `came_of`: words of the service plan and of what came of it."""

    __tablename__ = "volunteer_activity"

    id: int = Field(primary_key=True)
    title: str
    team_id: int | None = Field(default=None, foreign_key="volunteer_team.id")
    place: str = ""
    rule: str = ""
    day: date | None = None
    since: date | None = None
    until: date | None = None
    starts: str
    ends: str
    heads: int = 1
    words: str = ""


class ActivityNeedRow(Row, table=True):
    """Of the heads of an activity, so many with a skill."""

    __tablename__ = "activity_need"

    id: int = Field(primary_key=True)
    activity_id: int = Field(foreign_key="volunteer_activity.id", index=True)
    skill: str
    heads: int


class ShiftRow(Row, table=True):
    """班次: one time somebody is needed. It keeps its own heads and needs, so that an activity can change later.
    `needs`: 'skill:heads' with '、' between. `cancelled`: why, '' while it stands. `came_of`: what came of it."""

    __tablename__ = "volunteer_shift"
    __table_args__ = (Index("ix_shift_day", "day", "starts"), Index("ix_shift_activity", "activity_id", "day"))

    id: int = Field(primary_key=True)
    activity_id: int | None = Field(default=None, foreign_key="volunteer_activity.id")
    title: str
    team_id: int | None = Field(default=None, foreign_key="volunteer_team.id")
    place: str = ""
    day: date
    starts: str
    ends: str
    heads: int = 1
    needs: str = ""
    cancelled: str = ""
    came_of: str = ""


class DutyRow(Row, table=True):
    """Somebody on a shift. `pinned`: set by hand, the solver leaves it. `skill`: what they were put there for."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("shift_id", "volunteer_id"), Index("ix_duty_volunteer", "volunteer_id"))

    id: int = Field(primary_key=True)
    shift_id: int = Field(foreign_key="volunteer_shift.id")
    volunteer_id: int = Field(foreign_key="volunteer.id")
    skill: str = ""
    pinned: bool = False


class DutySwapRow(Row, table=True):
    """换班: after publishing somebody else came in, or nobody (NULL). The note stays."""

    __tablename__ = "duty_swap"

    id: int = Field(primary_key=True)
    shift_id: int = Field(foreign_key="volunteer_shift.id", index=True)
    out_id: int | None = Field(default=None, foreign_key="volunteer.id")
    in_id: int | None = Field(default=None, foreign_key="volunteer.id")
    noted_on: date
    reason: str


class DutyWishRow(Row, table=True):
    """A wish of a volunteer: `likes` True would like, False would rather not; for a day, or for a weekday and half."""

    __tablename__ = "duty_wish"

    id: int = Field(primary_key=True)
    volunteer_id: int = Field(foreign_key="volunteer.id", index=True)
    likes: bool
    day: date | None = None
    weekday: int | None = None
    half: str = ""


class DutyMonthRow(Row, table=True):
    """A month's roster: published or not, and what was said of it when it was made (JSON)."""

    __tablename__ = "duty_month"
    __table_args__ = (UniqueConstraint("year", "month"),)

    id: int = Field(primary_key=True)
    year: int
    month: int
    published_on: date | None = None
    summary: str = ""
