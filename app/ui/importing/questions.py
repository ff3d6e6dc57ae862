"""Questions of the plan: each is answered with one of its own choices, for one row or for all chosen rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.models.importing import PlannedRow
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView


class QuestionsPane(QWidget):
    """`answered(answers)`: (sheet, row) -> answer, all that were given so far."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: dict[tuple[str, int], str] = {}
        self._buttons: list[QPushButton] = []
        self.model: RowsModel[PlannedRow] = RowsModel(
            (
                Column[PlannedRow]("sheet", "工作表", lambda r: r.sheet, width=100),
                Column[PlannedRow]("row", "行", lambda r: str(r.row), lambda r: r.row, right=True, width=56),
                Column[PlannedRow]("door", "门牌", lambda r: r.door, width=112),
                Column[PlannedRow]("name", "姓名", lambda r: r.name, width=160),
                Column[PlannedRow]("answer", "您的回答", self._answer, width=160),
                Column[PlannedRow]("question", "要请您确认", lambda r: r.question, width=420, tip=lambda r: r.question),
            ),
            self,
        )
        self.view = RowsView(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        self.question = words("", wrap=True)
        column.addWidget(self.question)
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        column.addLayout(self._choices)
        self.view.selectionModel().selectionChanged.connect(lambda *_moved: self._show_choices())

    def show_rows(self, rows: Sequence[PlannedRow]) -> None:
        """The rows that still wait; the next one is put before the person."""
        at = max(0, self.view.currentIndex().row())
        self.model.set_rows(rows)
        if rows:
            self.view.choose_row(min(at, len(rows) - 1))
        self._show_choices()

    def answer(self, choice: str) -> None:
        """Give this answer for all chosen rows that offer it."""
        for row in self.view.selected_rows():
            if any(choice == offered for offered, _ in row.choices):
                self.answers[(row.sheet, row.row)] = choice
        self.answered.emit(dict(self.answers))

    def _answer(self, row: PlannedRow) -> str:
        given = self.answers.get((row.sheet, row.row))
        return next((text for choice, text in row.choices if choice == given), "")

    def _show_choices(self) -> None:
        for made in self._buttons:
            self._choices.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons = []
        rows = self.view.selected_rows()
        if not rows:
            self.question.setText("请在上面选一行。" if self.model.rowCount() else "没有要确认的了。")
            return
        more = f"(已选 {len(rows)} 行,一起回答)" if len(rows) > 1 else ""
        self.question.setText(f"{rows[0].name or rows[0].door}:{rows[0].question}{more}")
        for number, (choice, text) in enumerate(rows[0].choices, 1):
            made = button(text, partial(self.answer, choice), key=f"Alt+{number}")
            self._buttons.append(made)
            self._choices.insertWidget(number - 1, made)
        self._choices.addStretch(1)
