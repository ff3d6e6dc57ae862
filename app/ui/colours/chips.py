"""The legend that filters: each label with colour, hatch, mark and count; a press shows only its doors."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSizePolicy, QWidget

from app.models.colours import LABELS, Label
from app.models.figures import Figure
from app.ui.colours.flow import FlowLayout
from app.ui.colours.look import Look
from app.ui.colours.painter import paint_swatch
from app.ui.theme import BODY, look


class Chip(QAbstractButton):
    """One label: name above, count and share below. Pressed: the map shows the doors that carry it."""

    def __init__(self, label: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.figure = Figure("", label.value, 0, 0)
        self._look: Look | None = None
        self._hovered = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure, with_look: Look) -> None:
        self.figure, self._look = figure, with_look
        number = LABELS.index(self.label) + 1
        self.setAccessibleName(f"{self.label.value} {figure.numerator}户")
        self.setToolTip(f"只看{self.label.value}(按 {number})")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        share = self.figure.percent
        return f"{self.figure.numerator}户 {share}" if share else f"{self.figure.numerator}户"

    def sizeHint(self) -> QSize:
        at = look()
        metrics = QFontMetrics(at.font(BODY))
        text = max(metrics.horizontalAdvance(self.label.value), metrics.horizontalAdvance("9999户 99.99%"))
        return QSize(text + at.px(28 + 3 * 8), at.px(44))

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
        if self._look is not None:
            top = (self.height() - at.px(24)) // 2
            paint_swatch(painter, self._look, LABELS.index(self.label), (at.px(8), top, side, at.px(24)), at.scale)
        left = at.px(8) + side + at.px(8)
        half = self.height() // 2
        across = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
        painter.setFont(at.font(BODY, bold=chosen))
        painter.setPen(at.colour("text"))
        box = QRect(left, at.px(3), self.width() - left, half - at.px(3))
        painter.drawText(box, across | Qt.AlignmentFlag.AlignVCenter, self.label.value)
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


class LegendChips(QWidget):
    """All seven in the order of the legend. `wanted(mask)`: labels a door must carry, 0 for all doors."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        self.chips = [Chip(label, self) for label in LABELS]
        for chip in self.chips:
            chip.toggled.connect(lambda _on: self.wanted.emit(self.chosen))
            row.addWidget(chip)
        self.grids = QComboBox()
        self.grids.setAccessibleName("网格")
        self.grids.setToolTip("只看一个网格的楼栋(Alt+G)")
        row.addWidget(self.grids)

    @property
    def chosen(self) -> int:
        return sum(1 << n for n, chip in enumerate(self.chips) if chip.isChecked())

    def press(self, number: int) -> None:
        self.chips[number].toggle()

    def show_counts(self, counts: list[int], total: int, with_look: Look) -> None:
        for chip, count in zip(self.chips, counts, strict=True):
            chip.show_figure(Figure(f"labels.{chip.label.value}", chip.label.value, count, total), with_look)
