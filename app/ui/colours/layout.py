"""调整布局: the panel beside one building where doors are moved, renamed, put together and divided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.rules.doors import floor_and_slot
from app.ui.colours.layout_forms import DivideForm, RenameForm, UniteForm
from app.ui.colours.view import MapView
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.theme import look
from app.ui.widgets.card import Card, scrolled
from app.ui.widgets.plain import button, set_tone, title_label, words

_HOW = (
    "用鼠标把一户拖到别的格子;或点中一户,按 Alt+方向键一格一格地挪。拖到另一户上面,两户互换位置。"
    "每挪一次都可以按 Ctrl+Z 撤销。"
)


class LayoutPanel(QWidget):
    """Follows the chosen door of the map. `finished` when the person is through."""

    finished = Signal()

    def __init__(self, desk: Desk, view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.map = desk, view
        self.form: Form | None = None
        self.title = title_label("调整布局")
        self.door = words("", wrap=True)
        self.door.setObjectName("card_title")
        self.message = words("", "red", wrap=True)
        self.floor = _number("楼层", -9, 99)
        self.place_in_floor = _number("位置", 1, 99)
        self.put_button = button("放到这里", self.put, tip="把这一户放到写好的楼层和位置(Ctrl+回车)")
        self.home_button = button("按房号放回", self.put_home, tip="按房号放回它该在的楼层和位置")
        self.rename_button = button("改门牌…", self.rename, key="F2")
        self.unite_button = button("打通…", self.unite, key="F3", tip="把两户合成一户")
        self.divide_button = button("隔断…", self.divide, key="F4", tip="把一户分成两户")
        self._stack = QStackedWidget()
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.put)

    # what is shown

    def begin(self) -> None:
        self._leave_form()
        self.show_door()

    def end(self) -> None:
        self._leave_form()
        self.hide()

    def unsaved(self) -> str:
        return self.form.heading.text() if self.form is not None and self.form.dirty else ""

    def show_door(self) -> None:
        """The door that is chosen on the map now, and where it stands."""
        self.message.hide()
        plan, door = self.map.scene.plan, self.map.chosen
        building = plan.buildings[0].short if plan.buildings else ""
        self.title.setText(f"调整布局:{building}")
        there = door is not None
        for widget in self._about_door:
            widget.setEnabled(there)
        if door is None:
            self.door.setText("请点中要调整的一户。")
            return
        found = plan.doors[door]
        self.door.setText(plan.title_of(door))
        self.floor.setValue(found.floor)
        self.place_in_floor.setValue(max(1, found.slot))

    def say(self, fault: Fault, tone: str = "red") -> None:
        set_tone(self.message, tone)
        self.message.setText(f"{fault.what}{fault.remedy}")
        self.message.show()

    # what can be done

    def place(self, places: Mapping[int, tuple[int, int]]) -> None:
        """Put doors on floors and places, as one change."""

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.colours.place_doors(office, places)
            return changes

        self.message.hide()
        self.desk.change(work, failed=self._failed)

    def put(self) -> None:
        household = self.map.chosen_household
        if household is not None and self.form is None:
            self.place({household: (self.floor.value(), self.place_in_floor.value())})

    def put_home(self) -> None:
        """Back to where the room's name says."""
        door = self.map.chosen
        if door is not None:
            found = self.map.scene.plan.doors[door]
            self.place({found.household_id: floor_and_slot(found.room)})

    def rename(self) -> None:
        if self.map.chosen is not None and self.form is None:
            self._open(RenameForm(self.desk, self.map.scene.plan, self.map.chosen))

    def unite(self) -> None:
        """The chosen door and another one of its floor."""
        if self.map.chosen is not None and self.form is None:
            plan, door = self.map.scene.plan, self.map.chosen
            others = sorted(set(plan.floor_of(door)) & set(plan.unit_of(door)))
            self._open(UniteForm(self.desk, self.map.scene.plan, self.map.chosen, others))

    def divide(self) -> None:
        if self.map.chosen is not None and self.form is None:
            self._open(DivideForm(self.desk, self.map.scene.plan, self.map.chosen))

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Esc in the panel's fields ends the layout as it does on the map."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    # within

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.say(error)
        else:
            self.desk.trouble(error)

    def _open(self, form: Form) -> None:
        self._leave_form()
        self.form = form
        form.cancel_button.setToolTip("不保存,回到调整布局(Esc)")
        form.left.connect(self._form_left)
        form.saved.connect(lambda _changes: self._form_left())
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        first = form.fields[0].editor if form.fields else form.save_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _form_left(self) -> None:
        self._leave_form()
        self.map.setFocus()

    def _leave_form(self) -> None:
        if self.form is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(words(_HOW, "muted", wrap=True))
        card = Card()
        card.add(self.door)
        card.add(self.message)
        self.message.hide()
        lines = QFormLayout()
        lines.setSpacing(8)
        lines.addRow(words("楼层"), self.floor)
        lines.addRow(words("从左数第几个位置"), self.place_in_floor)
        card.body.addLayout(lines)
        card.body.addLayout(_row(self.put_button, self.home_button))
        card.body.addLayout(_row(self.rename_button, self.unite_button, self.divide_button))
        column.addWidget(card)
        column.addStretch(1)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.title)
        outer.addWidget(scrolled(inside), 1)
        outer.addWidget(button("调整好了", self.finished.emit, kind="primary", tip="离开布局调整(Esc)"))
        self._stack.addWidget(whole)
        holder = QVBoxLayout(self)
        holder.setContentsMargins(8, 0, 0, 0)
        holder.addWidget(self._stack)
        self.setMinimumWidth(look().px(340))
        self._about_door = (
            self.floor, self.place_in_floor, self.put_button, self.home_button,
            self.rename_button, self.unite_button, self.divide_button,
        )  # fmt: skip


_ESC = Qt.Key.Key_Escape


def _number(name: str, least: int, most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setAccessibleName(name)
    return box


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return row
