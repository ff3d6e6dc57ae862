"""Papers of requests: made on the worker, seen in a dialog before they are printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.clock import chinese_date
from app.models.ledgers import Ledger
from app.models.mediations import Mediation
from app.models.requests import RequestCard, Whistle
from app.ui.desk import Desk
from app.ui.requests.sheet import SheetDialog


def show_letter(desk: Desk, card: RequestCard, whistle: Whistle, parent: QWidget) -> SheetDialog:
    """吹哨单."""
    return _show(desk, f"吹哨单{whistle.letter}", letter(card.row.id, whistle.id), parent)


def show_agreement(desk: Desk, mediation: Mediation, parent: QWidget) -> SheetDialog:
    """人民调解协议书."""
    note = "没有登记的地方留空,打印后请双方当事人和调解员签字。"
    return _show(desk, f"人民调解协议书{mediation.number}", agreement(mediation.id), parent, note)


def show_week(desk: Desk, day: date, parent: QWidget) -> SheetDialog:
    """一周工作清单 of the week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return _show(desk, f"{chinese_date(monday)}起一周工作清单", weekly_list(day), parent)


def _show(desk: Desk, title: str, make: Callable[[Any], bytes], parent: QWidget, note: str = "") -> SheetDialog:
    dialog = SheetDialog(desk, title, make, parent, note=note)
    dialog.open()
    return dialog


def letter(request_id: int, whistle_id: int) -> Callable[[Any], bytes]:
    """One whistle letter as a PDF."""

    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.whistle_letters(office, request_id, (whistle_id,))
        return pdf

    return work


def agreement(mediation_id: int) -> Callable[[Any], bytes]:
    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.mediation_agreement(office, mediation_id)
        return pdf

    return work


def weekly_list(day: date) -> Callable[[Any], bytes]:
    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.weekly_list(office, day)
        return pdf

    return work


def public_list(year: int, month: int) -> Callable[[Any], bytes]:
    def work(office: Any) -> bytes:
        from app import services

        pdf: bytes = services.request_papers.public_list(office, year, month)
        return pdf

    return work


def public_ledger(year: int, month: int) -> Callable[[Any], Ledger]:
    def work(office: Any) -> Ledger:
        from app import services

        found: Ledger = services.request_papers.public_ledger(office, year, month)
        return found

    return work
