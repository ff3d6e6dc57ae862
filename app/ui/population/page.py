"""人口: ages, shares and labels of any day, as pictures, as numbers and on paper; every one of them opens its names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.ledgers import Ledger
from app.models.population import Members, PopulationView, asked
from app.models.queries import ListQuery
from app.rules.population_numbers import title_of
from app.ui.colours.months import MonthSlider
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.population.choices import Choices
from app.ui.population.numbers import NumbersTable
from app.ui.population.paper import PaperView, Wanted, paper
from app.ui.population.pictures import Pictures
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.states import StateView

PICTURES, NUMBERS, PAPER = range(3)
Read = tuple[PopulationView, tuple[str, ...], tuple[str, ...]]  # with the names of grids and estates


class PopulationPage(Page):
    """Of the whole ledger, a grid or an estate; the slider goes by months, the field beside it to any day."""

    key = "population"
    title = "人口"
    icon = "population"
    shortcut = "Ctrl+8"
    slices = frozenset({"households", "colours", "people", "rules"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._latest, self._latest_names = Latest(desk.jobs, self), Latest(desk.jobs, self)
        self.view: PopulationView | None = None
        self.head = PageHead(self.title)
        self.export_button = self.head.add_action("导出…", self.export, key="Ctrl+E")
        self.save_button = self.head.add_action("另存 PDF…", self.save, key="Ctrl+S")
        self.print_button = self.head.add_action("打印…", self.print_paper, primary=True, key="Ctrl+P")
        self.choices = Choices()
        self.pictures = Pictures()
        self.numbers = NumbersTable()
        self.paper = PaperView(desk, self.wanted)
        self.tabs = QTabWidget()
        self.state = StateView(self.tabs)
        self.months = MonthSlider(desk.clock.today())
        self.other_day = self.choices.day
        self.ask_target = self._ask_target
        self._lay_out()
        self._wire()

    @property
    def day(self) -> date:
        """The typed day wins over the slider until the slider is moved again."""
        return self.other_day.day or self.months.day

    def wanted(self) -> Wanted:
        """Day, scope, and the day to compare with, as they are chosen now."""
        return self.day, self.choices.scope, self.choices.before(self.day)

    def refresh(self) -> None:
        self.months.set_today(self.desk.clock.today())
        if self.view is None:
            self.state.show_loading("正在清点人口…")
        wanted = self.wanted()
        self._latest.run(lambda office: _read(office, wanted), self._show, failed=self._fail)
        self.paper.forget()

    def open_names(self, key: str) -> None:
        """Show the people or doors behind a figure in their list."""
        if self.view is None:
            return
        wanted, scope = asked(key), self.view.now.scope
        title = f"{scope.words}{title_of(self.view, key)},{chinese_date(wanted.day)}"
        self._latest_names.run(lambda office: _members(office, key, scope), lambda found: self._open_list(found, title))

    def export(self) -> None:
        from app.ui.widgets.exporting import ExportDialog

        if self.view is None or not self.print_button.isEnabled():
            return
        wanted = self.wanted()
        ExportDialog(self.desk, lambda office, _full: _ledger(office, wanted), "人口结构", self).open()

    def save(self) -> None:
        chosen = self.ask_target()
        if not chosen:
            return
        target, wanted = Path(chosen), self.wanted()
        if target.suffix.lower() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        self.desk.jobs.run(
            lambda office: _save(office, target, wanted),
            lambda saved: self.desk.tell(f"已保存:{saved.name}"),
            owner=self,
        )

    def print_paper(self) -> None:
        wanted = self.wanted()
        self.desk.jobs.run(lambda office: paper(office, wanted), self._print, owner=self)

    # within

    def _print(self, pdf: bytes) -> None:
        from app.ui.reports.printing import print_pdf

        print_pdf(self.desk.jobs, pdf, "人口结构", self, lambda pages: self.desk.tell(f"已送到打印机,共 {pages} 页。"))

    def _show(self, read: Read) -> None:
        view, grids, estates = read
        self.view = view
        self.choices.show_places(grids, estates)
        whole = view.now.whole
        self.head.say(f"{chinese_date(view.now.as_of)},{whole.residents.numerator} 人,{whole.households.numerator} 户")
        somebody = bool(whole.residents.numerator)
        for button in (self.export_button, self.save_button, self.print_button):
            button.setEnabled(somebody)
        if not somebody:
            self._show_nobody(view)
            return
        self.pictures.show_view(view)
        self.numbers.show_view(view)
        self.state.show_content()

    def _show_nobody(self, view: PopulationView) -> None:
        if self.choices.scope.words or view.now.as_of != self.desk.clock.today():
            self.state.show_empty(
                "这一天、这个范围里没有登记居民。", "请换一天,或者看全部网格和小区。", "看今天全部居民", self._show_all
            )
        else:
            self.state.show_empty(
                "还没有登记居民。",
                "把现有的住户台账(Excel 或 WPS 表格)导入进来,这里就会画出年龄、占比和变化。",
                "导入住户台账",
                lambda: self.desk.open_page("import", None),
            )

    def _show_all(self) -> None:
        self.other_day.show_day(None)
        self.months.slider.setValue(0)
        self.choices.show_all()

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self.refresh)
        self.desk.trouble(error)

    def _open_list(self, found: Members, title: str) -> None:
        query = ListQuery(by_person=found.asked.by_person, ids=found.ids)
        self.desk.open_page("households", (query, title))
        if found.gone:
            self.desk.tell(f"其中 {found.gone} 人现在不住在这里,名单里没有他们。")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.choices)
        column.addWidget(self.state, 1)
        column.addWidget(self.months)
        self.tabs.setDocumentMode(True)
        for place, (widget, name) in enumerate(self._tabs()):
            self.tabs.addTab(widget, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(lambda place=place: self.tabs.setCurrentIndex(place))

    def _tabs(self) -> tuple[tuple[QWidget, str], ...]:
        return (self.pictures, "图"), (self.numbers, "数字"), (self.paper, "打印预览")

    def _wire(self) -> None:
        self.choices.moved.connect(self.refresh)
        self.months.moved.connect(self._on_slider)
        self.pictures.opened.connect(self.open_names)
        self.numbers.opened.connect(lambda row: self.open_names(row.figure.key))
        self.tabs.currentChanged.connect(lambda place: self.paper.read() if place == PAPER else None)

    def _on_slider(self, _day: date) -> None:
        self.other_day.show_day(None)
        self.refresh()

    def _ask_target(self) -> str:
        name = f"人口结构{self.choices.scope.words}-{self.day:%Y%m%d}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "另存为", name, "PDF 文件 (*.pdf)")
        return chosen


def _read(office: Any, wanted: Wanted) -> Read:
    from app import services

    view = services.population.view(office, *wanted)
    return view, services.lists.grids(office), services.lists.estates(office)


def _members(office: Any, key: str, scope: Any) -> Members:
    from app import services

    return services.population.members(office, asked(key), scope)


def _ledger(office: Any, wanted: Wanted) -> Ledger:
    from app import services

    return services.population.ledger(office, *wanted)


def _save(office: Any, target: Path, wanted: Wanted) -> Path:
    from app import services

    return services.population.save(office, target, *wanted)
