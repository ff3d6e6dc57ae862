"""Meetings in words: when, how many came, what is still open."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.models.meetings import Action, MeetingLine, State
from app.rules.periods import period_named

STATE_TONES = {State.PLANNED: "link", State.DRAFT: "amber", State.CHECKED: "", State.SIGNED: "green"}


def when_words(line: MeetingLine) -> str:
    """2026年10月20日 15:00至16:30."""
    hours = f"{line.starts}至{line.ends}" if line.starts and line.ends else line.starts
    return " ".join(part for part in (chinese_date(line.held_on), hours) if part)


def came_words(line: MeetingLine) -> str:
    """35/37; nothing where nobody was expected by name or number, or it has not been held."""
    if line.state is State.PLANNED or not line.should:
        return ""
    return f"{line.came}/{line.should}" + (f",{line.unrecorded} 人未登记" if line.unrecorded else "")


def rate_words(line: MeetingLine) -> str:
    """94.59%; '' while somebody is not recorded: not recorded is not absent."""
    if line.state is State.PLANNED or not line.should or line.unrecorded:
        return ""
    return line.attendance.percent


def made_up_words(line: MeetingLine) -> str:
    """补开2026年7月, '' for one that stands for itself."""
    return f"补开{period_words(line.stands_for)}" if line.stands_for else ""


def period_words(key: str) -> str:
    found = period_named(key) if key else None
    return found.title if found else key


def state_words(line: MeetingLine) -> str:
    return f"{line.state.value},{line.corrections} 处更正" if line.corrections else line.state.value


def state_tone(line: MeetingLine) -> str:
    return STATE_TONES[line.state]


def due_words(action: Action) -> str:
    """2026年11月30日,已过 3 天."""
    return chinese_date(action.due_on) if action.due_on else "没有写期限"


def action_state(action: Action) -> str:
    if action.closed_on:
        return f"{chinese_date(action.closed_on)}办结"
    return "逾期" if action.late else "办理中"


def action_tone(action: Action) -> str:
    if action.closed_on:
        return "green"
    return "red" if action.late else "amber"


def day_or_blank(day: date | None) -> str:
    return chinese_date(day) if day else ""
