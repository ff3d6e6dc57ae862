"""The branch's side of the handoff: one file for the street, and the street's receipt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.base.errors import Doubt, UserFault
from app.base.files import read_bytes, write_atomically
from app.models.changes import Changes
from app.models.packages import Manifest, PackedFile, PackedSigner
from app.models.register import EventKind, RegisterEntry, ReportEvent
from app.models.signers import Role
from app.services import known_signers, register, reports, signers
from app.services.office import Office
from app.store import register as shelf
from app.store import signers as signer_shelf
from app.store.people import load_organisation

SIZE_LIMIT = 100_000_000  # bytes
FACTS_NAME = "facts.json"


def package(office: Office, report_id: int) -> tuple[str, bytes]:
    """(file name, bytes) of the package of a report, sealed by the unit; the same report gives the same bytes.

    Raises UserFault where the certificate cannot sign any more and the report was never handed in.
    """
    from app.reports.package import pack

    entry = register.entry(office, report_id)
    unit = _sealing(office, entry)
    if not any(event.kind is EventKind.HANDED_IN for event in entry.events):
        signers.require_usable(unit, office)
    manifest, contents = _listed(office, entry)
    return package_name(entry), pack(manifest, contents, unit.identity)


def _listed(office: Office, entry: RegisterEntry) -> tuple[Manifest, dict[str, bytes]]:
    """What goes into a package, by name, and what the package says of it."""
    report = entry.report
    contents = {FACTS_NAME: register.facts_json(office, report.id)}
    packed = [_packed("facts", FACTS_NAME, contents[FACTS_NAME])]
    for file in report.files:
        contents[file.name] = reports.file_bytes(office, report.id, file.kind)
        packed.append(_packed(file.kind, file.name, contents[file.name]))
    manifest = Manifest(
        serial=report.serial,
        branch=report.signer,
        street=str(json.loads(contents[FACTS_NAME]).get("street", "")),  # as it was called then
        year=report.year,
        month=report.month,
        corrects=entry.corrects,
        issued_at=report.issued_at.isoformat(sep=" ", timespec="seconds"),
        facts_sha256=report.facts_sha256,
        signers=tuple(_signer(event) for event in entry.signers),
        files=tuple(sorted(packed, key=lambda one: one.name)),
    )
    return manifest, contents


def _sealing(office: Office, entry: RegisterEntry) -> signers.Signatory:
    """The unit with the certificate that stands on the report, even where the unit has another one by now."""
    from app.reports.signing.certificates import SigningIdentity

    marks = {event.fingerprint for event in entry.signers if event.role is Role.UNIT}
    with office.store.reading() as connection:
        unit = next(one for one in signers.chain(connection) if one.role is Role.UNIT)
        stored = signer_shelf.identities(connection)
    theirs = (SigningIdentity(one.key_pem, one.cert_pem) for one in stored)
    identity = next((one for one in theirs if one.fingerprint in marks), unit.identity)
    return replace(unit, identity=identity)


def package_name(entry: RegisterEntry) -> str:
    """大院社区党委2026年10月工作月报(2026-10-01)报送包.zip"""
    name = entry.report.files[0].name if entry.report.files else entry.report.serial
    return f"{name.rpartition('.')[0] or name}报送包.zip"


def save_package(office: Office, report_id: int, folder: Path) -> Path:
    """The package into a folder; a file of that name is replaced only when the new one is whole."""
    name, content = package(office, report_id)
    return write_atomically(folder / name, content)


def take_receipt(office: Office, file: Path, *, sure: bool = False) -> Changes:
    """Note the street's receipt at the report it is for, its bytes kept.

    Raises UserFault where it is not whole or fits no report of ours; Doubt where its signer is not known.
    """
    from app.reports.package import is_receipt, unpack_receipt
    from app.reports.signing.certificates import common_name, fingerprint

    content = read_bytes(file, at_most=SIZE_LIMIT)
    if content.startswith(b"PK") and not is_receipt(content):
        what = "这不是街道的回执,或者没有传完整。"
        raise UserFault(what, "请选择街道发回的回执;如果是报送包,请在“签名与核验”里打开。", place=file.name)
    opened = unpack_receipt(content, file.name)
    receipt, mark = opened.receipt, fingerprint(opened.certificate)
    entry = next((one for one in register.entries(office) if one.report.serial == receipt.serial), None)
    if entry is None or entry.report.signer != receipt.branch:
        raise UserFault(
            f"这份回执是给“{receipt.branch}”{receipt.serial} 号月报的,登记簿里没有这一份。",
            "请核对是不是发错了。",
            place=file.name,
        )
    if receipt.manifest_sha256 not in manifests(office, entry):
        raise UserFault("回执所收的报送包与登记簿里的不是同一份。", "请与街道核对,必要时重新报送。", place=file.name)
    if not sure and mark not in {one.fingerprint for one in known_signers.known(office)}:
        raise Doubt(
            f"回执由“{common_name(opened.certificate)}”签名,不在认识的签名人名单里。",
            "请先与街道核对证书指纹并登记;确定要收下,请再按一次。",
            place=file.name,
        )
    said = "已收下" if receipt.accepted else f"退回,{'；'.join(receipt.remarks) or '未说明原因'}"
    event = ReportEvent(EventKind.RECEIPT, _moment(office, receipt.received_at), receipt.receiver, None, mark, said)
    with office.work("take_receipt", f"收到月报 {receipt.serial} 的回执") as work:
        shelf.add_files(work, entry.report.id, {"receipt": (file.name, content)})
        shelf.add_event(work, entry.report.id, event)
        return office.keep(work)


def manifests(office: Office, entry: RegisterEntry) -> Sequence[str]:
    """The digests of the manifests under which this report was handed in, or would be now."""
    handed = [event.fingerprint for event in entry.events if event.kind is EventKind.HANDED_IN]
    return (*handed, manifest_digest(office, entry.report.id))


def manifest_digest(office: Office, report_id: int) -> str:
    """SHA-256 of the manifest, by which the street's receipt names the package."""
    from app.reports.package import manifest_bytes

    manifest, _contents = _listed(office, register.entry(office, report_id))
    return hashlib.sha256(manifest_bytes(manifest)).hexdigest()


def hand_in(office: Office, report_id: int, note: str = "", *, sure: bool = False) -> Changes:
    """Note that the report went to the street. Raises UserFault where it cannot, Doubt where someone has not signed."""
    found = register.entry(office, report_id)
    if found.corrected_by:
        raise UserFault(
            f"这份月报已由 {found.corrected_by} 号更正。", "请报送更正后的那一份。", place=found.report.serial
        )
    if found.waiting and not sure:
        left = "、".join(role.words for role in found.waiting)
        raise Doubt(f"{left}还没有签名。", "报送后就不能再签了。确定要报送,请再按一次。", place=found.report.serial)
    with office.store.reading() as connection:
        street = load_organisation(connection).street
    digest = manifest_digest(office, report_id)
    at = office.clock.now().replace(microsecond=0)
    event = ReportEvent(EventKind.HANDED_IN, at, street, None, digest, " ".join(note.split()))
    with office.work("hand_in_report", f"报送月报 {found.report.serial}") as work:
        shelf.add_event(work, report_id, event)
        return office.keep(work)


def _packed(kind: str, name: str, content: bytes) -> PackedFile:
    return PackedFile(kind, name, len(content), hashlib.sha256(content).hexdigest())


def _signer(event: ReportEvent) -> PackedSigner:
    role = event.role.value if event.role else ""
    return PackedSigner(role, event.who, event.fingerprint, event.at.isoformat(sep=" ", timespec="seconds"))


def _moment(office: Office, said: str) -> datetime:
    """When the street says it received it; now where it says nothing that can be read."""
    try:
        return datetime.fromisoformat(said).replace(microsecond=0, tzinfo=None)
    except ValueError:
        return office.clock.now().replace(microsecond=0)
