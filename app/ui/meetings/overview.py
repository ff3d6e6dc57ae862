"""概况: what a meeting is, how far it has come, what does not fit, what is carried in, what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.meeting_cards import MeetingCard
from app.models.meetings import Action, State
from app.ui.meetings import telling
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

if TYPE_CHECKING:
    from app.ui.meetings.meeting_view import MeetingView

_SHOWN_CHANGES = 8
_TOP = Qt.AlignmentFlag.AlignTop


def overview(view: MeetingView, card: MeetingCard) -> QWidget:
    """The whole column, made anew for each reading."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 8, 8, 0)
    column.setSpacing(8)
    column.addWidget(_head(view, card))
    if card.findings:
        part = Card("请看一看")
        for found in card.findings:
            part.add(words(found, "amber", wrap=True))
        column.addWidget(part)
    if card.carried:
        column.addWidget(_carried(view, card.carried, locked=card.locked or card.line.state is State.PLANNED))
    if card.line.state is not State.PLANNED and (card.agenda or card.resolutions or card.draft.words):
        column.addWidget(_gist(card))
    if card.corrections:
        part = Card("更正")
        for one in card.corrections:
            part.add(words(f"{chinese_date(one.made_on)}  {one.who}", "muted"))
            part.add(words(one.words, wrap=True))
        column.addWidget(part)
    if card.matters:
        part = Card("议事事项")
        for matter_id, title in card.matters:
            part.add_action(button(title, partial(view.matter_wanted.emit, matter_id), kind="link"))
        column.addWidget(part)
    column.addWidget(_history(card))
    if not card.locked:
        column.addWidget(
            button("删除这次会议", view.remove, kind="link", tip="记错、记重时用;删除后可以撤销"), 0,
            Qt.AlignmentFlag.AlignLeft,
        )  # fmt: skip
    column.addStretch(1)
    return inside


def _head(view: MeetingView, card: MeetingCard) -> Card:
    line = card.line
    part = Card("会议")
    if not card.locked:
        part.add_beside(button("修改", view.edit, kind="link", tip="修改时间、地点、主持人等(Ctrl+R)"))
    came = telling.came_words(line)
    rate = telling.rate_words(line)
    pairs = [
        ("时间", telling.when_words(line)),
        ("党组织", line.body_name),
        ("地点", line.place),
        ("主持人", line.chair),
        ("记录人", line.recorder),
        ("主题", line.topic),
        ("补开", telling.made_up_words(line)),
        ("实到/应到", f"{came}{f',出席率 {rate}' if rate else ''}"),
        ("有表决权", f"{line.voters} 人,到会 {line.voters_came} 人" if came and line.voters else ""),
        ("签字定稿", telling.day_or_blank(card.signed_on)),
    ]
    part.body.addLayout(pairs_grid(pairs))
    if line.state is State.PLANNED and card.agenda:
        part.add(words("议题", "muted"))
        for item in card.agenda:
            part.add(words(f"{item.rank}. {item.title}", wrap=True))
    return part


def _carried(view: MeetingView, actions: Sequence[Action], *, locked: bool) -> Card:
    """Open items of earlier meetings: each says where it comes from."""
    part = Card(f"以前会议留下的待办 {len(actions)} 项")
    for action in actions:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        told = QVBoxLayout()
        told.setSpacing(0)
        owner = f"(责任人:{action.owner})" if action.owner else ""
        told.addWidget(words(f"{action.words}{owner}", "red" if action.late else "", wrap=True))
        due = f",期限{chinese_date(action.due_on)}{',逾期' if action.late else ''}" if action.due_on else ""
        told.addWidget(words(f"来自{action.origin}{due}", "muted", wrap=True))
        row.addLayout(told, 1)
        if not locked:
            made = button("登记办理情况", partial(view.note_action, action), kind="link", tip="会上说办到哪一步,或办结")
            row.addWidget(made, 0, _TOP)
        part.add(holder)
    return part


def _gist(card: MeetingCard) -> Card:
    """What was dealt with, to be read: of a signed meeting it is all there is to see."""
    part = Card("内容")
    for item in card.agenda:
        by = f"({item.reporter})" if item.reporter else ""
        part.add(words(f"{item.rank}. {item.title}{by}", wrap=True))
        if item.words:
            part.add(words(item.words, "muted", wrap=True))
    for speech in card.speeches:
        mark = "【不同意见】" if speech.dissent else ""
        part.add(words(f"{speech.speaker}:{mark}{speech.gist}", "amber" if speech.dissent else "", wrap=True))
    for resolution in card.resolutions:
        part.add(words(f"决议:{resolution.words}", wrap=True))
        if resolution.ruling is not None:
            ruling = resolution.ruling
            tone = {"通过": "green", "未表决": "muted"}.get(ruling.verdict.value, "red")
            part.add(
                words(
                    f"{ruling.verdict.value}:{ruling.sentence}依据:{ruling.source}。",
                    tone,
                    wrap=True,
                )
            )
    for action in card.actions:
        told = "、".join(part for part in (action.owner, telling.due_words(action)) if part)
        part.add(words(f"待办:{action.words}({told};{telling.action_state(action)})", wrap=True))
    if card.draft.words:
        part.add(words(card.draft.words, wrap=True))
    return part


def _history(card: MeetingCard) -> Card:
    part = Card("改动记录")
    for entry in card.history[:_SHOWN_CHANGES]:
        part.add(words(f"{chinese_date(entry.at.date())} {entry.at:%H:%M}  {entry.title}", "muted", wrap=True))
    if len(card.history) > _SHOWN_CHANGES:
        part.add(words(f"还有 {len(card.history) - _SHOWN_CHANGES} 次更早的改动。", "muted"))
    return part


def pairs_grid(lines: Sequence[tuple[str, str | QWidget]]) -> QGridLayout:
    """Title and words side by side; what is blank is left out."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (title, told) in enumerate((title, told) for title, told in lines if told):
        grid.addWidget(words(title, "muted"), row, 0, _TOP)
        widget: QWidget | QLabel = words(told, wrap=True) if isinstance(told, str) else told
        grid.addWidget(widget, row, 1)
    return grid
