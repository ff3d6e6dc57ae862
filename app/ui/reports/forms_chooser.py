"""Beside the form: which cell this is, and the figure that it takes, found by name or pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from app.models.figure_catalogue import CatalogueEntry
from app.models.street_forms import STYLES
from app.ui.widgets.plain import button, set_tone, title_label, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView

_TYPING_MS = 60


class Chooser(QWidget):
    """`searched(text)` asks for figures, `put(entry, style)` wants one in the cell, `removed()` none any more,
    `left()` goes back to the form."""

    searched = Signal(str)
    put = Signal(object, str)
    removed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title_label("")
        self.title.setWordWrap(True)
        self.now = words("", "", wrap=True)
        self.hint = words("", "muted", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText("名称或拼音,如 党员户、dy")
        self.search.setAccessibleName("找一个数")
        self.search.setToolTip("找一个数(Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.waiting = False  # Enter was struck before the list had followed the last letter
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(lambda: self.searched.emit(self.search.text().strip()))
        self.search.textChanged.connect(lambda _text: self._wait.start())
        self.model: RowsModel[CatalogueEntry] = RowsModel(
            (
                Column("title", "数字或文字", lambda entry: entry.title, width=172, tip=lambda entry: entry.group),
                Column("value", "本月是", lambda entry: _one_line(entry), width=84, right=True),
            )
        )
        self.table = RowsView(self.model, sorting=False)
        self.table.setAccessibleName("可以填的数字和文字")
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(self._put)
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.states = StateView(self.table)
        self.style_box = QComboBox()
        self.style_box.setAccessibleName("怎样写")
        for key, said in STYLES.items():
            self.style_box.addItem(said, key)
        self.style_box.setToolTip("怎样写进格里")
        self.put_button = button("放进这一格", lambda: self._put(self.table.current_row()), kind="primary")
        self.put_button.setToolTip("放进这一格,再到下一格(在上面的框里按回车)")
        self.remove_button = button("取消对应", self.removed.emit, tip="这一格不再填数(删除键)")
        self._lay_out()

    def show_place(self, name: str, called: str, now: str, hint: str) -> None:
        """The cell the person stands on: its name, what it is called, what goes into it now."""
        self.title.setText(f"{name}  {called}" if called else name)
        self.now.setText(now)
        set_tone(self.now, "" if now.startswith("现在") else "amber" if now.startswith("提议") else "muted")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.remove_button.setEnabled(now.startswith("现在"))

    def show_entries(self, entries: Sequence[CatalogueEntry]) -> None:
        self.model.set_rows(entries)
        if entries:
            self.states.show_content()
            self.table.choose_row(0)
        else:
            self.states.show_empty("没有找到", "换一个词,或用拼音首字母试试。")
        self.put_button.setEnabled(bool(entries))

    def begin(self, typed: str = "") -> None:
        """The person wants a figure here: into the search field, with what was typed already."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self.search.setText(typed)
        else:
            self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field Enter puts the chosen figure in, the arrows walk the list, Esc goes back."""
        if watched is self.search and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._settle()
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.table.choose_row(max(0, self.table.currentIndex().row() + step))
                return True
        overridden = watched is self.search and event.type() is QEvent.Type.ShortcutOverride
        if overridden and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """Enter struck before the list has followed the last letter waits for it."""
        if self._wait.isActive():
            self._wait.stop()
            self.searched.emit(self.search.text().strip())
            self.waiting = True
        else:
            self._put(self.table.current_row())

    def landed(self) -> None:
        """The list has followed what was typed."""
        if self.waiting:
            self.waiting = False
            self._put(self.table.current_row())

    def _put(self, entry: CatalogueEntry | None) -> None:
        if entry is not None:
            self.put.emit(entry, str(self.style_box.currentData()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.title, self.now, self.hint, self.search):
            column.addWidget(widget)
        column.addWidget(self.states, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = words("写法", "muted")
        label.setBuddy(self.style_box)
        row.addWidget(label)
        row.addWidget(self.style_box, 1)
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.put_button)
        column.addLayout(foot)


def _one_line(entry: CatalogueEntry) -> str:
    return " ".join(entry.text.split())[:20]
