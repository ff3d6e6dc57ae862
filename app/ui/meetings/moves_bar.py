"""How far a meeting has come, what comes next, and its papers: the line over a meeting's parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.meeting_cards import MeetingCard, Move
from app.models.meetings import State
from app.ui.colours.flow import FlowLayout
from app.ui.meetings.steps import StepsLine
from app.ui.theme import look
from app.ui.widgets.plain import button

KEYS = {"hold": "Ctrl+H", "check": "Ctrl+K", "sign": "Ctrl+G", "send_back": "Ctrl+B", "correct": "Ctrl+J"}
_LIKELY = {State.PLANNED: "hold", State.DRAFT: "check", State.CHECKED: "sign", State.SIGNED: "correct"}


class MovesBar(QWidget):
    """`step(verb)` takes a step of its life; `notice`, `sign_in` and `minutes` show its papers."""

    def __init__(
        self,
        step: Callable[[str], object],
        notice: Callable[[], object],
        sign_in: Callable[[], object],
        minutes: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._step, self._notice, self._sign_in, self._minutes = step, notice, sign_in, minutes
        self.steps = StepsLine()
        self.steps.setMaximumWidth(look().px(420))
        self.buttons = QWidget()
        self.flow = FlowLayout(self.buttons, 8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.steps, 2)
        row.addWidget(self.buttons, 3)

    def show_card(self, card: MeetingCard) -> None:
        """The likely step first, papers after it; what cannot be done now is told when it is pressed."""
        state = card.line.state
        self.steps.show_steps(tuple(State), tuple(State).index(state) + (1 if card.locked else 0))
        while (item := self.flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        likely = _LIKELY[state]
        moves = {move.verb: move for move in card.moves}
        shown = [moves[name] for name in KEYS if name in moves and (name == likely or not moves[name].why)]
        for move in sorted(shown, key=lambda one: one.verb != likely):
            self.flow.addWidget(self._button(move, likely=move.verb == likely))
        if state is State.PLANNED:
            self.flow.addWidget(button("会议通知…", self._notice, key="Ctrl+P", tip="预览、打印会议通知"))
        else:
            self.flow.addWidget(
                button("会议记录…", self._minutes, key="Ctrl+P", tip="预览、打印会议记录,另存为 PDF 或 Word 文档")
            )
        self.flow.addWidget(button("签到表…", self._sign_in, tip="预览、打印签到表"))

    def _button(self, move: Move, *, likely: bool) -> QWidget:
        made = button(move.title, partial(self._step, move.verb), kind="primary" if likely else "")
        made.setToolTip(f"{move.title}({KEYS[move.verb]})")
        made.setObjectName(f"move_{move.verb}")
        return made
