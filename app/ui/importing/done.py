"""Last page: what was written, how to take it back, where to look at it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.importing import Fate
from app.ui.importing.ledgers import HOUSEHOLDS, LedgerKind, Plan
from app.ui.widgets.plain import button, title_label, words


class DonePage(QWidget):
    """`page_wanted(key, argument)`: the person wants to look at what came in."""

    page_wanted = Signal(str, object)

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
        self._kind = HOUSEHOLDS
        self.list_button = button(self._kind.pages[0][0], lambda: self._open(0), key="Alt+L")
        self.map_button = button(self._kind.pages[1][0], lambda: self._open(1), kind="primary", key="Alt+M")
        row.addWidget(self.list_button)
        row.addWidget(self.map_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def show_plan(self, plan: Plan, kind: LedgerKind = HOUSEHOLDS) -> None:
        self._kind = kind
        for made, (text, _page, _argument), key in zip(
            (self.list_button, self.map_button), kind.pages, ("Alt+L", "Alt+M"), strict=True
        ):
            made.setText(text)
            made.setToolTip(f"{text}({key})")
        new, changed, same = (plan.count(fate) for fate in (Fate.NEW, Fate.CHANGED, Fate.SAME))
        said = f"新增 {new} 行,变更 {changed} 行,相同 {same} 行。"
        left = plan.count(Fate.ERROR) + plan.count(Fate.ASK)
        if left:
            said += f"还有 {left} 行没有写入(错误或待确认),改好以后可以再导入一次,已写入的不会重复。"
        self.said.setText(said)

    def _open(self, number: int) -> None:
        _words, page, argument = self._kind.pages[number]
        self.page_wanted.emit(page, argument)
