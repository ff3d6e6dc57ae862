"""Nothing that was typed or imported lies anywhere in clear: while running, after closing, after a kill (G27).

A process of its own does all that writes anything anywhere, with its own places for temporary files, settings and
caches; every file below them is then searched. Only what a person saved by choice lies outside.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.flows import desk_day

_PLACES = (
    "TMPDIR",
    "TEMP",
    "TMP",
    "HOME",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "APPDATA",
    "LOCALAPPDATA",
)
_PACKED = (b"PK\x03\x04", b"%PDF", b"SQLite format 3", b"\xd0\xcf\x11\xe0")  # what would hide words from a search
_NUMBER = re.compile(rb"(?:[0-9]\0?){11,}")  # ID numbers and phones, in whatever encoding


class Day:
    """The folders of one run, and the process that works in them."""

    def __init__(self, root: Path, ledger: Path) -> None:
        self.private, self.out, self.ledger = root / "机器", root / "存 出", ledger
        self.data = self.private / "七彩 资料"
        for folder in (self.private / "tmp", self.out):
            folder.mkdir(parents=True)
        self.code = ""

    @contextmanager
    def running(self, ending: str) -> Iterator[subprocess.Popen[str]]:
        """The process, once everything has been done in it."""
        environment = {**os.environ, **dict.fromkeys(_PLACES, str(self.private / "tmp")), "PYTHONUTF8": "1"}
        command = [sys.executable, desk_day.__file__, str(self.data), str(self.out), str(self.ledger), ending]
        with subprocess.Popen(command, env=environment, cwd=self.private, stdout=subprocess.PIPE, text=True) as child:
            try:
                assert child.stdout is not None
                self.code, _, done = child.stdout.readline().partition(" ")
                assert done == "done\n"
                yield child
            finally:
                child.kill()

    def in_clear(self) -> list[str]:
        """Every place where something stands that nobody may read."""
        needles = {
            word.encode(encoding)
            for word in (*self._names(), *desk_day.TYPED, self.code, desk_day.PASSWORD)
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
        }
        found = []
        for path in sorted(self.private.rglob("*")):
            found += [f"the name of {path.name}" for word in desk_day.TYPED if word in path.name]
            if not path.is_file():
                continue
            held = path.read_bytes()
            found += [f"{path.name}: {needle!r}" for needle in needles if needle in held]
            found += [f"{path.name}: {number[0]!r}" for number in _NUMBER.finditer(held)]
            found += [f"{path.name} is {start!r}" for start in _PACKED if held.startswith(start)]
        return found

    def _names(self) -> set[str]:
        """A quarter of the ledger's names, those long enough not to stand in cipher text by chance."""
        words: set[str] = set()
        book = CalamineWorkbook.from_path(str(self.ledger))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python()
            head = next(row for row in rows if "姓名" in row)
            words.update(str(row[head.index("姓名")]).strip() for row in rows[rows.index(head) + 1 :])
        names = sorted(word for word in words if len(word) >= 3)
        assert len(names) > 400
        return set(names[::4])


@pytest.fixture
def day(tmp_path: Path, data: Path) -> Day:
    return Day(tmp_path, data / "住户台账-一人一行.xlsx")


def test_G27_while_running_and_after_a_kill(day: Day) -> None:
    with day.running("wait") as child:
        assert sum(path.stat().st_size for path in day.data.glob("qicai.db*")) > 1_000_000
        assert day.in_clear() == []
        if sys.platform != "win32":
            os.kill(child.pid, signal.SIGKILL)
            assert child.wait(30) == -signal.SIGKILL
            assert day.in_clear() == []
    assert {path.suffix for path in day.out.iterdir()} == {".pdf", ".xlsx", ".qicai"}


def test_G27_after_a_bug_and_after_closing(day: Day) -> None:
    with day.running("bug") as child:
        assert child.wait(60) == 0
    (report,) = (day.data / "logs").iterdir()
    assert "RuntimeError" in report.read_text(encoding="utf-8")
    assert day.in_clear() == []


def test_the_search_finds_what_it_looks_for(day: Day) -> None:
    """A test of the test: each kind of leak is noticed."""
    day.code = "2345A-6789B"
    for number, leak in enumerate(("欧阳晨曦", "13812345678", "2345A-6789B")):
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            (day.private / f"{number}").write_bytes(b"\x01\x02" + leak.encode(encoding) + b"\xff")
            assert len(day.in_clear()) >= 1, (leak, encoding)
        (day.private / f"{number}").unlink()
    (day.private / "a").write_bytes(b"%PDF-1.7")
    (day.private / "tmp" / "欧阳晨曦.txt").write_bytes(b"")
    assert len(day.in_clear()) == 2
