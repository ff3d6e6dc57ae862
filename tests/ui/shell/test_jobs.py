from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from app.base.errors import Cancelled, UserFault
from app.ui.jobs import Jobs, Latest, Report


class Landing:
    """Where results and troubles land."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.troubles: list[BaseException] = []
        self.jobs = Jobs(self.troubles.append)


@pytest.fixture
def landing(qapp: object) -> Iterator[Landing]:
    made = Landing()
    yield made
    made.jobs.stop()
    QCoreApplication.processEvents()


def test_results_land_in_order_in_the_windows_thread(landing: Landing, qtbot: QtBot) -> None:
    main = threading.current_thread()

    def done(result: int) -> None:
        assert threading.current_thread() is main
        landing.results.append(result)

    for number in range(5):
        landing.jobs.run(lambda _office, number=number: number, done)
    qtbot.waitUntil(lambda: landing.results == [0, 1, 2, 3, 4])


def test_the_office_is_handed_to_every_job(landing: Landing, qtbot: QtBot) -> None:
    landing.jobs.run(lambda _office: landing.jobs.take_office("office"))
    landing.jobs.run(lambda office: office, landing.results.append)
    qtbot.waitUntil(lambda: landing.results == ["office"])


def test_a_trouble_goes_to_whoever_asked_for_it_else_to_all(landing: Landing, qtbot: QtBot) -> None:
    own: list[BaseException] = []

    def fails(_office: Any) -> None:
        raise UserFault("不行。")

    landing.jobs.run(fails)
    landing.jobs.run(fails, failed=own.append)
    qtbot.waitUntil(lambda: len(own) == 1 and len(landing.troubles) == 1)


def test_a_cancelled_job_ends_without_a_result_or_a_trouble(landing: Landing, qtbot: QtBot) -> None:
    started = threading.Event()

    def long(_office: Any, report: Report) -> int:
        started.set()
        while True:
            report(1, 2)

    job = landing.jobs.run_long(long, landing.results.append)
    started.wait()
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert (landing.results, landing.troubles) == ([], [])


def test_progress_arrives_in_the_windows_thread(landing: Landing, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    gate = threading.Event()

    def work(_office: Any, report: Report) -> None:
        gate.wait()
        report(1, 2)

    job = landing.jobs.run_long(work)
    job.progress.connect(lambda done, of: seen.append((done, of)))
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert seen == [(1, 2)]


def test_a_result_without_an_owner_left_is_dropped(landing: Landing, qtbot: QtBot) -> None:
    owner = QObject()
    gate = threading.Event()
    job = landing.jobs.run(lambda _office: gate.wait(), landing.results.append, owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents()
    del owner
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert landing.results == []


def test_only_the_latest_counts(landing: Landing, qtbot: QtBot) -> None:
    gate = threading.Event()
    latest = Latest(landing.jobs)
    latest.run(lambda _office: gate.wait() and "old", landing.results.append)
    latest.run(lambda _office: "new", landing.results.append)
    gate.set()
    qtbot.waitUntil(lambda: landing.results == ["new"])


def test_stopping_does_what_is_queued_then_the_last_thing(qapp: object) -> None:
    order: list[str] = []
    jobs = Jobs(lambda _error: None)
    jobs.run(lambda _office: order.append("queued"))
    jobs.stop(lambda _office: order.append("last"))
    assert order == ["queued", "last"]


def test_report_after_cancel_raises(landing: Landing) -> None:
    job = landing.jobs.run(lambda _office: None)
    job.cancel()
    with pytest.raises(Cancelled):
        job.report(1, 1)
