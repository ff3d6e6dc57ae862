"""A certificate's card: one page with name, fingerprint, validity and a code, to be handed to the street in person."""

from __future__ import annotations

from datetime import date

from cryptography import x509

from app.base.clock import chinese_date
from app.models.people import Organisation
from app.models.signers import grouped
from app.reports.blocks import Align, Block, Paragraph, SignatureBlock, Spacer, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.paper import DocumentInfo
from app.reports.signing.certificates import common_name, fingerprint, organisation_name


def certificate_card(certificate: x509.Certificate, organisation: Organisation, today: date) -> bytes:
    """The page, unsigned. Its code says QICAICERT1|fingerprint."""
    name, mark = common_name(certificate), fingerprint(certificate)
    groups = grouped(mark).split(" ")
    since, until = (
        chinese_date(moment.astimezone().date())
        for moment in (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    )
    rows = [
        ("名称", name),
        ("所属", organisation_name(certificate) or organisation.street),
        ("有效期", f"{since}至{until}"),
        ("指纹（SHA-256）", "\n".join(" ".join(groups[place : place + 4]) for place in range(0, len(groups), 4))),
    ]
    columns = (TableColumn("项目", 1.0), TableColumn("内容", 3.0, Align.LEFT))
    blocks: list[Block] = [
        Title("签名证书名片"),
        Paragraph(
            f"{name}用这张证书给报送的文件做电子签名。请收件单位当面核对指纹，核对一致后登记为“认识的签名人”；"
            "以后收到文件，就能确认是本人签的、签后没有改动。"
        ),
        Spacer(),
        Table(columns, tuple(rows)),
        Paragraph("本页的电子文件带有这张证书的签名，可直接用来登记。证书里没有私钥，可以放心交给对方。"),
        Spacer(),
        SignatureBlock((), organisation.branch, chinese_date(today)),
    ]
    info = DocumentInfo(title=f"{name}的签名证书名片", author=organisation.branch, made_on=today)
    return document_pdf(blocks, info, code=f"QICAICERT1|{mark}")
