"""志愿者: teams, who is in them, when they can come, and the Party members who registered here (双报到).

Unknown texts are '', unknown days NULL."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class TeamRow(Row, table=True):
    """大队 or 小分队. `parent_id` NULL: the 大队. `captain_id`: a volunteer; that of the 大队 is the secretary."""

    __tablename__ = "volunteer_team"

    id: int = Field(primary_key=True)
    name: str = Field(unique=True)
    sort: str = ""
    focus: str = ""
    parent_id: int | None = Field(default=None, foreign_key="volunteer_team.id")
    captain_id: int | None = None
    since: date | None = None
    until: date | None = None


class VolunteerRow(Row, table=True):
    """One volunteer. Where `resident_id` stands the person is a resident, and name, sex, birth, ID number, phone and
    politics are read there: the row's own are '' and NULL then. `skills` with '、' between. `weekly_limit`: at most
    so many shifts a week, NULL for the rule table's."""

    __tablename__ = "volunteer"
    __table_args__ = (Index("ix_volunteer_team", "team_id", "left_on"),)

    id: int = Field(primary_key=True)
    resident_id: int | None = Field(default=None, foreign_key="resident.id", unique=True)
    name: str = ""
    sort: str = ""
    sex: str = ""
    birth: date | None = None
    id_number: str = Field(default="", index=True)
    phone: str = Field(default="", index=True)
    politics: str = ""
    unit: str = ""
    team_id: int | None = Field(default=None, foreign_key="volunteer_team.id")
    post: str = ""
    skills: str = ""
    weekly_limit: int | None = None
    joined_on: date | None = None
    left_on: date | None = None
    left_why: str = ""
    note: str = ""


class AvailabilityRow(Row, table=True):
    """可服务时间: weekday 1 (Monday) to 7, half 上午, 下午 or 晚上. No row at all: never asked."""

    __tablename__ = "volunteer_availability"
    __table_args__ = (UniqueConstraint("volunteer_id", "weekday", "half"),)

    id: int = Field(primary_key=True)
    volunteer_id: int = Field(foreign_key="volunteer.id")
    weekday: int
    half: str


class LeaveRow(Row, table=True):
    """请假, both days included."""

    __tablename__ = "volunteer_leave"

    id: int = Field(primary_key=True)
    volunteer_id: int = Field(foreign_key="volunteer.id", index=True)
    since: date
    until: date
    reason: str = ""


class VolunteerPairRow(Row, table=True):
    """Two who would rather serve together."""

    __tablename__ = "volunteer_pair"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: int = Field(primary_key=True)
    one_id: int = Field(foreign_key="volunteer.id")
    other_id: int = Field(foreign_key="volunteer.id", index=True)


class DualRegistrationRow(Row, table=True):
    """双报到: the unit a working Party member comes from, the post claimed here, and what was reported back to it."""

    __tablename__ = "dual_registration"

    id: int = Field(primary_key=True)
    volunteer_id: int = Field(foreign_key="volunteer.id", index=True)
    unit: str
    registered_on: date | None = None
    claimed_post: str = ""
    claimed_on: date | None = None
    reported_on: date | None = None
    report: str = ""
    until: date | None = None
