"""群众诉求: what was asked, the steps it went, the rounds and whistles that follow from them; patrols, mediations,
departments, holidays. Unknown texts are '', unknown days NULL."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class RequestRow(Row, table=True):
    """诉求. From `state` on, the columns follow from the steps (`rules.requests.life_of`) and are laid down with them.

    `caller_sort` orders by pinyin, `caller_keys` are the spellings. `stopped`: the clock stands still, there is no
    `due_on`. `handler`: whom it lies with now ('、' between). `waiting`: whistles without an answer. `late_before`: an
    earlier round was closed late.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_board", "state", "due_on", "id"),
        Index("ix_request_day", "received_on", "id"),
        Index("ix_request_due", "due_on", "id"),
        Index("ix_request_household", "household_id", "received_on"),
        Index("ix_request_origin", "origin_kind", "origin_id"),
        Index("ix_request_sort", "caller_sort", "id"),
    )

    id: int = Field(primary_key=True)
    number: str = Field(unique=True)
    received_on: date
    received_time: str = ""
    channel: str
    category: str
    words: str
    grade: str
    household_id: int | None = Field(default=None, foreign_key="household.id")
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    caller: str = ""
    caller_sort: str = ""
    caller_keys: str = ""
    phone: str = ""
    address: str = ""
    grid_id: int | None = Field(default=None, foreign_key="grid.id")
    origin_kind: str = ""
    origin_id: int | None = None
    state: str
    round: int = 1
    opened_on: date
    due_on: date | None = None
    stopped: bool = False
    handler: str = ""
    waiting: int = 0
    whistles: int = 0
    closed: bool = False
    closed_on: date | None = None
    outcome: str = ""
    satisfaction: str = ""
    visited_on: date | None = None
    late_before: bool = False


class StepRow(Row, table=True):
    """One step of a request: the record from which its state follows. `done_on` NULL: a ledger that was taken in says
    that it happened, not when. A joint whistle is a row a department. `days`: the limit it brought; `stops`: the clock
    stands still from it on."""

    __tablename__ = "request_step"

    id: int = Field(primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    verb: str
    done_on: date | None = None
    done_time: str = ""
    who: str = ""
    words: str = ""
    department: str = ""
    letter: str = ""
    outcome: str = ""
    satisfaction: str = ""
    grade: str = ""
    agreed_on: date | None = None
    days: int | None = None
    stops: bool = False


class RoundRow(Row, table=True):
    """Follows from the steps: the first handling of a request, and one more each time it was reopened."""

    __tablename__ = "request_round"
    __table_args__ = (UniqueConstraint("request_id", "round"),)

    id: int = Field(primary_key=True)
    request_id: int = Field(foreign_key="request.id")
    round: int
    opened_on: date
    due_on: date | None = None
    closed: bool = False
    closed_on: date | None = None
    outcome: str = ""
    satisfaction: str = ""
    visited_on: date | None = None


class WhistleRow(Row, table=True):
    """Follows from the steps: a whistle (吹哨) to one department, and what came of it."""

    __tablename__ = "request_whistle"

    id: int = Field(primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    round: int
    letter: str
    department: str
    blown_on: date | None = None
    reported_on: date | None = None
    answered: bool = False
    answered_on: date | None = None
    called_off: bool = False


class DepartmentRow(Row, table=True):
    """A department as this office knows it, over the list that comes with the program; `name` is what it is told by."""

    __tablename__ = "department"

    id: int = Field(primary_key=True)
    name: str = Field(unique=True)
    duty: str = ""
    dissolved_on: date | None = None
    note: str = ""


class HolidayRow(Row, table=True):
    """A day of a holiday table that was taken in: 放假 or 上班. A year with one row has a table of its own."""

    __tablename__ = "holiday"

    id: int = Field(primary_key=True)
    day: date = Field(unique=True)
    kind: str
    name: str = ""


class PatrolRow(Row, table=True):
    """四方巡查: one round. `minutes`: what was settled in the huddle (碰头会) after it."""

    __tablename__ = "patrol"

    id: int = Field(primary_key=True)
    patrolled_on: date = Field(index=True)
    route: str = ""
    minutes: str = ""


class PatrolPartyRow(Row, table=True):
    """One of the four parties at a patrol: who came; `came` false with the words why not."""

    __tablename__ = "patrol_party"

    id: int = Field(primary_key=True)
    patrol_id: int = Field(foreign_key="patrol.id", index=True)
    body: str
    came: bool
    names: str = ""


class FindingRow(Row, table=True):
    """What a patrol found. `settled_on`: put right on the spot or closed by hand; one that became a request is settled
    when the request is (the request names this row as its origin)."""

    __tablename__ = "patrol_finding"

    id: int = Field(primary_key=True)
    patrol_id: int = Field(foreign_key="patrol.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household.id", index=True)
    grid_id: int | None = Field(default=None, foreign_key="grid.id")
    place: str = ""
    words: str
    settled_on: date | None = None


class MediationRow(Row, table=True):
    """调解: a dispute before a mediator. It always belongs to a request, so that a dispute is counted once."""

    __tablename__ = "mediation"

    id: int = Field(primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    number: str = Field(unique=True)
    mediated_on: date = Field(index=True)
    place: str = ""
    mediator: str = ""
    facts: str = ""
    agreement: str = ""
    outcome: str = ""
    follow_up_on: date | None = None
    followed_up_on: date | None = None
    follow_up_words: str = ""


class MediationPartyRow(Row, table=True):
    __tablename__ = "mediation_party"

    id: int = Field(primary_key=True)
    mediation_id: int = Field(foreign_key="mediation.id", index=True)
    name: str
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    address: str = ""
    phone: str = ""
