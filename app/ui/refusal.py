"""When the window cannot even be opened (a second start, a folder without permission): one polite message."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from app.base.errors import Fault
from app.base.paths import Paths
from app.base.settings import load_settings


def refuse(fault: Fault, paths: Paths) -> None:
    """Say what is in the way and what to do, and wait until it has been read."""
    from app.ui.start import make_application

    make_application([], load_settings(paths.settings))
    box = QMessageBox(QMessageBox.Icon.Information, "七彩台账", fault.what)
    box.setInformativeText(fault.remedy)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
