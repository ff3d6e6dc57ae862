"""Who signs for this office and with what; whom it knows. Keys never leave the encrypted store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.errors import EnvironmentFault, UserFault
from app.base.files import read_bytes, write_atomically
from app.models.changes import Changes
from app.models.people import Organisation
from app.models.signers import Identity, KnownSigner, Role, SealImage
from app.rules.names import pinyin
from app.services.office import Office
from app.store import signers as shelf
from app.store.people import load_organisation

if TYPE_CHECKING:
    from cryptography import x509

    from app.reports.signing.certificates import SigningIdentity
    from app.store.connection import Connection
    from app.store.work import Work

_SEAL_LIMIT = 8_000_000  # bytes of a picture


@dataclass(frozen=True)
class Signatory:
    """Somebody who is to sign: in which role, under which name, with which identity."""

    role: Role
    name: str
    identity: SigningIdentity = field(repr=False)


@dataclass(frozen=True)
class Candidate:
    """A certificate that may be added to the known signers once a person has held its fingerprint against the card."""

    name: str
    street: str
    fingerprint: str
    pem: bytes = field(repr=False)


# who signs ----------------------------------------------------------------------------------------------------------


def chain(connection: Connection) -> tuple[Signatory, ...]:
    """All who sign a report, in turn: whoever was given a certificate, and at the end the unit."""
    from app.reports.signing.certificates import SigningIdentity

    stored = {one.id: one for one in shelf.identities(connection)}
    names = role_names(load_organisation(connection))
    found = []
    for role, identity_id in sorted(shelf.roles(connection).items(), key=lambda pair: list(Role).index(pair[0])):
        identity = SigningIdentity(stored[identity_id].key_pem, stored[identity_id].cert_pem)
        found.append(Signatory(role, names[role] or identity.subject, identity))
    return tuple(found)


def role_names(organisation: Organisation) -> dict[Role, str]:
    """The names that stand in the signature block."""
    return {
        Role.PREPARER: organisation.preparer,
        Role.REVIEWER: organisation.reviewer,
        Role.LEADER: organisation.secretary,
        Role.UNIT: organisation.branch,
    }


def require_usable(signatory: Signatory, office: Office) -> None:
    """Raises UserFault where the certificate cannot sign today."""
    from app.reports.signing.pfx import why_unusable

    if trouble := why_unusable(signatory.identity.certificate, now=office.clock.now()):
        raise UserFault(
            f"{signatory.role.words}的{trouble}", "请在“签名与核验”里给这个角色换一张证书。", place=signatory.name
        )


def identities(office: Office) -> tuple[Identity, ...]:
    """The certificates of this office with the roles they sign in; those that sign come first."""
    from app.reports.signing.certificates import SigningIdentity, common_name, issuer_name, self_signed
    from app.reports.signing.pfx import why_unusable

    with office.store.reading() as connection:
        stored, roles = shelf.identities(connection), shelf.roles(connection)
    found = []
    for one in stored:
        identity = SigningIdentity(one.key_pem, one.cert_pem)
        certificate = identity.certificate
        own = self_signed(certificate)
        found.append(
            Identity(
                one.id,
                common_name(certificate),
                "本机生成" if own and not one.imported else "自签名" if own else issuer_name(certificate),
                identity.fingerprint,
                certificate.not_valid_before_utc.astimezone().date(),
                certificate.not_valid_after_utc.astimezone().date(),
                tuple(role for role in Role if roles.get(role) == one.id),
                why_unusable(certificate, now=office.clock.now()),
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.roles, one.id)))


def import_pfx(office: Office, content: bytes, password: str, role: Role | None = None) -> Changes:
    """Take a certificate with its key in, and let it sign in `role`. Raises UserFault with the reason if it cannot."""
    from app.reports.signing.pfx import open_pfx

    identity = open_pfx(content, password, now=office.clock.now())
    if any(one.fingerprint == identity.fingerprint for one in identities(office)):
        raise UserFault("这张证书已经导入过了。", "请直接在角色里选用它。", place=identity.subject)
    return _keep_identity(office, identity, role, imported=True)


def make_identity(office: Office, name: str, role: Role | None = None) -> Changes:
    """A certificate of our own for a person of the branch. Raises UserFault for a blank name."""
    from app.reports.signing.certificates import make_branch_identity

    with office.store.reading() as connection:
        branch = load_organisation(connection).branch
    if not name.strip():
        raise UserFault("还没有填写姓名。", "请填写签名人的姓名。", place="姓名")
    return _keep_identity(office, make_branch_identity(name, branch, now=office.clock.now()), role, imported=False)


def _keep_identity(office: Office, identity: SigningIdentity, role: Role | None, *, imported: bool) -> Changes:
    verb, said = ("import_identity", "导入") if imported else ("make_identity", "生成")
    with office.work(verb, f"{said}签名证书:{identity.subject}") as work:
        _settle_unit(work.connection, work)
        identity_id = shelf.add_identity(
            work, identity.key_pem, identity.cert_pem, identity.fingerprint, imported=imported
        )
        if role is not None:
            shelf.assign(work, role, identity_id)
        changes = office.keep(work)
    register_own(office)
    return changes


def _settle_unit(connection: Connection, work: Work) -> None:
    """A store of an earlier version has not said which certificate is the unit's: a further one must not become it."""
    unit = shelf.roles(connection).get(Role.UNIT)
    if unit is not None:
        shelf.assign(work, Role.UNIT, unit)


def assign(office: Office, role: Role, identity_id: int | None) -> Changes:
    """Who signs in `role` from now on; None: nobody does. Raises UserFault where the unit would be left without."""
    if role is Role.UNIT and identity_id is None:
        raise UserFault("填报单位必须有一张证书。", "请选择一张证书。")
    chosen = next((one for one in identities(office) if one.id == identity_id), None)
    if identity_id is not None and chosen is None:
        raise UserFault("这张证书已经不在了。", "请刷新后再试。")
    if chosen is not None and chosen.usable:
        raise UserFault(chosen.usable, "请换一张证书。", place=chosen.name)
    said = f"{role.words}由“{chosen.name}”的证书签名" if chosen else f"{role.words}不再签名"
    with office.work("assign_signer", said) as work:
        _settle_unit(work.connection, work)
        shelf.assign(work, role, identity_id)
        return office.keep(work)


# the seal -----------------------------------------------------------------------------------------------------------


def seal(office: Office) -> SealImage | None:
    """The seal's picture, None where there is none."""
    with office.store.reading() as connection:
        return shelf.seal(connection)


def set_seal(office: Office, file: Path | None, width_mm: int = 42) -> Changes:
    """The picture that is laid over issuer and date from now on; None takes it away. Kept in the encrypted store."""
    from app.reports.signing.appearance import check_seal

    image = check_seal(SealImage(read_bytes(file, at_most=_SEAL_LIMIT), width_mm, file.name)) if file else None
    with office.work("set_seal", "更换印章图片" if image else "去掉印章图片") as work:
        shelf.set_seal(work, image, office.clock.now())
        return office.keep(work)


# cards and known signers --------------------------------------------------------------------------------------------


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
    found = next((one for one in identities(office) if one.id == identity_id), None)
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

    own = [KnownSigner(one.fingerprint, one.name, "本单位", one.until, None, own=True) for one in identities(office)]
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
