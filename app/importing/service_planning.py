"""A ledger of service held against the store: what each row would do. Nothing is written.

Somebody is told by the ID number, by name and telephone, by name and team, or by a name that only one volunteer bears;
whoever no roster knows is entered as a volunteer, and the plan says so. Where it cannot be told it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.base.clock import chinese_date
from app.importing.ledger_layout import LedgerLayout
from app.importing.service_people import Asked, People
from app.importing.service_rows import TITLES
from app.models.importing import Change, Fate, PlannedRow, RowError
from app.models.service_import import (
    ChangedRecord,
    KnownRecord,
    NewRecord,
    Server,
    ServiceOp,
    ServicePlan,
    ServiceStaging,
    StagedService,
    Stretch,
)
from app.models.volunteers import Volunteer
from app.rules.service import overlap

Answers = Mapping[tuple[str, int], str]
_WEIGHT = {Fate.ERROR: 0, Fate.ASK: 1, Fate.CHANGED: 2, Fate.NEW: 3, Fate.SAME: 4}
Who = int | tuple[str, str, str]  # the volunteer's id, or what a new one is told by


@dataclass(frozen=True)
class ServiceWorld:
    """What a plan is held against. `sessions`: (day as YYYY-MM-DD, title) -> id."""

    volunteers: Sequence[Volunteer]
    records: Sequence[KnownRecord]
    sessions: Mapping[tuple[str, str], int]


@dataclass
class _Row:
    """What comes of one row, whose servers and stretches may have different fates."""

    fates: list[Fate] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    operations: list[ServiceOp] = field(default_factory=list)


def plan_service(
    staging: ServiceStaging, layouts: Sequence[LedgerLayout], known: ServiceWorld, answers: Answers | None = None
) -> ServicePlan:
    """New, changed, same or asked for each row; the same person twice at once in one session is an error."""
    planning = _Planning(known, {layout.sheet: layout for layout in layouts}, answers or {})
    for staged in staging.services:
        planning.plan(staged)
    sheets = {layout.sheet: layout.index for layout in layouts}
    rows = sorted((*planning.rows, *staging.failed), key=lambda row: (sheets.get(row.sheet, 0), row.row))
    errors = sorted((*planning.errors, *staging.errors), key=lambda one: (sheets.get(one.sheet, 0), one.row))
    people = tuple(dict.fromkeys(server.name for server in planning.people.new.values()))
    return ServicePlan(
        staging.source, tuple(rows), tuple(errors), tuple(planning.operations), people, staging.notes
    )  # fmt: skip


class _Planning:
    def __init__(self, known: ServiceWorld, layouts: Mapping[str, LedgerLayout], answers: Answers) -> None:
        self.known, self.layouts = known, layouts
        self.people = People(known.volunteers, answers)
        self.volunteers = {one.id: one for one in known.volunteers}
        self.rows: list[PlannedRow] = []
        self.errors: list[RowError] = []
        self.operations: list[ServiceOp] = []
        self.there: dict[tuple[Who, str, str], list[KnownRecord]] = {}
        self.busy: dict[tuple[Who, str], list[KnownRecord]] = {}
        for one in known.records:
            day = one.day.isoformat()
            self.there.setdefault((one.volunteer_id, day, one.title), []).append(one)
            self.busy.setdefault((one.volunteer_id, day), []).append(one)
        self.seen: dict[tuple[Who, str, str], list[tuple[Stretch, StagedService]]] = {}
        self.titles: dict[tuple[Who, str], list[str]] = {}  # sessions of one person and day, of this ledger

    def plan(self, staged: StagedService) -> None:
        row = _Row(warnings=list(staged.warnings))
        try:
            who = [self.people.who(server, staged) for server in staged.servers]
        except Asked as asked:
            self._tell(staged, row, Fate.ASK, asked.question, asked.choices)
            return
        for server, told in zip(staged.servers, who, strict=True):
            if told is None:
                row.fates.append(Fate.SAME)  # answered: leave it out
                row.warnings.append(f"{server.name}:按您的回答不导入。")
                continue
            for stretch in staged.stretches:
                self._one(row, staged, server, told, stretch)
        fate = min(row.fates, key=lambda one: _WEIGHT[one])
        if fate is not Fate.ERROR:
            self.operations += row.operations
        self.errors += row.errors
        self._tell(staged, row, fate)

    def _one(self, row: _Row, staged: StagedService, server: Server, who: Who, stretch: Stretch) -> None:
        """One person on one day."""
        day = stretch.day.isoformat()
        key = (who, day, staged.title)
        if self._twice(row, staged, server, key, stretch):
            return
        self._warn(row, server, who, stretch)
        there = self.there.get(key, [])
        match = _same_record(there, stretch)
        if match is not None:
            there.remove(match)
            self._compare(row, match, stretch)
            return
        self._elsewhere(row, server, (who, day), staged.title, stretch)
        row.fates.append(Fate.NEW)
        row.operations.append(
            NewRecord(
                who if isinstance(who, int) else None, server, stretch, staged.title,
                self.known.sessions.get((day, staged.title)), staged.place, staged.content, staged.leader,
                staged.recorder,
            )
        )  # fmt: skip

    def _twice(
        self, row: _Row, staged: StagedService, server: Server, key: tuple[Who, str, str], stretch: Stretch
    ) -> bool:
        """The same person twice in one session at the same time, or at times that are not said."""
        if key not in self.seen:
            self.titles.setdefault(key[:2], []).append(key[2])
        before = self.seen.setdefault(key, [])
        for other, first in before:
            known = all((other.starts, other.ends, stretch.starts, stretch.ends))
            if known and not overlap((other.starts, other.ends), (stretch.starts, stretch.ends)):
                continue
            if not known and stretch.starts != other.starts:
                continue
            where = f"第 {first.row} 行" if first.sheet == staged.sheet else f"工作表“{first.sheet}”第 {first.row} 行"
            title = self.layouts[staged.sheet].title_of("name") or TITLES["name"]
            row.errors.append(
                RowError(
                    staged.sheet, staged.row, title, server.name, f"与{where}是同一个人、同一场、同一时间。",
                    "请只留一行;中途离开又回来的,请写上各自的起止时间;同名的两个人请写上手机号。",
                )
            )  # fmt: skip
            row.fates.append(Fate.ERROR)
            return True
        before.append((stretch, staged))
        return False

    def _warn(self, row: _Row, server: Server, who: Who, stretch: Stretch) -> None:
        if not isinstance(who, int):
            if self.people.first_of(who, server):
                row.warnings.append(f"名册里没有{server.name},接受后作为志愿者新增。")
            return
        one = self.volunteers[who]
        if one.left_on is not None and one.left_on < stretch.day:
            row.warnings.append(f"{one.name}在{chinese_date(stretch.day)}已经离队,请核对。")

    def _elsewhere(self, row: _Row, server: Server, key: tuple[Who, str], title: str, stretch: Stretch) -> None:
        """At the same time in another session: said, and kept as the ledger has it."""
        times = (stretch.starts, stretch.ends)
        for other in self.busy.get(key, []):
            if other.title != title and overlap(times, (other.starts, other.ends)):
                row.warnings.append(f"{server.name}同一时间也登记在“{other.title}”,请核对。")
        for other_title in self.titles.get(key, []):
            for stretch_there, _ in self.seen[(*key, other_title)] if other_title != title else ():
                if overlap(times, (stretch_there.starts, stretch_there.ends)):
                    row.warnings.append(f"{server.name}同一时间也登记在“{other_title}”,请核对。")

    def _compare(self, row: _Row, there: KnownRecord, said: Stretch) -> None:
        """A blank never overwrites."""
        stretch = Stretch(said.day, said.starts or there.starts, said.ends or there.ends, said.minutes)
        changes = [
            Change(title, old, new)
            for title, old, new in (
                ("开始", there.starts, stretch.starts), ("结束", there.ends, stretch.ends),
                ("服务分钟", str(there.minutes), str(stretch.minutes)),
            )
            if old != new
        ]  # fmt: skip
        row.fates.append(Fate.CHANGED if changes else Fate.SAME)
        row.changes += changes
        if changes:
            row.operations.append(ChangedRecord(there.id, there.minutes, stretch))

    def _tell(
        self,
        staged: StagedService,
        row: _Row,
        fate: Fate,
        question: str = "",
        choices: tuple[tuple[str, str], ...] = (),
    ) -> None:
        names = f"{'、'.join(server.name for server in staged.servers)} {staged.title}"
        day = chinese_date(staged.stretches[0].day)
        changes = tuple(row.changes) if fate is not Fate.ERROR else ()
        self.rows.append(
            PlannedRow(
                staged.sheet, staged.row, fate, day, names, changes, tuple(dict.fromkeys(row.warnings)), question,
                staged.cells, choices,
            )
        )  # fmt: skip


def _same_record(there: Sequence[KnownRecord], stretch: Stretch) -> KnownRecord | None:
    """The record a row speaks of: that of the same beginning, else the one it overlaps or whose times are not known."""
    exact = next((one for one in there if one.starts == stretch.starts), None)
    if exact is not None:
        return exact
    loose = [
        one
        for one in there
        if not (one.starts and stretch.starts) or overlap((one.starts, one.ends), (stretch.starts, stretch.ends))
    ]
    return loose[0] if len(loose) == 1 else None
