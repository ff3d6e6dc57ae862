"""The card of one mediation: who, what about, what was agreed, and whether it held."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.mediations import MEDIATED, Mediation
from app.models.requests import RequestRow
from app.ui.desk import Desk
from app.ui.households.small_forms import SureForm
from app.ui.requests import asking_rounds as asking
from app.ui.requests.mediation_forms import FollowUpForm, MediationForm
from app.ui.requests.side import SideCard
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words


class MediationCardView(SideCard):
    """`request_opened(id)`, `agreement_wanted(mediation)`: shown by the page."""

    request_opened = Signal(int)
    agreement_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mediation_id: int | None = None
        self.shown: Mediation | None = None
        self.add_key("Ctrl+R", self.change)
        self.add_key("F9", self.follow_up)
        self.add_key("Ctrl+D", self.open_request)
        self.add_key("Ctrl+P", self.print)

    @property
    def shows_something(self) -> bool:
        return self.mediation_id is not None

    def show_mediation(self, mediation_id: int) -> None:
        if self.holds_unsaved():
            return
        self.leave_form()
        self.mediation_id = mediation_id
        self.state.show_loading("正在打开…")
        self.latest.run(asking.mediation(mediation_id), self.show_card, failed=self._fail)

    def refresh(self) -> None:
        if self.mediation_id is not None and self.isVisible():
            self.latest.run(asking.mediation(self.mediation_id), self.show_card, failed=self._fail)

    def show_card(self, mediation: Mediation) -> None:
        self.shown = mediation
        self.title.setText(f"调解 {mediation.number}")
        self.show_content(self._content(mediation))

    def close_card(self) -> None:
        super().close_card()
        if self.form is None:
            self.mediation_id, self.shown = None, None

    # what can be done

    def new_mediation(self, request: RequestRow | None = None) -> None:
        self.open_form(MediationForm(self.desk, request), self._show_new)

    def change(self) -> None:
        if self.shown is not None:
            self.open_form(MediationForm(self.desk, mediation=self.shown))

    def follow_up(self) -> None:
        if self.shown is not None:
            self.open_form(FollowUpForm(self.desk, self.shown))

    def open_request(self) -> None:
        if self.shown is not None:
            self.request_opened.emit(self.shown.request_id)

    def print(self) -> None:
        if self.shown is not None:
            self.agreement_wanted.emit(self.shown)

    def remove(self) -> None:
        if self.shown is None:
            return
        question = f"删除调解 {self.shown.number}?那件诉求会留着;删错了可以按 Ctrl+Z 撤销。"
        form = SureForm(self.desk, "删除调解", question, "删除", asking.remove_mediation(self.shown.id))
        self.open_form(form, self._removed)

    # within

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.show_mediation(changes.made[0])

    def _removed(self, _changes: Changes) -> None:
        self.mediation_id, self.shown = None, None
        self.closed.emit()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault) and self.form is None:
            self.mediation_id, self.shown = None, None
            self.closed.emit()
        else:
            self.state.show_fault(error, self.refresh)

    def _content(self, mediation: Mediation) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for part in (self._head(mediation), self._parties(mediation), self._agreement(mediation)):
            column.addWidget(part)
        column.addWidget(self._follow_up(mediation))
        column.addWidget(button("删除这次调解", self.remove, kind="link", tip="记错时用;删除后可以撤销"))
        column.addStretch(1)
        return inside

    def _head(self, mediation: Mediation) -> Card:
        part = Card("调解")
        part.add_beside(button("修改", self.change, kind="link", tip="修改,或接着登记结果(Ctrl+R)"))
        outcome = mediation.outcome or "还在调解"
        part.add(words(outcome, "green" if mediation.outcome == MEDIATED else "amber"))
        where = "  ".join(part for part in (chinese_date(mediation.on), mediation.place) if part)
        part.add(words(where, wrap=True))
        if mediation.mediator:
            part.add(words(f"调解员:{mediation.mediator}", wrap=True))
        tip = "打开这件诉求(Ctrl+D)"
        part.add_action(button(f"诉求 {mediation.request_number}", self.open_request, kind="link", tip=tip))
        if mediation.facts:
            part.add(words(mediation.facts, "muted", wrap=True))
        return part

    def _parties(self, mediation: Mediation) -> Card:
        part = Card(f"当事人 {len(mediation.parties)} 位")
        for party in mediation.parties:
            part.add(words("  ".join(p for p in (party.name, party.address, party.phone) if p), wrap=True))
        return part

    def _agreement(self, mediation: Mediation) -> Card:
        part = Card("协议")
        part.add_beside(button("协议书", self.print, kind="link", tip="预览、打印、另存调解协议书(Ctrl+P)"))
        part.add(words(mediation.agreement or "还没有写协议内容。", "" if mediation.agreement else "muted", wrap=True))
        return part

    def _follow_up(self, mediation: Mediation) -> Card:
        part = Card("回访")
        part.add_beside(button("登记回访", self.follow_up, kind="link", tip="登记协议履行得怎么样(F9)"))
        told, tone = follow_up_words(mediation), ""
        if mediation.follow_up_due and mediation.follow_up_on is not None:
            late = mediation.follow_up_on <= self.desk.clock.today()
            tone = "amber" if late else ""
        part.add(words(told, tone or ("" if mediation.followed_up_on else "muted"), wrap=True))
        if mediation.follow_up_words:
            part.add(words(mediation.follow_up_words, "muted", wrap=True))
        return part


def follow_up_words(mediation: Mediation) -> str:
    """When it was, or is to be, asked whether the agreement holds."""
    if mediation.followed_up_on is not None:
        return f"{chinese_date(mediation.followed_up_on)}已回访"
    if mediation.follow_up_on is not None:
        return f"约定{chinese_date(mediation.follow_up_on)}回访"
    return "没有约定回访"
