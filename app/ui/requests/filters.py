"""What narrows the list of requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.requests import Choices, RequestQuery, State
from app.ui.colours.flow import FlowLayout
from app.ui.requests.chips import Chip, ToggleChip
from app.ui.requests.period import PeriodPicker
from app.ui.widgets.plain import button

OPEN_WORDS = "未办结"
_OPEN = frozenset((State.RECEIVED, State.ASSIGNED, State.WHISTLED, State.HANDLING))
_STATES = {OPEN_WORDS: _OPEN, **{state.value: frozenset((state,)) for state in State}}


class Filters(QWidget):
    """`moved` when the person narrows or widens the list; `origin_dropped` when a figure's cases are let go."""

    moved = Signal()
    origin_dropped = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        self.state = Chip("状态", "Alt+T")
        self.state.set_choices(tuple(_STATES))
        self.late = ToggleChip("超时", "Alt+S", "只看超过期限的,不论办结没有")
        self.days = PeriodPicker("受理日期", "Alt+D", today)
        self.channel, self.category = Chip("来源", "Alt+Y"), Chip("类别", "Alt+B")
        self.grade, self.grid = Chip("分级", "Alt+J"), Chip("网格", "Alt+G", blank="未划入网格")
        self.department = Chip("部门", "Alt+M")
        self.outcome, self.satisfaction = Chip("办理结果", "Alt+O"), Chip("回访", "Alt+V")
        self.clear_button = button("看全部", self.clear, kind="link", key="Alt+A", tip="去掉所有条件")
        self.origin = button("", self.drop_origin, tip="不再只看这些,看全部")
        self.origin.hide()
        for chip in (
            self.origin,
            self.state,
            self.late,
            self.days,
            self.channel,
            self.category,
            self.grade,
            self.grid,
            self.department,
            self.outcome,
            self.satisfaction,
            self.clear_button,
        ):
            row.addWidget(chip)
            if isinstance(chip, Chip | ToggleChip | PeriodPicker):
                chip.moved.connect(self._moved)
        self._show_clear()

    def show_choices(self, choices: Choices, grids: tuple[str, ...]) -> None:
        """What can be chosen today; what is chosen stays."""
        self.channel.set_choices(choices.channels)
        self.category.set_choices(choices.categories)
        self.grade.set_choices(tuple(limit.grade for limit in choices.grades))
        self.grid.set_choices((*grids, ""))
        self.department.set_choices(choices.departments)
        self.outcome.set_choices(choices.outcomes)
        self.satisfaction.set_choices((*choices.satisfactions, "未回访", "未办结"))

    def narrowed(self, query: RequestQuery) -> RequestQuery:
        """`query` with what is chosen here."""
        return replace(
            query,
            states=_STATES.get(self.state.value or "", frozenset()),
            channel=self.channel.value,
            category=self.category.value,
            grade=self.grade.value,
            grid=self.grid.value,
            department=self.department.value,
            outcome=self.outcome.value,
            satisfaction=self.satisfaction.value,
            late=self.late.isChecked(),
            days=self.days.days if self.days.check() else (None, None),
        )

    def show_query(self, query: RequestQuery) -> None:
        """Set all without telling it as the person's doing."""
        self.state.choose(next((name for name, states in _STATES.items() if states == query.states), None))
        self.channel.choose(query.channel)
        self.category.choose(query.category)
        self.grade.choose(query.grade)
        self.grid.choose(query.grid)
        self.department.choose(query.department)
        self.outcome.choose(query.outcome)
        self.satisfaction.choose(query.satisfaction)
        self.late.setChecked(query.late)
        self.days.show_days(query.days)
        self._show_clear()

    def show_origin(self, text: str) -> None:
        """'来自:受理(共 1145 件)  ×'; '' hides it."""
        self.origin.setText(f"来自:{text}  ×")
        self.origin.setVisible(bool(text))
        self._show_clear()

    def drop_origin(self) -> None:
        self.show_origin("")
        self.origin_dropped.emit()

    def clear(self) -> None:
        """Drop everything that narrows the list."""
        self.show_query(RequestQuery())
        self.show_origin("")
        self.origin_dropped.emit()

    @property
    def narrows(self) -> bool:
        return not self.origin.isHidden() or self.narrowed(RequestQuery()) != RequestQuery()

    def _moved(self) -> None:
        self._show_clear()
        self.moved.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.narrows)
