"""微心愿, 需求清单 and 服务清单, 领办项目: what is wished or offered, who took it on, and what came of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from app.models.tables.base import Row


class WishRow(Row, table=True):
    """`kind`: 微心愿, 需求, 服务 or 项目. A 服务 is offered by a volunteer, team or unit; `matched_id`, on the row of a
    需求, is the 服务 that meets it. Who took it on: a volunteer, a team, or a unit by its name. `need_id`: the need of
    a visit it came from, as `request_id` the request. `satisfaction`: 满意 or 基本满意 once it is confirmed."""

    __tablename__ = "wish"
    __table_args__ = (Index("ix_wish_board", "kind", "state"), Index("ix_wish_done", "done_on"))

    id: int = Field(primary_key=True)
    number: str = Field(unique=True)
    kind: str
    state: str
    title: str
    words: str = ""
    household_id: int | None = Field(default=None, foreign_key="household.id", index=True)
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    offered_by: str = ""
    opened_on: date
    due_on: date | None = None
    volunteer_id: int | None = Field(default=None, foreign_key="volunteer.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="volunteer_team.id")
    unit: str = ""
    claimed_on: date | None = None
    done_on: date | None = None
    confirmed_on: date | None = None
    matched_id: int | None = Field(default=None, foreign_key="wish.id", index=True)
    need_id: int | None = Field(default=None, foreign_key="visit_need.id", index=True)
    satisfaction: str = ""


class WishStepRow(Row, table=True):
    """What happened to it: `kind` is a verb of wish_steps.csv; when, by whom, in what words."""

    __tablename__ = "wish_step"

    id: int = Field(primary_key=True)
    wish_id: int = Field(foreign_key="wish.id", index=True)
    kind: str
    day: date
    who: str = ""
    words: str = ""
