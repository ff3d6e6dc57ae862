"""Killed at any moment, in real processes: what was acknowledged is there, nothing is half done (G26).

QICAI_KILLS sets how many kills there are; the golden case asks for 200, every run does 24.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from app import services
from app.base.paths import Paths
from app.bootstrap import locked
from app.models.people import Organisation
from app.services.office import Office
from tests.flows import killed
from tests.flows.killed import CLOCK, PASSWORD, Ack

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
KILLS = int(os.environ.get("QICAI_KILLS", "24"))
ONLY_NOTED = {"signing_identity"}  # the journal says that it is there, and never repeats a key
PATIENCE = 60  # seconds until a child has said what it must say


@pytest.fixture(scope="module")
def nursery() -> ForkServerContext:
    """Children are forked from a process that has loaded everything, and has no thread or window of ours."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.flows.killed"])
    return context


class Child:
    """A process on its way to be killed, and what it has told so far."""

    def __init__(self, nursery: ForkServerContext, target: Callable[..., None], *given: object) -> None:
        self._hears, tells = nursery.Pipe(duplex=False)
        self._process = nursery.Process(target=target, args=(*given, tells), daemon=True)
        self._process.start()
        tells.close()
        assert self._hears.poll(PATIENCE), "the child has said nothing"
        self.first: Ack = self._hears.recv()

    def kill(self, *, after: float = 0) -> list[Ack]:
        """Everything it has told before the end, which comes `after` so many seconds, unless it ends by itself."""
        assert self._process.pid is not None
        wait([self._process.sentinel], after)
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join(PATIENCE)
        assert self._process.exitcode == -signal.SIGKILL, "it had ended before"
        told = list(_all(self._hears))
        self._hears.close()
        return told


def _all(hears: Connection) -> Iterator[Ack]:
    try:
        while True:
            yield hears.recv()
    except (EOFError, OSError):
        return


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a few doors, to be copied for each kill."""
    with pytest.MonkeyPatch.context() as patch:
        from app.store import keys

        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        folder = tmp_path_factory.mktemp("原 件")
        paths = Paths(folder / "资料")
        office, _ = services.accounts.create_office(
            paths, Organisation("大院社区党委", "书院街道办事处"), PASSWORD, CLOCK
        )
        for _ in killed._import(office, folder, 0):
            pass
        services.accounts.close(office)
    return paths.root


@pytest.mark.parametrize("seed", range(KILLS))
def test_G26_killed_at_a_random_moment(nursery: ForkServerContext, model: Path, tmp_path: Path, seed: int) -> None:
    paths, out = Paths(tmp_path / "资料"), tmp_path / "报 送"
    shutil.copytree(model, paths.root)
    out.mkdir()
    child = Child(nursery, killed.work_until_killed, paths, out, seed)
    told = child.kill(after=random.Random(-seed - 1).uniform(0, 0.8))
    with locked(paths):  # the lock of the dead is taken over
        office = services.accounts.unlock(paths, PASSWORD, CLOCK)
        try:
            _holds(office, told)
        finally:
            services.accounts.close(office)
    _files_are_whole(out, told, tmp_path)


def _holds(office: Office, told: list[Ack]) -> None:
    """The store is sound, has every acknowledged change, at most one more, and each of them whole."""
    assert services.safekeeping.check(office) == ()
    changes = [number for what, number in told if what == "change"]
    last = _one(office, "SELECT max(change_id) FROM journal")
    if changes:
        assert changes == list(range(changes[0], changes[-1] + 1))
        assert last in (changes[-1], changes[-1] + 1)
    replayed, tables = _replayed(office), _tables(office)
    for table in replayed:
        if table in ONLY_NOTED:
            assert replayed[table].keys() == tables[table].keys()
        else:
            assert replayed[table] == tables[table]
    issued = services.reports.issued(office)
    assert {serial for what, serial in told if what == "issued"} <= {report.serial for report in issued}
    for report in issued:
        assert [file.kind for file in report.files] == ["pdf", "xlsx"]
        for file in report.files:
            content = services.reports.file_bytes(office, report.id, file.kind)
            assert hashlib.sha256(content).hexdigest() == file.sha256
        facts = _one(office, f"SELECT facts FROM issued_facts WHERE report_id = {report.id}")
        assert hashlib.sha256(facts.encode()).hexdigest() == report.facts_sha256
    services.households.save_household(office, _another_door())  # and work goes on


def _another_door() -> Any:
    from app.models.households import DoorKey, HouseholdDraft

    return HouseholdDraft(DoorKey("", "后", "", "1"))


def _replayed(office: Office) -> dict[str, dict[int, dict[str, object]]]:
    """The tables as the journal tells them, change by change."""
    tables: dict[str, dict[int, dict[str, object]]] = {}
    for table, before, after in office.store.raw.execute("SELECT table_name, before, after FROM journal ORDER BY seq"):
        rows = tables.setdefault(table, {})
        if not after:
            for row in json.loads(before)["rows"]:
                del rows[row[0]]
            continue
        image = json.loads(after)
        for row in image["rows"]:
            rows.setdefault(row[0], {}).update(zip(image["columns"], row, strict=True))
    return {table: {number: _stated(row) for number, row in rows.items()} for table, rows in tables.items()}


def _tables(office: Office) -> dict[str, dict[int, dict[str, object]]]:
    """The same tables as they are."""
    found: dict[str, dict[int, dict[str, object]]] = {}
    for (table,) in office.store.raw.execute("SELECT DISTINCT table_name FROM journal").fetchall():
        cursor = office.store.raw.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        found[table] = {row[0]: _stated(dict(zip(names, row, strict=True))) for row in cursor.fetchall()}
    return found


def _stated(row: dict[str, object]) -> dict[str, object]:
    """Without the columns that hold nothing: a verb need not name them."""
    return {name: value for name, value in row.items() if value not in (None, "")}


def _one(office: Office, query: str) -> Any:
    return office.store.raw.execute(query).fetchone()[0]


def _files_are_whole(out: Path, told: list[Ack], tmp_path: Path) -> None:
    """Under its own name a file is there whole or not at all."""
    saved = [Path(name) for what, names in told if what == "saved" for name in names]  # type: ignore[attr-defined]
    assert all(path.exists() for path in saved)
    reports = sorted([*out.glob("*.pdf"), *out.glob("*.xlsx")])
    verdicts = services.verifying.verify_files(Paths(tmp_path / "资料"), reports)
    assert {str(item.verdict) for item in verdicts} <= {"whole"}
    backup = out / "备份.qicai"
    assert backup.exists() or not any(what == "backup" for what, _ in told)
    if backup.exists():
        elsewhere = Paths(tmp_path / "新电脑")
        services.safekeeping.restore(elsewhere, backup, PASSWORD, CLOCK)
        office = services.accounts.unlock(elsewhere, PASSWORD, CLOCK)
        assert services.safekeeping.check(office) == ()
        services.accounts.close(office)


def test_a_set_up_that_was_killed_does_not_stand_in_the_way(nursery: ForkServerContext, tmp_path: Path) -> None:
    """Before each of its moves: either nothing is there and the set-up is made again, or the password opens it."""
    organisation, seen = Organisation("大院社区党委", "书院街道办事处"), []
    for step in range(1, 20):
        paths = Paths(tmp_path / f"第{step}次")
        child = Child(nursery, killed.set_up_until, paths, step)
        if child.first[0] == "done":
            assert {True, False} == set(seen)
            return
        child.kill()
        with locked(paths):
            seen.append(services.accounts.office_exists(paths))
            if not seen[-1]:
                services.accounts.close(services.accounts.create_office(paths, organisation, PASSWORD, CLOCK)[0])
            office = services.accounts.unlock(paths, PASSWORD, CLOCK)
            assert services.safekeeping.check(office) == ()
            services.accounts.close(office)
        assert not list(paths.root.glob("*.new*"))
        assert len(list(paths.signers.glob("*.pem"))) == 1
    pytest.fail("the set-up never ended")


def test_a_restore_that_was_killed_loses_neither_store(nursery: ForkServerContext, model: Path, tmp_path: Path) -> None:
    """At each of its moves: afterwards the backup can be restored, and the store that was there is whole."""
    backup = tmp_path / "备份.qicai"
    first = Paths(tmp_path / "一")
    shutil.copytree(model, first.root)
    office = services.accounts.unlock(first, PASSWORD, CLOCK)
    services.safekeeping.backup(office, backup)
    services.households.save_household(office, _another_door())
    services.accounts.close(office)
    for step in range(1, 20):
        paths = Paths(tmp_path / f"第{step}次")
        shutil.copytree(first.root, paths.root)
        child = Child(nursery, killed.restore_until, paths, backup, step)
        if child.first[0] == "done":
            assert step > 3, "a restore moves the store, the keys and the copy"
            return
        child.kill()
        with locked(paths):
            services.safekeeping.restore(paths, backup, PASSWORD, CLOCK)
            office = services.accounts.unlock(paths, PASSWORD, CLOCK)
            assert services.safekeeping.check(office) == ()
            services.accounts.close(office)
        assert _stores_with_the_new_door(paths) >= 1, f"lost at move {step}"
    pytest.fail("the restore never ended")


def _stores_with_the_new_door(paths: Paths) -> int:
    """How many of the stores that were put aside hold what was written after the backup."""
    from app.store import cipher, keys

    found = 0
    for store in paths.backups.glob("恢复前-*/qicai.db"):
        key = keys.open_slots(keys.read_slots(paths.keys), PASSWORD)
        raw = cipher.connect(store, key)
        found += raw.execute("SELECT count(*) FROM household WHERE building = '后'").fetchone()[0]
        raw.close()
    return found
