"""会议记录: what was dealt with in a meeting, and the minutes, notice, sign-in sheet and year's book on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.importing.pace import without_collector
from app.models.changes import Changes
from app.models.meeting_drafts import MinutesDraft
from app.models.minutes import MinutesFacts
from app.models.roster import Body
from app.rules.meeting_drafts import check_minutes, check_votes
from app.rules.minutes import minutes_facts
from app.services.meeting_heads import reopened
from app.services.office import Office, Report, silent
from app.store import meetings as shelf
from app.store.actions import write_actions
from app.store.meeting_cards import load_card
from app.store.meeting_parts import count_of, voters_of, write_minutes
from app.store.meeting_rules import load_quorum
from app.store.minutes import signed_facts
from app.store.people import load_organisation
from app.store.roster import load_bodies

if TYPE_CHECKING:
    from app.store.connection import Connection


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
        return _facts(connection, meeting_id, office.clock.today())


def pdf(office: Office, meeting_id: int) -> bytes:
    """会议记录 as a PDF. Raises UserFault when the meeting is gone, or for a character no font has."""
    from app.reports.minutes_pdf import minutes_pdf

    return minutes_pdf(facts(office, meeting_id))


def docx(office: Office, meeting_id: int) -> bytes:
    """会议记录 for those who edit in Word or WPS: the same words as the PDF."""
    from app.reports.minutes_docx import minutes_docx

    return minutes_docx(facts(office, meeting_id))


def notice(office: Office, meeting_id: int) -> bytes:
    """会议通知 as a PDF, with the agenda."""
    from app.reports.minutes_notice import notice_pdf

    return notice_pdf(facts(office, meeting_id), office.clock.today())


def sign_in(office: Office, meeting_id: int) -> bytes:
    """签到表 as a PDF: everyone who should come, and room for others."""
    from app.reports.minutes_notice import sign_in_pdf

    return sign_in_pdf(facts(office, meeting_id), office.clock.today())


def year_book(office: Office, year: int, body_id: int | None = None, report: Report | None = None) -> bytes:
    """会议记录本: the minutes of a year (of one body and its groups, or of all) as one PDF with contents.

    Raises UserFault when none was held. `report(done, of)` may raise Cancelled.
    """
    from app.reports.minutes_book import Book, book_pdf

    report = report or silent
    with office.store.reading() as connection:
        organisation = load_organisation(connection).branch
        bodies = load_bodies(connection)
        ids = shelf.held_in_year(connection, year, _family(bodies, body_id))
        if not ids:
            raise UserFault(f"{year}年还没有会议记录。", "请选择别的年份。")
        found = []
        for done, meeting_id in enumerate(ids, start=1):
            found.append(_facts(connection, meeting_id, office.clock.today()))
            report(done, 2 * len(ids))
    name = bodies[body_id].name if body_id is not None else ""
    book = Book(organisation, year, name, office.clock.today(), tuple(found))
    with without_collector():
        return book_pdf(book, report=lambda done, of: report(of + done, 2 * of))


def first_pages(pdf: bytes, dpi: float, most: int) -> tuple[int, list[tuple[int, int, bytes]]]:
    """How many pages there are, and the first ones as (width, height, pixels): a year's book is more than is looked at
    before it is printed."""
    from app.reports.pictures import page_count, page_pictures

    total = page_count(pdf)
    return total, list(page_pictures(pdf, dpi=dpi, pages=range(min(total, most))))


def file_name(office: Office, meeting_id: int, kind: str) -> str:
    """2026年第3次支部委员会会议记录.docx, without what a file's name may not hold. `kind`: the ending."""
    with office.store.reading() as connection:
        title = shelf.line(connection, meeting_id).title
    plain = "".join("_" if character in '\\/:*?"<>|' else character for character in title)
    return f"{plain}记录.{kind}"


def _facts(connection: Connection, meeting_id: int, today: date) -> MinutesFacts:
    card = load_card(connection, meeting_id, today)
    fresh = minutes_facts(card, load_organisation(connection).branch)
    signed = signed_facts(connection, meeting_id)
    return fresh if signed is None else replace(signed, corrections=fresh.corrections)


def _family(bodies: Mapping[int, Body], body_id: int | None) -> frozenset[int]:
    """A body and its groups; all where none is named. Raises UserFault for one that is gone."""
    if body_id is None:
        return frozenset(bodies)
    if body_id not in bodies:
        raise UserFault("这个党组织已经不在了。", "请刷新后再试。")
    return frozenset(body.id for body in bodies.values() if body_id in (body.id, body.parent_id))
