"""One worker thread owns the store; results land on the window's thread.

A job is a function of the Office. It runs alone and in order on the worker; `done` or `failed` is called in the
window's thread. A job whose owner is gone, or which was superseded (see Latest), is dropped silently.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.base.errors import Cancelled

T = TypeVar("T")
Report = Callable[[int, int], None]


class Job(QObject, Generic[T]):
    """One piece of work. `progress(done, of)` and `ended` (whatever came of it) are emitted in the window's thread.

    `cancel()` is seen by the work's `report`, and keeps a result that is already on its way from landing.
    """

    progress = Signal(int, int)
    ended = Signal()
    _reported = Signal(int, int)
    _landed = Signal(object, object)

    def __init__(
        self,
        work: Callable[[Any, Report], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        parent: QObject | None,
        owner: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._done = done
        self._fail = failed
        self._owner = owner
        self._owned = owner is not None
        self._cancelled = threading.Event()
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def report(self, done: int, of: int) -> None:
        """Called by the work now and then; raises Cancelled once the person has asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        self._reported.emit(done, of)

    def run(self, office: object) -> None:
        """On the worker: do the work, and send what came of it to the window's thread."""
        if self._cancelled.is_set():
            self._landed.emit(None, Cancelled())
            return
        try:
            result = self._work(office, self.report)
        except BaseException as error:  # noqa: BLE001 - whatever it was, the window must be told, and the worker must live
            self._landed.emit(None, error)
        else:
            self._landed.emit(result, None)

    def _on_reported(self, done: int, of: int) -> None:
        if not self.cancelled:
            self.progress.emit(done, of)

    def _land(self, result: Any, error: BaseException | None) -> None:
        dropped = self.cancelled or isinstance(error, Cancelled) or self._orphaned()
        try:
            if not dropped and error is not None:
                self._fail(error)
            elif not dropped:
                self._done(result)
        finally:
            self.ended.emit()
            self.deleteLater()

    def _orphaned(self) -> bool:
        if self._owned and (self._owner is None or not isValid(self._owner)):
            return True
        receiver = getattr(self._done, "__self__", None)
        return isinstance(receiver, QObject) and not isValid(receiver)


class Jobs(QObject):
    """The worker. `office` is what every job is given; it is made on, and only touched by, the worker's thread."""

    idle = Signal()

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._failed = failed
        self._queue: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._pending = 0
        self._lock = threading.Lock()
        self._office: object = None
        self._thread = threading.Thread(target=self._loop, name="qicai-worker", daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[Any], T],
        done: Callable[[T], None] = lambda _: None,
        *,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> Job[T]:
        """Queue `work(office)`. With an `owner`, the result is dropped once that object is destroyed."""
        return self.run_long(lambda office, _report: work(office), done, failed=failed, owner=owner)

    def run_long(
        self,
        work: Callable[[Any, Report], T],
        done: Callable[[T], None] = lambda _: None,
        *,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> Job[T]:
        """Queue `work(office, report)`; it calls `report(done, of)` now and then, which also ends it when cancelled."""
        job: Job[T] = Job(work, done, failed or self.fail, self, owner)
        with self._lock:
            self._pending += 1
        self._queue.put(job)
        return job

    def fail(self, error: BaseException) -> None:
        """Present a trouble the way jobs without their own `failed` do."""
        self._failed(error)

    def present_with(self, failed: Callable[[BaseException], None]) -> None:
        """From now on troubles go here: the main window takes over from the unlock page."""
        self._failed = failed

    def take_office(self, office: object) -> None:
        """Called by the job that opened the store, on the worker's thread."""
        self._office = office

    @property
    def busy(self) -> bool:
        with self._lock:
            return self._pending > 0

    def stop(self, last: Callable[[Any], object] | None = None) -> None:
        """Do what is queued, then `last(office)` (close the store), then end the thread; waits for it."""
        if last is not None:
            self.run(last)
        self._queue.put(None)
        self._thread.join()

    def _loop(self) -> None:
        while (job := self._queue.get()) is not None:
            job.run(self._office)
            with self._lock:
                self._pending -= 1
                idle = self._pending == 0
            if idle:
                self.idle.emit()


class Latest:
    """Only the newest of a kind counts: asking again drops the earlier one (search as you type)."""

    def __init__(self, jobs: Jobs, owner: QObject | None = None) -> None:
        self._jobs = jobs
        self._owner = owner
        self._job: Job[Any] | None = None

    def run(
        self,
        work: Callable[[Any], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job[T]:
        self.cancel()
        job = self._jobs.run(work, done, failed=failed, owner=self._owner)
        self._job = job
        return job

    def cancel(self) -> None:
        if self._job is not None and isValid(self._job):
            self._job.cancel()
        self._job = None
