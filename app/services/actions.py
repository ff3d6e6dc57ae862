"""待办: what meetings charged somebody with, until it is closed. One verb, one entry, one undo."""

from __future__ import annotations

from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.meetings import Action, ActionPage, ActionQuery, State
from app.services.meeting_heads import need_open, reopened
from app.services.office import Office
from app.store import actions as shelf
from app.store import meetings as shelf_of_meetings


def page(office: Office, query: ActionQuery | None = None) -> ActionPage:
    """Open items by their day first, then those that are closed."""
    with office.store.reading() as connection:
        return shelf.action_page(connection, query or ActionQuery(), office.clock.today())


def card(office: Office, action_id: int) -> Action:
    """One item with everything that was said of it. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        return shelf.action(connection, action_id, office.clock.today())


def note(
    office: Office,
    action_id: int,
    words: str,
    *,
    closes: bool = False,
    on: date | None = None,
    meeting_id: int | None = None,
) -> Changes:
    """What was done about an item, at a meeting (`meeting_id`) or between; `closes` it, or keeps it open.

    `on` None: the day of the meeting, else today. Raises UserFault when nothing is said of one that stays open, the day
    is to come or before the item began, or the meeting is signed.
    """
    today = office.clock.today()
    said = words.strip()
    with office.work("note_action", "待办办结" if closes else "待办进展") as work:
        found = shelf.action(work.connection, action_id, today)
        if meeting_id is not None:
            reopened(work, meeting_id)
            on = on or shelf_of_meetings.line(work.connection, meeting_id).held_on
        day = on or today
        if not said and not closes:
            raise UserFault("还没有写办理情况。", "请写办到哪一步。", place="办理情况")
        if day > today:
            raise UserFault("日期在今天之后。", "请检查日期。", place="日期")
        if day < found.opened_on:
            raise UserFault("日期早于提出这项待办的会议。", "请检查日期。", place="日期")
        work.title = f"{'办结' if closes else '进展'}:{found.words[:20]}"
        shelf.add_note(work, action_id, said, day, closes=closes, meeting_id=meeting_id)
        return office.keep(work)


def remove_note(office: Office, note_id: int) -> Changes:
    """Take away what was said of an item; one that it closed is open again.

    Raises UserFault when it was said at a meeting whose minutes are signed.
    """
    with office.work("remove_action_note", "删除办理情况") as work:
        meeting_id = shelf.meeting_of_note(work.connection, note_id)
        if meeting_id is not None and need_open(work.connection, meeting_id) is not State.PLANNED:
            reopened(work, meeting_id)
        shelf.remove_note(work, note_id)
        return office.keep(work)
