"""Taking a ledger of meetings in: plan, look, accept. Nothing is written before `accept`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.ledger_layout import LedgerLayout
from app.importing.meetings_planning import MeetingWorld, plan_meetings, resolved
from app.importing.meetings_rows import LEDGER, TITLES, stage_meetings
from app.importing.raw import RawWorkbook
from app.models.changes import NOTHING, Changes
from app.models.importing import Fate, RowError
from app.models.meeting_import import MeetingPlan
from app.services import ledger_import
from app.services.ledger_import import Layouts, LedgerPreview
from app.services.office import Office, Report, silent
from app.store import meeting_imports as shelf
from app.store.meeting_numbers import Rosters

if TYPE_CHECKING:
    from app.store.connection import Connection

FIELDS: dict[str, str] = TITLES  # field -> its words in the window
MeetingPreview = LedgerPreview[MeetingPlan]


def plan(
    office: Office,
    path: Path,
    *,
    layouts: Sequence[LedgerLayout] | None = None,
    answers: Mapping[tuple[str, int], str] | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> MeetingPreview:
    """Read, understand and hold against the store. `answers`: to the questions of an earlier plan.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    today = office.clock.today()

    def make(connection: Connection, found: RawWorkbook, chosen: Layouts) -> MeetingPlan:
        rosters = Rosters(connection)
        known = MeetingWorld(shelf.known_meetings(connection), rosters.bodies, rosters.of)
        return plan_meetings(stage_meetings(found, chosen, today=today), chosen, known, answers)

    return ledger_import.preview(office, LEDGER, path, make, layouts=layouts, raw=raw, report=report)


def must_hold_a_ledger(preview: MeetingPreview) -> None:
    """Raises UserFault when no sheet was understood as a ledger of meetings, and nobody is there to correct it."""
    remedy = "请检查是否选对了文件;表头里要有会议时间和类型。"
    ledger_import.must_be_understood(preview, "会议台账", remedy)


def accept(office: Office, preview: MeetingPreview, report: Report | None = None) -> Changes:
    """Write the plan in one change with one undo; a plan without operations writes nothing.

    Raises UserFault when records have changed since the plan was made: what it would write may no longer fit them.
    """
    planned = preview.plan
    if not planned.operations:
        return NOTHING
    new, changed = planned.count(Fate.NEW), planned.count(Fate.CHANGED)
    title = f"导入 {planned.source}(新增 {new} 次会议,变更 {changed} 次)"
    with ledger_import.accepting(office, preview, "import_meetings", title) as work:
        shelf.apply(work, planned.operations, resolved, report or silent)
        return office.keep(work)


def marked_copy(path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return ledger_import.marked_copy(LEDGER, path, errors)
