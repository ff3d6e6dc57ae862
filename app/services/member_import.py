"""Taking a list of Party members in: plan, look, accept. Nothing is written before `accept`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.base.errors import UserFault
from app.importing.ledger_layout import LedgerLayout as LedgerLayout
from app.importing.ledger_layout import understand
from app.importing.marked import marked_copy as _marked_copy
from app.importing.pace import without_collector
from app.importing.raw import RawWorkbook
from app.importing.reading import read_workbook
from app.importing.roster_planning import RosterWorld, is_first_branch, plan_members
from app.importing.roster_rows import LEDGER, TITLES, stage_members
from app.models.changes import NOTHING, Changes
from app.models.importing import Fate, RowError
from app.models.meeting_import import MemberPlan
from app.services.office import Office, Report, silent
from app.store import member_imports as shelf
from app.store.journal import next_change_id
from app.store.people import load_organisation
from app.store.reports import load_layouts, remember_layout
from app.store.roster import load_bodies, load_members

FIELDS: dict[str, str] = TITLES  # field -> its words in the window


@dataclass(frozen=True)
class MemberPreview:
    """A list as it was understood, and what it would do; as `services.importing.ImportPreview` for households."""

    path: Path
    raw: RawWorkbook
    layouts: tuple[LedgerLayout, ...]
    plan: MemberPlan
    corrected: bool = False
    next_change: int = 0


def plan(
    office: Office,
    path: Path,
    *,
    layouts: Sequence[LedgerLayout] | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> MemberPreview:
    """Read, understand and hold against the store. `layouts`: the mapping as a person corrected it; `raw`: what an
    earlier plan has read.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    today = office.clock.today()
    raw = raw or read_workbook(path, progress=report)
    with office.store.reading() as connection:
        chosen = tuple(layouts) if layouts is not None else understand(LEDGER, raw, load_layouts(connection))
        staging = stage_members(raw, chosen, today=today)
        names = [staged.name for staged in staging.members]
        numbers = [staged.id_number for staged in staging.members if staged.id_number]
        known = RosterWorld(
            load_members(connection),
            shelf.known_residents(connection, names, numbers),
            load_bodies(connection),
            today,
            load_organisation(connection).branch,
        )
        next_change = next_change_id(connection)
    planned = plan_members(staging, chosen, known)
    return MemberPreview(path, raw, chosen, planned, corrected=layouts is not None, next_change=next_change)


def must_hold_a_list(preview: MemberPreview) -> None:
    """Raises UserFault when no sheet was understood as a list of members, and nobody is there to correct it."""
    if not any(layout.use for layout in preview.layouts):
        why = ";".join(f"{layout.sheet}:{layout.why}" for layout in preview.layouts if layout.why)
        raise UserFault(
            f"没有在里面找到党员名册的表头({why or '没有内容'})。",
            "请检查是否选对了文件;表头里要有姓名,以及入党时间、职务或党小组。",
            place=preview.path.name,
        )


def accept(office: Office, preview: MemberPreview, report: Report | None = None) -> Changes:
    """Write the plan in one change with one undo; a plan without operations writes nothing.

    Raises UserFault when records have changed since the plan was made: what it would write may no longer fit them.
    """
    planned = preview.plan
    if not planned.operations:
        return NOTHING
    new, changed = planned.count(Fate.NEW), planned.count(Fate.CHANGED)
    title = f"导入 {planned.source}(新增党员 {new} 名,变更 {changed} 名)"
    with without_collector(), office.work("import_members", title) as work:
        if preview.next_change != work.change_id:
            raise UserFault("核对之后登记的内容又有了改动,什么都没有写入。", "请回到上一步重新核对,再接受。")
        own = load_organisation(work.connection).branch
        shelf.apply(
            work,
            planned.operations,
            planned.groups,
            lambda name: is_first_branch(name, own),
            office.clock.today(),
            report or silent,
        )
        if preview.corrected:
            for layout in preview.layouts:
                if layout.use:
                    remember_layout(work.connection, layout.signature, layout.to_remember())
        return office.keep(work)


def marked_copy(path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return _marked_copy(path, errors, partial(understand, LEDGER))
