"""Forms of a matter: taken up, stepped on, given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.deliberations import (
    Form as StepForm_,
)
from app.models.deliberations import (
    MatterCard,
    MatterDraft,
    MatterStep,
    MatterStepDraft,
    MatterWish,
    MethodStep,
)
from app.models.meetings import MeetingLine, MeetingPage, MeetingQuery, State
from app.rules.deliberations import methods
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField, TickField
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.requests.fields import WordsField

_NO_MEETING = "不对应会议"
_MEETINGS = 60


class MatterForm(Form):
    """A matter as it is taken up, or put right."""

    def __init__(
        self,
        desk: Desk,
        method: str,
        card: MatterCard | None = None,
        parent: QWidget | None = None,
        *,
        wish: MatterWish | None = None,
    ) -> None:
        super().__init__(desk, "提一个事项" if card is None else "修改事项", parent=parent)
        self.card, self.wish = card, wish
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
            if wish is not None:
                self.words.set_text(wish.words)
                self.name.set_text(wish.words.split("\n")[0][:30])
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
            self.important.ticked, kept.request_id if kept else self.wish.request_id if self.wish else None,
            kept.number if kept else None,
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
        self.add_words(f"依据:{step.source}{usual}。")
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
