"""Papers of requests: whistle letters, mediation agreements, the public answer list, the week's list of work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.base.errors import UserFault
from app.models.ledgers import Ledger, LedgerColumn
from app.models.request_papers import AgreementPaper, PublicAnswers, WeekPaper
from app.services import mediations, patrols
from app.services.office import Office
from app.store import request_papers as shelf
from app.store.people import load_organisation

_WIDTHS = (12, 24, 26, 20, 90, 24, 24)  # millimetres


def whistle_letters(office: Office, request_id: int, whistle_ids: Iterable[int] | None = None) -> bytes:
    """吹哨单 as a PDF, a page a department; `whistle_ids` None: all of the last round. The caller is masked.

    Raises UserFault when nobody was whistled for.
    """
    from app.reports.request_letter import whistle_letters_pdf

    chosen = None if whistle_ids is None else frozenset(whistle_ids)
    with office.store.reading() as connection:
        letters = shelf.whistle_letters(connection, request_id, chosen, office.clock.today())
    return whistle_letters_pdf(letters)


def mediation_agreement(office: Office, mediation_id: int) -> bytes:
    """人民调解协议书 as a PDF, to be signed by hand; what was not entered is blank."""
    from app.reports.mediation_paper import agreement_pdf

    mediation = mediations.card(office, mediation_id)
    return agreement_pdf(AgreementPaper(_branch(office), mediation, office.clock.today()))


def public_answers(office: Office, year: int, month: int) -> PublicAnswers:
    """每月公示: what was answered in a month, masked. Raises UserFault for a month that has not begun."""
    today = office.clock.today()
    if not 1 <= month <= 12 or (year, month) > (today.year, today.month):
        raise UserFault("这个月还没有到。", "请选择本月或以前的月份。", place=f"{year}年{month}月")
    with office.store.reading() as connection:
        return shelf.public_answers(connection, year, month, today)


def public_list(office: Office, year: int, month: int) -> bytes:
    """每月公示 as a PDF for the notice board."""
    from app.reports.public_answers import public_answers_pdf

    return public_answers_pdf(public_answers(office, year, month))


def public_ledger(office: Office, year: int, month: int) -> Ledger:
    """每月公示 as a ledger, for `services.ledgers.save`."""
    from app.reports.public_answers import TITLES, public_row

    found = public_answers(office, year, month)
    columns = tuple(
        LedgerColumn(f"c{place}", title, width, number=False)
        for place, (title, width) in enumerate(zip(TITLES, _WIDTHS, strict=True))
    )
    rows = [public_row(place, one) for place, one in enumerate(found.answers, start=1)]
    return Ledger(found.title, f"{year}年{month}月", columns, rows)


def weekly_list(office: Office, day: date | None = None) -> bytes:
    """一周工作清单 of the week a day lies in (today's by default) as a PDF."""
    from app.reports.weekly_work import weekly_work_pdf

    return weekly_work_pdf(WeekPaper(_branch(office), patrols.week(office, day), office.clock.today()))


def _branch(office: Office) -> str:
    with office.store.reading() as connection:
        return load_organisation(connection).branch
