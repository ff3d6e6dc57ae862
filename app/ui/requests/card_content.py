"""What stands on a request's card, from top to bottom: where it stands, what was said, what can be and was done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.deliberations import MatterQuery, MatterWish
from app.models.requests import Life, Missing, RequestCard, State, Step, Verb, Whistle
from app.models.wishes import WishAsk
from app.ui.colours.flow import FlowLayout
from app.ui.requests import telling
from app.ui.requests.steps_line import StepsLine
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

if TYPE_CHECKING:
    from app.ui.requests.card import RequestCardView

_SHOWN_CHANGES = 8
KEYS = {
    Verb.ASSIGN: "F2",
    Verb.WHISTLE: "F3",
    Verb.REPORT_IN: "F4",
    Verb.ANSWER: "F6",
    Verb.HANDLE: "F7",
    Verb.CLOSE: "F8",
    Verb.VISIT: "F9",
    Verb.REOPEN: "F10",
    Verb.NOTE: "F11",
    Verb.REGRADE: "Shift+F2",
    Verb.CALL_OFF: "Shift+F3",
    Verb.AGREE: "Shift+F4",
    Verb.PAUSE: "Shift+F7",
    Verb.RESUME: "Shift+F8",
}
# which of the steps that can be taken is most likely meant next
_NEXT = {
    State.RECEIVED: Verb.ASSIGN,
    State.ASSIGNED: Verb.HANDLE,
    State.WHISTLED: Verb.ANSWER,
    State.HANDLING: Verb.CLOSE,
    State.CLOSED: Verb.VISIT,
    State.VISITED: Verb.NOTE,
}


def card_content(view: RequestCardView, card: RequestCard) -> QWidget:
    """Widgets for `card`; their buttons call the verbs of `view`."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(8)
    for part in (_standing(card), _said(view, card), _next(view, card), _whistles(view, card), _steps(card)):
        if part is not None:
            column.addWidget(part)
    mediations = _mediations(view, card)
    if mediations is not None:
        column.insertWidget(3, mediations)
    if card.history:
        column.addWidget(_history(card))
    column.addWidget(_wishes(view, card))
    column.addWidget(_matters(view, card))
    column.addWidget(button("删除这件诉求", view.remove, kind="link", tip="记错、记重时用;删除后可以撤销"))
    column.addStretch(1)
    return inside


def _standing(card: RequestCard) -> Card:
    """State, limit, rounds."""
    part = Card("办到哪一步")
    row, life = card.row, card.life
    line = StepsLine()
    line.show_state(life.state, states_gone(card.steps, life))
    part.add(line)
    limit = telling.limit_words(row)
    tone = telling.limit_tone(row)
    if row.due_on is not None:
        said = f"期限到{chinese_date(row.due_on)}"
        part.add(_bold(f"{said},{limit}" if limit else f"{said},按时办结", tone))
    elif limit:
        part.add(_bold(limit, tone))
    if life.paused:
        part.add(words("正在暂缓。", "amber", wrap=True))
    if row.handler and row.open:
        part.add(words(f"在谁手里:{row.handler}", wrap=True))
    if row.outcome:
        part.add(words(f"办理结果:{row.outcome};回访:{row.satisfaction}", wrap=True))
    if len(life.rounds) > 1:
        for one in life.rounds:
            part.add(words(telling.round_words(one), "muted", wrap=True))
    weekends = telling.weekends_words(card.weekends_only)
    if weekends:
        part.add(words(weekends, "amber", wrap=True))
    return part


def _said(view: RequestCardView, card: RequestCard) -> Card:
    """What was said, by whom, about where."""
    part = Card("诉求")
    row = card.row
    part.add_beside(button("修改", view.correct, kind="link", tip="修改内容、反映人、地点(Ctrl+R)"))
    part.add(words(row.words, wrap=True))
    if row.household_id is not None:
        door = button(row.door, view.open_door, kind="link", tip="打开这一户的卡片(Ctrl+D)")
    else:
        door = None
    received = " ".join(filter(None, (chinese_date(row.received_on), card.draft.received_time)))
    lines: list[tuple[str, str | QWidget]] = [
        ("反映人", telling.who_words(row)),
        ("电话", row.phone),
        ("地点", door or row.door),
        ("网格", row.grid),
        ("受理", f"{received},{row.channel}"),
        ("类别", row.category),
        ("分级", row.grade),
        ("来自", card.origin_title),
    ]
    part.body.addLayout(_pairs(lines))
    return part


def _next(view: RequestCardView, card: RequestCard) -> Card:
    """Steps that can be taken now as buttons; the others with why not, when asked for."""
    part = Card("下一步")
    can = [move for move in card.moves if not move.why]
    cannot = [move for move in card.moves if move.why]
    likely = _likely(card, can)
    flow = QWidget()
    row = FlowLayout(flow, 8)
    for move in sorted(can, key=lambda one: one.verb is not likely):
        kind = "primary" if move.verb is likely else ""
        made = button(move.title, partial(view.take, move.verb), kind=kind)
        made.setToolTip(f"{move.title}({KEYS[move.verb]})")
        made.setObjectName(f"step_{move.verb.value}")
        row.addWidget(made)
    part.add(flow)
    if cannot:
        part.add(_why_not(view, cannot))
    return part


def _why_not(view: RequestCardView, cannot: Sequence[Missing]) -> QWidget:
    """The steps that cannot be taken now; a press tells why."""
    holder = QWidget()
    row = FlowLayout(holder, 4)
    row.addWidget(words("现在还不能:", "muted"))
    for move in cannot:
        made = button(move.title, partial(view.tell_why, move), kind="link")
        made.setToolTip(f"{move.why}({KEYS[move.verb]})")
        made.setObjectName(f"why_{move.verb.value}")
        row.addWidget(made)
    return holder


def _whistles(view: RequestCardView, card: RequestCard) -> Card | None:
    if not card.life.whistles:
        return None
    part = Card("吹哨")
    for number, one in enumerate(card.life.whistles):
        part.add(_whistle(view, one, key="Ctrl+P" if number == 0 else ""))
    return part


def _whistle(view: RequestCardView, one: Whistle, *, key: str) -> QWidget:
    holder = QFrame()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    blown = chinese_date(one.blown_on) if one.blown_on else "日期未记"
    waits = one.waiting
    told = QVBoxLayout()
    told.setSpacing(0)
    told.addWidget(words(f"{one.department}:{telling.whistle_words(one)}", "amber" if waits else "", wrap=True))
    told.addWidget(words("  ".join(part for part in (one.letter, f"{blown}吹哨") if part), "muted", wrap=True))
    row.addLayout(told, 1)
    tip = "预览、打印、另存这张吹哨单"
    row.addWidget(button("吹哨单", partial(view.show_letter, one), kind="link", tip=tip, key=key), 0, _TOP)
    return holder


def _steps(card: RequestCard) -> Card:
    part = Card("办理经过")
    for step in reversed(card.steps):
        part.add(_step(step))
    return part


def _step(step: Step) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    who = f"  {step.who}" if step.who else ""
    column.addWidget(words(f"{telling.when_words(step)}{who}", "muted", wrap=True))
    column.addWidget(words(telling.step_words(step), wrap=True))
    if step.words:
        column.addWidget(words(step.words, "muted", wrap=True))
    return holder


def _mediations(view: RequestCardView, card: RequestCard) -> Card | None:
    """For a dispute: its mediations, and a way to write one down."""
    if not view.is_dispute(card):
        return None
    part = Card("调解")
    part.add_beside(button("登记调解", view.mediate, kind="link", tip="写下调解经过和协议(Ctrl+T)"))
    if not card.mediations:
        part.add(words("还没有调解记录。", "muted"))
    for number, mediation_id in enumerate(card.mediations, 1):
        part.add(button(f"第 {number} 次调解", partial(view.open_mediation, mediation_id), kind="link"))
    return part


def _wishes(view: RequestCardView, card: RequestCard) -> QWidget:
    """What it was turned into, or the way to turn it into one."""
    show = view.desk.open_page
    if not card.wishes:
        ask = ("wishes", WishAsk(request_id=card.row.id))
        return button("转为微心愿", lambda: show("volunteers", ask), kind="link", tip="请志愿者认领来办;两边都能看到")
    part = Card("转为微心愿")
    for wish_id, number in card.wishes:
        part.add_action(button(number, partial(show, "volunteers", ("wishes", wish_id)), kind="link", tip="打开这一件"))
    return part


def _matters(view: RequestCardView, card: RequestCard) -> QWidget:
    """What was taken up for deliberation from it, or the way to take it up."""
    show = view.desk.open_page
    if not card.matters:
        wish = MatterWish(card.row.id, card.row.words)
        return button(
            "提交议事", lambda: show("meetings", wish), kind="link", tip="作为一个事项来议:五议、五步说事、四会"
        )
    part = Card("提交议事")
    for matter_id, title in card.matters:
        ask = MatterQuery(ids=frozenset((matter_id,)))
        part.add_action(button(title, partial(show, "meetings", ask), kind="link", tip="打开这个事项"))
    return part


def _history(card: RequestCard) -> Card:
    part = Card("改动记录")
    for entry in card.history[:_SHOWN_CHANGES]:
        part.add(words(f"{chinese_date(entry.at.date())} {entry.at:%H:%M}  {entry.title}", "muted", wrap=True))
    if len(card.history) > _SHOWN_CHANGES:
        part.add(words(f"还有 {len(card.history) - _SHOWN_CHANGES} 次更早的改动。", "muted", wrap=True))
    return part


def states_gone(steps: Sequence[Step], life: Life) -> frozenset[State]:
    """States that the present round has been in."""
    by_verb = {
        Verb.ASSIGN: State.ASSIGNED,
        Verb.WHISTLE: State.WHISTLED,
        Verb.ANSWER: State.HANDLING,
        Verb.HANDLE: State.HANDLING,
        Verb.CLOSE: State.CLOSED,
        Verb.VISIT: State.VISITED,
    }
    gone = {State.RECEIVED, life.state}
    for step in reversed(steps):
        if step.verb is Verb.REOPEN:
            break
        if step.verb in by_verb:
            gone.add(by_verb[step.verb])
    return frozenset(gone)


def _likely(card: RequestCard, can: Sequence[Missing]) -> Verb | None:
    verbs = {move.verb for move in can}
    if Verb.REOPEN in verbs:
        return Verb.REOPEN
    return _NEXT[card.life.state] if _NEXT[card.life.state] in verbs else None


def _bold(text: str, tone: str) -> QLabel:
    label = words(text, tone, wrap=True)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _pairs(lines: Sequence[tuple[str, str | QWidget]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (title, told) in enumerate((title, told) for title, told in lines if told):
        grid.addWidget(words(title, "muted"), row, 0, _TOP if isinstance(told, str) else Qt.AlignmentFlag.AlignVCenter)
        widget = words(told, wrap=True) if isinstance(told, str) else told
        grid.addWidget(widget, row, 1)
    return grid


_TOP = Qt.AlignmentFlag.AlignTop
