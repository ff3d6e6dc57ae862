"""What stands on the page of a month, and where: words and suggestions left, checks, both files and figures right."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.ui.desk import Desk
from app.ui.reports.checks import ChecksView
from app.ui.reports.figures import FiguresTable
from app.ui.reports.month_giving import GivingView
from app.ui.reports.pages import PagesView
from app.ui.reports.preview import BookPreview
from app.ui.reports.reason import ReasonBar
from app.ui.reports.suggest import SuggestionsView
from app.ui.reports.words import WordsCard
from app.ui.theme import look
from app.ui.widgets.bars import AskBar
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView

_MONTHS = 24
_LEFT_SHARE = 0.42  # of a narrow window in large type: the preview must not lie over the words
CHECKS, PAPER, BOOK, FIGURES = range(4)
_TABS = ("检查", "打印件", "电子表格", "数字")


class MonthFrame(GivingView):
    """Makes the parts and lays them out; what they are filled with, and what follows, says `MonthView`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.months = _recent_months(desk.clock.today())
        self.month_box = QComboBox()
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        self.month_box.setAccessibleName("月份")
        self.month_box.setToolTip("选择月份(Alt+M)")
        self.ask, self.reason = AskBar(), ReasonBar()
        self.words = WordsCard()
        self.suggestions = SuggestionsView()
        self.checks = ChecksView(desk)
        self.figures = FiguresTable()
        self.figure_states = StateView(self.figures)
        self.pages = PagesView()
        self.page_states = StateView(self.pages)
        self.book = BookPreview()
        self.book_states = StateView(self.book)
        self.shown = words("", "muted")
        self.tabs = QTabWidget()
        self._column = QSplitter()
        self._lay_out()
        self._set_sizes()

    def lay_out_tools(self, more: QWidget, preview: QWidget, issue: QWidget) -> QWidget:
        """What stands in the page's head: the month, and what can be done with it."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.save_button = button("另存…", self.save, key="Ctrl+S", tip="把签发的 PDF 和 Excel 文件存到一个文件夹")
        self.print_button = button("打印…", self.print, key="Ctrl+P", tip="打印签发的月报")
        for made in (self.save_button, self.print_button):
            made.hide()
        tools = (self.month_box, more, self.save_button, self.print_button, preview, issue)
        for widget in tools:
            row.addWidget(widget)
        return holder

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.ask, self.reason, self.work):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        column.addLayout(row, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._set_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sizes()

    def _set_sizes(self) -> None:
        self._column.setFixedWidth(min(look().px(392), round(self.width() * _LEFT_SHARE)))
        self.month_box.setMinimumWidth(look().px(128))

    def _left(self) -> QWidget:
        self._column.setOrientation(Qt.Orientation.Vertical)
        self._column.setChildrenCollapsible(False)
        self._column.addWidget(self.words)
        self._column.addWidget(self.suggestions)
        self._column.setStretchFactor(0, 1)
        self._column.setStretchFactor(1, 1)
        self._column.setSizes([320, 260])
        return self._column

    def _right(self) -> QWidget:
        paper, book, figures = (QWidget() for _ in range(3))
        for holder, parts in (
            (paper, (self.shown, self.page_states)),
            (book, (self.book_states,)),
            (figures, (words("月报里的数字(按回车或双击,看是哪些人、哪些户)", "muted", wrap=True), self.figure_states)),
        ):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 8, 0, 0)
            column.setSpacing(8)
            for part in parts:
                column.addWidget(part, 1 if isinstance(part, StateView) else 0)
        self.tabs.setDocumentMode(True)
        for place, (view, name) in enumerate(zip((self.checks, paper, book, figures), _TABS, strict=True)):
            self.tabs.addTab(view, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 6})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 6}"), self)
            shortcut.activated.connect(lambda place=place: self.go_to(place))
        self.tabs.setCurrentIndex(PAPER)
        return self.tabs

    def go_to(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        (self.checks.table, self.pages, self.book.grid, self.figures)[place].setFocus()


def _recent_months(today: date) -> list[tuple[int, int]]:
    """Last month first, because that is the one to report; then this month, then back two years."""
    first = today.year * 12 + today.month - 1
    order = [first - 1, first, *range(first - 2, first - _MONTHS, -1)]
    return [(count // 12, count % 12 + 1) for count in order]
