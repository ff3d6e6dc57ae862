"""The head of a meeting: planned, held, or put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.meeting_cards import MeetingCard, MeetingChoices
from app.models.meeting_drafts import AgendaDraft, MeetingDraft, PersonDraft, Said
from app.models.meetings import Role
from app.models.roster import Body, BodyKind, Scope
from app.rules.meeting_kinds import kinds, scope_of
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, Field, TextField
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import several, verb
from app.ui.requests.fields import WordsField

NOT_MADE_UP = "不是补开"
_NUMBERS = ("应到", "实到", "有表决权", "到会有表决权")


@dataclass(frozen=True)
class MeetingWish:
    """What a form begins with: the kind, whose, which day, the period it makes up for; `planned`: it is to come."""

    kind: str = ""
    body_id: int | None = None
    day: date | None = None
    stands_for: str = ""
    planned: bool = False


class HeadForm(Form):
    """Fields of a meeting's head. A day to come makes it a plan; a day that was makes it a record."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        wish: MeetingWish | None = None,
        card: MeetingCard | None = None,
        save_words: str = "保存",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, title, save_words=save_words, parent=parent)
        self.card, self.wish = card, wish or MeetingWish()
        self._bodies: dict[str, int] = {}
        self._periods: dict[str, str] = {}
        self._latest = Latest(desk.jobs, self)
        self._missed = Latest(desk.jobs, self)
        self.kind = ChoiceField("会议类型", list(kinds()), needed=True)
        self.of_body = ChoiceField("党组织", [])
        self.add_pair(self.kind, self.of_body)
        self.on = DateField("日期", needed=True)
        self.made_up = ChoiceField("补开", [NOT_MADE_UP])
        self.add_pair(self.on, self.made_up)
        self.starts, self.ends = TextField("开始时间", hint="如 15:00"), TextField("结束时间", hint="如 16:30")
        self.add_pair(self.starts, self.ends)
        self.place = ChoiceField("地点", [""], free=True)
        self.ordinal = TextField("次数", hint="当年第几次;不填由软件接着编")
        self.add_pair(self.place, self.ordinal)
        self.chair, self.recorder = ChoiceField("主持人", [""], free=True), ChoiceField("记录人", [""], free=True)
        self.add_pair(self.chair, self.recorder)
        self.topic = self.add(TextField("主题", hint="可不填"))
        self.agenda = WordsField("议题", hint="一行一个议题;会议通知上会印出来", lines=3)
        self.invited = WordsField("请谁来", hint="姓名用顿号或空格隔开,可不填", lines=2)
        if card is None:
            self.add(self.agenda)
            self.add(self.invited)
        self.numbers = tuple(TextField(name, hint="人数") for name in _NUMBERS)
        if card is None or not card.line.by_name or not card.attendance:
            self.said_words = self.add_words("名册里有人时,应到人数由软件算出;没有名册的,可以直接写人数:")
            self.add_pair(*self.numbers[:2])
            self.add_pair(*self.numbers[2:])
        self.end_fields()
        self.kind.edited.connect(self._kind_chosen)
        self.of_body.edited.connect(self._ask_missed)
        self.on.line.editingFinished.connect(self._hint_day)
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)
        self.save_button.setToolTip(f"{save_words}(Ctrl+回车 或 Ctrl+S)")
        self._fill()
        desk.jobs.run(several(verb("meetings", "choices"), verb("roster", "bodies")), self._show_choices, owner=self)
        self._ask_missed()

    @property
    def planned(self) -> bool:
        """Whether the day is to come."""
        day = self.on.day()
        return day is not None and day > self.desk.clock.today()

    def check(self) -> bool:
        right = self.on.check()
        for field in (self.ordinal, *self.numbers):
            if field.text() and not field.text().isdigit():
                field.complain("请填整数,或者空着。")
                right = False
        return right

    def draft(self) -> MeetingDraft:
        day = self.on.day()
        assert day is not None
        base = self.card.draft if self.card is not None else MeetingDraft(self.kind.text(), day)
        people = self.invited.text().replace("\n", "、").replace(",", "、").replace(",", "、").replace(" ", "、")
        role = Role.SHOULD if scope_of(self.kind.text()) is Scope.INVITED else Role.GUEST
        said = Said(*(int(field.text()) if field.text() else None for field in self.numbers))
        return replace(
            base,
            kind=self.kind.text(),
            held_on=day,
            body_id=self._bodies.get(self.of_body.text(), base.body_id),
            starts=self.starts.text(),
            ends=self.ends.text(),
            place=self.place.text(),
            chair=self.chair.text(),
            recorder=self.recorder.text(),
            topic=self.topic.text(),
            stands_for=self._periods.get(self.made_up.text(), ""),
            ordinal=int(self.ordinal.text()) if self.ordinal.text() else None,
            said=said if said != Said() else None,
            agenda=tuple(AgendaDraft(line.strip()) for line in self.agenda.text().splitlines() if line.strip()),
            invited=tuple(PersonDraft(name, role, post="") for name in people.split("、") if name.strip()),
        )

    # within

    def _fill(self) -> None:
        today = self.desk.clock.today()
        if self.card is None:
            self.kind.set_text(self.wish.kind or self.kind.text())
            self.on.set_day(self.wish.day or today)
            self._suggest()
        else:
            self._show_draft(self.card.draft)
            self.kind.set_text(self.card.draft.kind)
            self.on.set_day(self.card.draft.held_on)
        self._hint_day()

    def _show_draft(self, draft: MeetingDraft) -> None:
        for field, text in (
            (self.starts, draft.starts), (self.ends, draft.ends), (self.place, draft.place),
            (self.chair, draft.chair), (self.recorder, draft.recorder), (self.topic, draft.topic),
            (self.ordinal, str(draft.ordinal or "")),
        ):  # fmt: skip
            field.set_text(text)
        if draft.said is not None:
            said = (draft.said.should, draft.said.came, draft.said.voters, draft.said.voters_came)
            for number, value in zip(self.numbers, said, strict=True):
                number.set_text("" if value is None else str(value))

    def _suggest(self) -> None:
        """Time, place, chair and recorder of the last meeting of the series, where nothing was typed yet."""
        body = self.wish.body_id or self._bodies.get(self.of_body.text())
        day = self.on.day() or self.desk.clock.today()
        self._latest.run(verb("meetings", "blank", self.kind.text(), day, body), self._show_suggested)

    def _show_suggested(self, draft: MeetingDraft) -> None:
        for field, text in (
            (self.starts, draft.starts), (self.place, draft.place),
            (self.chair, draft.chair), (self.recorder, draft.recorder),
        ):  # fmt: skip
            if not field.text():
                field.set_text(text)

    def _kind_chosen(self) -> None:
        if self.card is None:
            self._suggest()
        self._ask_missed()

    def _ask_missed(self) -> None:
        body = self._bodies.get(self.of_body.text(), self.wish.body_id)
        self._missed.run(verb("cadence", "missed_periods", self.kind.text(), body), self._show_missed)

    def _show_missed(self, periods: tuple[tuple[str, str], ...]) -> None:
        """Periods it can make up for; the one that was wished for, or stands already, is chosen."""
        from app.ui.meetings.telling import period_words

        kept = self._periods.get(self.made_up.text(), "")
        wanted = kept or self.wish.stands_for or (self.card.draft.stands_for if self.card else "")
        self._periods = {words: key for key, words in periods}
        if wanted and wanted not in self._periods.values():
            self._periods[period_words(wanted)] = wanted
        self.made_up.box.clear()
        self.made_up.box.addItems([NOT_MADE_UP, *self._periods])
        for words, key in self._periods.items():
            if key == wanted:
                self.made_up.set_text(words)

    def _show_choices(self, found: tuple[MeetingChoices, tuple[Body, ...]]) -> None:
        choices, bodies = found
        self.place.set_choices(["", *choices.places])
        for field in (self.chair, self.recorder):
            field.set_choices(["", *choices.people])
        self._bodies = {body.name: body.id for body in sorted(bodies, key=lambda one: one.kind is BodyKind.GROUP)}
        wanted = self.card.draft.body_id if self.card else self.wish.body_id
        self.of_body.set_choices(list(self._bodies))
        for name, key in self._bodies.items():
            if key == wanted:
                self.of_body.set_text(name)
        self.of_body.setVisible(len(self._bodies) > 1)

    def _hint_day(self) -> None:
        day = self.on.day()
        if self.card is None and day is not None and not self.on.complaint:
            said = f"{chinese_date(day)}还没有到:先列为计划。" if self.planned else ""
            self.on.complain(said, "muted")

    def field(self, title: str) -> Field | None:
        return super().field({"到会有表决权的人数": "到会有表决权"}.get(title, title))


class NewMeetingForm(HeadForm):
    """A meeting that was held, or one to come when its day is."""

    def __init__(self, desk: Desk, wish: MeetingWish, parent: QWidget | None = None) -> None:
        title = "列入会议计划" if wish.planned else "记一次会议"
        super().__init__(desk, title, wish=wish, save_words="保存", parent=parent)

    def verb(self) -> Callable[[Any], Changes]:
        today = self.on.day() == self.desk.clock.today()
        plan = self.planned or (self.wish.planned and today)
        return verb("meetings", "plan" if plan else "record", self.draft(), ask=not self.sure)


class EditMeetingForm(HeadForm):
    """The head put right."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"修改{card.line.title}", card=card, parent=parent)

    def verb(self) -> Callable[[Any], Changes]:
        assert self.card is not None
        return verb("meetings", "edit", self.card.line.id, self.draft(), ask=not self.sure)


class HoldMeetingForm(HeadForm):
    """A planned meeting was held, as its head says now."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"登记召开:{card.line.title}", card=card, save_words="登记召开", parent=parent)

    def verb(self) -> Callable[[Any], Changes]:
        assert self.card is not None
        return verb("meetings", "hold", self.card.line.id, self.draft(), ask=not self.sure)
