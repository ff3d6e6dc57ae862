"""The card of one round: who came, what was found, what the huddle settled."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.patrols import Finding, Patrol
from app.ui.desk import Desk
from app.ui.households.small_forms import SureForm
from app.ui.requests import asking_rounds as asking
from app.ui.requests.patrol_forms import AddFindingForm, PatrolForm, SettleForm
from app.ui.requests.side import SideCard
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words


class PatrolCardView(SideCard):
    """`request_opened(id)`: the request a finding became."""

    request_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.patrol_id: int | None = None
        self.shown: Patrol | None = None
        self.add_key("Ctrl+R", self.change)
        self.add_key("Ins", self.add_finding)

    @property
    def shows_something(self) -> bool:
        return self.patrol_id is not None

    def show_patrol(self, patrol_id: int) -> None:
        if self.holds_unsaved():
            return
        self.leave_form()
        self.patrol_id = patrol_id
        self.state.show_loading("正在打开…")
        self.latest.run(asking.patrol(patrol_id), self.show_card, failed=self._fail)

    def refresh(self) -> None:
        if self.patrol_id is not None and self.isVisible():
            self.latest.run(asking.patrol(self.patrol_id), self.show_card, failed=self._fail)

    def show_card(self, patrol: Patrol) -> None:
        self.shown = patrol
        self.title.setText(f"{chinese_date(patrol.on)} 四方巡查")
        self.show_content(self._content(patrol))

    def close_card(self) -> None:
        super().close_card()
        if self.form is None:
            self.patrol_id, self.shown = None, None

    # what can be done

    def new_patrol(self) -> None:
        self.open_form(PatrolForm(self.desk), self._show_new)

    def change(self) -> None:
        if self.shown is not None:
            self.open_form(PatrolForm(self.desk, self.shown))

    def add_finding(self) -> None:
        if self.shown is not None:
            self.open_form(AddFindingForm(self.desk, self.shown))

    def settle(self, finding: Finding) -> None:
        self.open_form(SettleForm(self.desk, finding))

    def reopen(self, finding: Finding) -> None:
        self.desk.change(asking.settle_finding(finding.id, None))

    def to_request(self, finding: Finding) -> None:
        self.desk.change(asking.finding_to_request(finding.id))

    def remove(self) -> None:
        if self.shown is None:
            return
        question = f"删除{chinese_date(self.shown.on)}的四方巡查?删错了可以按 Ctrl+Z 撤销。"
        form = SureForm(self.desk, "删除四方巡查", question, "删除", asking.remove_patrol(self.shown.id))
        self.open_form(form, self._removed)

    # within

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.show_patrol(changes.made[0])

    def _removed(self, _changes: Changes) -> None:
        self.patrol_id, self.shown = None, None
        self.closed.emit()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault) and self.form is None:
            self.patrol_id, self.shown = None, None
            self.closed.emit()
        else:
            self.state.show_fault(error, self.refresh)

    def _content(self, patrol: Patrol) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._parties(patrol))
        column.addWidget(self._findings(patrol))
        minutes = Card("碰头会")
        minutes.add(words(patrol.minutes or "没有记。", "" if patrol.minutes else "muted", wrap=True))
        column.addWidget(minutes)
        column.addWidget(button("删除这次巡查", self.remove, kind="link", tip="记错时用;删除后可以撤销"))
        column.addStretch(1)
        return inside

    def _parties(self, patrol: Patrol) -> Card:
        came = sum(party.came for party in patrol.parties)
        part = Card(f"四方到了 {came} 方")
        part.add_beside(button("修改", self.change, kind="link", tip="修改日期、路线、参加方、碰头会(Ctrl+R)"))
        for party in patrol.parties:
            named = f":{party.names}" if party.names else ""
            part.add(
                words(f"{party.body} {'到' if party.came else '没到'}{named}", "" if party.came else "amber", wrap=True)
            )
        if patrol.route:
            part.add(words(f"路线:{patrol.route}", "muted", wrap=True))
        return part

    def _findings(self, patrol: Patrol) -> Card:
        part = Card(f"发现 {len(patrol.findings)} 处")
        part.add_beside(button("补记发现", self.add_finding, kind="link", tip="补记发现(Insert)"))
        if not patrol.findings:
            part.add(words("没有发现问题。", "muted"))
        for finding in patrol.findings:
            part.add(self._finding(finding))
        return part

    def _finding(self, finding: Finding) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(words(finding.words, wrap=True))
        if finding.place:
            column.addWidget(words(finding.place, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words(finding_words(finding), "green" if finding.settled else "amber"))
        row.addStretch(1)
        for made in self._links(finding):
            row.addWidget(made)
        column.addLayout(row)
        return holder

    def _links(self, finding: Finding) -> list[QWidget]:
        if finding.request_id is not None:
            request_id = finding.request_id
            return [button("看诉求", lambda: self.request_opened.emit(request_id), kind="link")]
        if finding.settled_on is not None:
            return [button("改回未解决", partial(self.reopen, finding), kind="link")]
        return [
            button("转为诉求", partial(self.to_request, finding), kind="link", tip="记成一件诉求,按期限办"),
            button("已解决", partial(self.settle, finding), kind="link", tip="登记哪天解决的"),
        ]


def finding_words(finding: Finding) -> str:
    """How a finding stands."""
    if finding.request_id is not None:
        return f"已转诉求 {finding.request_number},{'已办结' if finding.settled else '在办'}"
    if finding.settled_on is not None:
        return f"{chinese_date(finding.settled_on)}解决"
    return "还没有解决"
