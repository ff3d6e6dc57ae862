"""Beside the report: the Word copy, the binder's ledgers, and how the report is handed in (title page, ledgers)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from app.models.month_desk import ReportChoices
from app.rules.binder import KINDS
from app.ui.reports import month_work as work

if TYPE_CHECKING:
    from app.ui.reports.month import MonthView


class MoreMenu(QPushButton):
    """Alt+G opens it. A choice holds for every month from now on, and the preview follows."""

    def __init__(self, view: MonthView) -> None:
        super().__init__("更多")
        self._view = view
        self._filling = False
        self.setToolTip("Word 稿、台账、封面和附件(Alt+G)")
        self.menu_ = QMenu(self)
        self._action("存为 Word 稿…", "Ctrl+W", view.save_word, "给需要改动的人;不能代替签发的月报")
        self._action(
            "保存本月全部台账…", "Ctrl+E", view.save_ledgers, "住户、七彩图、走访、诉求、会议、志愿,号码和姓名遮盖"
        )
        self.menu_.addSeparator()
        self.cover = self._choice("加封面", "月报前面加一页封面")
        self.menu_.addSeparator()
        heading = QAction("月报后面附上:", self)
        heading.setEnabled(False)
        self.menu_.addAction(heading)
        self.ledgers = {key: self._choice(name, f"附在月报后面,号码和姓名遮盖:{name}") for key, name in KINDS.items()}
        self.setMenu(self.menu_)
        QShortcut(QKeySequence("Alt+G"), view).activated.connect(self.showMenu)

    def show_choices(self, choices: ReportChoices) -> None:
        self._filling = True
        self.cover.setChecked(choices.cover)
        for key, action in self.ledgers.items():
            action.setChecked(key in choices.attached)
        self._filling = False

    def choices(self) -> ReportChoices:
        return ReportChoices(
            self.cover.isChecked(), tuple(key for key, action in self.ledgers.items() if action.isChecked())
        )

    def _action(self, words: str, key: str, run: object, tip: str) -> None:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setToolTip(tip)
        action.triggered.connect(run)
        self.menu_.addAction(action)

    def _choice(self, words: str, tip: str) -> QAction:
        action = QAction(words, self)
        action.setCheckable(True)
        action.setToolTip(tip)
        action.toggled.connect(lambda _on: self._chosen())
        self.menu_.addAction(action)
        return action

    def _chosen(self) -> None:
        if self._filling:
            return
        wanted = self.choices()
        self._view.desk.change(lambda office: work.choose(office, wanted), lambda _changes: self._view.preview())
