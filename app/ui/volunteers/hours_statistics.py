"""统计: what was served in a period, by team and month by month; a figure opens what it counts."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date, month_end
from app.models.drawings import Drawing, Mark, Paint, Role, Series
from app.models.figures import Figure
from app.models.ledgers import Ledger, LedgerColumn
from app.models.volunteer_figures import MonthOfService, VolunteerFigures
from app.rules.bars import Bar, bars, bars_height
from app.rules.charts import trend
from app.rules.service import hours
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

_TREND_HEIGHT = 180.0  # units
_TWO_COLUMNS = 720  # pixels in usual type from which cards stand side by side
# attribute of VolunteerFigures, what the tile is called, what its share is called, its unit
_TILES = (
    ("volunteers", "志愿者", "", "人"),
    ("active", "参加过服务", "占志愿者", "人"),
    ("sessions", "服务场次", "", "场"),
    ("person_times", "服务人次", "", "人次"),
    ("minutes", "服务时长", "", "分钟"),
    ("coverage", "班次排定", "占需要人次", "人次"),
    ("wishes", "办成微心愿", "占在办和办成", "个"),
)
_FIRST = date(1949, 10, 1)


class HoursTile(ShareTile):
    """Minutes told as the hours that are certified."""

    def show_figure(self, figure: Figure) -> None:
        super().show_figure(figure)
        self._share = f"合 {hours(figure.numerator)} 小时"
        self.setAccessibleDescription(self._share)
        self.update()


class HoursStatistics(QWidget):
    """`opened(figure)` when a figure is chosen; `month_wanted(first, last)` when a month is; `told(words)`."""

    opened = Signal(object)
    month_wanted = Signal(object, object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.figures: VolunteerFigures | None = None
        self._latest = Latest(desk.jobs, self)
        self.period = PeriodPicker("服务日期", "Alt+D", desk.clock.today())
        self.period.choose("今年")
        self.period.moved.connect(self.refresh)
        self.said = words("", "muted", wrap=True)
        self.tiles = {
            name: (HoursTile if name == "minutes" else ShareTile)(title, rate, unit=unit_)
            for name, title, rate, unit_ in _TILES
        }
        for tile in self.tiles.values():
            tile.clicked.connect(partial(self._open_tile, tile))
        self.trend_view = DrawingView("每月服务人次和时长", least=(320, 150))
        self.trend_view.opened.connect(self._open_month)
        self.team_views = {
            "minutes_by_team": DrawingView("各队服务时长", least=(240, 24)),
            "teams": DrawingView("各队人数", least=(240, 24)),
        }
        for view in self.team_views.values():
            view.opened.connect(self._open_key)
        self._trend_card = Card("每月服务人次和时长(小时)")
        self._cards = {"minutes_by_team": Card("各队服务时长(分钟)"), "teams": Card("各队人数")}
        self._by_key: dict[str, Figure] = {}
        self._lines: dict[str, int] = {}
        self._grid, self._tile_grid = QGridLayout(), QGridLayout()
        self._lay_out()

    def refresh(self) -> None:
        if not self.period.check():
            return
        self.state.show_loading("正在统计…")
        first, last = self.period.days
        today = self.desk.clock.today()
        until = min(last or today, today)
        begin = max(first or date(until.year - 1, until.month, 1), date(until.year - 2, 1, 1))
        work = several(
            verb("volunteer_figures", "statistics", first or _FIRST, until),
            verb("volunteer_figures", "by_month", min(begin, until), until),
        )
        self._latest.run(
            work, lambda found: self.show_figures(*found),
            failed=lambda error: self.state.show_fault(error, self.refresh),
        )  # fmt: skip

    def show_figures(self, figures: VolunteerFigures, months: tuple[MonthOfService, ...]) -> None:
        self.figures = figures
        self.said.setText(
            f"统计{span_words(self.period.days)}的服务,人数算到{chinese_date(figures.as_of)}。"
            "点一个数字(或按回车),看是哪些。"
        )
        self._by_key = {}
        for name, tile in self.tiles.items():
            figure: Figure | None = getattr(figures, name)
            tile.setVisible(figure is not None)
            if figure is not None:
                tile.show_figure(figure)
                tile.setToolTip("按回车看是哪些。")
        for name, view in self.team_views.items():
            found = getattr(figures, name)
            unit_ = "人" if name == "teams" else "分钟"
            rows = tuple(Bar(team, figure, unit=unit_) for team, figure in found.items())
            self._by_key |= {figure.key: figure for figure in found.values()}
            self._lines[name] = len(rows)
            view.show_drawing(partial(_bars, rows))
        series = trend_series(months)
        self._trend_card.setVisible(len(months) > 1)
        self.trend_view.show_drawing(partial(_trend, series))
        self._set_heights()
        self._arrange()
        self.told.emit(f"{figures.person_times.numerator} 人次,{hours(figures.minutes.numerator)} 小时")
        if figures.volunteers.numerator or figures.person_times.numerator:
            self.state.show_content()
        else:
            self.state.show_empty("还没有可以统计的。", "先在“名册”里登记志愿者,再登记服务时长。")

    def search(self, _text: str) -> None:
        """Figures are not searched."""

    def take_focus(self) -> None:
        self.tiles["volunteers"].setFocus()

    def export(self) -> None:
        """All figures with what they are of."""
        if self.figures is None:
            return
        ledger = figures_ledger(self.figures, f"服务日期:{span_words(self.period.days)}")

        def make(_office: Any, _full: bool) -> Ledger:
            return ledger

        ExportDialog(self.desk, make, "志愿服务统计", self.window()).open()

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

    def _open_tile(self, tile: ShareTile) -> None:
        if tile.figure is not None and tile.figure.numerator:
            self.opened.emit(tile.figure)

    def _open_key(self, key: str) -> None:
        if key in self._by_key and self._by_key[key].numerator:
            self.opened.emit(self._by_key[key])

    def _open_month(self, key: str) -> None:
        year, month = map(int, key.removeprefix("month.").split("-"))
        self.month_wanted.emit(date(year, month, 1), month_end(year, month))

    def _set_heights(self) -> None:
        for name, view in self.team_views.items():
            view.setFixedHeight(max(1, round(bars_height(self._lines.get(name, 0)) * unit())))
        self.trend_view.setFixedHeight(round(_TREND_HEIGHT * unit()))

    def _arrange(self) -> None:
        """Tiles as many in a row as have room; the cards of teams in two columns, or one under the other."""
        room = self.width() - look().px(24)
        shown = [tile for tile in self.tiles.values() if not tile.isHidden()]
        wide = max((tile.sizeHint().width() for tile in shown), default=1)
        across = max(1, min(len(self.tiles), room // (wide + 8)))
        for place, tile in enumerate(shown):
            self._tile_grid.addWidget(tile, place // across, place % across)
        for column in range(len(self.tiles)):
            self._tile_grid.setColumnStretch(column, 1 if column < across else 0)
        two = room >= look().px(_TWO_COLUMNS)
        for place, (name, card) in enumerate(self._cards.items()):
            row, column = divmod(place, 2) if two else (place, 0)
            self._grid.addWidget(card, row, column, Qt.AlignmentFlag.AlignTop)
            card.setVisible(bool(self._lines.get(name)))
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if two or column == 0 else 0)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self._tile_grid.setSpacing(8)
        self._grid.setSpacing(8)
        for place, tile in enumerate(self.tiles.values()):
            self._tile_grid.addWidget(tile, 0, place)
        column.addLayout(self._tile_grid)
        self._trend_card.add(self.trend_view)
        column.addWidget(self._trend_card)
        for name, view in self.team_views.items():
            self._cards[name].add(view)
            self._grid.addWidget(self._cards[name], len(self._lines), 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.state = StateView(scrolled(inside))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.period)
        head.addWidget(self.said, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.state, 1)


def trend_series(months: tuple[MonthOfService, ...]) -> tuple[Series, ...]:
    """Person-times, and whole hours, month by month; a month opens its sessions."""

    def name(one: MonthOfService) -> str:
        year, month = one.month.split("-")
        return f"{int(month)}月" if int(month) > 1 else f"{year[2:]}年1月"

    def marks(key: bool, values: list[int]) -> tuple[Mark, ...]:
        return tuple(
            Mark(name(one), value, f"month.{one.month}" if key else "")
            for one, value in zip(months, values, strict=True)
        )

    return (
        Series("人次", marks(True, [one.person_times for one in months]), Paint(Role.FIRST)),
        Series("小时", marks(False, [round(one.minutes / 60) for one in months]), Paint(Role.SECOND)),
    )


def figures_ledger(figures: VolunteerFigures, period: str) -> Ledger:
    """Each figure a row; hours beside the minutes."""
    columns = (
        LedgerColumn("title", "项目", 80.0),
        LedgerColumn("number", "数", 30.0, number=True),
        LedgerColumn("of", "占", 30.0),
        LedgerColumn("hours", "折合小时", 30.0),
    )
    rows = tuple(
        (one.title, str(one.numerator), one.percent, hours(one.numerator) if "minutes" in one.key else "")
        for one in figures.figures()
    )
    return Ledger("志愿服务统计", period, columns, rows)


def _bars(rows: tuple[Bar, ...], width: float, height: float) -> Drawing:
    return bars(rows, width, height)


def _trend(series: tuple[Series, ...], width: float, height: float) -> Drawing:
    return trend(series, width, height)
