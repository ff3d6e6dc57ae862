"""Forms of a mediation: the mediation itself, and whether the agreement held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.base.errors import Fault
from app.models.changes import Changes
from app.models.mediations import FAILED, MEDIATED, DisputeParty, Mediation, MediationDraft
from app.models.requests import Choices, RequestDraft, RequestRow
from app.rules.request_words import disputes
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.requests import asking, telling
from app.ui.requests.fields import WordsField
from app.ui.requests.voice import Hit, VoiceField
from app.ui.widgets.plain import button

GOING_ON = "还在调解"
_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True)
class PartyFields:
    """One side's person: found in the ledger, or a name with telephone and address."""

    voice: VoiceField
    phone: TextField
    address: TextField
    resident_id: int | None = None

    def party(self) -> DisputeParty | None:
        """None when nobody is written."""
        hit = self.voice.hit
        if hit is None:
            name = self.voice.text()
            known = DisputeParty(name, None, self.address.text(), self.phone.text())
            return known if name else None
        return DisputeParty(hit.name, hit.resident_id, hit.door, self.phone.text()) if hit.name else None


class MediationForm(Form):
    """`request`: the dispute that is mediated; None: it is taken down with it. `mediation`: one that goes on."""

    def __init__(
        self,
        desk: Desk,
        request: RequestRow | None = None,
        mediation: Mediation | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = f"修改调解 {mediation.number}" if mediation else "登记调解"
        super().__init__(desk, title, save_words="保存" if mediation else "记下", parent=parent)
        self.request, self.mediation = request, mediation
        self.parties: list[PartyFields] = []
        self.words: WordsField | None = None
        self.channel: ChoiceField | None = None
        if mediation is not None:
            self.add_words(f"诉求 {mediation.request_number}")
        elif request is not None:
            self.add_words(f"诉求 {request.number}:{telling.one_line(request.words)}")
        else:
            self.words = self.add(WordsField("诉求", hint="为什么事起的纠纷", needed=True, lines=2))
            self.channel = self.add(ChoiceField("来源", [], free=True, needed=True))
        self._parties_at = self.body.count()
        self.add_party()
        self.add_party()
        more = button("再加一位当事人", self._more, kind="link", key="Alt+J")
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.on, self.place = DateField("调解日期", needed=True), TextField("调解地点", hint="如 社区调解室")
        self.add_pair(self.on, self.place)
        self.mediator = self.add(TextField("调解员", hint="谁主持调解"))
        self.facts = self.add(WordsField("经过", hint="双方各怎么说,争的是什么"))
        self.outcome = ChoiceField("调解结果", [GOING_ON, MEDIATED, FAILED])
        self.follow_up = DateField("约定回访", hint="哪天回访履行情况")
        self.add_pair(self.outcome, self.follow_up)
        self.agreement = self.add(WordsField("协议内容", hint="双方同意怎么做、什么时候做;调解成功要写", lines=4))
        self.add_words("调解成功会同时把这件诉求办结,办理结果记为“调解成功”。")
        self.end_fields()
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)
        self.on.set_day(desk.clock.today())
        self._fill()
        if self.channel is not None:
            desk.jobs.run(asking.choices, self._show_choices, owner=self)

    def add_party(self) -> PartyFields:
        """Room for one more person."""
        number = len(self.parties)
        voice = VoiceField(self.desk, f"当事人{_NUMBERS[number : number + 1]}", hint="姓名、拼音、门牌、电话")
        made = PartyFields(voice, TextField("电话", hint="可不填"), TextField("住址", hint="可不填"))
        self._take(voice)
        place = self._parties_at + 2 * number
        self.body.insertWidget(place, voice)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in (made.phone, made.address):
            self._take(field)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.insertWidget(place + 1, holder)
        voice.edited.connect(lambda: made.address.setVisible(voice.hit is None))
        self.parties.append(made)
        return made

    def check(self) -> bool:
        right = self.on.check()
        right = self.follow_up.check() and right
        if self.words is not None and not self.words.text():
            self.words.complain("还没有写是什么纠纷。请写一句。")
            right = False
        if self.channel is not None and not self.channel.text():
            self.channel.complain("还没有选来源。请选一个。")
            right = False
        named = [fields for fields in self.parties if fields.party() is not None]
        if len(named) < 2:
            empty = next(fields for fields in self.parties if fields.party() is None)
            empty.voice.complain("纠纷至少有两方当事人。请填写双方的姓名。")
            right = False
        if self.outcome.text() == MEDIATED and not self.agreement.text():
            self.agreement.complain("调解成功要写明协议内容。请写明双方同意怎么做。")
            right = False
        return right

    def draft(self) -> MediationDraft:
        on = self.on.day()
        assert on is not None
        known = self.mediation.request_id if self.mediation else self.request.id if self.request else None
        return MediationDraft(
            on=on,
            parties=tuple(party for fields in self.parties if (party := fields.party()) is not None),
            mediator=self.mediator.text(),
            place=self.place.text(),
            facts=self.facts.text(),
            agreement=self.agreement.text(),
            outcome="" if self.outcome.text() == GOING_ON else self.outcome.text(),
            follow_up_on=self.follow_up.day(),
            request_id=known,
            request=None if known is not None else self._new_request(),
        )

    def verb(self) -> Callable[[Any], Changes]:
        draft, mediation = self.draft(), self.mediation

        def work(office: Any) -> Changes:
            from app import services

            done: Changes = (
                services.mediations.record(office, draft)
                if mediation is None
                else services.mediations.change(office, mediation.id, draft)
            )
            return done

        return work

    def refuse(self, fault: Fault) -> None:
        """What is wrong with the parties is said beside the first."""
        if fault.place == "当事人":
            self.parties[0].voice.complain(f"{fault.what}{fault.remedy}")
        else:
            super().refuse(fault)

    def _new_request(self) -> RequestDraft:
        """The dispute as it is taken down, of the kind that disputes are; the first party is whose voice it is."""
        assert self.words is not None
        assert self.channel is not None
        on, hit = self.on.day(), self.parties[0].voice.hit
        assert on is not None
        return RequestDraft(
            received_on=on,
            channel=self.channel.text(),
            words=self.words.text(),
            category=min(disputes()),
            household_id=hit.household_id if hit else None,
            resident_id=hit.resident_id if hit else None,
            caller=self.parties[0].voice.text(),
            phone=self.parties[0].phone.text(),
            address="" if hit else self.parties[0].address.text(),
        )

    def _more(self) -> None:
        made = self.add_party()
        made.voice.line.setFocus()
        self.area.ensureWidgetVisible(made.voice)

    def _show_choices(self, choices: Choices) -> None:
        if self.channel is not None:
            self.channel.set_choices(["", *choices.channels])

    def _fill(self) -> None:
        if self.mediation is not None:
            self._fill_mediation(self.mediation)
        elif self.request is not None and self.request.caller:
            row = self.request
            if row.household_id is not None and row.resident_id is not None:
                self.parties[0].voice.set_hit(Hit(row.household_id, row.resident_id, row.caller, row.door, row.grid))
                self.parties[0].address.hide()
            else:
                self.parties[0].voice.set_text(row.caller)

    def _fill_mediation(self, known: Mediation) -> None:
        while len(self.parties) < len(known.parties):
            self.add_party()
        for fields, party in zip(self.parties, known.parties, strict=False):
            if party.resident_id is not None:
                fields.voice.set_hit(Hit(0, party.resident_id, party.name, party.address))
                fields.address.hide()
            else:
                fields.voice.set_text(party.name)
                fields.address.set_text(party.address)
            fields.phone.set_text(party.phone)
        self.on.set_day(known.on)
        self.place.set_text(known.place)
        self.mediator.set_text(known.mediator)
        self.facts.set_text(known.facts)
        self.agreement.set_text(known.agreement)
        self.outcome.set_text(known.outcome or GOING_ON)
        self.follow_up.set_day(known.follow_up_on)


class FollowUpForm(Form):
    """Whether the agreement held."""

    def __init__(self, desk: Desk, mediation: Mediation, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"调解回访:{mediation.number}", parent=parent)
        self.mediation = mediation
        self.words = self.add(WordsField("回访情况", hint="协议履行得怎么样,双方怎么说", needed=True))
        self.on = self.add(DateField("回访日期", needed=True))
        self.end_fields()
        self.on.set_day(desk.clock.today())
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)

    def check(self) -> bool:
        right = self.on.check()
        if not self.words.text():
            self.words.complain("还没有写回访情况。请写一句协议履行得怎么样。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        mediation_id, on, said = self.mediation.id, self.on.day(), self.words.text()
        assert on is not None

        def work(office: Any) -> Changes:
            from app import services

            done: Changes = services.mediations.follow_up(office, mediation_id, on, said)
            return done

        return work
