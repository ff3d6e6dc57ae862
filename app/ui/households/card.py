"""The card of one door, at the right of map and list: all that is known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.base.errors import UserFault
from app.models.changes import NOTHING, Changes, HistoryEntry
from app.models.colours import Judgement, Override
from app.models.households import Member
from app.models.views import HouseholdCard
from app.rules.stays import Dwelling, use_on
from app.ui.desk import Desk
from app.ui.households import asking
from app.ui.households.card_content import card_content
from app.ui.households.card_verbs import verbs_of
from app.ui.households.door_form import DoorForm
from app.ui.households.explain_view import ExplainView
from app.ui.households.form import Form
from app.ui.households.join_form import JoinForm
from app.ui.households.judge_form import JudgeForm
from app.ui.households.leaving_forms import DeathForm, LeaveForm
from app.ui.households.person_form import PersonForm
from app.ui.households.sections import CardPlace, Section, make_sections
from app.ui.households.small_forms import SureForm
from app.ui.households.stay_form import StayForm
from app.ui.households.use_forms import UseForm
from app.ui.jobs import Latest
from app.ui.theme import look
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, title_label
from app.ui.widgets.states import StateView

REVEALED_MS = 30_000
_ESC = Qt.Key.Key_Escape


class HouseholdCardView(QWidget):
    """`closed` when the person puts it away. Forms take the card's own place: no dialog stands on a dialog."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.household_id: int | None = None
        self.shown: HouseholdCard | None = None
        self.older: tuple[HistoryEntry, ...] = ()  # pages of the history that were asked for
        self.more = False
        self.unfolded: set[str] = set()
        self.sections: list[Section] = []
        self.form: Form | None = None
        self.explaining: ExplainView | None = None
        self.revealed = False
        self._latest = Latest(desk.jobs, self)
        self._history = Latest(desk.jobs, self)
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
            ("F8", self.edit_door),
            ("F6", self.open_menu),
            ("Ins", self.add_person),
            ("Ctrl+U", self.change_use),
            ("Ctrl+L", self.judge),
            ("F7", self.explain),
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
            self.unfolded.clear()
        self.household_id = household_id
        self.state.show_loading("正在打开住户卡…")
        self._latest.run(asking.card(household_id), self._show, failed=self._fail)

    def refresh(self) -> None:
        """Read the door again, when one is shown."""
        household_id = self.household_id
        if household_id is not None and self.isVisible():
            self._latest.run(asking.card(household_id), self._show, failed=self._fail_again)
            if self.explaining is not None:
                self.explaining.read_again()

    def unsaved(self) -> str:
        return self.form.heading.text() if self.form is not None and self.form.dirty else ""

    def show_numbers(self) -> None:
        """Show numbers in full, for half a minute."""
        self.revealed = True
        self._hide_again.start()
        self.rebuild()

    def hide_numbers(self) -> None:
        self.revealed = False
        self._hide_again.stop()
        self.rebuild()

    def toggle_numbers(self) -> None:
        if self.revealed:
            self.hide_numbers()
        else:
            self.show_numbers()

    def fold(self, what: str) -> None:
        """Show or hide what lies folded: those who lived here before, earlier uses."""
        self.unfolded ^= {what}
        self.rebuild()

    def show_older(self) -> None:
        """Read the next page of the history."""
        if self.shown is None or self.household_id is None:
            return
        last = (self.older or self.shown.history)[-1]
        self._history.run(asking.older(self.household_id, last.change_id), self._show_page)

    def close_card(self) -> None:
        """Put the card away; a form with unsaved words stays, and says so."""
        if self._unsaved_form():
            return
        self._leave_form()
        self.hide_numbers()
        self.closed.emit()

    # what can be done

    def make_menu(self) -> QMenu:
        """办理: every verb; what cannot be done now says why."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for verb in verbs_of(self):
            if verb.begins_group:
                menu.addSeparator()
            action = QAction(f"{verb.title}(&{verb.key})", menu)
            action.setObjectName(verb.name)
            action.setEnabled(not verb.why_not)
            action.setToolTip(verb.why_not)
            action.triggered.connect(lambda _checked=False, done=verb.done: done())
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def open_menu(self) -> None:
        if self.shown is not None:
            self.make_menu().popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def new_door(self) -> None:
        self.open_form(DoorForm(self.desk), self._show_new)

    def edit_door(self) -> None:
        if self.shown is not None:
            self.open_form(DoorForm(self.desk, self.shown.record.household))

    def add_person(self) -> None:
        if self.shown is not None:
            record = self.shown.record
            present = use_on(record, self.desk.clock.today())
            self.open_form(PersonForm(self.desk, record.household.id, record.household.door.long, use=present))

    def edit_person(self, member: Member) -> None:
        if self.shown is not None:
            household = self.shown.record.household
            self.open_form(PersonForm(self.desk, household.id, household.door.long, member))

    def correct_stay(self, dwelling: Dwelling) -> None:
        if self.shown is not None:
            self.open_form(StayForm(self.desk, self.shown.record, dwelling))

    def move_out(self, member: Member | None = None) -> None:
        if self.shown is not None:
            self.open_form(LeaveForm(self.desk, self.shown.record, member))

    def record_death(self, member: Member | None = None) -> None:
        if self.shown is not None:
            self.open_form(DeathForm(self.desk, self.shown.record, member))

    def join_into(self, into: tuple[int, str] | None = None) -> None:
        """并户; `into`: the other door, (id, words), where it has been chosen already, on the map for one."""
        if self.shown is not None:
            self.open_form(JoinForm(self.desk, self.shown.record, into))

    def change_use(self) -> None:
        if self.shown is not None:
            self.open_form(UseForm(self.desk, self.shown.record))

    def judge(self, override: Override | None = None) -> None:
        """A judgement on a label; of one that is there, or from a ledger's claim, with its words to begin with."""
        if self.shown is not None:
            self.open_form(JudgeForm(self.desk, self.shown.record.household, override))

    def drop(self, override: Override) -> None:
        label = override.label.value
        if override.judgement is Judgement.CLAIM:
            title, question, save = "不采纳台账标注", f"不采纳台账对“{label}”的标注?以后仍可人工认定。", "不采纳"
        else:
            title, question, save = "取消人工认定", f"取消对“{label}”的人工认定,改由系统按登记的情况判断?", "取消认定"
        verb = asking.household("drop_override", override.id)
        self.open_form(SureForm(self.desk, title, question, save, verb))

    def take_back(self, entry: HistoryEntry) -> None:
        """Take back one change out of the history; or do again what had been taken back."""
        if entry.undone_by is not None:
            question = f"恢复这次变更?\n{entry.title}"
            form = SureForm(self.desk, "恢复一次变更", question, "恢复", asking.take_back(entry.undone_by))
        else:
            question = f"撤销这次变更?后来的其他变更不受影响。\n{entry.title}"
            form = SureForm(self.desk, "撤销一次变更", question, "撤销这次", asking.take_back(entry.change_id))
        self.open_form(form)

    def explain(self) -> None:
        """Why the door has its labels, for any day."""
        if self.shown is None:
            return
        self._leave_form()
        self.explaining = ExplainView(self.desk, self.shown.record.household)
        self.explaining.left.connect(self._form_left)
        self._stack.addWidget(self.explaining)
        self._stack.setCurrentWidget(self.explaining)
        self.explaining.day.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.explaining.refresh()

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

    def removed(self, _changes: Changes) -> None:
        """The door is there no more."""
        self.household_id, self.shown = None, None
        self.close_card()

    def rebuild(self) -> None:
        """Make the card anew out of what was read."""
        if self.shown is None:
            return
        self.title.setText(self.shown.record.household.door.long)
        old = self.state.content
        place = getattr(old, "verticalScrollBar", None)
        height = place().value() if place is not None else 0
        fresh = scrolled(card_content(self, self.shown))
        self.state.addWidget(fresh)
        self.state.content = fresh
        self.state.show_content()
        self.state.removeWidget(old)
        old.deleteLater()
        QTimer.singleShot(0, fresh, lambda: fresh.verticalScrollBar().setValue(height))

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
        """A key of the card; while a form or the explanation stands in its place, keys are theirs."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: done() if self.form is None and self.explaining is None else None)

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

    def _leave_form(self) -> None:
        for widget in (self.form, self.explaining):
            if widget is not None:
                self._stack.setCurrentWidget(self._whole)
                self._stack.removeWidget(widget)
                widget.deleteLater()
        self.form = self.explaining = None

    def _show(self, card: HouseholdCard) -> None:
        self._make_sections(card.record.household.id)
        self.shown, self.older, self.more = card, (), card.older
        self.rebuild()

    def _show_page(self, page: tuple[tuple[HistoryEntry, ...], bool]) -> None:
        entries, self.more = page
        self.older += entries
        self.rebuild()

    def _make_sections(self, household_id: int) -> None:
        """Sections of another door; those of the same one stay, and refresh by themselves."""
        if self.shown is not None and self.shown.record.household.id == household_id and self.sections:
            return
        for section in self.sections:
            section.deleteLater()
        self.sections = make_sections(CardPlace(self.desk, household_id, self.open_form))

    def _fail_again(self, error: BaseException) -> None:
        """The door that is shown was taken away, by an undo say: nothing is left to be shown."""
        if isinstance(error, UserFault) and self.form is None:
            self.removed(NOTHING)
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.shown = None
        self.state.show_fault(error, self.refresh)

    def _lay_out(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        self.menu_button = button("办理", self.open_menu, tip="迁入、迁出、去世、分户、出租等(F6)")
        head.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
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
