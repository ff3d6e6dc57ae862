"""A ledger of meetings held against the store: what each row would do. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.base.clock import chinese_date
from app.importing.ledger_layout import LedgerLayout
from app.importing.meetings_rows import TITLES
from app.models.importing import Change, Fate, PlannedRow, RowError
from app.models.meeting_drafts import Said
from app.models.meeting_import import KnownMeeting, MeetingOp, MeetingPlan, MeetingStaging, StagedMeeting
from app.models.meetings import Came
from app.models.roster import Body, BodyKind, Roster, Scope
from app.rules.meeting_kinds import scope_of
from app.rules.meetings import overlap
from app.rules.periods import period_named

_HEAD = (
    ("starts", "开始时间"), ("ends", "结束时间"), ("place", "地点"), ("chair", "主持人"), ("recorder", "记录人"),
    ("topic", "主题"), ("words", "会议记录"),
)  # fmt: skip
_NUMBERS = (
    ("should", "said_should", "应到"), ("came", "said_came", "实到"), ("voters", "said_voters", "有表决权"),
    ("voters_came", "said_voters_came", "到会有表决权"),
)  # fmt: skip
Answers = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class MeetingWorld:
    """What a plan is held against. `roster(day, scope, body id)`: who should have attended."""

    meetings: Sequence[KnownMeeting]
    bodies: Mapping[int, Body]
    roster: Callable[[date, Scope, int], Roster]


@dataclass
class _Made:
    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    operations: list[MeetingOp] = field(default_factory=list)


def plan_meetings(
    staging: MeetingStaging, layouts: Sequence[LedgerLayout], known: MeetingWorld, answers: Answers | None = None
) -> MeetingPlan:
    """`answers`: to the questions of an earlier plan, by sheet and row."""
    planning = _Planning(known, {layout.sheet: layout for layout in layouts}, answers or {})
    for staged in staging.meetings:
        planning.plan(staged)
    made, sheets = planning.made, {layout.sheet: layout.index for layout in layouts}
    rows = sorted((*made.rows, *staging.failed), key=lambda row: (sheets.get(row.sheet, 0), row.row))
    errors = sorted((*made.errors, *staging.errors), key=lambda one: (sheets.get(one.sheet, 0), one.row))
    return MeetingPlan(staging.source, tuple(rows), tuple(errors), tuple(made.operations), staging.notes)


class _Planning:
    def __init__(self, known: MeetingWorld, layouts: Mapping[str, LedgerLayout], answers: Answers) -> None:
        self.known, self.layouts, self.answers = known, layouts, answers
        self.made = _Made()
        self.there: dict[tuple[str, int | None, date], list[KnownMeeting]] = {}
        for one in known.meetings:
            self.there.setdefault((one.kind, one.body_id, one.held_on), []).append(one)
        self.seen: dict[tuple[str, int | None, date], list[StagedMeeting]] = {}

    def plan(self, staged: StagedMeeting) -> None:
        body_id, waits = self._body(staged)
        if waits or self._comes_twice(staged, body_id):
            return
        warnings = staged.warnings + self._against_roster(staged, body_id)
        there = self._known(staged, body_id)
        if there is None:
            self._row(staged, Fate.NEW, warnings=warnings)
            self.made.operations.append(MeetingOp(None, body_id, staged))
        else:
            self._changed(staged, there, warnings)

    def _body(self, staged: StagedMeeting) -> tuple[int | None, bool]:
        """(whose meeting it is, None for the office's first branch; whether a question stands in the way)."""
        branch = next((body for body in self.known.bodies.values() if body.kind is BodyKind.BRANCH), None)
        if scope_of(staged.kind) is not Scope.GROUP or branch is None:
            return branch.id if branch else None, False
        groups = [body for body in self.known.bodies.values() if body.kind is BodyKind.GROUP]
        named = next((body for body in groups if body.name == staged.group), None)
        if named is not None or not groups:
            return named.id if named else branch.id, False
        if len(groups) == 1 and not staged.group:
            return groups[0].id, False
        answer = self.answers.get((staged.sheet, staged.row), "")
        if answer.isdecimal() and int(answer) in self.known.bodies:
            return int(answer), False
        said = f"“{staged.group}”不在登记的党小组里" if staged.group else "没有写是哪个党小组"
        choices = (*((str(body.id), body.name) for body in groups), (str(branch.id), "不分党小组"))
        self._row(staged, Fate.ASK, question=f"{said}。这次党小组会是哪个党小组开的?", choices=choices)
        return None, True

    def _comes_twice(self, staged: StagedMeeting, body_id: int | None) -> bool:
        """A second row for the same meeting; two at different times of one day are two."""
        rows = self.seen.setdefault((staged.kind, body_id, staged.held_on), [])
        for first in rows:
            if (first.group or "") != (staged.group or ""):
                continue
            if first.starts and staged.starts and first.starts != staged.starts:
                if not overlap(first.starts, first.ends or "", staged.starts, staged.ends or ""):
                    continue
                self._error(
                    staged, "when", f"与第 {first.row} 行的时间重叠,同一个组织不能同时开两个会。", "请核对时间。"
                )
            elif _content(first) == _content(staged):
                self._row(staged, Fate.SAME, warnings=(f"与第 {first.row} 行重复,内容相同,只录一次。",))
            else:
                self._error(
                    staged,
                    "when",
                    f"与第 {first.row} 行是同一天的同一种会议,内容不同。",
                    "请核对;确实开了两次的,请写上各自的时间。",
                )
            return True
        rows.append(staged)
        return False

    def _known(self, staged: StagedMeeting, body_id: int | None) -> KnownMeeting | None:
        """The meeting that is there already: the same kind, body and day, and the same beginning where both say it."""
        alike = self.there.get((staged.kind, body_id, staged.held_on), [])
        exact = next((one for one in alike if staged.starts and one.starts == staged.starts), None)
        loose = next((one for one in alike if not staged.starts or not one.starts), None)
        return exact or loose or (alike[0] if len(alike) == 1 and staged.starts and not alike[0].starts else None)

    def _against_roster(self, staged: StagedMeeting, body_id: int | None) -> tuple[str, ...]:
        """What the roster of that day says otherwise."""
        scope = scope_of(staged.kind)
        if body_id is None or scope is Scope.INVITED:
            return ()
        roster = self.known.roster(staged.held_on, scope, body_id)
        if not roster.entries:
            return ()
        found = []
        names = {entry.name for entry in roster.entries}
        strangers = [person.name for person in staged.people if person.name not in names]
        if staged.said.should is not None and staged.said.should != roster.should:
            found.append(f"台账应到{staged.said.should}人,按名册当天是{roster.should}人。")
        if staged.said.voters is not None and staged.said.voters != roster.voters:
            found.append(f"台账有表决权{staged.said.voters}人,按名册当天是{roster.voters}人。")
        if strangers:
            found.append(f"{'、'.join(strangers)}当天不在名册上。")
        return tuple(found)

    def _changed(self, staged: StagedMeeting, there: KnownMeeting, warnings: tuple[str, ...]) -> None:
        facts: dict[str, str | int | None] = {}
        changes: list[Change] = [Change("状态", "计划", "已召开")] if there.planned else []
        for name, title in _HEAD:
            new, old = getattr(staged, name), getattr(there, name)
            if new is not None and new != old:
                facts[name] = new
                changes.append(Change(title, old, new))
        self._numbers(staged, there, facts, changes)
        if staged.stands_for and staged.stands_for != there.stands_for:
            facts["stands_for"] = staged.stands_for
            changes.append(Change("补开", _period(there.stands_for), _period(staged.stands_for)))
        parts = frozenset(_parts(staged, there, changes))
        if changes and there.signed:
            self._row(staged, Fate.SAME, warnings=(*warnings, "软件里这份记录已经签字定稿,台账的不同之处没有录入。"))
        elif changes:
            self._row(staged, Fate.CHANGED, tuple(changes), warnings)
            self.made.operations.append(MeetingOp(there.id, there.body_id, staged, facts, parts))
        else:
            self._row(staged, Fate.SAME, warnings=warnings)

    def _numbers(
        self, staged: StagedMeeting, there: KnownMeeting, facts: dict[str, str | int | None], changes: list[Change]
    ) -> None:
        """Numbers of a meeting that goes by names stay what the names say."""
        if there.said == Said() and there.people:
            return
        for name, column, title in _NUMBERS:
            new, old = getattr(staged.said, name), getattr(there.said, name)
            if new is not None and new != old:
                facts[column] = new
                changes.append(Change(title, "" if old is None else str(old), str(new)))

    def _error(self, staged: StagedMeeting, name: str, reason: str, remedy: str) -> None:
        title = self.layouts[staged.sheet].title_of(name) or TITLES[name]
        self.made.errors.append(RowError(staged.sheet, staged.row, title, staged.cells.get(title, ""), reason, remedy))
        self._row(staged, Fate.ERROR)

    def _row(
        self,
        staged: StagedMeeting,
        fate: Fate,
        changes: tuple[Change, ...] = (),
        warnings: tuple[str, ...] = (),
        question: str = "",
        choices: tuple[tuple[str, str], ...] = (),
    ) -> None:
        when = f"{chinese_date(staged.held_on)} {staged.starts or ''}".strip()
        kind = f"{staged.kind}({staged.group})" if staged.group else staged.kind
        self.made.rows.append(
            PlannedRow(staged.sheet, staged.row, fate, kind, when, changes, warnings, question, staged.cells, choices)
        )


def _parts(staged: StagedMeeting, there: KnownMeeting, changes: list[Change]) -> list[str]:
    """What of the contents the ledger states otherwise."""
    found = []
    said = {person.name: (person.state.value, person.reason) for person in staged.people}
    if said and any(there.people.get(name) != what for name, what in said.items()):
        old = "、".join(name for name, what in there.people.items() if what[0] in (Came.EXCUSED, Came.ABSENT))
        changes.append(Change("缺席及原因", old, "、".join(said)))
        found.append("people")
    if staged.agenda and staged.agenda != there.agenda:
        changes.append(Change("议题", ";".join(there.agenda), ";".join(staged.agenda)))
        found.append("agenda")
    resolutions = resolved(staged)
    if resolutions and resolutions != there.resolutions:
        old = ";".join(one[0] for one in there.resolutions)
        changes.append(Change("决议", old, ";".join(one[0] for one in resolutions)))
        found.append("resolutions")
    return found


def resolved(staged: StagedMeeting) -> tuple[tuple[str, int | None, int | None, int | None], ...]:
    """Resolutions with their votes; the ledger's one vote is that on the first of them."""
    words = staged.resolutions or (("表决",) if staged.vote else ())
    vote = staged.vote
    first = (vote.in_favour, vote.against, vote.abstained) if vote else (None, None, None)
    return tuple((text, *(first if place == 0 else (None, None, None))) for place, text in enumerate(words))


def _content(staged: StagedMeeting) -> tuple[object, ...]:
    """Everything a row says but where it stands."""
    return tuple(value for name, value in staged.__dict__.items() if name not in ("sheet", "row", "cells", "warnings"))


def _period(key: str) -> str:
    found = period_named(key) if key else None
    return found.title if found else ""
