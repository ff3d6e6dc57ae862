"""Over the form: what can be done with it, and a line to give it another name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.ui.widgets.plain import button, words

EDIT, FILLED = range(2)
_NAMES = (("对应数字", "F6"), ("填好的样子", "F5"))


class FormsBar(QWidget):
    """`mode_wanted(place)`, and a signal for each verb. `renamed(name)`: the new name was struck in."""

    mode_wanted = Signal(int)
    accept_wanted = Signal()
    renew_wanted = Signal()
    remove_wanted = Signal()
    save_wanted = Signal()
    sign_wanted = Signal()
    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for place, (name, key) in enumerate(_NAMES):
            self.tabs.addTab(name)
            self.tabs.setTabToolTip(place, f"{name}({key})")
        self.tabs.currentChanged.connect(self.mode_wanted)
        self.accept_button = button("采用提议", self.accept_wanted.emit, kind="primary", key="Ctrl+Return")
        self.renew_button = button("换新版空表…", self.renew_wanted.emit, tip="街道改了表:换成新的空表,对应跟着走")
        self.rename_button = button("改名", self.begin_rename, key="F2")
        self.remove_button = button("删除表格", self.remove_wanted.emit)
        self.save_button = button("另存…", self.save_wanted.emit, key="Ctrl+S")
        self.sign_button = button("签名后另存…", self.sign_wanted.emit, kind="primary", key="Ctrl+Return")
        self.name = QLineEdit()
        self.name.setAccessibleName("表格的名字")
        self.name.returnPressed.connect(self._rename)
        self._naming = QWidget()
        self._verbs = QStackedWidget()
        self._lay_out()

    def show_mode(self, mode: int) -> None:
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(mode)
        self.tabs.blockSignals(False)
        self._verbs.setCurrentIndex(mode)

    def show_proposals(self, count: int) -> None:
        self.accept_button.setText(f"采用提议的 {count} 格")
        self.accept_button.setVisible(count > 0)

    def begin_rename(self) -> None:
        self._naming.show()
        self.name.setFocus()
        self.name.selectAll()

    def end_rename(self) -> None:
        self._naming.hide()

    def _rename(self) -> None:
        self.renamed.emit(self.name.text())

    def _lay_out(self) -> None:
        for verbs in (
            (self.renew_button, self.rename_button, self.remove_button, self.accept_button),
            (self.save_button, self.sign_button),
        ):
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addStretch(1)
            for verb in verbs:
                row.addWidget(verb)
            self._verbs.addWidget(holder)
        naming = QHBoxLayout(self._naming)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.setSpacing(8)
        label = words("这份表格叫")
        label.setBuddy(self.name)
        for widget in (label, self.name):
            naming.addWidget(widget)
        naming.addWidget(button("保存名字", self._rename, kind="primary"))
        naming.addWidget(button("不改了", self.end_rename, key="Esc"))
        self._naming.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tabs)
        row.addWidget(self._verbs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._naming)
