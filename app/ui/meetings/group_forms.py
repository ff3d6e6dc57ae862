"""Forms for many members at once: groups, who is in which, and who comes from the ledger of households."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.models.changes import Changes
from app.models.roster import Body, BodyDraft, BodyKind, Candidate, MemberLine
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.meetings.asking import verb
from app.ui.meetings.member_forms import DatedForm
from app.ui.theme import look

NEW_GROUP = "新增党小组"


class GroupForm(DatedForm):
    """A new group, or a branch or group that is there put right: another name, the day it ended."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "党小组和党支部", parent=parent)
        self._bodies: dict[str, Body] = {}
        self.which = self.add(ChoiceField("哪一个", [NEW_GROUP]))
        self.name = self.add(TextField("名称", hint="如 第一党小组", needed=True))
        self.since, self.until = DateField("成立日期"), DateField("撤销日期", hint="还在的不填")
        self.add_pair(self.since, self.until)
        self.end_fields()
        self.since.set_day(desk.clock.today())
        self.which.edited.connect(self._show)
        desk.jobs.run(verb("roster", "bodies"), self._show_bodies, owner=self)

    def verb(self) -> Callable[[Any], Changes]:
        known = self._bodies.get(self.which.text())
        kind = known.kind if known else BodyKind.GROUP
        draft = BodyDraft(
            kind, self.name.text(), known.parent_id if known else None, self.since.day(), self.until.day(),
            known.note if known else "",
        )  # fmt: skip
        return verb("roster", "edit_body", known.id, draft) if known else verb("roster", "add_body", draft)

    def _show_bodies(self, bodies: tuple[Body, ...]) -> None:
        self._bodies = {body.name: body for body in bodies}
        self.which.set_choices([NEW_GROUP, *self._bodies])

    def _show(self) -> None:
        known = self._bodies.get(self.which.text())
        self.name.set_text(known.name if known else "")
        self.since.set_day(known.since if known else self.desk.clock.today())
        self.until.set_day(known.until if known else None)


class PutInGroupForm(DatedForm):
    """Members into a group from a day on."""

    def __init__(self, desk: Desk, members: Sequence[MemberLine], parent: QWidget | None = None) -> None:
        super().__init__(desk, f"把 {len(members)} 名党员编入党小组", save_words="编入", parent=parent)
        self.members = tuple(members)
        self.add_words("、".join(line.name for line in members))
        self.group = self.add(ChoiceField("党小组", [], needed=True))
        self.since = self.add(DateField("从哪天", hint="不填:一直在这个党小组"))
        self.end_fields()
        self.since.set_day(desk.clock.today())
        self._groups: dict[str, int] = {}
        desk.jobs.run(verb("roster", "bodies"), self._show_bodies, owner=self)

    def check(self) -> bool:
        if self.group.text() not in self._groups:
            self.group.complain("还没有党小组。请先按“党小组”新增一个。")
            return False
        return super().check()

    def verb(self) -> Callable[[Any], Changes]:
        ids = tuple(line.id for line in self.members)
        return verb("members", "put_in_group", ids, self._groups[self.group.text()], self.since.day())

    def _show_bodies(self, bodies: tuple[Body, ...]) -> None:
        self._groups = {body.name: body.id for body in bodies if body.kind is BodyKind.GROUP}
        self.group.set_choices(list(self._groups))


class CandidatesForm(DatedForm):
    """Residents who are members by the ledger, ticked; they come onto the roster in one change."""

    def __init__(self, desk: Desk, candidates: Sequence[Candidate], parent: QWidget | None = None) -> None:
        super().__init__(desk, "从住户登记列入党员名册", save_words="列入名册", parent=parent)
        self.candidates = tuple(candidates)
        self.list = QListWidget()
        self.list.setAccessibleName("住户登记里的党员")
        self.list.setMinimumHeight(look().px(260))
        for one in candidates:
            standing = ",预备党员" if one.probationary else ""
            item = QListWidgetItem(f"{one.name}  {one.door}{standing}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.add_words("不在本支部的,请去掉前面的勾(空格键)。")
        self.body.addWidget(self.list)
        self.since = self.add(DateField("在册从", hint="不填:一直在册"))
        self.end_fields()

    @property
    def chosen(self) -> tuple[int, ...]:
        ticked = (n for n in range(self.list.count()) if self.list.item(n).checkState() is Qt.CheckState.Checked)
        return tuple(self.candidates[number].resident_id for number in ticked)

    def check(self) -> bool:
        if not self.chosen:
            self.say("还没有勾选人。请勾选要列入名册的人。")
            return False
        return super().check()

    def verb(self) -> Callable[[Any], Changes]:
        return verb("members", "add_residents", self.chosen, self.since.day())
