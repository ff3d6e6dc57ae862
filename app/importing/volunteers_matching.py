"""Who a row of a roster of volunteers is, among those who serve already and among the residents.

Somebody is the same by the ID number, by name and telephone, or by name and birth; by the name alone only where nothing
speaks against it and nobody else bears it, else it is asked. A resident with the same ID number and name is the same
person; where only name and birth agree it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models.volunteer_import import Neighbour, StagedVolunteer
from app.models.volunteers import Team, Volunteer
from app.rules.id_numbers import other_form
from app.rules.masking import mask_id_number, mask_phone

Answers = Mapping[tuple[str, int], str]
NEW, SAME = "new", "same"  # answers: somebody else; 'same:<volunteer id>'
RESIDENT, STRANGER = "resident", "stranger"  # 'resident:<id>'; no resident of ours


@dataclass(frozen=True)
class VolunteerWorld:
    """What a plan is held against."""

    volunteers: Sequence[Volunteer]
    residents: Sequence[Neighbour]
    teams: Sequence[Team]
    today: date


class Asked(Exception):
    """A row that waits for an answer."""

    def __init__(self, question: str, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.question, self.choices = question, tuple(choices)


class Matching:
    """Rows of one roster against those who are known."""

    def __init__(self, known: VolunteerWorld, staged: Iterable[StagedVolunteer], answers: Answers) -> None:
        self.answers = answers
        self.by_number = {form: one for one in known.volunteers if one.id_number for form in forms(one.id_number)}
        self.by_name: dict[str, list[Volunteer]] = {}
        for one in known.volunteers:
            self.by_name.setdefault(one.name, []).append(one)
        self.residents: dict[str, list[Neighbour]] = {}
        self.resident_by_number: dict[str, Neighbour] = {}
        for there in known.residents:
            self.residents.setdefault(there.name, []).append(there)
            if there.id_number:
                self.resident_by_number.update(dict.fromkeys(forms(there.id_number), there))
        self.namesakes = Counter(one.name for one in staged)

    def volunteer(self, staged: StagedVolunteer) -> Volunteer | None:
        """The volunteer this is, None for somebody new. Raises Asked."""
        answer = self.answers.get((staged.sheet, staged.row), "")
        alike = self.by_name.get(staged.name, [])
        if staged.id_number and staged.id_number in self.by_number:
            found = self.by_number[staged.id_number]
            if found.name == staged.name or answer == f"{SAME}:{found.id}":
                return found
            if answer != NEW:
                raise Asked(
                    f"这个身份证号在名册里是{found.name}。是同一个人吗?",
                    ((f"{SAME}:{found.id}", f"是{found.name},名字以软件里的为准"), (NEW, "不是,另外新增")),
                )
            return None
        may_be = [one for one in alike if not _contradicts(one, staged)]
        for sure in (
            [one for one in may_be if _same_phone(one.phone, staged.phone)],
            [one for one in may_be if _same_masked(one.id_number, staged.masked_number)],
            [one for one in may_be if staged.birth is not None and one.birth == staged.birth],
        ):
            if len(sure) == 1:
                return sure[0]
        if answer.startswith(f"{SAME}:"):
            return next((one for one in may_be if answer == f"{SAME}:{one.id}"), None)
        if not may_be or answer == NEW:
            return None
        if len(may_be) == 1 and self.namesakes[staged.name] == 1 and not _doubtful(may_be[0], staged):
            return may_be[0]
        choices = [(f"{SAME}:{one.id}", f"是{_described(one)}") for one in may_be]
        raise Asked(f"名册里有同名的{staged.name},是同一个人吗?", (*choices, (NEW, "不是,另外新增")))

    def resident(self, staged: StagedVolunteer, there: Volunteer | None) -> tuple[Neighbour | None, tuple[str, ...]]:
        """The resident they become one person with, and what to say of it. Raises Asked."""
        if there is not None and there.resident_id is not None:
            return None, ()
        number = staged.id_number or (there.id_number if there else "")
        found = self.resident_by_number.get(number) if number else None
        if found is not None and found.name != staged.name:
            return None, (f"这个身份证号在住户登记里是{found.name},没有关联。",)
        if found is not None:
            if found.volunteer:
                return None, ("住户登记里的这位居民已经是另一名志愿者,没有关联。",)
            return found, (f"是住户登记里的居民({found.door or '住处未登记'}),关联成一个人。",)
        if staged.birth is None:
            return None, ()
        alike = [
            one
            for one in self.residents.get(staged.name, [])
            if one.birth == staged.birth and not (one.id_number and number) and not one.volunteer
        ]
        answer = self.answers.get((staged.sheet, staged.row), "")
        if not alike or answer == STRANGER:
            return None, ()
        chosen = next((one for one in alike if answer == f"{RESIDENT}:{one.id}"), None)
        if chosen is not None:
            return chosen, ()
        choices = [(f"{RESIDENT}:{one.id}", f"是{one.door or '住处未登记'}的{one.name},只留一份资料") for one in alike]
        raise Asked("住户登记里有姓名和生日都相同的居民,是同一个人吗?", (*choices, (STRANGER, "不是同一个人")))


def _contradicts(one: Volunteer, staged: StagedVolunteer) -> bool:
    """Two persons for sure: both have an ID number or a birth date, and they differ."""
    if one.id_number and staged.id_number and staged.id_number not in forms(one.id_number):
        return True
    if one.id_number and staged.masked_number and not _same_masked(one.id_number, staged.masked_number):
        return True
    return one.birth is not None and staged.birth is not None and one.birth != staged.birth


def _doubtful(one: Volunteer, staged: StagedVolunteer) -> bool:
    """The same name with another telephone, and nothing else to go by."""
    return bool(one.phone and staged.phone and not _same_phone(one.phone, staged.phone))


def _same_phone(kept: str, said: str | None) -> bool:
    return bool(kept and said) and (said == kept or ("*" in str(said) and said == mask_phone(kept)))


def _same_masked(kept: str, masked: str) -> bool:
    return bool(kept and masked) and mask_id_number(kept) == masked


def _described(one: Volunteer) -> str:
    return "、".join(filter(None, (one.team or "还没编队", mask_phone(one.phone)))) + f"的{one.name}"


def forms(number: str) -> tuple[str, ...]:
    """An ID number in both of its forms."""
    other = other_form(number)
    return (number, other) if other else (number,)
