"""The month from click to both signed files, against the same pages, the same cells and two bare signatures.

A bare signature is what pyHanko takes to sign a PDF with a key that is held already (PERFORMANCE: signing).
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from typing import Any

from app import services
from app.models.reports import ReportWords
from app.reports.signing.certificates import SigningIdentity, make_branch_identity
from app.rules.legend import load_legend
from app.services.office import Office
from benchmarks.ledger_floors import openpyxl_cells, plain_pages
from benchmarks.ledgers import month_cells, month_text
from benchmarks.stores import opened
from benchmarks.year_store import year_office


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    office, large = opened(10_000), opened(40_000)
    day = office.clock.today()
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    facts = services.reports.draft_month(office, year, month, ReportWords())
    pages, sheets = month_text(facts, load_legend()), month_cells(facts)
    sign = _bare_signature(make_branch_identity("甲", "乙", now=office.clock.now()))

    def floor_of(pages: list[list[str]], sheets: list[list[tuple[object, ...]]]) -> Callable[[], object]:
        def floor() -> None:
            data = plain_pages(pages)
            openpyxl_cells(sheets)
            sign(data)
            sign(data)

        return floor

    def issue(where: Office) -> Callable[[], object]:
        """The page is open: what it shows has been counted, and nothing has changed since."""
        return lambda: services.reports.issue_month(where, year, month)

    def from_nothing(where: Office) -> Callable[[], object]:
        """As a script does it: counted, set and signed in one go."""

        def work() -> None:
            where.drafts.clear()
            services.reports.issue_month(where, year, month)

        return work

    def desk() -> None:
        busy.drafts.clear()
        services.month_desk.desk(busy, year, month)

    busy = year_office()
    said = services.reports.draft_month(busy, year, month, ReportWords())
    floor = floor_of(pages, sheets)
    return [
        ("monthly report, both files signed / the floor", issue(office), floor, 2.0),
        (
            "the same with a year of records / the floor",
            issue(busy),
            floor_of(month_text(said, load_legend()), month_cells(said)),
            2.0,
        ),
        ("the same from nothing, in seconds", from_nothing(busy), None, 1.0),
        ("the desk of that month: checks, words, suggestions", desk, None, 0.5),
        ("monthly report, 40,000 / 10,000 households", issue(large), issue(office), 4.0),
    ]


def _bare_signature(identity: SigningIdentity) -> Callable[[bytes], object]:
    from asn1crypto import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Held(signers.Signer):
        async def async_sign_raw(self, data: bytes, _digest: str, dry_run: bool = False) -> bytes:
            if dry_run:
                return bytes(384)
            return bytes(identity.key.sign(data, padding.PKCS1v15(), hashes.SHA256()))

    store: Any = SimpleCertificateStore
    held: Any = Held(signing_cert=x509.Certificate.load(identity.certificate_der), cert_registry=store())
    wanted = signers.PdfSignatureMetadata(field_name="S", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)

    def sign(data: bytes) -> object:
        return asyncio.run(signers.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), wanted, signer=held))

    return sign
