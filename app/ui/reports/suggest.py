"""Lines that the records suggest for one of the two fields; Enter takes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.month_desk import Part, Suggestion
from app.ui.theme import look
from app.ui.widgets.plain import words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView


class SuggestionsView(QWidget):
    """Shows those of one part that have not been taken yet. `taken(suggestion)`: it is to be written into its field;
    `left()`: back to the field."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Suggestion, ...] = ()
        self._used: set[Suggestion] = set()
        self._part = Part.KEY_WORK
        self.heading = words("", "muted", wrap=True)
        self.whole = words("", wrap=True)
        self.model: RowsModel[Suggestion] = RowsModel(
            (Column("words", "记录里有的", lambda row: row.words, width=360, tip=_tip),)
        )
        self.table = RowsView(self.model, sorting=False)
        self.table.setAccessibleName("记录里可以写的话")
        self.table.opened.connect(self._take)
        self.table.installEventFilter(self)
        self.table.horizontalHeader().hide()
        self.table.setMinimumHeight(look().px(64))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._say())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        self.show_part(Part.KEY_WORK)

    def show_suggestions(self, suggestions: Sequence[Suggestion], written: str) -> None:
        """`written`: what both fields say already; a line that stands there is not offered again."""
        self._all = tuple(suggestions)
        self._used = {one for one in self._all if one.words in written}
        self._fill(0)

    def show_part(self, part: Part) -> None:
        self._part = part
        self._fill(0)

    @property
    def count(self) -> int:
        return self.model.rowCount()

    def take(self) -> None:
        """The chosen line; the next one is chosen then."""
        row = self.table.current_row()
        if row is not None:
            self._take(row)

    def eventFilter(self, watched: object, event: object) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                self.take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return False

    def _take(self, suggestion: Suggestion) -> None:
        place = self.table.currentIndex().row()
        self._used.add(suggestion)
        self.taken.emit(suggestion)
        self._fill(place)

    def _fill(self, place: int) -> None:
        rows = [one for one in self._all if one.part is self._part and one not in self._used]
        self.model.set_rows(rows)
        said = f"记录里可以写进{self._part.value}的,按回车写进去(Alt+L)"
        more = "别的" if any(one.part is self._part for one in self._used) else ""
        self.heading.setText(said if rows else f"记录里没有{more}可以写进{self._part.value}的")
        self.table.setVisible(bool(rows))
        if rows:
            self.table.choose_row(min(place, len(rows) - 1))
        self._say()

    def _say(self) -> None:
        """The chosen line whole, for the list cuts long ones short."""
        row = self.table.current_row()
        self.whole.setText(_tip(row) if row is not None else "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The whole line stands below only where the list keeps its room: a small window has it in the tooltip."""
        said = sum(label.heightForWidth(self.width()) for label in (self.heading, self.whole))
        room = self.height() - said - look().px(16)
        self.whole.setVisible(bool(self.whole.text()) and room >= self.table.minimumHeight())


def _tip(row: Suggestion) -> str:
    return f"{row.words}(出处:{row.source})"
