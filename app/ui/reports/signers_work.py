"""What the views of signatures ask of the office; runs on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.models.changes import Changes
from app.models.packages import Reception
from app.models.signers import Identity, KnownSigner, Role, SealImage
from app.ui.jobs import Report


@dataclass(frozen=True)
class SigningDesk:
    """All that the view of signers shows."""

    identities: tuple[Identity, ...]
    known: tuple[KnownSigner, ...]
    names: dict[Role, str]
    seal: SealImage | None


def desk(office: Any) -> SigningDesk:
    from app import services

    found = services.signers
    names = found.role_names(services.accounts.organisation(office))
    return SigningDesk(found.identities(office), services.known_signers.known(office), names, found.seal(office))


def assign(office: Any, role: Role, identity_id: int | None) -> Changes:
    from app import services

    return services.signers.assign(office, role, identity_id)


def import_pfx(office: Any, file: Path, password: str) -> Changes:
    from app import services
    from app.base.files import read_bytes

    return services.signers.import_pfx(office, read_bytes(file, at_most=1_000_000), password)


def make_identity(office: Any, name: str) -> Changes:
    from app import services

    return services.signers.make_identity(office, name)


def save_card(office: Any, identity: Identity, folder: Path) -> Path:
    from app import services

    return services.known_signers.save_card(office, identity.id, folder)


def set_seal(office: Any, file: Path | None, width_mm: int) -> Changes:
    from app import services

    return services.signers.set_seal(office, file, width_mm)


def candidates(_office: Any, file: Path) -> tuple[Any, ...]:
    from app import services
    from app.base.files import read_bytes

    return services.known_signers.candidates(read_bytes(file, at_most=100_000_000), file.name)


def candidate_of(_office: Any, certificate: bytes) -> tuple[Any, ...]:
    from app import services

    return services.known_signers.candidates(certificate, "")


def know(office: Any, candidate: Any) -> Changes:
    from app import services

    return services.known_signers.know(office, candidate)


def forget(office: Any, fingerprint: str) -> Changes:
    from app import services

    return services.known_signers.forget(office, fingerprint)


def look_through(office: Any, files: list[Path], report: Report) -> Reception:
    from app import services

    return services.receiving.look_through(office, files, report)


def save_reception(office: Any, reception: Reception, folder: Path, report: Report) -> tuple[Path, ...]:
    from app import services

    return services.receiving.save(office, reception, folder, report)
