"""本月月报: choose a month, add words, look, sign; then keep and print what was issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from app.base.clock import month_end
from app.models.changes import Changes
from app.models.figures import MonthlyFacts
from app.models.reports import IssuedReport, ReportWords
from app.ui.desk import Desk
from app.ui.jobs import Latest, Report
from app.ui.reports.figures import FigureRow, FiguresTable, names_page
from app.ui.reports.pages import PagesView, Picture, image
from app.ui.reports.printing import choose_printer, print_pdf
from app.ui.reports.register import month_words, reading
from app.ui.reports.segment import Segment
from app.ui.reports.words import WordsCard
from app.ui.theme import look
from app.ui.widgets.bars import AskBar, WorkBar
from app.ui.widgets.plain import button, words
from app.ui.widgets.states import StateView

_MONTHS = 24
_PREVIEW_DPI = 110
_LEFT_SHARE = 0.48  # of a narrow window in large type: the preview must not lie over the words
PAPER, FIGURES = range(2)


class MonthView(Segment):
    """`show_argument((year, month))` opens a month."""

    register_wanted = Signal()
    slices = frozenset(
        ("households", "people", "reports", "visits", "requests", "meetings", "deliberations", "volunteers", "rules")
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._latest_facts = Latest(desk.jobs, self)
        self._latest_pages = Latest(desk.jobs, self)
        self._reports: tuple[IssuedReport, ...] = ()
        self._shown_report: IssuedReport | None = None
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.choose_printer = choose_printer
        self.months = _recent_months(desk.clock.today())
        self.month_box = QComboBox()
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        self.month_box.setAccessibleName("月份")
        self.month_box.setToolTip("选择月份(Alt+M)")
        self.month_box.activated.connect(lambda _place: self.refresh())
        QShortcut(QKeySequence("Alt+M"), self).activated.connect(self.month_box.setFocus)
        self.preview_button = button("预览", self.preview, key="F5")
        self.issue_button = button("签发", self.ask_to_issue, kind="primary", key="Ctrl+Return")
        self.tools = self._tools()
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
        """Figures and preview of the chosen month, all anew."""
        year, month = self.month
        self.words.show_month(year, month)
        self.ask.hide()
        self.figure_states.show_loading()
        self._latest_facts.run(
            lambda office: _facts(office, year, month), self._show_facts, failed=self._on_facts_failed
        )
        self._load_reports()
        self.preview()

    def changed(self, changes: Changes) -> None:
        if changes.slices == {"reports"}:
            self._load_reports()  # an issue moves no figure: the preview may stay
        else:
            self.refresh()

    def preview(self) -> None:
        """The pages as they would be printed, with the words as they stand."""
        (year, month), said = self.month, self.words.words()
        self._shown_report = None
        self.tabs.setCurrentIndex(PAPER)
        self.page_states.show_loading("正在排版…")
        self.shown.setText("")
        self._latest_pages.run(
            lambda office: _preview(office, year, month, said),
            lambda pages: self._show_pages(pages, f"{year}年{month}月月报草稿"),
            failed=self._on_pages_failed,
        )

    def ask_to_issue(self) -> None:
        year, month = self.month
        before = self.report_of(year, month)
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

    def show_issued(self, report: IssuedReport) -> None:
        """The very pages that were issued."""
        self._shown_report = report
        self.tabs.setCurrentIndex(PAPER)
        self.page_states.show_loading("正在打开…")
        self._latest_pages.run(
            lambda office: _pictures(reading(report, "pdf")(office)),
            lambda pages: self._show_pages(pages, f"已签发的{month_words(report)}月报,编号 {report.serial}"),
            failed=self._on_pages_failed,
        )

    def report_of(self, year: int, month: int) -> IssuedReport | None:
        """The latest that was issued for a month."""
        return next((report for report in self._reports if (report.year, report.month) == (year, month)), None)

    def save(self) -> None:
        """Both files of what was issued for this month, into a folder."""
        report, folder = self.report_of(*self.month), ""
        if report is not None:
            folder = self.choose_folder()
        if report is None or not folder:
            return
        number = report.id

        def work(office: Any) -> tuple[Path, ...]:
            from app import services

            return services.reports.save_files(office, number, Path(folder))

        self.desk.jobs.run(work, self._on_saved, owner=self)

    def print(self) -> None:
        """What was issued for this month."""
        report = self.report_of(*self.month)
        if report is None:
            return
        title = f"{month_words(report)}月报"

        def landed(pdf: bytes) -> None:
            print_pdf(
                self.desk.jobs,
                pdf,
                title,
                self,
                lambda pages: self.desk.tell(f"{title}共 {pages} 页,已送到打印机。"),
                choose=self.choose_printer,
            )

        self.desk.jobs.run(reading(report, "pdf"), landed, owner=self)

    def take_focus(self) -> None:
        self.month_box.setFocus()

    def _load_reports(self) -> None:
        self.desk.jobs.run(_issued, self._show_reports, owner=self)

    def _show_reports(self, reports: tuple[IssuedReport, ...]) -> None:
        self._reports = reports
        report = self.report_of(*self.month)
        self.told.emit(f"已签发,编号 {report.serial}" if report else "还没有签发")
        for made in (self.save_button, self.print_button):
            made.setVisible(report is not None)

    def _on_issued(self, report: IssuedReport) -> None:
        self.words.settle()
        title = f"签发{month_words(report)}月报"
        self.desk.bus.changed.emit(Changes(0, title, frozenset(("reports",))))
        self.desk.tell(f"{month_words(report)}月报已签发,编号 {report.serial}。请打印盖章,或另存后报送。")
        self.show_issued(report)
        self.save_button.setVisible(True)
        self.print_button.setVisible(True)
        self.print_button.setFocus()

    def _on_saved(self, files: tuple[Path, ...]) -> None:
        names = "、".join(file.name for file in files)
        self.desk.tell(f"已保存到“{files[0].parent.name}”:{names}。" if files else "没有文件可存。")

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

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "存到哪个文件夹")

    def _tools(self) -> QWidget:
        """What stands in the page's head: the month, and what can be done with it."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.save_button = button("另存…", self.save, key="Ctrl+S", tip="把签发的 PDF 和 Excel 文件存到一个文件夹")
        self.print_button = button("打印…", self.print, key="Ctrl+P", tip="打印签发的月报")
        for made in (self.save_button, self.print_button):
            made.hide()
        for widget in (self.month_box, self.save_button, self.print_button, self.preview_button, self.issue_button):
            row.addWidget(widget)
        return holder

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.ask, self.work):
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
        left = self._column
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words, 1)
        return left

    def _right(self) -> QWidget:
        paper, figures = QWidget(), QWidget()
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.shown)
        column.addWidget(self.page_states, 1)
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(words("月报里的数字(按回车或双击,看是哪些人、哪些户)", "muted", wrap=True))
        column.addWidget(self.figure_states, 1)
        self.tabs.setDocumentMode(True)
        for place, (view, name) in enumerate(((paper, "打印件"), (figures, "数字"))):
            self.tabs.addTab(view, name)
            self.tabs.setTabToolTip(place, f"{name}(Alt+{place + 6})")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 6}"), self)
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


def _issued(office: Any) -> tuple[IssuedReport, ...]:
    from app import services

    return services.reports.issued(office)


def _issue(office: Any, year: int, month: int, said: ReportWords, report: Report) -> IssuedReport:
    from app import services

    return services.reports.issue_month(office, year, month, said, report)
