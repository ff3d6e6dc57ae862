"""The card of one wish, need, offer or project: how far it is, what comes next, who could do it, what was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import NOTHING, Changes
from app.models.wishes import Claimer, Kind, Move, State, Suggestion, Verb, WishAsk, WishCard, WishStep
from app.rules.wishes import state_words
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.households.small_forms import SureForm
from app.ui.meetings.asking import verb
from app.ui.meetings.overview import pairs_grid
from app.ui.meetings.steps import StepsLine
from app.ui.requests.side import SideCard
from app.ui.volunteers.wishes_forms import PickForm, WishForm, WishStepForm, begun, hit_of
from app.ui.volunteers.wishes_telling import limit_tone, limit_words
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

_WAY = (State.WAITING, State.CLAIMED, State.DOING, State.DONE, State.CONFIRMED)
_NEXT = {State.WAITING: Verb.CLAIM, State.CLAIMED: Verb.FINISH, State.DOING: Verb.FINISH, State.DONE: Verb.CONFIRM}
_BESIDE = (Verb.START, Verb.GIVE_BACK, Verb.NOTE, Verb.WITHDRAW)  # 重新办理 is what 确认 leads to when not satisfied


class WishCardView(SideCard):
    """Ctrl+J takes the next step, Ctrl+R puts it right, Ctrl+D opens the door's card."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.wish_id: int | None = None
        self.shown: WishCard | None = None
        self.add_key("Ctrl+J", self.next_step)
        self.add_key("Ctrl+R", self.edit)
        self.add_key("Ctrl+D", self.open_door)

    # what is shown

    @property
    def shows_something(self) -> bool:
        return self.wish_id is not None

    def show_wish(self, wish_id: int) -> None:
        """Read and show one. A form that holds unsaved words stays, and says so."""
        if self.holds_unsaved():
            return
        self.leave_form()
        if wish_id != self.wish_id:
            self.said.hide()
        self.wish_id = wish_id
        self.state.show_loading("正在打开…")
        self.latest.run(verb("wishes", "card", wish_id), self.show_card, failed=self._fail)

    def refresh(self) -> None:
        if self.wish_id is not None and self.isVisible():
            self.latest.run(verb("wishes", "card", self.wish_id), self.show_card, failed=self._fail)

    def show_card(self, card: WishCard) -> None:
        self.shown = card
        self.title.setText(f"{card.line.number}  {card.line.kind.value}")
        self.show_content(self._content(card))

    def close_card(self) -> None:
        super().close_card()
        if self.form is None:
            self.wish_id, self.shown = None, None

    # what can be done

    def begin(self, kind: Kind) -> None:
        self.open_form(WishForm(self.desk, kind), self._show_new)

    def begin_from(self, ask: WishAsk) -> None:
        """A new one out of a request, a visit's need or a door."""

        def show(found: tuple[Any, Any]) -> None:
            draft, hit = found
            self.open_form(WishForm(self.desk, ask.kind, draft=draft, hit=hit), self._show_new)

        self.desk.jobs.run(begun(ask), show, failed=self._told, owner=self)

    def edit(self) -> None:
        card = self.shown
        if card is not None:
            self.desk.jobs.run(
                lambda office: hit_of(office, card.draft),
                lambda hit: self.open_form(WishForm(self.desk, card.line.kind, hit=hit, card=card)),
                owner=self,
            )

    def next_step(self) -> None:
        """The step most likely meant; of an offer, a household's pick."""
        card = self.shown
        if card is None:
            return
        if card.line.kind is Kind.OFFER:
            self.pick()
        elif card.line.state in _NEXT:
            self.take(_NEXT[card.line.state])

    def take(self, step: Verb) -> None:
        """Open the form of a step, or say why it cannot be taken now."""
        card = self.shown
        if card is None:
            return
        move = _move(card, step)
        if move.why:
            self.said.say(f"{move.title}:{move.why}", "amber")
            return
        self.said.hide()
        self.open_form(WishStepForm(self.desk, card, move))

    def pick(self) -> None:
        card = self.shown
        if card is None or card.line.kind is not Kind.OFFER:
            return
        if card.line.state is not State.WAITING:
            self.said.say(f"这项服务{card.line.state_words},不能选用。", "amber")
            return
        self.open_form(PickForm(self.desk, card), self._show_new)

    def accept(self, found: Suggestion) -> None:
        """A suggestion is taken up: the form of the claim, filled with it. Nothing is claimed by itself."""
        card = self.shown
        if card is None:
            return
        if found.kind == "wish":
            self.show_wish(found.id)
            return
        move, form = _move(card, Verb.CLAIM), partial(WishStepForm, self.desk, card)
        if found.kind == "offer":
            self.open_form(form(move, name=found.note or found.title, offer_id=found.id))
        elif found.kind == "team":
            self.open_form(form(move, claimer=Claimer(team_id=found.id), name=found.title))
        else:
            self.open_form(form(move, claimer=Claimer(volunteer_id=found.id), name=found.title))

    def remove(self) -> None:
        card = self.shown
        if card is not None:
            said = f"删除{card.line.number}“{card.line.title}”?经过会一起删除;删错了可以按 Ctrl+Z 撤销。"
            form = SureForm(self.desk, "删除", said, "删除", verb("wishes", "remove", card.line.id))
            self.open_form(form, self._removed)

    def open_door(self) -> None:
        if self.shown is not None and self.shown.line.household_id is not None:
            self.desk.open_page("households", self.shown.line.household_id)

    # within

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.show_wish(changes.made[0])

    def _removed(self, _changes: Changes) -> None:
        self.wish_id, self.shown = None, None
        self.closed.emit()

    def _told(self, error: BaseException) -> None:
        if isinstance(error, UserFault):
            self.state.show_fault(error, self.close_card)
        else:
            self.desk.trouble(error)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        else:
            self.state.show_fault(error, self.refresh)

    def _content(self, card: WishCard) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._standing(card))
        column.addWidget(self._facts(card))
        if card.suggestions:
            column.addWidget(self._suggestions(card))
        if card.picked_by:
            column.addWidget(self._picks(card))
        column.addWidget(_steps(card))
        made = button("删除这一件", self.remove, kind="link", tip="记错、记重时用;删除后可以撤销")
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return inside

    def _standing(self, card: WishCard) -> Card:
        line = card.line
        part = Card("办到哪一步" if line.kind is not Kind.OFFER else line.state_words)
        if line.kind is not Kind.OFFER and line.state in _WAY:
            way = StepsLine()
            place = len(_WAY) if line.state is State.CONFIRMED else _WAY.index(line.state)
            way.show_steps([state_words(line.kind, state) for state in _WAY], place)
            part.add(way)
        if line.state is State.WITHDRAWN and line.kind is not Kind.OFFER:
            part.add(words(line.state_words, "muted"))
        limit = limit_words(line)
        if limit and line.due_on:
            part.add(words(f"{limit}(期限{chinese_date(line.due_on)})", limit_tone(line) or "muted", wrap=True))
        if line.satisfaction:
            part.add(words(f"住户确认:{line.satisfaction}", "green"))
        if line.kind is Kind.OFFER and line.state is State.WAITING:
            part.add_action(button("住户选用", self.pick, kind="primary", tip="哪一户要这项服务(Ctrl+J)"))
        elif line.state in _NEXT and line.kind is not Kind.OFFER:
            move = _move(card, _NEXT[line.state])
            tip = "住户满意还是不满意(Ctrl+J)" if move.verb is Verb.CONFIRM else f"登记{move.title}(Ctrl+J)"
            part.add_action(button(f"登记{move.title}", self.next_step, kind="primary", tip=tip))
        holder = QWidget()
        flow = FlowLayout(holder, 8)
        for move in card.moves:
            if move.verb in _BESIDE and not move.why:
                flow.addWidget(button(move.title, partial(self.take, move.verb), kind="link"))
        part.add(holder)
        return part

    def _facts(self, card: WishCard) -> Card:
        line, draft = card.line, card.draft
        part = Card(line.title)
        part.heading.setWordWrap(True)
        part.add_beside(button("修改", self.edit, kind="link", tip="修改内容、住户、期限(Ctrl+R)"))
        if draft.words:
            part.add(words(draft.words, wrap=True))
        show = self.desk.open_page
        door: str | QWidget = ""
        if line.household_id is not None:
            named = f"{line.door} {line.name}".strip()
            door = button(named, self.open_door, kind="link", tip="打开住户卡(Ctrl+D)")
        pairs: list[tuple[str, str | QWidget]] = [
            ("住户", door),
            ("提供" if line.kind is Kind.OFFER else "认领", line.taker),
            ("登记", chinese_date(line.opened_on)),
        ]
        if card.matched is not None:
            offer, number, title = card.matched
            pairs.append(("来自服务", button(f"{number} {title}", partial(self.show_wish, offer), kind="link")))
        if draft.request_id is not None and card.request_number:
            link: Callable[[], Any] = partial(show, "requests", draft.request_id)
            pairs.append(("来自诉求", button(card.request_number, link, kind="link", tip="打开这件诉求")))
        if card.need_words:
            pairs.append(("来自走访", card.need_words))
        part.body.addLayout(pairs_grid(pairs))
        return part

    def _suggestions(self, card: WishCard) -> Card:
        part = Card("也许能对上" if card.line.kind is Kind.OFFER else "谁也许能办")
        part.add(words("按内容里的字词和技能、服务清单对出来的,由您决定。", "muted", wrap=True))
        for found in card.suggestions:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            note = f"({found.note})" if found.note else ""
            row.addWidget(words(f"{found.title}{note}:{'、'.join(found.because)}", wrap=True), 1)
            said = "打开" if found.kind == "wish" else "认领…"
            row.addWidget(button(said, partial(self.accept, found), kind="link"), 0, Qt.AlignmentFlag.AlignTop)
            part.add(holder)
        return part

    def _picks(self, card: WishCard) -> Card:
        part = Card(f"选用过 {len(card.picked_by)} 次")
        for wish_id, number, told in card.picked_by[:20]:
            part.add_action(
                button(f"{number}  {told}", partial(self.show_wish, wish_id), kind="link", tip="打开这一件")
            )
        return part


def _move(card: WishCard, step: Verb) -> Move:
    return next(move for move in card.moves if move.verb is step)


def _steps(card: WishCard) -> Card:
    part = Card("经过")
    for step in reversed(card.steps):
        part.add(_step(step))
    return part


def _step(step: WishStep) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    who = f"  {step.who}" if step.who else ""
    column.addWidget(words(f"{chinese_date(step.day)}  {step.title}{who}", wrap=True))
    if step.words:
        column.addWidget(words(step.words, "muted", wrap=True))
    return holder
