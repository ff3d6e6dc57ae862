"""报送."""

from __future__ import annotations

from app.ui.widgets.page import Page


class ReportsPage(Page):
    """To come."""
