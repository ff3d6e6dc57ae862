"""Taking a household workbook in: plan, look, accept. Nothing is written before `accept`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.errors import UserFault
from app.importing.fields import TITLES
from app.importing.households import stage_households
from app.importing.layout import SheetLayout as SheetLayout
from app.importing.layout import understand
from app.importing.marked import marked_copy as _marked_copy
from app.importing.pace import without_collector
from app.importing.planning import plan_import
from app.importing.raw import RawWorkbook
from app.importing.reading import read_workbook
from app.models.changes import NOTHING, Changes
from app.models.importing import Fate, ImportPlan, KnownStore, RowError
from app.rules.colours import load_label_rules
from app.services.office import Office, Report, silent
from app.store import imports as shelf
from app.store.journal import next_change_id
from app.store.reports import load_layouts, remember_layout

FIELDS: dict[str, str] = {field.value: title for field, title in TITLES.items()}  # field -> its words in the window


@dataclass(frozen=True)
class ImportPreview:
    """A workbook as it was understood, and what it would do.

    `raw` is kept so that a changed mapping needs no new reading; `corrected`: a person has changed the mapping, it is
    worth remembering; `next_change`: the number the next change had when the plan was held against the store.
    """

    path: Path
    raw: RawWorkbook
    layouts: tuple[SheetLayout, ...]
    plan: ImportPlan
    corrected: bool = False
    next_change: int = 0


def plan_households(
    office: Office,
    path: Path,
    *,
    layouts: Sequence[SheetLayout] | None = None,
    answers: Mapping[tuple[str, int], str] | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> ImportPreview:
    """Read, understand and hold against the store. `layouts`: the mapping as a person corrected it; `answers`: to the
    questions of an earlier plan; `raw`: what an earlier plan has read.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    today = office.clock.today()
    raw = raw or read_workbook(path, progress=report)
    with office.store.reading() as connection:
        chosen = tuple(layouts) if layouts is not None else understand(raw, load_layouts(connection))
        next_change = next_change_id(connection)
        known = shelf.known_store(connection, today) if shelf.has_doors(connection) else KnownStore({}, {})
    staging = stage_households(raw, chosen, today=today)
    plan = plan_import(staging, known, today=today, label_rules=load_label_rules(), answers=answers)
    return ImportPreview(path, raw, chosen, plan, corrected=layouts is not None, next_change=next_change)


def must_hold_a_ledger(preview: ImportPreview) -> None:
    """Raises UserFault when no sheet was understood as a household ledger, and nobody is there to correct it."""
    if not any(layout.use for layout in preview.layouts):
        why = ";".join(f"{layout.sheet}:{layout.why}" for layout in preview.layouts if layout.why)
        raise UserFault(
            f"没有在里面找到住户台账的表头({why or '没有内容'})。",
            "请检查是否选对了文件;表头里要有姓名和门牌(或楼栋、房号)。",
            place=preview.path.name,
        )


def accept(office: Office, preview: ImportPreview | ImportPlan, report: Report | None = None) -> Changes:
    """Write the plan in one transaction with one undo; a plan without operations writes nothing.

    Raises UserFault when records have changed since the plan was made: what it would write may no longer fit them.
    """
    plan = preview.plan if isinstance(preview, ImportPreview) else preview
    if not plan.operations:
        return NOTHING
    new, changed = plan.count(Fate.NEW), plan.count(Fate.CHANGED)
    title = f"导入 {plan.source}(新增 {new} 行,变更 {changed} 行)"
    with without_collector(), office.work("import_households", title) as work:
        if isinstance(preview, ImportPreview) and preview.next_change != work.change_id:
            raise UserFault("核对之后登记的内容又有了改动,什么都没有写入。", "请回到上一步重新核对,再接受。")
        shelf.apply(work, plan.operations, office.clock.today(), report or silent)
        if isinstance(preview, ImportPreview) and preview.corrected:
            for layout in preview.layouts:
                if layout.use:
                    remember_layout(work.connection, layout.signature, layout.to_remember())
        return office.keep(work)


def marked_copy(path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return _marked_copy(path, errors)
