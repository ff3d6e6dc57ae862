"""The card of a shift: who is on it, and who else could be, with how often they serve and why others cannot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.shifts import Candidate, Duty, Roster, Shift
from app.rules.duty_lines import WEEKDAYS
from app.rules.shifts import needs_words
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.meetings.asking import verb
from app.ui.requests.side import SideCard
from app.ui.theme import look
from app.ui.volunteers.shifts_table import carried
from app.ui.widgets.card import scrolled
from app.ui.widgets.plain import button, words
from app.ui.widgets.rows import Column, RowsModel
from app.ui.widgets.table import RowsView

_COLUMNS = (
    Column[Candidate](
        "name", "姓名", lambda one: one.name, lambda one: one.sort, width=84,
        tip=lambda one: "、".join(filter(None, (one.team, *one.skills))),
    ),
    Column[Candidate]("load", "本月", lambda one: f"{one.load}次", lambda one: one.load, right=True, width=60),
    Column[Candidate](
        "why", "能不能来", lambda one: one.why_not or "能来", lambda one: (bool(one.why_not), one.why_not, one.load),
        width=140, tone=lambda one: "muted" if one.why_not else "green",
    ),
    Column[Candidate]("skills", "技能", lambda one: "、".join(one.skills), width=80),
)  # fmt: skip


class PeopleRows(RowsView):
    """Candidates, who can be carried to a shift."""

    def startDrag(self, _actions: Qt.DropAction) -> None:
        one = self.current_row()
        if one is not None:
            drag = QDrag(self)
            drag.setMimeData(carried(one.volunteer_id))
            drag.exec(Qt.DropAction.MoveAction)


class ShiftSide(SideCard):
    """`wanted(volunteer, shift)`: put them there; `left(shift, duty)` take off; `pin_wanted(shift, duty)`;
    `edit_wanted(shift)`, `cancel_wanted(shift)`, `remove_wanted(shift)`, `restore_wanted(shift)`;
    `wishes_wanted(candidate)`; `calendar_wanted(duty)`: a volunteer's month as a calendar file."""

    wanted = Signal(int, int)
    left = Signal(object, object)
    pin_wanted = Signal(object, object)
    edit_wanted = Signal(object)
    cancel_wanted = Signal(object)
    remove_wanted = Signal(object)
    restore_wanted = Signal(object)
    wishes_wanted = Signal(object)
    calendar_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shift: Shift | None = None
        self.published = False
        self.candidates: tuple[Candidate, ...] = ()
        self.model: RowsModel[Any] = RowsModel(_COLUMNS, self)
        self.rows = PeopleRows(self.model)
        self.rows.setDragEnabled(True)
        self.rows.setAccessibleName("还能安排谁")
        self.rows.setToolTip("回车安排到这个班次;也可以拖到排班表里")
        self.rows.opened.connect(self._take)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("姓名、技能、小分队")
        self.filter.setAccessibleName("找人")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self._show_rows())
        self.about = words("", "muted", wrap=True)
        self.gap = words("", "amber", wrap=True)
        self.people = QWidget()
        self._people = QVBoxLayout(self.people)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(2)
        self.verbs = QWidget()
        self._verbs = FlowLayout(self.verbs, 8)
        self.heading = words("")
        whole = QWidget()
        outer = QVBoxLayout(self.state.content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(whole))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.about, self.gap, self.people, self.verbs, self.heading, self.filter):
            column.addWidget(widget)
        self.rows.setMinimumHeight(look().row * 6)
        column.addWidget(self.rows, 1)
        self.wishes_button = button("排班意愿…", self._wishes, key="Alt+U", tip="选中的人愿意什么时候来")
        column.addWidget(self.wishes_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def shows_something(self) -> bool:
        return self.shift is not None

    def show_shift(self, shift: Shift, roster: Roster) -> None:
        """Candidates come from the worker; the rest is known."""
        moved = self.shift is None or self.shift.id != shift.id
        self.shift, self.published = shift, roster.published_on is not None
        self.title.setText(shift.title)
        day = f"{chinese_date(shift.day)} 周{WEEKDAYS[shift.day.weekday()]} {shift.times}"
        needs = f"需要 {shift.heads} 人" + (f"(其中{needs_words(shift.needs)})" if shift.needs else "")
        self.about.setText("\n".join(filter(None, (day, " ".join(filter(None, (shift.place, shift.team))), needs))))
        self.gap.setText(f"已取消:{shift.cancelled}" if shift.cancelled else f"缺{shift.missing}人:{shift.gap}")
        self.gap.setVisible(bool(shift.cancelled or shift.missing))
        self._show_people(shift.duties, [one for one in roster.swaps if one.shift_id == shift.id])
        self._show_verbs(shift)
        self.heading.setText("换班时还能叫谁" if self.published else "还能安排谁")
        if moved:
            self.candidates = ()
            self._show_rows()
        self.latest.run(verb("shifts", "candidates", shift.id), self._show_candidates)

    def take_focus(self) -> None:
        self.rows.setFocus()
        if not self.rows.currentIndex().isValid():
            self.rows.choose_row(0)

    # within

    def _show_people(self, duties: Sequence[Duty], swaps: Sequence[Any]) -> None:
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for duty in duties:
            line = QWidget()
            flow = FlowLayout(line, 8)
            skill = f"({duty.skill})" if duty.skill else ""
            flow.addWidget(words(f"{duty.name}{skill}", "red" if duty.clash else ""))
            if duty.clash:
                flow.addWidget(words(duty.clash, "red"))
            flow.addWidget(button("换班…" if self.published else "撤下", partial(self._leave, duty), kind="link"))
            if not self.published:
                flow.addWidget(
                    button("不再固定" if duty.pinned else "固定", partial(self._pin, duty), kind="link",
                           tip="固定以后,自动排班不会动这个人")
                )  # fmt: skip
            flow.addWidget(
                button(
                    "日历…", partial(self.calendar_wanted.emit, duty), kind="link", tip="本人这个月的班次存成日历文件"
                )
            )
            self._people.addWidget(line)
        for swap in swaps:
            said = f"{chinese_date(swap.noted_on)}换班:{swap.out or '(空缺)'}→{swap.in_ or '(空着)'},{swap.reason}"
            self._people.addWidget(words(said, "muted", wrap=True))

    def _show_verbs(self, shift: Shift) -> None:
        while (item := self._verbs.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        made: list[tuple[str, Any, str]] = []
        if shift.cancelled:
            made.append(("恢复班次", self.restore_wanted, "Alt+F"))
        else:
            if not self.published:
                made.append(("改班次…", self.edit_wanted, "Alt+G"))
            made.append(("取消班次…", self.cancel_wanted, "Alt+Q"))
        if not self.published:
            made.append(("删除班次", self.remove_wanted, ""))
        for said, signal, key in made:
            self._verbs.addWidget(button(said, partial(signal.emit, shift), key=key))

    def _show_candidates(self, found: tuple[Candidate, ...]) -> None:
        self.candidates = found
        self._show_rows()

    def _show_rows(self) -> None:
        text = self.filter.text().strip()
        shown = [one for one in self.candidates if text in " ".join((one.name, one.sort, one.team, *one.skills))]
        self.model.set_rows(shown)
        self.rows.choose_row(0)  # whoever comes first is the one to ask: Enter takes them
        able = sum(not one.why_not for one in shown)
        base = "换班时还能叫谁" if self.published else "还能安排谁"
        self.heading.setText(f"{base}:能来的 {able} 人,共 {len(shown)} 人" if self.candidates else base)

    def _take(self, one: Candidate) -> None:
        if self.shift is not None:
            self.wanted.emit(one.volunteer_id, self.shift.id)

    def _leave(self, duty: Duty) -> None:
        self.left.emit(self.shift, duty)

    def _pin(self, duty: Duty) -> None:
        self.pin_wanted.emit(self.shift, duty)

    def _wishes(self) -> None:
        one = self.rows.current_row()
        if one is not None:
            self.wishes_wanted.emit(one)
