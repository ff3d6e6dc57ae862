"""出席: the table, what it comes to, and who else is there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import Fault
from app.models.meeting_cards import MeetingCard
from app.models.meeting_drafts import PersonDraft
from app.models.meetings import Came, Role, State
from app.models.quorum import Count, Ruling
from app.models.roster import Scope
from app.rules.meeting_kinds import kinds, scope_of
from app.ui.desk import Desk
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.attendance_model import AttendanceModel
from app.ui.meetings.attendance_table import AttendanceTable
from app.ui.widgets.plain import button, set_tone, words
from app.ui.widgets.states import StateView

_HOW = "1 出席,2 请假,3 缺席,0 未登记,按了到下一位;打字就是写原因。"


class AttendanceView(QWidget):
    """`roster_wanted`: nobody is on the roster of that day."""

    roster_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.card: MeetingCard | None = None
        self._latest = Latest(desk.jobs, self)
        self.model = AttendanceModel(self)
        self.table = AttendanceTable(self.model)
        self.state = StateView(self.table)
        self.counts = words("", wrap=True)
        self.quorum = words("", "muted", wrap=True)
        self.how = words(_HOW, "muted", wrap=True)
        self.outside = words("", "amber", wrap=True)
        self.outside.hide()
        self.message = words("", "red", wrap=True)
        self.message.hide()
        self.rest = button("其余都出席", self.mark_rest, key="Alt+Q", tip="还没有登记的人都算出席")
        self.save_button = button("保存出席", self.save, kind="primary", key="Ctrl+S")
        self.guest = QLineEdit()
        self.guest.setPlaceholderText("加列席的人:姓名,几个人用顿号隔开,回车加入")
        self.guest.setAccessibleName("加列席的人")
        self.guest.returnPressed.connect(self.add_people)
        self.remove_button = button(
            "删去这一行", self.remove_person, kind="link", key="Ctrl+Delete", tip="删去列席的人"
        )
        self._lay_out()
        self.model.moved.connect(self._moved)

    @property
    def dirty(self) -> bool:
        return bool(self.model.marks)

    def show_card(self, card: MeetingCard) -> None:
        """Show who should come; marks that are not saved yet stay."""
        other = self.card is None or self.card.line.id != card.line.id
        row = 0 if other else max(self.table.currentIndex().row(), 0)
        kept = {} if other else {mark.attendance_id: mark for mark in self.model.marks}
        self.card = card
        self.model.show_people(card.attendance, locked=card.locked or card.line.state is State.PLANNED)
        for place, one in enumerate(card.attendance):
            if one.id in kept and not self.model.locked:
                self.model.states[place], self.model.reasons[place] = kept[one.id].state, kept[one.id].reason
        self.table.go_to(row)
        invited = scope_of(card.line.kind) is Scope.INVITED
        self.guest.setPlaceholderText(
            "加到会的人:姓名,几个人用顿号隔开,回车加入" if invited else "加列席的人:姓名,几个人用顿号隔开,回车加入"
        )
        for widget in (self.rest, self.save_button, self.how):
            widget.setVisible(not self.model.locked)
        self.guest.setVisible(not card.locked)
        self.remove_button.setVisible(not card.locked)
        self._tell_outside(card)
        if card.attendance:
            self.state.show_content()
        else:
            self._show_nobody(card, invited=invited)
        self._moved()

    def save(self) -> None:
        """All marks in one change; a reason that is being typed is one of them."""
        self.table.setFocus()
        if self.card is None or not self.dirty:
            return
        self._say("")
        self.desk.change(verb("attendance", "mark", self.card.line.id, self.model.marks), failed=self._failed)

    def mark_rest(self) -> None:
        self.model.mark_rest(Came.PRESENT)
        self.table.setFocus()

    def add_people(self) -> None:
        """Guests; where nobody is on a roster, those who should come."""
        if self.card is None:
            return
        names = [name for name in self.guest.text().replace(",", "、").replace(" ", "、").split("、") if name.strip()]
        if not names:
            return
        role = Role.SHOULD if scope_of(self.card.line.kind) is Scope.INVITED else Role.GUEST
        state = Came.UNKNOWN if self.card.line.state is State.PLANNED else Came.PRESENT
        people = tuple(PersonDraft(name.strip(), role, state) for name in names)
        self._say("")
        self.desk.change(
            verb("attendance", "add_people", self.card.line.id, people),
            lambda _changes: self.guest.clear(),
            failed=self._failed,
        )

    def remove_person(self) -> None:
        row = self.table.currentIndex().row()
        if self.card is not None and 0 <= row < len(self.model.people):
            person = self.model.people[row]
            self._say("")
            self.desk.change(verb("attendance", "remove_people", self.card.line.id, (person.id,)), failed=self._failed)

    def take_focus(self) -> None:
        (self.table if self.model.people else self.guest).setFocus()

    # within

    @property
    def _by_name(self) -> bool:
        return self.card is not None and self.card.line.by_name

    def _tell_outside(self, card: MeetingCard) -> None:
        """Members who were there and are not on the roster of that day: they count as guests, and it is said."""
        names = [one.name for one in card.attendance if one.member_id is not None and one.role is Role.GUEST]
        day = chinese_date(card.line.held_on)
        self.outside.setText(
            f"{'、'.join(names)}在{day}不在名册上,列为列席,不算应到。名册有误的,请先到党员名册改正,这里会跟着变。"
        )
        self.outside.setVisible(bool(names) and not card.locked)

    def _show_nobody(self, card: MeetingCard, *, invited: bool) -> None:
        if invited:
            self.state.show_empty("还没有登记谁来。", "在下面写上姓名,回车加入。")
        elif card.draft.said is not None:
            self.state.show_empty("这次会议只记了人数。", "应到、实到在“概况”里修改(Ctrl+R)。")
        else:
            self.state.show_empty(
                "那一天的名册里没有人。", "登记党员名册以后,应到名单会自动列出来。",
                "去党员名册", self.roster_wanted.emit,
            )  # fmt: skip

    def _moved(self) -> None:
        self.counts.setText(self._counted())
        self.save_button.setEnabled(self.dirty)
        self._ask_quorum()

    def _counted(self) -> str:
        model = self.model
        if self.card is not None and not self.card.line.by_name:
            line = self.card.line
            said = f"应到 {line.should} 人,实到 {line.came} 人(按记录的人数;下面只有点到名字的人)"
            return said + (";还没有保存" if self.dirty else "")
        guests = len(model.people) - model.should
        parts = [f"应到 {model.should} 人", f"实到 {model.count(Came.PRESENT)} 人"]
        named = ((Came.EXCUSED, "请假"), (Came.ABSENT, "缺席"), (Came.UNKNOWN, "未登记"))
        parts += [f"{word} {model.count(state)} 人" for state, word in named if model.count(state)]
        if guests:
            parts.append(f"列席 {guests} 人")
        return ",".join(parts) + (";还没有保存" if self.dirty else "")

    def _ask_quorum(self) -> None:
        """The quorum table's own sentence about the marks as they stand."""
        kind = kinds().get(self.card.line.kind) if self.card is not None else None
        if kind is None or not kind.occasion or not self.model.voters or not self._by_name:
            self.quorum.hide()
            return
        count = Count(
            self.model.voters,
            self.model.count(Came.PRESENT, voters=True),
            unrecorded=self.model.count(Came.UNKNOWN, voters=True),
        )
        self._latest.run(verb("meetings", "ruling", kind.occasion, count), self._show_quorum)

    def _show_quorum(self, ruling: Ruling) -> None:
        self.quorum.show()
        self.quorum.setText(ruling.sentence.replace(";还没有表决结果。", "。"))
        set_tone(self.quorum, "muted" if ruling.quorate is None else "green" if ruling.quorate else "red")
        self.quorum.setToolTip(ruling.source)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self._say(f"{error.what}{error.remedy}")
        else:
            self.desk.trouble(error)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.counts)
        column.addWidget(self.quorum)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.how, 1)
        head.addWidget(self.rest)
        head.addWidget(self.save_button)
        column.addLayout(head)
        column.addWidget(self.outside)
        column.addWidget(self.message)
        column.addWidget(self.state, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.guest, 1)
        foot.addWidget(self.remove_button)
        column.addLayout(foot)
