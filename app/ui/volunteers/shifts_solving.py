"""Solving a roster while the window lives: on a thread of its own, so that the store goes on serving the pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.models.rostering import Answer
from app.models.shifts import Solved, Solving
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.theme import look
from app.ui.widgets.plain import button, words

_TICK_MS = 500
_USUAL = 10.0  # seconds a large month takes at most, as measured


class Run(QObject):
    """One search. `better(answer)` as it gets better, `done(solved)` when it ends or is told that it is enough;
    `failed(error)`. All three arrive in the window's thread; none after `drop()`."""

    better = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, solving: Solving, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.solving = solving
        self._enough = threading.Event()
        self._channel = _Channel()  # of no parent: it outlives this object until the thread has ended
        self._channel.better.connect(self._on_better, Qt.ConnectionType.QueuedConnection)
        self._channel.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._dropped = False
        self._thread = threading.Thread(
            target=_solve, args=(solving, self._channel, self._enough), name="qicai-roster", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def enough(self) -> None:
        """Stop soon, and give the best so far."""
        self._enough.set()

    def drop(self) -> None:
        """Stop soon, and give nothing."""
        self._dropped = True
        self._enough.set()

    def _on_better(self, answer: object) -> None:
        if not self._dropped:
            self.better.emit(answer)

    def _on_ended(self, solved: object, error: object) -> None:
        if self._dropped:
            return
        if error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(solved)


class _Channel(QObject):
    better = Signal(object)
    ended = Signal(object, object)


def _solve(solving: Solving, channel: _Channel, enough: threading.Event) -> None:
    """On its own thread."""
    from app import services

    try:
        solved: Solved | None = services.rostering.solve(solving, channel.better.emit, enough.is_set)
        channel.ended.emit(solved, None)
    except BaseException as error:  # noqa: BLE001 - whatever it was, the window must be told
        channel.ended.emit(None, error)


class Solver(QObject):
    """The three steps of solving a month: read it (worker), search (its own thread), keep what was found (worker).

    `running_changed(on)`, `better(answer, names)`, `kept(Changes)`, `refused(error)`.
    """

    running_changed = Signal(bool)
    better = Signal(object, object)
    kept = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.running = False
        self.run: Run | None = None

    def begin(self, year: int, month: int) -> None:
        if not self.running:
            self._set(True)
            self.desk.jobs.run(verb("rostering", "problem", year, month), self._search, failed=self._failed, owner=self)

    def enough(self) -> None:
        """Keep the best so far."""
        if self.run is not None:
            self.run.enough()

    def drop(self) -> None:
        """Leave the month as it was."""
        if self.run is not None:
            self.run.drop()
        self.run = None
        self._set(False)

    def _search(self, solving: Solving) -> None:
        if not self.running:  # dropped while the month was read
            return
        self.run = Run(solving, self)
        self.run.better.connect(partial(self._better, solving))
        self.run.done.connect(self._keep)
        self.run.failed.connect(self._failed)
        self.run.start()

    def _better(self, solving: Solving, answer: Answer) -> None:
        self.better.emit(answer, solving.names)

    def _keep(self, solved: Solved) -> None:
        self.run = None
        self.desk.change(verb("rostering", "keep", solved), self._kept, failed=self._failed)

    def _kept(self, changes: Changes) -> None:
        self._set(False)
        self.kept.emit(changes)

    def _failed(self, error: BaseException) -> None:
        self.run = None
        self._set(False)
        self.refused.emit(error)

    def _set(self, running: bool) -> None:
        self.running = running
        self.running_changed.emit(running)


class SolveBar(QWidget):
    """Shown while a roster is solved: how far it is, in words; 够了 keeps the best so far, 不要了 keeps nothing."""

    def __init__(self, enough: Callable[[], Any], drop: Callable[[], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = words("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look().px(120))
        self.bar.setAccessibleName("排班进度")
        self.enough_button = button("够了,就用这个", enough, key="Alt+Y", tip="停下,用现在最好的一版")
        self.drop_button = button("不要了", drop, key="Alt+X", tip="停下,原来的排班不动")
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.bar, self.enough_button, self.drop_button):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.text)
        self._began = 0.0
        self._said = ""
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show)
        self.hide()

    def begin(self) -> None:
        self._began, self._said = time.monotonic(), "正在准备…"
        self.enough_button.setEnabled(False)
        self._show()
        self._tick.start()
        self.show()

    def tell(self, answer: Answer) -> None:
        gaps = f"缺{answer.missing}人次" if answer.missing else "没有缺口"
        self._said = f"现在最好的一版:{gaps},各人最多相差{answer.fairness.spread}次"
        if answer.stage:
            self._said += f"(正在{_DOING.get(answer.stage, answer.stage)})"
        self.enough_button.setEnabled(True)
        self._show()

    def end(self) -> None:
        self._tick.stop()
        self.hide()

    def _show(self) -> None:
        spent = time.monotonic() - self._began
        self.bar.setValue(min(round(spent / _USUAL * 100), 99))
        self.text.setText(f"正在排班,已用{round(spent)}秒。{self._said}")


_DOING = {"先排一版": "找更好的排法", "补缺口": "补缺口", "分得更匀": "分得更匀", "照顾意愿": "照顾意愿和结对"}
