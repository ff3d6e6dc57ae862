"""Who signs: roles, the identities of this office, the signers that it knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """In which capacity somebody signs, in the order in which a report goes through their hands."""

    PREPARER = "preparer"
    REVIEWER = "reviewer"
    LEADER = "leader"
    UNIT = "unit"

    @property
    def words(self) -> str:
        return _TITLES[self]


_TITLES = {Role.PREPARER: "填报人", Role.REVIEWER: "审核人", Role.LEADER: "负责人", Role.UNIT: "填报单位"}
_LABELS = {Role.PREPARER: "填报人", Role.REVIEWER: "审核人", Role.LEADER: "党组织负责人"}


def role_of_label(label: str) -> Role | None:
    """Whose place a line of the signature block is: '审核人：陈副书记'; None for a line that nobody signs."""
    return next((role for role, said in _LABELS.items() if label.startswith(said)), None)


def place_name(role: Role) -> str:
    """What the place of a role's signature is called inside a PDF, and its signature field with it."""
    return f"sign-{role.value}"


def role_of_place(name: str) -> Role | None:
    """The inverse of `place_name`; None for a field of somebody else's making."""
    return next((role for role in Role if place_name(role) == name), None)


@dataclass(frozen=True)
class SealImage:
    """The picture of the seal that the user supplied (PNG or JPEG), and how wide the seal is on paper."""

    content: bytes
    width_mm: int
    name: str = ""


@dataclass(frozen=True)
class Identity:
    """A certificate with which this office can sign. `roles`: who signs with it; `usable` '' or why it cannot sign."""

    id: int
    name: str
    issuer: str
    fingerprint: str
    since: date
    until: date
    roles: tuple[Role, ...]
    usable: str = ""


@dataclass(frozen=True)
class KnownSigner:
    """A certificate that this office trusts. `own`: it is one of ours, and cannot be taken off the list."""

    fingerprint: str
    name: str
    street: str
    until: date
    added_on: date | None
    own: bool = False


def grouped(fingerprint: str) -> str:
    """A fingerprint to be read aloud: groups of four."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4))
