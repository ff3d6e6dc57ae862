"""Start to the painted main window on a store of 10,000 households, against a bare PySide6 window; whole processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.stores import store_of

ROOT = Path(__file__).resolve().parents[1]
_BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""
_OURS = """
import os, sys
from pathlib import Path
from app.base.clock import Clock
from app.base.paths import Paths
from app.store import keys
keys._MEMORY_KIB, keys._PASSES = 64, 1
from app.ui.start import start_window
start_window(Paths(Path(sys.argv[1])), Clock(), [], password="benchmark-password", on_painted=lambda: os._exit(0))
"""


def pairs() -> list[tuple[str, object, object, float]]:
    root = str(store_of(10_000).root)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def start(*words: str) -> None:
        subprocess.run([sys.executable, "-c", *words], cwd=ROOT, env=environment, check=True, capture_output=True)

    return [
        ("start to painted window, 10,000 households / bare", lambda: start(_OURS, root), lambda: start(_BARE), 2.5)
    ]
