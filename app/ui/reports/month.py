"""本月月报: choose a month, mend what is missing, write two sections, look at both files, sign; then print and keep."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.base.clock import month_end
from app.models.changes import Changes
from app.models.month_desk import MonthDesk, Suggestion
from app.models.register import RegisterEntry
from app.models.reports import IssuedReport, ReportWords
from app.models.street_forms import FormBook
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports import month_work as work
from app.ui.reports.figures import FigureRow, names_page
from app.ui.reports.month_frame import BOOK, CHECKS, FIGURES, PAPER, MonthFrame
from app.ui.reports.month_more import MoreMenu
from app.ui.reports.pages import Picture, image
from app.ui.reports.register import month_words
from app.ui.widgets.plain import button

__all__ = ["BOOK", "CHECKS", "FIGURES", "PAPER", "MonthView"]


class MonthView(MonthFrame):
    """`show_argument((year, month))` opens a month."""

    register_wanted = Signal()
    slices = frozenset(
        ("households", "people", "reports", "forms", "visits", "requests", "meetings", "deliberations", "volunteers")
    ) | {"rules"}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._latest_desk = Latest(desk.jobs, self)
        self._latest_pages = Latest(desk.jobs, self)
        self._held: MonthDesk | None = None
        self._last: tuple[int, int] | None = None
        self.preview_button = button("预览", self.preview, key="F5", tip="照现在写的话重新排版")
        self.issue_button = button("签发", self.ask_to_issue, kind="primary", key="Ctrl+Return")
        self.more = MoreMenu(self)
        self.tools = self.lay_out_tools(self.more, self.preview_button, self.issue_button)
        self._wire()

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
        """Checks, words, figures and preview of the chosen month, all anew."""
        self.keep_words()
        self.ask.hide()
        self.reason.hide()
        self._load()
        self.preview()

    def changed(self, changes: Changes) -> None:
        if changes.slices == {"reports"}:
            self._load()  # an issue moves no figure: the preview may stay
        else:
            self.refresh()

    # the words

    def keep_words(self) -> None:
        """Keep what was typed for the month it was typed for."""
        if not self.words.dirty:
            return
        (year, month), said = self.words.month, self.words.words()
        self.words.settle(said)
        self.desk.jobs.run(lambda office: work.keep(office, year, month, said), self._kept, failed=self._not_kept)

    def _kept(self, changes: Changes) -> None:
        if changes.change_id:
            self.desk.bus.changed.emit(changes)

    def _not_kept(self, error: BaseException) -> None:
        self.words.settle(ReportWords())  # it counts as unsaved again
        self.desk.trouble(error)

    def _take(self, suggestion: Suggestion) -> None:
        self.words.take(suggestion)

    # looking

    def preview(self) -> None:
        """Both files as they would be, with the words as they stand."""
        (year, month), said = self.month, self.said()
        self._show_loading("正在排版…")
        self._latest_pages.run(
            lambda office: work.preview(office, year, month, said),
            lambda made: self._show_files(*made, f"{year}年{month}月月报草稿"),
            failed=self._on_pages_failed,
        )

    def show_issued(self, report: IssuedReport) -> None:
        """The very pages that were issued."""
        self.tabs.setCurrentIndex(PAPER)
        self._show_loading("正在打开…")
        self._latest_pages.run(
            lambda office: work.issued_files(office, report),
            lambda made: self._show_files(*made, f"已签发的{month_words(report)}月报,编号 {report.serial}"),
            failed=self._on_pages_failed,
        )

    # issuing

    def ask_to_issue(self) -> None:
        """A month that was issued before is put right by a new report, which says why."""
        year, month = self.month
        before = self.report_of(year, month)
        last = month_end(year, month)
        early = f"{month}月还没有结束,数字按现在的登记推算到{last.day}日。" if last > self.desk.clock.today() else ""
        missing = self.checks.missing
        short = f"检查里还有 {missing} 项要补。" if missing else ""
        fixed = "签发后,这份月报的内容就固定下来,不再改动。"
        if before is None:
            self.ask.ask(f"{short}{early}{fixed}现在签发{year}年{month}月月报吗?", "签发", self.issue)
            return
        self.reason.ask(
            f"{short}{early}这个月已签发过(编号 {before.serial})。再签发就是更正:另编一个号,写明更正哪一份。",
            "更正并签发",
            self.issue,
            hint="为什么更正,例如:漏登3件诉求",
            missing="请写明为什么更正。",
        )

    def issue(self, reason: str = "") -> None:
        (year, month), said = self.month, self.said()
        self.keep_words()
        self.ask.hide()
        self.reason.hide()
        self.issue_button.setEnabled(False)
        job = self.desk.jobs.run_long(
            lambda office, report: work.issue(office, year, month, said, report, reason), self._on_issued, owner=self
        )
        job.ended.connect(lambda: self.issue_button.setEnabled(True))
        self.work.follow(job, f"正在签发{year}年{month}月月报…")

    def take_focus(self) -> None:
        self.go_to(self.tabs.currentIndex())

    # landing

    def _load(self) -> None:
        year, month = self.month
        self.figure_states.show_loading()
        self.checks.states.show_loading()
        self._latest_desk.run(
            lambda office: work.desk(office, year, month), self._show_desk, failed=self._on_desk_failed
        )

    def said(self) -> ReportWords | None:
        """What is written for the chosen month; None while it has not been read: what was kept counts then."""
        return self.words.words() if self.words.month == self.month else None

    def _show_desk(self, held: MonthDesk) -> None:
        self._held, fresh = held, self.words.month != (held.facts.year, held.facts.month)
        self.words.show_words((held.facts.year, held.facts.month), held.words)
        said = self.words.words()
        self.suggestions.show_suggestions(held.suggestions, f"{said.key_work}\n{said.next_plan}")
        there = bool(held.facts.now.households.numerator)
        self.checks.show_checks(held.checks if there else (), (held.facts.year, held.facts.month))
        self.more.show_choices(held.choices)
        self._show_reports(held.reports)
        self.figures.show_facts(held.facts)
        if there:
            self.figure_states.show_content()
        else:
            self.figure_states.show_empty("还没有住户", "导入台账后,这里是月报里的每个数字。")
            self.checks.states.show_empty("还没有住户", "导入台账后,这里列出本月要补、要核对的。")
        self.issue_button.setEnabled(there)
        if fresh and self._last != self.month:
            self._last = self.month
            self.tabs.setCurrentIndex(CHECKS if self.checks.missing else PAPER)

    def _show_reports(self, reports: tuple[IssuedReport, ...]) -> None:
        self._reports = reports
        report = self.report_of(*self.month)
        self.told.emit(f"已签发,编号 {report.serial}" if report else "还没有签发")
        for made in (self.save_button, self.print_button):
            made.setVisible(report is not None)

    def _on_issued(self, entry: RegisterEntry) -> None:
        report = entry.report
        title = f"签发{month_words(report)}月报"
        self.desk.bus.changed.emit(Changes(0, title, frozenset(("reports",))))
        then = "请打印盖章,或另存后报送。"
        if entry.waiting:
            then = f"接着由{entry.waiting[0].words}在登记簿(Alt+3)里签名。"
        self.desk.tell(f"{month_words(report)}月报已签发,编号 {report.serial}。{then}")
        self.show_issued(report)
        self.save_button.setVisible(True)
        self.print_button.setVisible(True)
        self.print_button.setFocus()

    def _show_loading(self, text: str) -> None:
        self.page_states.show_loading(text)
        self.book_states.show_loading(text)
        self.shown.setText("")

    def _show_files(self, pages: list[Picture], book: FormBook, title: str) -> None:
        self.pages.show_pages([image(page) for page in pages])
        self.book.show_book(book)
        self.shown.setText(f"{title},共 {len(pages)} 页")
        self.page_states.show_content()
        self.book_states.show_content()

    def _count_checks(self, missing: int, odd: int) -> None:
        self.tabs.setTabText(CHECKS, f"检查({missing + odd})" if missing + odd else "检查")

    def _on_desk_failed(self, error: BaseException) -> None:
        self.figure_states.show_fault(error, self.refresh)
        self.checks.states.show_fault(error, self.refresh)
        self.desk.trouble(error)

    def _on_pages_failed(self, error: BaseException) -> None:
        self.page_states.show_fault(error, self.preview)
        self.book_states.show_fault(error, self.preview)
        self.desk.trouble(error)

    def _on_words(self) -> None:
        self.shown.setText("写的话有改动,按 F5 重新预览")

    def _open_names(self, row: FigureRow) -> None:
        self.desk.open_page(*names_page(row.figure))

    # wiring

    def _wire(self) -> None:
        self.month_box.activated.connect(lambda _place: self.refresh())
        self.words.edited.connect(self._on_words)
        self.words.left.connect(self.keep_words)
        self.words.part_changed.connect(self.suggestions.show_part)
        self.suggestions.taken.connect(self._take)
        self.suggestions.left.connect(lambda: self.words.fields[self.words.part].setFocus())
        self.checks.counted.connect(self._count_checks)
        self.checks.month_wanted.connect(self.show_argument)
        self.figures.opened.connect(self._open_names)
        for key, widget in (("Alt+M", self.month_box), ("Alt+L", self.suggestions.table)):
            QShortcut(QKeySequence(key), self).activated.connect(widget.setFocus)
