"""What taking in a plain ledger has in common, whatever it holds: read, understand, hold against the store, accept.

A room hands in how it stages and plans, and how it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from app.base.errors import UserFault
from app.importing.ledger_layout import LedgerKind, LedgerLayout, understand
from app.importing.marked import marked_copy as _marked_copy
from app.importing.pace import without_collector
from app.importing.raw import RawWorkbook
from app.importing.reading import read_workbook
from app.models.importing import RowError
from app.services.office import Office, Report
from app.store.journal import next_change_id
from app.store.reports import load_layouts, remember_layout

if TYPE_CHECKING:
    from app.store.connection import Connection
    from app.store.work import Work

P = TypeVar("P")
Layouts = tuple[LedgerLayout, ...]


@dataclass(frozen=True)
class LedgerPreview(Generic[P]):
    """A ledger as it was understood, and what it would do; as `services.importing.ImportPreview` for households."""

    path: Path
    raw: RawWorkbook
    layouts: Layouts
    plan: P
    corrected: bool = False
    next_change: int = 0


def preview(
    office: Office,
    kind: LedgerKind,
    path: Path,
    make: Callable[[Connection, RawWorkbook, Layouts], P],
    *,
    layouts: Sequence[LedgerLayout] | None = None,
    raw: RawWorkbook | None = None,
    report: Report | None = None,
) -> LedgerPreview[P]:
    """Read, understand and hold against the store, which `make` does. `layouts`: the mapping as a person corrected it;
    `raw`: what an earlier plan has read.

    Raises UserFault or EnvironmentFault naming the file, the place and the remedy when it cannot be read.
    """
    raw = raw or read_workbook(path, progress=report)
    with office.store.reading() as connection, without_collector():
        chosen = tuple(layouts) if layouts is not None else understand(kind, raw, load_layouts(connection))
        planned = make(connection, raw, chosen)
        next_change = next_change_id(connection)
    return LedgerPreview(path, raw, chosen, planned, layouts is not None, next_change)


def must_be_understood(found: LedgerPreview[P], ledger: str, remedy: str) -> None:
    """Raises UserFault when no sheet was understood as such a ledger, and nobody is there to correct it."""
    if not any(layout.use for layout in found.layouts):
        why = ";".join(f"{layout.sheet}:{layout.why}" for layout in found.layouts if layout.why)
        raise UserFault(
            f"没有在里面找到{ledger}的表头({why or '没有内容'})。", remedy, place=found.path.name
        )  # fmt: skip


@contextmanager
def accepting(office: Office, found: LedgerPreview[P], verb: str, title: str) -> Iterator[Work]:
    """One change with one undo; the layout that a person corrected is remembered. The caller writes and keeps.

    Raises UserFault when records have changed since the plan was made: what it would write may no longer fit them.
    """
    with without_collector(), office.work(verb, title) as work:
        if found.next_change != work.change_id:
            raise UserFault("核对之后登记的内容又有了改动,什么都没有写入。", "请回到上一步重新核对,再接受。")
        if found.corrected:
            for layout in found.layouts:
                if layout.use:
                    remember_layout(work.connection, layout.signature, layout.to_remember())
        yield work


def marked_copy(kind: LedgerKind, path: Path, errors: Sequence[RowError]) -> bytes:
    """The same workbook with the bad cells marked, to be mended and taken in again."""
    return _marked_copy(path, errors, partial(understand, kind))
