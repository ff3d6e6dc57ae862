"""The card of one door, at the right of map and list: all that is known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.base.errors import UserFault
from app.models.changes import NOTHING, Changes
from app.models.colours import Judgement, Override
from app.models.households import Member, Occupancy
from app.models.views import HouseholdCard
from app.ui.desk import Desk
from app.ui.households.card_content import card_content
from app.ui.households.card_parts import present_use
from app.ui.households.door_form import DoorForm
from app.ui.households.form import Form
from app.ui.households.person_form import PersonForm
from app.ui.households.small_forms import JudgeForm, LeaveForm, SureForm, UseForm
from app.ui.jobs import Latest
from app.ui.theme import look
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, title_label
from app.ui.widgets.states import StateView

REVEALED_MS = 30_000


class HouseholdCardView(QWidget):
    """`closed` when the person puts it away. Forms take the card's own place: no dialog stands on a dialog."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.household_id: int | None = None
        self.shown: HouseholdCard | None = None
        self.form: Form | None = None
        self.revealed = False
        self._latest = Latest(desk.jobs, self)
        self._hide_again = QTimer(self)
        self._hide_again.setSingleShot(True)
        self._hide_again.setInterval(REVEALED_MS)
        self._hide_again.timeout.connect(self.hide_numbers)
        self.title = title_label("")
        self.title.setWordWrap(True)
        self.state = StateView(QWidget())
        self._stack = QStackedWidget()
        self._lay_out()
        for key, done in (
            ("F2", self.edit_door),
            ("Ins", self.add_person),
            ("Ctrl+U", self.change_use),
            ("Ctrl+L", self.judge),
            ("Ctrl+D", self.toggle_numbers),
        ):
            self._add_key(key, done)

    # what is shown

    def show_household(self, household_id: int) -> None:
        """Read and show a door. A form that holds unsaved words stays, and says so."""
        if self._unsaved_form():
            return
        self._leave_form()
        if household_id != self.household_id:
            self.revealed = False
            self._hide_again.stop()
        self.household_id = household_id
        self.state.show_loading("正在打开住户卡…")
        self._latest.run(lambda office: _read(office, household_id), self._show, failed=self._fail)

    def refresh(self) -> None:
        """Read the door again, when one is shown."""
        household_id = self.household_id
        if household_id is not None and self.isVisible():
            self._latest.run(lambda office: _read(office, household_id), self._show, failed=self._fail_again)

    def unsaved(self) -> str:
        return self.form.heading.text() if self.form is not None and self.form.dirty else ""

    def show_numbers(self) -> None:
        """Show numbers in full, for half a minute."""
        self.revealed = True
        self._hide_again.start()
        self._rebuild()

    def hide_numbers(self) -> None:
        self.revealed = False
        self._hide_again.stop()
        self._rebuild()

    def toggle_numbers(self) -> None:
        if self.revealed:
            self.hide_numbers()
        else:
            self.show_numbers()

    def close_card(self) -> None:
        """Put the card away; a form with unsaved words stays, and says so."""
        if self._unsaved_form():
            return
        self._leave_form()
        self.hide_numbers()
        self.closed.emit()

    # what can be done

    def new_door(self) -> None:
        self.open_form(DoorForm(self.desk), self._show_new)

    def edit_door(self) -> None:
        if self.shown is not None:
            self.open_form(DoorForm(self.desk, self.shown.record.household))

    def add_person(self) -> None:
        if self.shown is None:
            return
        household = self.shown.record.household
        use = present_use(self.shown.record, self.desk.clock.today())
        form = PersonForm(self.desk, household.id, household.door.long)
        self.open_form(form)
        if use is not None and use.kind is Occupancy.VACANT:  # said before the form is filled in, not only after
            form.say("这户现在登记为空置。有人住进来,请先取消,按“居住状态”改好再添加居民。", "amber")

    def edit_person(self, member: Member) -> None:
        if self.shown is not None:
            household = self.shown.record.household
            self.open_form(PersonForm(self.desk, household.id, household.door.long, member))

    def move_out(self, member: Member) -> None:
        if self.shown is not None:
            self.open_form(LeaveForm(self.desk, self.shown.record, member))

    def change_use(self) -> None:
        if self.shown is not None:
            record = self.shown.record
            self.open_form(UseForm(self.desk, record.household, present_use(record, self.desk.clock.today())))

    def judge(self, override: Override | None = None) -> None:
        """A judgement on a label; from a ledger's claim, with its words to begin with."""
        if self.shown is None:
            return
        if override is None:
            self.open_form(JudgeForm(self.desk, self.shown.record.household))
        else:
            form = JudgeForm(self.desk, self.shown.record.household, override.label, reason="台账标注,已核实")
            self.open_form(form)

    def drop(self, override: Override) -> None:
        label, override_id = override.label.value, override.id
        if override.judgement is Judgement.CLAIM:
            title, question, save = "不采纳台账标注", f"不采纳台账对“{label}”的标注?以后仍可人工认定。", "不采纳"
        else:
            title, question, save = "取消人工认定", f"取消对“{label}”的人工认定,改由系统按登记的情况判断?", "取消认定"

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.households.drop_override(office, override_id)
            return changes

        self.open_form(SureForm(self.desk, title, question, save, work))

    def remove_door(self) -> None:
        if self.shown is None:
            return
        household = self.shown.record.household
        question = f"删除 {household.door.long}?只有录错、从没登记过居民的门牌才需要删除。"

        def work(office: Any) -> Changes:
            from app import services

            changes: Changes = services.households.remove_household(office, household.id)
            return changes

        self.open_form(SureForm(self.desk, "删除这一户", question, "删除", work), self._removed)

    def open_form(self, form: Form, saved: Callable[[Changes], None] | None = None) -> None:
        """Put a form in the card's place until it is saved or left."""
        self._leave_form()
        self.form = form
        form.left.connect(self._form_left)
        form.saved.connect(lambda changes: self._form_saved(changes, saved))
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        first = form.fields[0].editor if form.fields else form.save_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _ESC:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESC:
            self.close_card()
        else:
            super().keyPressEvent(event)

    # within

    def _add_key(self, key: str, done: Callable[[], object]) -> None:
        """A key of the card; while a form stands in its place, keys are the form's."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: done() if self.form is None else None)

    def _unsaved_form(self) -> bool:
        if self.form is None or not self.form.dirty:
            return False
        self.form.say("这里还有没保存的内容:请先保存(Ctrl+S)或取消(Esc)。", "amber")
        return True

    def _form_left(self) -> None:
        self._leave_form()
        if self.household_id is None:
            self.close_card()
        else:
            self._stack.setFocus()

    def _form_saved(self, changes: Changes, saved: Callable[[Changes], None] | None) -> None:
        self._leave_form()
        if saved is not None:
            saved(changes)
        elif self.household_id is not None:
            self.refresh()

    def _show_new(self, changes: Changes) -> None:
        if changes.household_ids:
            self.show_household(min(changes.household_ids))

    def _removed(self, _changes: Changes) -> None:
        self.household_id, self.shown = None, None
        self.close_card()

    def _leave_form(self) -> None:
        if self.form is not None:
            self._stack.setCurrentWidget(self._whole)
            self._stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None

    def _show(self, card: HouseholdCard) -> None:
        self.shown = card
        self._rebuild()

    def _fail_again(self, error: BaseException) -> None:
        """The door that is shown was taken away, by an undo say: nothing is left to be shown."""
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.shown = None
        self.state.show_fault(error, self.refresh)

    def _rebuild(self) -> None:
        if self.shown is None:
            return
        self.title.setText(self.shown.record.household.door.long)
        old = self.state.content
        fresh = scrolled(card_content(self, self.shown))
        self.state.addWidget(fresh)
        self.state.content = fresh
        self.state.show_content()
        self.state.removeWidget(old)
        old.deleteLater()

    def _lay_out(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(
            button("关闭", self.close_card, kind="link", tip="收起住户卡(Esc)"), 0, Qt.AlignmentFlag.AlignTop
        )
        column.addLayout(head)
        column.addWidget(self.state, 1)
        self._stack.addWidget(self._whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setMinimumWidth(look().px(340))


_ESC = Qt.Key.Key_Escape


def _read(office: Any, household_id: int) -> HouseholdCard:
    from app import services

    card: HouseholdCard = services.households.card(office, household_id)
    return card
