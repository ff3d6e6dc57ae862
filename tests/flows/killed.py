"""What runs in a process that is going to be killed: it works on a store, and says so after each commit."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.bootstrap import locked
from app.models.changes import Changes
from app.models.colours import Judgement, Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.people import Organisation
from app.services.office import Office
from app.store import keys

# Loaded once in the server that children are forked from, so that a kill falls into work and not into imports.
from app.reports import monthly  # noqa: F401  # isort: skip
from app.reports.signing import pdf, workbook  # noqa: F401  # isort: skip

PASSWORD = "四季平安2026"
CLOCK = Clock(lambda: datetime(2026, 11, 21, 9, 0))
DOORS = 30  # of one import
Ack = tuple[str, object]


def quick_keys() -> None:
    """As in the tests' own process: the cost of the derivation is not the subject here."""
    keys._MEMORY_KIB, keys._PASSES = 64, 1


def work_until_killed(paths: Paths, out: Path, seed: int, told: Connection) -> None:
    """Imports, edits, undo and redo, reports and backups in an order that follows from `seed`, over and over."""
    quick_keys()
    chance = random.Random(seed)
    with locked(paths):
        office = services.accounts.unlock(paths, PASSWORD, CLOCK)
        told.send(("ready", 0))
        for number in range(1, 1_000_000):
            for ack in chance.choice(_JOBS)(office, out, number):
                told.send(ack)


def set_up_until(paths: Paths, moves: int, told: Connection) -> None:
    """A first set-up that is stopped before its file move number `moves`."""
    quick_keys()
    _stop_before(moves, told)
    with locked(paths):
        services.accounts.create_office(paths, Organisation("大院社区党委", "书院街道办事处"), PASSWORD, CLOCK)
    told.send(("done", moves))


def restore_until(paths: Paths, source: Path, moves: int, told: Connection) -> None:
    """A restore that is stopped before its file move number `moves`."""
    quick_keys()
    _stop_before(moves, told)
    with locked(paths):
        services.safekeeping.restore(paths, source, PASSWORD, CLOCK)
    told.send(("done", moves))


def _stop_before(moves: int, told: Connection) -> None:
    """Stand still where file number `moves` would be put in its place."""
    replace, made = Path.replace, 0

    def counted(self: Path, target: Path) -> Path:
        nonlocal made
        made += 1
        if made == moves:
            told.send(("stopped", Path(target).name))
            Event().wait()  # until it is killed
        return replace(self, target)

    Path.replace = counted  # type: ignore[method-assign,assignment]


def _changed(changes: Changes) -> Ack:
    return "change", changes.change_id


def _import(office: Office, out: Path, number: int) -> Iterator[Ack]:
    ledger = out / f"台账{number}.csv"
    rows = [
        f"{100 + number},1,{101 + door},李{chr(0x4E00 + number)}{chr(0x4E00 + door)},自住,1940-02-03"
        for door in range(DOORS)
    ]
    ledger.write_text("\n".join(["楼栋,单元,房号,姓名,居住状态,出生日期", *rows]), encoding="utf-8")
    preview = services.importing.plan_households(office, ledger)
    assert len(preview.plan.operations) == DOORS
    yield _changed(services.importing.accept(office, preview))


def _edit(office: Office, _out: Path, number: int) -> Iterator[Ack]:
    made = services.households.save_household(office, HouseholdDraft(DoorKey("", "9", "1", str(1000 + number))))
    yield _changed(made)
    (door,) = made.household_ids
    yield _changed(services.households.save_resident(office, door, ResidentDraft("欧阳晨曦", birth=date(1950, 3, 4))))
    yield _changed(services.households.set_occupancy(office, door, Occupancy.LET, date(2026, 1, 1), date(2026, 9, 30)))
    yield _changed(services.households.set_override(office, door, Label.HARDSHIP, Judgement.ADD, "入户核实"))


def _undo(office: Office, out: Path, number: int) -> Iterator[Ack]:
    yield from _import(office, out, number)
    yield _changed(services.journal.undo(office))
    yield _changed(services.journal.redo(office))
    yield _changed(services.journal.undo(office))


def _report(office: Office, out: Path, _number: int) -> Iterator[Ack]:
    issued = services.reports.issue_month(office, 2026, 10)
    yield _changed(office.last)
    yield "issued", issued.serial
    yield "saved", tuple(str(file) for file in services.reports.save_files(office, issued.id, out))


def _backup(office: Office, out: Path, _number: int) -> Iterator[Ack]:
    yield "backup", str(services.safekeeping.backup(office, out / "备份.qicai"))


_JOBS: tuple[Callable[[Office, Path, int], Iterator[Ack]], ...] = (_import, _edit, _undo, _report, _report, _backup)
