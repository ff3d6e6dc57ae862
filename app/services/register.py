"""The register of issued reports: what befell each, signing in turn, handing in, and two months beside each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.colours import LABELS
from app.models.register import ComparedFigure, EventKind, RegisterEntry, ReportEvent
from app.models.signers import Role
from app.services import signers
from app.services.office import Office, Report, silent
from app.store import register as shelf
from app.store import reports as archive
from app.store import signers as signer_shelf

if TYPE_CHECKING:
    from app.store.connection import Connection


def entries(office: Office) -> tuple[RegisterEntry, ...]:
    """Every issued report with what befell it, the newest first."""
    with office.store.reading() as connection:
        return _entries(connection)


def entry(office: Office, report_id: int) -> RegisterEntry:
    """One of them. Raises UserFault where it is not there."""
    return _found(entries(office), report_id)


def _entries(connection: Connection) -> tuple[RegisterEntry, ...]:
    reports = archive.issued_reports(connection)
    told = shelf.events(connection, reports)
    chain = sorted(signer_shelf.roles(connection), key=list(Role).index)
    found = []
    for report in reports:
        signed = {event.role for event in told[report.id] if event.kind is EventKind.SIGNED}
        over = any(event.kind in (EventKind.CORRECTED, EventKind.HANDED_IN) for event in told[report.id])
        # whoever was given a certificate after the unit had sealed the report has no part in it
        waiting = () if over or Role.UNIT in signed else tuple(role for role in chain if role not in signed)
        found.append(RegisterEntry(report, told[report.id], waiting))
    return tuple(found)


def _found(all_: tuple[RegisterEntry, ...], report_id: int) -> RegisterEntry:
    found = next((one for one in all_ if one.report.id == report_id), None)
    if found is None:
        raise UserFault("登记簿里没有这份月报。", "请刷新后再试。")
    return found


# signing in turn ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Signed:
    """Both files after one signature more, and what is to be noted of it."""

    contents: dict[str, bytes]
    event: ReportEvent


def put_signature(
    office: Office,
    contents: Mapping[str, bytes],
    signatory: signers.Signatory,
    reason: str,
    expected: tuple[Role, ...],
    at: datetime,
) -> Signed:
    """`contents` ('pdf', 'xlsx', 'form:3' of the street) with the signature of one more. Nothing is kept.

    Raises UserFault.
    """
    from app.reports.signing.pdf import Signing, sign_pdf
    from app.reports.signing.workbook import sign_workbook

    signers.require_usable(signatory, office)
    signing = Signing(signatory.name, reason, signatory.role, signers.seal(office), expected)
    signed = {
        kind: sign_pdf(content, signatory.identity, signed_at=at, signing=signing)
        if kind == "pdf"
        else sign_workbook(content, signatory.identity, signed_at=at, role=signatory.role, name=signatory.name)
        for kind, content in contents.items()
    }
    fingerprint = signatory.identity.fingerprint
    return Signed(signed, ReportEvent(EventKind.SIGNED, at, signatory.name, signatory.role, fingerprint))


def sign_next(office: Office, report_id: int, report: Report | None = None) -> Changes:
    """The next who is to sign puts their signature on both files; the stages before are kept as they were.

    Raises UserFault when nobody is left to sign, or the certificate cannot sign.
    """
    report = report or silent
    with office.store.reading() as connection:
        found = _found(_entries(connection), report_id)
        chain = signers.chain(connection)
        stored = {file.kind: archive.file_content(connection, report_id, file.kind) for file in found.report.files}
    if not found.waiting:
        raise UserFault("这份月报该签的都签过了。", "可以直接报送。", place=found.report.serial)
    signatory = next(one for one in chain if one.role is found.waiting[0])
    report(0, 2)
    at = office.clock.now().replace(microsecond=0)
    contents = {kind: content for kind, content in stored.items() if content is not None}
    expected = tuple(one.role for one in chain)
    done = put_signature(office, contents, signatory, f"月报 {found.report.serial}", expected, at)
    report(1, 2)
    names = {file.kind: file.name for file in found.report.files}
    title = f"{signatory.role.words}{signatory.name}签名:月报 {found.report.serial}"
    with office.work("sign_report", title) as work:
        shelf.add_files(work, report_id, {kind: (names[kind], data) for kind, data in done.contents.items()})
        shelf.add_event(work, report_id, done.event)
        changes = office.keep(work)
    report(2, 2)
    return changes


# looking back -------------------------------------------------------------------------------------------------------


def stages(office: Office, report_id: int, kind: str) -> tuple[bytes, ...]:
    """The bytes of one file after each signature, the oldest first."""
    with office.store.reading() as connection:
        return shelf.stages(connection, report_id, kind)


def facts_json(office: Office, report_id: int) -> bytes:
    """The frozen facts of a report, the very bytes whose digest stands in its code."""
    with office.store.reading() as connection:
        text = shelf.facts_text(connection, report_id)
    if not text:
        raise UserFault("登记簿里没有这份月报。", "请刷新后再试。")
    return text.encode()


def compare(office: Office, first_id: int, second_id: int) -> tuple[ComparedFigure, ...]:
    """Two issued reports figure by figure, in the report's own order.

    Read from the frozen facts, so that the comparison says in ten years what it says today.
    """
    first = {one["key"]: one for one in figures_in(json.loads(facts_json(office, first_id)))}
    second = {one["key"]: one for one in figures_in(json.loads(facts_json(office, second_id)))}
    found = [_compared(key, first.get(key), second.get(key)) for key in dict.fromkeys((*second, *first))]
    return tuple(sorted(found, key=_place))


def _place(one: ComparedFigure) -> tuple[int, int, str, int]:
    """Frozen facts are kept in the order of the alphabet: here the population comes first, then grids and sections."""
    leaf = one.key.rpartition(".")[2]
    if not one.group:
        return 0, _rank(leaf), "", 0
    if one.key.startswith("grid."):
        return 1, 0, one.group, _rank(leaf)
    return 2, list(_GROUPS.values()).index(one.group) if one.group in _GROUPS.values() else 99, "", 0


def _rank(leaf: str) -> int:
    return _ORDER.index(leaf) if leaf in _ORDER else len(_ORDER)


def figures_in(facts: Any, group: str = "") -> Iterator[dict[str, Any]]:
    """Every figure of frozen facts with the name of its group (the grid, the section); months before are left out."""
    if isinstance(facts, dict):
        if {"key", "title", "numerator"} <= facts.keys():
            yield {**facts, "group": group}
            return
        inner = str(facts.get("grid") or group)
        for name, part in facts.items():
            if name not in ("before", "earlier", "combinations"):
                yield from figures_in(part, inner or _GROUPS.get(name, ""))
    elif isinstance(facts, list):
        for part in facts:
            yield from figures_in(part, group)


_ORDER = (
    "households",
    "residents",
    *(label.value for label in LABELS),
    "distinct",
    "aged_60",
    "aged_80",
    "party_members",
)
_GROUPS = {
    "visits": "走访关爱",
    "requests": "诉求办理",
    "meetings": "组织生活",
    "deliberations": "议事协商",
    "volunteers": "志愿服务",
    "visits_year": "走访关爱(本年)",
}


def _compared(key: str, first: dict[str, Any] | None, second: dict[str, Any] | None) -> ComparedFigure:
    one = second or first or {}
    return ComparedFigure(
        key,
        str(one["title"]),
        str(one["group"]),
        int(first["numerator"]) if first else None,
        int(second["numerator"]) if second else None,
        str(one.get("of", "households")),
        _ids(first),
        _ids(second),
    )


def _ids(figure: dict[str, Any] | None) -> tuple[int, ...]:
    raw = (figure or {}).get("ids") or ()
    return tuple(map(int, raw.split(","))) if isinstance(raw, str) else tuple(map(int, raw))
