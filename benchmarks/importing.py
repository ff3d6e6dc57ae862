"""An import from file to committed store, plan and accept, against the bare reading of the same file."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.services.office import Office
from benchmarks.reading import bare, ledger_of
from benchmarks.stores import FOLDER, PASSWORD, cheap_keys


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    cheap_keys()
    template = FOLDER / "empty"
    if not template.exists():
        office, _ = services.accounts.create_office(Paths(template), Organisation("甲", "乙"), PASSWORD, Clock())
        services.accounts.close(office)
    turn = itertools.count()
    waiting: list[Office] = []

    def fresh() -> Office:
        folder = FOLDER / f"import-{next(turn) % 2}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        return services.accounts.unlock(Paths(folder), PASSWORD, Clock())

    def take_in(households: int) -> None:
        office = waiting.pop() if waiting else fresh()
        services.importing.accept(office, services.importing.plan_households(office, ledger_of(households)))
        services.accounts.close(office)

    small, large = ledger_of(10_000), ledger_of(40_000)
    assert small.exists()
    assert large.exists()
    return [
        (
            "import 10,000 households, plan and accept / bare calamine",
            lambda: take_in(10_000),
            lambda: bare(small),
            2.0,
        ),
        ("import 40,000 / import 10,000 households", lambda: take_in(40_000), lambda: take_in(10_000), 4.5),
    ]
