"""志愿者名册: who serves, in which team, with what skills, and when they can come."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk
from app.ui.volunteers.segment import Segment
from app.ui.widgets.states import StateView


class PeopleSegment(Segment):
    key = "people"
    title = "名册"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.state = StateView(QWidget())
        self.lay(self.state)

    def refresh(self) -> None:
        self.state.show_empty(
            "名册还是空的。", "有志愿者花名册表格的(Excel 或 WPS 表格),按 Ctrl+I 导入。"
        )  # fmt: skip
