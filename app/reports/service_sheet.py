"""签到表 of a session: what lies on the table where volunteers come in and go."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.models.service import SessionCard
from app.reports.blocks import Align, Block, Pair, Paragraph, SignatureBlock, Table, TableColumn, Title
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo

_WEEKDAYS = "一二三四五六日"
_LEAST = 13  # rows on the sheet: what one page holds below the head
_SPARE = 6  # blank rows for whoever walks in
_COLUMNS = (
    TableColumn("序号", 0.6),
    TableColumn("姓名", 1.2),
    TableColumn("队伍", 1.5),
    TableColumn("签到", 1.4),
    TableColumn("到达", 0.9),
    TableColumn("离开", 0.9),
    TableColumn("备注", 1.2, Align.LEFT),
)


def sign_sheet_pdf(card: SessionCard, branch: str, today: date, *, fonts: FontSet | None = None) -> bytes:
    """The sheet to be signed. Raises UserFault for a character no font has."""
    info = DocumentInfo(title=f"{card.draft.title}签到表", author=branch, made_on=today)
    return document_pdf(sign_sheet_blocks(card, branch), info, fonts=fonts)


def sign_sheet_blocks(card: SessionCard, branch: str) -> list[Block]:
    """Those who are expected or signed in, with blank rows for others; no number of anybody stands on it."""
    draft = card.draft
    signed = [(one.name, one.team) for one in card.records]
    people = list(dict.fromkeys([*signed, *((one.name, one.team) for one in card.expected)]))
    rows = [(str(place), name, team, "\n", "", "", "") for place, (name, team) in enumerate(people, start=1)]
    blank = max(_SPARE, _LEAST - len(rows))
    rows += [(str(place), "", "", "\n", "", "", "") for place in range(len(rows) + 1, len(rows) + blank + 1)]
    time = f"{draft.starts}—{draft.ends}" if draft.starts and draft.ends else draft.starts
    day = f"{chinese_date(draft.day)}（星期{_WEEKDAYS[draft.day.weekday()]}）{time}"
    return [
        Title(f"{branch}\n志愿服务签到表"),
        Pair(f"活动：{draft.title}"),
        Pair(f"时间：{day}", f"地点：{draft.place}"),
        Table(_COLUMNS, tuple(rows)),
        Paragraph("到达、离开写实际开始和结束服务的时间，路上的时间不算。", indent=0),
        SignatureBlock((("活动负责人", draft.leader), ("记录人", draft.recorder)), "", "", seal="", air=0),
    ]
