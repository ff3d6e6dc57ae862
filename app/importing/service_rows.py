"""Rows of a ledger of service, understood one by one; what cannot be is an error with its cell and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from app.base.clock import chinese_date
from app.importing.ledger_layout import LedgerKind, LedgerLayout
from app.importing.ledger_rows import LedgerRow, rows_of
from app.importing.person_cells import plain_phone
from app.importing.raw import RawWorkbook
from app.importing.requests_cells import when_of
from app.importing.service_cells import HOURS, MINUTES, bare_number, day_in, length_in, span_in, time_in
from app.importing.values import as_text
from app.models.importing import Fate, PlannedRow, RowError
from app.models.request_import import When
from app.models.service_import import Server, ServiceStaging, StagedService, Stretch
from app.rules.id_numbers import read_id_float, read_id_number
from app.rules.service import DAY_MINUTES, minute_of
from app.rules.terms import narrow

TITLES = {
    "serial": "序号", "day": "日期", "when": "服务时间", "title": "活动", "name": "姓名", "phone": "手机",
    "id_number": "身份证号", "starts": "开始", "ends": "结束", "span": "起止时间", "minutes": "服务分钟",
    "hours": "服务小时", "length": "服务时长", "team": "小分队", "place": "地点", "content": "服务内容",
    "leader": "负责人", "recorder": "记录人", "note": "备注",
}  # fmt: skip
LEDGER = LedgerKind(
    "service",
    "service_titles",
    (
        (("name",), "表头里没有姓名"),
        (("minutes", "hours", "length", "starts", "ends", "span", "when"), "表头里没有服务时长或起止时间"),
        (("title", "minutes", "hours", "length", "span", "ends"), "表头里没有活动、服务时长或结束时间"),
    ),
    frozenset(("serial", "name", "phone", "id_number", "team", "place", "note", "content", "leader", "recorder")),
)
UNTITLED = "志愿服务"
_HEART = ("name", "phone", "starts", "span", "minutes", "hours", "length")
_MOST_HOURS = 24
_NAMES_APART = re.compile(r"[、,,;;/\n]+|\s{2,}|(?<=[\u4e00-\u9fff]{2}) (?=[\u4e00-\u9fff]{2})")
_TITLE_TAIL = re.compile(r"(?:志愿服务)?(?:签到表|签到册|记录表|登记表|花名册|统计表|台账|时长)+$")


def stage_service(raw: RawWorkbook, layouts: Sequence[LedgerLayout], *, today: date) -> ServiceStaging:
    """Every row of the sheets in use. A row that leaves day and activity open is of those above it."""
    found: list[StagedService] = []
    failed: list[PlannedRow] = []
    errors: list[RowError] = []
    notes = [f"工作表“{layout.sheet}”没有读取:{layout.why}。" for layout in layouts if not layout.use]
    for layout in layouts:
        if not layout.use:
            continue
        rows = list(rows_of(raw.sheets[layout.index], layout, _HEART))
        sheet = _Sheet(layout, rows, today)
        notes += sheet.notes
        for row in rows:
            staged = sheet.staged(row)
            if row.errors:
                errors += row.errors
                name = row.text("name") or ""
                failed.append(PlannedRow(layout.sheet, row.number, Fate.ERROR, "", name, cells=row.cells()))
            elif staged is not None:
                found.append(staged)
    return ServiceStaging(raw.source, tuple(found), tuple(failed), tuple(errors), tuple(dict.fromkeys(notes)))


@dataclass
class _Head:
    """What holds for the rows below until they say otherwise."""

    day: date | None
    title: str


class _Sheet:
    """One sheet: what its title says of all of its rows, and in what its lengths are counted."""

    def __init__(self, layout: LedgerLayout, rows: Sequence[LedgerRow], today: date) -> None:
        self.layout, self.today = layout, today
        self.notes: list[str] = []
        self.unit = self._unit(rows)
        self.caption = _title_of(layout)
        self.head = _Head(day_in(layout.caption) or day_in(layout.sheet), self.caption)

    def staged(self, row: LedgerRow) -> StagedService | None:
        """None where the row has errors."""
        day, times = self._day(row)
        title = self._title(row)
        stretches = self._stretches(row, day, times) if day is not None else ()
        servers = tuple(_servers(row, self.today))
        if not servers:
            row.error("name", "没有姓名。", "请补写姓名。")
        if row.errors:
            return None
        return StagedService(
            row.layout.sheet, row.number, servers, stretches, title,
            _line(row, "place"), _line(row, "content") or _line(row, "note"), _line(row, "leader"),
            _line(row, "recorder"), tuple(row.warnings), row.cells(),
        )  # fmt: skip

    def _unit(self, rows: Sequence[LedgerRow]) -> str:
        """Of a column 服务时长 whose numbers have no unit: hours where none is above 24."""
        numbers = [bare_number(narrow(as_text(row.cell("length")))) for row in rows]
        bare = [number for number in numbers if number is not None]
        if not bare:
            return MINUTES
        unit = HOURS if max(bare) <= _MOST_HOURS else MINUTES
        self.notes.append(
            f"“{self.layout.title_of('length')}”一栏没有写单位,按{'小时' if unit == HOURS else '分钟'}登记,请核对。"
        )
        return unit

    def _day(self, row: LedgerRow) -> tuple[date | None, tuple[str, str] | None]:
        """The day, and the times that the same cell names. A column 服务时间 beside a date holds times."""
        field = "day" if "day" in row.columns else "when"
        cell = row.cell(field)
        times = span_in(row.cell("when")) if "when" in row.columns else None
        if times is None and field == "day":
            times = span_in(cell)
        if row.text(field) is None:
            if self.head.day is None:
                row.error(field, "没有日期。", "请补写服务的日期。")
            return self.head.day, times
        when = when_of(cell, self.layout.year)
        day = when.day if isinstance(when, When) else day_in(as_text(cell))
        if day is None:
            if self.head.day is not None and field == "when" and times is not None:
                return self.head.day, times
            year = "" if self.layout.year is not None else "日期里没有年份的,请在标题里写上年份。"
            row.error(field, f"看不懂的日期“{as_text(cell)}”。", f"请写成 2026-01-05 这样的日期。{year}")
            return None, times
        if day > self.today:
            row.error(field, f"日期{chinese_date(day)}还没有到。", "请核对后改正。")
            return None, times
        if day != self.head.day:
            self.head = _Head(day, self.caption)
        return day, times

    def _title(self, row: LedgerRow) -> str:
        text = _line(row, "title")
        if text:
            self.head.title = text
        return self.head.title or UNTITLED

    def _stretches(self, row: LedgerRow, day: date, times: tuple[str, str] | None) -> tuple[Stretch, ...]:
        """From when to when and how long; past midnight one stretch a day."""
        starts, ends = self._times(row, times)
        minutes = self._minutes(row)
        if row.errors:
            return ()
        between = _between(starts, ends) if starts and ends else None
        if minutes is None and between is None:
            fields = ("minutes", "hours", "length", "ends", "starts")
            row.error(next((field for field in fields if field in row.columns), "name"), "不知道服务了多久。",
                      "请写服务时长,或开始和结束时间。")  # fmt: skip
            return ()
        told = between if minutes is None else minutes
        assert told is not None
        if between is not None and told > between:
            said = f"服务 {told} 分钟,比起止时间({starts} 到 {ends},{between} 分钟)还长。"
            row.error(_length_field(row), said, "请核对服务时长和起止时间;路上的时间不算。")
        elif told <= 0 or told > DAY_MINUTES:
            row.error(_length_field(row), f"服务 {told} 分钟。", "请写实际服务的时长,不超过一天。")
        elif between is not None and told < between:
            row.warnings.append(f"起止时间是 {between} 分钟,登记的是 {told} 分钟,按 {told} 分钟。")
        if row.errors:
            return ()
        return self._by_day(row, day, starts, ends, told)

    def _by_day(self, row: LedgerRow, day: date, starts: str, ends: str, minutes: int) -> tuple[Stretch, ...]:
        if starts == "24:00":
            day, starts = day + timedelta(days=1), "00:00"
        if not (starts and ends) or minute_of(ends) > minute_of(starts):
            return (Stretch(day, starts, ends, minutes),)
        first = min(minutes, DAY_MINUTES - minute_of(starts))
        row.warnings.append(f"过了零点,按 {chinese_date(day)} 和第二天分别登记。")
        parts = [Stretch(day, starts, "24:00", first)]
        if minutes > first:
            parts.append(Stretch(day + timedelta(days=1), "00:00", ends, minutes - first))
        return tuple(parts)

    def _times(self, row: LedgerRow, times: tuple[str, str] | None) -> tuple[str, str]:
        spans = (span_in(row.cell(field)) for field in ("span", "starts") if row.text(field) is not None)
        found = next((span for span in spans if span is not None), None)
        if found is not None:
            return found
        if row.text("span") is not None and row.text("starts") is None:
            row.error("span", f"看不懂的起止时间“{row.text('span')}”。", "请写成 14:00-16:00 这样。")
            return "", ""
        read = []
        for field in ("starts", "ends"):
            told = time_in(row.cell(field))
            if told is None:
                row.error(field, f"看不懂的时间“{row.text(field)}”。", "请写成 14:00 这样。")
            read.append(told or "")
        starts, ends = read
        return (starts, ends) if starts or ends or times is None else times

    def _minutes(self, row: LedgerRow) -> int | None:
        for field, unit in (("minutes", MINUTES), ("hours", HOURS), ("length", self.unit)):
            if field not in row.columns:
                continue
            told = length_in(row.cell(field), unit)
            if isinstance(told, str):
                span = span_in(row.cell(field))
                if span is not None:  # 时长 holds 14:00-16:00
                    return _between(*span)
                row.error(field, f"看不懂的时长“{told}”。", "请写成 120(分钟)、2小时或 1.5 小时这样。")
                return None
            if told is not None:
                return told
        return None


def _servers(row: LedgerRow, today: date) -> Iterator[Server]:
    """Whoever the row names; telephone and ID number only where it is one person."""
    text = row.text("name") or ""
    names = _names(text)
    team = _line(row, "team")
    if len(names) != 1:
        yield from (Server(name, team=team) for name in names)
        return
    phone = plain_phone(row.text("phone") or "")
    yield Server(names[0], phone, _id_number(row, today), team)


def _id_number(row: LedgerRow, today: date) -> str:
    """As it is written, with stars too; '' for what cannot be one, as Excel leaves of a number typed as a number."""
    number, cell = narrow(row.text("id_number") or "").upper(), row.cell("id_number")
    if not number or "*" in number:
        return number
    told = read_id_float(cell, today=today) if isinstance(cell, float) else read_id_number(number, today=today)
    if told.error:
        row.warnings.append(f"身份证号没有登记:{told.error}")
    return told.number


@lru_cache(maxsize=16_384)
def _names(text: str) -> tuple[str, ...]:
    parts = _NAMES_APART.split(re.sub(r"[((].*?[))]", "", text))
    return tuple(name for name in dict.fromkeys(map(_plain, parts)) if name)


def _plain(name: str) -> str:
    name = re.sub(r"^\d+[.、]|[*★☆#]|等\d*人?$", "", name.strip())
    return name.replace(" ", "") if not name.isascii() else " ".join(name.split())


def _between(starts: str, ends: str) -> int:
    """Minutes from one time to the other, past midnight where the second is not later."""
    told = minute_of(ends) - minute_of(starts)
    return told if told > 0 else told + DAY_MINUTES


def _length_field(row: LedgerRow) -> str:
    fields = ("minutes", "hours", "length", "span", "ends", "when")
    return next((field for field in fields if row.text(field) is not None), "name")


def _title_of(layout: LedgerLayout) -> str:
    """What the words above the header, or the sheet's name, call the activity; '' for nothing."""
    for text in (layout.caption, layout.sheet):
        word = re.sub(r"20\d{2}年?\d{0,2}月?\d{0,2}日?|[::].*$", "", narrow(text))
        word = _TITLE_TAIL.sub("", word)
        if 1 < len(word) <= 20 and not re.fullmatch(r"(?:Sheet|工作表)?\d+|.*(?:服务记录|志愿服务|社区|汇总).*", word):
            return word
    return ""


def _line(row: LedgerRow, field: str) -> str:
    return " ".join((row.text(field) or "").split())[:100]
