"""The program ends as it should, whatever was done in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_RUN = """
import sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from PySide6.QtCore import QCoreApplication, QTimer
from app.base.clock import Clock
from app.base.paths import Paths
from app.base.settings import Settings
from app.ui.start import make_application, start_window
from app.ui.widgets.copying import put_on_clipboard

def copy_and_leave():
    put_on_clipboard(("姓名\\t电话", "<table></table>"))
    QCoreApplication.quit()

app = make_application(["qicai"], Settings())
QTimer.singleShot(300, copy_and_leave)
code = start_window(Paths(Path(sys.argv[1])), Clock(), ["qicai"])
print(QGuiApplication.clipboard().text())
sys.exit(code)
"""


def test_what_was_copied_stays_as_words_and_the_program_ends_in_order(tmp_path: Path) -> None:
    words = [sys.executable, "-X", "utf8", "-c", _RUN, str(tmp_path / "七彩")]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "姓名\t电话\n"), done.stderr
