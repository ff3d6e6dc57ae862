"""会议记录: what was dealt with in a meeting, and the minutes, notice, sign-in sheet and year's book on paper."""

from __future__ import annotations

from app.models.changes import Changes
from app.models.meetings import MinutesDraft
from app.models.minutes import MinutesFacts
from app.rules.meeting_drafts import check_minutes, check_votes
from app.rules.minutes import minutes_facts
from app.services.meetings import reopened
from app.services.office import Office
from app.store import meetings as shelf
from app.store.actions import write_actions
from app.store.meeting_cards import load_card
from app.store.meeting_parts import count_of, voters_of, write_minutes
from app.store.meeting_rules import load_quorum
from app.store.minutes import signed_facts
from app.store.people import load_organisation


def write(office: Office, meeting_id: int, draft: MinutesDraft) -> Changes:
    """Agenda, speeches, resolutions, items to be done and words, whole, as the form has them: one entry.

    Raises UserFault naming the field; for votes that cannot be (more than voters) naming the resolution.
    """
    with office.work("write_minutes", "记录会议内容") as work:
        reopened(work, meeting_id)
        line = shelf.line(work.connection, meeting_id)
        checked = check_minutes(draft, line.held_on)
        rules, voters = load_quorum(work.connection), voters_of(work.connection, meeting_id)
        for item in checked.resolutions:
            areas = (item.area_total, item.area_joined, item.area_for)
            votes = (item.in_favour, item.against, item.abstained)
            if item.occasion in rules:
                count = count_of(voters, *votes, item.eligible, item.attended, areas)
                check_votes(rules[item.occasion], count, item.words)
        write_minutes(work, meeting_id, checked)
        write_actions(work, meeting_id, checked.actions)
        shelf.touch(work, meeting_id, {"words": checked.words})
        work.title = f"记录{line.title}"
        return office.keep(work)


def facts(office: Office, meeting_id: int) -> MinutesFacts:
    """What the minutes say: as they were signed, with the corrections since; or as they stand now."""
    with office.store.reading() as connection:
        card = load_card(connection, meeting_id, office.clock.today())
        fresh = minutes_facts(card, load_organisation(connection).branch)
        signed = signed_facts(connection, meeting_id)
    if signed is None:
        return fresh
    return MinutesFacts(**{**signed.__dict__, "corrections": fresh.corrections})
