"""Sessions, certificates and postings in words and columns."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.models.certificates import CertificateLine, Posting
from app.models.service import Correction, ServiceRecord, SessionLine, Unsigned
from app.rules.service import hours
from app.ui.widgets.rows import Column

_WEEKDAYS = "一二三四五六日"


def day_words(day: date) -> str:
    """2026年10月4日 星期日."""
    return f"{chinese_date(day)} 星期{_WEEKDAYS[day.weekday()]}"


def span_words(starts: str, ends: str) -> str:
    """14:00–17:00."""
    return f"{starts}–{ends}" if starts and ends else starts


def session_state(line: SessionLine) -> str:
    if line.open:
        return "未核对"
    return f"已核对,更正 {line.corrections} 处" if line.corrections else "已核对"


def shift_words(one: Unsigned) -> str:
    """10月4日 14:00 群团站固定活动日(在班 3 人)."""
    duty = f"在班 {one.on_duty} 人" if one.on_duty else "没有排人"
    return f"{one.day.month}月{one.day.day}日 {one.starts} {one.title}({duty})"


def record_words(one: ServiceRecord) -> str:
    """群团站固定活动日,120 分钟(原来 180 分钟)."""
    was = f"(原来 {one.corrections[0].before} 分钟)" if one.corrections else ""
    return f"{one.title},{one.minutes} 分钟{was}"


def correction_lines(records: tuple[ServiceRecord, ...]) -> list[str]:
    """张秀珍:180 → 120 分钟(2026年11月21日,张秀珍提出:签退漏记)."""
    return [
        f"{one.name}:{made.before} → {made.after} 分钟({chinese_date(made.asked_on)},{asked_words(made)})"
        for one in records
        for made in one.corrections
    ]


def asked_words(made: Correction) -> str:
    """张秀珍提出:签退漏记; an import's says its reason alone."""
    return f"{made.asked_by}提出:{made.reason}" if made.asked_by else made.reason


def changed_words(made: Correction) -> str:
    """180 → 120 分钟,签退漏记."""
    return f"{made.before} → {made.after} 分钟,{made.reason}"


def posting_state(one: Posting, today: date) -> str:
    if today < one.posted_on:
        return "还没有开始"
    left = (one.ends_on - today).days
    if left < 0:
        return "期满,没有异议" if not one.objections else "期满"
    return "今天到期" if left == 0 else f"公示中,还有 {left} 天"


SESSIONS = (
    Column[SessionLine]("day", "日期", lambda row: day_words(row.day), lambda row: (row.day, row.starts), width=184),
    Column[SessionLine]("time", "时间", lambda row: span_words(row.starts, row.ends), width=112),
    Column[SessionLine]("title", "活动", lambda row: row.title, width=224, tip=lambda row: row.title),
    Column[SessionLine]("heads", "人数", lambda row: str(row.heads), lambda row: row.heads, right=True, width=64),
    Column[SessionLine](
        "hours", "时长(小时)", lambda row: hours(row.minutes), lambda row: row.minutes, right=True, width=104
    ),
    Column[SessionLine]("state", "情况", session_state, width=152, tone=lambda row: "amber" if row.open else "green"),
    Column[SessionLine]("team", "队伍", lambda row: row.team, width=136),
    Column[SessionLine]("place", "地点", lambda row: row.place, width=136),
    Column[SessionLine]("source", "来自", lambda row: row.source, width=176, tip=lambda row: row.source),
)
RECORDS = (
    Column[ServiceRecord]("day", "日期", lambda row: chinese_date(row.day), width=136),
    Column[ServiceRecord]("title", "活动", lambda row: row.title, width=200),
    Column[ServiceRecord]("name", "姓名", lambda row: row.name, width=88),
    Column[ServiceRecord]("team", "队伍", lambda row: row.team, width=128),
    Column[ServiceRecord]("starts", "开始", lambda row: row.starts, width=72),
    Column[ServiceRecord]("ends", "结束", lambda row: row.ends, width=72),
    Column[ServiceRecord]("minutes", "服务分钟", lambda row: str(row.minutes), right=True, width=88),
    Column[ServiceRecord]("content", "备注", lambda row: row.content, width=160),
    Column[ServiceRecord]("corrected", "更正", lambda row: ";".join(map(changed_words, row.corrections)), width=200),
)
CERTIFICATES = (
    Column[CertificateLine]("number", "编号", lambda row: row.number, width=128),
    Column[CertificateLine]("name", "姓名", lambda row: row.name, width=96),
    Column[CertificateLine](
        "issued", "出具日期", lambda row: chinese_date(row.issued_on), lambda row: row.issued_on, width=136
    ),
    Column[CertificateLine](
        "period",
        "服务时间",
        lambda row: f"{chinese_date(row.since)}至{chinese_date(row.until)}",
        lambda row: row.since,
        width=248,
    ),
    Column[CertificateLine](
        "hours", "时长(小时)", lambda row: hours(row.minutes), lambda row: row.minutes, right=True, width=104
    ),
    Column[CertificateLine]("handler", "经办人", lambda row: row.handler, width=96),
    Column[CertificateLine](
        "state",
        "情况",
        lambda row: f"之后记录改为 {hours(row.now)} 小时" if row.stale else "与记录一致",
        width=200,
        tone=lambda row: "amber" if row.stale else "green",
    ),
)


def posting_columns(today: date) -> tuple[Column[Posting], ...]:
    """The postings as they stand today."""
    return (
        Column[Posting](
            "period",
            "公示的服务",
            lambda row: f"{chinese_date(row.since)}至{chinese_date(row.until)}",
            lambda row: row.since,
            width=264,
        ),
        Column[Posting](
            "days",
            "公示时间",
            lambda row: f"{chinese_date(row.posted_on)}至{chinese_date(row.ends_on)}({row.days} 天)",
            lambda row: row.posted_on,
            width=312,
        ),
        Column[Posting](
            "state",
            "情况",
            lambda row: posting_state(row, today),
            width=152,
            tone=lambda row: "amber" if row.posted_on <= today <= row.ends_on else "",
        ),
        Column[Posting](
            "people", "人数", lambda row: str(len(row.lines)), lambda row: len(row.lines), right=True, width=64
        ),
        Column[Posting](
            "hours", "时长(小时)", lambda row: hours(row.minutes), lambda row: row.minutes, right=True, width=104
        ),
        Column[Posting](
            "said",
            "意见",
            lambda row: ";".join(one.words for one in row.objections),
            width=200,
            tip=lambda row: "\n".join(f"{chinese_date(one.noted_on)} {one.words}" for one in row.objections),
        ),
        Column[Posting]("place", "公示地点", lambda row: row.place, width=136),
    )
