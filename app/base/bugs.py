"""Reports of bugs without personal data: types, files, lines and functions, never a message or a value."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

from app.base.errors import Fault
from app.base.files import write_atomically

_KEPT = 20
_HOUSE = Path(__file__).resolve().parents[2]


def save_report(folder: Path, error: BaseException, now: datetime | None = None) -> Path | None:
    """Write the report of a bug into `folder`, keeping the newest twenty; None when even that cannot be done."""
    now = now or datetime.now()
    target = folder / f"{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(target, report_text(error, now).encode())
        for old in sorted(folder.glob("*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, Fault):
        return None
    return target


def report_text(error: BaseException, at: datetime) -> str:
    """What a developer needs and nothing a resident would mind."""
    lines = [f"{at:%Y-%m-%d %H:%M:%S}", f"Python {platform.python_version()} {platform.system()} {platform.release()}"]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        for frame in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _short(file: str) -> str:
    """A path inside the house, or the file's name alone: folders can carry a person's name."""
    path = Path(file)
    return str(path.relative_to(_HOUSE)) if path.is_relative_to(_HOUSE) else path.name
