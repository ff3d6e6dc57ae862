"""Windows for the tests below; see windows.py."""

from __future__ import annotations

from windows import _seed, office_paths, open_window, settle, window

__all__ = ["_seed", "office_paths", "open_window", "settle", "window"]
