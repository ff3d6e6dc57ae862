"""What a meeting is called, what its numbers are, and what does not fit in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models.meeting_drafts import Said
from app.models.meetings import Attendance, Came, Role


def title_of(kind: str, held_on: date, ordinal: int, group: str = "") -> str:
    """2026年第3次支部委员会会议; for a group 2026年第2次党小组会(第一党小组); a plan has no number."""
    name = f"{kind}({group})" if group else kind
    return f"{held_on.year}年第{ordinal}次{name}" if ordinal else name


@dataclass(frozen=True)
class Tally:
    """The numbers of a meeting. `unrecorded`: should have come, and nobody wrote down whether they did."""

    should: int = 0
    came: int = 0
    excused: int = 0
    absent: int = 0
    unrecorded: int = 0
    voters: int = 0
    voters_came: int = 0


def tally(people: Sequence[Attendance], said: Said | None, roster_voters: int = 0) -> Tally:
    """The numbers by name, or as they were said where they were; `roster_voters`: by the roster of that day, for
    meetings whose names were never taken down."""
    due = [person for person in people if person.role is Role.SHOULD]
    excused = sum(person.state is Came.EXCUSED for person in due)
    absent = sum(person.state is Came.ABSENT for person in due)
    present = sum(person.state is Came.PRESENT for person in due)
    voters = sum(person.votes for person in due)
    voters_came = sum(person.votes and person.state is Came.PRESENT for person in due)
    if said is None:
        return Tally(len(due), present, excused, absent, len(due) - present - excused - absent, voters, voters_came)
    came = present if said.came is None else said.came
    should = max(len(due), came + excused + absent) if said.should is None else said.should
    return Tally(
        should,
        came,
        excused,
        absent,
        max(should - came - excused - absent, 0),
        roster_voters if said.voters is None else said.voters,
        voters_came if said.voters_came is None else said.voters_came,
    )


def may_overlap(span: tuple[str, str, int], other: tuple[str, str, int]) -> bool:
    """Whether two meetings of one day would run at once if one without an end takes as long as its kind does.

    (starts, ends, usual minutes) of each.
    """
    if not span[0] or not other[0]:
        return False
    (first, end), (second, other_end) = _minutes(*span), _minutes(*other)
    return first < other_end and second < end


def _minutes(starts: str, ends: str, usual: int) -> tuple[int, int]:
    """Begin and end of a meeting in minutes of the day."""
    begin = _clock(starts)
    return begin, _clock(ends) if ends else begin + usual


def _clock(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def overlap(starts: str, ends: str, other_starts: str, other_ends: str) -> bool:
    """Whether two meetings of one day run at once. Without an end only the same beginning counts; without a beginning
    nothing is known."""
    if not starts or not other_starts:
        return False
    if starts == other_starts:
        return True
    first, second = sorted([(starts, ends), (other_starts, other_ends)])
    return bool(first[1]) and second[0] < first[1]
