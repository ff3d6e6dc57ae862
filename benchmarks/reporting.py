"""The month from click to both signed files, against the same pages, the same cells and two bare signatures."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from app import services
from app.models.reports import ReportWords
from app.rules.colours import load_legend
from benchmarks.ledger_floors import openpyxl_cells, plain_pages
from benchmarks.ledgers import month_cells, month_text
from benchmarks.stores import opened


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    office, large = opened(10_000), opened(40_000)
    day = office.clock.today()
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    facts = services.reports.draft_month(office, year, month, ReportWords())
    pages, sheets = month_text(facts, load_legend()), month_cells(facts)
    key = rsa.generate_private_key(public_exponent=65_537, key_size=3072)

    def floor() -> None:
        for data in (plain_pages(pages), openpyxl_cells(sheets)):
            key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    return [
        ("monthly report, both files signed / the floor", lambda: _issue(office, year, month), floor, 2.0),
        ("monthly report, 40,000 / 10,000 households", lambda: _issue(large, year, month),
         lambda: _issue(office, year, month), 4.0),
    ]  # fmt: skip


def _issue(office: services.office.Office, year: int, month: int) -> object:
    return services.reports.issue_month(office, year, month)
