"""统计: what was owed and held, who came, what is to be done, where matters stand; a figure opens its names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.drawings import Drawing
from app.models.figures import Figure
from app.models.ledgers import Ledger, LedgerColumn
from app.models.meeting_figures import DeliberationFigures, MeetingFigures, MonthOfMeetings
from app.rules.bars import bars_height
from app.rules.meeting_charts import attended_trend, by_name, held_trend
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.requests.period import PeriodPicker, span_words
from app.ui.requests.tiles import ShareTile
from app.ui.theme import look
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.drawing import DrawingView
from app.ui.widgets.drawing_hand import unit
from app.ui.widgets.exporting import ExportDialog
from app.ui.widgets.plain import words
from app.ui.widgets.states import StateView

# where it stands, attribute, what it is called, what its share is called, unit
_TILES = (
    ("life", "held", "按时召开", "占应召开", "次"),
    ("life", "overdue", "逾期没开", "占应召开", "次"),
    ("life", "made_up", "补开", "占应召开", "次"),
    ("life", "attended", "实到", "出席率", "人次"),
    ("life", "excused", "请假", "占应到", "人次"),
    ("life", "absent", "缺席", "占应到", "人次"),
    ("life", "actions_open", "未办结待办", "", "项"),
    ("life", "actions_late", "逾期待办", "占未办结", "项"),
    ("matters", "opened", "提出事项", "", "件"),
    ("matters", "open", "在议事项", "占全部事项", "件"),
    ("matters", "published", "已公示事项", "占全部事项", "件"),
    ("matters", "warned", "重要事项未经党员大会", "", "件"),
)
_TREND_HEIGHT = 168.0  # units
_TWO_COLUMNS = 720  # pixels in usual type from which pictures stand side by side
_MONTHS = 12


class FiguresView(QWidget):
    """`names_wanted(figure)` when a figure is opened; `told(words)` when figures have been read."""

    names_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest = Latest(desk.jobs, self)
        self._by_key: dict[str, Figure] = {}
        self.found: dict[str, MeetingFigures | DeliberationFigures] = {}
        self.period = PeriodPicker("会议日期", "Alt+D", desk.clock.today())
        self.period.choose("今年")
        self.period.moved.connect(self.refresh)
        self.said = words("", "muted", wrap=True)
        self.tiles = {name: ShareTile(title, rate, unit=unit_) for _, name, title, rate, unit_ in _TILES}
        for tile in self.tiles.values():
            tile.clicked.connect(partial(self._open_tile, tile))
        titles = (
            ("held_trend", "按时召开率,近 12 个月"), ("attended_trend", "出席率,近 12 个月"),
            ("held_by_kind", "各种会议按时召开"), ("attended_by_kind", "各种会议出席"), ("by_step", "在议事项的下一步"),
        )  # fmt: skip
        self.drawings = {
            name: DrawingView(title, least=(240, 140 if name.endswith("trend") else 24)) for name, title in titles
        }
        self._cards = {name: Card(title) for name, title in titles}
        self._heights = dict.fromkeys(self.drawings, 0.0)
        for view in self.drawings.values():
            view.opened.connect(self._open_key)
        self._tile_grid, self._grid = QGridLayout(), QGridLayout()
        self._lay_out()

    def refresh(self) -> None:
        if not self.period.check():
            return
        self.state.show_loading("正在统计…")
        first, last = self.period.days
        today = self.desk.clock.today()
        since, until = first or date(1949, 10, 1), min(last or today, today)
        self._latest.run(
            several(
                verb("meeting_figures", "statistics", since, until),
                verb("meeting_figures", "matters", since, until),
                verb("meeting_figures", "by_month", _months_before(until, _MONTHS - 1), until),
            ),
            lambda found: self.show_figures(*found),
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )

    def show_figures(
        self, life: MeetingFigures, matters: DeliberationFigures, months: tuple[MonthOfMeetings, ...]
    ) -> None:
        self.found = {"life": life, "matters": matters}
        self.said.setText(
            f"统计{span_words(self.period.days)},截至{chinese_date(life.as_of)}。点一个数字(或按回车),看是哪些。"
        )
        self._by_key = {}
        for place, name, _title, _rate, _unit in _TILES:
            self.tiles[name].show_figure(getattr(self.found[place], name))
        self._keep(one.held for one in months)
        self._keep(one.attended for one in months)
        self._show("held_trend", partial(held_trend, months), any(one.held.denominator for one in months))
        self._show("attended_trend", partial(attended_trend, months), any(one.attended.denominator for one in months))
        self._show_bars("held_by_kind", life.held_by_kind, "次")
        self._show_bars("attended_by_kind", life.attended_by_kind, "人次")
        self._show_bars("by_step", matters.by_step, "件")
        self._arrange()
        self.told.emit(f"共开会 {life.meetings.numerator} 次")
        if life.meetings.numerator or life.held.denominator or matters.open.denominator:
            self.state.show_content()
        else:
            self.state.show_empty("这段时间没有会议可以统计。", "换一段日期,或按 Ctrl+N 记下第一次会议。")

    def take_focus(self) -> None:
        self.tiles["held"].setFocus()

    def export(self) -> None:
        """All figures with their denominators."""
        found = dict(self.found)
        if not found:
            return
        period = self.said.text().split("。")[0]
        columns = (
            LedgerColumn("title", "名称", 60), LedgerColumn("number", "数", 24, number=True),
            LedgerColumn("of", "占多少", 28), LedgerColumn("percent", "占比", 24),
        )  # fmt: skip
        rows = [
            (figure.title, figure.numerator, "" if figure.denominator is None else str(figure.denominator),
             figure.percent)
            for one in found.values()
            for figure in one.figures()
        ]  # fmt: skip

        def make(_office: Any, _full: bool) -> Ledger:
            return Ledger("会议统计", period, columns, tuple(rows))

        ExportDialog(self.desk, make, "会议统计", self.window(), numbers=False).open()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_tile_grid"):
            for tile in self.tiles.values():
                tile.updateGeometry()
            self._arrange()

    # within

    def _show_bars(self, name: str, found: Mapping[str, Figure], counted: str) -> None:
        self._keep(found.values())
        self._heights[name] = bars_height(len(found)) if found else 0.0
        self.drawings[name].show_drawing(lambda width, height: by_name(found, counted, width, height))

    def _show(self, name: str, make: Callable[[float, float], Drawing], known: bool) -> None:
        self._heights[name] = _TREND_HEIGHT if known else 0.0
        self.drawings[name].show_drawing(make if known else None)

    def _keep(self, figures: Any) -> None:
        self._by_key |= {figure.key: figure for figure in figures}

    def _open_tile(self, tile: ShareTile) -> None:
        if tile.figure is not None:
            self._open(tile.figure)

    def _open_key(self, key: str) -> None:
        if key in self._by_key:
            self._open(self._by_key[key])

    def _open(self, figure: Figure) -> None:
        if figure.ids:
            self.names_wanted.emit(figure)

    def _arrange(self) -> None:
        """Tiles as many in a row as have room; pictures in two columns, or one under the other."""
        room = self.width() - look().px(24)
        wide = max(tile.sizeHint().width() for tile in self.tiles.values())
        across = max(1, min(6, room // (wide + 8)))
        for place, tile in enumerate(self.tiles.values()):
            self._tile_grid.addWidget(tile, place // across, place % across)
        for column in range(6):
            self._tile_grid.setColumnStretch(column, 1 if column < across else 0)
        two = room >= look().px(_TWO_COLUMNS)
        place = 0
        for name, card in self._cards.items():
            height = self._heights[name]
            self.drawings[name].setFixedHeight(max(1, round(height * unit())))
            row, column = divmod(place, 2) if two else (place, 0)
            self._grid.addWidget(card, row, column, Qt.AlignmentFlag.AlignTop)
            card.setVisible(height > 0)  # not before: what is shown without a parent becomes a window
            place += height > 0
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
        for name, view in self.drawings.items():
            self._cards[name].add(view)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.state = StateView(scrolled(inside))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.period)
        head.addWidget(self.said, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.state, 1)


def _months_before(day: date, count: int) -> date:
    """The first of the month so many months earlier."""
    at = day.year * 12 + day.month - 1 - count
    return date(at // 12, at % 12 + 1, 1)
