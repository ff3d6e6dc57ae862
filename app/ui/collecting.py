"""Python's garbage is collected in the window's thread, and nowhere else.

Python collects wherever it happens to allocate. On the worker's thread that would end widgets that were let go of in a
circle, and Qt's objects must end in their own thread: the program would die of it, now and then, somewhere else.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 500
_NAME = "collector"


class Collector(QObject):
    """Lives as long as the application. Collects as Python would: the young often, the old seldom."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """The oldest generation whose turn it is; none where too little was made since."""
        due = [made > most for made, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if due[2] else 1 if due[1] else 0)


def collect_here(app: QCoreApplication) -> None:
    """From now on garbage is collected in the thread of `app`; asking twice changes nothing."""
    if app.findChild(QObject, _NAME) is None:
        Collector(app)
