"""A page as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import look

_EDGE = 8


class PagePreview(QWidget):
    """Shows one page; None shows an empty ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("预览")

    def show_page(self, page: QImage | None) -> None:
        self._page = page
        self.update()

    @property
    def page(self) -> QImage | None:
        return self._page

    def sizeHint(self) -> QSize:
        return QSize(look().px(600), look().px(460))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(320), look().px(240))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("hover"))
        if self._page is None:
            return
        room = self.size() - QSize(2 * _EDGE, 2 * _EDGE)
        ratio = self.devicePixelRatioF()
        size = self._page.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        smooth = self._page.scaled(
            size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        place = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, *size.toTuple())
        painter.drawImage(place, smooth)
        painter.setPen(look().colour("line"))
        painter.drawRect(place)
