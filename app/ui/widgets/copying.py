"""Rows for the clipboard: words with tabs between for any program, and a table of texts for Excel and WPS."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from app.rules.sheet_text import pasted_cell
from app.ui.widgets.rows import Column

Copied = tuple[str, str]  # words with tabs, the same as HTML
_TEXT_CELL = "<td style=\"mso-number-format:'\\@'\">"  # how Excel marks a cell whose content is text, whatever it is


def copied(columns: Sequence[Column[Any]], rows: Sequence[Any]) -> Copied:
    """The rows under their heads, columns as given."""
    lines = ["\t".join(column.title for column in columns)]
    table = ["<table><tr>", *(f"<td>{escape(column.title)}</td>" for column in columns), "</tr>"]
    for row in rows:
        cells = [" ".join(column.text(row).split()) for column in columns]
        lines.append("\t".join(map(pasted_cell, cells)))
        table.append("<tr>")
        table += (
            f"{'<td>' if column.right else _TEXT_CELL}{escape(cell)}</td>"
            for column, cell in zip(columns, cells, strict=True)
        )
        table.append("</tr>")
    return "\n".join(lines), "".join([*table, "</table>"])


class _Rows(QMimeData):
    """What we put there ourselves; not every platform says whose the clipboard is."""


def put_on_clipboard(made: Copied) -> None:
    words, table = made
    data = _Rows()
    data.setText(words)
    data.setHtml(table)
    QGuiApplication.clipboard().setMimeData(data)


def leave_words() -> None:
    """Before the program ends: what we copied stays as plain words, which the system's clipboard owns by itself.

    Data made in Python does not outlive Python: Qt asks it once more when the application is torn down, and dies.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard() or isinstance(clipboard.mimeData(), _Rows):
        clipboard.setText(clipboard.text())
