"""Whom this office knows: certificates that were held against their cards; its own are known from the start."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.errors import EnvironmentFault, UserFault
from app.base.files import read_bytes, write_atomically
from app.models.changes import Changes
from app.models.signers import KnownSigner
from app.rules.names import pinyin
from app.services import signers
from app.services.office import Office
from app.store import signers as shelf
from app.store.people import load_organisation

if TYPE_CHECKING:
    from cryptography import x509


@dataclass(frozen=True)
class Candidate:
    """A certificate that may be added to the known signers once a person has held its fingerprint against the card."""

    name: str
    street: str
    fingerprint: str
    pem: bytes = field(repr=False)


def card(office: Office, identity_id: int) -> bytes:
    """The certificate's card as a signed one-page PDF, to be handed over in person."""
    from app.reports.certificate_card import certificate_card
    from app.reports.signing.certificates import SigningIdentity
    from app.reports.signing.pdf import Signing, sign_pdf

    with office.store.reading() as connection:
        stored = next((one for one in shelf.identities(connection) if one.id == identity_id), None)
        organisation = load_organisation(connection)
    if stored is None:
        raise UserFault("这张证书已经不在了。", "请刷新后再试。")
    identity = SigningIdentity(stored.key_pem, stored.cert_pem)
    page = certificate_card(identity.certificate, organisation, office.clock.today())
    return sign_pdf(page, identity, signed_at=office.clock.now(), signing=Signing(identity.subject, "证书名片"))


def save_card(office: Office, identity_id: int, folder: Path) -> Path:
    """The card into a folder."""
    found = next((one for one in signers.identities(office) if one.id == identity_id), None)
    content = card(office, identity_id)
    plain = "".join("_" if character in '\\/:*?"<>|' else character for character in found.name) if found else ""
    return write_atomically(folder / f"{plain}证书名片.pdf", content)


def candidates(content: bytes, name: str) -> tuple[Candidate, ...]:
    """Whom a file could make known: a certificate, a card, or any signed file that is whole. Raises UserFault."""
    from app.reports.signing.pfx import read_certificate
    from app.reports.signing.verify import certificates_of

    one = read_certificate(content)
    found = [one] if one is not None else certificates_of(content, name)
    return tuple({made.fingerprint: made for made in map(_candidate, found)}.values())


def _candidate(certificate: x509.Certificate) -> Candidate:
    from cryptography.hazmat.primitives.serialization import Encoding

    from app.reports.signing.certificates import common_name, fingerprint, organisation_name

    pem = certificate.public_bytes(Encoding.PEM)
    return Candidate(common_name(certificate), organisation_name(certificate), fingerprint(certificate), pem)


def know(office: Office, candidate: Candidate) -> Changes:
    """From now on this signer is known here. Whoever calls this has asked a person first."""
    today = office.clock.today()
    if candidate.fingerprint in {one.fingerprint for one in known(office)}:
        raise UserFault("这位签名人已经在名单里。", "不用再加一次。", place=candidate.name)
    with office.work("know_signer", f"登记认识的签名人:{candidate.name}") as work:
        shelf.add_known(
            work, candidate.fingerprint, candidate.name, candidate.street, candidate.pem.decode("ascii"), today
        )
        changes = office.keep(work)
    write_atomically(_file(office, candidate.fingerprint), candidate.pem)
    return changes


def forget(office: Office, fingerprint: str) -> Changes:
    """This signer is a stranger again. Raises UserFault for a certificate of our own."""
    found = next((one for one in known(office) if one.fingerprint == fingerprint), None)
    if found is None or found.own:
        raise UserFault("本单位自己的证书不能从名单里去掉。" if found else "名单里没有这位签名人。", "请刷新后再试。")
    with office.work("know_signer", f"不再认识签名人:{found.name}") as work:
        shelf.remove_known(work, fingerprint)
        changes = office.keep(work)
    with suppress(OSError):
        _file(office, fingerprint).unlink(missing_ok=True)
    return changes


def known(office: Office) -> tuple[KnownSigner, ...]:
    """Whom this office knows: its own certificates, and those that were added."""
    from app.reports.signing.pfx import read_certificate

    own = [
        KnownSigner(one.fingerprint, one.name, "本单位", one.until, None, own=True)
        for one in signers.identities(office)
    ]
    taken = {one.fingerprint for one in own}
    with office.store.reading() as connection:
        added = shelf.known(connection)
    others = []
    for fingerprint, name, street, on, pem in added:
        certificate = read_certificate(pem.encode("ascii"))
        if fingerprint not in taken and certificate is not None:
            until = certificate.not_valid_after_utc.astimezone().date()
            others.append(KnownSigner(fingerprint, name, street, until, on))
    return (*own, *sorted(others, key=lambda one: (pinyin(one.name), one.name)))


def register_own(office: Office) -> None:
    """Lay the certificates beside the store from which `verify` knows them: own ones, and those on the list."""
    from app.reports.signing.certificates import SigningIdentity

    with office.store.reading() as connection:
        stored, added = shelf.identities(connection), shelf.known(connection)
    office.paths.signers.mkdir(parents=True, exist_ok=True)
    there = {file.stem for file in office.paths.signers.glob("*.pem")}
    for one in stored:
        fingerprint = SigningIdentity(one.key_pem, one.cert_pem).fingerprint
        if fingerprint[:16] not in there:
            write_atomically(_file(office, fingerprint), one.cert_pem)
    for fingerprint, _name, _street, _on, pem in added:
        if fingerprint[:16] not in there:
            write_atomically(_file(office, fingerprint), pem.encode("ascii"))


def certificates(office: Office) -> tuple[bytes, ...]:
    """The known certificates as PEM, read from the folder that `verify` reads."""
    found = []
    for file in sorted(office.paths.signers.glob("*.pem")):
        with suppress(EnvironmentFault):
            found.append(read_bytes(file))
    return tuple(found)


def _file(office: Office, fingerprint: str) -> Path:
    return office.paths.signers / f"{fingerprint[:16]}.pem"
