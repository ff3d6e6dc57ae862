"""人口结构 as it would be printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.errors import UserFault
from app.models.population import Scope
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports.pages import PagesView, Picture, image
from app.ui.widgets.plain import words
from app.ui.widgets.states import StateView

_DPI = 140
Wanted = tuple[date, Scope, date | None]


class PaperView(QWidget):
    """Reads when it is looked at, and again when something else is wanted."""

    def __init__(self, desk: Desk, wanted: Callable[[], Wanted], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._wanted = desk, wanted
        self._latest = Latest(desk.jobs, self)
        self._stale = True
        self.said = words("", "muted")
        self.pages = PagesView()
        self.pages.setAccessibleName("人口结构预览")
        self.states = StateView(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.states, 1)

    def forget(self) -> None:
        """What is shown is of yesterday: read again, now or when it is looked at."""
        self._stale = True
        if self.isVisible():
            self.read()

    def read(self) -> None:
        if not self._stale:
            return
        self._stale = False
        wanted = self._wanted()
        self.said.setText("")
        self.states.show_loading("正在排版…")
        self._latest.run(lambda office: _pictures(office, wanted), self._show, failed=self._fail)

    def _show(self, pages: list[Picture]) -> None:
        self.pages.show_pages([image(page) for page in pages])
        self.said.setText(f"共 {len(pages)} 页,A4")
        self.states.show_content()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault):
            self.states.show_empty(error.what, error.remedy)
            return
        self._stale = True
        self.states.show_fault(error, self.read)
        self._desk.trouble(error)


def paper(office: Any, wanted: Wanted) -> bytes:
    """On the worker: the pages as a PDF."""
    from app import services

    return services.population.paper(office, *wanted)


def _pictures(office: Any, wanted: Wanted) -> list[Picture]:
    from app import services

    return services.reports.pictures(paper(office, wanted), _DPI)
