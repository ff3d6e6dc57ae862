"""A hundred packages taken in on the street's side, against the bare verification of the signatures in them.

Bare: for each package the seal over its manifest, the signatures of its PDF and those of its workbook, from memory.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from app import services
from app.models.packages import Fate
from app.models.signers import Role
from app.reports.package import Opened, pack, unpack
from app.reports.signing.certificates import SigningIdentity
from app.reports.signing.cms import open_envelope
from app.reports.signing.container import read_entries
from app.reports.signing.verify import verify_bytes
from app.services.office import Office
from benchmarks.stores import opened

COUNT = 100


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    office = opened(1_000)
    folder = Path(tempfile.mkdtemp(prefix="qicai-packages-"))
    files = _packages(office, folder)
    bare = [_signed_parts(file) for file in files]

    def receive() -> object:
        reception = services.receiving.look_through(office, files)
        assert reception.count(Fate.ACCEPTED) == COUNT
        return services.receiving.save(office, reception, folder)

    def verify() -> object:
        for seal, pdf, workbook in bare:
            open_envelope(seal)
            verify_bytes(pdf, "a.pdf", ())
            verify_bytes(workbook, "a.xlsx", ())
        return None

    return [("receiving 100 packages / their signatures verified", receive, verify, 1.5)]


def _packages(office: Office, folder: Path) -> list[Path]:
    """The report of one month under a hundred names: the files' own signatures stay those of the office."""
    day = office.clock.today()
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    issued = services.reports.issue_month(office, year, month)
    _, package = services.packages.package(office, issued.id)
    whole = unpack(package, "a")
    with office.store.reading() as connection:
        unit = next(one for one in services.signers.chain(connection) if one.role is Role.UNIT)
    return [_renamed(whole, f"第{number}支部", unit.identity, folder) for number in range(COUNT)]


def _renamed(whole: Opened, branch: str, identity: SigningIdentity, folder: Path) -> Path:
    facts = {**json.loads(whole.contents["facts"]), "branch": branch}
    raw = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256(raw).hexdigest()
    listed = tuple(
        dataclasses.replace(one, size=len(raw), sha256=digest) if one.kind == "facts" else one
        for one in whole.manifest.files
    )
    manifest = dataclasses.replace(whole.manifest, branch=branch, facts_sha256=digest, files=listed)
    contents = {one.name: raw if one.kind == "facts" else whole.contents[one.kind] for one in listed}
    target = folder / f"{branch}.zip"
    target.write_bytes(pack(manifest, contents, identity))
    return target


def _signed_parts(file: Path) -> tuple[bytes, bytes, bytes]:
    entries = {entry.name: entry.content for entry in read_entries(file.read_bytes())}
    by_end = {name.rpartition(".")[2]: content for name, content in entries.items()}
    return by_end["p7s"], by_end["pdf"], by_end["xlsx"]
