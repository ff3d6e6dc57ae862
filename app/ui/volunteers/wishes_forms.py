"""Forms of wishes: writing one down, every step of its life, a household that picks an offer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.wishes import Claimer, Kind, Move, Verb, WishAsk, WishCard, WishDraft, WishStepDraft
from app.rules.wishes import SATISFIED, UNSATISFIED, kind_rules
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, DateField, TextField
from app.ui.households.form import Form
from app.ui.meetings.asking import verb
from app.ui.requests.fields import WordsField
from app.ui.requests.voice import Hit, VoiceField
from app.ui.volunteers.wishes_fields import ClaimerField

_HINTS = {
    Kind.WISH: "一句话,如 想拍一张全家福",
    Kind.NEED: "一句话,如 老人下不了楼,要上门理发",
    Kind.OFFER: "一句话,如 免费上门理发",
    Kind.PROJECT: "一句话,如 3栋加装扶手",
}
_STEP_HINTS = {
    Verb.CLAIM: "打算怎么办,可不填",
    Verb.START: "从哪里办起,可不填",
    Verb.FINISH: "做了什么",
    Verb.CONFIRM: "住户怎么说,可不填;不满意的要写明",
    Verb.GIVE_BACK: "为什么办不了",
    Verb.WITHDRAW: "为什么撤回",
    Verb.NOTE: "补记什么",
}


class WishForm(Form):
    """A new one (`draft` None or out of a request or a visit), or one put right (`card`)."""

    def __init__(
        self,
        desk: Desk,
        kind: Kind = Kind.WISH,
        *,
        draft: WishDraft | None = None,
        hit: Hit | None = None,
        card: WishCard | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "登记" if card is None else f"修改{card.line.number}", parent=parent)
        self.card = card
        self._from = draft
        self.kind = self.add(ChoiceField("类别", [one.value for one in Kind]))
        self.name = self.add(TextField("内容", needed=True))
        self.voice = self.add(VoiceField(desk, "住户", hint="姓名、拼音、门牌"))
        self.claimer = self.add(ClaimerField(desk, "提供者"))
        self.words = self.add(WordsField("说明", hint="尺寸、时间、谁来对接等,可不填"))
        self.on, self.due = DateField("登记日期", needed=True), DateField("期限")
        self.add_pair(self.on, self.due)
        self.end_fields()
        self.on.set_day(desk.clock.today())
        self.kind.set_text(kind.value)
        self.kind.edited.connect(self._show_kind)
        if card is not None:
            self._fill(card.draft, card.line.taker)
            self.kind.hide()
        elif draft is not None:
            self._fill(draft, "")
        if hit is not None:
            self.voice.set_hit(hit)
        self._show_kind()
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)
        self.save_button.setToolTip("保存(Ctrl+回车 或 Ctrl+S)")
        desk.jobs.run(verb("wishes", "choices"), self.claimer.show_choices, owner=self)

    @property
    def chosen_kind(self) -> Kind:
        return Kind(self.kind.text())

    def check(self) -> bool:
        right = self.on.check() & self.due.check()
        if not self.name.text():
            self.name.complain("还没有写内容。请用一句话写明。")
            right = False
        if not self.voice.isHidden() and self.voice.hit is None and (self.voice.text() or self._needs_door):
            self.voice.complain("还没有选住户。请写姓名或门牌,在找到的里面选一个(上下键、回车)。")
            right = False
        if not self.claimer.isHidden() and not self.claimer.claimer().named:
            self.claimer.complain("还没有写由谁提供。请选志愿者、小分队,或写单位名称。")
            right = False
        return right

    def draft(self) -> WishDraft:
        on, source = self.on.day(), self.card.draft if self.card else self._from
        assert on is not None
        hit = None if self.voice.isHidden() else self.voice.hit
        return WishDraft(
            self.chosen_kind,
            self.name.text(),
            on,
            self.words.text(),
            hit.household_id if hit else None,
            hit.resident_id if hit else None,
            self.due.day(),
            Claimer() if self.claimer.isHidden() else self.claimer.claimer(),
            source.request_id if source else None,
            source.need_id if source else None,
        )

    def verb(self) -> Callable[[Any], Changes]:
        if self.card is None:
            return verb("wishes", "add", self.draft())
        return verb("wishes", "edit", self.card.line.id, self.draft())

    @property
    def _needs_door(self) -> bool:
        return self.chosen_kind in (Kind.WISH, Kind.NEED)

    def _fill(self, draft: WishDraft, taker: str) -> None:
        self.kind.set_text(draft.kind.value)
        self.name.set_text(draft.title)
        self.words.set_text(draft.words)
        self.on.set_day(draft.opened_on)
        self.due.set_day(draft.due_on)
        if draft.kind is Kind.OFFER:
            self.claimer.show_claimer(draft.claimer, taker)

    def _show_kind(self) -> None:
        """What is asked for depends on the kind."""
        kind = self.chosen_kind
        if self.card is None:
            self.heading.setText(f"登记{kind.value}")
        self.name.line.setPlaceholderText(_HINTS[kind])
        self.voice.setVisible(kind is not Kind.OFFER)
        self.claimer.setVisible(kind is Kind.OFFER)
        self.voice.caption.setText("住户(必填)" if self._needs_door else "住户")
        self.due.line.setPlaceholderText(f"不填按 {kind_rules()[kind].due_days} 天")


class WishStepForm(Form):
    """One step; `move` says which and what it needs. `claimer` and `offer_id`: what a suggestion proposes."""

    def __init__(
        self,
        desk: Desk,
        card: WishCard,
        move: Move,
        *,
        claimer: Claimer | None = None,
        name: str = "",
        offer_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"{move.title}:{card.line.number}", save_words=move.title, parent=parent)
        self.card, self.asked, self.offer_id = card, move, offer_id
        self.add_words(card.line.title, "")
        self.claimer: ClaimerField | None = None
        self.satisfaction: ChoiceField | None = None
        if offer_id is not None:
            self.add_words(f"由{name}认领:它在服务清单上。")
        elif "who" in move.needs:
            self.claimer = self.add(ClaimerField(desk, "认领人"))
            if claimer is not None:
                self.claimer.show_claimer(claimer, name)
            desk.jobs.run(verb("wishes", "choices"), self.claimer.show_choices, owner=self)
        if "satisfaction" in move.needs:
            self.satisfaction = self.add(ChoiceField("满意度", [*SATISFIED, UNSATISFIED], needed=True))
        self.words = self.add(
            WordsField("情况", hint=_STEP_HINTS.get(move.verb, "可不填"), needed="words" in move.needs)
        )
        self.on, self.who = DateField("日期", needed=True), TextField("经办人", hint="可不填")
        if move.verb is Verb.CONFIRM:
            self.who = TextField("确认人", hint="住户里谁确认的,可不填")
        self.on.set_day(desk.clock.today())
        if move.verb is Verb.CLAIM:
            self.add(self.on)
        else:
            self.add_pair(self.on, self.who)
        self.end_fields()
        enter = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save)
        self.save_button.setToolTip(f"{move.title}(Ctrl+回车 或 Ctrl+S)")

    @property
    def unsatisfied(self) -> bool:
        return self.satisfaction is not None and self.satisfaction.text() == UNSATISFIED

    def check(self) -> bool:
        right = self.on.check()
        if self.claimer is not None and not self.claimer.claimer().named:
            self.claimer.complain("还没有写谁来认领。请选志愿者、小分队,或写单位名称。")
            right = False
        if ("words" in self.asked.needs or self.unsatisfied) and not self.words.text():
            self.words.complain("还没有写情况。请写一句。")
            right = False
        return right

    def draft(self) -> WishStepDraft:
        """Not satisfied is another step: it goes on."""
        told = self.satisfaction.text() if self.satisfaction is not None and not self.unsatisfied else ""
        return WishStepDraft(
            Verb.REDO if self.unsatisfied else self.asked.verb,
            self.on.day(),
            self.who.text(),
            f"{UNSATISFIED}:{self.words.text()}" if self.unsatisfied else self.words.text(),
            self.claimer.claimer() if self.claimer is not None else Claimer(),
            self.offer_id,
            told,
        )

    def verb(self) -> Callable[[Any], Changes]:
        return verb("wishes", "take_step", self.card.line.id, self.draft())


class PickForm(Form):
    """住户选用: a household picks an offer."""

    def __init__(self, desk: Desk, card: WishCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"住户选用:{card.line.number}", save_words="选用", parent=parent)
        self.card = card
        self.add_words(f"{card.line.title},由{card.line.taker}提供。选用后生成一项需求,由{card.line.taker}认领。", "")
        self.voice = self.add(VoiceField(desk, "住户", hint="姓名、拼音、门牌"))
        self.words = self.add(WordsField("说明", hint="约在什么时候、要注意什么,可不填"))
        self.on = self.add(DateField("日期", needed=True))
        self.on.set_day(desk.clock.today())
        self.end_fields()

    def check(self) -> bool:
        right = self.on.check()
        if self.voice.hit is None:
            self.voice.complain("还没有选住户。请写姓名或门牌,在找到的里面选一个(上下键、回车)。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        hit = self.voice.hit
        assert hit is not None
        return verb(
            "wishes", "pick", self.card.line.id, hit.household_id, resident_id=hit.resident_id, on=self.on.day(),
            words=self.words.text(),
        )  # fmt: skip


def begun(ask: WishAsk) -> Callable[[Any], tuple[WishDraft, Hit | None]]:
    """A draft out of what another page asks for, and whose it is, read on the worker."""

    def work(office: Any) -> tuple[WishDraft, Hit | None]:
        from app import services

        if ask.request_id is not None:
            draft = services.wishes.from_request(office, ask.request_id, ask.kind)
        elif ask.need_id is not None:
            draft = services.wishes.from_need(office, ask.need_id, ask.kind)
        else:
            draft = WishDraft(ask.kind, "", office.clock.today(), household_id=ask.household_id)
        return draft, hit_of(office, draft)

    return work


def hit_of(office: Any, draft: WishDraft) -> Hit | None:
    """Whose a draft is, in words; None without a door."""
    from app import services

    if draft.household_id is None:
        return None
    record = services.households.card(office, draft.household_id).record
    name = next((one.resident.name for one in record.members if one.resident.id == draft.resident_id), "")
    return Hit(draft.household_id, draft.resident_id, name, record.household.door.long)
