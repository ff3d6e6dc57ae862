"""吹哨单: the letter to a department, with room for its report and its answer."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.request_papers import WhistleLetter
from app.reports.blocks import Block, Heading, PageBreak, Pair, Paragraph, SignatureBlock, Spacer, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo

_LINE = "＿" * 26


def whistle_letters_pdf(letters: tuple[WhistleLetter, ...], *, fonts: FontSet | None = None) -> bytes:
    """A page for each letter. Raises UserFault for a character that no font has."""
    first = letters[0]
    info = DocumentInfo(title=f"吹哨单{first.letter}", author=first.branch, made_on=first.made_on)
    blocks: list[Block] = []
    for place, letter in enumerate(letters):
        if place:
            blocks.append(PageBreak())
        blocks += letter_blocks(letter)
    return document_pdf(blocks, info, fonts=fonts)


def letter_blocks(letter: WhistleLetter) -> list[Block]:
    """One letter's words; what is not known is left blank."""
    blown = chinese_date(letter.blown_on) if letter.blown_on else ""
    return [
        Title("吹哨单"),
        Pair(f"编号：{letter.letter}", f"日期：{blown}"),
        Spacer(),
        Paragraph(f"{letter.department}：", indent=0),
        Paragraph(_request(letter)),
        Heading(1, "一、诉求情况"),
        *(Paragraph(line) for line in _facts(letter)),
        Heading(1, "二、报到和答卷（由部门填写）"),
        Paragraph("报到人：　　　　　　　　报到时间：　　　年　　月　　日"),
        Paragraph("办理情况："),
        *(Paragraph(_LINE) for _ in range(3)),
        Paragraph("答卷人（签字）：　　　　　答卷时间：　　　年　　月　　日"),
        Spacer(),
        SignatureBlock((), letter.branch, blown or "　　　年　　月　　日"),
    ]


def _request(letter: WhistleLetter) -> str:
    joint = f"，并与{'、'.join(letter.others)}共同办理" if letter.others else ""
    limit = f"，于{chinese_date(letter.due_on)}前办理并答卷" if letter.due_on else "，按约定的时间办理并答卷"
    return f"现将群众反映的一件诉求转你单位，请收到后到场报到{joint}{limit}。"


def _facts(letter: WhistleLetter) -> list[str]:
    way = f"（{letter.way}）" if letter.way else ""
    lines = [
        f"诉求编号：{letter.number}",
        f"受理日期：{chinese_date(letter.received_on)}",
        f"类别和分级：{letter.category}，{letter.grade}{way}",
        f"地点：{letter.door}",
        f"反映人：{letter.caller}　联系电话：{letter.phone}",
        f"反映内容：{letter.words}",
    ]
    if letter.said:
        lines.append(f"请部门办理：{letter.said}")
    if letter.weekends_only:
        years = "、".join(f"{year}年" for year in letter.weekends_only)
        lines.append(f"（{years}没有节假日表，期限只按周末推算。）")
    return lines
