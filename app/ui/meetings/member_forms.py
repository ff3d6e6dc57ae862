"""Forms of the roster: a member comes, is put right, is given a post or a group, becomes full, leaves, returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.roster import (
    Body,
    BodyKind,
    MemberDraft,
    MemberLine,
    Span,
    SpanDraft,
    SpanKind,
)
from app.rules.roster import posts
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, Field, TextField, TickField
from app.ui.households.form import Form
from app.ui.meetings.asking import verb

_NO_GROUP = "不编入"
_SPAN_TITLES = {
    SpanKind.POST: "任职",
    SpanKind.PROBATION: "预备期",
    SpanKind.WATCH: "留党察看",
    SpanKind.GROUP: "党小组",
    SpanKind.ENROLLED: "在册",
}


class DatedForm(Form):
    """A form whose date fields are all checked."""

    def check(self) -> bool:
        checked = [field.check() for field in self.fields if isinstance(field, DateField)]  # each says what is wrong
        return all(checked)


class AddMemberForm(DatedForm):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "新增党员", parent=parent)
        self.name = TextField("姓名", needed=True)
        self.sex = ChoiceField("性别", ["", "男", "女"])
        self.add_pair(self.name, self.sex)
        self.birth, self.phone = DateField("出生日期"), TextField("电话")
        self.add_pair(self.birth, self.phone)
        self.joined = DateField("入党日期")
        self.since = DateField("在册从", hint="不知道可不填:一直在册")
        self.add_pair(self.joined, self.since)
        self.began = ChoiceField("怎么来的", ["", "转入", "发展"], free=True)
        self.origin = TextField("从哪里来", hint="可不填")
        self.add_pair(self.began, self.origin)
        self.post = ChoiceField("职务", ["", *posts()], free=True)
        self.group = ChoiceField("党小组", [_NO_GROUP])
        self.add_pair(self.post, self.group)
        self.probationary = self.add(TickField("预备党员(没有表决权)"))
        self.until = self.add(DateField("预备期到", hint="可不填;满一年会提醒"))
        self.until.hide()
        self.note = self.add(TextField("备注"))
        self.end_fields()
        self.probationary.edited.connect(lambda: self.until.setVisible(self.probationary.ticked))
        self._groups: dict[str, int] = {}
        desk.jobs.run(verb("roster", "bodies"), self._show_bodies, owner=self)

    def check(self) -> bool:
        right = super().check()
        if not self.name.text():
            self.name.complain("还没有写姓名。请填写姓名。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        since = self.since.day()
        draft = MemberDraft(
            self.name.text(), None, self.sex.text(), self.birth.day(), self.phone.text(), self.joined.day(),
            self.note.text(), None, since, None, self.began.text(), self.origin.text(),
            self._groups.get(self.group.text()), (self.post.text(),) if self.post.text() else (),
            (since or self.joined.day(), self.until.day()) if self.probationary.ticked else None,
        )  # fmt: skip
        return verb("members", "add", draft)

    def _show_bodies(self, bodies: tuple[Body, ...]) -> None:
        self._groups = {body.name: body.id for body in bodies if body.kind is BodyKind.GROUP}
        self.group.set_choices([_NO_GROUP, *self._groups])


class EditMemberForm(DatedForm):
    """What is not dated; of one who lives here, name, sex, birth and phone are the ledger's."""

    def __init__(self, desk: Desk, line: MemberLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"修改{line.name}", parent=parent)
        self.line = line
        self.name = TextField("姓名", needed=True)
        self.sex = ChoiceField("性别", ["", "男", "女"])
        self.birth, self.phone = DateField("出生日期"), TextField("电话")
        if line.resident_id is None:
            self.add_pair(self.name, self.sex)
            self.add_pair(self.birth, self.phone)
        else:
            self.add_words("姓名、性别、出生日期、电话跟着住户登记,请在住户卡里改。")
        self.joined = self.add(DateField("入党日期"))
        self.note = self.add(TextField("备注"))
        self.end_fields()
        for field, text in ((self.name, line.name), (self.sex, line.sex), (self.phone, line.phone),
                            (self.note, line.note)):  # fmt: skip
            field.set_text(text)
        self.birth.set_day(line.birth)
        self.joined.set_day(line.joined_party)

    def verb(self) -> Callable[[Any], Changes]:
        draft = MemberDraft(
            self.name.text(), self.line.resident_id, self.sex.text(), self.birth.day(), self.phone.text(),
            self.joined.day(), self.note.text(),
        )  # fmt: skip
        return verb("members", "edit", self.line.id, draft)


class LeaveForm(DatedForm):
    def __init__(self, desk: Desk, line: MemberLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{line.name}离开名册", save_words="离开名册", parent=parent)
        self.line = line
        self.how = self.add(ChoiceField("怎么离开", ["转出", "去世", "退党", "除名", "开除"], free=True))
        self.on = self.add(DateField("日期", needed=True))
        self.where = self.add(TextField("转到哪里", hint="可不填"))
        self.add_words("这一天是在册的最后一天;职务、党小组一起结束,以前的会议和出席都保留。")
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def verb(self) -> Callable[[Any], Changes]:
        return verb("members", "leave", self.line.id, self.on.day(), self.how.text(), self.where.text())


class ReturnForm(DatedForm):
    def __init__(self, desk: Desk, line: MemberLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{line.name}转入", save_words="转入", parent=parent)
        self.line = line
        self.on = self.add(DateField("在册从", needed=True))
        self.origin = self.add(TextField("从哪里来", hint="可不填"))
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def verb(self) -> Callable[[Any], Changes]:
        return verb("members", "return_", self.line.id, self.on.day(), None, self.origin.text())


class FullForm(DatedForm):
    def __init__(self, desk: Desk, line: MemberLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{line.name}转正", save_words="转正", parent=parent)
        self.line = line
        self.on = self.add(DateField("转正日期", needed=True))
        self.add_words("从这一天起有表决权;这一天以前的会议不变。")
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def verb(self) -> Callable[[Any], Changes]:
        return verb("members", "become_full", self.line.id, self.on.day())


class SpanForm(DatedForm):
    """A dated fact; `span` None: a new one."""

    def __init__(
        self, desk: Desk, line: MemberLine, kind: SpanKind, span: Span | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"{line.name}:{_SPAN_TITLES[kind]}", parent=parent)
        self.line, self.kind, self.span = line, kind, span
        self.post = ChoiceField("职务", list(posts()), free=True)
        if kind is SpanKind.POST:
            self.add(self.post)
        self.since, self.until = DateField("从哪天"), DateField("到哪天", hint="还没结束的不填")
        self.add_pair(self.since, self.until)
        self.note = self.add(TextField("备注", hint="可不填"))
        if kind in (SpanKind.PROBATION, SpanKind.WATCH):
            self.add_words("这段时间应到会,没有表决权,不算在表决的分母里。")
        self.end_fields()
        if span is None:
            self.since.set_day(desk.clock.today())
        else:
            self.post.set_text(span.title)
            self.since.set_day(span.since)
            self.until.set_day(span.until)
            self.note.set_text(span.note)

    def field(self, title: str) -> Field | None:
        same = {"开始日期": "从哪天", "起": "从哪天", "结束日期": "到哪天", "止": "到哪天", "日期": "从哪天"}
        return super().field(title) or super().field(same.get(title, title))

    def verb(self) -> Callable[[Any], Changes]:
        span = self.span
        draft = SpanDraft(
            self.kind, span.body_id if span else None, self.post.text() if self.kind is SpanKind.POST else "",
            self.since.day(), self.until.day(), span.began if span else "", span.ended if span else "",
            self.note.text(),
        )  # fmt: skip
        if span is None:
            return verb("members", "add_span", self.line.id, draft)
        return verb("members", "edit_span", span.id, draft)
