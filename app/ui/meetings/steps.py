"""How far something has come, as a line of dots with words: filled gone through, ringed here, hollow not yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import BODY, look


class StepsLine(QWidget):
    """`show_steps(words, now)`: `now` is the place of the present step; len(words) when all are done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, words: Sequence[str], now: int) -> None:
        self._words, self._now = tuple(words), now
        said = f"现在是“{words[now]}”" if now < len(words) else "全部走完"
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        at = look()
        metrics = QFontMetrics(at.font(BODY))
        widest = max((metrics.horizontalAdvance(word) for word in self._words), default=0) + at.px(12)
        return QSize(widest * max(len(self._words), 1), metrics.height() + at.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(200), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        at = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self.width() / max(len(self._words), 1)
        middle, radius = at.px(11), at.px(6)
        places = [QPointF((number + 0.5) * pitch, middle) for number in range(len(self._words))]
        if places:
            painter.setPen(QPen(at.colour("strong_line"), max(1, at.px(1))))
            painter.drawLine(places[0], places[-1])
        for number, (word, place) in enumerate(zip(self._words, places, strict=True)):
            here, gone = number == self._now, number < self._now
            painter.setPen(QPen(at.colour("accent" if here else "strong_line"), at.px(3) if here else at.px(1)))
            painter.setBrush(at.colour("strong_line" if gone else "card"))
            painter.drawEllipse(place, radius + (at.px(1) if here else 0), radius + (at.px(1) if here else 0))
            font = at.font(BODY, bold=here)
            painter.setFont(font)
            painter.setPen(at.colour("accent" if here else "text" if gone else "muted"))
            box = QRectF(place.x() - pitch / 2, middle + radius + at.px(4), pitch, self.height() - middle - radius)
            shown = QFontMetrics(font).elidedText(word, Qt.TextElideMode.ElideRight, int(pitch) - at.px(4))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)
        painter.end()
