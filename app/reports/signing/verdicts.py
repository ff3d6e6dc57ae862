"""What can be said about a file, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from cryptography import x509

from app.models.signers import Role
from app.reports.signing.certificates import common_name, fingerprint


class Verdict(StrEnum):
    """WHOLE: every byte is vouched for. The other three are never WHOLE for any reason."""

    WHOLE = "whole"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class SignedBy:
    """One signature of a whole file, in its order (from 1): in which `role` ('' unknown), under which `name`, by whose
    certificate. `covers` says what it vouches for."""

    order: int
    role: str
    name: str
    signer: str
    fingerprint: str
    signed_at: str | None
    known: bool
    covers: str


@dataclass(frozen=True)
class Verification:
    """The judgement on one file.

    `signer` names all signers, oldest first; `fingerprint` (SHA-256, hex) and `signed_at` (local time) are those of
    the last one. `known`: every signer's certificate is among the known ones. `reason` is a sentence for the user.
    """

    file: str
    verdict: Verdict
    signer: str | None
    fingerprint: str | None
    signed_at: str | None
    known: bool
    reason: str
    signatures: tuple[SignedBy, ...] = ()


@dataclass(frozen=True)
class Signature:
    """One signature that was found valid: whose it is, the time it claims, the role and name it was given under."""

    certificate: x509.Certificate
    signed_at: datetime | None
    role: Role | None = None
    name: str = ""

    @property
    def signer(self) -> str:
        """The signer's name."""
        return common_name(self.certificate)

    @property
    def fingerprint(self) -> str:
        """The signer's SHA-256 fingerprint."""
        return fingerprint(self.certificate)

    @property
    def untimely(self) -> bool:
        """Whether the time it claims lies outside the days for which its certificate was given."""
        if self.signed_at is None:
            return False
        at = self.signed_at if self.signed_at.tzinfo else self.signed_at.replace(tzinfo=UTC)
        return not self.certificate.not_valid_before_utc <= at <= self.certificate.not_valid_after_utc


class Refusal(Exception):
    """Why a file cannot be called whole; raised where it is noticed, turned into a Verification in `verify`."""

    def __init__(self, verdict: Verdict, reason: str) -> None:
        super().__init__(reason)
        self.verdict = verdict
        self.reason = reason


ASK_AGAIN = "请勿作为原件使用,可向出具单位重新索取。"


def changed(detail: str) -> Refusal:
    """The file bears a signature, and something in it is not as signed."""
    return Refusal(Verdict.CHANGED, f"文件签名之后有改动:{detail}。{ASK_AGAIN}")


def unsigned() -> Refusal:
    """A healthy file that nobody signed."""
    return Refusal(Verdict.UNSIGNED, "文件可以正常打开,但没有电子签名:无法证明由谁出具,也无法证明有没有改动过。")


def unreadable(detail: str) -> Refusal:
    """Nothing can be said about the file's content."""
    return Refusal(Verdict.UNREADABLE, f"无法核对这个文件:{detail}")


def strange_algorithm() -> Refusal:
    """Signed by a method this program cannot judge (国密 SM2, for example): no accusation, but no assurance."""
    return unreadable("签名采用了本软件不认识的方法(例如国密签名),请用出具单位的软件核对。")
