"""The street's summary: a sheet a month with a row a branch, then who is missing and what was not taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.base.clock import chinese_date
from app.models.colours import LABELS
from app.models.packages import Fate, Received, Reception
from app.models.people import Organisation
from app.reports.sheet import Book, Cell, Form, Formula, column_name

# What a street sums up: the population and its labels, then each section's own count of work.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("households", "总户数"),
    ("residents", "居民数"),
    *((f"labels.{label.value}", label.value) for label in LABELS),
    ("distinct", "去重户数"),
    ("aged_60", "60周岁以上"),
    ("aged_80", "80周岁以上"),
    ("party_members", "党员"),
)


def street_summary(reception: Reception, organisation: Organisation, today: date) -> bytes:
    """The workbook; formulas carry their values."""
    book = Book("月报汇总", organisation.branch, today)
    for period in reception.periods:
        _month(book, reception, period, organisation, today)
    _missing(book, reception, organisation, today)
    _not_taken(book, reception, organisation, today)
    return book.finish()


def _month(book: Book, reception: Reception, period: tuple[int, int], organisation: Organisation, today: date) -> None:
    rows = [
        one for one in reception.items if one.fate is Fate.ACCEPTED and one.manifest and one.manifest.period == period
    ]
    rows.sort(key=_name)
    title = f"{period[0]}年{period[1]}月"
    columns = (*COLUMNS, *_sections(rows))
    form = book.sheet(title, [6.0, 26.0, 14.0] + [9.0] * len(columns))
    width = len(columns) + 3
    form.title(f"{title}各支部月报汇总")
    _head(form, organisation, today, width)
    form.header(["序号", "填报单位", "编号", *(name for _, name in columns)], height=34)
    form.freeze(form.row, 2)
    form.repeat(form.row - 1, form.row - 1)
    first = form.row + 1
    for place, one in enumerate(rows, start=1):
        assert one.manifest is not None
        cells: list[Cell] = [place, one.manifest.branch, one.manifest.serial]
        form.cells([*cells, *(one.numbers.get(key, "") for key, _ in columns)], align="center")
    last = form.row
    totals: list[Cell] = [
        Formula(f"=SUM({column_name(at)}{first}:{column_name(at)}{last})", sum(one.numbers.get(key, 0) for one in rows))
        for at, (key, _) in enumerate(columns, start=3)
    ]
    form.cells(["", "合计", "", *(totals if rows else [""] * len(columns))], align="center", bold=True)
    form.close()


def _sections(rows: Sequence[Received]) -> list[tuple[str, str]]:
    """Counts of visits and requests, where any branch has them."""
    known = {key for one in rows for key in one.numbers}
    return [(key, name) for key, name in _MORE if key in known]


_MORE = (
    ("visits.households", "走访户数"),
    ("requests.received", "受理诉求"),
    ("requests.handled", "办结诉求"),
    ("requests.late", "超时诉求"),
    ("meetings.month.held_all", "召开会议"),
    ("meetings.month.overdue", "逾期未召开"),
)


def _missing(book: Book, reception: Reception, organisation: Organisation, today: date) -> None:
    form = book.sheet("缺报", [6.0, 16.0, 40.0], landscape=False)
    form.title("还没有报送的支部")
    _head(form, organisation, today, 3)
    form.header(["序号", "月份", "单位"])
    for place, ((year, month), name) in enumerate(reception.missing, start=1):
        form.cells([place, f"{year}年{month}月", name])
    if not reception.missing:
        form.spread([(0, 2, "应报的单位都已报送。", "left")])
    form.close()


def _not_taken(book: Book, reception: Reception, organisation: Organisation, today: date) -> None:
    form = book.sheet("未收下的报送包", [6.0, 30.0, 26.0, 12.0, 70.0])
    form.title("没有收下的报送包和原因")
    _head(form, organisation, today, 5)
    form.header(["序号", "文件", "填报单位", "结果", "原因"])
    others = [one for one in reception.items if one.fate is not Fate.ACCEPTED]
    for place, one in enumerate(others, start=1):
        reason = "\n".join(one.reasons)
        name = f"{one.manifest.branch} {one.manifest.serial}" if one.manifest else ""
        lines = max(1, sum(-(-len(line) // 32) for line in reason.splitlines()))
        form.cells([place, one.file, name, one.fate.words, reason], lines=lines, text_wrap=True)
    if not others:
        form.spread([(0, 4, "全部收下。", "left")])
    form.close()


def _head(form: Form, organisation: Organisation, today: date, columns: int) -> None:
    half = columns // 2
    left, right = f"汇总单位：{organisation.branch}", f"汇总日期：{chinese_date(today)}"
    form.spread([(0, half - 1 if half else 0, left, "left"), (half or 1, columns - 1, right, "right")])


def _name(one: Received) -> str:
    return one.manifest.branch if one.manifest else ""
