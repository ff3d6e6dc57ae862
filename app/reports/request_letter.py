"""吹哨单: the letter to a department, with room for its report and its answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.base.clock import chinese_date
from app.models.request_papers import WhistleLetter
from app.reports.blocks import (
    Align,
    Block,
    PageBreak,
    Pair,
    Paragraph,
    SignatureBlock,
    Table,
    TableColumn,
    Title,
)
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo


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
        Paragraph(f"{letter.department}：", indent=0),
        Paragraph(_request(letter)),
        Table(_COLUMNS, tuple(_facts(letter))),
        SignatureBlock((), letter.branch, blown or "　　　年　　月　　日"),
        Table(_ANSWER, _ROOM, caption="报到和答卷（由部门填写后退回）"),
    ]


def _request(letter: WhistleLetter) -> str:
    joint = f"，与{'、'.join(letter.others)}共同办理" if letter.others else ""
    limit = f"，于{chinese_date(letter.due_on)}前办理并答卷" if letter.due_on else "，按约定的时间办理并答卷"
    return f"现将群众反映的一件诉求转你单位，请到场报到{joint}{limit}。"


def _facts(letter: WhistleLetter) -> Iterator[tuple[str, str]]:
    way = f"（{letter.way}）" if letter.way else ""
    yield "诉求编号", letter.number
    yield "受理日期", chinese_date(letter.received_on)
    yield "类别和分级", f"{letter.category}，{letter.grade}{way}"
    yield "地点", letter.door
    yield "反映人和电话", "　".join(filter(None, (letter.caller, letter.phone)))
    yield "反映内容", letter.words
    if letter.said:
        yield "请部门办理", letter.said
    if letter.weekends_only:
        years = "、".join(f"{year}年" for year in letter.weekends_only)
        yield "期限说明", f"{years}没有节假日表，期限只按周末推算。"


_COLUMNS = (TableColumn("项目", 1.0), TableColumn("诉求情况", 4.2, Align.LEFT))
_ANSWER = (TableColumn("项目", 1.0), TableColumn("部门填写", 4.2, Align.LEFT))
_ROOM = (
    ("报到人和时间", "　" * 14 + "年　　月　　日"),
    ("办理情况", "\n" * 3),
    ("答卷人（盖章）", "\n" + "　" * 14 + "年　　月　　日"),
)
