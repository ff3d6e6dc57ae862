"""报送: choose a month, add words, look, sign; then keep, print and verify what was issued."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.base.clock import month_end
from app.models.changes import Changes
from app.models.figures import MonthlyFacts
from app.models.reports import IssuedReport, ReportWords
from app.ui.desk import Desk
from app.ui.jobs import Latest, Report
from app.ui.reports.figures import FigureRow, FiguresTable, names_page
from app.ui.reports.pages import PagesView, Picture, image
from app.ui.reports.register import RegisterView, month_words, reading
from app.ui.reports.verifying import VerifyView
from app.ui.reports.words import WordsCard
from app.ui.theme import look
from app.ui.widgets.bars import AskBar, WorkBar
from app.ui.widgets.head import PageHead
from app.ui.widgets.page import Page
from app.ui.widgets.plain import words
from app.ui.widgets.states import StateView

_MONTHS = 24
_PREVIEW_DPI = 110
_LEFT_SHARE = 0.48  # of a narrow window in large type: the preview must not lie over the words
PREVIEW, REGISTER, VERIFY = range(3)


class ReportsPage(Page):
    """`show_argument((year, month))` opens a month."""

    key = "reports"
    title = "报送"
    icon = "reports"
    shortcut = "Ctrl+9"
    slices = frozenset(("households", "people", "reports", "visits"))

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._latest_facts = Latest(desk.jobs, self)
        self._latest_pages = Latest(desk.jobs, self)
        self.months = _recent_months(desk.clock.today())
        self.month_box = QComboBox()
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        self.month_box.setAccessibleName("月份")
        self.month_box.setToolTip("选择月份(Alt+M)")
        self.month_box.activated.connect(lambda _place: self.refresh())
        QShortcut(QKeySequence("Alt+M"), self).activated.connect(self.month_box.setFocus)
        self.head = PageHead(self.title)
        self.head.add_widget(self.month_box)
        self.preview_button = self.head.add_action("预览", self.preview, key="F5")
        self.issue_button = self.head.add_action("签发", self.ask_to_issue, primary=True, key="Ctrl+Return")
        self.ask = AskBar()
        self.work = WorkBar()
        self.words = WordsCard()
        self.words.edited.connect(self._on_words)
        self.figures = FiguresTable()
        self.figures.opened.connect(self._open_names)
        self.figure_states = StateView(self.figures)
        self.pages = PagesView()
        self.page_states = StateView(self.pages)
        self.shown = words("", "muted")
        self.register = RegisterView(desk)
        self.register.open_wanted.connect(self.open_issued)
        self.register.verify_wanted.connect(self.verify_issued)
        self.register.model.modelReset.connect(self._say_month)
        self.verify = VerifyView(desk)
        self.tabs = QTabWidget()
        self._column = QWidget()
        self._lay_out()
        self._set_sizes()

    @property
    def month(self) -> tuple[int, int]:
        return self.months[self.month_box.currentIndex()]

    def show_argument(self, argument: object) -> None:
        if argument in self.months:
            self.month_box.setCurrentIndex(self.months.index(argument))
        self.refresh()

    def unsaved(self) -> str:
        return self.words.unsaved()

    def refresh(self) -> None:
        """Figures, register and preview of the chosen month, all anew."""
        year, month = self.month
        self.words.show_month(year, month)
        self.ask.hide()
        self._say_month()
        self.figure_states.show_loading()
        self._latest_facts.run(
            lambda office: _facts(office, year, month), self._show_facts, failed=self._on_facts_failed
        )
        self.register.refresh()
        self.preview()

    def preview(self) -> None:
        """The pages as they would be printed, with the words as they stand."""
        (year, month), said = self.month, self.words.words()
        self.tabs.setCurrentIndex(PREVIEW)
        self.page_states.show_loading("正在排版…")
        self.shown.setText("")
        self._latest_pages.run(
            lambda office: _preview(office, year, month, said),
            lambda pages: self._show_pages(pages, f"{year}年{month}月月报草稿"),
            failed=self._on_pages_failed,
        )

    def ask_to_issue(self) -> None:
        year, month = self.month
        before = self.register.report_of(year, month)
        again = f"这个月已签发过(编号 {before.serial}),再签发会另编一个号。" if before else ""
        last = month_end(year, month)
        early = f"{month}月还没有结束,数字按现在的登记推算到{last.day}日。" if last > self.desk.clock.today() else ""
        self.ask.ask(
            f"{again}{early}签发后,这份月报的内容就固定下来,不再改动。现在签发{year}年{month}月月报吗?",
            "签发",
            self.issue,
        )

    def issue(self) -> None:
        (year, month), said = self.month, self.words.words()
        self.ask.hide()
        self.issue_button.setEnabled(False)
        job = self.desk.jobs.run_long(
            lambda office, report: _issue(office, year, month, said, report), self._on_issued, owner=self
        )
        job.ended.connect(lambda: self.issue_button.setEnabled(True))
        self.work.follow(job, f"正在签发{year}年{month}月月报…")

    def open_issued(self, report: IssuedReport) -> None:
        """The very pages that were issued."""
        self.tabs.setCurrentIndex(PREVIEW)
        self.page_states.show_loading("正在打开…")
        self._latest_pages.run(
            lambda office: _pictures(reading(report, "pdf")(office)),
            lambda pages: self._show_pages(pages, f"已签发的{month_words(report)}月报,编号 {report.serial}"),
            failed=self._on_pages_failed,
        )

    def verify_issued(self, report: IssuedReport) -> None:
        self.tabs.setCurrentIndex(VERIFY)
        self.desk.jobs.run(lambda office: _contents(office, report), self.verify.verify_bytes, owner=self)

    def _on_issued(self, report: IssuedReport) -> None:
        self.words.settle()
        title = f"签发{month_words(report)}月报"
        self.desk.bus.changed.emit(Changes(0, title, frozenset(("reports",))))
        self.desk.tell(f"{month_words(report)}月报已签发,编号 {report.serial}。请打印盖章,或另存后报送。")
        self.tabs.setCurrentIndex(REGISTER)
        self.register.table.setFocus()

    def _on_changed(self, changes: Changes) -> None:
        if changes.slices == {"reports"} and self.isVisible():
            self.register.refresh()  # an issue moves no figure: the preview may stay
            return
        super()._on_changed(changes)

    def _show_facts(self, facts: MonthlyFacts) -> None:
        self.figures.show_facts(facts)
        if facts.now.households.numerator:
            self.figure_states.show_content()
        else:
            self.figure_states.show_empty("还没有住户", "导入台账后,这里是月报里的每个数字。")
        self.issue_button.setEnabled(bool(facts.now.households.numerator))

    def _show_pages(self, pages: list[Picture], title: str) -> None:
        self.pages.show_pages([image(page) for page in pages])
        self.shown.setText(f"{title},共 {len(pages)} 页")
        self.page_states.show_content()

    def _on_facts_failed(self, error: BaseException) -> None:
        self.figure_states.show_fault(error, self.refresh)
        self.desk.trouble(error)

    def _on_pages_failed(self, error: BaseException) -> None:
        self.page_states.show_fault(error, self.preview)
        self.desk.trouble(error)

    def _on_words(self) -> None:
        self.shown.setText("写的话有改动,按 F5 重新预览")

    def _open_names(self, row: FigureRow) -> None:
        self.desk.open_page(*names_page(row.figure))

    def _say_month(self) -> None:
        report = self.register.report_of(*self.month)
        self.head.say(f"已签发,编号 {report.serial}" if report else "还没有签发")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (self.head, self.ask, self.work):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        column.addLayout(row, 1)
        self.tabs.currentChanged.connect(lambda place: self._column.setVisible(place == PREVIEW))

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
        left = self._column
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words, 2)
        column.addWidget(words("月报里的数字(按回车或双击,看是哪些人、哪些户)", "muted", wrap=True))
        column.addWidget(self.figure_states, 3)
        return left

    def _right(self) -> QWidget:
        preview = QWidget()
        column = QVBoxLayout(preview)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.shown)
        column.addWidget(self.page_states, 1)
        self.tabs.setDocumentMode(True)
        for place, (view, name) in enumerate(
            ((preview, "预览"), (self.register, "已签发的月报"), (self.verify, "核验"))
        ):
            self.tabs.addTab(view, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 1})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(lambda place=place: self.tabs.setCurrentIndex(place))
        return self.tabs


def _recent_months(today: date) -> list[tuple[int, int]]:
    """Last month first, because that is the one to report; then this month, then back two years."""
    first = today.year * 12 + today.month - 1
    order = [first - 1, first, *range(first - 2, first - _MONTHS, -1)]
    return [(count // 12, count % 12 + 1) for count in order]


def _facts(office: Any, year: int, month: int) -> MonthlyFacts:
    from app import services

    return services.reports.draft_month(office, year, month, ReportWords())


def _preview(office: Any, year: int, month: int, said: ReportWords) -> list[Picture]:
    from app import services

    return _pictures(services.reports.preview_month(office, year, month, said))


def _pictures(pdf: bytes) -> list[Picture]:
    from app import services

    return services.reports.pictures(pdf, _PREVIEW_DPI)


def _contents(office: Any, report: IssuedReport) -> list[tuple[str, bytes]]:
    return [(file.name, reading(report, file.kind)(office)) for file in report.files]


def _issue(office: Any, year: int, month: int, said: ReportWords, report: Report) -> IssuedReport:
    from app import services

    return services.reports.issue_month(office, year, month, said, report)
