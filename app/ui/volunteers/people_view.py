"""志愿者名册: who serves, the teams as a tree, and 双报到; the card of one volunteer at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.models.volunteers import DualLine, LinkProposal, VolunteerLine, VolunteerQuery
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.requests.side import SideCard
from app.ui.volunteers.dual_view import DualView
from app.ui.volunteers.people_card import VolunteerCardView
from app.ui.volunteers.people_list import PeopleList
from app.ui.volunteers.segment import Segment
from app.ui.volunteers.team_view import DissolveForm, TeamForm, TeamView

_VIEWS = (("看名单", "Alt+M"), ("看队伍", "Alt+D"), ("看双报到", "Alt+S"))


class PeopleSegment(Segment):
    """Asked by a number it opens that volunteer's card; by a `VolunteerQuery` it shows those."""

    key = "people"
    title = "名册"
    search_hint = "姓名、拼音、电话、单位、技能"
    primary = "新增志愿者"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.people, self.teams, self.duals = PeopleList(desk), TeamView(desk), DualView(desk)
        self.views: tuple[PeopleList | TeamView | DualView, ...] = (self.people, self.teams, self.duals)
        self.card = VolunteerCardView(desk)
        self.small = SideCard(desk)  # forms of teams, which have no card
        self.stack = QStackedWidget()
        self.switches: list[QPushButton] = []
        self._said = dict.fromkeys(range(len(self.views)), "")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._switch_row())
        column.addWidget(self.stack, 1)
        self.lay(content, self.card, self.small)
        self._wire()
        self._show_view(0)

    # what is shown

    @property
    def view(self) -> PeopleList | TeamView | DualView:
        return self.views[self.stack.currentIndex()]

    def refresh(self) -> None:
        self.view.refresh()
        if self.side is not None:
            self.side.refresh()

    def show_what(self, what: object) -> None:
        if isinstance(what, int):
            self._show_view(0)
            self.people.refresh()
            self.show_volunteer(what)
        elif isinstance(what, VolunteerQuery):
            self._show_view(0)
            self.people.show_query(what)
        else:
            self.refresh()

    def show_volunteer(self, volunteer_id: int) -> None:
        self.open_side(self.card)
        self.card.show_volunteer(volunteer_id)

    # what can be done

    def search(self, text: str) -> None:
        if self.view is self.duals:
            self.duals.search(text)
            return
        if text and self.view is self.teams:
            self.go_to(0)
        self.people.search(text)

    def begin(self) -> None:
        self.open_side(self.card)
        self.card.add()

    def export(self) -> None:
        if self.view is self.duals:
            self.duals.export()
        else:
            self.people.export()

    def take_focus(self) -> None:
        self.view.take_focus()

    def go_to(self, place: int) -> None:
        """The list, the teams, or 双报到."""
        self._show_view(place)
        self.refresh()
        self.take_focus()

    # within

    def _show_view(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        for number, made in enumerate(self.switches):
            made.setChecked(number == place)
        self.told.emit(self._said[place])

    def _told(self, place: int, said: str) -> None:
        self._said[place] = said
        if place == self.stack.currentIndex():
            self.told.emit(said)

    def _chosen(self, line: VolunteerLine) -> None:
        if not self.narrow:
            self.show_volunteer(line.id)

    def _opened(self, line: VolunteerLine) -> None:
        self.show_volunteer(line.id)
        self.card.setFocus()

    def _dual_chosen(self, line: DualLine) -> None:
        if not self.narrow:
            self.show_volunteer(line.volunteer_id)

    def _dual_opened(self, line: DualLine) -> None:
        self.show_volunteer(line.volunteer_id)
        self.card.setFocus()

    def _team_opened(self, team_id: int) -> None:
        """-1 the 大队: everybody; 0: who is in no team."""
        self._show_view(0)
        self.people.show_query(VolunteerQuery(team_id=None if team_id < 0 else team_id))
        self.people.take_focus()

    def _put_in_team(self, rows: tuple[VolunteerLine, ...]) -> None:
        self.open_side(self.card)
        self.card.put_in_team(rows)

    def _link_all(self, found: tuple[LinkProposal, ...]) -> None:
        self.open_side(self.card)
        self.card.link_all(found)

    def _side_form(self, form: Form) -> None:
        self.open_side(self.small)
        self.small.open_form(form, lambda _changes: self.close_side())

    def _switch_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for place, (name, key) in enumerate(_VIEWS):
            made = QPushButton(name)
            made.setProperty("kind", "choice")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setToolTip(f"{name}({key})")
            made.clicked.connect(lambda _on=False, where=place: self.go_to(where))
            QShortcut(QKeySequence(key), made).activated.connect(made.click)
            self.switches.append(made)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _wire(self) -> None:
        for place, view in enumerate(self.views):
            self.stack.addWidget(view)
            view.told.connect(partial(self._told, place))
        self.people.chosen.connect(self._chosen)
        self.people.opened.connect(self._opened)
        self.people.new_wanted.connect(self.begin)
        self.people.put_wanted.connect(self._put_in_team)
        self.people.link_wanted.connect(self._link_all)
        self.duals.chosen.connect(self._dual_chosen)
        self.duals.opened.connect(self._dual_opened)
        self.teams.opened.connect(self._team_opened)
        self.teams.new_wanted.connect(lambda: self._side_form(TeamForm(self.desk)))
        self.teams.edit_wanted.connect(lambda line: self._side_form(TeamForm(self.desk, line)))
        self.teams.dissolve_wanted.connect(lambda line: self._side_form(DissolveForm(self.desk, line)))
        self.card.resident_wanted.connect(self._to_households)

    def _to_households(self, name: str) -> None:
        from app.models.queries import ListQuery

        self.desk.open_page("households", ListQuery(text=name))
