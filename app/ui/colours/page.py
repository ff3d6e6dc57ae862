"""七彩图: every door with its colours, on any day, and the card of the chosen door beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.views import MapChart, MapFilter, MapPicture
from app.rules.elevation.paints import make_look
from app.ui.colours.actions import PickedActions
from app.ui.colours.facts import DoorFacts, read_facts, read_labels, read_picture
from app.ui.colours.filters import Filters
from app.ui.colours.foot import MapFoot
from app.ui.colours.laying import Laying
from app.ui.colours.layout import LayoutPanel
from app.ui.colours.line import MapLine
from app.ui.colours.months import MonthSlider
from app.ui.colours.view import MapView
from app.ui.desk import Desk
from app.ui.households.card import HouseholdCardView
from app.ui.jobs import Latest
from app.ui.theme import look
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.states import StateView

_REST_MS = 200


class ColoursPage(Page):
    """The picture people came for."""

    key = "colours"
    title = "七彩图"
    icon = "colours"
    shortcut = "Ctrl+2"
    slices = frozenset({"households", "colours", "people", "rules", "visits", "requests"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.building: tuple[str, str] | None = None  # looked at alone
        self._hot: Mapping[int, int] = {}  # household -> requests, whether they are marked or not
        self._latest = Latest(desk.jobs, self)
        self._latest_facts = Latest(desk.jobs, self)
        self._rest = QTimer(self)  # what other rooms know is read when the hand rests: colours come first
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read_facts)
        self.head = PageHead("七彩图")
        self.mono = self.head.add_action("黑白", self._show_monochrome, key="Ctrl+B")
        self.mono.setCheckable(True)
        self.mono.setToolTip("用花纹和字分辨标签,不用颜色(Ctrl+B)")
        self.lay_button = self.head.add_action(
            "调整布局", lambda: self.laying.switch(on=not self.map.laying), key="Ctrl+M"
        )
        self.lay_button.setCheckable(True)
        self.lay_button.setToolTip("挪动一栋楼里的门牌,改门牌,打通或隔断(Ctrl+M)")
        self.print_button = self.head.add_action("打印…", self.open_paper, primary=True, key="Ctrl+P")
        self.print_button.setToolTip("打印成墙图,或存为 PDF 文件(Ctrl+P)")
        self.filters = Filters()
        for widget in (self.filters.estates, self.filters.grids, self.filters.hot):
            self.head.add_widget(widget)
        self.line = MapLine()
        self.map = MapView()
        self.state = StateView(self.map)
        self.foot = MapFoot(MonthSlider(desk.clock.today()), self.map)
        self.months = self.foot.months
        self.card = HouseholdCardView(desk)
        self.card.hide()
        self.layout_panel = LayoutPanel(desk, self.map)
        self.layout_panel.hide()
        self.laying = Laying(self)
        self.actions_of_picked = PickedActions(desk, self)
        self.setFocusProxy(self.map)
        self._lay_out()
        self._wire()

    # what is shown

    def refresh(self) -> None:
        self.months.set_today(self.desk.clock.today())
        if self.map.scene.picture is None:
            self.state.show_loading("正在画七彩图…")
        day = self.months.day
        self._latest.run(lambda office: read_picture(office, day), self._show, failed=self._fail)
        self._read_facts()
        self.card.refresh()

    def show_argument(self, argument: object) -> None:
        """A household id: its door is marked and its card opened. A MapFilter: its doors are shown."""
        self.refresh()
        if isinstance(argument, int):
            self._open_card(argument)
        elif isinstance(argument, MapFilter):
            self.building = argument.building
            self.filters.show_filter(argument)

    def unsaved(self) -> str:
        return "、".join(part for part in (self.card.unsaved(), self.layout_panel.unsaved()) if part)

    def open_paper(self) -> None:
        picture = self.map.scene.picture
        if picture is None or not picture.total:
            return
        from app.ui.colours.paper import PaperDialog

        for past in self.findChildren(PaperDialog):
            past.deleteLater()
        chart = MapChart(picture.as_of, self.map.scene.shown, monochrome=self.mono.isChecked())
        PaperDialog(self.desk, chart, self).open()

    def enter_building(self, key: tuple[str, str]) -> None:
        """Look at one building alone."""
        self.building = key
        self._show_filter()
        self.map.setFocus()

    def leave_building(self) -> None:
        self.building = None
        self._show_filter()
        self.map.setFocus()

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc is the map's while there is something to leave on it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self._escape()
        else:
            super().keyPressEvent(event)

    # within

    def _escape(self) -> None:
        """One step back: what is picked out, the layout, the card, the building."""
        if self.map.scene.selected:
            self.map.show_picked(set())
        elif self.map.laying:
            self.laying.switch(on=False)
        elif not self.card.isHidden():
            self.card.close_card()
        elif self.building is not None:
            self.leave_building()

    def _show(self, picture: MapPicture) -> None:
        chosen = self.map.chosen_household
        self.map.show_picture(picture)
        self.building = self.map.scene.shown.building
        if self.map.laying and self.building is None:
            self.laying.follow(picture, chosen)
        self.filters.show_places(self.map.scene.grids(), self.map.scene.estates())
        if self.map.chosen is None and not self.card.isHidden():
            self.map.choose_household(self.card.household_id)
        self._count()
        self._show_picked()
        empty = not picture.total
        for widget in (
            self.filters, self.filters.hot, self.months, self.print_button, self.mono, self.lay_button,
            self.foot.zooming,
        ):  # fmt: skip
            widget.setEnabled(not empty)
        self.line.setVisible(not empty)
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
            self._show_or_say()
            if first and self.isVisible():
                self.map.setFocus()
        if self.map.laying:
            self.laying.picture_came()

    def _show_day(self, day: date, labels: Mapping[int, int]) -> None:
        self.map.show_day(day, labels)
        self._count()
        self._rest.start()

    def _read_facts(self) -> None:
        day = self.months.day
        self._latest_facts.run(lambda office: read_facts(office, day), self._show_facts)

    def _show_facts(self, facts: DoorFacts) -> None:
        self._hot = facts.hot
        self.map.scene.show_overdue(facts.overdue)
        self.map.scene.hot = self._hot if self.filters.hot.isChecked() else {}
        self.map.recolour()
        self._count()

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self.refresh)

    def _count(self) -> None:
        scene = self.map.scene
        if scene.picture is None:
            return
        figures = scene.counted()
        paints = make_look(scene.picture.legend, dark=look().dark, monochrome=self.mono.isChecked())
        hot = sum(1 for household in self._hot if household in scene.plan.door_of_household)
        self.filters.show_counts(figures, hot, paints)
        building = scene.plan.buildings[0].short if self.building is not None and scene.plan.buildings else ""
        self.line.show_shown(scene.shown, building, figures)

    def _show_filter(self) -> None:
        self.map.show_filter(replace(self.filters.shown, building=self.building))
        if self.building is not None and not self.map.scene.plan.buildings:  # it has no part in the grid
            self.map.show_filter(self.filters.shown)
        self.building = self.map.scene.shown.building
        self._count()
        self._show_picked()
        self._show_or_say()

    def _show_or_say(self) -> None:
        """The map, or why there is nothing on it."""
        if self.map.scene.plan.buildings:
            self.state.show_content()
        else:
            remedy = "所选的小区里没有这个网格的住户。请换一个,或清除筛选。"
            self.state.show_empty("没有符合条件的楼栋。", remedy, "清除筛选", self.filters.clear)

    def _show_hot(self, on: bool) -> None:
        self.map.scene.hot = self._hot if on else {}
        self.map.recolour()

    def _show_monochrome(self) -> None:
        self.map.show_monochrome(self.mono.isChecked())
        self._count()

    def _show_picked(self) -> None:
        self.line.show_picked(len(self.map.scene.selected), self.map.scene.hidden)

    def _toggle_layout(self) -> None:
        self.laying.switch(on=not self.map.laying)

    def _open_card(self, household_id: int) -> None:
        if self.map.laying:
            self.layout_panel.show_door()
            return
        self.card.show_household(household_id)
        self.make_room(self.card)
        self.map.choose_household(household_id)

    def make_room(self, panel: QWidget) -> None:
        if panel.isHidden():
            panel.show()
            wide = look().px(400)
            rest = self.width() - wide
            self.splitter.setSizes([rest, wide if panel is self.card else 0, wide if panel is self.layout_panel else 0])

    def _close_card(self) -> None:
        self.card.hide()
        self.map.setFocus()

    def _moved(self, household_id: int) -> None:
        if self.map.laying:
            self.layout_panel.show_door()
        elif self.card.isVisible():
            self.card.show_household(household_id)

    def _month(self, day: date) -> None:
        self._latest.run(lambda office: read_labels(office, day), lambda labels: self._show_day(day, labels))

    def _refused(self, fault: Fault) -> None:
        self.layout_panel.say(fault)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addWidget(self.line)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for widget in (self.state, self.card, self.layout_panel):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(0, 1)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.foot)

    def _wire(self) -> None:
        self.filters.moved.connect(lambda _shown: self._show_filter())
        self.filters.hot_moved.connect(self._show_hot)
        self.line.cleared.connect(self.filters.clear)
        self.line.left.connect(self.leave_building)
        self.line.dropped.connect(lambda: self.map.show_picked(set()))
        self.actions_of_picked.add_to(self.line, lambda: frozenset(self.map.scene.selected))
        self.months.moved.connect(self._month)
        self.map.opened.connect(self._open_card)
        self.map.moved.connect(self._moved)
        self.map.entered.connect(self.enter_building)
        self.map.picked.connect(self._show_picked)
        self.map.switch_pressed.connect(self.filters.press)
        self.map.placed.connect(self.layout_panel.place)
        self.map.refused.connect(self._refused)
        self.card.closed.connect(self._close_card)
        self.layout_panel.finished.connect(lambda: self.laying.switch(on=False))


_ESC = Qt.Key.Key_Escape
