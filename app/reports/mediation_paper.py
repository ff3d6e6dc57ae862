"""人民调解协议书: the parties, the facts, what was agreed, and the places to sign. A blank prints as a blank."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.mediations import DisputeParty
from app.models.request_papers import AgreementPaper
from app.reports.blocks import Block, Heading, Pair, Paragraph, SignatureBlock, Spacer, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo

_LINE = "＿" * 26
_BLANK_LINES = 3


def agreement_pdf(paper: AgreementPaper, *, fonts: FontSet | None = None) -> bytes:
    """The agreement, to be signed by hand. Raises UserFault for a character that no font has."""
    info = DocumentInfo(title=f"人民调解协议书{paper.mediation.number}", author=paper.branch, made_on=paper.made_on)
    return document_pdf(agreement_blocks(paper), info, fonts=fonts)


def agreement_blocks(paper: AgreementPaper) -> list[Block]:
    made = paper.mediation
    signs = [("当事人（签名）", "")] * len(made.parties)
    return [
        Title("人民调解协议书"),
        Pair(f"编号：{made.number}", f"诉求编号：{made.request_number}"),
        Pair(f"调解日期：{chinese_date(made.on)}", f"调解地点：{made.place}"),
        *(Paragraph(_party(party)) for party in made.parties),
        Heading(1, "一、纠纷的主要事实和争议"),
        *_words(made.facts),
        Heading(1, "二、经调解，自愿达成如下协议"),
        *_words(made.agreement),
        Heading(1, "三、履行和回访"),
        Paragraph("双方应当按照约定履行。" + _follow_up(paper)),
        Paragraph("本协议一式三份，双方当事人和调解组织各执一份。"),
        Spacer(),
        SignatureBlock(
            (*signs, ("人民调解员（签名）", made.mediator), ("记录人（签名）", "")), paper.branch, chinese_date(made.on)
        ),
    ]


def _party(party: DisputeParty) -> str:
    """Name in full, for it is signed; the telephone is masked. What is not known is left to be written in."""
    return f"当事人：{party.name}，住址：{party.address or _BLANK}，电话：{party.phone or _BLANK}"


def _words(text: str) -> list[Block]:
    """What was entered, or lines to write on."""
    if text:
        return [Paragraph(text)]
    return [Paragraph(_LINE) for _ in range(_BLANK_LINES)]


def _follow_up(paper: AgreementPaper) -> str:
    on = paper.mediation.follow_up_on
    return f"调解员于{chinese_date(on)}回访履行情况。" if on else ""


_BLANK = "　" * 6
