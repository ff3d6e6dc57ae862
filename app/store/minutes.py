"""Minutes as they were signed: frozen, and read back word for word."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.models.meeting_cards import MeetingCard
from app.models.meetings import State
from app.models.minutes import AbsentFact, ActionFact, ItemFact, MinutesFacts, PersonFact, ResolutionFact
from app.rules.minutes import minutes_facts
from app.store.people import load_organisation
from app.store.work import Work


def freeze(work: Work, card: MeetingCard, today: date) -> None:
    """Lay down what the minutes say from now on, and the rulings with the resolutions."""
    signed = replace(card, line=replace(card.line, state=State.SIGNED), signed_on=today)
    facts = facts_json(minutes_facts(signed, load_organisation(work.connection).branch))
    work.add(
        "signed_minutes",
        {"meeting_id": card.line.id, "sha256": hashlib.sha256(facts.encode()).hexdigest(), "facts": facts},
    )
    for item in card.resolutions:
        if item.ruling is not None:
            work.update("resolution", item.id, {"verdict": item.ruling.verdict.value, "sentence": item.ruling.sentence})


def signed_facts(connection: Connection, meeting_id: int) -> MinutesFacts | None:
    """The minutes as they were signed, None where they are not."""
    row = connection.exec_driver_sql(
        "SELECT facts FROM signed_minutes WHERE meeting_id = ?", (meeting_id,)
    ).one_or_none()
    return None if row is None else facts_from(row[0])


def facts_json(facts: MinutesFacts) -> str:
    """The same facts give the same text."""
    return json.dumps(asdict(facts), ensure_ascii=False, separators=(",", ":"), default=_plain)


def facts_from(text: str) -> MinutesFacts:
    """What `facts_json` wrote."""
    said: dict[str, Any] = json.loads(text)
    people = {name: tuple(PersonFact(**one) for one in said[name]) for name in ("people", "guests")}
    actions = {name: tuple(map(_action, said[name])) for name in ("actions", "carried")}
    return MinutesFacts(
        **{
            **said,
            **people,
            **actions,
            "held_on": date.fromisoformat(said["held_on"]),
            "signed_on": _day(said["signed_on"]),
            "absent": tuple(AbsentFact(**one) for one in said["absent"]),
            "unrecorded": tuple(said["unrecorded"]),
            "items": tuple(ItemFact(**{**one, "speeches": _speeches(one["speeches"])}) for one in said["items"]),
            "speeches": _speeches(said["speeches"]),
            "resolutions": tuple(ResolutionFact(**one) for one in said["resolutions"]),
            "corrections": tuple((date.fromisoformat(day), who, words) for day, who, words in said["corrections"]),
            "attachments": tuple(said["attachments"]),
        }
    )


def _action(said: dict[str, Any]) -> ActionFact:
    return ActionFact(**{**said, "due_on": _day(said["due_on"]), "closed_on": _day(said["closed_on"])})


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _speeches(rows: list[list[Any]]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((speaker, gist, bool(dissent)) for speaker, gist, dissent in rows)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
