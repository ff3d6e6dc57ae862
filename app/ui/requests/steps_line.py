"""Where a request stands: its states as a line of dots with words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.requests import State
from app.ui.theme import BODY, look


class StepsLine(QWidget):
    """Filled: gone through. Ringed: here. Hollow: not yet, or left out. Words say the same as the dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = State.RECEIVED
        self._gone: frozenset[State] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, now: State, gone: frozenset[State]) -> None:
        """`gone`: states this round has been in."""
        self._now, self._gone = now, gone
        self.setAccessibleName(f"现在是{now.value}")
        self.setToolTip(f"现在是“{now.value}”")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        at = look()
        line = QFontMetrics(at.font(BODY)).height()
        return QSize(at.px(280), line + at.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(200), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        at = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        states = list(State)
        pitch = self.width() / len(states)
        middle, radius = at.px(11), at.px(6)
        places = [QPointF((number + 0.5) * pitch, middle) for number in range(len(states))]
        painter.setPen(QPen(at.colour("strong_line"), max(1, at.px(1))))
        painter.drawLine(places[0], places[-1])
        for state, place in zip(states, places, strict=True):
            here = state is self._now
            filled = here or state in self._gone
            painter.setPen(QPen(at.colour("accent" if here else "strong_line"), at.px(3) if here else at.px(1)))
            painter.setBrush(at.colour("card" if here or not filled else "strong_line"))
            painter.drawEllipse(place, radius + (at.px(1) if here else 0), radius + (at.px(1) if here else 0))
            painter.setFont(at.font(BODY, bold=here))
            painter.setPen(at.colour("accent" if here else "text" if filled else "muted"))
            box = QRectF(place.x() - pitch / 2, middle + radius + at.px(4), pitch, self.height() - middle - radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, state.value)
        painter.end()
