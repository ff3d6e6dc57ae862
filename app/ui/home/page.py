"""工作台: how many, which colours, what is due, what happened last."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.colours import Label
from app.models.figures import Figure
from app.models.home import DueCounts, HomeFigures
from app.models.queries import ListQuery
from app.rules.legend import load_legend
from app.ui.desk import Desk
from app.ui.home.due import DueItem, due_items
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView
from app.ui.widgets.tiles import FigureTile

_RECENT = 8
_COUNT_AFTER_MS = 500


class HomePage(Page):
    """Refreshes with every change: each of its figures may have moved."""

    key = "home"
    title = "工作台"
    icon = "home"
    shortcut = "Ctrl+1"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.head = PageHead(self.title)
        self.households = FigureTile("总户数", unit="户")
        self.residents = FigureTile("居民人数", unit="人")
        self.distinct = FigureTile("去重户数", unit="户")
        self.labels = {
            entry.label: FigureTile(entry.label.value, mark=entry.mark, colour=entry.colour, unit="户")
            for entry in load_legend()
        }
        self.distinct.setToolTip("至少有一个标签的户,一户只算一次")
        self._figures: HomeFigures | None = None
        self._counts: DueCounts | None = None
        self._counting = QTimer(self)  # after the page is painted: the rooms behind these counts take longer to load
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)
        self.due = Card("要办的事")
        self.recent = Card("最近的变动")
        self._due_rows: list[QWidget] = []
        self._recent_rows: list[QLabel] = []
        self.states = StateView(scrolled(self._content()))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.states, 1)
        self._wire()

    def refresh(self) -> None:
        self.states.show_loading()
        self.desk.jobs.run(_load, self.show_figures, failed=self._on_failed, owner=self)

    def show_argument(self, argument: object) -> None:
        if isinstance(argument, HomeFigures):
            self.show_figures(argument)
        else:
            self.refresh()

    def show_figures(self, figures: HomeFigures) -> None:
        self.head.say(f"{figures.street} {figures.branch}  {chinese_date(figures.as_of)}")
        if not figures.households:
            self.states.show_empty(
                "还没有住户",
                "按 Ctrl+I 导入台账(Excel 或 WPS 表格),七彩图和月报就有了。也可以按 Ctrl+3 逐户登记。",
                "导入台账",
                lambda: self.desk.open_page("import", None),
            )
            return
        self.households.set_figure(figures.households)
        self.residents.set_figure(figures.residents)
        self.distinct.set_figure(figures.distinct, _share(figures.distinct, figures.households))
        for label, tile in self.labels.items():
            tile.set_figure(figures.counts.get(label, 0))
        self._figures = figures
        self._show_due(due_items(figures, self._counts))
        self._counting.start()
        self._show_recent(figures.recent)
        self.states.show_content()

    def show_counts(self, counts: DueCounts) -> None:
        self._counts = counts
        if self._figures is not None:
            self._show_due(due_items(self._figures, counts))

    def _count(self) -> None:
        if not self.isVisible():  # another page, or the ledger is locked: counted when the page is back
            self._stale = True
            return
        self.desk.jobs.run(_read_counts, self.show_counts, owner=self)

    def _on_failed(self, error: BaseException) -> None:
        self.states.show_fault(error, self.refresh)
        self.desk.trouble(error)

    def _on_changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _content(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        totals = QHBoxLayout()
        totals.setSpacing(8)
        for tile in (self.households, self.residents, self.distinct):
            totals.addWidget(tile)
        column.addLayout(totals)
        colours = QGridLayout()
        colours.setSpacing(8)
        for place, tile in enumerate(self.labels.values()):
            colours.addWidget(tile, 0, place)
        column.addLayout(colours)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.due, 1)
        below.addWidget(self.recent, 1)
        column.addLayout(below, 1)
        self.due.body.addStretch(1)
        self.recent.body.addStretch(1)
        return inside

    def _wire(self) -> None:
        open_list = partial(self.desk.open_page, "households")
        self.households.clicked.connect(lambda: open_list(ListQuery(by_person=False)))
        self.residents.clicked.connect(lambda: open_list(ListQuery()))
        self.distinct.clicked.connect(lambda: self.desk.open_page("colours", None))
        for label, tile in self.labels.items():
            tile.clicked.connect(partial(self._open_label, label))

    def _open_label(self, label: Label) -> None:
        self.desk.open_page("households", ListQuery(by_person=False, labels=frozenset({label})))

    def _show_due(self, items: tuple[DueItem, ...]) -> None:
        for old in self._due_rows:
            self.due.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._due_rows = [self._due_row(item) for item in items]
        for place, row in enumerate(self._due_rows):
            self.due.body.insertWidget(1 + place, row)

    def _due_row(self, item: DueItem) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        mark = words(item.mark, item.tone)
        font = mark.font()
        font.setBold(True)
        mark.setFont(font)
        line.addWidget(mark)
        line.addWidget(words(item.text, wrap=True), 1)
        line.addWidget(button(item.action, lambda: self.desk.open_page(item.page, item.argument), kind="link"))
        return row

    def _show_recent(self, recent: tuple[str, ...]) -> None:
        for old in self._recent_rows:
            self.recent.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        said = recent[:_RECENT] or ("还没有变动。",)
        self._recent_rows = [words(text, "" if recent else "muted", wrap=True) for text in said]
        for place, row in enumerate(self._recent_rows):
            self.recent.body.insertWidget(1 + place, row)


def _share(part: int, whole: int) -> str:
    percent = Figure("distinct", "去重户数", part, whole).percent  # as the report and the map have it
    return f"占 {percent}" if percent else ""


def _load(office: Any) -> HomeFigures:
    from app import services

    return services.home.home(office)


def _read_counts(office: Any) -> DueCounts:
    from app import services

    return services.dues.counts(office)
