"""The map for the tests below; see maps.py."""

from __future__ import annotations

from maps import hand, page, run

__all__ = ["hand", "page", "run"]
