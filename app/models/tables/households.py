"""Doors, their people, and how the doors are used. Unknown texts are '', unknown dates and answers NULL."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class GridRow(Row, table=True):
    """网格. `rank` orders them on lists and reports."""

    __tablename__ = "grid"

    id: int = Field(primary_key=True)
    name: str = Field(unique=True)
    rank: int = 0


class HouseholdRow(Row, table=True):
    """户 = one door. `place` orders doors as people walk past them; `floor` and `slot` set it into the elevation."""

    __tablename__ = "household"
    __table_args__ = (UniqueConstraint("estate", "building", "unit", "room"),)

    id: int = Field(primary_key=True)
    estate: str = ""
    building: str = ""
    unit: str = ""
    room: str
    grid_id: int | None = Field(default=None, foreign_key="grid.id", index=True)
    sold: bool | None = None
    owner: str = ""
    note: str = ""
    place: str = Field(index=True)
    floor: int = 0
    slot: int = 0


class ResidentRow(Row, table=True):
    """One person."""

    __tablename__ = "resident"

    id: int = Field(primary_key=True)
    name: str
    id_number: str = Field(default="", index=True)
    birth: date | None = None
    sex: str = ""
    ethnic: str = ""
    politics: str = ""
    phone: str = ""
    unit_person: bool | None = None
    disability: str = ""
    aid: str = ""
    note: str = ""
    died: date | None = None


class ResidencyRow(Row, table=True):
    """居住: a person behind a door in one relation to its head, from `since` to `until`, both included. A new relation
    begins a new row. `note`: where they came from or went, or why they live behind two doors."""

    __tablename__ = "residency"

    id: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    relation: str = ""
    since: date | None = None
    until: date | None = None
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})


class OccupancyRow(Row, table=True):
    """居住状态 of a door over time; the end of a lease is `until`, who rents stands in `note`."""

    __tablename__ = "occupancy"

    id: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    kind: str
    since: date | None = None
    until: date | None = None
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})


class MergeRow(Row, table=True):
    """Two entries were one person: `gone_id` was merged into `kept_id`, whose history shows both from then on."""

    __tablename__ = "resident_merge"

    id: int = Field(primary_key=True)
    kept_id: int = Field(foreign_key="resident.id", index=True)
    gone_id: int
    merged_on: date


class NotSameRow(Row, table=True):
    """Two entries look alike and are two persons: somebody looked, and is not asked again. `first_id` < `second_id`."""

    __tablename__ = "resident_not_same"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: int = Field(primary_key=True)
    first_id: int
    second_id: int
