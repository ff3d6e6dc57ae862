"""The figures of organisation life: the only place where one is made, each with what it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from app.models.cadence import Cell, CellState, Duty
from app.models.figures import Figure, Ids
from app.models.meeting_figures import MeetingFigures, MonthOfMeetings

OF, ACTIONS = "meetings", "actions"


class Held(Protocol):
    """A meeting that was held."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def month(self) -> str: ...
    @property
    def should(self) -> int: ...
    @property
    def came(self) -> int: ...
    @property
    def excused(self) -> int: ...
    @property
    def absent(self) -> int: ...
    @property
    def unrecorded(self) -> int: ...


DutyCells = Sequence[tuple[Duty, Sequence[Cell]]]


class Scope(NamedTuple):
    """Which of several sets of figures beside each other: part of the keys, and words before the titles."""

    key: str
    words: str


ALL, MONTH, YEAR = Scope("", ""), Scope("month.", "本月"), Scope("year.", "今年以来")


def meeting_figures(
    since: date,
    until: date,
    as_of: date,
    held: Sequence[Held],
    duties: DutyCells,
    actions: tuple[Sequence[int], Sequence[int]],
    people: tuple[int, int],
    scope: Scope = ALL,
) -> MeetingFigures:
    """`held`: meetings of the span; `duties`: cells of the periods that ended in it; `actions`: (open, late);
    `people`: (members, with a vote) on the day."""

    def figure(key: str, title: str, number: int, of: int | None = None, ids: Iterable[int] = ()) -> Figure:
        text = ",".join(map(str, ids))
        return Figure(f"meetings.{scope.key}{key}", f"{scope.words}{title}", number, of, OF, Ids(text))

    settled = [(duty, cell) for duty, cells in duties for cell in cells if _counts(cell)]
    kinds = list(dict.fromkeys(duty.kind for duty, _ in settled))
    marked = [meeting for meeting in held if meeting.came + meeting.excused + meeting.absent]
    should = sum(meeting.should for meeting in marked)
    open_, late = actions

    def owed(key: str, title: str, count: Callable[[Cell], int], kind: str | None = None) -> Figure:
        cells = [cell for duty, cell in settled if kind in (None, duty.kind)]
        whole = sum(cell.times for cell in cells)
        ids = [number for cell in cells if count(cell) and key != "overdue" for number in cell.ids]
        return figure(f"{key}.{kind}" if kind else key, title, sum(map(count, cells)), whole, dict.fromkeys(ids))

    def came(key: str, title: str, count: Callable[[Held], int]) -> Figure:
        return figure(key, title, sum(map(count, marked)), should, (one.id for one in marked if count(one)))

    def attended(kind: str) -> Figure:
        own = [one for one in marked if one.kind == kind]
        whole = sum(one.should for one in own)
        return figure(f"attended.{kind}", f"{kind}出席", sum(one.came for one in own), whole, (one.id for one in own))

    blank = [meeting.id for meeting in held if meeting not in marked]
    return MeetingFigures(
        since=since,
        until=until,
        as_of=as_of,
        meetings=figure("held_all", "召开会议", len(held), None, (meeting.id for meeting in held)),
        held=owed("held", "按时召开", lambda cell: cell.held),
        made_up=owed("made_up", "补开", lambda cell: cell.late),
        overdue=owed("overdue", "逾期未召开", lambda cell: cell.missing),
        attended=figure("attended", "出席", sum(one.came for one in marked), should, (one.id for one in marked)),
        excused=came("excused", "请假", lambda one: one.excused),
        absent=came("absent", "缺席", lambda one: one.absent),
        unrecorded=came("unrecorded", "未登记出席", lambda one: one.unrecorded),
        unmarked=figure("unmarked", "没有登记出席的会议", len(blank), len(held), blank),
        actions_open=_actions(scope, "actions_open", "未办结待办", open_, None),
        actions_late=_actions(scope, "actions_late", "逾期待办", late, len(open_)),
        members=people[0],
        voters=people[1],
        missed=tuple(missed(duties)),
        by_kind={kind: figure(f"kind.{kind}", kind, len(ids), len(held), ids) for kind, ids in _by_kind(held).items()},
        held_by_kind={kind: owed("held", f"{kind}按时召开", lambda cell: cell.held, kind) for kind in kinds},
        made_up_by_kind={kind: owed("made_up", f"{kind}补开", lambda cell: cell.late, kind) for kind in kinds},
        overdue_by_kind={kind: owed("overdue", f"{kind}逾期", lambda cell: cell.missing, kind) for kind in kinds},
        attended_by_kind={kind: attended(kind) for kind in _by_kind(marked)},
    )


def missed(duties: DutyCells) -> list[str]:
    """'2026-07 支部委员会会议' for each period that is over and in which something is still missing, in order."""
    found = [
        (cell.period.last, f"{cell.period.key} {duty.kind}{f'({duty.body_name})' if duty.body_name else ''}")
        for duty, cells in duties
        for cell in cells
        if cell.state is CellState.OVERDUE
    ]
    return [words for _, words in sorted(found, key=lambda pair: pair[0])]


def _counts(cell: Cell) -> bool:
    """A period that is over, in which something was owed."""
    return cell.over and cell.state in (CellState.HELD, CellState.MADE_UP, CellState.OVERDUE)


def _by_kind(held: Iterable[Held]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for meeting in held:
        found.setdefault(meeting.kind, []).append(meeting.id)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _actions(scope: Scope, key: str, title: str, ids: Sequence[int], of: int | None) -> Figure:
    return Figure(f"meetings.{scope.key}{key}", title, len(ids), of, ACTIONS, Ids(",".join(map(str, ids))))


def trend(months: Sequence[str], held: Sequence[Held], duties: DutyCells) -> tuple[MonthOfMeetings, ...]:
    """Month by month ('2026-07'): how many were held, who came of those who should, what was held of what was owed."""
    by_month: dict[str, list[Held]] = {month: [] for month in months}
    for meeting in held:
        by_month.setdefault(meeting.month, []).append(meeting)
    cells: dict[str, list[Cell]] = {}
    for _, found in duties:
        for cell in filter(_counts, found):
            cells.setdefault(f"{cell.period.last:%Y-%m}", []).append(cell)
    return tuple(_month(month, found, cells.get(month, [])) for month, found in sorted(by_month.items()))


def _month(month: str, found: Sequence[Held], cells: Sequence[Cell]) -> MonthOfMeetings:
    marked = [one for one in found if one.came + one.excused + one.absent]
    ids = Ids(",".join(str(one.id) for one in found))
    of = Ids(",".join(str(one.id) for one in marked))
    in_time = dict.fromkeys(number for cell in cells if cell.held for number in cell.ids)
    came, should = sum(one.came for one in marked), sum(one.should for one in marked)
    owed = sum(cell.times for cell in cells)
    said = f"{month[:4]}年{int(month[5:])}月"
    return MonthOfMeetings(
        month,
        Figure(f"meetings.month.{month}", f"{said}召开会议", len(found), None, OF, ids),
        Figure(f"meetings.attended.{month}", f"{said}出席", came, should, OF, of),
        Figure(
            f"meetings.held.{month}", f"{said}按时召开", sum(cell.held for cell in cells), owed, OF,
            Ids(",".join(map(str, in_time))),
        ),
    )  # fmt: skip
