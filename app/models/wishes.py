"""微心愿, 需求清单 and 服务清单, 领办项目: what is wished, needed or offered, who took it on, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What it is. A 服务 is offered by a volunteer, team or unit, and picked by households, each pick a 需求."""

    WISH = "微心愿"
    NEED = "需求"
    OFFER = "服务"
    PROJECT = "项目"


class State(StrEnum):
    """How far it has come, as it is stored; wish_kinds.csv has other words for some kinds (项目: 立项, 实施 ...)."""

    WAITING = "待认领"
    CLAIMED = "已认领"
    DOING = "办理中"
    DONE = "已完成"
    CONFIRMED = "已确认"
    WITHDRAWN = "已撤回"


OPEN_STATES = (State.WAITING, State.CLAIMED, State.DOING, State.DONE)


class Verb(StrEnum):
    """A step. Which follows which stands in resources/rules/wish_steps.csv."""

    OPEN = "open"
    CLAIM = "claim"
    START = "start"
    FINISH = "finish"
    CONFIRM = "confirm"
    REDO = "redo"
    GIVE_BACK = "give_back"
    WITHDRAW = "withdraw"
    NOTE = "note"


@dataclass(frozen=True)
class Claimer:
    """Who takes it on, or offers it: one of a volunteer, a team, a unit by its name."""

    volunteer_id: int | None = None
    team_id: int | None = None
    unit: str = ""

    @property
    def named(self) -> bool:
        return self.volunteer_id is not None or self.team_id is not None or bool(self.unit.strip())


@dataclass(frozen=True)
class WishDraft:
    """As it is written down. `due_on` None: the kind's usual days. `claimer`: of a 服务 who offers it.

    `request_id`, `need_id`: the request or the need of a visit it comes from. `number` None: the office's next one.
    """

    kind: Kind
    title: str
    opened_on: date
    words: str = ""
    household_id: int | None = None
    resident_id: int | None = None
    due_on: date | None = None
    claimer: Claimer = Claimer()
    request_id: int | None = None
    need_id: int | None = None
    number: str | None = None


@dataclass(frozen=True)
class WishAsk:
    """What another page asks for: a new one out of a request, out of a need that a visit found, or of a door."""

    kind: Kind = Kind.WISH
    request_id: int | None = None
    need_id: int | None = None
    household_id: int | None = None


@dataclass(frozen=True)
class WishStepDraft:
    """One step. `on` None: today. `claimer` for 认领; `offer_id`: the 服务 that meets it, whose provider takes it on.
    `satisfaction` for 确认."""

    verb: Verb
    on: date | None = None
    who: str = ""
    words: str = ""
    claimer: Claimer = Claimer()
    offer_id: int | None = None
    satisfaction: str = ""


@dataclass(frozen=True)
class WishStep:
    id: int
    verb: Verb
    title: str
    day: date
    who: str
    words: str


@dataclass(frozen=True)
class Move:
    """A step and why it cannot be taken now; '' when it can."""

    verb: Verb
    title: str
    why: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class WishLine:
    """One line of a list, one ticket of the board. `state_words`: the state as its kind calls it. `taker`: who took it
    on, or offers it. `late`: open and past its day. `picks`: of a 服务, how many households picked it.
    `place`: the door in short, 3-2-1101."""

    id: int
    number: str
    kind: Kind
    state: State
    state_words: str
    title: str
    opened_on: date
    due_on: date | None
    door: str = ""
    name: str = ""
    taker: str = ""
    household_id: int | None = None
    claimed_on: date | None = None
    done_on: date | None = None
    confirmed_on: date | None = None
    satisfaction: str = ""
    late: bool = False
    days_left: int | None = None
    picks: int = 0
    place: str = ""

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES


@dataclass(frozen=True)
class WishQuery:
    """Which; all of what is given must hold. `text`: number, title, words, door, names. `kinds`, `states` empty: all.

    `days`: when it was written down. `open`: not confirmed and not withdrawn.
    """

    text: str = ""
    kinds: frozenset[Kind] = frozenset()
    states: frozenset[State] = frozenset()
    open: bool | None = None
    late: bool = False
    household_id: int | None = None
    volunteer_id: int | None = None
    team_id: int | None = None
    ids: frozenset[int] | None = None
    days: tuple[date | None, date | None] = (None, None)
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class WishPage:
    rows: tuple[WishLine, ...]
    total: int


@dataclass(frozen=True)
class WishColumn:
    """A state of the board with how many are in it."""

    state: State
    title: str
    total: int
    rows: tuple[WishLine, ...]


@dataclass(frozen=True)
class WishBoard:
    kind: Kind
    columns: tuple[WishColumn, ...]
    withdrawn: int = 0


@dataclass(frozen=True)
class Suggestion:
    """What may meet it: a volunteer who can do it, a 服务 that is offered, or for a 服务 what waits for it.

    `because`: the words that were met.
    """

    kind: str
    id: int
    title: str
    because: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class WishCard:
    """All that is known of one. `matched`: of a 需求 the 服务 that meets it, (id, number, title)."""

    line: WishLine
    draft: WishDraft
    steps: tuple[WishStep, ...]
    moves: tuple[Move, ...]
    suggestions: tuple[Suggestion, ...] = ()
    matched: tuple[int, str, str] | None = None
    picked_by: tuple[tuple[int, str, str], ...] = ()
    request_number: str = ""
    need_words: str = ""


@dataclass(frozen=True)
class WishChoices:
    """What forms offer: teams by name, units that took something on before."""

    teams: tuple[tuple[int, str], ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class PublicWish:
    """A line for the notice board: no door, no name."""

    number: str
    kind: str
    title: str
    state: str
    opened_on: date
    due_on: date | None
    taker: str


@dataclass(frozen=True)
class PublicWishes:
    branch: str
    kind: Kind
    made_on: date
    wishes: tuple[PublicWish, ...]
    confirmed: int
