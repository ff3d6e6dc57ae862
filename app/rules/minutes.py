"""What the minutes of a meeting say, out of its card. Nothing is said that nobody entered."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.meeting_cards import MeetingCard
from app.models.meetings import Action, Attendance, Came, Role, Speech, State
from app.models.minutes import (
    AbsentFact,
    ActionFact,
    ItemFact,
    MinutesFacts,
    PersonFact,
    ResolutionFact,
)
from app.rules.periods import period_named


def minutes_facts(card: MeetingCard, organisation: str) -> MinutesFacts:
    """Everything that is printed of a meeting. Numbers are None where neither names nor numbers were recorded."""
    line, draft = card.line, card.draft
    due = [person for person in card.attendance if person.role is Role.SHOULD]
    counted = bool(due) or draft.said is not None
    taken = line.came + line.excused + line.absent > 0 and line.state is not State.PLANNED
    voting = bool(line.voters)
    period = period_named(line.stands_for) if line.stands_for else None
    return MinutesFacts(
        organisation=organisation,
        body=line.body_name,
        title=line.title,
        kind=line.kind,
        held_on=line.held_on,
        starts=line.starts,
        ends=line.ends,
        place=line.place,
        chair=line.chair,
        recorder=line.recorder,
        topic=line.topic,
        words=draft.words,
        made_up_for=period.title if period else "",
        should=line.should if counted else None,
        came=line.came if counted and (taken or not line.should) else None,
        voters=line.voters if voting else None,
        voters_came=line.voters_came if voting and taken and (line.by_name or line.voters_came) else None,
        people=tuple(_person(person) for person in due) if line.by_name else (),
        guests=tuple(_person(person) for person in card.attendance if person.role is Role.GUEST),
        absent=tuple(
            AbsentFact(person.name, person.state.value, person.reason)
            for person in due
            if person.state in (Came.EXCUSED, Came.ABSENT)
        ),
        unrecorded=tuple(person.name for person in due if person.state is Came.UNKNOWN),
        items=tuple(
            ItemFact(item.title, item.reporter, item.words, _speeches(card.speeches, item.rank)) for item in card.agenda
        ),
        speeches=_speeches(card.speeches, 0),
        resolutions=tuple(
            ResolutionFact(
                item.words,
                item.ruling.sentence if item.ruling else "",
                f"{item.ruling.rule},{item.ruling.source}" if item.ruling else "",
            )
            for item in card.resolutions
        ),
        actions=tuple(_action(action, card, "") for action in card.actions),
        carried=tuple(_action(action, card, action.origin) for action in card.carried),
        corrections=tuple((one.made_on, one.who, one.words) for one in card.corrections),
        attachments=tuple(one.name for one in card.attachments),
        state=line.state.value,
        signed_on=card.signed_on,
    )


def _person(person: Attendance) -> PersonFact:
    return PersonFact(person.name, person.post, person.state.value, person.reason, person.votes)


def _speeches(speeches: Iterable[Speech], agenda: int) -> tuple[tuple[str, str, bool], ...]:
    return tuple((one.speaker, one.gist, one.dissent) for one in speeches if one.agenda == agenda)


def _action(action: Action, card: MeetingCard, origin: str) -> ActionFact:
    """An item as it stood at this meeting: what was reported of it here, and whether it was closed by then."""
    here = [note for note in action.notes if note.meeting_id == card.line.id]
    closed = action.closed_on if action.closed_on and action.closed_on <= card.line.held_on else None
    return ActionFact(
        action.words, action.owner, action.due_on, origin, ";".join(note.words for note in here if note.words), closed
    )
