"""Flows open the same windows as the tests of the pages; see tests/ui/windows.py."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from windows import _seed, office_paths, open_window, settle, window

__all__ = ["_seed", "office_paths", "open_window", "settle", "window"]
