"""Below the map: its month, and how large it is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.colours.months import MonthSlider
from app.ui.colours.view import MapView
from app.ui.widgets.plain import button, words


class MapFoot(QWidget):
    """The month slider, and the buttons that zoom."""

    def __init__(self, months: MonthSlider, view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months, self.zooming = months, _zoom_buttons(view)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(months, 1)
        row.addWidget(self.zooming)


def _zoom_buttons(view: MapView) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(16, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(words("大小"))
    row.addWidget(button("-", lambda: view.zoom(-1), tip="缩小(- 或 Ctrl+滚轮)"))
    row.addWidget(button("+", lambda: view.zoom(1), tip="放大(+ 或 Ctrl+滚轮)"))
    row.addWidget(button("全图", view.fit, tip="看全图(0)"))
    return holder
