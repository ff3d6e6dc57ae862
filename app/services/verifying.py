"""Is a file still what was signed, and by whom. Needs no password: certificates are public."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.base.paths import Paths
from app.reports.signing.verify import Verification as Verification
from app.reports.signing.verify import verify_file


def verify_files(paths: Paths, files: Sequence[Path]) -> tuple[Verification, ...]:
    """One verdict a file: whole, changed, unsigned or unreadable; the signer, and whether this office knows them."""
    known = [file.read_bytes() for file in sorted(paths.signers.glob("*.pem"))] if paths.signers.is_dir() else []
    return tuple(verify_file(file, known) for file in files)
