"""Three kinds of trouble, one presenter.

What a person can put right and what the computer stands in the way of is said in a banner. Anything else is a bug:
a report without personal data (types and line numbers, never a value) is saved, the work is kept, the window stays.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from app.base.clock import Clock
from app.base.errors import Cancelled, Fault
from app.base.paths import Paths


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

    def _bug_words(self, error: BaseException) -> str:
        from app.base.bugs import save_report

        saved = save_report(self._paths.logs, error, self._clock.now())
        where = f"问题已记在 {saved.name}(不含个人信息)," if saved else ""
        return f"软件出了一点意外,刚才这一步没有完成;已登记的内容都还在。{where}请再试一次,还不行请把记录交给维护人员。"

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.present(error)
