"""Forms of the pool and of a draw from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.deliberations import (
    DrawDraft,
    MatterCard,
    PoolDraft,
    PoolPerson,
)
from app.rules.pool import pool_kinds
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.meetings.asking import verb

_NO_MEETING = "不对应会议"
_MEETINGS = 60


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
