"""The card of one matter: its steps, what comes next, the draw, what was posted; a step too early is told why not."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import Fault, UserFault
from app.models.changes import NOTHING, Changes
from app.models.deliberations import Draw, MatterCard, MatterStep, MethodStep, Publication
from app.rules.deliberations import skipped
from app.ui.colours.flow import FlowLayout
from app.ui.deliberations.forms import (
    DrawForm,
    FeedbackForm,
    GiveUpForm,
    MatterForm,
    MatterStepForm,
    PublicationForm,
    drawn_words,
    posted_words,
)
from app.ui.desk import Desk
from app.ui.households.small_forms import SureForm
from app.ui.meetings.asking import verb
from app.ui.meetings.overview import pairs_grid
from app.ui.meetings.steps import StepsLine
from app.ui.requests.side import SideCard
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words

_TOP = Qt.AlignmentFlag.AlignTop


class MatterCardView(SideCard):
    """`meeting_wanted(id)`, `request_wanted(id)`, `notice_wanted(publication)`."""

    meeting_wanted = Signal(int)
    request_wanted = Signal(int)
    notice_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.matter_id: int | None = None
        self.shown: MatterCard | None = None
        self.ask_files = self._ask_files
        self.add_key("Ctrl+R", self.edit)
        self.add_key("Ctrl+J", self.next_step)

    @property
    def shows_something(self) -> bool:
        return self.matter_id is not None

    def show_matter(self, matter_id: int) -> None:
        if self.holds_unsaved():
            return
        self.leave_form()
        if matter_id != self.matter_id:
            self.said.hide()
        self.matter_id = matter_id
        self.state.show_loading("正在打开…")
        self.latest.run(verb("deliberations", "card", matter_id), self.show_card, failed=self._fail)

    def refresh(self) -> None:
        if self.matter_id is not None and self.isVisible():
            self.latest.run(verb("deliberations", "card", self.matter_id), self.show_card, failed=self._fail)

    def show_card(self, card: MatterCard) -> None:
        self.shown = card
        self.title.setText(card.line.title)
        self.show_content(self._content(card))

    # what can be done

    def new_matter(self, method: str) -> None:
        self.open_form(MatterForm(self.desk, method), self._show_new)

    def edit(self) -> None:
        if self.shown is not None:
            self.open_form(MatterForm(self.desk, self.shown.draft.method, self.shown))

    def next_step(self) -> None:
        if self.shown is not None and self.shown.next is not None:
            self.take(self.shown.next)

    def take(self, step: MethodStep) -> None:
        """The form of the step that comes; of a later one, why it cannot be taken yet (G15)."""
        card = self.shown
        if card is None:
            return
        done = len(card.done)
        if step.step > done + 1:
            fault = skipped(card.method, done, step.step)
            self.said.say(f"{fault.what}{fault.remedy}", "amber")
            return
        self.said.hide()
        kept = card.done[step.step - 1] if step.step <= done else None
        self.open_form(MatterStepForm(self.desk, card, step, kept))

    def remove_step(self) -> None:
        if self.shown is not None and self.shown.done:
            last = self.shown.done[-1]
            said = f"删除第 {last.step} 步“{last.title}”?它的材料一起删除;删错了可以按 Ctrl+Z 撤销。"
            self.open_form(
                SureForm(self.desk, "删除这一步", said, "删除",
                         verb("deliberations", "remove_step", self.shown.line.id))
            )  # fmt: skip

    def add_paper(self, step: int) -> None:
        if self.shown is None:
            return
        matter_id = self.shown.line.id
        for name in self.ask_files():
            self.desk.change(verb("deliberations", "add_paper", matter_id, step, Path(name)), failed=self._refused)

    def remove_publication(self, one: Publication) -> None:
        self.desk.change(verb("deliberations", "remove_publication", one.id), failed=self._refused)

    def remove(self) -> None:
        if self.shown is not None:
            line = self.shown.line
            said = f"删除事项“{line.title}”?步骤、抽取、公示会一起删除;删错了可以按 Ctrl+Z 撤销。"
            form = SureForm(self.desk, "删除事项", said, "删除", verb("deliberations", "remove", line.id))
            self.open_form(form, self._removed)

    # within

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.show_matter(changes.made[0])

    def _removed(self, _changes: Changes) -> None:
        self.matter_id, self.shown = None, None
        self.closed.emit()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.said.say(f"{error.place}:{error.what}{error.remedy}" if error.place else str(error), "amber")
        else:
            self.desk.trouble(error)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        else:
            self.state.show_fault(error, self.refresh)

    def _ask_files(self) -> list[str]:
        names, _ = QFileDialog.getOpenFileNames(self, "添加材料", "", "照片和文档 (*)")
        return names

    def _content(self, card: MatterCard) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for said in card.warnings:
            column.addWidget(words(said, "amber", wrap=True))
        column.addWidget(self._standing(card))
        column.addWidget(self._facts(card))
        part = Card("办到哪一步")
        for step in card.done:
            part.add(self._step(step))
        if not card.done:
            part.add(words("还没有登记步骤。", "muted"))
        elif not card.line.given_up:
            part.add_action(button("删除最后一步", self.remove_step, kind="link", tip="记错时用;可以撤销"))
        column.addWidget(part)
        if card.method.draws:
            column.addWidget(self._draws(card))
        column.addWidget(self._publications(card))
        row = QHBoxLayout()
        if card.line.open:
            row.addWidget(
                button("终止这个事项", lambda: self.open_form(GiveUpForm(self.desk, card)), kind="link",
                       tip="议不下去了;要写明原因")
            )  # fmt: skip
        row.addWidget(button("删除这个事项", self.remove, kind="link", tip="记错时用;可以撤销"))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return inside

    def _standing(self, card: MatterCard) -> Card:
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
                button(f"登记第 {coming.step} 步:{coming.title}", self.next_step, kind="primary", key="",
                       tip="登记这一步的主体、日期、结论(Ctrl+J)")
            )  # fmt: skip
            later = [step for step in card.method.steps if step.step > coming.step]
            if later:
                holder = QWidget()
                flow = FlowLayout(holder, 4)
                flow.addWidget(words("现在还不能:", "muted"))
                for step in later:
                    made = button(f"{step.step}. {step.title}", partial(self.take, step), kind="link",
                                  tip="按一下看为什么")  # fmt: skip
                    made.setObjectName(f"later_{step.step}")
                    flow.addWidget(made)
                part.add(holder)
        return part

    def _facts(self, card: MatterCard) -> Card:
        part = Card("事项")
        part.add_beside(button("修改", self.edit, kind="link", tip="修改名称、内容、提出人(Ctrl+R)"))
        if card.draft.words:
            part.add(words(card.draft.words, wrap=True))
        request_id = card.draft.request_id
        link = (
            button(card.request_number, partial(self.request_wanted.emit, request_id), kind="link")
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

    def _step(self, step: MatterStep) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(words(f"{step.step}. {step.title}  {chinese_date(step.done_on)}", wrap=True), 1)
        assert self.shown is not None
        known = self.shown.method.steps[step.step - 1]
        head.addWidget(button("改", partial(self.take, known), kind="link", tip="修改这一步"), 0, _TOP)
        head.addWidget(button("材料", partial(self.add_paper, step.step), kind="link", tip="添加这一步的材料"), 0, _TOP)
        column.addLayout(head)
        column.addWidget(words("、".join(filter(None, (step.body, step.form))), "muted", wrap=True))
        column.addWidget(words(step.conclusion, wrap=True))
        if step.people:
            column.addWidget(words(f"参加人:{step.people}", "muted", wrap=True))
        if step.meeting_id is not None:
            column.addWidget(
                button(step.meeting_title, partial(self.meeting_wanted.emit, step.meeting_id), kind="link",
                       tip="打开这次会议"), 0, Qt.AlignmentFlag.AlignLeft,
            )  # fmt: skip
        for paper in step.papers:
            column.addWidget(words(f"材料:{paper.name}", "muted", wrap=True))
        return holder

    def _draws(self, card: MatterCard) -> Card:
        part = Card("议事小组(1+5+N)")
        if card.line.open:
            part.add_beside(
                button("抽取", lambda: self.open_form(DrawForm(self.desk, card)), kind="link", tip="从议事库里抽取")
            )
        if not card.draws:
            part.add(words("还没有抽取。“1”是社区书记,五类人员各一位,另加利益相关方。", "muted", wrap=True))
        for draw in card.draws:
            part.add(_draw(draw))
        return part

    def _publications(self, card: MatterCard) -> Card:
        part = Card("公示")
        part.add_beside(
            button("公示", lambda: self.open_form(PublicationForm(self.desk, card)), kind="link",
                   tip="写公示内容,遮盖后打印张贴")
        )  # fmt: skip
        if not card.publications:
            part.add(words("还没有公示。", "muted"))
        for one in card.publications:
            part.add(self._publication(one))
        return part

    def _publication(self, one: Publication) -> QWidget:
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
        row.addWidget(button("公示单…", partial(self.notice_wanted.emit, one), kind="link", tip="预览、打印公示单"))
        row.addWidget(
            button("登记意见", lambda: self.open_form(FeedbackForm(self.desk, one.id, one.feedback)), kind="link",
                   tip="公示期间居民说了什么")
        )  # fmt: skip
        row.addWidget(button("删除", partial(self.remove_publication, one), kind="link", tip="记错时用;可以撤销"))
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
