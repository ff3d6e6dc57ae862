"""Step 3: the recovery code, shown once; copied by hand, printed, or saved as a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.base.files import write_atomically
from app.ui.jobs import Jobs
from app.ui.widgets.plain import button, set_tone, title_label, words

_A_LINE = 4


class CodeStep(QWidget):
    """`confirmed(bool)` follows the tick; troubles with printing or saving go to `present`."""

    confirmed = Signal(bool)

    def __init__(self, jobs: Jobs, present: Callable[[BaseException], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._present = present
        self._sheet = b""
        self.choose_file: Callable[[], str] = self._ask_file
        self.code = words("", wrap=True)
        self.code.setObjectName("figure")
        self.code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.note = words("", "green", wrap=True)
        self.tick = QCheckBox("我已抄写或打印恢复码")
        self.tick.toggled.connect(self.confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(title_label("请收好恢复码"))
        column.addWidget(
            words("忘记密码时,只有恢复码能打开台账。它只显示这一次,请抄在纸上或打印出来,锁进柜子。", "muted", wrap=True)
        )
        column.addWidget(self.code)
        column.addLayout(self._buttons())
        column.addWidget(self.note)
        column.addWidget(self.tick)
        column.addStretch(1)
        self.setFocusProxy(self.tick)

    @property
    def is_confirmed(self) -> bool:
        return self.tick.isChecked()

    def show_code(self, code: str, sheet: bytes) -> None:
        """`sheet` is the PDF page that carries the code."""
        self._sheet = sheet
        self.code.setText(grouped(code))
        self.tick.setChecked(False)

    def save(self) -> None:
        chosen = self.choose_file()
        if not chosen:
            return
        try:
            saved = write_atomically(Path(chosen), self._sheet, private=True)
        except Exception as error:  # noqa: BLE001 - the presenter tells a fault from a bug
            self._present(error)
        else:
            self._say(f"已保存到 {saved.name}。请打印出来收好,不要留在这台电脑上。")

    def print(self) -> None:
        from app.ui.reports.printing import print_pdf

        print_pdf(self._jobs, self._sheet, "恢复码", self, lambda _pages: self._say("已送到打印机。"))

    def _say(self, text: str) -> None:
        self.note.setText(text)
        set_tone(self.note, "green")

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(button("打印…", self.print, key="Ctrl+P"))
        row.addWidget(button("存为 PDF…", self.save, key="Ctrl+S"))
        row.addStretch(1)
        return row

    def _ask_file(self) -> str:
        chosen, _ = QFileDialog.getSaveFileName(self, "保存恢复码", "七彩台账恢复码.pdf", "PDF 文件 (*.pdf)")
        return chosen


def grouped(code: str) -> str:
    """Its groups with wide gaps between, four on a line: easier to copy by hand."""
    groups = code.split("-")
    return "\n".join("    ".join(groups[start : start + _A_LINE]) for start in range(0, len(groups), _A_LINE))
