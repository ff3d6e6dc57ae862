"""党员名册: bodies of the Party, its members, and everything about them that has a date. Unknown texts are '', unknown
days NULL; `since` and `until` are both included."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from app.models.tables.base import Row


class BodyRow(Row, table=True):
    """党支部 or 党小组; a group names its branch in `parent_id`. A committee is no row: it is who holds a post."""

    __tablename__ = "party_body"

    id: int = Field(primary_key=True)
    kind: str
    name: str
    parent_id: int | None = Field(default=None, foreign_key="party_body.id")
    rank: int = 0
    since: date | None = None
    until: date | None = None
    note: str = ""


class MemberRow(Row, table=True):
    """One Party member: a resident of the ledger, or a name outside it. `sort` orders by pinyin. Sex, birth and phone
    are kept here only of those outside it."""

    __tablename__ = "party_member"

    id: int = Field(primary_key=True)
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    name: str
    sort: str = Field(default="", index=True)
    sex: str = ""
    birth: date | None = None
    phone: str = ""
    joined_party: date | None = None
    note: str = ""


class SpanRow(Row, table=True):
    """A dated fact: on the roster of a branch (在册), 预备期, 留党察看, a post (职务, named in `title`), in a group.

    `began` and `ended`: how, such as 转入 or 转出; `note`: where from or to, or which decision.
    """

    __tablename__ = "member_span"
    __table_args__ = (Index("ix_member_span_body", "body_id", "kind"),)

    id: int = Field(primary_key=True)
    member_id: int = Field(foreign_key="party_member.id", index=True)
    kind: str
    body_id: int | None = Field(default=None, foreign_key="party_body.id")
    title: str = ""
    since: date | None = None
    until: date | None = None
    began: str = ""
    ended: str = ""
    note: str = ""
