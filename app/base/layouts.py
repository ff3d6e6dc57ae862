"""Which columns a list showed last, and in which order. No personal data: plain JSON beside the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from app.base.files import write_atomically

FILE = "lists.json"


def load_columns(root: Path, name: str) -> tuple[str, ...]:
    """Keys of the columns that the list `name` showed last; none when nobody has chosen, or the file is damaged."""
    keys = _all(root).get(name)
    return tuple(keys) if isinstance(keys, list) and all(isinstance(key, str) for key in keys) else ()


def save_columns(root: Path, name: str, keys: Sequence[str]) -> None:
    """Raises EnvironmentFault when the folder cannot be written."""
    kept = {**_all(root), name: list(keys)}
    write_atomically(root / FILE, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def _all(root: Path) -> dict[str, object]:
    try:
        found = json.loads((root / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
