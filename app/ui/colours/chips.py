"""The switches of the legend: each label with colour, hatch, mark and count, and what is due; a press filters."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.models.colours import LABELS, Label
from app.models.figures import Figure
from app.rules.elevation.paints import Look
from app.ui.colours.hand import paint_swatch
from app.ui.theme import BODY, look


class Switch(QAbstractButton):
    """A sign, a name above, a count below. Subclasses paint the sign."""

    widest = "9999户 99.99%"

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._hovered = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @abstractmethod
    def words(self) -> str:
        """What stands below the name."""

    @abstractmethod
    def paint_sign(self, painter: QPainter, box: QRect) -> None:
        """The sign at the left, inside `box`."""

    def sizeHint(self) -> QSize:
        at = look()
        metrics = QFontMetrics(at.font(BODY))
        text = max(metrics.horizontalAdvance(self.name), metrics.horizontalAdvance(self.widest))
        return QSize(text + at.px(28 + 3 * 6), at.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        at = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = at.colour("accent" if chosen else "link" if self.hasFocus() else "line")
        painter.setPen(QPen(edge, 2 if chosen or self.hasFocus() else 1))
        painter.setBrush(at.colour("chosen" if chosen else "hover" if self._hovered else "card"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        side = at.px(28)
        self.paint_sign(painter, QRect(at.px(6), (self.height() - at.px(24)) // 2, side, at.px(24)))
        left = at.px(6) + side + at.px(6)
        half = self.height() // 2
        across = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.setFont(at.font(BODY, bold=chosen))
        painter.setPen(at.colour("text"))
        box = QRect(left, at.px(3), self.width() - left, half - at.px(3))
        painter.drawText(box, across | Qt.AlignmentFlag.AlignVCenter, self.name)
        painter.setFont(at.font(BODY))
        painter.setPen(at.colour("muted"))
        box = QRect(left, half, self.width() - left, half - at.px(3))
        painter.drawText(box, across | Qt.AlignmentFlag.AlignVCenter, self.words())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)


class Chip(Switch):
    """One label. Pressed: the map shows the doors that carry it."""

    def __init__(self, label: Label, parent: QWidget | None = None) -> None:
        super().__init__(label.value, parent)
        self.label = label
        self.figure = Figure("", label.value, 0, 0)
        self._look: Look | None = None
        self._sign: tuple[Look, float, QPixmap] | None = None  # painted once for a look and a size

    def show_figure(self, figure: Figure, with_look: Look) -> None:
        self.figure, self._look = figure, with_look
        number = LABELS.index(self.label) + 1
        self.setAccessibleName(f"{self.label.value} {figure.numerator}户")
        self.setToolTip(f"只看{self.label.value}(按 {number})")
        self.update()

    def words(self) -> str:
        share = self.figure.percent
        return f"{self.figure.numerator}户 {share}" if share else f"{self.figure.numerator}户"

    def paint_sign(self, painter: QPainter, box: QRect) -> None:
        if self._look is not None:
            painter.drawPixmap(box.topLeft(), self._swatch(self._look, box))

    def _swatch(self, paints: Look, box: QRect) -> QPixmap:
        ratio = self.devicePixelRatioF()
        scale = look().scale * ratio
        if self._sign is None or self._sign[:2] != (paints, scale):
            pixmap = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
            inside = QPainter(pixmap)
            inside.setFont(look().font(BODY))
            place = (0, 0, pixmap.width(), pixmap.height())
            paint_swatch(inside, paints, LABELS.index(self.label), place, scale)
            inside.end()
            pixmap.setDevicePixelRatio(ratio)
            self._sign = paints, scale, pixmap
        return self._sign[2]


class SignSwitch(Switch):
    """走访逾期: a sign of one character and a count."""

    widest = "9999户"

    def __init__(self, name: str, sign: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._sign, self._count = sign, 0
        self.setToolTip(tip)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.name} {count}户")
        self.update()

    def words(self) -> str:
        return f"{self._count}户"

    def paint_sign(self, painter: QPainter, box: QRect) -> None:
        at = look()
        painter.fillRect(box, at.colour("text"))
        painter.setFont(at.font(BODY, bold=True))
        painter.setPen(at.colour("card"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._sign)
