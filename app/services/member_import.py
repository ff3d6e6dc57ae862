"""Taking a list of Party members in: plan, look, accept. Nothing is written before `accept`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.ledger_layout import LedgerLayout
from app.importing.raw import RawWorkbook
from app.importing.roster_planning import RosterWorld, is_first_branch, plan_members
from app.importing.roster_rows import LEDGER, TITLES, stage_members
from app.models.changes import NOTHING, Changes
from app.models.importing import Fate, RowError
from app.models.meeting_import import MemberPlan
from app.services import ledger_import
from app.services.ledger_import import Layouts, LedgerPreview
from app.services.office import Office, Report, silent
from app.store import member_imports as shelf
from app.store.people import load_organisation
from app.store.roster import load_bodies, load_members

if TYPE_CHECKING:
    from app.store.connection import Connection

FIELDS: dict[str, str] = TITLES  # field -> its words in the window
MemberPreview = LedgerPreview[MemberPlan]


def plan(
    office: Office,
    path: Path,
    *,
    layouts: Sequence[LedgerLayout] | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> MemberPreview:
    """Read, understand and hold against the store.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    today = office.clock.today()

    def make(connection: Connection, found: RawWorkbook, chosen: Layouts) -> MemberPlan:
        staging = stage_members(found, chosen, today=today)
        names = [staged.name for staged in staging.members]
        numbers = [staged.id_number for staged in staging.members if staged.id_number]
        known = RosterWorld(
            load_members(connection),
            shelf.known_residents(connection, names, numbers),
            load_bodies(connection),
            today,
            load_organisation(connection).branch,
        )
        return plan_members(staging, chosen, known)

    return ledger_import.preview(office, LEDGER, path, make, layouts=layouts, raw=raw, report=report)


def must_hold_a_list(preview: MemberPreview) -> None:
    """Raises UserFault when no sheet was understood as a list of members, and nobody is there to correct it."""
    remedy = "请检查是否选对了文件;表头里要有姓名,以及入党时间、职务或党小组。"
    ledger_import.must_be_understood(preview, "党员名册", remedy)


def accept(office: Office, preview: MemberPreview, report: Report | None = None) -> Changes:
    """Write the plan in one change with one undo; a plan without operations writes nothing.

    Raises UserFault when records have changed since the plan was made: what it would write may no longer fit them.
    """
    planned = preview.plan
    if not planned.operations:
        return NOTHING
    new, changed = planned.count(Fate.NEW), planned.count(Fate.CHANGED)
    title = f"导入 {planned.source}(新增党员 {new} 名,变更 {changed} 名)"
    with ledger_import.accepting(office, preview, "import_members", title) as work:
        own = load_organisation(work.connection).branch
        shelf.apply(
            work,
            planned.operations,
            planned.groups,
            lambda name: is_first_branch(name, own),
            office.clock.today(),
            report or silent,
        )
        return office.keep(work)


def marked_copy(path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return ledger_import.marked_copy(LEDGER, path, errors)
