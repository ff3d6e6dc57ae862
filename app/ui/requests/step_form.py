"""One form for every step: the table of steps says what it needs, this file how each is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.requests import Choices, Missing, RequestCard, StepDraft, Verb
from app.rules.request_words import department_of
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.requests import asking
from app.ui.requests.fields import DepartmentsField, WordsField

_HINTS = {
    Verb.ASSIGN: "要交代的话,可不填",
    Verb.WHISTLE: "请部门来办什么,会印在吹哨单上;不填就印诉求内容",
    Verb.REPORT_IN: "谁来的、怎么说的,可不填",
    Verb.ANSWER: "部门答复了什么",
    Verb.CALL_OFF: "为什么撤回,例如部门已撤销、不归它管",
    Verb.HANDLE: "做了什么",
    Verb.REGRADE: "为什么调整,可不填",
    Verb.PAUSE: "等什么,例如等列项、等当事人回来",
    Verb.RESUME: "可不填",
    Verb.CLOSE: "怎么办好的;无法解决的要写明原因",
    Verb.VISIT: "群众怎么说,可不填",
    Verb.REOPEN: "为什么重新办理",
    Verb.NOTE: "补记什么",
}
_SAID = {
    Verb.WHISTLE: "可以同时向几个部门吹哨,每个部门一张吹哨单。",
    Verb.PAUSE: "暂缓期间是否停计期限,按规则表;恢复办理后接着计。",
    Verb.CLOSE: "办结不等于解决:办理结果请照实选。",
    Verb.REOPEN: "以前的办理经过都留着,期限从今天重新算。",
}
_OF_WHISTLES = (Verb.REPORT_IN, Verb.ANSWER, Verb.CALL_OFF)


class StepForm(Form):
    """`asked` says which step and what it needs; fields have the names that faults point at."""

    def __init__(self, desk: Desk, card: RequestCard, move: Missing, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{move.title}:{card.row.number}", save_words=move.title, parent=parent)
        self.card, self.asked = card, move
        self.departments: DepartmentsField | None = None
        self.other: TextField | None = None
        self.outcome: ChoiceField | None = None
        self.satisfaction: ChoiceField | None = None
        self.grade: ChoiceField | None = None
        self.agreed: DateField | None = None
        self.words: WordsField | None = None
        for name in (*move.needs, *move.optional):
            self._add_asked(name, needed=name in move.needs)
        if move.verb is Verb.REGRADE:
            self.agreed = self.add(DateField("约定日期", hint="改成按约定办理时填"))
        self.on = DateField("日期", needed=True)
        self.who = TextField("经办人", hint="可不填")
        self.add_pair(self.on, self.who)
        if move.verb in _SAID:
            self.add_words(_SAID[move.verb])
        self.end_fields()
        self.on.set_day(desk.clock.today())
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)
        self.save_button.setToolTip(f"{move.title}(Ctrl+回车 或 Ctrl+S)")
        desk.jobs.run(asking.choices, self._show_choices, owner=self)

    def check(self) -> bool:
        right = self.on.check()
        if self.departments is not None and "department" in self.asked.needs and not self._departments():
            self.departments.complain("还没有选部门。请在名单里打勾(空格键)。")
            right = False
        if self.words is not None and "words" in self.asked.needs and not self.words.text():
            self.words.complain(f"还没有写{self.words.title}。请写一句。")
            right = False
        for field in (self.outcome, self.satisfaction, self.grade):
            if field is not None and not field.text():
                field.complain(f"还没有选{field.title}。请选一个。")
                right = False
        return (self.agreed is None or self.agreed.check()) and right

    def draft(self) -> StepDraft:
        return StepDraft(
            self.asked.verb,
            on=self.on.day(),
            who=self.who.text(),
            words=self.words.text() if self.words else "",
            departments=self._departments(),
            outcome=self.outcome.text() if self.outcome else "",
            satisfaction=self.satisfaction.text() if self.satisfaction else "",
            grade=self.grade.text() if self.grade else "",
            agreed_on=self.agreed.day() if self.agreed else None,
        )

    def verb(self) -> Callable[[Any], Changes]:
        return asking.take_step(self.card.row.id, self.draft())

    def _departments(self) -> tuple[str, ...]:
        typed = self.other.text() if self.other is not None else ""
        ticked = self.departments.names if self.departments is not None else ()
        return (*ticked, typed) if typed else ticked

    def _add_asked(self, name: str, *, needed: bool) -> None:
        if name == "department":
            self.departments = self.add(DepartmentsField("部门", needed=needed))
            if self.asked.verb is Verb.ASSIGN:
                self.other = self.add(TextField("名单以外的单位或人", hint="如 第三网格员 李敏"))
        elif name == "words":
            self.words = self.add(WordsField("情况", hint=_HINTS.get(self.asked.verb, ""), needed=needed))
        elif name == "outcome":
            self.outcome = self.add(ChoiceField("办理结果", [""], needed=needed))
        elif name == "satisfaction":
            self.satisfaction = self.add(ChoiceField("满意度", [""], needed=needed))
        elif name == "grade":
            self.grade = self.add(ChoiceField("分级", [""], needed=needed))
        elif name == "agreed_on":
            self.agreed = self.add(DateField("约定日期", needed=needed))

    def _show_choices(self, choices: Choices) -> None:
        if self.departments is not None:
            waiting = tuple(one.department for one in self.card.life.waiting)
            if self.asked.verb in _OF_WHISTLES:
                self.departments.set_choices(waiting, waiting if len(waiting) == 1 else ())
            else:
                free = [name for name in choices.departments if name not in waiting]
                self.departments.set_choices(free, [name for name in self._likely() if name in free])
        if self.outcome is not None:
            self.outcome.set_choices(["", *choices.outcomes])
        if self.satisfaction is not None:
            self.satisfaction.set_choices(["", *choices.satisfactions])
        if self.grade is not None:
            self.grade.set_choices(["", *(g.grade for g in choices.grades if g.grade != self.card.row.grade)])

    def _likely(self) -> tuple[str, ...]:
        """To whom it lies already, else to whom requests of this category usually go."""
        row = self.card.row
        if self.asked.verb is Verb.WHISTLE and row.handler:
            return tuple(row.handler.split("、"))
        usual = department_of(row.category)
        return (usual,) if usual else ()
