"""What goes from a branch to the street in one file, what comes back, and what the street makes of many."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class PackedFile:
    """A file inside a package: what it is ('pdf', 'xlsx', 'facts', 'form'), its name, its size and SHA-256 as hex."""

    kind: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PackedSigner:
    """Who signed the report: role ('preparer'), name, the certificate's fingerprint, when (local time)."""

    role: str
    name: str
    fingerprint: str
    at: str


@dataclass(frozen=True)
class Manifest:
    """What a package says it is. `corrects`: the serial of the report that it puts right, '' for none."""

    serial: str
    branch: str
    street: str
    year: int
    month: int
    corrects: str
    issued_at: str
    facts_sha256: str
    signers: tuple[PackedSigner, ...]
    files: tuple[PackedFile, ...]

    @property
    def period(self) -> tuple[int, int]:
        return self.year, self.month


@dataclass(frozen=True)
class Receipt:
    """The street's answer to one package. `accepted` False: sent back, `remarks` say why."""

    serial: str
    branch: str
    year: int
    month: int
    manifest_sha256: str
    receiver: str
    received_at: str
    accepted: bool
    remarks: tuple[str, ...]


class Fate(StrEnum):
    """What became of a package on the street's side."""

    ACCEPTED = "accepted"
    RETURNED = "returned"  # its figures or papers do not agree
    UNKNOWN = "unknown"  # whole, but nobody here knows its signer
    SUPERSEDED = "superseded"  # a correction of it came along
    REFUSED = "refused"  # no package, or not whole

    @property
    def words(self) -> str:
        return _FATES[self]


_FATES = {
    Fate.ACCEPTED: "已收下",
    Fate.RETURNED: "退回",
    Fate.UNKNOWN: "待确认",
    Fate.SUPERSEDED: "已被更正",
    Fate.REFUSED: "不能收",
}


@dataclass(frozen=True)
class Received:
    """One package that was looked at. `numbers` by key of figure; `certificate` (PEM) lets an unknown one be known."""

    file: str
    fate: Fate
    reasons: tuple[str, ...] = ()
    manifest: Manifest | None = None
    manifest_sha256: str = ""
    signer: str = ""
    fingerprint: str = ""
    numbers: dict[str, int] = field(default_factory=dict, repr=False)
    certificate: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Reception:
    """All packages of one taking-in. `missing`: (period, branch) of who has not handed in for a month others have."""

    items: tuple[Received, ...]
    missing: tuple[tuple[tuple[int, int], str], ...]

    @property
    def periods(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted({one.manifest.period for one in self.items if one.manifest is not None}))

    def count(self, fate: Fate) -> int:
        return sum(one.fate is fate for one in self.items)
