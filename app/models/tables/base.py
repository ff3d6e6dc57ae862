"""The one metadata all tables share."""

from __future__ import annotations

from sqlmodel import SQLModel


class Row(SQLModel):
    """Base of every table; tables store, they do not validate (drafts do)."""
