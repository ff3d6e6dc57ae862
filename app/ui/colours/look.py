"""How doors look on the screen, as it is now: light, dark or in black and white."""

from __future__ import annotations

from app.rules.elevation.paints import Look, make_look

__all__ = ["Look", "make_look"]
