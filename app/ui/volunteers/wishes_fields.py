"""Who takes something on, or offers it: a volunteer found as one types, a team, or a unit by its name."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from app.models.volunteers import VolunteerName
from app.models.wishes import Claimer, WishChoices
from app.ui.desk import Desk
from app.ui.households.fields import Field
from app.ui.theme import look
from app.ui.volunteers.picker import VolunteerPicker

VOLUNTEER, TEAM, UNIT = range(3)
_SORTS = ("志愿者", "小分队", "单位")


class ClaimerField(Field):
    """First what sort, then who; the arrows change the sort, Tab goes on."""

    def __init__(self, desk: Desk, title: str, *, needed: bool = True) -> None:
        self.sort = QComboBox()
        self.sort.addItems(_SORTS)
        self.sort.setAccessibleName(f"{title}是志愿者、小分队还是单位")
        self.picker = VolunteerPicker(desk)
        self.team = QComboBox()
        self.team.setAccessibleName("小分队")
        self.unit = QComboBox()
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.unit.setAccessibleName("单位")
        line = self.unit.lineEdit()
        assert line is not None
        line.setPlaceholderText("单位名称,如 区供电所")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.sort.setFixedWidth(look().px(96))
        self.stack = QStackedWidget()
        for widget in (self.picker, self.team, self.unit):
            self.stack.addWidget(widget)
        row.addWidget(self.sort)
        row.addWidget(self.stack, 1)
        super().__init__(title, holder, needed=needed)
        self.setFocusProxy(self.picker)
        holder.setFocusProxy(self.picker)
        self.sort.activated.connect(self._sorted)
        self.picker.moved.connect(self._moved)
        self.team.activated.connect(lambda _place: self._moved())
        line.textEdited.connect(lambda _text: self._moved())

    def text(self) -> str:
        if self.sort.currentIndex() == VOLUNTEER:
            return self.picker.chosen[0].name if self.picker.chosen else ""
        return (self.team if self.sort.currentIndex() == TEAM else self.unit).currentText().strip()

    def set_text(self, text: str) -> None:
        self.sort.setCurrentIndex(UNIT)
        self._show_sort()
        self.unit.setEditText(text)

    def claimer(self) -> Claimer:
        if self.sort.currentIndex() == VOLUNTEER:
            return Claimer(volunteer_id=self.picker.id)
        if self.sort.currentIndex() == TEAM:
            return Claimer(team_id=self.team.currentData())
        return Claimer(unit=self.text())

    def show_choices(self, choices: WishChoices) -> None:
        """Teams and units; what is chosen stays."""
        team, unit = self.team.currentData(), self.unit.currentText()
        self.team.clear()
        for team_id, name in choices.teams:
            self.team.addItem(name, team_id)
        self.team.setCurrentIndex(max(0, self.team.findData(team)))
        self.unit.clear()
        self.unit.addItems(list(choices.units))
        self.unit.setEditText(unit)

    def show_claimer(self, claimer: Claimer, name: str) -> None:
        """Show one that is known; it is not the person's doing."""
        if claimer.volunteer_id is not None:
            self.sort.setCurrentIndex(VOLUNTEER)
            self.picker.set_chosen((VolunteerName(claimer.volunteer_id, name, "", ""),))
        elif claimer.team_id is not None:
            self.sort.setCurrentIndex(TEAM)
            if self.team.findData(claimer.team_id) < 0:
                self.team.addItem(name, claimer.team_id)
            self.team.setCurrentIndex(self.team.findData(claimer.team_id))
        elif claimer.unit:
            self.set_text(claimer.unit)
        self._show_sort()

    def _sorted(self, _place: int) -> None:
        self._show_sort()
        self._moved()

    def _show_sort(self) -> None:
        self.stack.setCurrentIndex(self.sort.currentIndex())

    def _moved(self) -> None:
        self.complain("")
        self.edited.emit()
