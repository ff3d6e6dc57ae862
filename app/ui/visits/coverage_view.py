"""覆盖: households visited of those that were due, in a month: in all, by tier, by grid, and month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date, month_end
from app.models.figures import Figure
from app.models.queries import ListQuery
from app.models.visit_figures import VisitFigures
from app.models.visit_views import VisitsShown
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.theme import look
from app.ui.visits import asking
from app.ui.widgets.plain import words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView
from app.ui.widgets.tiles import FigureTile

_MONTHS = 24  # that can be chosen
_TREND = 12  # that stand under one another


@dataclass(frozen=True)
class CoverageRow:
    """One line: what it is of, and its two figures."""

    kind: str
    name: str
    due: Figure
    visited: Figure

    @property
    def missing(self) -> Figure:
        """Those that were due and not visited."""
        visited = frozenset(self.visited.ids)
        ids = tuple(door for door in self.due.ids if door not in visited)
        return Figure(f"{self.due.key}.missing", f"{self.name}还没走访", len(ids), ids=ids)


COLUMNS: tuple[Column[CoverageRow], ...] = (
    Column("kind", "分组", lambda row: row.kind, width=72),
    Column("name", "范围", lambda row: row.name, width=128),
    Column("due", "应走访户", lambda row: str(row.due.numerator), right=True, width=96),
    Column("visited", "其中已走访", lambda row: str(row.visited.numerator), right=True, width=96),
    Column("rate", "走访率", lambda row: row.visited.percent or "—", right=True, width=88,
           tip=lambda row: _reckoned(row)),
    Column("missing", "还没走访", lambda row: str(row.due.numerator - row.visited.numerator), right=True, width=96),
    Column("of", "怎么算的", lambda row: _reckoned(row), width=240),
)  # fmt: skip


class CoverageView(QWidget):
    """`names_wanted(page, argument)` when a figure is opened."""

    names_wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._latest, self._trend_job = Latest(desk.jobs, self), Latest(desk.jobs, self)
        self.figures: VisitFigures | None = None
        self._rows: list[CoverageRow] = []
        self._trend: list[CoverageRow] = []
        self.months = _recent_months(desk.clock.today())
        self.month_box = QComboBox()
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        self.month_box.setAccessibleName("月份")
        self.month_box.setToolTip("选择月份(Alt+M)")
        self.month_box.activated.connect(lambda _place: self.load())
        QShortcut(QKeySequence("Alt+M"), self).activated.connect(self.month_box.setFocus)
        self.said = words("", "muted", wrap=True)
        self.tiles = {
            key: FigureTile(title, unit=unit)
            for key, title, unit in (
                ("due", "应走访户", "户"),
                ("visited", "其中已走访", "户"),
                ("made", "走访次数", "次"),
                ("missed", "上门未遇", "次"),
                ("needs", "收集需求", "项"),
                ("overdue", "逾期未访", "户"),
                ("paired", "结对户", "户"),
                ("paired_visited", "结对户已走访", "户"),
            )
        }
        self.model: RowsModel[CoverageRow] = RowsModel(COLUMNS, self)
        self.view = RowsView(self.model, sorting=False)
        self.view.setAccessibleName("走访覆盖")
        self.view.opened.connect(self._open_row)
        self._content = QWidget()
        self.state = StateView(self._content)
        self._lay_out()

    @property
    def month(self) -> tuple[int, int]:
        return self.months[self.month_box.currentIndex()]

    def load(self) -> None:
        year, month = self.month
        self.state.show_loading("正在计算走访覆盖…")
        self._latest.run(
            asking.figures(date(year, month, 1), month_end(year, month)),
            self._show,
            failed=lambda error: self.state.show_fault(error, self.load),
        )

    def rows(self) -> list[CoverageRow]:
        """What the table shows, in its order."""
        return [*self._rows, *self._trend]

    def _show(self, figures: VisitFigures | None) -> None:
        self.figures = figures
        if figures is None:
            self.state.show_empty(
                "还没有登记过走访。", "登记第一次走访以后,这里会算出应走访多少户、走访了多少户。按 Ctrl+N 登记。"
            )
            return
        year, month = self.month
        self.said.setText(
            f"{year}年{month}月1日至{chinese_date(figures.last)}内到期或已逾期的户算“应走访”;"
            f"其中见到了人的算“已走访”。逾期未访截至{chinese_date(figures.as_of)}。"
        )
        for key, tile in self.tiles.items():
            figure: Figure = getattr(figures, key)
            tile.set_figure(figure.numerator, figure.percent)
            tile.setToolTip(
                f"占 {figure.denominator} 的 {figure.percent};按回车看名单" if figure.percent else "按回车看名单"
            )
        self._rows = [CoverageRow("合计", f"{year}年{month}月", figures.due, figures.visited)]
        self._rows += [CoverageRow("等级", group.name, group.due, group.visited) for group in figures.tiers]
        self._rows += [CoverageRow("网格", group.name, group.due, group.visited) for group in figures.grids]
        self._trend = []
        self.model.set_rows(self.rows())
        self.state.show_content()
        self._read_month(0)

    def _read_month(self, place: int) -> None:
        """The months before the chosen one, one job each, so that nothing else waits for them."""
        year, month = self.month
        count = year * 12 + month - 2 - place
        if place + 1 >= _TREND:
            return
        year, month = count // 12, count % 12 + 1

        def landed(figures: VisitFigures | None) -> None:
            if figures is None:
                return
            if not (figures.due.numerator or figures.made.numerator):
                return  # before the register began
            self._trend.append(CoverageRow("月份", f"{year}年{month}月", figures.due, figures.visited))
            self.model.set_rows(self.rows())
            self._read_month(place + 1)

        self._trend_job.run(asking.figures(date(year, month, 1), month_end(year, month)), landed)

    def _open_row(self, row: CoverageRow) -> None:
        key = COLUMNS[self.view.currentIndex().column()].key
        figure = row.missing if key == "missing" else row.visited if key in ("visited", "rate") else row.due
        self._open(figure)

    def _open_tile(self, key: str) -> None:
        if self.figures is not None:
            self._open(getattr(self.figures, key))

    def _open(self, figure: Figure) -> None:
        if figure.of == "visits":
            self.names_wanted.emit("visits", VisitsShown(frozenset(figure.ids), figure.title))
        else:
            query = ListQuery(by_person=False, ids=frozenset(figure.ids))
            self.names_wanted.emit("households", (query, figure.title))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.month_box)
        head.addWidget(self.said, 1)
        self.month_box.setMinimumWidth(look().px(128))
        tiles = QWidget()
        flow = FlowLayout(tiles)
        for key, tile in self.tiles.items():
            tile.setFixedWidth(look().px(140))
            tile.clicked.connect(lambda key=key: self._open_tile(key))
            flow.addWidget(tile)
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(tiles)
        inside.addWidget(words("按回车或双击一个数字,看是哪些户", "muted"))
        inside.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.state, 1)


def _reckoned(row: CoverageRow) -> str:
    """已走访 11 户 ÷ 应走访 47 户."""
    if not row.due.numerator:
        return "没有到期的户"
    return f"已走访 {row.visited.numerator} 户 ÷ 应走访 {row.due.numerator} 户"


def _recent_months(today: date) -> list[tuple[int, int]]:
    first = today.year * 12 + today.month - 1
    return [(count // 12, count % 12 + 1) for count in range(first, first - _MONTHS, -1)]
