"""A printed sheet, seen before it leaves: Ctrl+P prints, Ctrl+S saves it as a PDF file, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.base.files import write_atomically
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.reports.pages import PagesView, Picture, image
from app.ui.reports.printing import choose_printer, print_pdf
from app.ui.theme import look
from app.ui.widgets.card import Banner
from app.ui.widgets.plain import button, title_label, words
from app.ui.widgets.states import StateView

_DPI = 120
MakePdf = Callable[[Any], bytes]


class SheetDialog(QDialog):
    """`make(office)` gives the PDF on the worker. `note`: what to mind before it goes out."""

    def __init__(self, desk: Desk, title: str, make: MakePdf, parent: QWidget | None = None, *, note: str = "") -> None:
        super().__init__(parent)
        self._desk, self._title, self._make = desk, title, make
        self.pdf: bytes | None = None
        self._latest = Latest(desk.jobs, self)
        self.choose_printer = choose_printer
        self.ask_target = self._ask_target
        self.setWindowTitle(title)
        self.resize(min(look().px(820), 1000), 640)
        self.pages = PagesView()
        self.pages.setAccessibleName(f"{title}预览")
        self.states = StateView(self.pages)
        self.banner = Banner()
        self.count = words("", "muted")
        self.print_button = button("打印…", self.print, kind="primary", key="Ctrl+P")
        self.save_button = button("另存…", self.save, key="Ctrl+S", tip="存成 PDF 文件")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = title_label(title)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        for made in (button("关闭", self.reject, tip="关闭(Esc)"), self.save_button, self.print_button):
            head.addWidget(made)
        column.addLayout(head)
        self._head = head
        if note:
            column.addWidget(words(note, "muted", wrap=True))
        column.addWidget(self.banner)
        column.addWidget(self.states, 1)
        self.load()

    def add_widget(self, widget: QWidget) -> None:
        """Something that chooses what is shown, before the buttons."""
        self._head.insertWidget(self._head.count() - 3, widget)

    def show_other(self, title: str, make: MakePdf) -> None:
        """Another sheet of the same kind."""
        self._title, self._make = title, make
        self.title.setText(title)
        self.setWindowTitle(title)
        self.load()

    def load(self) -> None:
        make = self._make
        self.pdf = None
        self._ready(False)
        self.states.show_loading("正在排版…")

        def work(office: Any) -> tuple[bytes, list[Picture]]:
            from app import services

            pdf = make(office)
            return pdf, services.reports.pictures(pdf, _DPI)

        self._latest.run(work, lambda found: self._show(*found), failed=self._failed)

    def print(self) -> None:
        if self.pdf is not None:
            print_pdf(self._desk.jobs, self.pdf, self._title, self, self._printed, choose=self.choose_printer)

    def save(self) -> None:
        chosen = self.ask_target() if self.pdf is not None else ""
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        pdf = self.pdf
        assert pdf is not None
        target = target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")
        self._desk.jobs.run(
            lambda _office: write_atomically(target, pdf).name, self._saved, failed=self._not_saved, owner=self
        )

    def _show(self, pdf: bytes, pages: list[Picture]) -> None:
        self.pdf = pdf
        self.pages.show_pages([image(page) for page in pages])
        self.count.setText(f"共 {len(pages)} 页")
        self.states.show_content()
        self._ready(True)
        self.pages.setFocus()

    def _printed(self, pages: int) -> None:
        self._desk.tell(f"{self._title}共 {pages} 页,已送到打印机。")
        self.accept()

    def _saved(self, name: str) -> None:
        self._desk.tell(f"已保存:{name}")
        self.accept()

    def _not_saved(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.banner.say(str(error), "red")
        else:
            self.banner.say("没有保存成,内容都在。请换一个位置再试。", "red")
            self._desk.trouble(error)

    def _failed(self, error: BaseException) -> None:
        self.states.show_fault(error, self.load)
        if not isinstance(error, Fault):
            self._desk.trouble(error)

    def _ready(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _ask_target(self) -> str:
        name = "".join("_" if character in '\\/:*?"<>|' else character for character in self._title)
        chosen, _ = QFileDialog.getSaveFileName(self, "另存为", f"{name}.pdf", "PDF 文件 (*.pdf)")
        return chosen
