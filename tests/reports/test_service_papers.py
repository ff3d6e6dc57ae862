"""证明, 签到表 and 公示 of service: every word with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2

from app.models.certificates import CertificateFacts, CertifiedService, Posting, PostingLine
from app.models.service import Proposed, SessionCard, SessionDraft, SessionLine
from app.reports.fonts import bundled_fonts
from app.reports.service_certificate import certificate_pdf
from app.reports.service_posting import posting_pdf
from app.reports.service_sheet import sign_sheet_pdf
from tests.reports.golden import compare, pdf_dump

BRANCH = "大院社区党委"
CERTIFICATE = CertificateFacts(
    "ZY2026-0007", date(2026, 11, 21), BRANCH, "书院街道办事处", "王书记", "李干事", "0712-2333333", "单位评优",
    "田𠮷", "男", "居民身份证", "11010519491231002X", date(2026, 1, 4), date(2026, 10, 25),
    (
        CertifiedService(date(2026, 1, 4), "群团站固定活动日", "群团站", "", 120),
        CertifiedService(date(2026, 3, 5), "学雷锋便民服务", "中心广场", "理发、磨刀、量血压", 180,
                         "由210分钟更正为180分钟（2026年3月9日，田𠮷提出：提前离开）"),
        CertifiedService(date(2026, 10, 25), "打扫楼道", "", "", 50),
    ),
    "以上服务已在2026年11月2日至2026年11月8日公示（7天），期间没有收到异议。",
)  # fmt: skip
DRAFT = SessionDraft(
    date(2026, 11, 29), "群团站固定活动日", "14:00", "17:00", "群团站", leader="王书记", recorder="李干事"
)


def pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def test_golden_certificate() -> None:
    compare("service-certificate-pdf.txt", pdf_dump(certificate_pdf(CERTIFICATE, "ab" * 32, fonts=bundled_fonts())))


def test_a_certificate_of_many_services_goes_on() -> None:
    many = tuple(
        CertifiedService(date(2026, 1, 1) + timedelta(days=n), "打扫楼道", "三号楼", "", 60) for n in range(120)
    )
    pdf = certificate_pdf(replace(CERTIFICATE, services=many), "ab" * 32, fonts=bundled_fonts())
    assert pages(pdf) > 2
    assert "120次，120.00小时" in pdf_dump(pdf).replace("\n", "")


def test_golden_sign_sheet_shows_no_number_of_anybody() -> None:
    people = tuple(Proposed(n, name, "环境整治队", "138****0000") for n, name in enumerate(("田𠮷", "欧阳丽", "谷瑜")))
    line = SessionLine(0, DRAFT.day, DRAFT.title, DRAFT.starts, DRAFT.ends, DRAFT.place, "", 0, 0, 0, None)
    pdf = sign_sheet_pdf(SessionCard(0, DRAFT, line, (), people), BRANCH, DRAFT.day, fonts=bundled_fonts())
    assert pages(pdf) == 1
    found = pdf_dump(pdf)
    assert "****" not in found
    compare("service-sign-sheet-pdf.txt", found)


def test_golden_posting() -> None:
    lines = (
        PostingLine("田*", "环境整治队", 3, 350, 1),
        PostingLine("欧阳*", "助老敬老队", 12, 1450, 2),
        PostingLine("买*****", "", 1, 50, 3),
    )
    posting = Posting(
        1, date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 2), date(2026, 11, 8), "社区公示栏", lines
    )
    compare("service-posting-pdf.txt", pdf_dump(posting_pdf(posting, BRANCH, fonts=bundled_fonts())))
