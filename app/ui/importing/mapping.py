"""Second page: what was understood of each sheet, beside its own cells, to be put right where it was not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.rules.masking import mask_id_number, mask_phone
from app.ui.theme import look
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import words

LEFT_OUT = "(不录入)"
_SAMPLES = 3


class MappingPage(QWidget):
    """`layouts` as they were understood or corrected; `touched` once the person has changed one."""

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layouts: list[Any] = []
        self.combos: list[QComboBox] = []
        self._raw: Any = None
        self._fields: Mapping[str, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.sheets = QListWidget()
        self.sheets.setAccessibleName("工作表")
        self.sheets.setFixedWidth(look().px(240))
        self.sheets.currentRowChanged.connect(self._show_sheet)
        self.sheets.itemChanged.connect(self._ticked)
        row.addWidget(self.sheets)
        self._right = QVBoxLayout()
        self._right.setSpacing(8)
        self.said = words("", wrap=True)
        self._right.addWidget(self.said)
        self._area: QScrollArea = scrolled(QWidget())
        self._right.addWidget(self._area, 1)
        row.addLayout(self._right, 1)

    def show_layouts(self, layouts: Any, raw: Any, fields: Mapping[str, str]) -> None:
        self.layouts, self._raw, self._fields = list(layouts), raw, fields
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for number in range(len(self.layouts)):
            QListWidgetItem(self.sheets)
            self._show_tick(number)
        self.sheets.blockSignals(False)
        first = next((n for n, layout in enumerate(self.layouts) if layout.use), 0)
        self.sheets.setCurrentRow(first)

    @property
    def usable(self) -> bool:
        return any(layout.use for layout in self.layouts)

    def _show_tick(self, number: int) -> None:
        """A tick before each sheet that is read; one without a header cannot be."""
        layout, item = self.layouts[number], self.sheets.item(number)
        item.setText(layout.sheet if layout.use else f"{layout.sheet}(不读取)")
        item.setCheckState(Qt.CheckState.Checked if layout.use else Qt.CheckState.Unchecked)
        item.setToolTip("读取这个工作表" if layout.use else f"不读取:{layout.why}")
        if layout.header is None:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)

    def _show_sheet(self, number: int) -> None:
        if not 0 <= number < len(self.layouts):
            return
        layout = self.layouts[number]
        self.combos = []
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, look().px(150))
        for column, title in enumerate(("表头", "录入为", "表里的内容") if layout.titles else ()):
            grid.addWidget(words(title, "muted"), 0, column)
        line = 1
        for column, title in enumerate(layout.titles):
            samples = self._samples(layout, column)
            if title or samples:
                self._add_line(grid, line, layout, column, title, samples)
                line += 1
        grid.setRowStretch(line, 1)
        self._say(layout, line - 1)
        fresh = scrolled(inside)
        self._right.replaceWidget(self._area, fresh)
        self._area.deleteLater()
        self._area = fresh

    def _say(self, layout: Any, columns: int) -> None:
        if layout.header is None:
            self.said.setText(f"工作表“{layout.sheet}”不读取:{layout.why}。")
        elif not layout.use:
            self.said.setText(f"工作表“{layout.sheet}”不读取:{layout.why}。可以在下面改对表头的意思。")
        else:
            known = sum(field is not None for field in layout.fields)
            where = f"表头在第 {layout.header.first + 1} 行" + (
                f"到第 {layout.header.last + 1} 行" if layout.header.last != layout.header.first else ""
            )
            self.said.setText(f"{where};{columns} 列里认出了 {known} 列。认错的请改过来,下次遇到同样的表头会记得。")

    def _add_line(self, grid: QGridLayout, line: int, layout: Any, column: int, title: str, samples: list[str]) -> None:
        head = words(title or f"第 {column + 1} 列(没有表头)", "" if title else "muted", wrap=True)
        head.setMaximumWidth(look().px(180))
        grid.addWidget(head, line, 0)
        combo = QComboBox()
        combo.setAccessibleName(f"{title}录入为")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumWidth(look().px(180))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.addItem(LEFT_OUT, "")
        for key, words_ in self._fields.items():
            combo.addItem(words_, str(key))
        field = layout.fields[column]
        combo.setCurrentIndex(max(0, combo.findData(str(field) if field else "")))
        combo.activated.connect(lambda _index, at=column, box=combo: self._mapped(at, str(box.currentData())))
        combo.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign] # the wheel scrolls the page
        self.combos.append(combo)
        grid.addWidget(combo, line, 1)
        shown = words(" / ".join(samples), "muted")
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        shown.setToolTip("\n".join(samples))
        grid.addWidget(shown, line, 2)

    def _samples(self, layout: Any, column: int) -> list[str]:
        """The first filled cells of a column; numbers of people stay masked."""
        found: list[str] = []
        for row in self._raw.sheets[layout.index].rows[layout.first_row :]:
            text = masked_cell(row[column]) if column < len(row) else ""
            if text and text not in found:
                found.append(text)
                if len(found) == _SAMPLES:
                    break
        return found

    def _mapped(self, column: int, field: str) -> None:
        number = self.sheets.currentRow()
        self.layouts[number] = self.layouts[number].with_field(column, field or None)
        self._relabel(number)

    def _ticked(self, item: QListWidgetItem) -> None:
        number = self.sheets.row(item)
        layout = self.layouts[number]
        wanted = item.checkState() is Qt.CheckState.Checked
        if wanted == layout.use:
            return
        first = next((n for n, field in enumerate(layout.fields) if field is not None), None)
        if not wanted:
            self.layouts[number] = layout.left_out()
        elif first is not None:
            self.layouts[number] = layout.with_field(first, str(layout.fields[first]))
        self._relabel(number)
        if number == self.sheets.currentRow():
            self._show_sheet(number)

    def _relabel(self, number: int) -> None:
        self.sheets.blockSignals(True)
        self._show_tick(number)
        self.sheets.blockSignals(False)
        self.touched.emit()


def masked_cell(cell: object) -> str:
    """A cell as it may be shown: long numbers of people with their middle hidden."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if len(text) in (15, 18) and text[:-1].isdigit():
        return mask_id_number(text)
    if len(text) == 11 and text.isdigit():
        return mask_phone(text)
    return text if len(text) <= 24 else f"{text[:24]}…"
