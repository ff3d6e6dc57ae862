"""打印走访单: the pages as they will be printed, and who goes. What went out is noted, so that its results find it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.visit_views import FormChoices
from app.ui.desk import Desk
from app.ui.requests.sheet import SheetDialog
from app.ui.theme import look
from app.ui.visits import asking
from app.ui.widgets.plain import words

_NOTE = "A4 横放,沿中线对折就是口袋大小。姓名已遮盖,没有身份证号和电话,原因写得笼统;回来后按 Ctrl+R 登记结果。"


class VisitSheetDialog(SheetDialog):
    """`kept(visitor)` when the sheet went to the printer or into a file."""

    kept = Signal(str)

    def __init__(
        self,
        desk: Desk,
        household_ids: Sequence[int],
        choices: FormChoices,
        visitor: str,
        parent: QWidget | None = None,
    ) -> None:
        self._ids, self._visitor = tuple(household_ids), visitor
        super().__init__(desk, f"走访单({chinese_date(desk.clock.today())})", self._pdf_of, parent, note=_NOTE)
        self.setWindowTitle("打印走访单")
        self.visitor = QComboBox()
        self.visitor.setEditable(True)
        self.visitor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.visitor.setAccessibleName("走访人")
        self.visitor.setMinimumWidth(look().px(240))
        self.visitor.addItems(["", *dict.fromkeys((*choices.visitors, *choices.members))])
        self.visitor.setEditText(visitor)
        line = self.visitor.lineEdit()
        assert line is not None
        line.setPlaceholderText("可以空着,打印后手写")
        line.editingFinished.connect(self._visitor_moved)
        self.visitor.activated.connect(lambda _index: self._visitor_moved())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words("走访人"))
        row.addWidget(self.visitor)
        row.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(2, row)

    def _pdf_of(self, office: Any) -> bytes:
        return asking.sheet(self._ids, self._visitor)(office)

    def _visitor_moved(self) -> None:
        """Make the pages anew when another name was written."""
        visitor = self.visitor.currentText().strip()
        if visitor != self._visitor:
            self._visitor = visitor
            self.load()

    def _printed(self, pages: int) -> None:
        self._keep(f"走访单共 {pages} 页,已送到打印机。")

    def _saved(self, name: str) -> None:
        self._keep(f"已保存:{name}。")

    def _keep(self, said: str) -> None:
        def noted(_changes: object) -> None:
            self._desk.tell(f"{said}回来后按 Ctrl+R 登记结果。")
            self.kept.emit(self._visitor)
            self.accept()

        self._desk.change(asking.keep_sheet(self._ids, self._visitor), noted)
