"""Finds English that a person could see: every visible text of every widget, its tooltips and hints."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QWidget,
)

# What offices call these things themselves, keys as they stand on the keyboard, and serial numbers of reports.
_ALLOWED = re.compile(
    r"PDF|Word|Insert|\.xlsx?|\.csv|\.pdf|Excel|XLSX|WPS|A4|A3"
    r"|Ctrl\+(?:Shift\+)?\S|Alt\+\S|Shift\+\S|Caps Lock|Esc|F\d+|\d{8}-\S+\.txt"
)
_LATIN = re.compile(r"[A-Za-z]{3,}")


def english_in(root: QWidget) -> list[str]:
    """Every text below `root` with a run of three or more latin letters that nobody asked for."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisibleTo(root):
            found += [text for text in texts_of(widget) if _LATIN.search(_ALLOWED.sub("", text))]
    return found


def texts_of(widget: QWidget) -> list[str]:
    texts = [widget.toolTip(), widget.accessibleName(), widget.windowTitle()]
    if isinstance(widget, QLabel | QAbstractButton):
        texts.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        texts.append(widget.placeholderText())
    if isinstance(widget, QGroupBox):
        texts.append(widget.title())
    if isinstance(widget, QComboBox):
        texts += [widget.itemText(place) for place in range(widget.count())]
    if isinstance(widget, QTabWidget):
        texts += [widget.tabText(place) + widget.tabToolTip(place) for place in range(widget.count())]
    if isinstance(widget, QTableView):
        texts += _table_texts(widget)
    return [text for text in texts if text]


def _table_texts(table: QTableView) -> list[str]:
    model = table.model()
    if model is None:
        return []
    heads = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in range(model.columnCount())]
    cells = [
        str(model.data(model.index(row, column)) or "")
        for row in range(min(model.rowCount(), 50))
        for column in range(model.columnCount())
    ]
    return heads + cells
