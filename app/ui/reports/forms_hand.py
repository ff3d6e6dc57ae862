"""Draws a cell of a form: its ground, its words, its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from app.models.street_forms import Place
from app.ui.reports.forms_sheet import GROUNDS
from app.ui.theme import look
from app.ui.widgets.rows import AnyIndex

if TYPE_CHECKING:
    from app.ui.reports.forms_grid import FormGrid

_PAD = 4


class Hand(QStyledItemDelegate):
    """Draws a cell: its ground, its words, its frame."""

    def __init__(self, grid: FormGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: Any, index: AnyIndex) -> None:
        model, at = self._grid.sheet_model, look()
        place, rect = (index.row(), index.column()), QRect(option.rect)
        mark, cell_look = model.marks.get(place), model.look_of(place)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        ground = "chosen" if chosen else GROUNDS[mark.kind] if mark is not None else "card"
        painter.fillRect(rect, at.colour(ground))
        owner = model.runs_from(place)
        if owner is not None:
            start = self._grid.visualRect(model.index(*owner))
            self._words(painter, QRect(start.topLeft(), rect.bottomRight()), owner, over=True)
        else:
            self._words(painter, rect, place)
        self._frame(painter, rect, cell_look.edges)
        if index == self._grid.currentIndex():
            painter.setPen(QPen(at.colour("link"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, place: Place, *, over: bool = False) -> None:
        model, at = self._grid.sheet_model, look()
        words = model.words(place)
        if not words:
            return
        mark, cell_look = model.marks.get(place), model.look_of(place)
        painter.setFont(at.font(bold=cell_look.bold and mark is None))
        painter.setPen(at.colour("amber" if mark is not None and mark.kind == "proposed" else "text"))
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        if over or model.runs_from((place[0], place[1] + 1)) == place:
            painter.drawText(inner.adjusted(0, 0, 4000, 0), Qt.AlignmentFlag.AlignVCenter, words)
            return
        across = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}.get(
            cell_look.across, Qt.AlignmentFlag.AlignLeft
        )
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(words) > inner.width() and inner.height() < 2 * metrics.height():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, across | Qt.AlignmentFlag.AlignVCenter, words)
            return
        painter.drawText(inner, int(across | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap), words)

    def _frame(self, painter: QPainter, rect: QRect, edges: str) -> None:
        at = look()
        painter.setPen(at.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(at.colour("strong_line"))
        for edge in edges:
            first, last = {
                "l": (rect.topLeft(), rect.bottomLeft()),
                "t": (rect.topLeft(), rect.topRight()),
                "r": (rect.topRight(), rect.bottomRight()),
                "b": (rect.bottomLeft(), rect.bottomRight()),
            }[edge]
            painter.drawLine(first, last)
