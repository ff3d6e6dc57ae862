"""Small forms of care: a tier set by a person, a pairing agreed on or ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.base.clock import chinese_date
from app.models.changes import Changes
from app.models.visit_views import FormChoices, MemberHit, PairLine
from app.models.visits import TIERS, CareDraft, Due, Pairing, PairingDraft, Tier
from app.ui.desk import Desk
from app.ui.households.fields import ChoiceField, TextField
from app.ui.households.form import Form
from app.ui.visits import asking
from app.ui.visits.fields import DayField, MemberField

_NOTES = {
    Tier.HIGH: "高风险",
    Tier.KEY: "重点",
    Tier.PLAIN: "一般",
    Tier.NONE: "不定期(只按约定的日子走访)",
}


class TierForm(Form):
    """走访等级: another tier than the labels propose, with the reason. A reason brings the tier it usually means."""

    def __init__(self, desk: Desk, household_id: int, door: str, due: Due, choices: FormChoices) -> None:
        super().__init__(desk, f"走访等级:{door}")
        self.household_id = household_id
        self._usual = dict(choices.reasons)
        self.add_words(f"现在是:{due.tier.value}({due.why}{',人工设定' if due.by_person else ',按标签'})")
        self.reason = self.add(ChoiceField("理由", ("", *self._usual), needed=True))
        self.tier = self.add(ChoiceField("走访等级", [_NOTES[tier] for tier in TIERS], needed=True))
        today = desk.clock.today()
        self.since, self.until = DayField("开始日期", today, needed=True), DayField("结束日期", today, coming=True)
        self.add_pair(self.since, self.until)
        self.add_words(
            "从开始日期起按这个等级走访,以前的设定会留在记录里;结束日期不填就是长期。重大变故要求第二天以前上门。"
        )
        self.end_fields()
        self.tier.set_text(_NOTES[due.tier])
        self.since.set_day(today)
        self.reason.edited.connect(self._bring_tier)

    def check(self) -> bool:
        right = self.since.check()
        right = self.until.check() and right
        if not self.reason.text():
            self.reason.complain("还没有选理由。请从列表里选一条。")
            right = False
        since, until = self.since.day(), self.until.day()
        if right and since and until and until < since:
            self.until.complain("结束日期早于开始日期。请检查日期。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        since = self.since.day()
        assert since is not None
        tier = next(tier for tier in TIERS if _NOTES[tier] == self.tier.text())
        return asking.set_tier(CareDraft(self.household_id, tier, self.reason.text(), since, self.until.day()))

    def _bring_tier(self) -> None:
        usual = self._usual.get(self.reason.text())
        if usual is not None:
            self.tier.set_text(_NOTES[usual])


class PairForm(Form):
    """党员联户: a member and a door, and on which days each side agreed."""

    def __init__(self, desk: Desk, household_id: int, door: str, pairing: Pairing | None = None) -> None:
        super().__init__(desk, f"{'修改结对' if pairing else '党员联户结对'}:{door}")
        self.household_id, self.pairing_id = household_id, pairing.id if pairing else None
        today = desk.clock.today()
        self.member = self.add(MemberField(desk))
        self.member_agreed, self.household_agreed = DayField("党员同意日期", today), DayField("住户同意日期", today)
        self.add_pair(self.member_agreed, self.household_agreed)
        self.since = self.add(DayField("开始日期", today))
        self.note = self.add(TextField("备注"))
        self.add_words(
            "党员在住户台账里的,会边输边找;不在的直接写姓名。双方都同意才算结对生效,还没同意的日期先空着。开始日期不填,按双方都同意的那天。"
        )
        self.end_fields()
        if pairing is not None:
            self._fill(pairing)

    def check(self) -> bool:
        right = bool(self.member.text())
        if not right:
            self.member.complain("还没有写结对的党员。请填写姓名。")
        for field in (self.member_agreed, self.household_agreed, self.since):
            right = field.check() and right
        return right

    def verb(self) -> Callable[[Any], Changes]:
        draft = PairingDraft(
            household_id=self.household_id,
            member=self.member.text(),
            resident_id=self.member.resident_id,
            member_agreed=self.member_agreed.day(),
            household_agreed=self.household_agreed.day(),
            since=self.since.day(),
            note=self.note.text(),
        )
        return asking.pair(draft, self.pairing_id)

    def _fill(self, pairing: Pairing) -> None:
        if pairing.resident_id is not None:
            self.member.choose(MemberHit(pairing.resident_id, pairing.member, ""))
        else:
            self.member.set_text(pairing.member)
        self.member_agreed.set_day(pairing.member_agreed)
        self.household_agreed.set_day(pairing.household_agreed)
        self.since.set_day(pairing.since)
        self.note.set_text(pairing.note)


class EndPairForm(Form):
    """A pairing ends, with the reason."""

    def __init__(self, desk: Desk, pair: Pairing | PairLine, door: str) -> None:
        super().__init__(desk, f"结束结对:{pair.member}—{door}", save_words="结束结对")
        self.pairing_id = pair.id
        today = desk.clock.today()
        self.add_words(f"从{chinese_date(pair.since)}起结对。结束以后,记录会留着,可以撤销。")
        self.last = self.add(DayField("结束日期", today, needed=True))
        self.reason = self.add(TextField("原因", needed=True, hint="如 党员调走、住户搬家"))
        self.end_fields()
        self.last.set_day(today)

    def check(self) -> bool:
        right = self.last.check()
        if not self.reason.text():
            self.reason.complain("还没有写结束的原因。请写一句为什么不再结对。")
            right = False
        return right

    def verb(self) -> Callable[[Any], Changes]:
        last = self.last.day()
        assert last is not None
        return asking.end_pairing(self.pairing_id, last, self.reason.text())


class EndTierForm(Form):
    """Back to what the labels propose."""

    def __init__(self, desk: Desk, household_id: int, door: str, due: Due) -> None:
        super().__init__(desk, f"恢复按标签走访:{door}", save_words="恢复")
        self.household_id = household_id
        today = desk.clock.today()
        self.add_words(
            f"现在是:{due.tier.value}({due.why},人工设定)。恢复以后,由标签决定多久走访一次;这条设定会留在记录里。"
        )
        self.last = self.add(DayField("人工设定的最后一天", today, needed=True))
        self.end_fields()
        self.last.set_day(today - timedelta(days=1))

    def check(self) -> bool:
        return self.last.check()

    def verb(self) -> Callable[[Any], Changes]:
        last = self.last.day()
        assert last is not None
        return asking.end_tier(self.household_id, last)
