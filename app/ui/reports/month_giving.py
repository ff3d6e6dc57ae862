"""What leaves the page of a month: the issued files, the printed paper, a Word copy, the binder's ledgers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.reports import IssuedReport, ReportWords
from app.ui.desk import Desk
from app.ui.reports import month_work as work
from app.ui.reports.printing import choose_printer, print_pdf
from app.ui.reports.register import month_words, reading
from app.ui.reports.segment import Segment
from app.ui.widgets.bars import WorkBar


class GivingView(Segment):
    """The page of a month as far as it hands files over; which month, and what is written, says `MonthView`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.choose_printer = choose_printer
        self.work = WorkBar()
        self._reports: tuple[IssuedReport, ...] = ()

    @property
    def month(self) -> tuple[int, int]:
        """The chosen month; the page overrides it."""
        return 0, 0

    def said(self) -> ReportWords | None:
        """What is written for the chosen month, None for what was kept; the page overrides it."""
        return None

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
        self.desk.jobs.run(lambda office: work.save(office, number, Path(folder)), self._on_saved, owner=self)

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

    # beside the report

    def save_word(self) -> None:
        """The month as it stands as a Word document, for those who must edit."""
        folder = self.choose_folder()
        if not folder:
            return
        (year, month), said = self.month, self.said()
        self.desk.jobs.run(
            lambda office: work.save_word(office, year, month, said, Path(folder)),
            lambda path: self.desk.tell(f"已保存到“{path.parent.name}”:{path.name}。改过的稿子不能代替签发的月报。"),
            owner=self,
        )

    def save_ledgers(self) -> None:
        """Every ledger of the month, for the binder."""
        folder = self.choose_folder()
        if not folder:
            return
        year, month = self.month
        job = self.desk.jobs.run_long(
            lambda office, report: work.save_ledgers(office, year, month, Path(folder), report),
            lambda files: self.desk.tell(f"已保存 {len(files)} 个文件到“{files[0].parent.name}”。"),
            owner=self,
        )
        self.work.follow(job, f"正在保存{year}年{month}月的台账…")

    def _on_saved(self, files: tuple[Path, ...]) -> None:
        names = "、".join(file.name for file in files)
        self.desk.tell(f"已保存到“{files[0].parent.name}”:{names}。" if files else "没有文件可存。")

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "存到哪个文件夹")
