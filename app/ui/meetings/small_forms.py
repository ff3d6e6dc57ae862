"""Small forms of a meeting: a correction, what was done about an item, a fixed day, how often something is owed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.cadence import Duty, Every, Recurrence, RecurrenceDraft
from app.models.changes import Changes
from app.models.meeting_cards import MeetingCard
from app.models.meetings import Action
from app.rules.recurrence import in_words
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField, TickField
from app.ui.households.form import Form
from app.ui.meetings.asking import verb
from app.ui.requests.fields import WordsField

DAY_RULES = {
    in_words(rule): rule
    for rule in (
        *(f"D{day}" for day in range(1, 29)),
        "L1",
        *(f"W{which}-{weekday}" for which in "1234L" for weekday in range(1, 8)),
        *(f"E{weekday}" for weekday in range(1, 8)),
    )
}


class CorrectionForm(Form):
    """更正: appended to signed minutes; what was signed stays as it was."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"追加更正:{card.line.title}", save_words="追加更正", parent=parent)
        self.card = card
        self.add_words("签字的记录不会改动;更正写在后面,打印时一起印出来。")
        self.words = self.add(WordsField("更正", hint="哪一处、改成什么、为什么", needed=True))
        self.who = self.add(TextField("更正人", hint="可不填"))
        self.end_fields()

    def check(self) -> bool:
        if not self.words.text():
            self.words.complain("还没有写更正的内容。请写清楚哪一处、改成什么。")
        return bool(self.words.text())

    def verb(self) -> Callable[[Any], Changes]:
        return verb("meetings", "correct", self.card.line.id, self.words.text(), self.who.text())


class ActionNoteForm(Form):
    """What was done about an item; it stays open, or is closed."""

    def __init__(
        self,
        desk: Desk,
        action: Action,
        *,
        closes: bool = True,
        meeting_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "待办办理情况", save_words="保存", parent=parent)
        self.action, self.meeting_id = action, meeting_id
        due = f",期限{chinese_date(action.due_on)}" if action.due_on else ""
        self.add_words(f"{action.words}(责任人:{action.owner or '没有写'}{due};{action.origin})", "")
        for note in action.notes:
            self.add_words(f"{chinese_date(note.noted_on)}  {note.words}{'(办结)' if note.closes else ''}")
        self.words = self.add(WordsField("办理情况", hint="办到哪一步;办结的可不填"))
        self.closes = self.add(TickField("已经办结", ticked=closes))
        self.on: DateField | None = None
        if meeting_id is None:
            self.on = self.add(DateField("日期", needed=True))
            self.on.set_day(desk.clock.today())
        self.end_fields()

    def check(self) -> bool:
        return self.on is None or self.on.check()

    def verb(self) -> Callable[[Any], Changes]:
        return verb(
            "actions", "note", self.action.id, self.words.text(), closes=self.closes.ticked,
            on=self.on.day() if self.on else None, meeting_id=self.meeting_id,
        )  # fmt: skip


class DutyForm(Form):
    """How often a body owes a kind of meeting, apart from the office's table; kinds that are not asked for too."""

    def __init__(
        self, desk: Desk, duties: Sequence[Duty], chosen: Duty | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "会议多久开一次", parent=parent)
        self.duties = {_duty_name(duty): duty for duty in duties}
        self.which = self.add(ChoiceField("会议", list(self.duties)))
        self.source = self.add_words("")
        self.owed = self.add(TickField("要求召开"))
        self.every = ChoiceField("每", [each.value for each in Every])
        self.times = TextField("次数")
        self.add_pair(self.every, self.times)
        self.back = self.add(TickField("恢复成规则表里的次数"))
        self.end_fields()
        if chosen is not None:
            self.which.set_text(_duty_name(chosen))
        self.which.edited.connect(self._show)
        self._show()

    @property
    def duty(self) -> Duty:
        return self.duties[self.which.text()]

    def check(self) -> bool:
        if not self.times.text().isdecimal():
            self.times.complain("次数要填 1 到 31 的整数。")
            return False
        return True

    def verb(self) -> Callable[[Any], Changes]:
        duty = self.duty
        if self.back.ticked:
            return verb("cadence", "reset_duty", duty.body_id, duty.kind)
        return verb(
            "cadence", "set_duty", duty.body_id, duty.kind, Every(self.every.text()),
            int(self.times.text()), owed=self.owed.ticked,
        )  # fmt: skip

    def _show(self) -> None:
        duty = self.duty
        self.source.setText(f"依据:{duty.source}")
        self.owed.box.setChecked(duty.owed)
        self.every.set_text(duty.every.value)
        self.times.set_text(str(duty.times))
        self.back.setVisible(duty.own)


class RecurrenceForm(Form):
    """固定日: a day of the month or week on which a kind is held."""

    def __init__(
        self, desk: Desk, kind: str, body_id: int, known: Recurrence | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, f"{kind}固定在哪天", parent=parent)
        self.kind, self.body_id, self.known = kind, body_id, known
        self.rule = self.add(ChoiceField("固定日", list(DAY_RULES), needed=True))
        self.starts = TextField("开始时间", hint="如 9:00,可不填")
        self.place = TextField("地点", hint="可不填")
        self.add_pair(self.starts, self.place)
        self.off = self.add(TickField("取消这个固定日"))
        self.add_words("设好以后,在“该开的会”里按“按固定日列计划”,一年的计划一次列好。")
        self.end_fields()
        if known is not None:
            self.rule.set_text(in_words(known.day_rule))
            self.starts.set_text(known.starts)
            self.place.set_text(known.place)
        self.off.setVisible(known is not None)

    def verb(self) -> Callable[[Any], Changes]:
        if self.off.ticked and self.known is not None:
            return verb("cadence", "remove_recurrence", self.known.id)
        draft = RecurrenceDraft(
            self.kind, DAY_RULES.get(self.rule.text(), self.rule.text()), self.body_id,
            self.starts.text(), self.place.text(),
        )  # fmt: skip
        return verb("cadence", "set_recurrence", draft, self.known.id if self.known else None)


def _duty_name(duty: Duty) -> str:
    """党小组会(第一党小组); of the branch itself the kind alone."""
    return f"{duty.kind}({duty.body_name})" if duty.body_name else duty.kind
