"""The whole of one meeting, and what the forms offer for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.changes import HistoryEntry
from app.models.meeting_drafts import (
    ActionDraft,
    AgendaDraft,
    MeetingDraft,
    MinutesDraft,
    ResolutionDraft,
    SpeechDraft,
)
from app.models.meetings import (
    Action,
    Agenda,
    Attachment,
    Attendance,
    Correction,
    MeetingKind,
    MeetingLine,
    Resolution,
    Speech,
    State,
)


@dataclass(frozen=True)
class Move:
    """A step of its life, and why it cannot be taken now; '' when it can."""

    verb: str
    title: str
    why: str = ""


@dataclass(frozen=True)
class MeetingCard:
    """All that is known of one meeting. `draft`: its head, to fill a form. `carried`: open items of earlier meetings of
    the series. `findings`: what does not fit, in sentences. `moves`: hold, check, send_back, sign, correct."""

    line: MeetingLine
    draft: MeetingDraft
    attendance: tuple[Attendance, ...]
    agenda: tuple[Agenda, ...]
    speeches: tuple[Speech, ...]
    resolutions: tuple[Resolution, ...]
    actions: tuple[Action, ...]
    carried: tuple[Action, ...]
    corrections: tuple[Correction, ...]
    attachments: tuple[Attachment, ...]
    findings: tuple[str, ...]
    moves: tuple[Move, ...]
    matters: tuple[tuple[int, str], ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    signed_on: date | None = None

    @property
    def locked(self) -> bool:
        return self.line.state is State.SIGNED

    @property
    def minutes(self) -> MinutesDraft:
        """Its contents as a form has them."""
        return MinutesDraft(
            agenda=tuple(AgendaDraft(item.title, item.reporter, item.words, item.id) for item in self.agenda),
            speeches=tuple(
                SpeechDraft(item.speaker, item.gist, item.dissent, item.agenda, item.id) for item in self.speeches
            ),
            resolutions=tuple(_as_draft(item) for item in self.resolutions),
            actions=tuple(ActionDraft(item.words, item.owner, item.due_on, item.id) for item in self.actions),
            words=self.draft.words,
        )


def _as_draft(item: Resolution) -> ResolutionDraft:
    count = item.count
    return ResolutionDraft(
        item.words, item.occasion, count.in_favour, count.against, count.abstained, item.eligible, item.attended,
        count.area_total, count.area_joined, count.area_for, item.agenda, item.id,
    )  # fmt: skip


@dataclass(frozen=True)
class MeetingChoices:
    """What the forms offer: kinds, occasions of votes (key, title), places, chairs and recorders used before."""

    kinds: tuple[MeetingKind, ...]
    occasions: tuple[tuple[str, str], ...]
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
