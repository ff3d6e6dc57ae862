"""Forms of one account: an entry, and a reversal with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.base.errors import Fault
from app.models.changes import Changes
from app.models.points import Awards, PointEntry, PointKind, PointLedger, PointsDraft, Unit
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.jobs import Latest
from app.ui.meetings.asking import verb
from app.ui.requests.fields import WordsField
from app.ui.widgets.plain import set_tone

_TYPING_MS = 150


class EnterForm(Form):
    """An entry for one volunteer; what the cap leaves of it is said before it is saved."""

    def __init__(self, desk: Desk, account: PointLedger, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"登记积分:{account.name}", save_words="登记", parent=parent)
        self.account = account
        self.kinds: dict[str, PointKind] = {}
        self.kind = self.add(ChoiceField("积分项目", ()))
        self.rule = self.add_words("")
        self.count, self.day = TextField("次数", needed=True), DateField("日期", needed=True)
        self.add_pair(self.count, self.day)
        self.evidence = self.add(TextField("凭证", hint="签到表、照片、证书编号、证明人等"))
        self.reason, self.by = TextField("事由", hint="可不填"), TextField("登记人", hint="可不填")
        self.add_pair(self.reason, self.by)
        self.told = self.add_words("", "amber")
        self.end_fields()
        self.count.set_text("1")
        self.day.set_day(desk.clock.today())
        self._weighing = Latest(desk.jobs, self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(self._weigh)
        for field in (self.kind, self.count, self.day):
            field.edited.connect(self._moved)
        desk.jobs.run(verb("points", "kinds"), self._show_kinds, owner=self)

    def check(self) -> bool:
        right = self.day.check()
        if self._count() is None:
            self.count.complain("请填 1 到 100 的整数。")
            right = False
        kind = self.kinds.get(self.kind.text())
        if kind is not None and kind.evidence and not self.evidence.text():
            self.evidence.complain("还没有写凭证。请写签到表、照片、证明人等。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        return verb("points", "enter", self._draft(self.evidence.text()))

    def _draft(self, evidence: str) -> PointsDraft:
        day = self.day.day()
        assert day is not None
        people = ((self.account.volunteer_id, self._count() or 0),)
        return PointsDraft(day, self.kind.text(), people, evidence, self.reason.text(), self.by.text(), sure=self.sure)

    def _count(self) -> int | None:
        text = self.count.text()
        return int(text) if text.isascii() and text.isdecimal() and 1 <= int(text) <= 100 else None

    def _show_kinds(self, kinds: Sequence[PointKind]) -> None:
        self.kinds = {kind.kind: kind for kind in kinds}
        self.kind.set_choices(list(self.kinds))
        if not self.kind.text():
            self.kind.box.setCurrentIndex(0)
        self._moved()

    def _moved(self) -> None:
        kind = self.kinds.get(self.kind.text())
        if kind is not None:
            left = self.account.room.get(kind.kind)
            room = f";今年还能记 {left} 分" if left is not None else ""
            self.rule.setText(f"{kind.words}{room}。")
            self.count.caption.setText("小时(必填)" if kind.unit is Unit.HOURS else "次数(必填)")
        self._wait.start()

    def _weigh(self) -> None:
        if self._count() is None or self.day.day() is None or not self.kinds:
            self.told.setText("")
            return
        draft = self._draft(self.evidence.text() or "待填")
        self._weighing.run(verb("points", "weigh", draft), self._show, failed=self._not_weighed)

    def _show(self, awards: Awards) -> None:
        (one,) = awards.awards
        set_tone(self.told, "amber" if one.said else "muted")
        self.told.setText(one.said or f"记 {one.points} 分。")

    def _not_weighed(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            self.told.setText(str(error))
        else:
            self.desk.trouble(error)


class ReverseForm(Form):
    """冲销: what it is about, and why."""

    def __init__(self, desk: Desk, entries: Sequence[PointEntry], parent: QWidget | None = None) -> None:
        super().__init__(desk, "冲销积分", save_words="冲销", parent=parent)
        self.entries = tuple(entries)
        for one in self.entries:
            self.add_words(f"{one.name}  {chinese_date(one.day)}  {one.kind}  {one.points} 分", "")
        self.add_words("原来的记录会保留,另记一笔相反的分数,注明原因;冲销以后不能再撤销。")
        self.reason = self.add(WordsField("原因", hint="哪里记错了", needed=True, lines=2))
        self.by = self.add(TextField("登记人", hint="可不填"))
        self.end_fields()

    def check(self) -> bool:
        if not self.reason.text():
            self.reason.complain("还没有写冲销的原因。请写明哪里记错了。")
        return bool(self.reason.text())

    def verb(self) -> Callable[[Any], Changes]:
        ids = [one.id for one in self.entries]
        return verb("points", "reverse", ids, self.reason.text(), self.by.text())
