"""Ticked labels held against the people's facts: proved, unknown (then believed) or contradicted (kept as a claim)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.colours import LABELS, Judgement, Label
from app.models.households import (
    Household,
    HouseholdRecord,
    Member,
    Occupancy,
    OccupancySpan,
    Residency,
    Resident,
    ResidentDraft,
)
from app.models.importing import Difference, KnownHousehold, OverrideOp, StagedHousehold
from app.rules.ages import age_on
from app.rules.colours import LabelRules, labels_on

_EVIDENCE = "台账"
_ADULT = 18  # 党章第一条: members are 18 or older
_PEOPLE = (Label.PARTY, Label.EMPTY_NEST, Label.AGED, Label.HARDSHIP, Label.DISABLED)


@dataclass(frozen=True)
class Facts:
    """A door as it would stand after the import. `denies`: for each person the labels that the ledger says no to."""

    people: tuple[Resident, ...]
    denies: tuple[frozenset[Label], ...]
    occupancy: Occupancy | None
    since: date | None = None
    until: date | None = None


def judge_claims(
    staged: StagedHousehold, facts: Facts, here: KnownHousehold | None, *, day: date, rules: LabelRules
) -> tuple[tuple[OverrideOp, ...], tuple[Difference, ...]]:
    """What to write and what to show for the labels that this ledger ticks, and for those it leaves unticked."""
    if staged.claims is None:
        return (), ()
    proved = labels_on(record_of(facts), day, rules)
    known = here.overrides if here is not None else frozenset()
    operations: list[OverrideOp] = []
    differences: list[Difference] = []
    door = staged.draft.door.short
    for label in LABELS:
        ticked = label in staged.claims
        judged = {judgement for one, judgement in known if one is label}
        if ticked == (label in proved):
            continue
        if not ticked:
            if Judgement.REMOVE not in judged and label in _PEOPLE:
                reason = f"按登记的情况属于{label}({proved[label]}),台账没有勾选。"
                differences.append(Difference(staged.sheet, staged.row, door, label, ledger_says=False, reason=reason))
            continue
        against = contradiction(label, facts, day=day, rules=rules)
        if Judgement.REMOVE in judged:
            against = against or "此前已由人工认定不属于。"
        if not against:
            if label in _PEOPLE and Judgement.ADD not in judged:
                operations.append(OverrideOp(label, Judgement.ADD, "台账勾选,尚无可证明的登记信息", _EVIDENCE))
            continue
        reason = f"台账勾选了{label},但{against}"
        differences.append(Difference(staged.sheet, staged.row, door, label, ledger_says=True, reason=reason))
        if not judged & {Judgement.CLAIM, Judgement.REMOVE}:
            operations.append(OverrideOp(label, Judgement.CLAIM, reason, _EVIDENCE))
    return tuple(operations), tuple(differences)


def contradiction(label: Label, facts: Facts, *, day: date, rules: LabelRules) -> str:
    """Why the facts rule a label out, in words that follow '但'; '' when they only do not prove it."""
    if label in (Label.LET, Label.VACANT):
        return f"居住状态登记为{facts.occupancy}。" if facts.occupancy is not None else ""
    if facts.occupancy is Occupancy.VACANT:
        return "居住状态登记为空置。"
    people, births = facts.people, [person.birth for person in facts.people]
    if not people:
        return ""
    ages = [age_on(birth, day) for birth in births if birth is not None and birth <= day]
    if label is Label.EMPTY_NEST:
        young = [
            person.name
            for person, birth in zip(people, births, strict=True)
            if birth and _age(birth, day) < rules.empty_nest_age
        ]
        return f"{'、'.join(young)}未满 {rules.empty_nest_age} 岁。" if young else ""
    if label is Label.AGED:
        all_known = len(ages) == len(people)
        return f"在住的人都未满 {rules.aged_age} 岁。" if all_known and max(ages) < rules.aged_age else ""
    denied = all(label in denies for denies in facts.denies)
    if label is Label.PARTY:
        others = all(
            person.politics or Label.PARTY in denies or (person.birth is not None and _age(person.birth, day) < _ADULT)
            for person, denies in zip(people, facts.denies, strict=True)
        )
        return "在住的人登记的政治面貌都不是党员。" if others else ""
    if label is Label.HARDSHIP:
        return "在住的人都写明没有享受救助。" if denied else ""
    return "在住的人都写明没有残疾。" if denied else ""


def record_of(facts: Facts) -> HouseholdRecord:
    """The colour rule's input; numbers are placeholders, nothing here is stored."""
    spans: tuple[OccupancySpan, ...] = ()
    if facts.occupancy is not None:
        spans = (OccupancySpan(0, 0, facts.occupancy, facts.since, facts.until),)
    members = tuple(Member(person, _HERE) for person in facts.people)
    return HouseholdRecord(_NO_HOUSEHOLD, spans, members)


def resident_of(draft: ResidentDraft, known: Resident | None = None) -> Resident:
    """A person as they would stand in the store: what the ledger states, over what is known."""
    base = known.__dict__ if known is not None else _STRANGER.__dict__
    stated = {name: value for name, value in draft.__dict__.items() if value is not None and name in _RESIDENT_FIELDS}
    resident = object.__new__(Resident)
    resident.__dict__.update({**base, **stated})
    return resident


def _age(birth: date, day: date) -> int:
    return age_on(birth, day) if birth <= day else 0


_STRANGER = Resident(0, "")
_RESIDENT_FIELDS = frozenset(_STRANGER.__dict__)
_HERE = Residency(0, 0, 0)
_NO_HOUSEHOLD = Household(0, None, "")  # type: ignore[arg-type]  # the rule never looks at the door
