"""议事协商: matters and the ordered steps they walk (五议, 五步说事, 四会, 四议两公开); none is skipped.

Drafts come in from forms and are checked by `app.rules.deliberations`; rows are what a reader of the store gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.models.changes import HistoryEntry
from app.models.meetings import Attachment


class Form(StrEnum):
    GATHERED = "集中"
    TALKS = "座谈"
    ONLINE = "线上"


@dataclass(frozen=True)
class MethodStep:
    """A row of the table of steps. `body`: who does it by default; `meeting_kind`: in which meeting, or ''.

    `decides`: what was resolved here is the matter's decision. `publishes`: done by making it public.
    """

    step: int
    title: str
    body: str
    meeting_kind: str
    decides: bool
    publishes: bool
    source: str


@dataclass(frozen=True)
class Method:
    key: str
    title: str
    steps: tuple[MethodStep, ...]
    draws: bool  # with a pool that is drawn from
    source: str


@dataclass(frozen=True)
class MatterDraft:
    """A matter as it is taken up. `method` is the method's key; `request_id` where it comes from a request."""

    title: str
    method: str
    opened_on: date
    words: str = ""
    proposer: str = ""
    important: bool = False
    request_id: int | None = None
    number: str | None = None


@dataclass(frozen=True)
class MatterWish:
    """What another page asks for: a matter out of a request, which says what it is about."""

    request_id: int
    words: str = ""


@dataclass(frozen=True)
class MatterStepDraft:
    """One step as a form states it: body, day and conclusion are needed."""

    step: int
    body: str
    done_on: date
    conclusion: str
    form: str = ""
    people: str = ""
    meeting_id: int | None = None


@dataclass(frozen=True)
class MatterStep:
    id: int
    step: int
    title: str
    body: str
    done_on: date
    conclusion: str
    form: str = ""
    people: str = ""
    meeting_id: int | None = None
    meeting_title: str = ""
    papers: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class MatterLine:
    """One line of the list or card of the board. `step`: the last one done; `next_title`: what comes, '' when done.

    `warning`: such as an important matter without a members' meeting; `idle_days`: since anything was done, when open.
    """

    id: int
    number: str
    title: str
    method: str
    method_title: str
    important: bool
    opened_on: date
    step: int
    steps: int
    last_title: str
    next_title: str
    last_on: date
    closed_on: date | None
    given_up: str = ""
    warning: str = ""
    published: bool = False
    idle_days: int = 0

    @property
    def open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True)
class MatterQuery:
    """`method` None: all; `step`: those whose last step it is. `open`: None all. `text`: title, words, number."""

    text: str = ""
    method: str | None = None
    step: int | None = None
    open: bool | None = None
    important: bool = False
    ids: frozenset[int] | None = None
    days: tuple[date | None, date | None] = (None, None)
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class MatterPage:
    rows: tuple[MatterLine, ...]
    total: int


@dataclass(frozen=True)
class BoardColumn:
    """Open matters of one method whose next step is this one; the last column holds those that are done."""

    method: str
    step: int
    title: str
    total: int
    rows: tuple[MatterLine, ...]


@dataclass(frozen=True)
class Board:
    method: Method
    columns: tuple[BoardColumn, ...]


@dataclass(frozen=True)
class PoolPerson:
    """Somebody who can be drawn: kind of the five (社区干部, 网格员 ...) or 利益相关方; `phone` is masked."""

    id: int
    name: str
    kind: str
    expertise: tuple[str, ...] = ()
    phone: str = ""
    resident_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class PoolDraft:
    name: str
    kind: str
    expertise: tuple[str, ...] = ()
    phone: str = ""
    resident_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class DrawDraft:
    """What to draw: one of each of the five kinds by `expertise`, and `parties` interested persons. `seed` '': a new
    one. The same seed, pool and wish give the same draw."""

    matter_id: int
    expertise: tuple[str, ...] = ()
    parties: int = 0
    seed: str = ""


@dataclass(frozen=True)
class Draw:
    """A draw as it was made; `missing`: kinds that the pool had nobody of."""

    id: int
    drawn_on: date
    seed: str
    expertise: tuple[str, ...]
    pool: tuple[PoolPerson, ...]
    drawn: tuple[PoolPerson, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicationDraft:
    """`words` are masked when they are kept. `days`: how long it is posted, the day of posting included."""

    matter_id: int
    channel: str
    posted_on: date
    days: int
    words: str
    title: str = ""


@dataclass(frozen=True)
class Publication:
    id: int
    matter_id: int
    title: str
    words: str
    channel: str
    posted_on: date
    until: date
    feedback: str = ""


@dataclass(frozen=True)
class MatterCard:
    """All that is known of one matter. `next`: the step that comes now, None when it is done or given up."""

    line: MatterLine
    draft: MatterDraft
    method: Method
    done: tuple[MatterStep, ...]
    next: MethodStep | None
    draws: tuple[Draw, ...] = ()
    publications: tuple[Publication, ...] = ()
    warnings: tuple[str, ...] = ()
    request_number: str = ""
    history: tuple[HistoryEntry, ...] = ()
