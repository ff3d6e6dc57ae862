"""What this computer's window looks like and when it locks. No personal data: plain JSON beside the store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.base.files import write_atomically

THEMES = ("system", "light", "dark")
LOCK_CHOICES = (5, 15, 30, 60, 0)  # minutes; 0 never


@dataclass(frozen=True)
class Settings:
    """`theme` is one of THEMES; `lock_minutes` without a key or click until the ledger is locked, 0 never."""

    theme: str = "system"
    large: bool = False
    lock_minutes: int = 15


def load_settings(path: Path) -> Settings:
    """The saved settings; whatever is missing or damaged falls back to its default, and nobody is bothered."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _understood(found) if isinstance(found, dict) else Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Raises EnvironmentFault when the folder cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())


def _understood(found: dict[str, Any]) -> Settings:
    usual = Settings()
    theme, minutes = found.get("theme"), found.get("lock_minutes")
    known = isinstance(minutes, int) and not isinstance(minutes, bool) and 0 <= minutes <= 24 * 60
    return Settings(
        theme=theme if theme in THEMES else usual.theme,
        large=found.get("large") is True,
        lock_minutes=minutes if known and isinstance(minutes, int) else usual.lock_minutes,
    )
