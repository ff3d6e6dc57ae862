"""The workbook as it was written, sheet by sheet: its own cells, merged cells, widths and frames."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from app.models.street_forms import FormBook
from app.ui.reports.forms_grid import FormGrid


class BookPreview(QWidget):
    """Read from the very bytes of the file. Ctrl+Page Down and Ctrl+Page Up go to the next sheet and back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: FormBook | None = None
        self.sheets = QTabBar()
        self.sheets.setDrawBase(False)
        self.sheets.setExpanding(False)
        self.sheets.setUsesScrollButtons(True)
        self.sheets.currentChanged.connect(self._show)
        self.grid = FormGrid()
        self.grid.setAccessibleName("电子表格预览")
        row = QHBoxLayout()
        row.addWidget(self.sheets, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.grid, 1)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._step, step))

    def show_book(self, book: FormBook) -> None:
        """The sheet in front stays in front where the new workbook has it too."""
        name = self.sheets.tabText(self.sheets.currentIndex()) if self.sheets.count() else ""
        self._book = book
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.removeTab(0)
        for sheet in book.sheets:
            self.sheets.addTab(sheet.name)
            self.sheets.setTabToolTip(self.sheets.count() - 1, f"{sheet.name}(Ctrl+上翻页键、下翻页键换表)")
        self.sheets.blockSignals(False)
        places = [place for place, sheet in enumerate(book.sheets) if sheet.name == name]
        self.sheets.setCurrentIndex(places[0] if places else 0)
        self._show(self.sheets.currentIndex())

    def _show(self, place: int) -> None:
        if self._book is not None and 0 <= place < len(self._book.sheets):
            self.grid.show_sheet(self._book.sheets[place], {})

    def _step(self, step: int) -> None:
        if self.sheets.count():
            self.sheets.setCurrentIndex((self.sheets.currentIndex() + step) % self.sheets.count())
