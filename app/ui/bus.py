"""Tells every page what changed; pages refresh when their slice is among it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """`changed` carries an `app.models.changes.Changes`."""

    changed = Signal(object)
