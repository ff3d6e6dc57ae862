"""A list of members held against the store: what each row would do. Nothing is written.

Somebody is the same by the ID number, then by name and birth date; among the members also by a name that nobody else
has, where one side knows no birth date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.importing.ledger_layout import LedgerLayout
from app.importing.roster_rows import TITLES
from app.models.importing import Change, Fate, PlannedRow, RowError
from app.models.meeting_import import KnownPerson, MemberOp, MemberPlan, MemberStaging, StagedMember
from app.models.roster import Body, MemberRecord, SpanKind
from app.rules.id_numbers import other_form
from app.rules.masking import mask_phone
from app.rules.roster import group_on, posts_on, spans_on


@dataclass(frozen=True)
class RosterWorld:
    """What a plan is held against."""

    members: Sequence[MemberRecord]
    residents: Sequence[KnownPerson]
    bodies: Mapping[int, Body]
    today: date
    office: str  # the office's own name: a branch that bears it is the first one


@dataclass
class _Made:
    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    operations: list[MemberOp] = field(default_factory=list)
    groups: dict[str, None] = field(default_factory=dict)
    branches: dict[str, None] = field(default_factory=dict)


def plan_members(staging: MemberStaging, layouts: Sequence[LedgerLayout], known: RosterWorld) -> MemberPlan:
    """New, changed or same for each row; somebody who stands in the list twice is an error."""
    planning = _Planning(known, {layout.sheet: layout for layout in layouts}, staging)
    for staged in staging.members:
        planning.plan(staged)
    made, sheets = planning.made, {layout.sheet: layout.index for layout in layouts}
    rows = sorted((*made.rows, *staging.failed), key=lambda row: (sheets.get(row.sheet, 0), row.row))
    errors = sorted((*made.errors, *staging.errors), key=lambda one: (sheets.get(one.sheet, 0), one.row))
    return MemberPlan(
        staging.source, tuple(rows), tuple(errors), tuple(made.operations), tuple(made.groups), tuple(made.branches),
        staging.notes,
    )  # fmt: skip


class _Planning:
    def __init__(self, known: RosterWorld, layouts: Mapping[str, LedgerLayout], staging: MemberStaging) -> None:
        self.known, self.layouts = known, layouts
        self.made = _Made()
        self.by_resident = {one.resident_id: one for one in known.members if one.resident_id is not None}
        self.by_name: dict[str, list[MemberRecord]] = {}
        for one in known.members:
            self.by_name.setdefault(one.name, []).append(one)
        self.by_number = {form: one for one in known.residents if one.id_number for form in _forms(one.id_number)}
        self.residents: dict[str, list[KnownPerson]] = {}
        for person in known.residents:
            self.residents.setdefault(person.name, []).append(person)
        self.namesakes: dict[str, int] = {}
        for staged in staging.members:
            self.namesakes[staged.name] = self.namesakes.get(staged.name, 0) + 1
        self.seen: dict[tuple[object, ...], StagedMember] = {}

    def plan(self, staged: StagedMember) -> None:
        if self._comes_twice(staged):
            return
        resident, told = self._resident(staged)
        warnings = staged.warnings + told
        there = self._member(staged, resident)
        self._note_bodies(staged)
        if there is None:
            self._row(staged, Fate.NEW, warnings=warnings)
            self.made.operations.append(MemberOp(None, staged, resident.id if resident else None))
            return
        self._known(staged, there, resident, warnings)

    def _comes_twice(self, staged: StagedMember) -> bool:
        key = (staged.id_number,) if staged.id_number else (staged.name, staged.birth)
        first = self.seen.setdefault(key, staged)
        if first is staged:
            return False
        where = f"第 {first.row} 行" if first.sheet == staged.sheet else f"工作表“{first.sheet}”第 {first.row} 行"
        title = self.layouts[staged.sheet].title_of("name") or TITLES["name"]
        self.made.errors.append(
            RowError(
                staged.sheet,
                staged.row,
                title,
                staged.name,
                f"与{where}是同一个人。",
                "请只留一行;同名的两个人请写上出生日期。",
            )
        )
        self._row(staged, Fate.ERROR)
        return True

    def _resident(self, staged: StagedMember) -> tuple[KnownPerson | None, tuple[str, ...]]:
        """The resident this is, and what to say where it cannot be told."""
        if staged.id_number:
            found = self.by_number.get(staged.id_number)
            if found is not None and found.name != staged.name:
                return None, (f"这个身份证号在住户登记里是{found.name},没有关联。",)
            if found is not None:
                return found, ()
        alike = self.residents.get(staged.name, [])
        if staged.birth is not None:
            same = [one for one in alike if one.birth == staged.birth and not (one.id_number and staged.id_number)]
            if len(same) == 1:
                return same[0], ()
        if alike and not staged.id_number and staged.birth is None:
            return None, ("住户登记里有同名的居民;名单没有出生日期或身份证号,没有关联。",)
        return None, ()

    def _member(self, staged: StagedMember, resident: KnownPerson | None) -> MemberRecord | None:
        if resident is not None and resident.id in self.by_resident:
            return self.by_resident[resident.id]
        alike = self.by_name.get(staged.name, [])
        same = [one for one in alike if staged.birth is not None and one.birth == staged.birth]
        if len(same) == 1:
            return same[0]
        unsure = [one for one in alike if staged.birth is None or one.birth is None]
        return unsure[0] if len(alike) == len(unsure) == 1 and self.namesakes[staged.name] == 1 else None

    def _note_bodies(self, staged: StagedMember) -> None:
        names = {body.name for body in self.known.bodies.values()}
        if staged.group and staged.group not in names:
            self.made.groups.setdefault(staged.group)
        if staged.branch and not is_first_branch(staged.branch, self.known.office) and staged.branch not in names:
            self.made.branches.setdefault(staged.branch)

    def _known(
        self, staged: StagedMember, there: MemberRecord, resident: KnownPerson | None, warnings: tuple[str, ...]
    ) -> None:
        facts: dict[str, str | int | None] = {}
        changes: list[Change] = []
        linked = resident is not None and there.resident_id is None
        if linked and resident is not None:
            facts["resident_id"] = resident.id
            changes.append(Change("关联居民", "", resident.name))
        own = there.resident_id is None and not linked
        if own and staged.sex is not None and staged.sex != there.sex:
            facts["sex"] = staged.sex
            changes.append(Change("性别", there.sex, staged.sex))
        if own and staged.birth is not None and staged.birth != there.birth:
            facts["birth"] = staged.birth.isoformat()
            changes.append(Change("出生日期", _shown(there.birth), _shown(staged.birth)))
        if own and staged.phone is not None and "*" not in staged.phone and staged.phone != there.phone:
            facts["phone"] = staged.phone
            changes.append(Change("电话", mask_phone(there.phone), mask_phone(staged.phone)))
        if staged.joined_party is not None and staged.joined_party != there.joined_party:
            facts["joined_party"] = staged.joined_party.isoformat()
            changes.append(Change("入党时间", _shown(there.joined_party), _shown(staged.joined_party)))
        parts, told = self._parts(staged, there, changes)
        self._row(staged, Fate.CHANGED if changes else Fate.SAME, tuple(changes), warnings + told)
        if changes:
            self.made.operations.append(MemberOp(there.id, staged, None, facts, parts))

    def _parts(
        self, staged: StagedMember, there: MemberRecord, changes: list[Change]
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """What of the dated facts the list states otherwise; without a day of its own it holds from today on."""
        today, parts, told = self.known.today, set[str](), []
        enrolled = spans_on(there, today, SpanKind.ENROLLED)
        if staged.until is not None and enrolled and enrolled[0].until != staged.until:
            changes.append(Change("转出时间", _shown(enrolled[0].until), _shown(staged.until)))
            parts.add("until")
        elif not enrolled and staged.until is None:
            told.append("软件里已不在册;要重新转入,请在名册里登记转入。")
        group = group_on(there, today)
        old = self.known.bodies[group].name if group is not None and group in self.known.bodies else ""
        if staged.group and staged.group != old:
            changes.append(Change("党小组", old, staged.group))
            parts.add("group")
        fresh = [post for post in staged.posts if post not in posts_on(there, today, None)]
        if fresh:
            changes.append(Change("职务", "、".join(posts_on(there, today, None)), "、".join(staged.posts)))
            parts.add("posts")
        running = spans_on(there, today, SpanKind.PROBATION)
        if running and staged.probationary is False and staged.full_on is not None:
            changes.append(Change("转正时间", "", _shown(staged.full_on)))
            parts.add("full")
        elif running and staged.probationary is False:
            told.append("名单写着正式党员,没有转正时间;软件里还是预备党员,请登记转正。")
        elif staged.probationary and not running:
            changes.append(Change("党员类别", "正式党员", "预备党员"))
            parts.add("probation")
        if staged.watched and not spans_on(there, today, SpanKind.WATCH):
            changes.append(Change("党员状态", "", "留党察看"))
            parts.add("watch")
        return frozenset(parts), tuple(told)

    def _row(
        self,
        staged: StagedMember,
        fate: Fate,
        changes: tuple[Change, ...] = (),
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.made.rows.append(
            PlannedRow(
                staged.sheet, staged.row, fate, staged.group or "", staged.name, changes, warnings, "", staged.cells
            )
        )


def is_first_branch(name: str, office: str) -> bool:
    """A branch that bears the office's name, or no more than a part of it."""
    return not name or name in office or office in name


def _forms(number: str) -> tuple[str, ...]:
    other = other_form(number)
    return (number, other) if other else (number,)


def _shown(day: date | None) -> str:
    return day.isoformat() if day else ""
