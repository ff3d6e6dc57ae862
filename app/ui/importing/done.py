"""Last page: what was written, how to take it back, where to look at it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.importing import Fate, ImportPlan
from app.ui.widgets.plain import button, title_label, words


class DonePage(QWidget):
    """`page_wanted(key)`: the person wants to look at the map or the list."""

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        self.title = title_label("导入完成")
        self.said = words("", wrap=True)
        self.hint = words("如果导错了,回到主窗口按 Ctrl+Z 可以整个撤销。", "muted", wrap=True)
        for label in (self.title, self.said, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.list_button = button("看住户列表", lambda: self.page_wanted.emit("households"), key="Alt+L")
        self.map_button = button("看七彩图", lambda: self.page_wanted.emit("colours"), kind="primary", key="Alt+M")
        row.addWidget(self.list_button)
        row.addWidget(self.map_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_plan(self, plan: ImportPlan) -> None:
        new, changed, same = (plan.count(fate) for fate in (Fate.NEW, Fate.CHANGED, Fate.SAME))
        said = f"新增 {new} 行,变更 {changed} 行,相同 {same} 行。"
        left = plan.count(Fate.ERROR) + plan.count(Fate.ASK)
        if left:
            said += f"还有 {left} 行没有写入(错误或待确认),改好以后可以再导入一次,已写入的不会重复。"
        self.said.setText(said)
