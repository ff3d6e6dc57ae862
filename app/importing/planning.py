"""The plan: a staged workbook held against the store. It says what each row will do; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.importing.claims import Facts, judge_claims, resident_of
from app.importing.comparing import NO_DIFFERENCE, Difference, draft_with, household_difference, person_difference
from app.importing.identity import Match, Register, match_household
from app.importing.pace import without_collector
from app.importing.plan_rows import PlanRows
from app.models.colours import Label
from app.models.households import DoorKey, Occupancy, ResidentDraft
from app.models.importing import (
    Change,
    Fate,
    HouseholdOp,
    ImportPlan,
    KnownHousehold,
    KnownStore,
    PersonOp,
    StagedHousehold,
    StagedPerson,
    Staging,
)
from app.models.importing import Difference as LabelDifference
from app.rules.colours import LabelRules, load_label_rules

SAME_PERSON, NEW_PERSON, END_STAYS, END_VACANCY, LEAVE = "same", "new", "end_stays", "end_vacancy", "leave"
_WHO = ((SAME_PERSON, "是同一个人,按台账更新"), (NEW_PERSON, "不是,登记为另一个人"), (LEAVE, "这一行先不录入"))
_MOVED = ((SAME_PERSON, "是,迁到这一户"), (NEW_PERSON, "不是,登记为另一个人"), (LEAVE, "这一行先不录入"))
_VACATED = ((END_STAYS, "房屋已空置,结束他们的居住"), (LEAVE, "这一行先不录入"))
_SETTLED = ((END_VACANCY, "已有人居住,结束空置"), (LEAVE, "这一行先不录入"))
_new = object.__new__
_Verdict = tuple[StagedPerson, Fate, list[Change], list[str], str]  # what a row of a person will do, and its question


def plan_import(
    staging: Staging,
    known: KnownStore,
    *,
    today: date,
    label_rules: LabelRules | None = None,
    answers: Mapping[tuple[str, int], str] | None = None,
) -> ImportPlan:
    """Hold a staging against the store. `answers`: (sheet, row) -> one of the choices that an ASK row offered.

    Rows come in the order of the workbook: every row that carries a person, and every door without people.
    """
    work = _Plan(staging, known, today, label_rules or load_label_rules(), answers or {})
    with without_collector():
        for staged in staging.households:
            work.household(staged)
        rows = work.rows.in_order(staging.failed)
    return ImportPlan(staging.source, rows, staging.errors, tuple(work.differences), tuple(work.operations))


class _Plan:
    """The plan as it grows."""

    def __init__(
        self,
        staging: Staging,
        known: KnownStore,
        today: date,
        rules: LabelRules,
        answers: Mapping[tuple[str, int], str],
    ) -> None:
        self.staging = staging
        self.known = known
        self.day = staging.ledger_date or today
        self.rules = rules
        self.answers = answers
        self.register = Register(known)
        self.rows = PlanRows()
        self.differences: list[LabelDifference] = []
        self.operations: list[HouseholdOp] = []
        self.empty_store = not known.doors and not known.person_by_id_number

    def household(self, staged: StagedHousehold) -> None:
        here = None if self.empty_store else self._door(staged.draft.door)
        if here is None and self.empty_store:
            self._settle_new(staged)
        else:
            self._settle(staged, here)

    def _settle_new(self, staged: StagedHousehold) -> None:
        """A door of an empty store: everything is new, nothing needs comparing."""
        people = staged.people
        overrides: tuple[Any, ...] = ()
        if staged.claims is not None:
            facts = Facts(
                tuple(resident_of(person.draft) for person in people),
                tuple(person.denies for person in people),
                staged.draft.occupancy, staged.draft.occupancy_since, staged.draft.lease_until,
            )  # fmt: skip
            overrides = self._judged(staged, facts, None)
        door = staged.draft.door.short
        warnings = staged.warnings
        joins = []
        for person in people:
            self.rows.person(person, Fate.NEW, door, (), person.warnings + warnings if warnings else person.warnings)
            warnings = ()
            operation = _new(PersonOp)
            operation.__dict__.update(resident_id=None, draft=person.draft, joins=True)
            joins.append(operation)
        if not people:
            self.rows.door(staged, Fate.NEW)
        self.operations.append(HouseholdOp(None, staged.draft, tuple(joins), overrides))

    def _settle(self, staged: StagedHousehold, here: KnownHousehold | None) -> None:
        difference, change_rows = household_difference(staged, here) if here is not None else (NO_DIFFERENCE, {})
        question = self._occupancy_question(staged, here, difference)
        if question is not None and self._ask_household(staged, question):
            return
        ending = self._ending_stays(staged, here, difference)
        matches = match_household(staged.people, here, self.register) if not self.empty_store else []
        operations: list[PersonOp] = []
        kept: list[tuple[StagedPerson, Match]] = []
        rows: list[_Verdict] = []
        for person, match in zip(staged.people, matches, strict=True):
            settled = self._answered(person, match)
            if settled is None:
                rows.append((person, Fate.ASK, [], list(person.warnings), match.question))
                continue
            if settled.resident_id is not None:
                self.register.taken.add(settled.resident_id)
            fate, changes, warnings, operation = self._person(person, settled, staged.draft.door.short)
            kept.append((person, settled))
            rows.append((person, fate, changes, warnings, ""))
            if operation is not None:
                operations.append(operation)
        if staged.people and not kept:
            self._emit(staged, rows, NO_DIFFERENCE, {})
            return
        values = dict(difference.values)
        if question is not None and question[0] == END_VACANCY:
            values.setdefault("occupancy", staged.draft.occupancy or Occupancy.OWNER)
        if values.keys() & {"occupancy", "occupancy_since", "lease_until"} and here is not None:
            values = _whole_use(staged, here, values)
        overrides = self._overrides(staged, here, kept, values, gone={one.resident_id for one in ending})
        self._emit(staged, rows, difference, change_rows, new_door=here is None)
        if here is None or values or operations or overrides or ending:
            self.operations.append(
                HouseholdOp(
                    here.household.id if here else None,
                    draft_with(staged, here, values),
                    (*ending, *operations),
                    overrides,
                )
            )

    # People

    def _answered(self, person: StagedPerson, match: Match) -> Match | None:
        """The match after the person at the desk has spoken; None while the question stands or the row is left out."""
        if not match.question:
            return match
        answer = self.answers.get((person.sheet, person.row))
        if answer == SAME_PERSON:
            if match.resident_id in self.register.taken:
                return None  # another row of this ledger is that person already: the question stands
            return Match(match.member, match.resident_id, match.moved_from)
        return Match() if answer == NEW_PERSON else None

    def _person(
        self, person: StagedPerson, match: Match, door: str
    ) -> tuple[Fate, list[Change], list[str], PersonOp | None]:
        warnings = list(person.warnings)
        if match.resident_id is None:
            return Fate.NEW, [], warnings, PersonOp(None, person.draft, joins=True)
        if match.member is None:  # known, but living nowhere now
            changes = [Change("住址", "", door)]
            warnings.append("此人已登记过,现按台账登记在这一户。")
            return Fate.CHANGED, changes, warnings, PersonOp(match.resident_id, person.draft, joins=True)
        difference = person_difference(person, match.member)
        changes = list(difference.changes)
        resident = match.member.resident
        if match.note:
            warnings.append(match.note)
        if "name" in difference.values:
            warnings.append(f"身份证号相同而姓名不同:原登记为 {resident.name}。")
        if "id_number" in difference.values and resident.id_number:
            warnings.append("身份证号与原登记不同,按姓名、出生日期和门牌认定为同一人。")
        if Label.PARTY in person.denies and resident.politics in self.rules.party_politics:
            warnings.append(f"台账写明不是党员,原登记为{resident.politics},保持不变,请核对。")
        if resident.died is not None:
            warnings.append("此人登记为已去世,请核对。")
        if match.moved_from is not None:
            changes.insert(0, Change("住址", match.moved_from.household.door.short, door))
            warnings.append("此人原登记在另一户:录入后,原住处的居住记录会结束。")
            since = {name: value for name, value in person.draft.__dict__.items() if name in ("relation", "since")}
            draft = ResidentDraft(**{"name": resident.name, **since, **difference.values})
            return Fate.CHANGED, changes, warnings, PersonOp(resident.id, draft, joins=True)
        if not difference.values:
            return Fate.SAME, [], warnings, None
        draft = ResidentDraft(**{"name": resident.name, **difference.values})
        return Fate.CHANGED, changes, warnings, PersonOp(resident.id, draft, joins=False)

    # Doors

    def _door(self, door: DoorKey) -> KnownHousehold | None:
        """The store's door; where one side does not state the estate, the only door with the same numbers."""
        here = self.known.doors.get(door)
        if here is not None or not self.known.doors:
            return here
        others = self.register.behind(door.building, door.unit, door.room)
        if door.estate:
            others = [other for other in others if not other.household.door.estate]
        return others[0] if len(others) == 1 else None

    def _occupancy_question(
        self, staged: StagedHousehold, here: KnownHousehold | None, difference: Difference
    ) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
        """G06: vacancy and residents exclude each other, and only a person can say which of them is over."""
        if here is None:
            return None
        if difference.values.get("occupancy") is Occupancy.VACANT and here.members:
            names = "、".join(member.resident.name for member in here.members)
            words = f"台账写这一户空置,但登记有 {names} 居住。房屋已经空置了吗?"
            return END_STAYS, words, _VACATED
        vacant = here.occupancy is not None and here.occupancy.kind is Occupancy.VACANT
        if vacant and staged.people and "occupancy" not in difference.values:
            return END_VACANCY, "这一户登记为空置,台账却列有居民。已经有人居住了吗?", _SETTLED
        return None

    def _ask_household(self, staged: StagedHousehold, question: tuple[str, str, tuple[tuple[str, str], ...]]) -> bool:
        """Put the question on the door's rows; False when every one of them is answered with yes."""
        wanted, words, choices = question
        rows = [(person.sheet, person.row) for person in staged.people] or [(staged.sheet, staged.row)]
        if any(self.answers.get(row) == wanted for row in rows):
            return False
        door = staged.draft.door.short
        if not staged.people:
            self.rows.door(staged, Fate.ASK, (), words, choices)
        for person in staged.people:
            self.rows.person(person, Fate.ASK, door, (), person.warnings, words, choices)
        return True

    def _ending_stays(
        self, staged: StagedHousehold, here: KnownHousehold | None, difference: Difference
    ) -> tuple[PersonOp, ...]:
        if here is None or difference.values.get("occupancy") is not Occupancy.VACANT:
            return ()
        last = (staged.draft.occupancy_since or self.day) - timedelta(days=1)
        return tuple(
            PersonOp(one.resident.id, ResidentDraft(one.resident.name, until=last), joins=False) for one in here.members
        )

    def _overrides(
        self,
        staged: StagedHousehold,
        here: KnownHousehold | None,
        kept: list[tuple[StagedPerson, Match]],
        values: dict[str, Any],
        gone: set[int | None],
    ) -> tuple[Any, ...]:
        if staged.claims is None:
            return ()
        people = [resident_of(person.draft, match.member.resident if match.member else None) for person, match in kept]
        denies = [person.denies for person, _ in kept]
        named = {match.resident_id for _, match in kept} | gone
        for member in here.members if here else ():
            if member.resident.id not in named:
                people.append(member.resident)
                denies.append(frozenset())
        span = here.occupancy if here else None
        occupancy = values.get("occupancy") or (span.kind if span else None) or staged.draft.occupancy
        return self._judged(staged, Facts(tuple(people), tuple(denies), occupancy), here)

    def _judged(self, staged: StagedHousehold, facts: Facts, here: KnownHousehold | None) -> tuple[Any, ...]:
        operations, differences = judge_claims(staged, facts, here, day=self.day, rules=self.rules)
        self.differences.extend(differences)
        return operations

    def _emit(
        self,
        staged: StagedHousehold,
        rows: list[_Verdict],
        difference: Difference,
        change_rows: dict[str, int],
        *,
        new_door: bool = False,
    ) -> None:
        """Rows of the window; the door's changes go to the row that states them."""
        left = list(difference.changes)
        if not rows:
            self.rows.door(staged, Fate.NEW if new_door else Fate.CHANGED if left else Fate.SAME, tuple(left))
            return
        door = staged.draft.door.short
        about_door = staged.warnings
        for person, fate, changes, warnings, question in rows:
            own = [change for change in left if change_rows.get(change.title) == person.row]
            left = [change for change in left if change not in own]
            seen = Fate.CHANGED if own and fate is Fate.SAME else fate
            choices = () if not question else _MOVED if "搬来" in question else _WHO
            self.rows.person(person, seen, door, tuple(changes + own), (*warnings, *about_door), question, choices)
            about_door = ()
        if left:
            self.rows.add_to_last(tuple(left))


def _whole_use(staged: StagedHousehold, here: KnownHousehold, values: dict[str, Any]) -> dict[str, Any]:
    """A changed use of a door is written whole: kind, begin and end belong to one span."""
    use = here.occupancy
    kind = use.kind if use is not None else staged.draft.occupancy
    stated = {
        "occupancy": kind,
        "occupancy_since": staged.draft.occupancy_since,
        "lease_until": staged.draft.lease_until,
    }
    return {**{name: value for name, value in stated.items() if value is not None}, **values}
