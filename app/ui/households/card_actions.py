"""What can be done at the card: each opens its form in the card's place; the menu (办理) lists them all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.models.changes import Changes, HistoryEntry
from app.models.colours import Judgement, Override
from app.models.households import Member
from app.rules.stays import Dwelling, use_on
from app.ui.households import asking
from app.ui.households.card_frame import CardFrame
from app.ui.households.card_verbs import verbs_of
from app.ui.households.door_form import DoorForm
from app.ui.households.join_form import JoinForm
from app.ui.households.judge_form import JudgeForm
from app.ui.households.leaving_forms import DeathForm, LeaveForm
from app.ui.households.person_form import PersonForm
from app.ui.households.small_forms import SureForm
from app.ui.households.stay_form import StayForm
from app.ui.households.use_forms import UseForm


class CardActions(CardFrame):
    """The verbs of a door that is shown; without one they do nothing."""

    def show_household(self, household_id: int) -> None:
        """Read and show a door. The card overrides it."""

    def removed(self, _changes: Changes) -> None:
        """The door is there no more."""
        self.household_id, self.shown = None, None
        self.close_card()

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
        """Take back one change out of the history; or do again what had been taken back. First it is said how much."""
        self.desk.jobs.run(
            asking.doors_touched(entry.change_id), lambda doors: self._ask_back(entry, doors), owner=self
        )

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

    # within

    def _ask_back(self, entry: HistoryEntry, doors: int) -> None:
        again = entry.undone_by is not None
        word = "恢复" if again else "撤销"
        many = f"这次变更一共涉及 {doors} 户,会一起{word}。" if doors > 1 else ""
        question = f"{word}这次变更?后来的其他变更不受影响。{many}\n{entry.title}"
        verb = asking.take_back(entry.change_id if entry.undone_by is None else entry.undone_by)
        self.open_form(SureForm(self.desk, f"{word}一次变更", question, "恢复" if again else "撤销这次", verb))

    def _show_new(self, changes: Changes) -> None:
        if changes.household_ids:
            self.show_household(min(changes.household_ids))
