"""Choosing volunteers as one types: name, pinyin, initials, digits of the telephone, team. All by keyboard."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.models.volunteers import VolunteerName
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.households.fields import Field
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.theme import look
from app.ui.widgets.plain import button

_MOST = 8


class VolunteerPicker(QWidget):
    """A field for one volunteer (`many` False) or several. `moved()` after each choice; `chosen` says who.

    Arrows go through what is found, Enter takes it, Backspace in an empty field drops the last one. `on`: only those
    who serve that day.
    """

    moved = Signal()

    def __init__(self, desk: Desk, *, many: bool = False, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.many = many
        self.on: date | None = None
        self.chosen: tuple[VolunteerName, ...] = ()
        self.found: tuple[VolunteerName, ...] = ()
        self._latest = Latest(desk.jobs, self)
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint or "姓名、拼音或电话")
        self.line.setAccessibleName("志愿者")
        self.line.textEdited.connect(lambda _text: self._look())
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("找到的志愿者")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        self.list.hide()
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags, 4)
        self._tags.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._tags)
        row = QHBoxLayout()
        row.addWidget(self.line)
        column.addLayout(row)
        column.addWidget(self.list)
        self.setFocusProxy(self.line)

    @property
    def id(self) -> int | None:
        """The one that is chosen."""
        return self.chosen[0].id if self.chosen else None

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.chosen)

    def set_chosen(self, chosen: tuple[VolunteerName, ...]) -> None:
        """Show these; it does not count as a choice of the person."""
        self.chosen = chosen
        self._show_chosen()

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and not self.list.isHidden()
        ):
            event.accept()
        return super().eventFilter(watched, event)

    # within

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.list.isHidden():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
            return True
        if key == Qt.Key.Key_Down and not self.line.text():
            self._look()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.list.isHidden():
            self._take(self.list.currentRow())
            return True
        if key == Qt.Key.Key_Escape and not self.list.isHidden():
            self.list.hide()
            return True
        if key == Qt.Key.Key_Backspace and not self.line.text() and self.chosen:
            self._drop(self.chosen[-1])
            return True
        return False

    def _look(self) -> None:
        self._latest.run(
            verb("volunteers", "find", self.line.text(), on=self.on, limit=_MOST + len(self.chosen)), self._show
        )

    def _show(self, found: tuple[VolunteerName, ...]) -> None:
        there = set(self.ids)
        self.found = tuple(one for one in found if one.id not in there)[:_MOST]
        self.list.clear()
        self.list.addItems([_words(one) for one in self.found])
        if not self.found:
            none = QListWidgetItem("没有找到。可以换个写法,或先在名册里新增。")
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(none)
        self.list.setFixedHeight(look().row * min(max(1, len(self.found)), _MOST) + 4)
        self.list.setCurrentRow(0 if self.found else -1)
        self.list.setVisible(self.line.hasFocus() or bool(self.line.text()))

    def _take(self, place: int) -> None:
        if not 0 <= place < len(self.found):
            return
        one = self.found[place]
        self.chosen = (*self.chosen, one) if self.many else (one,)
        self.list.hide()
        self.line.clear()
        self._show_chosen()
        self.moved.emit()

    def _drop(self, one: VolunteerName) -> None:
        self.chosen = tuple(other for other in self.chosen if other.id != one.id)
        self._show_chosen()
        self.line.setFocus()
        self.moved.emit()

    def _show_chosen(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in self.chosen:
            tip = f"{_words(one)};点一下去掉(退格键去掉最后一个)"
            self._flow.addWidget(button(f"{one.name} ×", partial(self._drop, one), tip=tip))
        self._tags.setVisible(bool(self.chosen))


class VolunteerField(Field):
    """A picker in a form. `text()` is the names."""

    def __init__(self, desk: Desk, title: str, *, many: bool = False, hint: str = "", needed: bool = False) -> None:
        self.picker = VolunteerPicker(desk, many=many, hint=hint)
        super().__init__(title, self.picker, needed=needed)
        self.picker.line.setAccessibleName(title)
        self.picker.moved.connect(self._moved)

    @property
    def id(self) -> int | None:
        return self.picker.id

    @property
    def ids(self) -> tuple[int, ...]:
        return self.picker.ids

    def text(self) -> str:
        return "、".join(one.name for one in self.picker.chosen)

    def set_text(self, text: str) -> None:
        """Only '' has a meaning here: names are chosen, not typed."""
        if not text:
            self.picker.set_chosen(())

    def set_chosen(self, *chosen: VolunteerName) -> None:
        self.picker.set_chosen(tuple(chosen))

    def _moved(self) -> None:
        self.complain("")
        self.edited.emit()


def _words(one: VolunteerName) -> str:
    """张桂英  助老敬老队  138****0000."""
    return "  ".join(part for part in (one.name, one.team, one.phone, "已离队" if one.gone else "") if part)
