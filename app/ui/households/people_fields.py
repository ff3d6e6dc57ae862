"""Fields about people of a household: who is meant, who becomes head, how everyone stands to the head."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.base.resources import rule_table
from app.models.households import Member
from app.rules.relations import turned
from app.rules.stays import HEAD
from app.ui.households.fields import ChoiceField, Field
from app.ui.widgets.plain import words

NOBODY = "请选择"


class PersonField(ChoiceField):
    """One of some people; none is chosen to begin with."""

    def __init__(self, title: str, members: Sequence[Member], *, needed: bool = True) -> None:
        self.members = tuple(members)
        super().__init__(title, [NOBODY, *(person_words(member) for member in members)], needed=needed)

    @property
    def member(self) -> Member | None:
        place = self.box.currentIndex() - 1
        return self.members[place] if place >= 0 else None

    def choose(self, member: Member) -> None:
        """Show someone, as when a form is filled."""
        self.box.setCurrentIndex(self.members.index(member) + 1)


class PeopleField(Field):
    """Some people with a tick each: who is meant. `shown` ticks everyone to begin with."""

    def __init__(self, title: str, members: Sequence[Member], *, ticked: Sequence[int] = ()) -> None:
        self.members = tuple(members)
        self.boxes: list[QCheckBox] = []
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, member in enumerate(self.members):
            box = QCheckBox(person_words(member))
            box.setChecked(member.residency.id in ticked)
            self.boxes.append(box)
            grid.addWidget(box, place // 2, place % 2)
        super().__init__(title, holder, needed=True)
        for box in self.boxes:
            box.clicked.connect(self._ticked)
        if self.boxes:
            holder.setFocusProxy(self.boxes[0])

    @property
    def chosen(self) -> tuple[Member, ...]:
        return tuple(member for member, box in zip(self.members, self.boxes, strict=True) if box.isChecked())

    @property
    def others(self) -> tuple[Member, ...]:
        return tuple(member for member, box in zip(self.members, self.boxes, strict=True) if not box.isChecked())

    def tick(self, name: str, on: bool = True) -> None:
        """As the person does it."""
        for member, box in zip(self.members, self.boxes, strict=True):
            if member.resident.name == name and box.isChecked() is not on:
                box.click()

    def text(self) -> str:
        return "、".join(member.resident.name for member in self.chosen)

    def set_text(self, text: str) -> None:
        names = text.split("、")
        for member, box in zip(self.members, self.boxes, strict=True):
            box.setChecked(member.resident.name in names)

    def check(self) -> bool:
        if self.chosen:
            return True
        self.complain("还没有选人。请至少选一位。")
        return False

    def _ticked(self) -> None:
        self.complain("")
        self.edited.emit()


class StandingField(Field):
    """How each of some people stands to the head from a day on: who is head among them, and everyone's relation.

    `people` may change while the form is filled in. Choosing another head proposes the relations of the others, which
    can be put right; nothing is proposed over what a person chose.
    """

    rearranged = Signal()

    def __init__(self, title: str, *, head_needed: bool = True) -> None:
        self.holder = QWidget()
        self._grid = QGridLayout(self.holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.rows: list[tuple[Member, QComboBox]] = []
        self._touched: set[int] = set()
        self._head_needed = head_needed
        self._head_there = ""
        super().__init__(title, self.holder, needed=head_needed)
        self.hint = words("", "muted", wrap=True)
        self.hint.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.hint)

    @property
    def head(self) -> Member | None:
        return next((member for member, box in self.rows if box.currentText() == HEAD), None)

    @property
    def relations(self) -> dict[int, str]:
        """Relation by the id of the stay; empty when the field is not shown."""
        if self.isHidden():
            return {}
        return {member.residency.id: box.currentText().strip() for member, box in self.rows}

    def show_people(
        self, members: Sequence[Member], *, ask_head: bool = True, head_there: str = "", hint: str = ""
    ) -> None:
        """These people, each in the relation they stand in now. Without people the field is not shown.

        `head_there`: who is head behind the door they move to; nobody of these becomes head then. `hint`: what to do.
        """
        if [member for member, _ in self.rows] != list(members):
            kept = {member.residency.id: box.currentText() for member, box in self.rows}
            self._touched &= {member.residency.id for member in members}
            self._clear()
            for member in members:
                self._add(member, kept.get(member.residency.id, member.residency.relation))
            if self.rows:
                self.holder.setFocusProxy(self.rows[0][1])
        self._head_needed = ask_head and not head_there
        self._head_there = head_there
        self.hint.setText(f"那一户的户主是{head_there},请选各人与{head_there}的关系。" if head_there else hint)
        self.hint.setVisible(bool(self.hint.text()))
        self.setVisible(bool(members))

    def choose_head(self, name: str) -> None:
        """As the person does it: somebody becomes head."""
        for member, box in self.rows:
            if member.resident.name == name:
                box.setCurrentText(HEAD)
                box.activated.emit(box.currentIndex())

    def stand(self, name: str, relation: str) -> None:
        """As the person does it: somebody's relation."""
        for member, box in self.rows:
            if member.resident.name == name:
                box.setCurrentText(relation)
                box.activated.emit(box.currentIndex())

    def text(self) -> str:
        return "、".join(f"{member.resident.name}{box.currentText()}" for member, box in self.rows)

    def set_text(self, text: str) -> None:
        self.choose_head(text)

    def check(self) -> bool:
        if self.isHidden():
            return True
        heads = [member.resident.name for member, box in self.rows if box.currentText().strip() == HEAD]
        if heads and self._head_there:
            self.complain(f"那一户已有户主{self._head_there}。请把{heads[0]}改成与{self._head_there}的关系。")
            return False
        if len(heads) > 1:
            self.complain(f"{'、'.join(heads)}都选成了户主。一户同时只有一位户主,请只留一位。")
            return False
        if not heads and self._head_needed:
            self.complain("还没有户主。请在其中一位的后面选“户主”。")
            return False
        return True

    def _add(self, member: Member, relation: str) -> None:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.addItems(relation_words())
        box.setCurrentText(relation)
        box.setAccessibleName(f"{member.resident.name}与户主关系")
        place = len(self.rows)
        self._grid.addWidget(words(member.resident.name), place, 0)
        self._grid.addWidget(box, place, 1)
        self.rows.append((member, box))
        box.activated.connect(lambda _index: self._picked(member, box))
        line = box.lineEdit()
        if line is not None:
            line.textEdited.connect(lambda _text: self._typed(member))

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows.clear()

    def _picked(self, member: Member, box: QComboBox) -> None:
        if box.currentText() == HEAD:
            self._propose(member)
        self._typed(member)

    def _typed(self, member: Member) -> None:
        self._touched.add(member.residency.id)
        self.complain("")
        self.edited.emit()

    def _propose(self, head: Member) -> None:
        """How the others stand to a new head, wherever nobody has chosen."""
        standing = {member.residency.id: member.residency.relation for member, _ in self.rows}
        proposed = turned(standing, head.residency.id)
        for member, box in self.rows:
            who = member.residency.id
            if who != head.residency.id and (who not in self._touched or box.currentText() == HEAD):
                box.setCurrentText(proposed[who])
        self.rearranged.emit()


def person_words(member: Member) -> str:
    """曾伟(户主)."""
    relation = member.residency.relation
    return f"{member.resident.name}({relation})" if relation else member.resident.name


def relation_words() -> list[str]:
    return ["", *dict.fromkeys(row["term"] for row in rule_table("relations"))]
