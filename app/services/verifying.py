"""Is a file still what was signed, and by whom. Needs no password: certificates are public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from app.base.errors import EnvironmentFault
from app.base.files import read_bytes
from app.base.paths import Paths
from app.reports.signing.verify import Verification as Verification
from app.reports.signing.verify import verify_bytes, verify_file


def verify_files(paths: Paths, files: Sequence[Path]) -> tuple[Verification, ...]:
    """One verdict a file: whole, changed, unsigned or unreadable; the signer, and whether this office knows them."""
    known = list(_known_certificates(paths))
    return tuple(verify_file(file, known) for file in files)


def verify_contents(paths: Paths, contents: Sequence[tuple[str, bytes]]) -> tuple[Verification, ...]:
    """The same for (name, bytes) that are at hand: a report out of the register is never laid down in clear."""
    known = list(_known_certificates(paths))
    return tuple(verify_bytes(content, name, known) for name, content in contents)


def _known_certificates(paths: Paths) -> Iterator[bytes]:
    for file in sorted(paths.signers.glob("*.pem")):
        with suppress(EnvironmentFault):  # what cannot be read vouches for nobody
            yield read_bytes(file)
