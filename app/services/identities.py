"""The branch's signing identity, for whoever signs in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import accounts
from app.services.office import Office
from app.store import reports as shelf

if TYPE_CHECKING:
    from app.reports.signing.certificates import SigningIdentity


def branch_identity(office: Office, branch: str, street: str) -> SigningIdentity:
    """The identity that is kept; a new one where the branch's name has changed since, so that the signer is who
    answers for the paper."""
    from app.reports.signing.certificates import NAME_LIMIT, SigningIdentity, make_branch_identity

    with office.store.reading() as connection:
        stored = shelf.load_identity(connection)
    identity = SigningIdentity(*stored) if stored else None
    if identity is None or identity.subject != branch[:NAME_LIMIT]:
        identity = make_branch_identity(branch, street, now=office.clock.now())
        with office.work("make_identity", "更新单位签名证书") as work:
            shelf.save_identity(work, identity.key_pem, identity.cert_pem, identity.fingerprint)
            office.keep(work)
        accounts.register_signer(office)
    return identity
