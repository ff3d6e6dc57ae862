"""One worker thread owns the store; results land on the window's thread.

A job is a function of the Office. It runs alone and in order on the worker; `done` or `failed` is called in the
window's thread. A job whose owner is gone, or which was superseded (see Latest), is dropped silently.
"""

from __future__ import annotations

import queue
import threading
import weakref
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

    def __init__(
        self,
        work: Callable[[Any, Report], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None,
        parent: Jobs,
        owner: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = weakref.ref(parent)  # a strong one would let the last job to land end the worker's object
        self._work: Callable[[Any, Report], T] | None = work
        self._done: Callable[[T], None] | None = done
        self._fail = failed
        self._owner = owner
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def report(self, done: int, of: int) -> None:
        """Called by the work now and then; raises Cancelled once the person has asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        jobs = self._worker()
        if jobs is not None:
            jobs.reported.emit(self, done, of)

    def run(self, office: object) -> tuple[T | None, BaseException | None]:
        """On the worker: do the work; what came of it, or the trouble."""
        if self._work is None or self._cancelled.is_set():
            return None, Cancelled()
        try:
            return self._work(office, self.report), None
        except BaseException as error:  # noqa: BLE001 - whatever it was, the window must be told, and the worker must live
            return None, error

    def land(self, result: Any, error: BaseException | None, fail: Callable[[BaseException], None]) -> None:
        """In the window's thread: hand over, then let go of everything the job knew. `fail`: for who has no own.

        It lets go here, because the worker may hold the job a moment longer, and no widget may end on its thread.
        """
        done, own, dropped = self._done, self._fail, self._is_dropped(error)
        self._work = self._done = self._fail = self._owner = None
        try:
            if dropped or done is None:
                return
            if error is not None:
                (own or fail)(error)
            else:
                done(result)
        finally:
            self.ended.emit()
            self.deleteLater()

    def _is_dropped(self, error: BaseException | None) -> bool:
        receivers = (self._owner, getattr(self._done, "__self__", None))
        gone = any(isinstance(receiver, QObject) and not isValid(receiver) for receiver in receivers)
        return gone or self.cancelled or isinstance(error, Cancelled)


class Jobs(QObject):
    """The worker. `office` is what every job is given; it is made on, and only touched by, the worker's thread.

    The worker speaks through signals of this object only: it outlives the thread, while a
    job may be deleted at any moment.
    """

    idle = Signal()
    reported = Signal(object, int, int)
    _landed = Signal(object, object, object)

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._failed = failed
        self._queue: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._pending = 0
        self._lock = threading.Lock()
        self._office: object = None
        self.reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)
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
        job: Job[T] = Job(work, done, failed, self, owner)
        with self._lock:
            self._pending += 1
        self._queue.put(job)
        return job

    def fail(self, error: BaseException) -> None:
        """Present a trouble the way jobs without their own `failed` do."""
        self._failed(error)

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
            result, error = job.run(self._office)
            self._landed.emit(job, result, error)
            del job, result, error
            with self._lock:
                self._pending -= 1
                idle = self._pending == 0
            if idle:
                self.idle.emit()

    def _on_reported(self, job: Job[Any], done: int, of: int) -> None:
        if isValid(job) and not job.cancelled:
            job.progress.emit(done, of)

    def _on_landed(self, job: Job[Any], result: Any, error: BaseException | None) -> None:
        if isValid(job):
            job.land(result, error, self.fail)


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
