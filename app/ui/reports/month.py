"""本月月报: choose a month, mend what is missing, write two sections, look at both files, sign; then print and keep."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.base.clock import month_end
from app.models.changes import Changes
from app.models.month_desk import MonthDesk, Suggestion
from app.models.register import RegisterEntry
from app.models.reports import IssuedReport, ReportWords
from app.models.street_forms import FormBook
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports import month_work as work
from app.ui.reports.checks import ChecksView
from app.ui.reports.figures import FigureRow, FiguresTable, names_page
from app.ui.reports.month_giving import GivingView
from app.ui.reports.month_more import MoreMenu
from app.ui.reports.pages import PagesView, Picture, image
from app.ui.reports.preview import BookPreview
from app.ui.reports.reason import ReasonBar
from app.ui.reports.register import month_words
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


class MonthView(GivingView):
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
        self.months = _recent_months(desk.clock.today())
        self.month_box = QComboBox()
        self.month_box.addItems([f"{year}年{month}月" for year, month in self.months])
        self.month_box.setAccessibleName("月份")
        self.month_box.setToolTip("选择月份(Alt+M)")
        self.month_box.activated.connect(lambda _place: self.refresh())
        QShortcut(QKeySequence("Alt+M"), self).activated.connect(self.month_box.setFocus)
        self.preview_button = button("预览", self.preview, key="F5", tip="照现在写的话重新排版")
        self.issue_button = button("签发", self.ask_to_issue, kind="primary", key="Ctrl+Return")
        self.more = MoreMenu(self)
        self.tools = self._tools()
        self.ask, self.reason = AskBar(), ReasonBar()
        self.words = WordsCard()
        self.words.edited.connect(self._on_words)
        self.words.left.connect(self.keep_words)
        self.suggestions = SuggestionsView()
        self.suggestions.taken.connect(self._take)
        self.suggestions.left.connect(lambda: self.words.fields[self.words.part].setFocus())
        self.words.part_changed.connect(self.suggestions.show_part)
        QShortcut(QKeySequence("Alt+L"), self).activated.connect(self.suggestions.table.setFocus)
        self.checks = ChecksView(desk)
        self.checks.counted.connect(self._count_checks)
        self.checks.month_wanted.connect(self.show_argument)
        self.figures = FiguresTable()
        self.figures.opened.connect(self._open_names)
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
        self._go_to(self.tabs.currentIndex())

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

    # laying out

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
        tools = (self.month_box, self.more, self.save_button, self.print_button, self.preview_button, self.issue_button)
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
            shortcut.activated.connect(lambda place=place: self._go_to(place))
        self.tabs.setCurrentIndex(PAPER)
        return self.tabs

    def _go_to(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        (self.checks.table, self.pages, self.book.grid, self.figures)[place].setFocus()


def _recent_months(today: date) -> list[tuple[int, int]]:
    """Last month first, because that is the one to report; then this month, then back two years."""
    first = today.year * 12 + today.month - 1
    order = [first - 1, first, *range(first - 2, first - _MONTHS, -1)]
    return [(count // 12, count % 12 + 1) for count in order]
