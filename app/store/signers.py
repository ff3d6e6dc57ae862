"""Identities that sign, their roles, the seal's picture, and the list of known signers.

Keys are not journalled: the journal is exported for audits, keys never are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from app.models.signers import Role, SealImage
from app.store.journal import Value
from app.store.work import Work

IMPORTED = "imported"


@dataclass(frozen=True)
class StoredIdentity:
    """Key and certificate as PEM; `imported` from a .pfx, else made here."""

    id: int
    key_pem: bytes = field(repr=False)
    cert_pem: bytes
    imported: bool


def identities(connection: Connection) -> tuple[StoredIdentity, ...]:
    """All of them, the oldest first."""
    rows = connection.exec_driver_sql("SELECT id, key_pem, cert_pem, origin FROM signing_identity ORDER BY id")
    return tuple(StoredIdentity(row[0], bytes(row[1]), bytes(row[2]), row[3] == IMPORTED) for row in rows)


def roles(connection: Connection) -> dict[Role, int]:
    """Identity by role. Where nobody was chosen for the unit yet, its newest own certificate signs for it."""
    rows = connection.exec_driver_sql("SELECT role, identity_id FROM signer_role")
    found = {Role(row[0]): int(row[1]) for row in rows}
    if Role.UNIT not in found:
        last = connection.exec_driver_sql(
            "SELECT max(id) FROM signing_identity "
            "WHERE origin IS NULL AND id NOT IN (SELECT identity_id FROM signer_role)"
        ).scalar()
        if last is not None:
            found[Role.UNIT] = int(last)
    return found


def add_identity(work: Work, key_pem: bytes, cert_pem: bytes, fingerprint: str, *, imported: bool = False) -> int:
    """Keep an identity; returns its id."""
    identity_id = work.next_id("signing_identity")
    values = {"key_pem": key_pem, "cert_pem": cert_pem, "origin": IMPORTED if imported else None}
    work.keep("signing_identity", values, noted={"fingerprint": fingerprint})
    return identity_id


def assign(work: Work, role: Role, identity_id: int | None) -> None:
    """Who signs in `role` from now on; None: nobody."""
    row = work.connection.exec_driver_sql("SELECT id FROM signer_role WHERE role = ?", (role.value,)).one_or_none()
    if identity_id is None:
        if row is not None:
            work.delete("signer_role", [int(row[0])])
    elif row is None:
        work.add("signer_role", {"role": role.value, "identity_id": identity_id})
    else:
        work.update("signer_role", int(row[0]), {"identity_id": identity_id})


def seal(connection: Connection) -> SealImage | None:
    """The seal's picture, None where there is none (any more)."""
    row = connection.exec_driver_sql(
        "SELECT name, width_mm, content FROM seal_image ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    return None if row is None or not row[1] else SealImage(bytes(row[2]), int(row[1]), str(row[0]))


def set_seal(work: Work, image: SealImage | None, at: datetime) -> None:
    """Keep a picture; None takes it away."""
    image = image or SealImage(b"", 0)
    added_at = at.isoformat(sep=" ", timespec="seconds")
    noted: dict[str, Value] = {"name": image.name, "width_mm": image.width_mm, "added_at": added_at}
    work.keep("seal_image", {**noted, "content": image.content}, noted=noted)


def known(connection: Connection) -> tuple[tuple[str, str, str, date, str], ...]:
    """(fingerprint, name, street, since when, certificate as PEM) of each known signer."""
    rows = connection.exec_driver_sql(
        "SELECT fingerprint, name, street, added_on, cert_pem FROM known_signer ORDER BY name, id"
    )
    return tuple((row[0], row[1], row[2], date.fromisoformat(row[3]), row[4]) for row in rows)


def add_known(work: Work, fingerprint: str, name: str, street: str, cert_pem: str, on: date) -> None:
    values = {"fingerprint": fingerprint, "name": name, "street": street, "added_on": on.isoformat()}
    work.add("known_signer", {**values, "cert_pem": cert_pem})


def remove_known(work: Work, fingerprint: str) -> bool:
    """Take a signer off the list; False where they are not on it."""
    rows = work.connection.exec_driver_sql("SELECT id FROM known_signer WHERE fingerprint = ?", (fingerprint,))
    found = [int(row[0]) for row in rows]
    work.delete("known_signer", found)
    return bool(found)
