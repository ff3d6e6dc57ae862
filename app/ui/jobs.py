"""One worker thread owns the store; results land on the window's thread.

A job is a function of the Office. It runs alone and in order on the worker; `done` or `failed` is called in the window's
thread. A job whose owner is gone, or which was superseded, is dropped silently.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.base.errors import Cancelled

T = TypeVar("T")


class Job(QObject, Generic[T]):
    """One piece of work. `progress(done, of)` is emitted in the window's thread; `cancel()` is seen by the work's `report`."""

    progress = Signal(int, int)
    _finished = Signal(object)
    _failed = Signal(object)

    def __init__(
        self,
        work: Callable[[Any, Callable[[int, int], None]], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = threading.Event()
        self._finished.connect(done, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(failed, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def report(self, done: int, of: int) -> None:
        """Called by the work now and then; raises Cancelled once the person has asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        self.progress.emit(done, of)

    def run(self, office: object) -> None:
        if self._cancelled.is_set():
            return
        try:
            result = self._work(office, self.report)
        except Cancelled:
            return
        except BaseException as error:  # noqa: BLE001 - whatever it was, the window must be told, and the worker must live
            self._failed.emit(error)
        else:
            if not self._cancelled.is_set():
                self._finished.emit(result)


class Jobs(QObject):
    """The worker. `office` is what every job is given; it is created on, and only ever touched by, the worker's thread."""

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
    ) -> Job[T]:
        """Queue `work(office)`."""
        return self.run_long(lambda office, _report: work(office), done, failed=failed)

    def run_long(
        self,
        work: Callable[[Any, Callable[[int, int], None]], T],
        done: Callable[[T], None] = lambda _: None,
        *,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job[T]:
        """Queue `work(office, report)`; it calls `report(done, of)` now and then, which also ends it when cancelled."""
        job: Job[T] = Job(work, done, failed or self._failed, self)
        with self._lock:
            self._pending += 1
        self._queue.put(job)
        return job

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
