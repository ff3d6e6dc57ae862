"""A request in words: how it stands with its limit, by whom, about where. Pure: every case is a line in a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.base.clock import chinese_date
from app.models.requests import RequestRow, Round, State, Step, Verb, Whistle

UNKNOWN = "未留姓名"
OF_THE_DOOR = "该户住户"  # the door is known, as where a visit found what is needed


BEFORE = "曾超时"  # an earlier round was closed late


def limit_words(row: RequestRow) -> str:
    """还剩 3 个工作日, 今天到期, 超时 2 个工作日, 停计期限, with 曾超时 where an earlier round was late; '' in time."""
    now = limit_now(row)
    return ",".join(part for part in (now, BEFORE if row.late_before and not row.late_days else "") if part)


def limit_now(row: RequestRow) -> str:
    """The limit of the present round alone."""
    if row.late_days:
        return f"超时 {row.late_days} 个工作日"
    if not row.open:
        return ""
    if row.stopped:
        return "停计期限"
    if row.due_on is None or row.days_left is None:
        return "未约定期限"
    return f"还剩 {row.days_left} 个工作日" if row.days_left > 0 else "今天到期"


def limit_tone(row: RequestRow) -> str:
    """Red: past its limit and still open. Amber: due today, or closed late. Always beside `limit_words`."""
    if row.late_days:
        return "red" if row.open else "amber"
    return "amber" if row.late_before or (row.open and not row.stopped and row.days_left == 0) else ""


def due_words(row: RequestRow) -> str:
    """The last day of the limit."""
    return chinese_date(row.due_on) if row.due_on else ""


def state_words(row: RequestRow) -> str:
    """The state, with the round where it is not the first."""
    return f"{row.state.value}(第 {row.round} 轮)" if row.round > 1 else row.state.value


def who_words(row: RequestRow) -> str:
    return row.caller or (OF_THE_DOOR if row.household_id else UNKNOWN)


def place_words(row: RequestRow) -> str:
    return row.door or "未写地点"


def one_line(words: str) -> str:
    return " ".join(words.split())


def short_date(day: date, today: date) -> str:
    """11月21日; with its year when that is another one."""
    return f"{day.month}月{day.day}日" if day.year == today.year else chinese_date(day)


def weekends_words(years: Iterable[int]) -> str:
    """What the page says of years for which no holiday table is there (G30); '' when there are none."""
    named = "、".join(f"{year}年" for year in sorted(years))
    if not named:
        return ""
    return f"{named}没有节假日表,办理期限只按周末计算。有了放假安排,请在“部门和节假日”里导入。"


def step_words(step: Step) -> str:
    """What was done, with whom or what came of it: 吹哨 市政公司(〔2026〕3号), 办结:已解决."""
    told = {
        Verb.RECEIVE: "受理",
        Verb.ASSIGN: f"分办给{step.department}",
        Verb.WHISTLE: f"吹哨 {step.department}{f'({step.letter})' if step.letter else ''}",
        Verb.REPORT_IN: f"{step.department}报到",
        Verb.ANSWER: f"{step.department}答卷",
        Verb.CALL_OFF: f"撤回对{step.department}的吹哨",
        Verb.HANDLE: "办理",
        Verb.AGREE: f"约定期限:{chinese_date(step.agreed_on) if step.agreed_on else '取消约定'}",
        Verb.REGRADE: f"调整分级为{step.grade}",
        Verb.PAUSE: "暂缓",
        Verb.RESUME: "恢复办理",
        Verb.CLOSE: f"办结:{step.outcome}" if step.outcome else "办结",
        Verb.VISIT: f"回访:{step.satisfaction}",
        Verb.REOPEN: "重新办理",
        Verb.NOTE: "补记",
    }
    return told[step.verb]


def when_words(step: Step) -> str:
    """The day and time of a step; a ledger that was taken in does not always say."""
    return " ".join(part for part in (chinese_date(step.on) if step.on else "日期未记", step.time) if part)


def round_words(one: Round) -> str:
    """One round in a line."""
    parts = [f"第 {one.round} 轮:{chinese_date(one.opened_on)}开始"]
    if one.due_on is not None:
        parts.append(f"期限到{chinese_date(one.due_on)}")
    if one.closed:
        parts.append(f"{chinese_date(one.closed_on) if one.closed_on else ''}办结({one.outcome or '未写结果'})")
        parts.append(one.satisfaction or "未回访")
    if one.late:
        parts.append("超时办结")
    return ",".join(parts)


def whistle_words(one: Whistle) -> str:
    """How a whistle stands."""
    if one.called_off:
        return "已撤回"
    if one.answered:
        return f"{chinese_date(one.answered_on)}答卷" if one.answered_on else "已答卷"
    if one.reported_on is not None:
        return f"{chinese_date(one.reported_on)}报到,等答卷"
    return "等部门报到"


def received_line(number: str, due_on: date | None, state: State, handler: str) -> str:
    """What the form says when a request has been taken down."""
    limit = f",期限到{chinese_date(due_on)}" if due_on else ",期限未定"
    gone = f",已分办给{handler}" if state is State.ASSIGNED and handler else ""
    return f"已记下,编号 {number}{limit}{gone}。可以接着记下一件。"
