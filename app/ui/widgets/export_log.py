"""导出登记: the full exports so far, for whoever asks what left the house."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.ledgers import PastExport
from app.ui.desk import Desk
from app.ui.widgets.plain import button, title_label, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.sizes import open_within
from app.ui.widgets.states import StateView
from app.ui.widgets.table import RowsView


def _when(export: PastExport) -> str:
    return f"{chinese_date(export.at.date())} {export.at:%H:%M}"


COLUMNS = (
    Column[PastExport]("at", "时间", _when, sort=lambda export: export.at, width=168),
    Column[PastExport]("title", "名单", lambda export: export.title, width=160, tip=lambda export: export.title),
    Column[PastExport](
        "rows", "行数", lambda export: str(export.rows), sort=lambda export: export.rows, right=True, width=72
    ),
    Column[PastExport]("purpose", "用途", lambda export: export.purpose, width=184, tip=lambda export: export.purpose),
    Column[PastExport]("recipient", "接收人", lambda export: export.recipient, width=120),
    Column[PastExport]("columns", "内容", lambda export: export.columns, width=160, tip=lambda export: export.columns),
)


class ExportLogDialog(QDialog):
    """Only looked at: an export that has left the house cannot be taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("导出登记")
        open_within(self, 880, 420)
        self.model: RowsModel[PastExport] = RowsModel(COLUMNS, self)
        self.view = RowsView(self.model)
        self.view.setAccessibleName("导出登记")
        self.state = StateView(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(title_label("导出登记"))
        column.addWidget(words("带完整身份证号或电话的导出都记在这里,不能删改。", "muted", wrap=True))
        column.addWidget(self.state, 1)
        column.addWidget(button("关闭", self.reject, key="Esc"), 0, Qt.AlignmentFlag.AlignRight)
        self.load()

    def load(self) -> None:
        self.state.show_loading("正在读取导出登记…")
        self._desk.jobs.run(_log, self._show, failed=self._fail, owner=self)

    def _show(self, found: tuple[PastExport, ...]) -> None:
        self.model.set_rows(found)
        if found:
            self.state.show_content()
        else:
            self.state.show_empty("还没有导出过完整号码。", "平时导出的名单,身份证号和电话都遮盖了中间几位,不用登记。")

    def _fail(self, error: BaseException) -> None:
        self.state.show_fault(error, self.load)


def _log(office: Any) -> tuple[PastExport, ...]:
    from app import services

    return services.ledgers.log(office)
