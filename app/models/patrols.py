"""四方巡查: the weekly round of community, services centre, property company and owners' committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.requests import RequestRow

BODIES = ("社区", "服务中心", "物业", "业委会")


@dataclass(frozen=True)
class Party:
    """Who came for one of the four; `came` False with `names` as the reason, if one was given."""

    body: str
    came: bool
    names: str = ""


@dataclass(frozen=True)
class FindingDraft:
    """What was found. `settled`: put right on the spot. `becomes_request`: a request is taken down with it."""

    words: str
    place: str = ""
    household_id: int | None = None
    grid: str | None = None
    settled: bool = False
    becomes_request: bool = False


@dataclass(frozen=True)
class PatrolDraft:
    on: date
    parties: tuple[Party, ...]
    route: str = ""
    minutes: str = ""
    findings: tuple[FindingDraft, ...] = ()


@dataclass(frozen=True)
class Finding:
    """`request_id`: the request it became; then `settled` when that is closed."""

    id: int
    words: str
    place: str
    household_id: int | None
    grid: str
    settled_on: date | None
    request_id: int | None
    request_number: str
    settled: bool


@dataclass(frozen=True)
class Patrol:
    id: int
    on: date
    route: str
    minutes: str
    parties: tuple[Party, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class WeekWork:
    """The week's list: what is to be done (due or open), what was done, and the patrols in it."""

    first: date
    last: date
    to_do: tuple[RequestRow, ...]
    done: tuple[RequestRow, ...]
    findings_open: tuple[Finding, ...]
    findings_done: tuple[Finding, ...]
    patrols: tuple[Patrol, ...]
    weekends_only: tuple[int, ...] = ()
