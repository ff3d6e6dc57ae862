"""A label's colour, hatch and mark, for whoever shows labels beside the map."""

from __future__ import annotations

from app.ui.colours.hand import paint_swatch

__all__ = ["paint_swatch"]
