"""The card of one member: who, since when, posts and groups with their dates, and the verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import NOTHING, Changes
from app.models.roster import Candidate, MemberCard, MemberLine, Span, SpanKind
from app.ui.colours.flow import FlowLayout
from app.ui.desk import Desk
from app.ui.households.form import Form
from app.ui.households.small_forms import SureForm
from app.ui.meetings import telling
from app.ui.meetings.asking import verb
from app.ui.meetings.group_forms import CandidatesForm, GroupForm, PutInGroupForm
from app.ui.meetings.member_forms import AddMemberForm, EditMemberForm, FullForm, LeaveForm, ReturnForm, SpanForm
from app.ui.meetings.overview import pairs_grid
from app.ui.requests.side import SideCard
from app.ui.widgets.card import Card
from app.ui.widgets.plain import button, words


class MemberCardView(SideCard):
    """`household_wanted(resident id)`: their card in the ledger of households."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.member_id: int | None = None
        self.as_of: date | None = None
        self.shown: MemberCard | None = None
        self.add_key("Ctrl+R", self.edit)

    @property
    def shows_something(self) -> bool:
        return self.member_id is not None

    def show_member(self, member_id: int, as_of: date | None = None) -> None:
        if self.holds_unsaved():
            return
        self.leave_form()
        self.member_id, self.as_of = member_id, as_of
        self.state.show_loading("正在打开…")
        self.latest.run(verb("roster", "card", member_id, as_of), self.show_card, failed=self._fail)

    def refresh(self) -> None:
        if self.member_id is not None and self.isVisible():
            self.latest.run(verb("roster", "card", self.member_id, self.as_of), self.show_card, failed=self._fail)

    def show_card(self, card: MemberCard) -> None:
        self.shown = card
        self.title.setText(f"{card.line.name}  {card.line.standing}")
        self.show_content(self._content(card))

    # forms

    def add(self) -> None:
        self.open_form(AddMemberForm(self.desk), self._show_new)

    def add_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        self.open_form(CandidatesForm(self.desk, candidates), self._done)

    def add_group(self) -> None:
        self.open_form(GroupForm(self.desk), self._done)

    def put_in_group(self, members: tuple[MemberLine, ...]) -> None:
        self.open_form(PutInGroupForm(self.desk, members), self._done)

    def edit(self) -> None:
        if self.shown is not None:
            self.open_form(EditMemberForm(self.desk, self.shown.line))

    def remove(self) -> None:
        if self.shown is not None:
            line = self.shown.line
            said = f"把{line.name}从名册里删除?只有记错的才删除;人已离开的请登记转出。删错了可以按 Ctrl+Z 撤销。"
            self.open_form(
                SureForm(self.desk, "删除党员", said, "删除", verb("members", "remove", line.id)), self._removed
            )

    def remove_span(self, span: Span) -> None:
        said = f"删除“{span_words(span)}”这条记录?记错时才删除;已经结束的请改结束日期。删错了可以按 Ctrl+Z 撤销。"
        self.open_form(SureForm(self.desk, "删除记录", said, "删除", verb("members", "remove_span", span.id)))

    # within

    def _open(self, make: Callable[[], Form]) -> None:
        self.open_form(make())

    def _show_new(self, changes: Changes) -> None:
        if changes.made:
            self.show_member(changes.made[0])
        else:
            self._done(changes)

    def _done(self, _changes: Changes) -> None:
        if self.member_id is None:
            self.closed.emit()
        else:
            self.refresh()

    def _removed(self, _changes: Changes) -> None:
        self.member_id, self.shown = None, None
        self.closed.emit()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, UserFault) and self.form is None:
            self._removed(NOTHING)
        else:
            self.state.show_fault(error, self.refresh)

    def _content(self, card: MemberCard) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for said in card.pending:
            column.addWidget(words(said, "amber", wrap=True))
        column.addWidget(self._facts(card.line))
        column.addWidget(self._verbs(card))
        part = Card("名册上的经过")
        for span in card.spans:
            part.add(self._span(span))
        column.addWidget(part)
        column.addWidget(button("删除这名党员", self.remove, kind="link", tip="记错、记重时用;可以撤销"))
        column.addStretch(1)
        return inside

    def _facts(self, line: MemberLine) -> Card:
        part = Card("党员")
        part.add_beside(button("修改", self.edit, kind="link", tip="修改姓名、电话、入党日期等(Ctrl+R)"))
        pairs = [
            ("表决权", "有" if line.votes else f"没有({line.standing})"),
            ("职务", "、".join(line.posts)),
            ("党小组", line.group),
            ("党支部", line.branch),
            ("性别", line.sex),
            ("出生日期", telling.day_or_blank(line.birth)),
            ("入党日期", telling.day_or_blank(line.joined_party)),
            ("电话", line.phone),
            ("住处", line.door),
            ("今年实到/应到", f"{line.came}/{line.should}" if line.should else ""),
            ("备注", line.note),
        ]
        part.body.addLayout(pairs_grid(pairs))
        return part

    def _verbs(self, card: MemberCard) -> Card:
        part = Card("登记变动")
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        line = card.line
        probation = any(span.kind is SpanKind.PROBATION and span.until is None for span in card.spans)
        made: list[tuple[str, Callable[[], Form], str]] = []
        if line.on_roster:
            if probation or line.standing == "预备党员":
                made.append(("转正", lambda: FullForm(self.desk, line), "预备期满,转为正式党员"))
            made += [
                ("任职", lambda: SpanForm(self.desk, line, SpanKind.POST), "担任书记、委员、党小组长等"),
                ("编入党小组", lambda: PutInGroupForm(self.desk, (line,)), "从哪天起在哪个党小组"),
                ("预备期", lambda: SpanForm(self.desk, line, SpanKind.PROBATION), "登记预备期:这段时间没有表决权"),
                ("留党察看", lambda: SpanForm(self.desk, line, SpanKind.WATCH), "这段时间没有表决权"),
                ("转出", lambda: LeaveForm(self.desk, line), "转出、去世、退党等;以前的记录都保留"),
            ]
        else:
            made.append(("转入", lambda: ReturnForm(self.desk, line), "又转回来了"))
        for name, make, tip in made:
            flow.addWidget(button(name, partial(self._open, make), tip=tip))
        part.add(holder)
        return part

    def _span(self, span: Span) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(words(span_words(span), wrap=True))
        ends = "、".join(filter(None, (span.began, span.ended, span.note)))
        told.addWidget(words(f"{span_days(span)}{f',{ends}' if ends else ''}", "muted", wrap=True))
        row.addLayout(told, 1)
        if self.shown is not None:
            line = self.shown.line
            row.addWidget(button("改", lambda: self.open_form(SpanForm(self.desk, line, span.kind, span)), kind="link",
                                 tip="改起止日期"))  # fmt: skip
        row.addWidget(button("删", partial(self.remove_span, span), kind="link", tip="记错时用;可以撤销"))
        return holder


def span_words(span: Span) -> str:
    """职务:书记; 党小组; 在册."""
    return f"{span.kind.value}:{span.title}" if span.title else span.kind.value


def span_days(span: Span) -> str:
    """2020年1月1日至今."""
    since = chinese_date(span.since) if span.since else "日期未记"
    return f"{since}至{chinese_date(span.until) if span.until else '今'}"
