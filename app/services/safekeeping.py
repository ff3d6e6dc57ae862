"""Backup, restore, and the check that everything is in order."""

from __future__ import annotations

from pathlib import Path

from app.base.clock import Clock
from app.base.paths import Paths
from app.models.changes import Finding
from app.services import accounts
from app.services.office import Office
from app.store.backup import restore_backup, write_backup
from app.store.check import check_store


def backup(office: Office, target: Path) -> Path:
    """One encrypted file with everything in it; the password or the recovery code of today opens it."""
    office.paths.make()  # the folder for copies may have been tidied away
    return write_backup(office.store.raw, office.store.key, office.paths, target, office.clock.now())


def restore(paths: Paths, source: Path, secret: str, clock: Clock | None = None) -> None:
    """Put a backup in place; what was there is kept aside under backups. The store must be closed."""
    clock = clock or Clock()
    restore_backup(paths, source, secret, clock.now())
    office = accounts.unlock(paths, secret, clock)  # proves that it opens, and brings an older one up to date
    try:
        accounts.register_signer(office)
    finally:
        accounts.close(office)


def check(office: Office) -> tuple[Finding, ...]:
    """Everything that is not as it should be; empty when all is well."""
    with office.store.reading() as connection:
        return tuple(check_store(connection, office.clock.today()))
