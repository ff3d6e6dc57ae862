"""The digest by which paper, file and register hold a report against its facts."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from app.models.figures import Ids, MonthlyFacts


def facts_json(facts: MonthlyFacts) -> bytes:
    """The facts, ids behind each figure included, as canonical JSON: UTF-8, keys sorted, dates YYYY-MM-DD.

    Sections that the report does not have are not in it, so that a month without them keeps its digest.
    """
    text = json.dumps(facts, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def facts_digest(facts: MonthlyFacts) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(facts_json(facts)).hexdigest()


def code_text(serial: str, digest: str) -> str:
    """What the QR code of a report says: QICAI1|serial|sha256."""
    return f"QICAI1|{serial}|{digest}"


def _plain(value: Any) -> object:
    if isinstance(value, MonthlyFacts):
        said = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: part for name, part in said if part not in (None, {})}
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Ids):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
