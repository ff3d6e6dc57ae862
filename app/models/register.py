"""The register of issued reports: what befell each one, and what is to be done with it next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.models.reports import IssuedReport
from app.models.signers import Role


class EventKind(StrEnum):
    """What can befall a report, in the words of the register."""

    MADE = "made"
    SIGNED = "signed"
    HANDED_IN = "handed_in"
    RECEIPT = "receipt"
    CORRECTED = "corrected"  # this one was put right by another
    CORRECTS = "corrects"  # this one puts another right

    @property
    def words(self) -> str:
        return _TITLES[self]


_TITLES = {
    EventKind.MADE: "已生成",
    EventKind.SIGNED: "已签名",
    EventKind.HANDED_IN: "已报送",
    EventKind.RECEIPT: "已收回执",
    EventKind.CORRECTED: "已更正",
    EventKind.CORRECTS: "更正前一份",
}
_RANK = (EventKind.RECEIPT, EventKind.HANDED_IN, EventKind.SIGNED)


@dataclass(frozen=True)
class ReportEvent:
    """One thing that befell a report. `other`: the serial of the other report of a correction."""

    kind: EventKind
    at: datetime
    who: str = ""
    role: Role | None = None
    fingerprint: str = ""
    note: str = ""
    other: str = ""

    @property
    def words(self) -> str:
        """The event in one line, without its time."""
        if self.kind is EventKind.SIGNED:
            return f"{self.role.words if self.role else ''}{self.who}签名"
        if self.kind is EventKind.CORRECTED:
            return f"由 {self.other} 号更正{_because(self.note)}"
        if self.kind is EventKind.CORRECTS:
            return f"更正 {self.other} 号{_because(self.note)}"
        if self.kind is EventKind.HANDED_IN:
            return f"报送{self.who}{f',{self.note}' if self.note else ''}"
        if self.kind is EventKind.RECEIPT:
            return f"收到{self.who}的回执{f':{self.note}' if self.note else ''}"
        return f"{self.who}生成"


def _because(note: str) -> str:
    return f",原因:{note}" if note else ""


@dataclass(frozen=True)
class RegisterEntry:
    """A report with all that befell it, the oldest first. `waiting`: the roles that have yet to sign, in turn."""

    report: IssuedReport
    events: tuple[ReportEvent, ...]
    waiting: tuple[Role, ...] = ()

    @property
    def corrected_by(self) -> str:
        """The serial of the report that put this one right; '' while this one holds."""
        return self._other(EventKind.CORRECTED)

    @property
    def corrects(self) -> str:
        return self._other(EventKind.CORRECTS)

    @property
    def state(self) -> EventKind:
        """How far it has come."""
        if self.corrected_by:
            return EventKind.CORRECTED
        kinds = {event.kind for event in self.events}
        return next((kind for kind in _RANK if kind in kinds), EventKind.MADE)

    @property
    def state_words(self) -> str:
        if self.waiting and self.state is EventKind.SIGNED:
            return f"待{self.waiting[0].words}签名"
        return self.state.words

    @property
    def signers(self) -> tuple[ReportEvent, ...]:
        return tuple(event for event in self.events if event.kind is EventKind.SIGNED)

    def has(self, kind: EventKind) -> bool:
        return any(event.kind is kind for event in self.events)

    def _other(self, kind: EventKind) -> str:
        return next((event.other for event in self.events if event.kind is kind), "")


@dataclass(frozen=True)
class ComparedFigure:
    """One figure in two reports; None where it is not in one of them. `of` and the ids say whom it counts."""

    key: str
    title: str
    group: str
    first: int | None
    second: int | None
    of: str = "households"
    first_ids: tuple[int, ...] = ()
    second_ids: tuple[int, ...] = ()

    @property
    def difference(self) -> int | None:
        return None if self.first is None or self.second is None else self.second - self.first
