"""微心愿清单 for the notice board: what waits for somebody and how far the rest has come; no door, no name."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.wishes import Kind, PublicWish, PublicWishes
from app.reports.blocks import Align, Block, Paragraph, SignatureBlock, Spacer, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo

TITLES = {
    Kind.WISH: "微心愿清单",
    Kind.NEED: "需求清单",
    Kind.OFFER: "服务清单",
    Kind.PROJECT: "党员领办项目清单",
}
_LEADS = {
    Kind.WISH: "以下微心愿等待认领或正在办理。愿意帮忙圆梦的，请到社区登记认领。",
    Kind.NEED: "以下需求等待认领或正在办理。能帮上忙的志愿者、小分队和单位，请到社区登记认领。",
    Kind.OFFER: "以下服务由志愿者、小分队和共建单位提供。需要的住户，请到社区登记选用。",
    Kind.PROJECT: "以下项目由党员、小分队和共建单位领办，欢迎监督。",
}
_COLUMNS = (("序号", 0.6), ("编号", 2.3), ("内容", 3.3), ("进展", 1.0), ("认领", 1.5), ("期限", 1.3))


def wish_notice_pdf(found: PublicWishes, *, fonts: FontSet | None = None) -> bytes:
    """Raises UserFault for a character that no font has."""
    title = TITLES[found.kind]
    info = DocumentInfo(title=title, author=found.branch, made_on=found.made_on)
    done = f"已有{found.confirmed}件办完并得到确认。" if found.confirmed else ""
    blocks: list[Block] = [
        Title(f"{found.branch}\n{title}"),
        Paragraph(f"{_LEADS[found.kind]}{done}"),
        _table(found),
        Spacer(),
        SignatureBlock((), found.branch, chinese_date(found.made_on)),
    ]
    return document_pdf(blocks, info, fonts=fonts)


def _table(found: PublicWishes) -> Table:
    offered = found.kind is Kind.OFFER
    columns = tuple(
        TableColumn(
            "提供者" if offered and title == "认领" else title, share, Align.LEFT if title == "内容" else Align.CENTER
        )
        for title, share in _COLUMNS
        if not (offered and title == "期限")
    )
    return Table(columns, tuple(_row(place, one, offered=offered) for place, one in enumerate(found.wishes, start=1)))


def _row(place: int, one: PublicWish, *, offered: bool) -> tuple[str, ...]:
    due = f"{one.due_on.month}月{one.due_on.day}日" if one.due_on else ""
    if one.due_on and one.due_on.year != one.opened_on.year:
        due = f"{one.due_on.year}年{due}"
    cells = (str(place), one.number, one.title, one.state, one.taker)
    return cells if offered else (*cells, due)
