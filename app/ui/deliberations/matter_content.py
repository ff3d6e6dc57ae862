"""What the card of a matter shows: how far it is, its facts and steps, the draws, what was posted; made anew for each
reading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.models.deliberations import Draw, MatterCard, MatterStep, Publication
from app.ui.colours.flow import FlowLayout
from app.ui.deliberations.draw_forms import drawn_words
from app.ui.deliberations.forms import GiveUpForm
from app.ui.deliberations.publication_forms import FeedbackForm, posted_words
from app.ui.meetings.overview import pairs_grid
from app.ui.meetings.steps import StepsLine
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

if TYPE_CHECKING:
    from app.ui.deliberations.card import MatterCardView

_TOP = Qt.AlignmentFlag.AlignTop


def content(view: MatterCardView, card: MatterCard) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(8)
    for said in card.warnings:
        column.addWidget(words(said, "amber", wrap=True))
    column.addWidget(_standing(view, card))
    column.addWidget(_facts(view, card))
    part = Card("办到哪一步")
    for step in card.done:
        part.add(_step(view, step))
    if not card.done:
        part.add(words("还没有登记步骤。", "muted"))
    elif not card.line.given_up:
        part.add_action(button("删除最后一步", view.remove_step, kind="link", tip="记错时用;可以撤销(Ctrl+删除键)"))
    column.addWidget(part)
    if card.method.draws:
        column.addWidget(_draws(view, card))
    column.addWidget(_publications(view, card))
    row = QHBoxLayout()
    if card.line.open:
        row.addWidget(
            button("终止这个事项", lambda: view.open_form(GiveUpForm(view.desk, card)), kind="link",
                   tip="议不下去了;要写明原因")
        )  # fmt: skip
    row.addWidget(button("删除这个事项", view.remove, kind="link", tip="记错时用;可以撤销"))
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return inside


def _standing(view: MatterCardView, card: MatterCard) -> Card:
    """The steps as a line, the next one as a button, later ones with why not."""
    part = Card(card.method.title)
    line = StepsLine()
    line.show_steps([step.title for step in card.method.steps], len(card.done))
    part.add(line)
    if card.line.given_up:
        part.add(words(f"{_day(card)}终止:{card.line.given_up}", "muted", wrap=True))
    elif card.next is None:
        part.add(words(f"{_day(card)}走完全部步骤。", "green", wrap=True))
    else:
        coming = card.next
        part.add_action(
            button(f"登记第 {coming.step} 步:{coming.title}", view.next_step, kind="primary", key="",
                   tip="登记这一步的主体、日期、结论(Ctrl+J)")
        )  # fmt: skip
        later = [step for step in card.method.steps if step.step > coming.step]
        if later:
            holder = QWidget()
            flow = FlowLayout(holder, 4)
            flow.addWidget(words("现在还不能:", "muted"))
            for step in later:
                made = button(f"{step.step}. {step.title}", partial(view.take, step), kind="link",
                              tip="按一下看为什么")  # fmt: skip
                made.setObjectName(f"later_{step.step}")
                flow.addWidget(made)
            part.add(holder)
    return part


def _facts(view: MatterCardView, card: MatterCard) -> Card:
    part = Card("事项")
    part.add_beside(button("修改", view.edit, kind="link", tip="修改名称、内容、提出人(Ctrl+R)"))
    if card.draft.words:
        part.add(words(card.draft.words, wrap=True))
    request_id = card.draft.request_id
    link = (
        button(card.request_number, partial(view.request_wanted.emit, request_id), kind="link")
        if request_id is not None
        else ""
    )
    pairs: list[tuple[str, str | QWidget]] = [
        ("编号", card.line.number),
        ("提出", f"{chinese_date(card.line.opened_on)} {card.draft.proposer}".strip()),
        ("重要事项", "是" if card.line.important else ""),
        ("来自诉求", link),
    ]
    part.body.addLayout(pairs_grid(pairs))
    return part


def _step(view: MatterCardView, step: MatterStep) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.addWidget(words(f"{step.step}. {step.title}  {chinese_date(step.done_on)}", wrap=True), 1)
    assert view.shown is not None
    known = view.shown.method.steps[step.step - 1]
    head.addWidget(button("改", partial(view.take, known), kind="link", tip="修改这一步"), 0, _TOP)
    told = f"材料 {len(step.papers)}" if step.papers else "材料"
    shown = partial(view.papers_wanted.emit, view.shown, step)
    last = "(Ctrl+T)" if step is view.shown.done[-1] else ""
    head.addWidget(button(told, shown, kind="link", tip=f"添加、查看、另存这一步的材料{last}"), 0, _TOP)
    column.addLayout(head)
    column.addWidget(words("、".join(filter(None, (step.body, step.form))), "muted", wrap=True))
    column.addWidget(words(step.conclusion, wrap=True))
    if step.people:
        column.addWidget(words(f"参加人:{step.people}", "muted", wrap=True))
    if step.meeting_id is not None:
        column.addWidget(
            button(step.meeting_title, partial(view.meeting_wanted.emit, step.meeting_id), kind="link",
                   tip="打开这次会议"), 0, Qt.AlignmentFlag.AlignLeft,
        )  # fmt: skip
    for paper in step.papers:
        column.addWidget(words(f"材料:{paper.name}", "muted", wrap=True))
    return holder


def _draws(view: MatterCardView, card: MatterCard) -> Card:
    part = Card("议事小组(1+5+N)")
    if card.line.open:
        part.add_beside(button("抽取", view.draw, kind="link", tip="从议事库里抽取(Ctrl+D)"))
    if not card.draws:
        part.add(words("还没有抽取。“1”是社区书记,五类人员各一位,另加利益相关方。", "muted", wrap=True))
    for draw in card.draws:
        part.add(_draw(draw))
        shown = partial(view.draw_wanted.emit, card, draw)
        part.add_action(button("抽取记录…", shown, kind="link", tip="预览、打印这次抽取的记录"))
    return part


def _publications(view: MatterCardView, card: MatterCard) -> Card:
    part = Card("公示")
    part.add_beside(
        button("公示", view.publish, kind="link", tip="写公示内容,遮盖后打印张贴(Ctrl+P)")
    )  # fmt: skip
    if not card.publications:
        part.add(words("还没有公示。", "muted"))
    for one in card.publications:
        part.add(_publication(view, one))
    return part


def _publication(view: MatterCardView, one: Publication) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    column.addWidget(words(one.title, wrap=True))
    column.addWidget(words(f"{posted_words(one.posted_on, one.until)},{one.channel}", "muted", wrap=True))
    column.addWidget(words(one.words, wrap=True))
    if one.feedback:
        column.addWidget(words(f"意见:{one.feedback}", wrap=True))
    row = QHBoxLayout()
    row.addWidget(button("公示单…", partial(view.notice_wanted.emit, one), kind="link", tip="预览、打印公示单"))
    row.addWidget(
        button("登记意见", lambda: view.open_form(FeedbackForm(view.desk, one.id, one.feedback)), kind="link",
               tip="公示期间居民说了什么")
    )  # fmt: skip
    row.addWidget(button("删除", partial(view.remove_publication, one), kind="link", tip="记错时用;可以撤销"))
    row.addStretch(1)
    column.addLayout(row)
    return holder


def _draw(draw: Draw) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(0)
    wish = f",专长:{'、'.join(draw.expertise)}" if draw.expertise else ""
    column.addWidget(words(f"{chinese_date(draw.drawn_on)}抽取{wish};库里 {len(draw.pool)} 人", "muted", wrap=True))
    column.addWidget(words(drawn_words(draw.drawn), wrap=True))
    if draw.missing:
        column.addWidget(words(f"议事库里没有:{'、'.join(draw.missing)}", "amber", wrap=True))
    return holder


def _day(card: MatterCard) -> str:
    return chinese_date(card.line.closed_on) if card.line.closed_on else ""
