"""Who is who: a person of the ledger held against those the store knows.

ID number first, then name with birth date and door; the same name alone is not the same person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.models.households import Member
from app.models.importing import KnownHousehold, KnownStore, StagedPerson
from app.rules.id_numbers import as_eighteen


@dataclass(frozen=True)
class Match:
    """What was found for one person. `member` None with `resident_id` None: nobody, a new person.

    `moved_from`: the household they live in now, when it is another. `question`: what only a person can decide.
    """

    member: Member | None = None
    resident_id: int | None = None
    moved_from: KnownHousehold | None = None
    question: str = ""
    note: str = ""


NOBODY = Match()


@dataclass
class Register:
    """The store's people in the ways a plan looks for them; the rarer indexes are made when first needed."""

    known: KnownStore
    _by_household: dict[int, KnownHousehold] | None = None
    _by_name_and_birth: dict[tuple[str, date], list[tuple[KnownHousehold, Member]]] | None = None
    _by_parts: dict[tuple[str, str, str], list[KnownHousehold]] | None = None
    taken: set[int] = field(default_factory=set)

    def household(self, household_id: int) -> KnownHousehold | None:
        if self._by_household is None:
            self._by_household = {door.household.id: door for door in self.known.doors.values()}
        return self._by_household.get(household_id)

    def behind(self, building: str, unit: str, room: str) -> list[KnownHousehold]:
        """Doors that differ only in the estate."""
        if self._by_parts is None:
            self._by_parts = {}
            for key, door in self.known.doors.items():
                self._by_parts.setdefault((key.building, key.unit, key.room), []).append(door)
        return self._by_parts.get((building, unit, room), [])

    def elsewhere(self, name: str, birth: date) -> list[tuple[KnownHousehold, Member]]:
        if self._by_name_and_birth is None:
            self._by_name_and_birth = {}
            for door in self.known.doors.values():
                for member in door.members:
                    if member.resident.birth is not None:
                        key = (member.resident.name, member.resident.birth)
                        self._by_name_and_birth.setdefault(key, []).append((door, member))
        return self._by_name_and_birth.get((name, birth), [])


def match_household(people: Sequence[StagedPerson], here: KnownHousehold | None, register: Register) -> list[Match]:
    """A match for each person, no resident twice: by ID number, then by name among those left behind this door."""
    found: list[Match | None] = [_by_number(person, here, register) for person in people]
    used = {match.resident_id for match in found if match is not None and match.resident_id is not None}
    members = list(here.members) if here is not None else []
    for place, person in enumerate(people):
        if found[place] is None:
            left = [member for member in members if member.resident.id not in used]
            match = _by_name(person, left, here, register)
            found[place] = match
            if match.member is not None and not match.question:
                used.add(match.member.resident.id)
    return [match or NOBODY for match in found]


def _by_number(person: StagedPerson, here: KnownHousehold | None, register: Register) -> Match | None:
    number = person.draft.id_number
    if number is None:
        return None
    ids = register.known.person_by_id_number
    place = ids.get(number)
    if place is None:
        if len(number) == 15:
            place = ids.get(as_eighteen(number))
        elif number[6:8] == "19":
            place = ids.get(number[:6] + number[8:17])
        if place is None:
            return None
    household_id, resident_id = place
    if here is not None and here.household.id == household_id:
        member = next((one for one in here.members if one.resident.id == resident_id), None)
        return Match(member, resident_id)
    home = register.household(household_id)
    member = next((one for one in home.members if one.resident.id == resident_id), None) if home else None
    return Match(member, resident_id, moved_from=home if member is not None else None)


def _by_name(person: StagedPerson, left: Sequence[Member], here: KnownHousehold | None, register: Register) -> Match:
    draft = person.draft
    namesakes = [member for member in left if member.resident.name == draft.name]
    same = [member for member in namesakes if births_agree(person, member.resident.birth) is True]
    if len(same) == 1:
        return Match(same[0], same[0].resident.id)
    if len(namesakes) == 1:
        one = namesakes[0]
        if births_agree(person, one.resident.birth) is None:  # one side does not state it
            numbers = draft.id_number and one.resident.id_number
            if not numbers:
                filled = (draft.birth and not one.resident.birth) or (draft.id_number and not one.resident.id_number)
                note = "按姓名和门牌认定为同一人,补充了身份信息,请核对。" if filled else ""
                return Match(one, one.resident.id, note=note)
        what = "身份证号" if draft.id_number and one.resident.id_number else "出生日期"
        question = f"这一户已登记有 {draft.name},但{what}不同。是同一个人吗?"
        return Match(one, one.resident.id, question=question)
    if len(namesakes) > 1:
        question = f"这一户已登记有 {len(namesakes)} 位 {draft.name},台账没有写明是哪一位。"
        return Match(namesakes[0], namesakes[0].resident.id, question=question)
    if draft.id_number is None and draft.birth is not None and person.birth_parts == 3 and register.known.doors:
        others = [pair for pair in register.elsewhere(draft.name, draft.birth) if pair[0] is not here]
        if len(others) == 1:
            home, member = others[0]
            question = f"{home.household.door.short} 已登记有同名同生日的 {draft.name}。是这个人搬来了吗?"
            return Match(member, member.resident.id, moved_from=home, question=question)
    return NOBODY


def births_agree(person: StagedPerson, known: date | None) -> bool | None:
    """Whether the ledger's birth date, as far as it was written, is the known one; None when one side is blank."""
    birth = person.draft.birth
    if birth is None or known is None:
        return None
    parts = person.birth_parts
    return (birth.year, birth.month, birth.day)[:parts] == (known.year, known.month, known.day)[:parts]
