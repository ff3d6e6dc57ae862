"""Taking a ledger of service in: plan, look, accept. Nothing is written before `accept`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.importing.ledger_layout import LedgerLayout
from app.importing.raw import RawWorkbook
from app.importing.service_planning import Answers, ServiceWorld, plan_service
from app.importing.service_rows import LEDGER, TITLES, stage_service
from app.models.changes import NOTHING, Changes
from app.models.importing import Fate, RowError
from app.models.service_import import ServicePlan
from app.services import ledger_import
from app.services.ledger_import import Layouts, LedgerPreview
from app.services.office import Office, Report, silent
from app.store import service, service_import, volunteers

if TYPE_CHECKING:
    from app.store.connection import Connection

FIELDS: dict[str, str] = TITLES  # field -> its words in the window
ServicePreview = LedgerPreview[ServicePlan]


def plan(
    office: Office,
    path: Path,
    *,
    layouts: Sequence[LedgerLayout] | None = None,
    answers: Answers | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> ServicePreview:
    """Read, understand and hold against the store. `answers`: to the questions of an earlier plan, by sheet and row.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    today = office.clock.today()

    def make(connection: Connection, found: RawWorkbook, chosen: Layouts) -> ServicePlan:
        staging = stage_service(found, chosen, today=today)
        days = [stretch.day for staged in staging.services for stretch in staged.stretches] or [today]
        first, last = min(days), max(days) + timedelta(days=1)
        known = ServiceWorld(
            volunteers.load(connection),
            service_import.known_records(connection, first, last),
            service.known_sessions(connection, first, last),
        )
        return plan_service(staging, chosen, known, answers)

    return ledger_import.preview(office, LEDGER, path, make, layouts=layouts, raw=raw, report=report)


def must_hold_a_ledger(preview: ServicePreview) -> None:
    """Raises UserFault when no sheet was understood as a ledger of service, and nobody is there to correct it."""
    remedy = "请检查是否选对了文件;表头里要有姓名,以及服务时长或起止时间。"
    ledger_import.must_be_understood(preview, "志愿服务记录", remedy)


def accept(office: Office, preview: ServicePreview, report: Report | None = None) -> Changes:
    """Write the plan in one change with one undo; a plan without operations writes nothing. Points are not touched.

    Raises UserFault when records have changed since the plan was made.
    """
    planned = preview.plan
    if not planned.operations:
        return NOTHING
    new, changed = planned.count(Fate.NEW), planned.count(Fate.CHANGED)
    title = f"导入 {planned.source}(新增服务记录 {new} 条,变更 {changed} 条)"
    with ledger_import.accepting(office, preview, "import_service", title) as work:
        service_import.apply(work, planned.operations, planned.source, office.clock.today(), report or silent)
        return office.keep(work)


def marked_copy(path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return ledger_import.marked_copy(LEDGER, path, errors)
