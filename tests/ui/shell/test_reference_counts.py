"""PySide6 6.12.0 on Python 3.11 takes a reference of None with every void call and aborts after some thousands."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_void_calls_leave_none_alone(qapp: object) -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for number in range(1000):
        thing.setObjectName(f"name {number}")
    assert abs(sys.getrefcount(None) - before) < 100
