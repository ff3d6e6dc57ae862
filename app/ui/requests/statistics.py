"""统计: what was received in a period and what became of it; every figure prints what it is of, and opens its cases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.drawings import Drawing
from app.models.figures import Figure
from app.models.ledgers import Ledger
from app.models.requests import MonthTrend, RequestFigures, RequestQuery
from app.rules.bars import Bar, bars, bars_height
from app.rules.charts import trend
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.requests import asking
from app.ui.requests.figures import BREAKDOWNS, TILES, UNITS, figures_ledger, trend_series
from app.ui.requests.period import Days, PeriodPicker, span_words
from app.ui.requests.tiles import ShareTile
from app.ui.theme import look
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.drawing import DrawingView
from app.ui.widgets.drawing_hand import unit
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView

_TREND_HEIGHT = 200.0  # units
_TWO_COLUMNS = 720  # pixels in usual type from which breakdowns stand side by side


class StatisticsView(QWidget):
    """`cases_wanted(query, words)` when a figure is opened; `told(words, years)` when figures have been read."""

    cases_wanted = Signal(object, str)
    public_wanted = Signal()
    told = Signal(str, tuple)
    take_down_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.figures: RequestFigures | None = None
        self._latest = Latest(desk.jobs, self)
        self.period = PeriodPicker("受理日期", "Alt+D", desk.clock.today())
        self.period.moved.connect(self.refresh)
        self.said = words("", "muted", wrap=True)
        self.tiles = {name: ShareTile(title, rate, unit=UNITS.get(name, "件")) for name, title, rate in TILES}
        for tile in self.tiles.values():
            tile.clicked.connect(partial(self._open_tile, tile))
        self.trend_view = DrawingView("每月受理、办结和超时", least=(320, 160))
        self.trend_view.opened.connect(self._open_key)
        self.breakdowns = {name: DrawingView(title, least=(240, 24)) for name, title in BREAKDOWNS}
        for view in self.breakdowns.values():
            view.opened.connect(self._open_key)
        self._cards = {name: Card(title) for name, title in BREAKDOWNS}
        self._by_key: dict[str, Figure] = {}
        self._grid = QGridLayout()
        self._tile_grid = QGridLayout()
        self._lines: dict[str, int] = {}
        self._lay_out()

    @property
    def days(self) -> Days:
        return self.period.days

    def refresh(self) -> None:
        if not self.period.check():
            return
        self.state.show_loading("正在统计…")
        first, last = self.days
        until = last or self.desk.clock.today()
        self._latest.run(
            asking.statistics(first, until),
            lambda found: self.show_figures(*found),
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )

    def show_figures(self, figures: RequestFigures, months: tuple[MonthTrend, ...]) -> None:
        self.figures = figures
        self.said.setText(
            f"统计{span_words(self.days)}受理的诉求,办得怎么样算到{chinese_date(figures.as_of)}。"
            "点一个数字(或按回车),看是哪些诉求。"
        )
        self._by_key = {}
        for name, tile in self.tiles.items():
            figure: Figure = getattr(figures, name)
            tile.show_figure(figure)
        for name, _title in BREAKDOWNS:
            self._show_breakdown(name, getattr(figures, name))
        self._show_trend(months)
        self._arrange()
        self.told.emit(f"共 {figures.received.numerator} 件", ())
        if figures.received.numerator:
            self.state.show_content()
        elif self.days == (None, None):
            self.state.show_empty(
                "还没有诉求可以统计。",
                "按 Ctrl+N 记下第一件,或按 Ctrl+I 导入诉求台账。",
                "记一件诉求",
                self.take_down_wanted.emit,
            )
        else:
            self.state.show_empty("这段时间没有受理诉求。", "请换一段受理日期。", "看全部时间", self._all_time)

    def take_focus(self) -> None:
        self.tiles["received"].setFocus()

    def export(self) -> None:
        """All figures with their denominators."""
        figures, days = self.figures, self.days
        if figures is None:
            return
        ledger = figures_ledger(figures, f"受理日期:{span_words(days)},截至{chinese_date(figures.as_of)}")

        def make(_office: Any, _full: bool) -> Ledger:
            return ledger

        ExportDialog(self.desk, make, "诉求统计", self.window()).open()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_lines"):
            for tile in self.tiles.values():
                tile.updateGeometry()
            self._set_heights()
            self._arrange()

    # within

    def _show_breakdown(self, name: str, found: Mapping[str, Figure]) -> None:
        rows = tuple(Bar(figure.title, figure) for figure in found.values())
        self._by_key |= {figure.key: figure for figure in found.values()}
        self._lines[name] = len(rows)

        def make(width: float, height: float) -> Drawing:
            return bars(rows, width, height)

        self.breakdowns[name].show_drawing(make)
        self._set_heights()

    def _show_trend(self, months: tuple[MonthTrend, ...]) -> None:
        series = trend_series(months)
        self._by_key |= {f"trend.{one.month}": one.received for one in months}
        self._trend_card.setVisible(len(months) > 1)

        def make(width: float, height: float) -> Drawing:
            return trend(series, width, height)

        self.trend_view.show_drawing(make)

    def _open_tile(self, tile: ShareTile) -> None:
        if tile.figure is not None:
            self._open(tile.figure)

    def _open_key(self, key: str) -> None:
        if key in self._by_key:
            self._open(self._by_key[key])

    def _open(self, figure: Figure) -> None:
        if figure.numerator:
            self.cases_wanted.emit(RequestQuery(ids=frozenset(figure.ids)), figure.title)

    def _all_time(self) -> None:
        self.period.choose(None)
        self.refresh()

    def _set_heights(self) -> None:
        for name, view in self.breakdowns.items():
            view.setFixedHeight(max(1, round(bars_height(self._lines.get(name, 0)) * unit())))
        self.trend_view.setFixedHeight(round(_TREND_HEIGHT * unit()))

    def _arrange(self) -> None:
        """Tiles as many in a row as have room; breakdowns in two columns, or one under the other."""
        room = self.width() - look().px(24)
        wide = max(tile.sizeHint().width() for tile in self.tiles.values())
        across = max(1, min(7, room // (wide + 8)))
        for place, tile in enumerate(self.tiles.values()):
            self._tile_grid.addWidget(tile, place // across, place % across)
        for column in range(7):
            self._tile_grid.setColumnStretch(column, 1 if column < across else 0)
        two = room >= look().px(_TWO_COLUMNS)
        place = 0
        for name, card in self._cards.items():
            row, column = divmod(place, 2) if two else (place, 0)
            self._grid.addWidget(card, row, column, Qt.AlignmentFlag.AlignTop)
            shown = bool(self._lines.get(name))
            card.setVisible(shown)  # not before: what is shown without a parent becomes a window
            place += shown
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if two or column == 0 else 0)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self._tile_grid.setSpacing(8)
        self._grid.setSpacing(8)
        column.addLayout(self._tile_grid)
        self._trend_card = Card("每月受理、办结和超时(按受理月份)")
        self._trend_card.add(self.trend_view)
        column.addWidget(self._trend_card)
        for name, view in self.breakdowns.items():
            self._cards[name].add(view)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.state = StateView(scrolled(inside))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.period)
        head.addWidget(self.said, 1)
        head.addWidget(button("每月公示…", self.public_wanted.emit, key="Ctrl+P", tip="一个月的答复,遮住姓名,可以张贴"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.state, 1)
