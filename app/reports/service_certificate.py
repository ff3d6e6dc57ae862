"""志愿服务记录证明 on paper, in the layout of GB/T 9704-2012: who, how long, what, and who answers for it."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.certificates import CertificateFacts
from app.reports.blocks import Align, Block, Pair, Paragraph, SignatureBlock, Table, TableColumn, Title
from app.reports.digest import code_text
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo
from app.rules.certificates import total_words
from app.rules.service import hours

_TITLE = "志愿服务记录证明"
_COLUMNS = (
    TableColumn("序号", 0.6),
    TableColumn("日期", 1.5),
    TableColumn("服务内容", 3.0, Align.LEFT),
    TableColumn("地点", 1.7, Align.LEFT),
    TableColumn("时长\n（分钟）", 0.9),
)


def certificate_pdf(facts: CertificateFacts, digest: str, *, fonts: FontSet | None = None) -> bytes:
    """The certificate, unsigned; `digest`: SHA-256 of what it says, '' for a draft, which has no QR code.

    Raises UserFault for a character that no font has.
    """
    info = DocumentInfo(title=_TITLE, author=facts.issuer, made_on=facts.issued_on, subject=facts.number)
    code = code_text(facts.number, digest) if digest else ""
    return document_pdf(certificate_blocks(facts, digest), info, code=code, fonts=fonts)


def certificate_blocks(facts: CertificateFacts, digest: str) -> list[Block]:
    notes = (f"编号 {facts.number}", f"校验 {digest[:16]}", "末页二维码可与电子文件核对") if digest else ()
    fields = [("负责人（签字）", facts.leader), ("经办人（签字）", facts.handler)]
    fields += [("联系方式", facts.contact)] if facts.contact else []
    corrected = [
        Paragraph(f"第{place}项服务时长经更正：{one.corrected}。")
        for place, one in enumerate(facts.services, start=1)
        if one.corrected
    ]
    return [
        Title(_TITLE),
        Pair(f"编号：{facts.number}", f"用途：{facts.purpose}" if facts.purpose else ""),
        Pair(f"姓名：{facts.name}", f"性别：{facts.sex}" if facts.sex else ""),
        Pair(f"{facts.id_kind}号码：{facts.id_number}"),
        Paragraph(total_words(facts)),
        _table(facts),
        *corrected,
        SignatureBlock(tuple(fields), facts.issuer, chinese_date(facts.issued_on), notes=notes, air=1),
    ]


def _table(facts: CertificateFacts) -> Table:
    """Minutes add up on paper; hours of each line, rounded, would not."""
    rows = tuple(
        (
            str(place),
            f"{one.day:%Y-%m-%d}",
            f"{one.title}（{one.content}）" if one.content else one.title,
            one.place,
            f"{one.minutes}*" if one.corrected else str(one.minutes),
        )
        for place, one in enumerate(facts.services, start=1)
    )
    total = ("合计", "", f"{len(rows)}次，{hours(facts.minutes)}小时", "", str(facts.minutes))
    return Table(_COLUMNS, (*rows, total), caption="志愿服务明细", unit="", strong=1)
