"""Forms of a matter: taken up, stepped on, given up, drawn for, made public; and of the pool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.deliberations import (
    DrawDraft,
    MatterCard,
    MatterDraft,
    MatterStep,
    MatterStepDraft,
    MethodStep,
    PoolDraft,
    PoolPerson,
    PublicationDraft,
)
from app.models.deliberations import (
    Form as StepForm_,
)
from app.models.meetings import MeetingLine, MeetingPage, MeetingQuery, State
from app.rules.deliberations import methods
from app.rules.pool import pool_kinds
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField, TickField
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.meetings.telling import source_words
from app.ui.requests.fields import WordsField

_NO_MEETING = "不对应会议"
_MEETINGS = 60


class MatterForm(Form):
    """A matter as it is taken up, or put right."""

    def __init__(self, desk: Desk, method: str, card: MatterCard | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, "提一个事项" if card is None else "修改事项", parent=parent)
        self.card = card
        self._methods = {one.title: key for key, one in methods().items()}
        self.name = self.add(TextField("事项", hint="一句话写明是什么事", needed=True))
        self.method = self.add(ChoiceField("议事方法", list(self._methods)))
        self.words = self.add(WordsField("内容", hint="来龙去脉,可不填"))
        self.proposer = TextField("提出人", hint="谁提的,可不填")
        self.on = DateField("提出日期", needed=True)
        self.add_pair(self.proposer, self.on)
        self.important = self.add(TickField("重要事项(要经支部党员大会讨论)"))
        self.end_fields()
        if card is None:
            self.method.set_text(methods()[method].title)
            self.on.set_day(desk.clock.today())
        else:
            draft = card.draft
            self.name.set_text(draft.title)
            self.method.set_text(methods()[draft.method].title)
            self.words.set_text(draft.words)
            self.proposer.set_text(draft.proposer)
            self.on.set_day(draft.opened_on)
            self.important.box.setChecked(draft.important)

    def check(self) -> bool:
        return self.on.check()

    def verb(self) -> Callable[[Any], Changes]:
        day = self.on.day()
        assert day is not None
        kept = self.card.draft if self.card else None
        draft = MatterDraft(
            self.name.text(), self._methods[self.method.text()], day, self.words.text(), self.proposer.text(),
            self.important.ticked, kept.request_id if kept else None, kept.number if kept else None,
        )  # fmt: skip
        if self.card is None:
            return verb("deliberations", "open_matter", draft)
        return verb("deliberations", "edit", self.card.line.id, draft)


class MatterStepForm(Form):
    """One step: body, day, conclusion; `done`: a step that is put right."""

    def __init__(
        self, desk: Desk, card: MatterCard, step: MethodStep, done: MatterStep | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            desk, f"第 {step.step} 步 {step.title}:{card.line.title}", save_words="登记这一步", parent=parent
        )
        self.card, self.step, self.done = card, step, done
        self._meetings: dict[str, int] = {}
        self._latest = Latest(desk.jobs, self)
        self.by = TextField("主体", hint="由谁议、谁做", needed=True)
        self.on = DateField("日期", needed=True)
        self.add_pair(self.by, self.on)
        self.conclusion = self.add(WordsField("结论", hint="这一步议定了什么、办成了什么", needed=True))
        self.form = ChoiceField("形式", ["", *StepForm_])
        self.meeting = ChoiceField("对应会议", [_NO_MEETING])
        self.add_pair(self.form, self.meeting)
        self.people = self.add(TextField("参加人", hint="姓名用顿号隔开,可不填"))
        usual = f",一般开{step.meeting_kind}" if step.meeting_kind else ""
        self.add_words(f"依据:{source_words(step.source)}{usual}。")
        self.end_fields()
        self.by.set_text(done.body if done else step.body)
        self.on.set_day(done.done_on if done else desk.clock.today())
        if done is not None:
            self.conclusion.set_text(done.conclusion)
            self.form.set_text(done.form)
            self.people.set_text(done.people)
        query = MeetingQuery(days=(card.line.opened_on - timedelta(days=1), desk.clock.today()), limit=_MEETINGS)
        self._latest.run(verb("meetings", "page", query), self._show_meetings)

    def check(self) -> bool:
        right = self.on.check()
        for field, what in ((self.by, "还没有写由谁议。请填写主体。"), (self.conclusion, "还没有写结论。请写一句。")):
            if not field.text():
                field.complain(what)
                right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        day = self.on.day()
        assert day is not None
        draft = MatterStepDraft(
            self.step.step, self.by.text(), day, self.conclusion.text(), self.form.text(), self.people.text(),
            self._meetings.get(self.meeting.text()),
        )  # fmt: skip
        return verb("deliberations", "edit_step" if self.done else "take_step", self.card.line.id, draft)

    def _show_meetings(self, page: MeetingPage) -> None:
        """Meetings since the matter was taken up, the kind that the method asks for first."""

        def weight(line: MeetingLine) -> bool:
            return line.kind != self.step.meeting_kind

        held = [line for line in page.rows if line.state is not State.PLANNED]
        self._meetings = {f"{line.title}({line.held_on:%m-%d})": line.id for line in sorted(held, key=weight)}
        if self.done is not None and self.done.meeting_id is not None:
            self._meetings.setdefault(self.done.meeting_title, self.done.meeting_id)
        self.meeting.set_choices([_NO_MEETING, *self._meetings])
        for name, key in self._meetings.items():
            if self.done is not None and key == self.done.meeting_id:
                self.meeting.set_text(name)


class GiveUpForm(Form):
    def __init__(self, desk: Desk, card: MatterCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"终止:{card.line.title}", save_words="终止", parent=parent)
        self.card = card
        self.why = self.add(WordsField("原因", needed=True))
        self.on = self.add(DateField("日期", needed=True))
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def check(self) -> bool:
        return self.on.check()

    def verb(self) -> Callable[[Any], Changes]:
        return verb("deliberations", "give_up", self.card.line.id, self.why.text(), self.on.day())


class DrawForm(Form):
    """1+5+N: one of each of the five kinds, and so many interested persons."""

    def __init__(self, desk: Desk, card: MatterCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"抽取议事人员:{card.line.title}", save_words="抽取", parent=parent)
        self.card = card
        self.expertise = self.add(TextField("专长", hint="如 电梯、法律;用顿号隔开,优先抽有这些专长的人"))
        self.parties = self.add(TextField("利益相关方", hint="抽几位"))
        self.add_words("五类人员各抽一位,另抽几位利益相关方。抽取时的议事库、条件和结果都会保存,不能改。")
        self.end_fields()
        self.parties.set_text("2")

    def check(self) -> bool:
        if not self.parties.text().isdecimal():
            self.parties.complain("请填整数,如 2。")
            return False
        return True

    def verb(self) -> Callable[[Any], Changes]:
        wanted = tuple(part for part in self.expertise.text().replace(",", "、").split("、") if part.strip())
        return verb("pool", "draw", DrawDraft(self.card.line.id, wanted, int(self.parties.text())))


class PublicationForm(Form):
    """What is posted; it is masked when it is kept."""

    def __init__(self, desk: Desk, card: MatterCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"公示:{card.line.title}", save_words="公示", parent=parent)
        self.card = card
        self._latest = Latest(desk.jobs, self)
        self.name = self.add(TextField("标题"))
        self.words = self.add(WordsField("公示内容", needed=True, lines=5))
        self.shown = self.add_words("")
        self.channel = ChoiceField("公示方式", ["小区公示栏", "社区公开栏", "居民群", "小区公示栏、居民群"], free=True)
        self.add(self.channel)
        self.on, self.days = DateField("公示日期", needed=True), TextField("公示天数")
        self.add_pair(self.on, self.days)
        self.end_fields()
        self.name.set_text(f"关于“{card.line.title}”的公示")
        decided = [step.conclusion for step in card.done if card.method.steps[step.step - 1].decides]
        self.words.set_text("\n".join(decided or [step.conclusion for step in card.done[-1:]]))
        self.on.set_day(desk.clock.today())
        self.days.set_text("5")
        self.words.edited.connect(self._mask)
        self._mask()

    def check(self) -> bool:
        right = self.on.check()
        if not self.days.text().isdecimal():
            self.days.complain("公示天数要填整数,如 5。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        day = self.on.day()
        assert day is not None
        draft = PublicationDraft(
            self.card.line.id, self.channel.text(), day, int(self.days.text()), self.words.text(), self.name.text()
        )
        return verb("deliberations", "publish", draft)

    def _mask(self) -> None:
        self._latest.run(
            verb("deliberations", "masked", self.words.text()),
            lambda text: self.shown.setText(f"贴出去是这样(姓名、电话、证件号已遮盖):\n{text}" if text else ""),
        )


class FeedbackForm(Form):
    def __init__(self, desk: Desk, publication_id: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, "公示期间的意见", parent=parent)
        self.publication_id = publication_id
        self.words = self.add(WordsField("意见", hint="居民说了什么;没有意见也写上“无异议”"))
        self.end_fields()
        self.words.set_text(words)

    def verb(self) -> Callable[[Any], Changes]:
        return verb("deliberations", "note_feedback", self.publication_id, self.words.text())


class PoolForm(Form):
    """Somebody into the pool, or put right."""

    def __init__(self, desk: Desk, person: PoolPerson | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, "加入议事库" if person is None else f"修改{person.name}", parent=parent)
        self.person = person
        self.name = TextField("姓名", needed=True)
        self.kind = ChoiceField("类别", list(pool_kinds()))
        self.add_pair(self.name, self.kind)
        self.expertise = self.add(TextField("专长", hint="如 电梯、法律;用顿号隔开"))
        self.phone = self.add(TextField("电话", hint="可不填"))
        self.since, self.until = DateField("从哪天"), DateField("到哪天", hint="离开时填")
        self.add_pair(self.since, self.until)
        self.end_fields()
        if person is not None:
            self.name.set_text(person.name)
            self.kind.set_text(person.kind)
            self.expertise.set_text("、".join(person.expertise))
            self.phone.set_text(person.phone)
            self.since.set_day(person.since)
            self.until.set_day(person.until)

    def check(self) -> bool:
        checked = [self.since.check(), self.until.check()]
        return all(checked)

    def verb(self) -> Callable[[Any], Changes]:
        wanted = tuple(part.strip() for part in self.expertise.text().replace(",", "、").split("、") if part.strip())
        draft = PoolDraft(
            self.name.text(), self.kind.text(), wanted, self.phone.text(),
            self.person.resident_id if self.person else None, self.since.day(), self.until.day(),
        )  # fmt: skip
        if self.person is None:
            return verb("pool", "add", draft)
        return verb("pool", "edit", self.person.id, draft)


def drawn_words(people: Sequence[PoolPerson]) -> str:
    """社区干部 张三、网格员 李四."""
    return "、".join(f"{person.kind} {person.name}" for person in people)


def posted_words(first: Any, last: Any) -> str:
    """2026年11月1日至2026年11月5日."""
    return f"{chinese_date(first)}至{chinese_date(last)}"
