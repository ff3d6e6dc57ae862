"""A ledger of requests held against the store: what each row would do. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.base.clock import chinese_date
from app.importing.requests_fields import TITLES, RequestField
from app.importing.requests_layout import RequestLayout
from app.importing.requests_steps import joined_steps, new_steps, out_of_order, regraded
from app.models.households import DoorKey
from app.models.importing import Change, Fate, PlannedRow, RowError
from app.models.request_import import KnownRequest, RequestOp, RequestPlan, RequestStaging, StagedRequest
from app.models.requests import Department, Step, Verb
from app.rules.masking import mask_phone
from app.rules.request_words import OTHER, USUAL_GRADE, propose
from app.rules.requests import Law

SAME, ANOTHER = "same", "another"
_CHOICES = ((SAME, "是同一件,按台账补充"), (ANOTHER, "是另一件,新登记"))
_TWICE = ((SAME, "是重复的,只录一次"), (ANOTHER, "是两件,都录"))
_FACTS = (("channel", "来源"), ("category", "类别"), ("words", "内容"), ("caller", "反映人"), ("phone", "电话"))
_MASKS = frozenset("*\uff0a")
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class KnownWorld:
    """What a plan is held against. `doors`: (building, unit, room) -> [(estate, household id)]; `people`: household id
    -> name -> resident id of those who live there and are the only one of that name."""

    requests: Sequence[KnownRequest]
    doors: Mapping[tuple[str, str, str], Sequence[tuple[str, int]]]
    people: Mapping[int, Mapping[str, int]]
    departments: Mapping[str, Department]
    law: Law


@dataclass
class _Plan:
    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    operations: list[RequestOp] = field(default_factory=list)
    departments: dict[str, None] = field(default_factory=dict)


def plan_requests(
    staging: RequestStaging,
    layouts: Sequence[RequestLayout],
    known: KnownWorld,
    answers: Mapping[tuple[str, int], str] | None = None,
) -> RequestPlan:
    """`answers`: to the questions of an earlier plan, by sheet and row."""
    planning = _Planning(known, {layout.sheet: layout for layout in layouts}, answers or {})
    for staged in staging.requests:
        planning.plan(staged)
    made = planning.made
    sheets = {layout.sheet: layout.index for layout in layouts}
    rows = sorted((*made.rows, *staging.failed), key=lambda row: (sheets.get(row.sheet, 0), row.row))
    errors = sorted((*made.errors, *staging.errors), key=lambda error: (sheets.get(error.sheet, 0), error.row))
    return RequestPlan(
        staging.source, tuple(rows), tuple(errors), tuple(made.operations), tuple(made.departments), staging.notes
    )


class _Planning:
    def __init__(
        self, known: KnownWorld, layouts: Mapping[str, RequestLayout], answers: Mapping[tuple[str, int], str]
    ) -> None:
        self.known, self.layouts, self.answers = known, layouts, answers
        self.made = _Plan()
        self.by_number = {one.number: one for one in known.requests}
        self.by_content: dict[tuple[object, ...], list[KnownRequest]] = {}
        for one in known.requests:
            key = _key(one.received_on, one.words, one.caller, one.address)
            self.by_content.setdefault(key, []).append(one)
        self.numbers: dict[str, StagedRequest] = {}
        self.contents: dict[tuple[object, ...], list[StagedRequest]] = {}

    def plan(self, staged: StagedRequest) -> None:
        if not self._departments_exist(staged) or self._comes_twice(staged):
            return
        there, waits = self._request(staged)
        if waits:
            return
        household, asks = self._household(staged)
        warnings = staged.warnings + ((asks,) if asks else ())
        if there is None:
            self._new(staged, household, warnings)
        else:
            self._known(staged, there, household, warnings)

    def _departments_exist(self, staged: StagedRequest) -> bool:
        """Whistles go to departments that existed on the day; unknown names are added to the list."""
        days = [when.day for when in (staged.whistled, staged.answered) if when]
        for name in staged.departments:
            department = self.known.departments.get(name)
            if department is None:
                self.made.departments.setdefault(name)
            elif department.dissolved_on is not None and any(day >= department.dissolved_on for day in days):
                gone = chinese_date(department.dissolved_on)
                self._error(
                    staged,
                    RequestField.DEPARTMENT,
                    f"{name}已于{gone}撤销,那以后不能吹哨或答卷。",
                    "请核对部门和日期。",
                )
                return False
        return True

    def _comes_twice(self, staged: StagedRequest) -> bool:
        """A second row with the same number, or with the same content where the ledger has no numbers."""
        if staged.number:
            first = self.numbers.setdefault(staged.number, staged)
            if first is staged:
                return False
            where = _where(first, staged)
            if _content(first) == _content(staged):
                self._row(staged, Fate.SAME, warnings=(f"编号 {staged.number} 与{where}重复,内容相同,只录一次。",))
            else:
                self._error(
                    staged,
                    RequestField.NUMBER,
                    f"编号 {staged.number} 与{where}重复,内容不同。",
                    "请核对后改正编号,或只留一行。",
                )
            return True
        key = _key(staged.received.day, staged.words, staged.caller, staged.address)
        rows = self.contents.setdefault(key, [])
        rows.append(staged)
        if len(rows) <= max(1, len(self.by_content.get(key, ()))):
            return False  # the first, or one of as many as are known
        answer = self.answers.get((staged.sheet, staged.row))
        if answer == SAME:
            self._row(staged, Fate.SAME, warnings=(f"与{_where(rows[0], staged)}重复,只录一次。",))
        elif answer != ANOTHER:
            self._row(staged, Fate.ASK, question=f"与{_where(rows[0], staged)}一模一样,是重复的吗?", choices=_TWICE)
        return answer != ANOTHER

    def _request(self, staged: StagedRequest) -> tuple[KnownRequest | None, bool]:
        """(the request that is known already, whether a question stands in the way)."""
        if staged.number and staged.number in self.by_number:
            return self.by_number[staged.number], False
        key = _key(staged.received.day, staged.words, staged.caller, staged.address)
        alike = self.by_content.get(key, [])
        if not staged.number:
            place = len(self.contents[key]) - 1
            return (alike[place] if place < len(alike) else None), False
        answer = self.answers.get((staged.sheet, staged.row))
        if not alike or not staged.caller or alike[0].number in self.numbers or answer == ANOTHER:
            return None, False
        if answer == SAME:
            return alike[0], False
        question = f"软件里的 {alike[0].number} 是同一天、同一个人反映的同一件事。是同一件吗?"
        self._row(staged, Fate.ASK, question=question, choices=_CHOICES)
        return None, True

    def _household(self, staged: StagedRequest) -> tuple[int | None, str]:
        """The door that the address names, and what to say where it cannot be told which."""
        place = staged.place
        if place is None or not place.room:
            return None, ""
        doors = self.known.doors.get((place.building, place.unit, place.room), ())
        fits = [door for door in doors if not place.estate or not door[0] or door[0] == place.estate]
        if len(fits) == 1:
            return fits[0][1], ""
        return None, "几个小区都有这个门牌,没有对应到住户,只记地址。" if fits else ""

    def _new(self, staged: StagedRequest, household: int | None, warnings: tuple[str, ...]) -> None:
        proposal = propose(staged.words)
        grade = staged.grade or proposal.grade or USUAL_GRADE
        steps = new_steps(staged, grade, self.known.law)
        facts: dict[str, str | int | None] = {
            "number": staged.number,
            "channel": staged.channel or "",
            "category": staged.category or proposal.category or OTHER,
            "words": staged.words,
            "household_id": household,
            "resident_id": self._resident(household, staged.caller),
            "caller": staged.caller or "",
            "phone": staged.phone or "",
            "address": staged.address or "",
            "grid": staged.grid,
        }
        self._row(staged, Fate.NEW, warnings=warnings)
        self.made.operations.append(RequestOp(None, facts, steps))

    def _known(
        self, staged: StagedRequest, there: KnownRequest, household: int | None, warnings: tuple[str, ...]
    ) -> None:
        staged = _without_masks(staged)
        facts, changes = self._facts(staged, there, household)
        steps, moved, told = self._steps(staged, there)
        trouble = out_of_order(steps) if moved else ""
        if trouble:
            self._error(staged, RequestField.RECEIVED, f"和软件里已登记的合不上:{trouble}", "请核对这几个日期。")
            return
        changes.extend(moved)
        warnings += told
        if not changes:
            self._row(staged, Fate.SAME, warnings=warnings)
            return
        self._row(staged, Fate.CHANGED, tuple(changes), warnings)
        self.made.operations.append(RequestOp(there.id, facts, steps if moved else None))

    def _facts(
        self, staged: StagedRequest, there: KnownRequest, household: int | None
    ) -> tuple[dict[str, str | int | None], list[Change]]:
        facts: dict[str, str | int | None] = {}
        changes: list[Change] = []
        for name, title in _FACTS:
            new, old = getattr(staged, name), getattr(there, name)
            if new is None or new == old:
                continue
            facts[name] = new
            shown = (mask_phone(old), mask_phone(new)) if name == "phone" else (old, new)
            changes.append(Change(title, *shown))
        if household is not None and household != there.household_id:
            facts["household_id"] = household
            facts["resident_id"] = self._resident(household, staged.caller or there.caller)
            changes.append(Change("地址", there.address, staged.address or ""))
        elif household is None and staged.address is not None and staged.address != there.address:
            changes.append(Change("地址", there.address, staged.address))
        if changes and changes[-1].title == "地址":
            facts["address"] = staged.address
        if staged.grid is not None and staged.grid != there.grid:
            facts["grid"] = staged.grid
            changes.append(Change("网格", there.grid, staged.grid))
        return facts, changes

    def _steps(
        self, staged: StagedRequest, there: KnownRequest
    ) -> tuple[tuple[Step, ...], tuple[Change, ...], tuple[str, ...]]:
        if any(step.verb is Verb.REOPEN for step in there.steps):
            return there.steps, (), ("软件里已重新办理过,台账的办理经过没有录入。",)
        steps, changes, warnings = joined_steps(staged, there.steps, self.known.law)
        grade = next((step.grade for step in reversed(steps) if step.verb in (Verb.REGRADE, Verb.RECEIVE)), "")
        if staged.grade is not None and staged.grade != grade:
            if any(step.verb is Verb.REGRADE for step in steps):
                return steps, changes, (*warnings, f"软件里已调整分级为“{grade}”,保持不变。")
            steps = regraded(steps, staged.grade, self.known.law, staged.agreed)
            changes = (Change("分级", grade, staged.grade), *changes)
        return steps, changes, warnings

    def _resident(self, household: int | None, caller: str | None) -> int | None:
        return None if household is None or not caller else self.known.people.get(household, {}).get(caller)

    def _error(self, staged: StagedRequest, field_: RequestField, reason: str, remedy: str) -> None:
        layout = self.layouts[staged.sheet]
        title = layout.title_of(field_) or TITLES[field_]
        self.made.errors.append(RowError(staged.sheet, staged.row, title, staged.cells.get(title, ""), reason, remedy))
        self._row(staged, Fate.ERROR)

    def _row(
        self,
        staged: StagedRequest,
        fate: Fate,
        changes: tuple[Change, ...] = (),
        warnings: tuple[str, ...] = (),
        question: str = "",
        choices: Choices = (),
    ) -> None:
        name = " ".join(filter(None, (staged.number, staged.caller)))
        self.made.rows.append(
            PlannedRow(
                staged.sheet, staged.row, fate, _door(staged), name, changes, warnings, question, staged.cells, choices
            )
        )


def _without_masks(staged: StagedRequest) -> StagedRequest:
    """A masked copy that comes back says nothing of what it masks: nobody is called 张*国."""

    def bare(text: str | None) -> str | None:
        return None if text and _MASKS & set(text) else text

    return replace(staged, caller=bare(staged.caller), phone=bare(staged.phone), address=bare(staged.address))


def _door(staged: StagedRequest) -> str:
    place = staged.place
    return place.short if isinstance(place, DoorKey) and place.room else staged.address or ""


def _key(on: date, words: str, caller: str | None, address: str | None) -> tuple[object, ...]:
    return on, words, caller or "", address or ""


def _content(staged: StagedRequest) -> tuple[object, ...]:
    """Everything a row says but where it stands."""
    return tuple(value for name, value in staged.__dict__.items() if name not in ("sheet", "row", "cells", "warnings"))


def _where(first: StagedRequest, staged: StagedRequest) -> str:
    return f"第 {first.row} 行" if first.sheet == staged.sheet else f"工作表“{first.sheet}”第 {first.row} 行"
