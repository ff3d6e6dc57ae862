"""Taking a ledger of requests in: plan, look, accept. Nothing is written before `accept`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import UserFault
from app.importing.marked import marked_copy as _marked_copy
from app.importing.pace import without_collector
from app.importing.raw import RawWorkbook
from app.importing.reading import read_workbook
from app.importing.requests_fields import TITLES
from app.importing.requests_layout import RequestLayout as RequestLayout
from app.importing.requests_layout import understand
from app.importing.requests_planning import KnownWorld, plan_requests
from app.importing.requests_rows import stage_requests
from app.models.changes import NOTHING, Changes
from app.models.importing import Fate, RowError
from app.models.request_import import RequestPlan
from app.services.office import Office, Report, silent
from app.store import request_imports as shelf
from app.store.journal import next_change_id
from app.store.reports import load_layouts, remember_layout
from app.store.request_rules import load_departments, load_law

FIELDS: dict[str, str] = {field.value: title for field, title in TITLES.items()}  # field -> its words in the window


@dataclass(frozen=True)
class RequestPreview:
    """A ledger as it was understood, and what it would do; as `services.importing.ImportPreview` for households."""

    path: Path
    raw: RawWorkbook
    layouts: tuple[RequestLayout, ...]
    plan: RequestPlan
    corrected: bool = False
    next_change: int = 0


def plan(
    office: Office,
    path: Path,
    *,
    layouts: Sequence[RequestLayout] | None = None,
    answers: Mapping[tuple[str, int], str] | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> RequestPreview:
    """Read, understand and hold against the store. `layouts`: the mapping as a person corrected it; `answers`: to the
    questions of an earlier plan; `raw`: what an earlier plan has read.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    today = office.clock.today()
    raw = raw or read_workbook(path, progress=report)
    with office.store.reading() as connection:
        chosen = tuple(layouts) if layouts is not None else understand(raw, load_layouts(connection))
        next_change = next_change_id(connection)
        known = KnownWorld(
            shelf.known_requests(connection),
            shelf.doors(connection),
            shelf.people(connection, today),
            load_departments(connection),
            load_law(connection),
        )
    staging = stage_requests(raw, chosen, today=today)
    planned = plan_requests(staging, chosen, known, answers)
    return RequestPreview(path, raw, chosen, planned, corrected=layouts is not None, next_change=next_change)


def must_hold_a_ledger(preview: RequestPreview) -> None:
    """Raises UserFault when no sheet was understood as a ledger of requests, and nobody is there to correct it."""
    if not any(layout.use for layout in preview.layouts):
        why = ";".join(f"{layout.sheet}:{layout.why}" for layout in preview.layouts if layout.why)
        raise UserFault(
            f"没有在里面找到诉求台账的表头({why or '没有内容'})。",
            "请检查是否选对了文件;表头里要有诉求内容和受理时间。",
            place=preview.path.name,
        )


def accept(office: Office, preview: RequestPreview, report: Report | None = None) -> Changes:
    """Write the plan in one change with one undo; a plan without operations writes nothing.

    Raises UserFault when records have changed since the plan was made: what it would write may no longer fit them.
    """
    planned = preview.plan
    if not planned.operations:
        return NOTHING
    new, changed = planned.count(Fate.NEW), planned.count(Fate.CHANGED)
    title = f"导入 {planned.source}(新增 {new} 件,变更 {changed} 件)"
    with without_collector(), office.work("import_requests", title) as work:
        if preview.next_change != work.change_id:
            raise UserFault("核对之后登记的内容又有了改动,什么都没有写入。", "请回到上一步重新核对,再接受。")
        shelf.apply(work, planned.operations, planned.departments, report or silent)
        if preview.corrected:
            for layout in preview.layouts:
                if layout.use:
                    remember_layout(work.connection, layout.signature, layout.to_remember())
        return office.keep(work)


def marked_copy(path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return _marked_copy(path, errors, understand)
