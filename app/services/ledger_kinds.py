"""Which kind of ledger a workbook holds, told by its headers. A room that takes ledgers in adds its own to READERS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from app.importing.headers import Header
from app.importing.layout import understand as understand_households
from app.importing.ledger_layout import understand
from app.importing.meetings_rows import LEDGER as MEETINGS
from app.importing.raw import RawWorkbook
from app.importing.reading import read_workbook
from app.importing.requests_layout import understand as understand_requests
from app.importing.roster_rows import LEDGER as MEMBERS
from app.importing.service_rows import LEDGER as SERVICE
from app.importing.volunteers_rows import LEDGER as VOLUNTEERS
from app.services.office import Office, Report
from app.store.reports import load_layouts

Remembered = Mapping[str, Mapping[str, str]]


class Layout(Protocol):
    """How one sheet was understood, whatever the kind."""

    @property
    def header(self) -> Header | None: ...
    @property
    def use(self) -> bool: ...
    @property
    def fields(self) -> Sequence[object | None]: ...


READERS: Mapping[str, Callable[[RawWorkbook, Remembered], Sequence[Layout]]] = {
    "households": understand_households,
    "requests": understand_requests,
    "meetings": partial(understand, MEETINGS),
    "members": partial(understand, MEMBERS),
    "volunteers": partial(understand, VOLUNTEERS),
    "service": partial(understand, SERVICE),
}


@dataclass(frozen=True)
class Recognised:
    """What was read, so that nobody reads it again, and the kind; '' when no header of any kind was found."""

    raw: RawWorkbook
    kind: str


def recognise(office: Office, path: Path, report: Report | None = None) -> Recognised:
    """The kind whose headers name the most columns; one that can be used as it is goes before one that cannot.

    Raises UserFault or EnvironmentFault naming the file when it cannot be read.
    """
    raw = read_workbook(path, progress=report)
    with office.store.reading() as connection:
        remembered = load_layouts(connection)
    found = {kind: _weight(read(raw, remembered)) for kind, read in READERS.items()}
    best = max(found, key=lambda kind: found[kind])
    return Recognised(raw, best if found[best] > (False, 0) else "")


def _weight(layouts: Sequence[Layout]) -> tuple[bool, int]:
    usable = [layout for layout in layouts if layout.use]
    known = usable or [layout for layout in layouts if layout.header is not None]
    return bool(usable), sum(field is not None for layout in known for field in layout.fields)
