"""A roster of volunteers held against the store: what each row would do. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.importing.ledger_layout import LedgerLayout
from app.importing.volunteers_changes import compare, missing
from app.importing.volunteers_matching import Answers, Asked, Matching, VolunteerWorld
from app.importing.volunteers_rows import TITLES
from app.models.importing import Change, Fate, PlannedRow, RowError
from app.models.volunteer_import import Neighbour, StagedVolunteer, VolunteerOp, VolunteerPlan, VolunteerStaging
from app.models.volunteers import Team, Volunteer
from app.rules.volunteers import find_team, team_key, team_name


@dataclass
class _Made:
    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    operations: list[VolunteerOp] = field(default_factory=list)
    teams: dict[str, None] = field(default_factory=dict)


def plan_volunteers(
    staging: VolunteerStaging,
    layouts: Sequence[LedgerLayout],
    known: VolunteerWorld,
    answers: Answers | None = None,
) -> VolunteerPlan:
    """New, changed, same or asked for each row; somebody who stands in the roster twice is an error."""
    planning = _Planning(known, {layout.sheet: layout for layout in layouts}, staging, answers or {})
    for staged in staging.volunteers:
        planning.plan(staged)
    made, sheets = planning.made, {layout.sheet: layout.index for layout in layouts}
    rows = sorted((*made.rows, *staging.failed), key=lambda row: (sheets.get(row.sheet, 0), row.row))
    errors = sorted((*made.errors, *staging.errors), key=lambda one: (sheets.get(one.sheet, 0), one.row))
    return VolunteerPlan(
        staging.source, tuple(rows), tuple(errors), tuple(made.operations), tuple(made.teams), staging.notes
    )


class TeamNames:
    """How each way to write a team is called here: one that is there, or a new one."""

    def __init__(self, written: Counter[str], teams: Sequence[Team]) -> None:
        self._teams = teams
        fresh: dict[str, list[str]] = {}
        for text in written:
            if find_team(text, teams) is None:
                fresh.setdefault(team_key(text), []).append(text)
        self._new = {
            key: team_name(max(texts, key=lambda text: (text.endswith("队"), written[text])))
            for key, texts in fresh.items()
            if len([other for other in fresh if other != key and other.startswith(key)]) != 1
        }  # 法治 is 法治宣讲队 where that stands in another row

    def name(self, text: str | None) -> str:
        if not text:
            return ""
        there = find_team(text, self._teams)
        if there is not None:
            return there.name
        key = team_key(text)
        longer = (name for other, name in self._new.items() if other.startswith(key))
        return self._new.get(key) or next(longer, team_name(text))

    def is_new(self, name: str) -> bool:
        return bool(name) and all(team.name != name for team in self._teams)


class _Planning:
    def __init__(
        self,
        known: VolunteerWorld,
        layouts: Mapping[str, LedgerLayout],
        staging: VolunteerStaging,
        answers: Answers,
    ) -> None:
        self.known, self.layouts = known, layouts
        self.made = _Made()
        self.matching = Matching(known, staging.volunteers, answers)
        self.teams = TeamNames(Counter(one.team for one in staging.volunteers if one.team), known.teams)
        self.seen: dict[tuple[object, ...], StagedVolunteer] = {}
        self.taken: dict[int, StagedVolunteer] = {}  # volunteers that a row above was

    def plan(self, staged: StagedVolunteer) -> None:
        key: tuple[object, ...] = (staged.name, staged.phone or "", staged.birth or "")
        first = self.seen.setdefault((staged.id_number,) if staged.id_number else key, staged)
        if first is not staged:
            self._twice(staged, first)
            return
        try:
            there = self.matching.volunteer(staged)
            first = staged if there is None else self.taken.setdefault(there.id, staged)
            if first is not staged:
                self._twice(staged, first)
                return
            resident, told = self.matching.resident(staged, there)
        except Asked as asked:
            self._row(staged, Fate.ASK, question=asked.question, choices=asked.choices)
            return
        if there is None:
            self._new(staged, resident, told)
        else:
            self._there(staged, there, resident, told)

    def _new(self, staged: StagedVolunteer, resident: Neighbour | None, told: tuple[str, ...]) -> None:
        self._note_team(staged)
        given = {
            "times": staged.availability,
            "dual": staged.dual,
            "captain": staged.captain and staged.team and staged.left_on is None,
        }
        parts = frozenset(part for part, value in given.items() if value)
        facts = {"team": self.teams.name(staged.team)}
        filled = {} if resident is None else missing(staged, resident)
        self._row(staged, Fate.NEW, warnings=(*staged.warnings, *told))
        self.made.operations.append(
            VolunteerOp(None, staged, resident.id if resident else None, facts, filled, parts)
        )  # fmt: skip

    def _there(
        self, staged: StagedVolunteer, there: Volunteer, resident: Neighbour | None, told: tuple[str, ...]
    ) -> None:
        team = self.teams.name(staged.team)
        found = compare(staged, there, resident, team, self.known.teams, self.known.today)
        fate = Fate.CHANGED if found.changes else Fate.SAME
        self._row(staged, fate, tuple(found.changes), (*staged.warnings, *told, *found.told))
        if found.changes:
            self._note_team(staged)
            filled = {} if resident is None else missing(staged, resident)
            linked = resident.id if resident else None
            self.made.operations.append(
                VolunteerOp(there.id, staged, linked, found.facts, filled, frozenset(found.parts))
            )  # fmt: skip

    def _note_team(self, staged: StagedVolunteer) -> None:
        name = self.teams.name(staged.team)
        if self.teams.is_new(name):
            self.made.teams.setdefault(name)

    def _twice(self, staged: StagedVolunteer, first: StagedVolunteer) -> None:
        where = f"第 {first.row} 行" if first.sheet == staged.sheet else f"工作表“{first.sheet}”第 {first.row} 行"
        title = self.layouts[staged.sheet].title_of("name") or TITLES["name"]
        remedy = "请只留一行;同名的两个人请写上电话或身份证号。"
        self.made.errors.append(
            RowError(staged.sheet, staged.row, title, staged.name, f"与{where}是同一个人。", remedy)
        )  # fmt: skip
        self._row(staged, Fate.ERROR)

    def _row(
        self,
        staged: StagedVolunteer,
        fate: Fate,
        changes: tuple[Change, ...] = (),
        warnings: tuple[str, ...] = (),
        question: str = "",
        choices: tuple[tuple[str, str], ...] = (),
    ) -> None:
        team = self.teams.name(staged.team)
        self.made.rows.append(
            PlannedRow(
                staged.sheet, staged.row, fate, team, staged.name, changes, warnings, question, staged.cells, choices
            )
        )
