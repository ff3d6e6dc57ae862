"""抽取记录: the sheet of a draw from the pool (1+5+N), with the pool as it stood, so that it can be held against it."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.deliberations import Draw, MatterLine, PoolPerson
from app.reports.blocks import Align, Block, Heading, Pair, Paragraph, SignatureBlock, Spacer, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo

_COLUMNS = (
    TableColumn("序号", 0.6),
    TableColumn("类别", 1.6),
    TableColumn("姓名", 1.4),
    TableColumn("专长", 2.4, Align.LEFT),
    TableColumn("签名", 1.4),
)


def draw_pdf(draw: Draw, matter: MatterLine, branch: str, *, fonts: FontSet | None = None) -> bytes:
    """The sheet in the layout of GB/T 9704-2012. Raises UserFault for a character no font has."""
    info = DocumentInfo(title="议事人员抽取记录", author=branch, made_on=draw.drawn_on)
    return document_pdf(draw_blocks(draw, matter, branch), info, fonts=fonts)


def draw_blocks(draw: Draw, matter: MatterLine, branch: str) -> list[Block]:
    wanted = f"优先抽取有这些专长的人：{'、'.join(draw.expertise)}。" if draw.expertise else "没有指定专长。"
    missing = [Paragraph(f"抽取时议事库里没有：{'、'.join(draw.missing)}。")] if draw.missing else []
    return [
        Title("议事人员抽取记录"),
        Paragraph(f"事项：{matter.number}　{matter.title}"),
        Paragraph(f"抽取日期：{chinese_date(draw.drawn_on)}"),
        Paragraph(f"抽取办法：五类人员各抽一位，另抽利益相关方；{wanted}"),
        Paragraph(f"抽取号：{draw.seed}。同一议事库、同样的条件、同一个抽取号，抽出的人相同，可以核对。"),
        Heading(1, "一、抽中人员"),
        Table(_COLUMNS, _rows(draw.drawn)),
        *missing,
        Heading(1, f"二、抽取时的议事库（{len(draw.pool)}人）"),
        Table(_COLUMNS[:-1], tuple(row[:-1] for row in _rows(draw.pool))),
        Spacer(),
        Pair("抽取人（签字）：", "监督人（签字）：　　　　　　"),
        SignatureBlock((), branch, chinese_date(draw.drawn_on)),
    ]


def _rows(people: tuple[PoolPerson, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(place), person.kind, person.name, "、".join(person.expertise), "")
        for place, person in enumerate(people, 1)
    )
