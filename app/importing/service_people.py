"""Whom a ledger of service means: volunteers, or somebody no roster knows yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.models.service_import import Server, StagedService
from app.models.volunteers import Volunteer
from app.rules.id_numbers import other_form
from app.rules.masking import mask_id_number, mask_phone
from app.rules.volunteers import team_key

Answers = Mapping[tuple[str, int], str]
NEW, SAME, SKIP = "new", "same", "skip"  # answers: somebody else; 'same:<volunteer id>'; not to be taken in
NewPerson = tuple[str, str, str]  # name, telephone, ID number


class Asked(Exception):
    """A row that waits for an answer."""

    def __init__(self, question: str, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.question, self.choices = question, tuple(choices)


class People:
    """`new`: whoever is entered as a volunteer. An answer given for one row holds for every row that says the same."""

    def __init__(self, volunteers: Sequence[Volunteer], answers: Answers) -> None:
        self.answers = answers
        self.new: dict[NewPerson, Server] = {}
        self._told: set[NewPerson] = set()
        self._answered: dict[Server, str] = {}
        self._known: dict[Server, int | NewPerson | None] = {}
        self._by_number = {
            form: one for one in volunteers if one.id_number for form in (one.id_number, other_form(one.id_number))
        }
        self._by_name: dict[str, list[Volunteer]] = {}
        for one in volunteers:
            self._by_name.setdefault(one.name, []).append(one)

    def who(self, server: Server, staged: StagedService) -> int | NewPerson | None:
        """The volunteer's id, the key of a new one, or None where the answer was to leave the row out. Raises Asked."""
        answer = self.answers.get((staged.sheet, staged.row)) or self._answered.get(server, "")
        if not answer and server in self._known:
            return self._known[server]
        if answer:
            self._answered[server] = answer
        found = self._who(server, answer)
        self._known[server] = found
        return found

    def first_of(self, key: NewPerson, _server: Server) -> bool:
        """Whether a new person is spoken of for the first time."""
        if key in self._told:
            return False
        self._told.add(key)
        return True

    def _who(self, server: Server, answer: str) -> int | NewPerson | None:
        if answer == SKIP:
            return None
        by_number = self._by_number.get(server.id_number) if server.id_number else None
        if by_number is not None:
            return by_number.id
        alike = [one for one in self._by_name.get(server.name, []) if not _other_number(one, server)]
        if answer.startswith(f"{SAME}:"):
            chosen = next((one for one in alike if answer == f"{SAME}:{one.id}"), None)
            if chosen is not None:
                return chosen.id
        if not alike or answer == NEW:
            return self._enter(server)
        same = [one for one in alike if _same_phone(one, server)]
        if len(same) == 1:
            return same[0].id
        team = [one for one in alike if server.team and team_key(one.team) == team_key(server.team)]
        if not server.phone and len(team) == 1:
            return team[0].id
        if len(alike) == 1 and (not server.phone or not alike[0].phone):
            return alike[0].id
        choices = [(f"{SAME}:{one.id}", f"是{_described(one)}") for one in alike]
        why = "电话和名册里的不一样" if server.phone else "名册里不止一个人叫这个名字"
        raise Asked(
            f"{server.name}是哪一位?{why}。", (*choices, (NEW, "是另一个人,新增"), (SKIP, "这一行不导入"))
        )  # fmt: skip

    def _enter(self, server: Server) -> NewPerson:
        phone = "" if "*" in server.phone else server.phone
        number = "" if "*" in server.id_number else server.id_number
        key = (server.name, phone, number)
        self.new.setdefault(key, server)
        return key


def _same_phone(one: Volunteer, server: Server) -> bool:
    return bool(server.phone and one.phone) and server.phone in (one.phone, mask_phone(one.phone))


def _other_number(one: Volunteer, server: Server) -> bool:
    """Another person for sure: both ID numbers are known and differ."""
    if not (one.id_number and server.id_number):
        return False
    return server.id_number not in (one.id_number, other_form(one.id_number), mask_id_number(one.id_number))


def _described(one: Volunteer) -> str:
    said = "、".join(filter(None, (one.team or "还没编队", mask_phone(one.phone))))
    return f"{said}的{one.name}"
