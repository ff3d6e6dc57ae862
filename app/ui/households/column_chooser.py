"""列: which columns the list shows, and in which order, all by keyboard; the list follows at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.rules.list_columns import columns_of, title_of, usual_keys
from app.ui.theme import look
from app.ui.widgets.plain import button, title_label, words
from app.ui.widgets.sizes import open_within

_KEY = int(Qt.ItemDataRole.UserRole)


class ColumnChooser(QDialog):
    """`chosen(keys)` with every change: Space ticks, Alt+Up and Alt+Down move. The last tick cannot be taken away."""

    chosen = Signal(object)

    def __init__(self, keys: Sequence[str], *, by_person: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_person = by_person
        self._filling = False
        self.setWindowTitle("选择列")
        open_within(self, 420, 560)
        self.list = QListWidget()
        self.list.setAccessibleName("列")
        self.up_button = button("上移", lambda: self.move_column(-1), tip="往左挪(Alt+上箭头)")
        self.down_button = button("下移", lambda: self.move_column(1), tip="往右挪(Alt+下箭头)")
        for key, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            pressed = QShortcut(QKeySequence(key), self)
            pressed.activated.connect(lambda step=step: self.move_column(step))
        self._lay_out()
        self.fill(keys)
        self.list.itemChanged.connect(self._on_changed)
        self.list.setFocus()

    @property
    def keys(self) -> tuple[str, ...]:
        """Ticked columns from left to right."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked)

    def fill(self, keys: Sequence[str]) -> None:
        """Those shown first, in their order, then the others."""
        columns = {column.key: column for column in columns_of(by_person=self._by_person)}
        self._filling = True
        self.list.clear()
        for key in dict.fromkeys((*keys, *columns)):
            item = QListWidgetItem(title_of(columns[key], by_person=self._by_person))
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, look().px(28)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._filling = False

    def move_column(self, step: int) -> None:
        """The column under the cursor changes places with its neighbour."""
        place = self.list.currentRow()
        if not (0 <= place < self.list.count() and 0 <= place + step < self.list.count()):
            return
        self._filling = True
        item = self.list.takeItem(place)
        self.list.insertItem(place + step, item)
        self.list.setCurrentRow(place + step)
        self._filling = False
        self.chosen.emit(self.keys)

    def restore(self) -> None:
        """The columns that are usually shown."""
        self.fill(usual_keys(by_person=self._by_person))
        self.chosen.emit(self.keys)

    def _on_changed(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        if not self.keys:
            item.setCheckState(Qt.CheckState.Checked)
            return
        self.chosen.emit(self.keys)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(title_label("选择列"))
        column.addWidget(words("打勾的列才显示(空格键);上移、下移改变先后。名单马上跟着变。", "muted", wrap=True))
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self.up_button, self.down_button, button("恢复原样", self.restore, key="Alt+R")):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(button("关闭", self.accept, kind="primary", key="Esc"))
        column.addLayout(row)
