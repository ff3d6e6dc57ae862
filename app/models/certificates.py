"""志愿服务记录证明: what it says of a volunteer, frozen, and the register of those that were issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CertificateDraft:
    """What is asked for; without days everything that is recorded. `handler`: 经办人. `contact`: the office's phone."""

    volunteer_id: int
    since: date | None = None
    until: date | None = None
    handler: str = ""
    contact: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class CertifiedService:
    """One line of the list: a service as the register of service has it, and how it was put right, '' where it never
    was."""

    day: date
    title: str
    place: str
    content: str
    minutes: int
    corrected: str = ""


@dataclass(frozen=True)
class CertificateFacts:
    """Everything a certificate says. `posted`: the posting that the period hung in, as words; '' where it did not.

    `open_sessions`: services that are not in it, for their sessions were not closed yet.
    """

    number: str
    issued_on: date
    issuer: str
    street: str
    leader: str
    handler: str
    contact: str
    purpose: str
    name: str
    sex: str
    id_kind: str
    id_number: str
    since: date
    until: date
    services: tuple[CertifiedService, ...]
    posted: str = ""
    open_sessions: int = 0

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.services)


@dataclass(frozen=True)
class CertificateLine:
    """A row of the register. `now`: minutes of the same days as they stand today; other than `minutes` where something
    was put right after it was issued."""

    id: int
    number: str
    volunteer_id: int
    name: str
    issued_on: date
    since: date
    until: date
    minutes: int
    now: int
    handler: str
    sha256: str
    file_name: str

    @property
    def stale(self) -> bool:
        return self.now != self.minutes


@dataclass(frozen=True)
class PostingLine:
    """One volunteer on the list that hangs out, masked. `volunteer_id` is not printed: it tells who stood on it."""

    name: str
    team: str
    times: int
    minutes: int
    volunteer_id: int = 0


@dataclass(frozen=True)
class Objection:
    """What somebody said against the list, and what was found."""

    noted_on: date
    words: str


@dataclass(frozen=True)
class Posting:
    """公示 of the services of a period. It ends at the end of `ends_on`."""

    id: int
    since: date
    until: date
    posted_on: date
    ends_on: date
    place: str
    lines: tuple[PostingLine, ...]
    objections: tuple[Objection, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def days(self) -> int:
        return (self.ends_on - self.posted_on).days + 1
