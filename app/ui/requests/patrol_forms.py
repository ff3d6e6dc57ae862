"""Forms of a round: the round itself, one more finding, a finding that was put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.models.patrols import BODIES, Finding, Patrol, PatrolDraft
from app.ui.desk import Desk
from app.ui.households.fields import DateField, TextField
from app.ui.households.form import Form
from app.ui.requests.fields import WordsField
from app.ui.requests.patrol_fields import FindingField, PartyField, focus_first
from app.ui.widgets.plain import button, words

_AT_FIRST = 2


class PatrolForm(Form):
    """`patrol` None: a new round, with what was found. Findings of an old one are changed on its card."""

    def __init__(self, desk: Desk, patrol: Patrol | None = None, parent: QWidget | None = None) -> None:
        title = "记一次四方巡查" if patrol is None else "修改四方巡查"
        super().__init__(desk, title, save_words="记下" if patrol is None else "保存", parent=parent)
        self.patrol = patrol
        self.findings: list[FindingField] = []
        self.on = DateField("巡查日期", needed=True)
        self.route = TextField("路线", hint="如 1栋到6栋、地下车库;可不填")
        self.add_pair(self.on, self.route)
        self.body.addWidget(words("谁来了(打勾),下面写是谁", "muted"))
        self.parties = [self.add(PartyField(body)) for body in BODIES]
        if patrol is None:
            self.body.addWidget(words("发现了什么(不写就是没有发现)", "muted"))
            self._findings_at = self.body.count()
            for _ in range(_AT_FIRST):
                self.add_finding()
            self.more_button = button("再加一条", self._more, kind="link", key="Alt+J")
            self.body.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.minutes = self.add(WordsField("碰头会", hint="巡查后四方商量了什么、谁来办;可不填"))
        self.end_fields()
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)
        self._fill()

    def add_finding(self) -> FindingField:
        """One more blank finding."""
        field = FindingField(len(self.findings) + 1)
        self.findings.append(field)
        self._take(field)
        self.body.insertWidget(self._findings_at + len(self.findings) - 1, field)
        return field

    def check(self) -> bool:
        right = self.on.check()
        if not any(field.party().came for field in self.parties):
            self.parties[0].complain("还没有登记谁参加了巡查。请勾选到场的一方。")
            right = False
        for field in self.findings:
            if field.finding() is not None and not field.text():
                field.complain("这一条没有写发现了什么。请写一句,或清空地点。")
                right = False
        return right

    def draft(self) -> PatrolDraft:
        on = self.on.day()
        assert on is not None
        findings = tuple(found for field in self.findings if (found := field.finding()) is not None)
        parties = tuple(field.party() for field in self.parties)
        return PatrolDraft(on, parties, self.route.text(), self.minutes.text(), findings)

    def verb(self) -> Callable[[Any], Changes]:
        draft, patrol = self.draft(), self.patrol

        def work(office: Any) -> Changes:
            from app import services

            done: Changes = (
                services.patrols.record(office, draft)
                if patrol is None
                else services.patrols.change(office, patrol.id, draft)
            )
            return done

        return work

    def refuse(self, fault: Fault) -> None:
        """Faults of parties and findings are said beside the first of them."""
        if fault.place == "参加方":
            self.parties[0].complain(f"{fault.what}{fault.remedy}")
        elif fault.place == "发现的问题" and self.findings:
            self.findings[0].complain(f"{fault.what}{fault.remedy}")
        else:
            super().refuse(fault)

    def _more(self) -> None:
        field = self.add_finding()
        focus_first(field)
        self.area.ensureWidgetVisible(field)

    def _fill(self) -> None:
        if self.patrol is None:
            self.on.set_day(self.desk.clock.today())
            return
        self.on.set_day(self.patrol.on)
        self.route.set_text(self.patrol.route)
        self.minutes.set_text(self.patrol.minutes)
        by_body = {party.body: party for party in self.patrol.parties}
        for field in self.parties:
            if field.body in by_body:
                field.set_party(by_body[field.body])


class AddFindingForm(Form):
    """One more thing that a round had found."""

    def __init__(self, desk: Desk, patrol: Patrol, parent: QWidget | None = None) -> None:
        super().__init__(desk, "补记巡查发现", parent=parent)
        self.patrol = patrol
        self.finding = self.add(FindingField(1))
        self.end_fields()

    def check(self) -> bool:
        if not self.finding.text():
            self.finding.complain("还没有写发现了什么。请写一句。")
            return False
        return True

    def verb(self) -> Callable[[Any], Changes]:
        patrol_id, draft = self.patrol.id, self.finding.finding()
        assert draft is not None

        def work(office: Any) -> Changes:
            from app import services

            done: Changes = services.patrols.add_finding(office, patrol_id, draft)
            return done

        return work


class SettleForm(Form):
    """A finding was put right on a day."""

    def __init__(self, desk: Desk, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(desk, "巡查发现已解决", save_words="已解决", parent=parent)
        self.finding = finding
        self.add_words(finding.words)
        self.on = self.add(DateField("解决日期", needed=True))
        self.end_fields()
        self.on.set_day(desk.clock.today())

    def check(self) -> bool:
        return self.on.check()

    def verb(self) -> Callable[[Any], Changes]:
        finding_id, on = self.finding.id, self.on.day()

        def work(office: Any) -> Changes:
            from app import services

            done: Changes = services.patrols.settle_finding(office, finding_id, on)
            return done

        return work
