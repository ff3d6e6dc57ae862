"""Resident memory of the window's process with 100,000 residents open: first page, list, search and map loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.stores import store_of

ROOT = Path(__file__).resolve().parents[1]
_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.base.clock import Clock
from app.base.paths import Paths
from app.store import keys
keys._MEMORY_KIB, keys._PASSES = 64, 1
from app.base.settings import load_settings
from app.ui.start import make_application, make_window
paths = Paths(Path(sys.argv[1]))
app = make_application([], load_settings(paths.settings))
jobs, window = make_window(paths, Clock(), password="benchmark-password")
window.resize(1366, 768)
window.show()
def until_idle():
    for _ in range(3):
        while jobs.busy:
            app.processEvents()
        app.processEvents()
while not window.is_entered:
    app.processEvents()
for page in ("home", "colours", "households", "reports"):
    window.open_page(page, None)
    until_idle()
from app import services
jobs.run(lambda office: services.lists.search(office, "zw"))
until_idle()
status = Path("/proc/self/status").read_text()
print(next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")))
import os
sys.stdout.flush()
os._exit(0)
"""


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    root = str(store_of(45_000).root)

    def resident() -> float:
        done = subprocess.run(
            [sys.executable, "-c", _OURS, root], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return float(done.stdout.splitlines()[-1])

    return [("resident memory, 100,000 residents open, MB", resident, None, 300)] if sys.platform == "linux" else []
