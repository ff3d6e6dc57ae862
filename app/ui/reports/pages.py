"""Page pictures one under the other, as wide as the window lets them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.ui.theme import look

Picture = tuple[int, int, bytes]  # width, height, pixels as QImage Format_RGB32 has them
_GAP = 12


def image(picture: Picture) -> QImage:
    """A page as an image that owns its pixels."""
    width, height, pixels = picture
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()


class PagesView(QAbstractScrollArea):
    """Fits the width. Page Up and Page Down go a page, Home and End to the ends, arrows a little."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._scaled: dict[int, QPixmap] = {}
        self._tops: list[int] = []
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # else its coming and going changes the fit
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("月报预览")

    def show_pages(self, images: Sequence[QImage]) -> None:
        self._images = list(images)
        self._place()
        self.verticalScrollBar().setValue(0)

    @property
    def count(self) -> int:
        return len(self._images)

    @property
    def current(self) -> int:
        """The page at the upper edge, from 0."""
        at = self.verticalScrollBar().value() + _GAP
        return max((n for n, top in enumerate(self._tops) if top <= at), default=0)

    def go_to(self, number: int) -> None:
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[max(0, min(number, self.count - 1))] - _GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        bar = self.verticalScrollBar()
        if key == Qt.Key.Key_PageDown:
            self.go_to(self.current + 1) if self.current + 1 < self.count else bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_PageUp:
            self.go_to(self.current - 1 if bar.value() <= self._top_of_current() else self.current)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look().colour("hover"))
        offset = self.verticalScrollBar().value()
        for number, top in enumerate(self._tops):
            place = QRect(_GAP, top - offset, self._size(number).width(), self._size(number).height())
            if place.intersects(event.rect()):
                painter.drawPixmap(place, self._pixmap(number))
                painter.setPen(look().colour("line"))
                painter.drawRect(place)
        painter.end()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def _top_of_current(self) -> int:
        return self._tops[self.current] - _GAP if self._tops else 0

    def _size(self, number: int) -> QSize:
        """All pages share one width: that of the view, and no more than their pixels give sharply."""
        page = self._images[number]
        width = min(self.viewport().width() - 2 * _GAP, round(page.width() * 1.25))
        return QSize(width, page.height() * width // max(page.width(), 1))

    def _place(self) -> None:
        self._scaled.clear()
        self._tops = []
        top = _GAP
        for number in range(self.count):
            self._tops.append(top)
            top += self._size(number).height() + _GAP
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, top - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(48)
        self.viewport().update()

    def _pixmap(self, number: int) -> QPixmap:
        if number not in self._scaled:
            ratio = self.devicePixelRatioF()
            wanted = self._size(number) * ratio
            smooth = self._images[number].scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixmap = QPixmap.fromImage(smooth)
            pixmap.setDevicePixelRatio(ratio)
            self._scaled[number] = pixmap
        return self._scaled[number]
