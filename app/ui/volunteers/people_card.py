"""The card of one volunteer: who, in which team, when they can come, leaves, 双报到, and what other rooms know."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import NOTHING, Changes
from app.models.volunteers import Dual, Leave, LinkProposal, VolunteerCard, VolunteerLine, VolunteerName
from app.rules.volunteers import dual_state
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.households.small_forms import SureForm
from app.ui.meetings.asking import verb
from app.ui.meetings.overview import pairs_grid
from app.ui.requests.side import SideCard
from app.ui.volunteers.availability import AvailabilityGrid
from app.ui.volunteers.dual_form import DualForm
from app.ui.volunteers.people_card_parts import dual_words, fact_pairs, told_line
from app.ui.volunteers.people_forms import GoForm, LeaveForm, PutInTeamForm, TimesForm, TogetherForm, VolunteerForm
from app.ui.volunteers.people_links import LinkForm, UniteForm
from app.ui.volunteers.sections import VolunteerPlace, make_sections
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words


class VolunteerCardView(SideCard):
    """`resident_wanted(words)`: who lives here, in the list of households."""

    resident_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.volunteer_id: int | None = None
        self.shown: VolunteerCard | None = None
        self.add_key("Ctrl+R", self.edit)
        self.add_key("Ctrl+T", self.edit_times)
        self.add_key("Ctrl+J", self.take_leave)

    @property
    def shows_something(self) -> bool:
        return self.volunteer_id is not None

    def show_volunteer(self, volunteer_id: int) -> None:
        if self.holds_unsaved():
            return
        self.leave_form()
        self.volunteer_id = volunteer_id
        self.state.show_loading("正在打开…")
        self._load()

    def refresh(self) -> None:
        if self.volunteer_id is not None and self.isVisible():
            self._load()

    def show_card(self, card: VolunteerCard) -> None:
        self.shown = card
        self.title.setText(f"{card.line.name}  {card.line.standing}")
        self.show_content(self._content(card))

    # forms

    def add(self) -> None:
        self.open_form(VolunteerForm(self.desk), self._show_new)

    def put_in_team(self, people: tuple[VolunteerLine, ...]) -> None:
        self.open_form(PutInTeamForm(self.desk, people), self._done)

    def link_all(self, proposals: tuple[LinkProposal, ...]) -> None:
        self.open_form(LinkForm(self.desk, proposals), self._done)

    def edit(self) -> None:
        if self.shown is not None:
            self.open_form(VolunteerForm(self.desk, self.shown.volunteer))

    def edit_times(self) -> None:
        if self.shown is not None:
            self.open_form(TimesForm(self.desk, self.shown.volunteer))

    def take_leave(self) -> None:
        if self.shown is not None:
            self.open_form(LeaveForm(self.desk, self.shown.volunteer))

    def go(self) -> None:
        if self.shown is not None:
            self.open_form(GoForm(self.desk, self.shown.volunteer, self.shown.leads))

    def come_back(self) -> None:
        if self.shown is not None:
            line = self.shown.line
            said = f"{line.name}又回来服务了?离队日期会去掉,以前的记录都在。"
            self.open_form(SureForm(self.desk, "归队", said, "归队", verb("volunteers", "return_", line.id)))

    def remove(self) -> None:
        if self.shown is not None:
            line = self.shown.line
            said = f"把{line.name}从志愿者名册里删除?只有记错的才删除;不来了的请登记离队。删错了可以按 Ctrl+Z 撤销。"
            form = SureForm(self.desk, "删除志愿者", said, "删除", verb("volunteers", "remove", line.id))
            self.open_form(form, self._removed)

    def together(self) -> None:
        if self.shown is not None:
            self.open_form(TogetherForm(self.desk, self.shown.volunteer, self.shown.together))

    def register_dual(self, dual: Dual | None = None) -> None:
        if self.shown is not None:
            line = self.shown.line
            self.open_form(DualForm(self.desk, line.id, line.name, dual, unit=line.unit))

    def link(self) -> None:
        """Ask who of the ledger this may be."""

        def show(found: tuple[LinkProposal, ...]) -> None:
            if found:
                self.open_form(LinkForm(self.desk, found))
            else:
                self.said.say("住户登记里没有找到像这个人的居民:要身份证号相同,或者姓名和生日(或电话)相同。")

        if self.volunteer_id is not None:
            self.latest.run(verb("volunteers_links", "proposals", self.volunteer_id), show)

    def unlink(self) -> None:
        if self.shown is not None:
            line = self.shown.line
            said = (
                f"志愿者{line.name}和住户登记里的{line.name}不是同一个人?取消关联后各留一份资料。可以按 Ctrl+Z 撤销。"
            )
            form = SureForm(self.desk, "取消关联居民", said, "取消关联", verb("volunteers_links", "unlink", line.id))
            self.open_form(form)

    def unite(self) -> None:
        def show(found: tuple[VolunteerName, ...]) -> None:
            if found and self.shown is not None:
                self.open_form(UniteForm(self.desk, self.shown.volunteer, found))
            else:
                self.said.say("名册里没有身份证号相同、或者姓名和电话都相同的另一条登记。")

        if self.volunteer_id is not None:
            self.latest.run(verb("volunteers_links", "twins", self.volunteer_id), show)

    # within

    def _load(self) -> None:
        self.latest.run(verb("volunteers_lists", "card", self.volunteer_id), self.show_card, failed=self._fail)

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.show_volunteer(changes.made[0])
        else:
            self._done(changes)

    def _done(self, _changes: Changes) -> None:
        if self.volunteer_id is None:
            self.closed.emit()
        else:
            self.refresh()

    def _removed(self, _changes: Changes) -> None:
        self.volunteer_id, self.shown = None, None
        self.closed.emit()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        else:
            self.state.show_fault(error, self.refresh)

    def _content(self, card: VolunteerCard) -> QWidget:
        self.said.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for said in card.pending:
            column.addWidget(words(said, "amber", wrap=True))
        for part in (self._facts(card), self._times(card), self._leaves(card), self._duals(card)):
            column.addWidget(part)
        place = VolunteerPlace(self.desk, card.line.id, self.open_form)
        for section in make_sections(place):
            column.addWidget(section)
        column.addWidget(self._verbs(card))
        column.addStretch(1)
        return inside

    def _facts(self, card: VolunteerCard) -> Card:
        part = Card("志愿者")
        part.add_beside(button("修改", self.edit, kind="link", tip="修改姓名、电话、小分队、技能等(Ctrl+R)"))
        part.body.addLayout(pairs_grid(fact_pairs(card)))
        return part

    def _times(self, card: VolunteerCard) -> Card:
        part = Card("可服务时间")
        part.add_beside(button("修改", self.edit_times, kind="link", tip="勾选哪几天的上午、下午、晚上能来(Ctrl+T)"))
        if card.line.availability is None:
            part.add(words("还没有登记。", "muted"))
        else:
            grid = AvailabilityGrid()
            grid.set_slots(card.line.availability)
            part.add(grid)
        return part

    def _leaves(self, card: VolunteerCard) -> Card:
        part = Card("请假")
        part.add_beside(button("请假", self.take_leave, kind="link", tip="登记一段请假(Ctrl+J)"))
        if not card.volunteer.leaves:
            part.add(words("没有请假。", "muted"))
        for leave in reversed(card.volunteer.leaves):
            said = (
                f"{chinese_date(leave.since)}到{chinese_date(leave.until)}{',' + leave.reason if leave.reason else ''}"
            )
            change = partial(self._change_leave, card, leave)
            drop = partial(self._drop, "删除请假", said, verb("volunteers", "remove_leave", card.line.id, leave.id))
            part.add(told_line(said, change, drop))
        return part

    def _duals(self, card: VolunteerCard) -> Card:
        part = Card("双报到")
        today = self.desk.clock.today()
        running = [dual for dual in card.duals if dual_state(dual, today) != "已结束"]
        if not running:
            part.add_beside(button("登记", self.register_dual, kind="link", tip="在职党员到社区报到"))
        if not card.duals:
            part.add(words("没有双报到登记。", "muted"))
        for dual in card.duals:
            state = dual_state(dual, today)
            said = dual_words(dual, state)
            drop = partial(self._drop, "删除双报到", said, verb("volunteers_dual", "remove", card.line.id, dual.id))
            part.add(told_line(said, partial(self.register_dual, dual), drop))
        return part

    def _verbs(self, card: VolunteerCard) -> Card:
        part = Card("登记变动")
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        line = card.line
        made: list[tuple[str, Callable[[], None], str]] = []
        if line.left_on is None:
            made.append(("离队", self.go, "不再服务了;以前的记录都保留"))
        elif card.volunteer.died is None:
            made.append(("归队", self.come_back, "又回来服务了"))
        made.append(("结伴", self.together, "愿意和谁一起服务,排班时尽量排在一起"))
        if line.resident_id is None:
            made.append(("关联居民", self.link, "这名志愿者是登记在册的居民:只留一份资料"))
        else:
            made.append(("看住户", self._to_household, "在住户页里看这个人"))
            made.append(("取消关联居民", self.unlink, "关联错了,不是同一个人"))
        made.append(("合并重复", self.unite, "名册里登记了两次的,合成一条"))
        made.append(("删除", self.remove, "记错时用;可以撤销"))
        for name, done, tip in made:
            flow.addWidget(button(name, done, tip=tip))
        part.add(holder)
        return part

    def _to_household(self) -> None:
        if self.shown is not None:
            self.resident_wanted.emit(self.shown.line.name)

    def _change_leave(self, card: VolunteerCard, leave: Leave) -> None:
        self.open_form(LeaveForm(self.desk, card.volunteer, leave))

    def _drop(self, title: str, said: str, work: Callable[[object], Changes]) -> None:
        question = f"删除“{said}”?记错时才删除。删错了可以按 Ctrl+Z 撤销。"
        self.open_form(SureForm(self.desk, title, question, "删除", work))
