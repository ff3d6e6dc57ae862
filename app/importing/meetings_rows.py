"""Rows of a ledger of meetings, understood one by one; what cannot be is an error with its cell, reason and remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.base.clock import chinese_date
from app.importing.ledger_layout import LedgerKind, LedgerLayout
from app.importing.ledger_rows import LedgerRow, rows_of
from app.importing.meetings_cells import (
    both_in,
    count_in,
    group_name,
    items_in,
    kind_and_group,
    kinds_in,
    names_in,
    people_in,
    vote_in,
)
from app.importing.raw import RawWorkbook
from app.importing.requests_cells import when_of
from app.models.importing import Fate, PlannedRow, RowError
from app.models.meeting_drafts import Said
from app.models.meeting_import import MeetingStaging, StagedMeeting, StagedPerson, StagedVote
from app.models.meetings import Came
from app.models.request_import import When
from app.rules.meeting_kinds import kinds
from app.rules.periods import period_named
from app.rules.terms import half_width, narrow, plain_dashes, yes_or_no

TITLES = {
    "serial": "序号", "number": "次数", "when": "时间", "starts": "开始时间", "ends": "结束时间", "kind": "类型",
    "topic": "主题", "body": "党组织", "place": "地点", "chair": "主持人", "recorder": "记录人", "should": "应到",
    "came": "实到", "both": "应到和实到", "absent_count": "缺席人数", "absent": "缺席及原因", "present": "出席人员",
    "guests": "列席人员", "agenda": "议题", "words": "会议记录", "resolution": "决议", "vote": "表决",
    "voters": "有表决权人数", "in_favour": "赞成", "against": "反对", "abstained": "弃权", "made_up": "补开",
    "owner": "责任人", "due": "完成时限", "note": "备注",
}  # fmt: skip
LEDGER = LedgerKind(
    "meetings",
    "meeting_titles",
    ((("when",), "表头里没有会议时间"), (("kind", "topic", "agenda"), "表头里没有会议类型")),
)
_HEART = ("when", "kind", "agenda", "place", "chair", "should", "came")
_DATE_REMEDY = "请写成 2026-01-05 15:00 这样。"
_RANGE = re.compile(
    r"(?P<first>.*\d{1,2}(?::\d{2}|[时点](?:\d{1,2}分?|半)?))\s*(?:-|至|到)+\s*(?P<last>\D{0,2}\d{1,2}(?::\d{2}|[时点](?:\d{1,2}分?|半)?))$"
)
_WEEKDAY = re.compile(r"[((]?(?:星期|周|礼拜)[一二三四五六日天][))]?")
_MONTH = re.compile(r"(?:(20\d{2})[年.-])?(\d{1,2})月")
_QUARTER = re.compile(r"(?:(20\d{2})年?)?第?([一二三四1-4])季度")


def stage_meetings(raw: RawWorkbook, layouts: Sequence[LedgerLayout], *, today: date) -> MeetingStaging:
    """Every row of the sheets in use."""
    found: list[StagedMeeting] = []
    failed: list[PlannedRow] = []
    errors: list[RowError] = []
    for layout in layouts:
        for row in rows_of(raw.sheets[layout.index], layout, _HEART) if layout.use else ():
            staged = _staged(row, today)
            if row.errors or staged is None:
                errors += row.errors
                failed.append(_failed(row))
            else:
                found.append(staged)
    notes = [f"工作表“{layout.sheet}”没有读取:{layout.why}。" for layout in layouts if not layout.use]
    if any(layout.use and layout.column_of("resolution") is not None for layout in layouts):
        notes.append("决议里的责任人和期限随决议原文保存,没有另列为待办。")
    return MeetingStaging(raw.source, tuple(found), tuple(failed), tuple(errors), tuple(notes))


def _staged(row: LedgerRow, today: date) -> StagedMeeting | None:
    held, ends = _when(row, today)
    kind, group = _kind(row)
    said = _said(row)
    vote, said = _vote(row, said)
    people = _people(row, said)
    made_up = _made_up(row, held) if held else ""
    if held is None or row.errors:
        return None
    agenda = items_in(row.text("agenda") or "")
    return StagedMeeting(
        sheet=row.layout.sheet,
        row=row.number,
        kind=kind,
        held_on=held.day,
        group=group,
        starts=held.time or None,
        ends=ends or None,
        place=row.text("place"),
        chair=row.text("chair"),
        recorder=row.text("recorder"),
        topic=row.text("topic"),
        said=said,
        people=people,
        guests=names_in(row.text("guests") or ""),
        agenda=agenda,
        words=_words(row),
        resolutions=_resolutions(row),
        vote=vote,
        stands_for=made_up,
        warnings=tuple(row.warnings),
        cells=row.cells(),
    )


def _when(row: LedgerRow, today: date) -> tuple[When | None, str]:
    """(day and beginning, end). Errors are noted on the row."""
    cell = row.cell("when")
    ends = ""
    if isinstance(cell, str):
        cell = _WEEKDAY.sub(" ", cell)
        match = _RANGE.fullmatch(plain_dashes(half_width(cell)).replace("半", "30分"))
        if match:
            cell, ends = match["first"], match["last"]
    found = when_of(cell, row.layout.year)
    if found is None:
        row.error("when", "没有会议时间。", _DATE_REMEDY)
        return None, ""
    if isinstance(found, str):
        row.error("when", f"看不懂的时间“{found}”。", _DATE_REMEDY)
        return None, ""
    if found.day > today:
        row.error("when", f"{chinese_date(found.day)}还没有到。", "计划中的会议请在“会议”页列入计划。")
        return None, ""
    starts = found.time or _clock(row, "starts", found.day)
    ends = _time(ends, found.day, starts) or _clock(row, "ends", found.day)
    if starts and ends and ends < starts:
        row.error("ends" if "ends" in row.columns else "when", f"结束时间{ends}早于开始时间{starts}。", "请核对时间。")
    return When(found.day, starts), ends


def _clock(row: LedgerRow, name: str, day: date) -> str:
    text = row.text(name)
    return _time(text, day, "") if text else ""


def _time(text: str, day: date, starts: str) -> str:
    """'16:30' for 4:30 after 15:00, 16点半, 2026-01-03 16:30; '' for what is no time."""
    if not text:
        return ""
    for words in (f"{day.isoformat()} {text.replace('半', '30分')}", text):
        found = when_of(words, day.year)
        if isinstance(found, When) and found.time:
            hour, minute = found.time.split(":")
            if starts and found.time < starts and int(hour) < 12 and f"{int(hour) + 12:02d}:{minute}" > starts:
                return f"{int(hour) + 12:02d}:{minute}"
            return found.time
    return ""


def _kind(row: LedgerRow) -> tuple[str, str]:
    """The kind and the group it names; a kind that no table knows is taken in as it was written."""
    text = row.text("kind")
    topic = row.text("topic") or ""
    if text is None and topic and kind_and_group(topic)[0] in kinds():
        text = topic
    if text is None:  # a sheet for each kind, or a title that names it
        above = (row.layout.sheet, row.layout.caption)
        text = next((words for words in above if kind_and_group(words)[0] in kinds()), None)
    if text is None:
        row.error("kind", "没有会议类型。", "请补写是什么会,例如支部党员大会。")
        return "", ""
    kind, group = kind_and_group(text)
    if kind not in kinds() and kind_and_group(topic)[0] in kinds():
        kind, group = kind_and_group(topic)
    if kind not in kinds():
        row.warnings.append(f"会议类型“{kind}”不在列表里,按原文登记,不计入应召开次数。")
    several = kinds_in(text)
    if len(several) > 1:
        row.warnings.append(f"写了几种会议:{'、'.join(several)},按“{kind}”登记。")
    body = row.text("body")
    if not group and kind == "党小组会" and body and "组" in body:
        group = group_name(body)
    return kind, group


def _said(row: LedgerRow) -> Said:
    numbers = {}
    for name in ("should", "came", "voters", "absent_count"):
        text = row.text(name)
        number = None if text is None else count_in(text)
        if text is not None and number is None:
            row.error(name, f"看不懂的人数“{text}”。", "请只写数字。")
        numbers[name] = number
    should, came = both_in(row.text("both") or "")
    numbers["should"] = should if numbers["should"] is None else numbers["should"]
    numbers["came"] = came if numbers["came"] is None else numbers["came"]
    if numbers["should"] is None and numbers["came"] is not None and numbers["absent_count"] is not None:
        numbers["should"] = numbers["came"] + numbers["absent_count"]
    if numbers["should"] is not None and numbers["came"] is not None and numbers["came"] > numbers["should"]:
        row.error("came", f"实到{numbers['came']}人,多于应到的{numbers['should']}人。", "请核对人数。")
    return Said(numbers["should"], numbers["came"], numbers["voters"])


def _vote(row: LedgerRow, said: Said) -> tuple[StagedVote | None, Said]:
    text = row.text("vote")
    vote, voters, came = vote_in(text) if text else (None, None, None)
    own = {name: count_in(row.text(name) or "") for name in ("in_favour", "against", "abstained")}
    if vote is None and any(number is not None for number in own.values()):
        vote = StagedVote(**own)
    voters = said.voters if voters is None else voters
    cast = sum(number or 0 for number in (vote.in_favour, vote.against, vote.abstained)) if vote else 0
    most = came if came is not None else said.came
    if most is not None and cast > most:
        row.error("vote" if text else "in_favour", f"票数合计{cast}票,多于到会的{most}人。", "请核对票数。")
    if voters is not None and came is not None and came > voters:
        row.error("vote", f"到会有表决权的{came}人,多于有表决权的{voters}人。", "请核对人数。")
    return vote, Said(said.should, said.came, voters, came)


def _people(row: LedgerRow, said: Said) -> tuple[StagedPerson, ...]:
    """Whoever was absent, and whoever was named as present."""
    absent = people_in(row.text("absent") or "")
    present = tuple(StagedPerson(name, Came.PRESENT) for name in names_in(row.text("present") or ""))
    both = {person.name for person in absent} & {person.name for person in present}
    if both:
        row.error("absent", f"{'、'.join(sorted(both))}既写在出席里,又写在缺席里。", "请核对后只留一处。")
    if said.should is not None and said.came is not None and row.text("absent") is not None:
        missing = said.should - said.came
        if missing != len(absent):
            row.warnings.append(
                f"应到{said.should}人、实到{said.came}人,缺席应为{missing}人,写了{len(absent)}人的名字。"
            )
    elif said.should is not None and said.came is not None and said.should > said.came:
        row.warnings.append(f"缺席{said.should - said.came}人没有写是谁。")
    return (*absent, *present)


def _resolutions(row: LedgerRow) -> tuple[str, ...]:
    """The words of the ledger whole, with owner and day where they stand in columns of their own."""
    text = row.text("resolution")
    if text is None:
        return ()
    extra = [f"{word}{said}" for name, word in (("owner", "责任人"), ("due", "完成时限")) if (said := row.text(name))]
    vote = row.text("vote")
    if vote and vote_in(vote)[0] is None:
        extra.append(f"表决:{vote}")
    items = items_in(text)
    return (*items[:-1], ",".join([items[-1], *extra])) if items else ()


def _words(row: LedgerRow) -> str | None:
    said = [text for name in ("words", "note") if (text := row.text(name))]
    return "\n".join(said) or None


def _made_up(row: LedgerRow, held: When) -> str:
    """补开: the period that a cell or the topic names, before the meeting's own."""
    text = row.text("made_up") or ""
    loud = [text] if text and yes_or_no(text) is not False else []
    loud += [word for name in ("kind", "topic", "note", "resolution") if (word := row.text(name)) and "补" in word]
    for words in loud:
        key = _period(narrow(words), held.day)
        if key:
            return key
    if loud and text:
        row.warnings.append(f"标了补开“{text}”,看不出补的是哪个时段,请登记后补上。")
    return ""


def _period(words: str, day: date) -> str:
    quarter = _QUARTER.search(words)
    if quarter:
        number = "一二三四".find(quarter[2]) + 1 or int(quarter[2])
        return _before(f"{quarter[1] or day.year}-Q{number}", day)
    month = _MONTH.search(words)
    return _before(f"{month[1] or day.year}-{int(month[2]):02d}", day) if month else ""


def _before(key: str, day: date) -> str:
    """A period that was over; without a year of its own it may be last year's."""
    found = period_named(key)
    if found is not None and found.last >= day:
        earlier = f"{int(key[:4]) - 1}{key[4:]}"
        found = period_named(earlier) if found.first > day else None
    return found.key if found else ""


def _failed(row: LedgerRow) -> PlannedRow:
    return PlannedRow(
        row.layout.sheet, row.number, Fate.ERROR, row.text("kind") or "", row.text("when") or "", cells=row.cells()
    )
