"""What the list shows of a person, or of a door."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.colours import LABELS, Label
from app.models.views import ListRow
from app.rules.legend import load_legend
from app.ui.colours.look import make_look
from app.ui.colours.painter import paint_swatch
from app.ui.theme import look
from app.ui.widgets.rows import ROW_ROLE, Column


def labels_text(row: ListRow) -> str:
    return "、".join(label.value for label in row.labels)


def _age(row: ListRow) -> str:
    return "" if row.age is None else str(row.age)


BY_PERSON = (
    Column[ListRow]("name", "姓名", lambda row: row.name, width=92),
    Column[ListRow]("door", "门牌", lambda row: row.door, width=208, tip=lambda row: row.door),
    Column[ListRow]("grid", "网格", lambda row: row.grid, width=88),
    Column[ListRow]("labels", "标签", labels_text, width=148, tip=labels_text, sortable=False),
    Column[ListRow]("relation", "与户主关系", lambda row: row.relation, width=96, sortable=False),
    Column[ListRow]("sex", "性别", lambda row: row.sex, width=52, sortable=False),
    Column[ListRow]("age", "年龄", _age, right=True, width=60),
    Column[ListRow]("phone", "联系电话", lambda row: row.phone, width=120, sortable=False),
    Column[ListRow]("id_number", "身份证号", lambda row: row.id_number, width=184, sortable=False),
)
BY_DOOR = (
    Column[ListRow]("door", "门牌", lambda row: row.door, width=208, tip=lambda row: row.door),
    Column[ListRow]("grid", "网格", lambda row: row.grid, width=96),
    Column[ListRow]("name", "户主", lambda row: row.name, width=100),
    Column[ListRow]("labels", "标签", labels_text, width=160, tip=labels_text, sortable=False),
    Column[ListRow]("people", "人数", lambda row: str(row.people), right=True, width=64),
    Column[ListRow]("occupancy", "居住状态", lambda row: row.occupancy, width=96, sortable=False),
    Column[ListRow]("phone", "联系电话", lambda row: row.phone, width=120, sortable=False),
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
