"""The part 街道表格 as it is laid out: the form as a grid, its figures or what was found beside it, and its state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.models.figure_catalogue import CatalogueEntry
from app.models.street_forms import FilledForm, FormBook, OpenForm, StreetForm
from app.ui.desk import Desk
from app.ui.reports import forms_work as work
from app.ui.reports.forms_bar import EDIT, FILLED, FormsBar
from app.ui.reports.forms_chooser import Chooser
from app.ui.reports.forms_findings import FindingsList
from app.ui.reports.forms_grid import FormGrid
from app.ui.reports.segment import Segment
from app.ui.theme import look
from app.ui.widgets.bars import AskBar
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button
from app.ui.widgets.states import StateView

_SIDE = 300


class FormsFrame(Segment):
    """Widgets and what they show: `opened`, and in the mode FILLED `filled`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mode = EDIT
        self.opened: OpenForm | None = None
        self.filled: FilledForm | None = None
        self.entries: tuple[CatalogueEntry, ...] = ()
        self.titles: dict[str, str] = {}
        self.months = work.recent_months(desk.clock.today())
        self.form_box, self.month_box = QComboBox(), QComboBox()
        self.open_button = button("打开空表…", self.open_blank, key="Ctrl+O")
        self.drop_button = button("不再填", self.drop_lost, kind="link")
        self.tools = self._tools()
        self.bar, self.ask, self.banner = FormsBar(), AskBar(), Banner("amber")
        self.grid, self.sheets = FormGrid(), QTabBar()
        self.chooser, self.findings = Chooser(), FindingsList()
        self.sides = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.body = QWidget()
        self.states = StateView(self.body)
        self._lay_out()

    def open_blank(self) -> None:
        """Ask for a blank and take it in."""

    def drop_lost(self) -> None:
        """Figures without a place are not wanted any more."""

    @property
    def form(self) -> StreetForm | None:
        return self.opened.form if self.opened is not None else None

    @property
    def book(self) -> FormBook | None:
        if self.mode == FILLED and self.filled is not None:
            return self.filled.book
        return self.opened.book if self.opened is not None else None

    @property
    def sheet(self) -> str:
        """The name of the sheet in front."""
        place = self.sheets.currentIndex()
        return str(self.sheets.tabData(place) or "") if place >= 0 else ""

    @property
    def month(self) -> tuple[int, int]:
        return self.months[max(0, self.month_box.currentIndex())]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "sides"):
            self._set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sizes()

    def _set_sizes(self) -> None:
        side = min(look().px(_SIDE), round(self.width() * 0.42))
        self.sides.setFixedWidth(side)

    def _tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box, name, key in ((self.form_box, "表格", "Alt+B"), (self.month_box, "月份", "Alt+M")):
            box.setAccessibleName(name)
            box.setToolTip(f"选择{name}({key})")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(look().px(260))
            QShortcut(QKeySequence(key), self).activated.connect(box.setFocus)
            row.addWidget(box)
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        row.addWidget(self.open_button)
        return tools

    def _lay_out(self) -> None:
        self.sheets.setDrawBase(False)
        self.sheets.setExpanding(False)
        self.sheets.setShape(QTabBar.Shape.RoundedSouth)
        self.grid.setAccessibleName("街道的表格")
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self.sheets)
        self.sides.addWidget(self.chooser)
        self.sides.addWidget(self.findings)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.sides)
        self.splitter.setStretchFactor(0, 1)
        self.banner.add_beside(self.drop_button)
        self.banner.close_button.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.bar, self.ask, self.banner):
            column.addWidget(widget)
        column.addWidget(self.splitter, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
