"""What the list of requests shows."""

from __future__ import annotations

from datetime import date

from app.models.requests import RequestRow
from app.ui.requests import telling
from app.ui.widgets.rows import Column

_LAST = date.max


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


COLUMNS = (
    Column[RequestRow]("number", "编号", lambda row: row.number, width=128),
    Column[RequestRow](
        "limit", "期限", telling.limit_words, width=184, tone=telling.limit_tone, sortable=False, tip=telling.due_words
    ),
    Column[RequestRow]("state", "状态", telling.state_words, width=116),
    Column[RequestRow](
        "words", "内容", lambda row: telling.one_line(row.words), width=280, tip=lambda row: row.words, sortable=False
    ),
    Column[RequestRow]("caller", "反映人", telling.who_words, width=84),
    Column[RequestRow]("door", "地点", telling.place_words, width=208, tip=telling.place_words, sortable=False),
    Column[RequestRow]("received", "受理日期", lambda row: _day(row.received_on), width=128),
    Column[RequestRow]("channel", "来源", lambda row: row.channel, width=116, sortable=False),
    Column[RequestRow]("category", "类别", lambda row: row.category, width=88),
    Column[RequestRow]("grade", "分级", lambda row: row.grade, width=64),
    Column[RequestRow]("grid", "网格", lambda row: row.grid, width=88),
    Column[RequestRow](
        "handler", "在谁手里", lambda row: row.handler, width=120, tip=lambda row: row.handler, sortable=False
    ),
    Column[RequestRow]("due", "期限到", telling.due_words, width=128),
    Column[RequestRow]("closed_on", "办结日期", lambda row: _day(row.closed_on), width=128, sortable=False),
    Column[RequestRow]("outcome", "办理结果", lambda row: row.outcome, width=88, sortable=False),
    Column[RequestRow]("satisfaction", "回访", lambda row: row.satisfaction, width=80, sortable=False),
    Column[RequestRow]("phone", "电话", lambda row: row.phone, width=116, sortable=False),
)
