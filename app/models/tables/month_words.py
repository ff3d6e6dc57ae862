"""What people write and choose for the monthly report before it is issued."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.models.tables.base import Row


class MonthWordsRow(Row, table=True):
    """重点工作 and 下月计划 of a month as they stand; what was issued is frozen in its facts."""

    __tablename__ = "month_words"
    __table_args__ = (UniqueConstraint("year", "month"),)

    id: int = Field(primary_key=True)
    year: int
    month: int
    key_work: str = ""
    next_plan: str = ""


class ReportChoiceRow(Row, table=True):
    """How this office hands in its report: `name` 'cover' ('1' or ''), 'attached' (kinds of ledgers, '、' between)."""

    __tablename__ = "report_choice"

    id: int = Field(primary_key=True)
    name: str = Field(unique=True)
    value: str = ""
