"""志愿服务记录证明: made out of closed sessions, signed, numbered, kept. What was issued is never changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.base.files import write_atomically
from app.models.certificates import CertificateDraft, CertificateFacts, CertificateLine
from app.models.changes import Changes
from app.models.ledgers import PastExport
from app.models.signers import Role
from app.rules import certificates as law
from app.services import identities
from app.services.office import Office
from app.services.register import put_signature
from app.store import certificates as shelf
from app.store import service_lists
from app.store.exports import add_export
from app.store.people import load_organisation

if TYPE_CHECKING:
    from app.store.connection import Connection

DRAFT = "草稿"


def blank(office: Office, volunteer_id: int) -> CertificateDraft:
    """The form's first filling: everything recorded, the handler who reports."""
    with office.store.reading() as connection:
        return CertificateDraft(volunteer_id, handler=load_organisation(connection).preparer)


def facts(office: Office, draft: CertificateDraft) -> CertificateFacts:
    """What the certificate would say now, without a number. Raises UserFault naming what is missing."""
    with office.store.reading() as connection:
        return _facts(connection, draft, office.clock.today(), DRAFT)


def preview(office: Office, draft: CertificateDraft) -> bytes:
    """The unsigned PDF, marked as a draft by its number."""
    from app.reports.service_certificate import certificate_pdf

    return certificate_pdf(facts(office, draft), "")


def issue(office: Office, draft: CertificateDraft) -> Changes:
    """出具: number it, sign it, keep its bytes; `Changes.made` is its id in the register. It cannot be undone.

    Raises UserFault naming what is missing; nothing is kept then, and no number is used up.
    """
    from app.reports.service_certificate import certificate_pdf

    today, now = office.clock.today(), office.clock.now().replace(microsecond=0)
    with office.store.reading() as connection:
        organisation = load_organisation(connection)
        number = law.number_of(today.year, shelf.next_ordinal(connection, today.year))
        found = _facts(connection, draft, today, number)
    signatory = identities.unit(office, organisation.branch, organisation.street)
    frozen = facts_json(found)
    digest = hashlib.sha256(frozen.encode()).hexdigest()
    pdf = certificate_pdf(found, digest)
    done = put_signature(office, {"pdf": pdf}, signatory, f"志愿服务记录证明 {number}", (Role.UNIT,), now)
    signed = done.contents["pdf"]
    with office.work("issue_certificate", f"出具志愿服务记录证明 {number}") as work:
        made = shelf.keep_certificate(
            work,
            found,
            draft.volunteer_id,
            frozen,
            signed,
            hashlib.sha256(signed).hexdigest(),
            file_name(number),
        )
        add_export(work, _noted(found, now))
        return replace(office.keep(work), made=(made,))


def register(office: Office, *, volunteer_id: int | None = None, words: str = "") -> tuple[CertificateLine, ...]:
    """Those that were issued, the newest first."""
    with office.store.reading() as connection:
        return shelf.certificate_lines(connection, volunteer_id, words)


def file_bytes(office: Office, certificate_id: int) -> bytes:
    """The very bytes that were issued, years later too. Raises UserFault when there is none."""
    with office.store.reading() as connection:
        return shelf.certificate_file(connection, certificate_id)[1]


def save(office: Office, certificate_id: int, folder: Path) -> Path:
    """The very bytes again, into a folder."""
    with office.store.reading() as connection:
        name, content = shelf.certificate_file(connection, certificate_id)
    return write_atomically(folder / name, content)


def facts_json(found: CertificateFacts) -> str:
    """What the certificate says as canonical JSON: keys sorted, dates YYYY-MM-DD. Its SHA-256 is in the QR code."""
    return json.dumps(asdict(found), default=_day, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _facts(connection: Connection, draft: CertificateDraft, today: date, number: str) -> CertificateFacts:
    law.check_draft(draft, today)
    name, sex, id_number = shelf.identity_of(connection, draft.volunteer_id)
    found = service_lists.closed_services(connection, draft.volunteer_id, draft.since, draft.until)
    services = law.services_of(found)
    organisation = load_organisation(connection)
    since = draft.since or (services[0].day if services else today)
    until = min(draft.until or (services[-1].day if services else today), today)
    told = CertificateFacts(
        number=number,
        issued_on=today,
        issuer=organisation.branch,
        street=organisation.street,
        leader=organisation.secretary,
        handler=draft.handler.strip(),
        contact=draft.contact.strip(),
        purpose=draft.purpose.strip(),
        name=name,
        sex=sex,
        id_kind=law.ID_CARD,
        id_number=id_number,
        since=since,
        until=until,
        services=services,
        posted=law.posted_words(shelf.load_postings(connection), draft.volunteer_id, since, until, today),
        open_sessions=shelf.open_services(connection, draft.volunteer_id, since.isoformat(), until.isoformat()),
    )
    law.check_facts(told)
    return told


def _noted(found: CertificateFacts, now: datetime) -> PastExport:
    """The whole ID number leaves with the paper: noted as every full export is, without the name."""
    purpose = found.purpose or "出具志愿服务记录证明"
    return PastExport(
        0, now, f"志愿服务记录证明 {found.number}", "身份证号", 1, file_name(found.number), purpose, "本人"
    )


def file_name(number: str) -> str:
    return f"志愿服务记录证明({number}).pdf"


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise UserFault("证明的内容不能保存。", "请刷新后再试。")
