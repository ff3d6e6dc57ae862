"""Who signs for this office and with what. Keys never leave the encrypted store."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.base.files import read_bytes
from app.models.changes import Changes
from app.models.people import Organisation
from app.models.signers import Identity, Role, SealImage
from app.services.office import Office
from app.store import signers as shelf
from app.store.people import load_organisation

if TYPE_CHECKING:
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
    from app.services import known_signers

    with office.work(verb, f"{said}签名证书:{identity.subject}") as work:
        _settle_unit(work.connection, work)
        identity_id = shelf.add_identity(
            work, identity.key_pem, identity.cert_pem, identity.fingerprint, imported=imported
        )
        if role is not None:
            shelf.assign(work, role, identity_id)
        changes = office.keep(work)
    known_signers.register_own(office)
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
