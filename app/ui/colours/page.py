"""七彩图: every door with its colours, on any day, and the card of the chosen door beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.models.colours import LABELS
from app.models.people import Organisation
from app.models.views import MapPicture
from app.ui.colours.chips import LegendChips
from app.ui.colours.figures import counted
from app.ui.colours.look import make_look
from app.ui.colours.months import MonthSlider
from app.ui.colours.paper import Sheet
from app.ui.colours.view import MapView
from app.ui.desk import Desk
from app.ui.households.card import HouseholdCardView
from app.ui.jobs import Latest
from app.ui.theme import look
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView

ALL_GRIDS = "全部网格"


class ColoursPage(Page):
    """The picture people came for."""

    key = "colours"
    title = "七彩图"
    icon = "colours"
    shortcut = "Ctrl+2"
    slices = frozenset({"households", "colours", "people"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._branch = ""
        self._latest = Latest(desk.jobs, self)
        self.head = PageHead("七彩图")
        self.mono = self.head.add_action("黑白", self._show_monochrome, key="Ctrl+B")
        self.mono.setCheckable(True)
        self.mono.setToolTip("用花纹和字分辨标签,不用颜色(Ctrl+B)")
        self.print_button = self.head.add_action("打印…", self.open_paper, primary=True, key="Ctrl+P")
        self.print_button.setToolTip("打印成墙图,或存为 PDF 文件(Ctrl+P)")
        self.chips = LegendChips()
        self.grids = self.chips.grids
        self.grids.addItem(ALL_GRIDS)
        self.map = MapView()
        self.state = StateView(self.map)
        self.months = MonthSlider(desk.clock.today())
        self.card = HouseholdCardView(desk)
        self.card.hide()
        self._lay_out()
        self._wire()

    # what is shown

    def refresh(self) -> None:
        self.months.set_today(self.desk.clock.today())
        if self.map.picture is None:
            self.state.show_loading("正在画七彩图…")
        self._load(self.months.day)
        self.card.refresh()

    def show_argument(self, argument: object) -> None:
        """A household id: its door is marked and its card opened."""
        self.refresh()
        if isinstance(argument, int):
            self._open_card(argument)

    def unsaved(self) -> str:
        return self.card.unsaved()

    def open_paper(self) -> None:
        if self.map.picture is None or not self.map.picture.total:
            return
        from app.ui.colours.printing import PaperDialog

        grid = self.grids.currentText() if self.grids.currentIndex() > 0 else None
        sheet = Sheet(
            self.map.picture, self._branch, self.desk.clock.today(), self.chips.chosen, grid, self.mono.isChecked()
        )
        PaperDialog(self.desk, sheet, self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.card.isHidden():
            self.card.close_card()
        else:
            super().keyPressEvent(event)

    # within

    def _load(self, day: date) -> None:
        self._latest.run(lambda office: _read(office, day), self._show, failed=self._fail)

    def _show(self, read: tuple[MapPicture, Organisation]) -> None:
        picture, organisation = read
        self._branch = organisation.branch
        self._show_grids(picture)
        self.map.show_picture(picture)
        if self.map.chosen is None and not self.card.isHidden():
            self.map.choose_household(self.card.household_id)
        self._count()
        empty = not picture.total
        for widget in (self.chips, self.months, self.print_button, self.mono, self.zooming):
            widget.setEnabled(not empty)
        if empty:
            self.card.hide()
            self.state.show_empty(
                "七彩图上还没有住户。",
                "把现有的住户台账(Excel 或 WPS 表格)导入进来,每一户的颜色就会自动画好。",
                "导入住户台账",
                lambda: self.desk.open_page("import", None),
            )
        else:
            first = self.state.state != "content"
            self.state.show_content()
            if first and self.isVisible():
                self.map.setFocus()

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self.refresh)

    def _show_grids(self, picture: MapPicture) -> None:
        names = sorted({name for one in picture.buildings for name in one.grid.split("、") if name}, key=_grid_order)
        shown = [self.grids.itemText(n) for n in range(1, self.grids.count())]
        if names == shown:
            return
        self.grids.blockSignals(True)
        chosen = self.grids.currentText()
        self.grids.clear()
        self.grids.addItems([ALL_GRIDS, *names])
        self.grids.setCurrentIndex(max(0, self.grids.findText(chosen)))
        self.grids.blockSignals(False)

    def _count(self) -> None:
        plan = self.map.plan
        if plan is None or self.map.picture is None:
            return
        figures = counted(plan, self.chips.chosen)
        paints = make_look(self.map.picture.legend, dark=look().dark, monochrome=self.mono.isChecked())
        self.chips.show_counts(figures.counts, figures.total, paints)
        note = f"共 {figures.total} 户,标签户数 {sum(figures.counts)},去重户数 {figures.distinct}"
        if self.chips.chosen:
            names = "、".join(label.value for n, label in enumerate(LABELS) if self.chips.chosen >> n & 1)
            note = f"{names} {figures.matching} 户(共 {figures.total} 户)"
        self.head.say(note if figures.total else "")

    def _show_wanted(self, mask: int) -> None:
        self.map.show_wanted(mask)
        self._count()

    def _show_grid(self, index: int) -> None:
        self.map.show_grid(self.grids.itemText(index) if index > 0 else None)
        self._count()

    def _show_monochrome(self) -> None:
        self.map.show_monochrome(self.mono.isChecked())
        self._count()

    def _open_card(self, household_id: int) -> None:
        self.card.show_household(household_id)
        if self.card.isHidden():
            self.card.show()
            self.splitter.setSizes([self.width() - look().px(400), look().px(400)])
        self.map.choose_household(household_id)

    def _close_card(self) -> None:
        self.card.hide()
        self.map.setFocus()

    def _moved(self, household_id: int) -> None:
        if self.card.isVisible():
            self.card.show_household(household_id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.chips)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.state)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 1)
        column.addWidget(self.splitter, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.months, 1)
        self.zooming = self._zoom_buttons()
        foot.addWidget(self.zooming)
        column.addLayout(foot)

    def _zoom_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(words("大小"))
        row.addWidget(button("-", lambda: self.map.zoom(-1), tip="缩小(- 或 Ctrl+滚轮)"))
        row.addWidget(button("+", lambda: self.map.zoom(1), tip="放大(+ 或 Ctrl+滚轮)"))
        row.addWidget(button("全图", self.map.fit, tip="看全图(0)"))
        return holder

    def _wire(self) -> None:
        self.chips.wanted.connect(self._show_wanted)
        self.grids.currentIndexChanged.connect(self._show_grid)
        self.months.moved.connect(self._load)
        self.map.opened.connect(self._open_card)
        self.map.moved.connect(self._moved)
        self.map.label_pressed.connect(self.chips.press)
        self.card.closed.connect(self._close_card)
        QShortcut(QKeySequence("Alt+G"), self).activated.connect(self.grids.showPopup)


def _read(office: Any, day: date) -> tuple[MapPicture, Organisation]:
    from app import services

    return services.colours.picture(office, day), services.accounts.organisation(office)


def _grid_order(name: str) -> tuple[int, str]:
    place = next(
        ("一二三四五六七八九十".find(character) for character in name if character in "一二三四五六七八九十"), 99
    )
    return place, name
