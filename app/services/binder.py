"""The ledgers of a month for the binder (住户 七彩图 走访 诉求 会议 志愿): into a folder in one go, or behind its
report. Names, telephones and what was written of people are masked; a full ledger leaves only from its own page, with
a purpose and a recipient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.clock import chinese_date, month_end
from app.base.errors import EnvironmentFault, UserFault
from app.models.colours import LABELS
from app.models.ledgers import Ledger, LedgerCell, LedgerColumn
from app.models.meetings import HELD_STATES, MeetingQuery
from app.models.queries import ListQuery
from app.models.requests import RequestQuery
from app.models.service import SessionQuery
from app.models.visit_views import VisitQuery
from app.rules.binder import KINDS
from app.rules.list_columns import USUAL_OF_DOORS, ledger_columns, ledger_rows
from app.rules.masking import mask_name
from app.rules.public_words import public_words
from app.rules.service import hours
from app.services import colours, ledgers, lists, meetings, requests, service, visits
from app.services.office import Office, Report, silent
from app.store.public_names import names_of_doors

if TYPE_CHECKING:
    from app.reports.ledger import LedgerSheet

_ALL = 10_000_000
Rows = Sequence[Sequence[LedgerCell]]


def ledger(office: Office, kind: str, year: int, month: int) -> Ledger:
    """One ledger of a month; doors as they are today, their labels as of the month's last day.

    Raises UserFault for a kind that is not one of KINDS, or a month that has not begun.
    """
    today = office.clock.today()
    if kind not in KINDS:
        raise UserFault("没有这种台账。", f"可以选:{'、'.join(KINDS.values())}。", place=kind)
    if not 1 <= month <= 12 or (year, month) > (today.year, today.month):
        raise UserFault("这个月还没有到。", "请选择本月或以前的月份。", place=f"{year}年{month}月")
    first, last = date(year, month, 1), month_end(year, month)
    return _MAKERS[kind](office, first, last)


def sheet_of(found: Ledger, unit: str) -> LedgerSheet:
    """The head of a ledger for paper."""
    from app.reports.ledger import Column, LedgerSheet

    columns = tuple(
        Column(column.title, column.width_mm, "right" if column.number else "left", text=not column.number)
        for column in found.columns
    )
    return LedgerSheet(found.title, unit, found.period, columns)


def save_all(
    office: Office,
    year: int,
    month: int,
    folder: Path,
    kinds: Sequence[str] = tuple(KINDS),
    suffixes: Sequence[str] = (".pdf", ".xlsx"),
    report: Report = silent,
) -> tuple[Path, ...]:
    """Every ledger of the month that has a row, as paper and workbook, into a folder of its own below `folder`.

    A file stands under its name only when it is whole; stopped half-way, what is there already is whole too.
    Raises EnvironmentFault when the folder is gone or cannot be written to.
    """
    if not folder.is_dir():
        raise EnvironmentFault("文件夹不存在,没有保存。", "可能是移动硬盘已拔出,请换一个文件夹。", place=str(folder))
    target = folder / f"{year}年{month}月台账"
    saved: list[Path] = []
    whole = len(kinds) * len(suffixes) * 100
    try:
        target.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            "这个文件夹不能写入,没有保存。", "请换一个文件夹,再试一次。", place=folder.name
        ) from error
    for place, kind in enumerate(kinds):
        base = place * len(suffixes) * 100
        report(base, whole)
        found = ledger(office, kind, year, month)
        for number, suffix in enumerate(suffixes) if found.rows else ():
            start = base + number * 100
            path = target / f"{KINDS[kind]}{suffix}"
            saved.append(ledgers.save(office, found, path, _part(report, start, whole)))
    report(whole, whole)
    if not saved:
        if not any(target.iterdir()):
            target.rmdir()  # nothing is left behind of what was not there
        raise UserFault("这个月还没有台账可以保存。", "请先登记,或选择别的月份。", place=f"{year}年{month}月")
    return tuple(saved)


def _part(report: Report, start: int, whole: int) -> Report:
    """A hundred steps of the whole, for one file."""
    return lambda done, of: report(start + 100 * done // max(of, 1), whole)


def _households(office: Office, _first: date, _last: date) -> Ledger:
    rows = lists.chosen_rows(office, ListQuery(by_person=False))
    cells = ledger_rows(USUAL_OF_DOORS, rows)
    name = USUAL_OF_DOORS.index("name")
    masked = [(*row[:name], mask_name(str(row[name])), *row[name + 1 :]) for row in cells]
    today = f"截至{chinese_date(office.clock.today())}"
    return Ledger(KINDS["households"], today, ledger_columns(USUAL_OF_DOORS, by_person=False), masked)


def _colours(office: Office, _first: date, last: date) -> Ledger:
    day = min(last, office.clock.today())
    marks = colours.labels(office, day)
    legend = {entry.label: entry.mark for entry in colours.legend(office)}
    rows = [
        (
            row.door,
            row.grid,
            *("√" if marks.get(row.household_id, 0) >> place & 1 else "" for place in range(len(LABELS))),
        )
        for row in lists.chosen_rows(office, ListQuery(by_person=False))
    ]
    columns = (
        LedgerColumn("door", "门牌", 46),
        LedgerColumn("grid", "网格", 22),
        *(LedgerColumn(label.value, f"{label.value}（{legend.get(label, '')}）", 24) for label in LABELS),
    )
    return Ledger(KINDS["colours"], f"截至{chinese_date(day)}", columns, rows)


def _visits(office: Office, first: date, last: date) -> Ledger:
    query = VisitQuery(first=first, last=last, descending=False, limit=_ALL)
    lines = visits.made(office, query).lines
    names = _names(office, (one.household_id for one in lines))
    rows = [
        (
            chinese_date(one.visited_on),
            one.door,
            one.grid,
            one.visitor,
            one.purpose,
            "见到" if one.met else "未遇",
            public_words(one.findings, names.get(one.household_id, ())),
            len(one.needs),
            sum(not need.open for need in one.needs),
        )
        for one in lines
    ]
    columns = _columns(
        ("走访日期", 28), ("门牌", 44), ("网格", 20), ("走访人", 24), ("目的", 20), ("见到", 12), ("情况", 70),
        ("需求", 12, True), ("已办", 12, True),
    )  # fmt: skip
    return Ledger(KINDS["visits"], _month(first), columns, rows)


def _requests(office: Office, first: date, last: date) -> Ledger:
    query = RequestQuery(days=(first, last), descending=False, limit=_ALL)
    found = requests.list_rows(office, query).rows
    names = _names(office, (one.household_id for one in found if one.household_id is not None))
    rows = [
        (
            one.number,
            chinese_date(one.received_on),
            one.channel,
            one.category,
            one.grade,
            one.grid,
            mask_name(one.caller),
            public_words(one.words, (one.caller, *names.get(one.household_id or 0, ()))),
            one.state.value,
            chinese_date(one.closed_on) if one.closed_on else "",
            one.outcome,
            one.satisfaction,
        )
        for one in found
    ]
    columns = _columns(
        ("编号", 30), ("受理日期", 32), ("来源", 32), ("类别", 22), ("分级", 13), ("网格", 22), ("反映人", 16),
        ("内容", 70), ("状态", 16), ("办结日期", 32), ("办理结果", 22), ("回访", 20),
    )  # fmt: skip
    return Ledger(KINDS["requests"], _month(first), columns, rows)


def _meetings(office: Office, first: date, last: date) -> Ledger:
    query = MeetingQuery(days=(first, last), states=frozenset(HELD_STATES), descending=False, limit=_ALL)
    rows = [
        (
            chinese_date(one.held_on),
            one.title,
            one.body_name,
            one.topic,
            one.place,
            one.chair,
            one.should,
            one.came,
            one.attendance.percent,
            one.state.value,
        )
        for one in meetings.page(office, query).rows
    ]
    columns = _columns(
        ("日期", 26), ("会议", 54), ("组织", 34), ("主题", 60), ("地点", 28), ("主持人", 18), ("应到", 12, True),
        ("实到", 12, True), ("出席率", 20), ("状态", 18),
    )  # fmt: skip
    return Ledger(KINDS["meetings"], _month(first), columns, rows)


def _volunteers(office: Office, first: date, last: date) -> Ledger:
    query = SessionQuery(since=first, until=last, limit=_ALL)
    found = sorted(service.page(office, query).lines, key=lambda one: (one.day, one.starts, one.id))
    rows = [
        (
            chinese_date(one.day),
            one.title,
            one.team,
            one.place,
            "-".join(filter(None, (one.starts, one.ends))),
            one.heads,
            hours(one.minutes),
        )
        for one in found
    ]
    columns = _columns(
        ("日期", 28), ("活动", 60), ("队伍", 30), ("地点", 40), ("时间", 24), ("人数", 14, True), ("时长（小时）", 22)
    )
    return Ledger(KINDS["volunteers"], _month(first), columns, rows)


def _names(office: Office, doors: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Whose names may stand in what was written of a door."""
    with office.store.reading() as connection:
        return names_of_doors(connection, doors)


def _columns(*said: tuple[str, float] | tuple[str, float, bool]) -> tuple[LedgerColumn, ...]:
    return tuple(LedgerColumn(one[0], one[0], one[1], len(one) > 2) for one in said)


def _month(first: date) -> str:
    return f"{first.year}年{first.month}月"


_MAKERS: dict[str, Callable[[Office, date, date], Ledger]] = {
    "households": _households,
    "colours": _colours,
    "visits": _visits,
    "requests": _requests,
    "meetings": _meetings,
    "volunteers": _volunteers,
}
