"""Three kinds of trouble, one presenter.

What a person can put right and what the computer stands in the way of is said in a banner. Anything else is a bug:
a report without personal data (types and line numbers, never a value) is saved, the work is kept, the window stays.
"""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from app.base.clock import Clock
from app.base.errors import Cancelled, Fault
from app.base.files import write_atomically
from app.base.paths import Paths

_KEPT_REPORTS = 20
_HOUSE = Path(__file__).resolve().parents[2]


class Trouble:
    """`show(text, tone)` puts the words into the window; it may be changed while the window grows."""

    def __init__(self, paths: Paths, clock: Clock, show: Callable[[str, str], None]) -> None:
        self._paths = paths
        self._clock = clock
        self.show = show

    def present(self, error: BaseException) -> None:
        """Say it. Cancelled is nobody's trouble."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Fault):
            self.show(str(error), "amber")
        else:
            self.show(self._bug_words(error), "red")

    def hook(self) -> None:
        """From now on an exception that nobody caught is presented too."""
        sys.excepthook = self._on_uncaught

    def save(self, error: BaseException) -> Path | None:
        """Write the report of a bug; None when even that cannot be done."""
        now = self._clock.now()
        try:
            self._paths.logs.mkdir(parents=True, exist_ok=True)
            target = self._paths.logs / f"{now:%Y%m%d-%H%M%S-%f}.txt"
            write_atomically(target, report_text(error, now).encode())
            self._drop_old()
        except (OSError, Fault):
            return None
        return target

    def _bug_words(self, error: BaseException) -> str:
        saved = self.save(error)
        where = f"问题已记在 {saved.name}(不含个人信息)," if saved else ""
        return f"软件出了一点意外,刚才这一步没有完成;已登记的内容都还在。{where}请再试一次,还不行请把记录交给维护人员。"

    def _drop_old(self) -> None:
        for old in sorted(self._paths.logs.glob("*.txt"))[:-_KEPT_REPORTS]:
            old.unlink(missing_ok=True)

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.present(error)


def report_text(error: BaseException, at: datetime) -> str:
    """What a developer needs and nothing a resident would mind: types, files, lines, functions; no message or value."""
    lines = [f"{at:%Y-%m-%d %H:%M:%S}", f"Python {platform.python_version()} {platform.system()} {platform.release()}"]
    seen: set[int] = set()
    chain: BaseException | None = error
    while chain is not None and id(chain) not in seen:
        seen.add(id(chain))
        lines.append(f"{type(chain).__module__}.{type(chain).__qualname__}")
        for frame, number in traceback.walk_tb(chain.__traceback__):
            code = frame.f_code
            lines.append(f"  {_short(code.co_filename)}:{number} {code.co_name}")
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines) + "\n"


def _short(file: str) -> str:
    """A path below the house, or the bare file name: a user's own folders are nobody's business."""
    try:
        return Path(file).resolve().relative_to(_HOUSE).as_posix()
    except ValueError:
        return Path(file).name
