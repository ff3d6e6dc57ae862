"""The columns of the lists of 走访, and the words in them."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.models.visit_views import DueLine, PairLine, VisitLine
from app.models.visits import Need, Tier
from app.ui.widgets.rows import Column

_TIER_TONES = {Tier.HIGH: "red", Tier.KEY: "amber"}


def late_words(late: int | None) -> str:
    """逾期3天, 今天, 还有5天; '' when nothing is due."""
    if late is None:
        return ""
    return f"逾期{late}天" if late > 0 else "今天" if late == 0 else f"还有{-late}天"


def late_tone(late: int | None) -> str:
    return "" if late is None or late < -7 else "red" if late > 0 else "amber"


def day_words(day: date | None) -> str:
    return chinese_date(day) if day else ""


def need_words(need: Need) -> str:
    """A need and what has become of it."""
    if need.settled_on is not None:
        return f"{need.words}(已解决)"
    if need.request_id is not None:
        return f"{need.words}(诉求{need.request_number}{'已办结' if need.request_closed else '办理中'})"
    if need.wish_number:
        return f"{need.words}({need.wish_number}{'已确认' if need.wish_confirmed else '办理中'})"
    return f"{need.words}(未解决)"


def why_words(why: str, by_person: bool) -> str:
    return f"{why}(人工)" if by_person else why


DUE: tuple[Column[DueLine], ...] = (
    Column("door", "门牌", lambda row: row.door, width=208),
    Column("name", "户主", lambda row: row.name, width=76, sortable=False),
    Column("tier", "等级", lambda row: row.tier.value, width=64, tone=lambda row: _TIER_TONES.get(row.tier, "")),
    Column("why", "原因", lambda row: why_words(row.why, row.by_person), width=128, sortable=False),
    Column("due", "期限", lambda row: late_words(row.late), width=88, tone=lambda row: late_tone(row.late)),
    Column("day", "应访日期", lambda row: day_words(row.due_on), width=132, sortable=False),
    Column("last", "上次走访", lambda row: day_words(row.last_met) or "还没有走访过", width=132),
    Column("visitor", "上次走访人", lambda row: row.last_visitor, width=96, sortable=False),
    Column("member", "结对党员", lambda row: row.member, width=88, sortable=False),
    Column("grid", "网格", lambda row: row.grid, width=84),
    Column("people", "人数", lambda row: str(row.people), right=True, width=52, sortable=False),
)
MADE: tuple[Column[VisitLine], ...] = (
    Column("day", "走访日期", lambda row: day_words(row.visited_on), width=132),
    Column("door", "门牌", lambda row: row.door, width=208),
    Column("visitor", "走访人", lambda row: row.visitor, width=104),
    Column(
        "met",
        "见到",
        lambda row: "见到" if row.met else "未遇",
        width=56,
        tone=lambda row: "" if row.met else "amber",
        sortable=False,
    ),
    Column("findings", "情况", lambda row: " ".join(row.findings.split()), width=216, sortable=False,
           tip=lambda row: row.findings),
    Column(
        "needs",
        "需求",
        lambda row: ";".join(map(need_words, row.needs)),
        width=192,
        sortable=False,
        tip=lambda row: "\n".join(map(need_words, row.needs)),
        tone=lambda row: "amber" if any(need.open for need in row.needs) else "",
    ),
    Column("next", "下次走访", lambda row: day_words(row.next_on), width=132),
    Column("purpose", "目的", lambda row: row.purpose, width=84, sortable=False),
    Column("grid", "网格", lambda row: row.grid, width=84, sortable=False),
)  # fmt: skip
PAIRS: tuple[Column[PairLine], ...] = (
    Column("member", "党员", lambda row: row.member, width=88),
    Column("door", "结对的住户", lambda row: row.door, width=184),
    Column("name", "户主", lambda row: row.name, width=76),
    Column("tier", "等级", lambda row: row.tier.value, width=64, tone=lambda row: _TIER_TONES.get(row.tier, "")),
    Column("agreed", "双方同意", lambda row: agreed_words(row), width=104, tone=lambda row: _agreed_tone(row)),
    Column("since", "开始", lambda row: day_words(row.since), sort=lambda row: row.since, width=132),
    Column("until", "结束", lambda row: day_words(row.until), sort=lambda row: row.until or date.max, width=132),
    Column("visited", "上次走访", lambda row: day_words(row.visited_on) or "还没有走访过",
           sort=lambda row: row.visited_on or date.min, width=132),
    Column("due", "期限", lambda row: late_words(row.late), sort=lambda row: -(row.late or -9999), width=88,
           tone=lambda row: late_tone(row.late)),
    Column("note", "备注", lambda row: row.note, width=144, tip=lambda row: row.note),
)  # fmt: skip


def agreed_words(row: PairLine) -> str:
    """Who has said yes."""
    if row.member_agreed and row.household_agreed:
        return "双方已同意"
    if row.member_agreed or row.household_agreed:
        return "住户未同意" if row.member_agreed else "党员未同意"
    return "都还没同意"


def _agreed_tone(row: PairLine) -> str:
    return "" if row.member_agreed and row.household_agreed else "amber"
