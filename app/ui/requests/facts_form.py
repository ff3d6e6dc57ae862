"""What is known of a request: words, voice, place, kind; as it is taken down, and as it is put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.requests import Choices, GradeLimit, RequestCard, RequestDraft
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.requests import asking
from app.ui.requests.fields import WordsField
from app.ui.requests.voice import Hit, VoiceField

HIS_GRID = "按住户的网格"


class FactsForm(Form):
    """What was said, by whom, about which place, and what it is."""

    def __init__(self, desk: Desk, title: str, *, save_words: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, save_words=save_words, parent=parent)
        self.limits: dict[str, GradeLimit] = {}
        self._due = Latest(desk.jobs, self)
        self.words = self.add(WordsField("内容", hint="群众说了什么,照原话写", needed=True))
        self.voice = self.add(VoiceField(desk))
        self.caller = ChoiceField("姓名", [""], free=True)
        self._members: dict[str, int] = {}  # of the door that was picked: name -> resident
        self._asking = Latest(desk.jobs, self)
        self.phone = TextField("电话", hint="可不填")
        self.add(self.caller)
        self.address = TextField("地点", hint="如 3栋楼下;可不填")
        self.add_pair(self.phone, self.address)
        self.channel = ChoiceField("来源", [], free=True, needed=True)
        self.received = DateField("受理日期", needed=True)
        self.add_pair(self.channel, self.received)
        self.category, self.grade = ChoiceField("类别", [""], free=True), ChoiceField("分级", [""])
        self.add_pair(self.category, self.grade)
        self.agreed = self.add(DateField("约定日期", hint="和群众说好哪天办完;没说定可不填"))
        self.grid = ChoiceField("网格", [HIS_GRID], free=True)
        self.received.set_day(desk.clock.today())
        self.voice.edited.connect(self._show_place)
        self.grade.edited.connect(self.show_limit)
        self.received.line.editingFinished.connect(self.show_limit)
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)
        self.save_button.setToolTip(f"{save_words}(Ctrl+回车 或 Ctrl+S)")
        self._show_place()
        self.agreed.hide()

    def check(self) -> bool:
        right = True
        if not self.words.text():
            self.words.complain("还没有写诉求内容。请写一句群众反映的事。")
            right = False
        if not self.channel.text():
            self.channel.complain("还没有选来源。请选一个。")
            right = False
        if self.voice.looking:
            self.voice.complain("正在登记里找这个人,请稍等再按一次。")
            right = False
        right = self.received.check() and right
        received = self.received.day()
        if right and received is not None and received > self.desk.clock.today():
            self.received.complain(f"{chinese_date(received)}还没有到。请改成今天或以前的日期。")
            right = False
        return (self.agreed.isHidden() or self.agreed.check()) and right

    def draft(self) -> RequestDraft:
        """What the form states; category and grade are proposed where they are blank."""
        hit = self.voice.hit
        received = self.received.day()
        assert received is not None
        person = hit.resident_id if hit else None
        if hit is not None and person is None:
            person = self._members.get(self.caller.text())
        return RequestDraft(
            received_on=received,
            channel=self.channel.text(),
            words=self.words.text(),
            category=self.category.text() or None,
            grade=self.grade.text() or None,
            household_id=hit.household_id if hit else None,
            resident_id=person,
            caller=self.caller.text() if not self.caller.isHidden() else self.voice.text(),
            phone=self.phone.text() if not self.phone.isHidden() else "",
            address=self.address.text() if not self.address.isHidden() else "",
            grid=None if self.grid.text() in ("", HIS_GRID) else self.grid.text(),
            agreed_on=None if self.agreed.isHidden() else self.agreed.day(),
        )

    def show_choices(self, choices: Choices, grids: tuple[str, ...]) -> None:
        """What can be chosen today; what is chosen or typed stays."""
        self.limits = {limit.grade: limit for limit in choices.grades}
        self.channel.set_choices(choices.channels)
        self.category.set_choices(["", *choices.categories])
        self.grade.set_choices(["", *self.limits])
        self.grid.set_choices([HIS_GRID, *grids])

    def show_limit(self) -> None:
        """Say beside the grade until when; by agreement, the agreed day is asked for."""
        limit, received = self.limits.get(self.grade.text()), self.received.day()
        self.agreed.setVisible(limit is not None and limit.days is None)
        if limit is None or received is None:
            return
        if limit.days is None:
            self.grade.complain(f"{limit.way},按约定的日期", "muted")
            return
        self._due.run(_due(received, limit.grade), lambda found: self._show_due(limit, *found))

    def _show_members(self, members: dict[str, int]) -> None:
        """Who lives behind the door that was picked; another name may be written."""
        self._members = members
        self.caller.set_choices(["", *members])

    def _show_due(self, limit: GradeLimit, due: date | None, weekends_only: tuple[int, ...]) -> None:
        if self.grade.text() != limit.grade or due is None:
            return
        only = "(只按周末计算)" if weekends_only else ""
        self.grade.complain(f"{limit.way},期限到{chinese_date(due)}{only}", "muted")

    def _show_place(self) -> None:
        """A resident's number and door are known; of a door, who of them it is; of a stranger, number and place."""
        hit = self.voice.hit
        if hit is not None and hit.resident_id is None:
            self._asking.run(asking.members(hit.household_id), self._show_members)
        person = hit is not None and hit.resident_id is not None
        self.caller.setVisible(hit is not None and not person)
        self.phone.setVisible(not person)
        self.address.setVisible(hit is None)


class CorrectForm(FactsForm):
    """What was taken down, put right. A grade changes by its own step; the number stays."""

    def __init__(self, desk: Desk, card: RequestCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"修改诉求 {card.row.number}", save_words="保存", parent=parent)
        self.card = card
        self.add(self.grid)
        self.end_fields()
        self.grade.hide()
        self._fill()
        desk.jobs.run(lambda office: (asking.choices(office), asking.grids(office)), self._show, owner=self)

    def verb(self) -> Callable[[Any], Changes]:
        before = self.card.draft
        draft = replace(
            self.draft(),
            grade=before.grade,
            number=before.number,
            origin=before.origin,
            received_time=before.received_time,
            agreed_on=before.agreed_on,
        )
        return asking.correct(self.card.row.id, draft)

    def _show(self, found: tuple[Choices, tuple[str, ...]]) -> None:
        self.show_choices(*found)

    def show_limit(self) -> None:
        """The grade is not changed here."""

    def _fill(self) -> None:
        draft, row = self.card.draft, self.card.row
        self.words.set_text(draft.words)
        if draft.household_id is not None:
            name = draft.caller if draft.resident_id is not None else ""
            self.voice.set_hit(Hit(draft.household_id, draft.resident_id, name, row.door, row.grid))
            self.caller.set_text("" if name else draft.caller)
        else:
            self.voice.set_text(draft.caller)
        self.phone.set_text(draft.phone)
        self.address.set_text(draft.address)
        self.channel.set_text(draft.channel)
        self.received.set_day(draft.received_on)
        self.category.set_text(draft.category or "")
        self.grid.set_text(draft.grid or HIS_GRID)
        self._show_place()


def _due(received: date, grade: str) -> Callable[[Any], tuple[date | None, tuple[int, ...]]]:
    def work(office: Any) -> tuple[date | None, tuple[int, ...]]:
        from app import services

        found: tuple[date | None, tuple[int, ...]] = services.requests.due_on(office, received, grade)
        return found

    return work
