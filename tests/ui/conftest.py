"""Windows for the tests below; see windows.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from windows import _seed, office_paths, open_window, settle, window

__all__ = ["_seed", "office_paths", "open_window", "settle", "window"]


@pytest.fixture(scope="session", autouse=True)
def _clipboard() -> Iterator[None]:
    """As at the end of the window: what the tests copied is left as words, or Qt dies with the interpreter."""
    yield
    from PySide6.QtWidgets import QApplication

    from app.ui.widgets.copying import leave_words

    if QApplication.instance() is not None:
        leave_words()
