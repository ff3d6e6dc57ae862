"""The words people add to a month: 重点工作 and 下月计划."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.models.reports import ReportWords
from app.ui.theme import look
from app.ui.widgets.card import Card
from app.ui.widgets.plain import words


class WordsCard(Card):
    """Keeps what was typed for each month while the window is open; `edited` is only ever a person's typing."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._kept: dict[tuple[int, int], ReportWords] = {}
        self._settled: dict[tuple[int, int], ReportWords] = {}
        self._month = (0, 0)
        self._filling = False
        self.key_work = self._field("重点工作", "本月做了哪些重点工作。不写,月报里就没有这一节。")
        self.next_plan = self._field("下月计划", "下个月打算做什么。不写,月报里就没有这一节。")

    def words(self) -> ReportWords:
        return ReportWords(self.key_work.toPlainText().strip(), self.next_plan.toPlainText().strip())

    def show_month(self, year: int, month: int) -> None:
        if self._month == (year, month):
            return
        self._kept[self._month] = self.words()
        self._month = (year, month)
        found = self._kept.get(self._month, ReportWords())
        self._filling = True
        self.key_work.setPlainText(found.key_work)
        self.next_plan.setPlainText(found.next_plan)
        self._filling = False

    def settle(self) -> None:
        """They have been issued: the register holds them now, and nothing would be lost."""
        self._settled[self._month] = self.words()

    def unsaved(self) -> str:
        kept = {**self._kept, self._month: self.words()}
        open_months = (when for when, said in kept.items() if said not in (ReportWords(), self._settled.get(when)))
        months = [f"{month}月" for _, month in sorted(open_months)]
        return f"{'、'.join(months)}月报里写的话" if months else ""

    def _field(self, name: str, hint: str) -> QPlainTextEdit:
        label = words(name)
        field = QPlainTextEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.setTabChangesFocus(True)
        field.setMinimumHeight(look().px(64))
        field.textChanged.connect(self._on_text)
        label.setBuddy(field)
        self.add(label)
        self.body.addWidget(field, 1)
        return field

    def _on_text(self) -> None:
        if not self._filling:
            self.edited.emit()
