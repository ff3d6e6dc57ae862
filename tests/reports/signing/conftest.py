"""Samples to sign: made once, small, with Chinese names, links and a chart in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from app.models.signers import Role, SealImage
from app.reports.blocks import AttachmentMark, Paragraph, SignatureBlock
from app.reports.flow import document_pdf
from app.reports.fonts import bundled_fonts
from app.reports.paper import DocumentInfo
from app.reports.signing.certificates import SigningIdentity, make_branch_identity
from app.reports.signing.pdf import Signing, sign_pdf
from app.reports.signing.workbook import sign_workbook

NOW = datetime(2025, 11, 21, 9, 30)


@pytest.fixture(scope="session")
def branch() -> SigningIdentity:
    return make_branch_identity("幸福社区第一支部", "幸福街道", now=NOW)


@pytest.fixture(scope="session")
def other() -> SigningIdentity:
    return make_branch_identity('第二支部,"<&>"', "", now=NOW)


@pytest.fixture(scope="session")
def plain_pdf() -> bytes:
    target = BytesIO()
    canvas = Canvas(target)
    for page in range(2):
        canvas.drawString(72, 720, f"page {page}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def by_openpyxl() -> bytes:
    target, book = BytesIO(), openpyxl.Workbook()
    sheet = book.active
    sheet.title = "党员名册"
    sheet["A1"] = "张三"
    sheet["B1"].hyperlink = "http://example.cn/page"
    book.create_sheet("月报 表")
    book.save(target)
    return target.getvalue()


def by_xlsxwriter() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_custom_property("单位", "幸福街道")
        sheet = book.add_worksheet("楼栋图")
        sheet.write("A1", 3)
        sheet.write_comment("A1", "批注")
        sheet.write_url("A2", "http://example.cn/page")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=楼栋图!$A$1:$A$3"})
        sheet.insert_chart("D2", chart)
    return target.getvalue()


@pytest.fixture(scope="session", params=[by_openpyxl, by_xlsxwriter], ids=["openpyxl", "xlsxwriter"])
def any_workbook(request: pytest.FixtureRequest) -> bytes:
    make: Callable[[], bytes] = request.param
    return make()


@pytest.fixture(scope="session")
def plain_workbook() -> bytes:
    return by_xlsxwriter()


@pytest.fixture(scope="session")
def signed_pdf(plain_pdf: bytes, branch: SigningIdentity) -> bytes:
    return sign_pdf(plain_pdf, branch, signed_at=NOW, reason="月报签发", name="张三")


@pytest.fixture(scope="session")
def twice_signed_pdf(signed_pdf: bytes, other: SigningIdentity) -> bytes:
    return sign_pdf(signed_pdf, other, signed_at=NOW, reason="审核", name="李四")


CHAIN = (Role.PREPARER, Role.REVIEWER, Role.UNIT)
NAMES = {Role.PREPARER: "李干事", Role.REVIEWER: "𬭎副书记<&>", Role.UNIT: "幸福社区第一支部"}


@pytest.fixture(scope="session")
def seal() -> SealImage:
    """A red ring on nothing: no seal of anybody."""
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((8, 8, 292, 292), outline=(200, 0, 0, 255), width=12)
    target = BytesIO()
    picture.save(target, "PNG")
    return SealImage(target.getvalue(), 42, "印章.png")


@pytest.fixture(scope="session")
def report_pdf() -> bytes:
    """Two pages, the signature block on the first of them."""
    block = SignatureBlock((("填报人", "李干事"), ("审核人", "甲")), "幸福社区第一支部", "2025年11月21日")
    blocks = [Paragraph("正文。"), block, AttachmentMark(), Paragraph("附表。")]
    return document_pdf(blocks, DocumentInfo("月报", "甲", NOW.date()), fonts=bundled_fonts())


@pytest.fixture(scope="session")
def pdf_signed_in_turn(report_pdf: bytes, branch: SigningIdentity, other: SigningIdentity, seal: SealImage) -> bytes:
    """By three in their roles: two certificates, seen on the page, the seal with the last."""
    data = report_pdf
    for role in CHAIN:
        signing = Signing(NAMES[role], "月报", role, seal, CHAIN)
        data = sign_pdf(data, other if role is Role.REVIEWER else branch, signed_at=NOW, signing=signing)
    return data


@pytest.fixture(scope="session")
def workbook_signed_in_turn(plain_workbook: bytes, branch: SigningIdentity, other: SigningIdentity) -> bytes:
    data = plain_workbook
    for role in CHAIN:
        who = other if role is Role.REVIEWER else branch
        data = sign_workbook(data, who, signed_at=NOW, role=role, name=NAMES[role])
    return data


@pytest.fixture(scope="session")
def signed_workbook(plain_workbook: bytes, branch: SigningIdentity) -> bytes:
    return sign_workbook(plain_workbook, branch, signed_at=NOW)


@pytest.fixture(scope="session")
def twice_signed_workbook(signed_workbook: bytes, other: SigningIdentity) -> bytes:
    return sign_workbook(signed_workbook, other, signed_at=NOW)
