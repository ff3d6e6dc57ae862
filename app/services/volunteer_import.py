"""Taking a roster of volunteers in: plan, look, accept. Nothing is written before `accept`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.ledger_layout import LedgerLayout
from app.importing.raw import RawWorkbook
from app.importing.volunteers_matching import Answers, VolunteerWorld
from app.importing.volunteers_planning import plan_volunteers
from app.importing.volunteers_rows import LEDGER, TITLES, stage_volunteers
from app.models.changes import NOTHING, Changes
from app.models.importing import Fate, RowError
from app.models.volunteer_import import VolunteerPlan
from app.services import ledger_import
from app.services.ledger_import import Layouts, LedgerPreview
from app.services.office import Office, Report, silent
from app.store import volunteers as shelf
from app.store import volunteers_import

if TYPE_CHECKING:
    from app.store.connection import Connection

FIELDS: dict[str, str] = TITLES  # field -> its words in the window
VolunteerPreview = LedgerPreview[VolunteerPlan]


def plan(
    office: Office,
    path: Path,
    *,
    layouts: Sequence[LedgerLayout] | None = None,
    answers: Answers | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> VolunteerPreview:
    """Read, understand and hold against the store. `answers`: to the questions of an earlier plan, by sheet and row.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    today = office.clock.today()

    def make(connection: Connection, found: RawWorkbook, chosen: Layouts) -> VolunteerPlan:
        staging = stage_volunteers(found, chosen, today=today)
        names = [staged.name for staged in staging.volunteers]
        numbers = [staged.id_number for staged in staging.volunteers]
        known = VolunteerWorld(
            shelf.load(connection),
            volunteers_import.neighbours(connection, names, numbers, today),
            tuple(shelf.teams(connection).values()),
            today,
        )
        return plan_volunteers(staging, chosen, known, answers)

    return ledger_import.preview(office, LEDGER, path, make, layouts=layouts, raw=raw, report=report)


def must_hold_a_roster(preview: VolunteerPreview) -> None:
    """Raises UserFault when no sheet was understood as a roster, and nobody is there to correct it."""
    remedy = "请检查是否选对了文件;表头里要有姓名,以及小分队、技能特长或可服务时间。"
    ledger_import.must_be_understood(preview, "志愿者花名册", remedy)


def accept(office: Office, preview: VolunteerPreview, report: Report | None = None) -> Changes:
    """Write the plan in one change with one undo; a plan without operations writes nothing.

    Raises UserFault when records have changed since the plan was made.
    """
    planned = preview.plan
    if not planned.operations:
        return NOTHING
    new, changed = planned.count(Fate.NEW), planned.count(Fate.CHANGED)
    title = f"导入 {planned.source}(新增志愿者 {new} 名,变更 {changed} 名)"
    with ledger_import.accepting(office, preview, "import_volunteers", title) as work:
        volunteers_import.apply(work, planned.operations, planned.teams, office.clock.today(), report or silent)
        return office.keep(work)


def marked_copy(path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return ledger_import.marked_copy(LEDGER, path, errors)
