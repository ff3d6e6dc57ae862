"""一周工作清单: what is to be done, what was done, what the round found, and the huddle's words."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.patrols import Finding, Patrol
from app.models.request_papers import WeekPaper
from app.models.requests import RequestRow
from app.reports.blocks import Align, Block, Pair, Paragraph, Table, TableColumn, Title, numbered
from app.reports.flow import document_pdf
from app.reports.fonts import FontSet
from app.reports.paper import DocumentInfo
from app.rules.public_words import without_numbers

_TO_DO = (("诉求编号", 1.3), ("内容", 3.2), ("地点", 2.2), ("期限", 1.6), ("承办", 1.5))
_DONE = (("诉求编号", 1.3), ("内容", 3.4), ("地点", 2.4), ("办结", 1.2), ("结果", 1.5))
_FOUND = (("发现的问题", 3.6), ("地点", 2.6), ("网格", 1.4), ("情况", 2.2))
_WIDE = frozenset({"内容", "地点", "发现的问题"})


def weekly_work_pdf(paper: WeekPaper, *, fonts: FontSet | None = None) -> bytes:
    """The list for the office wall. Raises UserFault for a character that no font has."""
    info = DocumentInfo(title="一周工作清单", author=paper.branch, made_on=paper.made_on)
    return document_pdf(week_blocks(paper), info, fonts=fonts)


def week_blocks(paper: WeekPaper) -> list[Block]:
    """Parts without content say so in a line; the round and its huddle stand only where there was one."""
    work = paper.work
    parts: list[tuple[str, list[Block]]] = [
        ("本周要办的诉求", _table(_TO_DO, [_due_row(row) for row in work.to_do], "本周没有到期或超期的诉求。")),
        ("本周办结的诉求", _table(_DONE, [_done_row(row) for row in work.done], "本周没有办结的诉求。")),
    ]
    found = [*work.findings_open, *work.findings_done]
    if found:
        parts.append(("巡查发现的问题", _table(_FOUND, [_found_row(one) for one in found], "")))
    parts += [(f"{chinese_date(patrol.on)}四方巡查", _patrol(patrol)) for patrol in reversed(work.patrols)]
    headings = numbered([title for title, _ in parts])
    body = [block for heading, (_, blocks) in zip(headings, parts, strict=True) for block in (heading, *blocks)]
    weekends = "、".join(f"{year}年" for year in work.weekends_only)
    told: list[Block] = [Paragraph(f"（{weekends}没有节假日表，期限只按周末推算。）")] if weekends else []
    return [
        Title("一周工作清单"),
        Pair(f"{paper.branch}", f"{chinese_date(work.first)}至{chinese_date(work.last)}"),
        *body,
        *told,
    ]


def _table(columns: tuple[tuple[str, float], ...], rows: list[tuple[str, ...]], none: str) -> list[Block]:
    if not rows:
        return [Paragraph(none)]
    heads = tuple(TableColumn(title, share, Align.LEFT if title in _WIDE else Align.CENTER) for title, share in columns)
    return [Table(heads, tuple(rows))]


def _due_row(row: RequestRow) -> tuple[str, ...]:
    if row.stopped:
        due = "暂缓"
    elif row.due_on is None:
        due = "按约定"
    else:
        due = f"{row.due_on.month}月{row.due_on.day}日" + (f"\n超{row.late_days}个工作日" if row.late_days else "")
    return row.number, _plain(row), row.door, due, row.handler


def _done_row(row: RequestRow) -> tuple[str, ...]:
    closed = f"{row.closed_on.month}月{row.closed_on.day}日" if row.closed_on else ""
    return row.number, _plain(row), row.door, closed, row.outcome


def _plain(row: RequestRow) -> str:
    """Who works on it needs the place, not who called and from which number."""
    return without_numbers(row.words, (row.caller,))


def _found_row(one: Finding) -> tuple[str, ...]:
    return without_numbers(one.words), one.place, one.grid, "已解决" if one.settled else "未解决"


def _patrol(patrol: Patrol) -> list[Block]:
    came = "；".join(f"{party.body}：{party.names or '到场'}" for party in patrol.parties if party.came)
    away = "、".join(party.body for party in patrol.parties if not party.came)
    lines = [f"到场：{came}。" + (f"未到场：{away}。" if away else "")]
    if patrol.route:
        lines.append(f"路线：{patrol.route}。")
    if patrol.minutes:
        lines.append(f"碰头会：{patrol.minutes}")
    return [Paragraph(line) for line in lines]
