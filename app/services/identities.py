"""The unit as a signatory, for whatever it signs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.models.signers import Role
from app.services import accounts, signers
from app.services.office import Office
from app.store import reports as shelf
from app.store import signers as signer_shelf

if TYPE_CHECKING:
    from app.reports.signing.certificates import SigningIdentity


def unit(office: Office, branch: str, street: str) -> signers.Signatory:
    """The unit with its certificate; a new one where none was imported and its name has changed since, so that the
    signer is who answers for the paper."""
    from app.reports.signing.certificates import NAME_LIMIT, make_branch_identity

    with office.store.reading() as connection:
        found = _unit(signers.chain(connection))
        chosen = signer_shelf.roles(connection).get(Role.UNIT)
        imported = any(one.imported for one in signer_shelf.identities(connection) if one.id == chosen)
    if found is not None and (imported or found.identity.subject == branch[:NAME_LIMIT]):
        return found
    identity = make_branch_identity(branch, street, now=office.clock.now())
    with office.work("make_identity", "更新单位签名证书") as work:
        shelf.save_identity(work, identity.key_pem, identity.cert_pem, identity.fingerprint)
        office.keep(work)
    accounts.register_signer(office)
    return signers.Signatory(Role.UNIT, branch, identity)


def branch_identity(office: Office, branch: str, street: str) -> SigningIdentity:
    """The certificate alone."""
    return unit(office, branch, street).identity


def _unit(chain: tuple[signers.Signatory, ...]) -> signers.Signatory | None:
    return next((one for one in chain if one.role is Role.UNIT), None)
