"""What the list shows of a person, or of a door."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.colours import LABELS, Label
from app.models.views import ListRow
from app.rules.elevation.paints import make_look
from app.rules.legend import load_legend
from app.rules.list_columns import ListColumn, columns_of, title_of
from app.ui.colours.hand import paint_swatch
from app.ui.theme import look
from app.ui.widgets.rows import ROW_ROLE, Column

_TIPS = frozenset(("door", "labels", "estate", "aid", "disability"))  # what may be wider than its column


def columns(*, by_person: bool) -> tuple[Column[ListRow], ...]:
    """Every column the list has; which of them are shown, and in which order, is the person's choice."""
    return tuple(_column(column, by_person) for column in columns_of(by_person=by_person))


def _column(column: ListColumn, by_person: bool) -> Column[ListRow]:
    return Column[ListRow](
        column.key,
        title_of(column, by_person=by_person),
        column.text,
        right=column.number,
        width=column.width,
        tip=column.text if column.key in _TIPS else None,
        sortable=column.sortable,
    )


class LabelsDelegate(QStyledItemDelegate):
    """Labels as the small coloured squares with their marks; the words stand in the tooltip and in what is copied."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ListRow):
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = plain.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        self._paint_labels(painter, option, row.labels)

    def _paint_labels(self, painter: QPainter, option: QStyleOptionViewItem, labels: tuple[Label, ...]) -> None:
        at = look()
        paints = make_look(load_legend(), dark=at.dark)
        rect = option.rect
        side, high = at.px(22), at.px(20)
        painter.save()
        painter.setClipRect(rect)
        painter.setFont(at.font())
        for place, label in enumerate(labels):
            left = rect.x() + at.px(8) + place * (side + at.px(4))
            box = (left, rect.y() + (rect.height() - high) // 2, side, high)
            paint_swatch(painter, paints, LABELS.index(label), box, at.scale)
        painter.restore()
