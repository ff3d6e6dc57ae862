"""可服务时间 as a grid of seven days and three parts of the day: arrows move, the space bar ticks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.models.volunteers import HALVES, WEEKDAYS, Half, Slot, Slots
from app.rules.availability import availability_words
from app.ui.households.fields import Field
from app.ui.theme import look

_DAYS, _PARTS = len(WEEKDAYS), len(HALVES)


class AvailabilityGrid(QWidget):
    """`slots` is what is ticked. Read only unless `editable`; `edited` is the person's doing only.

    Keys: arrows, space ticks; a row's head or a column's (left of Monday, above the morning) ticks the whole of it:
    Home and up to a head, then space; A ticks all, Delete none.
    """

    edited = Signal()

    def __init__(self, *, editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editable = editable
        self.slots: Slots = frozenset()
        self.cursor_at = (1, 1)  # column 0 and row 0 are the heads
        self.setAccessibleName("可服务时间")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if editable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setToolTip("方向键移动,空格键勾选;移到周几或上午、下午、晚上的字上按空格,勾选整列或整行")

    def set_slots(self, slots: Slots | None) -> None:
        """Show these; it does not count as an edit."""
        self.slots = slots or frozenset()
        self.setAccessibleDescription(availability_words(self.slots) or "没有勾选")
        self.update()

    def toggle(self, column: int, row: int) -> None:
        """Tick what is at a place, or take its ticks away; a head stands for its whole line."""
        wanted = frozenset(
            (day, half)
            for day in range(1, _DAYS + 1)
            for place, half in enumerate(HALVES, 1)
            if column in (0, day) and row in (0, place)
        )
        self._take(self.slots - wanted if wanted <= self.slots else self.slots | wanted)

    # Qt's own

    def sizeHint(self) -> QSize:
        at = look()
        return QSize(at.px(40) + _DAYS * at.px(38), (_PARTS + 1) * at.px(26) + 1)

    def minimumSizeHint(self) -> QSize:
        at = look()
        return QSize(at.px(40) + _DAYS * at.px(30), (_PARTS + 1) * at.px(26) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        column, row = self.cursor_at
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if not self.editable:
            super().keyPressEvent(event)
        elif key in steps:
            right, down = steps[key]
            self.cursor_at = (min(_DAYS, max(0, column + right)), min(_PARTS, max(0, row + down)))
            self.update()
        elif key == Qt.Key.Key_Home:
            self.cursor_at = (0, row)
            self.update()
        elif key == Qt.Key.Key_Space:
            self.toggle(column, row)
        elif key == Qt.Key.Key_A:
            self._take(frozenset((day, half) for day in range(1, _DAYS + 1) for half in HALVES))
        elif key == Qt.Key.Key_Delete:
            self._take(frozenset())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        if self.editable and place is not None:
            self.cursor_at = place
            self.toggle(*place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.editable:
            place = self._at(event.pos())
            if place is not None and 0 not in place:
                day, half = self._slot(place)
                can = "能来" if (day, half) in self.slots else "没有说能来"
                QToolTip.showText(event.globalPos(), f"{WEEKDAYS[day - 1]}{half.value}:{can}", self)
                return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        at = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column in range(_DAYS + 1):
            for row in range(_PARTS + 1):
                box = self._box(column, row)
                if column and row:
                    self._paint_cell(painter, box, self._slot((column, row)) in self.slots)
                else:
                    painter.setPen(at.colour("muted"))
                    words = WEEKDAYS[column - 1] if column else HALVES[row - 1].value if row else ""
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
                if self.editable and self.hasFocus() and self.cursor_at == (column, row):
                    painter.setPen(QPen(at.colour("link"), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    # within

    def _paint_cell(self, painter: QPainter, box: QRectF, ticked: bool) -> None:
        at = look()
        inner = box.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(at.colour("green" if ticked else "strong_line"), 1))
        painter.setBrush(at.colour("green_ground") if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, 3, 3)
        if ticked:  # a mark as well: colour alone says nothing on a poor screen
            painter.setPen(QPen(at.colour("green"), 2))
            middle, high = inner.center(), inner.height()
            painter.drawLine(
                QPoint(round(middle.x() - high * 0.25), round(middle.y())),
                QPoint(round(middle.x() - high * 0.05), round(middle.y() + high * 0.2)),
            )
            painter.drawLine(
                QPoint(round(middle.x() - high * 0.05), round(middle.y() + high * 0.2)),
                QPoint(round(middle.x() + high * 0.28), round(middle.y() - high * 0.22)),
            )

    def _box(self, column: int, row: int) -> QRectF:
        at = look()
        head, high = at.px(40), at.px(26)
        wide = (self.width() - head) / _DAYS
        if column == 0:
            return QRectF(0, row * high, head, high)
        return QRectF(head + (column - 1) * wide, row * high, wide, high)

    def _at(self, place: QPoint) -> tuple[int, int] | None:
        return next(
            (
                (column, row)
                for column in range(_DAYS + 1)
                for row in range(_PARTS + 1)
                if (column or row) and self._box(column, row).contains(place)
            ),
            None,
        )

    def _slot(self, place: tuple[int, int]) -> Slot:
        half: Half = HALVES[place[1] - 1]
        return place[0], half

    def _take(self, slots: Slots) -> None:
        if slots != self.slots:
            self.set_slots(slots)
            self.edited.emit()


class AvailabilityField(Field):
    """The grid in a form. `slots()` None: nothing is ticked, so nothing is known."""

    def __init__(self, title: str = "可服务时间") -> None:
        self.grid = AvailabilityGrid(editable=True)
        super().__init__(title, self.grid)
        self.grid.edited.connect(self._moved)

    def slots(self) -> Slots | None:
        return self.grid.slots or None

    def set_slots(self, slots: Slots | None) -> None:
        self.grid.set_slots(slots)

    def text(self) -> str:
        return availability_words(self.grid.slots)

    def set_text(self, text: str) -> None:
        """Only '' has a meaning here: times are ticked, not typed."""
        if not text:
            self.grid.set_slots(None)

    def _moved(self) -> None:
        self.complain("")
        self.edited.emit()
