"""How the roster's table is painted beside Qt's own: heads over several columns, a stronger line between shifts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme import look

EDGE = int(Qt.ItemDataRole.UserRole)  # 'top' or 'left' where another shift begins


class GroupedHeader(QHeaderView):
    """A head over columns of which some belong together: `groups` (first, last), each with the words of its first.
    The words stand in the middle of what is seen of the group, so that a long one is told wherever it is scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.groups: list[tuple[int, int]] = []

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        group = next((one for one in self.groups if one[0] <= section <= one[1]), None)
        model = self.model()
        if group is None or model is None:
            super().paintSection(painter, rect, section)
            return
        left = self.sectionViewportPosition(group[0])
        wide = sum(self.sectionSize(number) for number in range(group[0], group[1] + 1))
        whole = QRect(left, rect.top(), wide, rect.height())
        painter.save()
        painter.setClipRect(rect)  # each section draws its own piece of the whole
        painter.fillRect(rect, look().colour("window"))
        painter.setPen(look().colour("strong_line"))
        painter.drawLine(whole.topLeft(), whole.bottomLeft())
        painter.setPen(look().colour("muted"))
        words = str(model.headerData(group[0], Qt.Orientation.Horizontal) or "")
        seen = whole.intersected(self.viewport().rect())
        metrics, room = self.fontMetrics(), seen.width() - look().px(10)
        shown = "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in words.split("\n"))
        painter.drawText(seen, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()


class Ruled(QStyledItemDelegate):
    """A stronger line where another shift begins."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        edge = index.data(EDGE)
        if edge:
            rect = option.rect
            painter.save()
            painter.setPen(look().colour("strong_line"))
            painter.drawLine(rect.topLeft(), rect.topRight() if edge == "top" else rect.bottomLeft())
            painter.restore()
