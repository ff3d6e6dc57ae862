"""签到表 to be signed at the door: of a session that is there, or of one to come."""

from __future__ import annotations

from app.models.service import SessionCard, SessionDraft, SessionLine
from app.services.office import Office
from app.services.service import card, expected_at
from app.store.people import load_organisation


def sign_sheet(office: Office, session_id: int) -> bytes:
    """签到表 to be signed at the door, as a PDF: those on duty, and room for others."""
    from app.reports.service_sheet import sign_sheet_pdf

    with office.store.reading() as connection:
        branch = load_organisation(connection).branch
    return sign_sheet_pdf(card(office, session_id), branch, office.clock.today())


def sign_sheet_of(office: Office, draft: SessionDraft) -> bytes:
    """The same for a session that is still to come: nothing is kept."""
    from app.reports.service_sheet import sign_sheet_pdf

    with office.store.reading() as connection:
        branch = load_organisation(connection).branch
        expected = expected_at(connection, draft)
    line = SessionLine(0, draft.day, draft.title, draft.starts, draft.ends, draft.place, "", 0, 0, 0, None)
    return sign_sheet_pdf(SessionCard(0, draft, line, (), expected), branch, office.clock.today())
