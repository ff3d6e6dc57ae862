"""Samples to sign: made once, small, with Chinese names, links and a chart in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

from app.reports.signing.certificates import SigningIdentity, make_branch_identity
from app.reports.signing.pdf import sign_pdf
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


@pytest.fixture(scope="session")
def signed_workbook(plain_workbook: bytes, branch: SigningIdentity) -> bytes:
    return sign_workbook(plain_workbook, branch, signed_at=NOW)


@pytest.fixture(scope="session")
def twice_signed_workbook(signed_workbook: bytes, other: SigningIdentity) -> bytes:
    return sign_workbook(signed_workbook, other, signed_at=NOW)
