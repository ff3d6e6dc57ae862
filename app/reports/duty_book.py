"""排班表 as a workbook: by day, by volunteer (with a sum that counts), and the swaps."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.shifts import DutySheet
from app.reports.sheet import Book, Cell, Formula
from app.rules.duty_lines import WEEKDAYS, by_volunteer, half_of, names_of
from app.rules.shifts import needs_words

_BY_DAY = (
    "日期",
    "星期",
    "时段",
    "开始",
    "结束",
    "班次",
    "地点",
    "所属小分队",
    "需要人数",
    "需要技能",
    "志愿者",
    "缺几人",
    "备注",
)
_WIDTHS = (14, 6, 6, 8, 8, 18, 16, 14, 8, 12, 34, 7, 24)


def duty_book(sheet: DutySheet) -> bytes:
    book = Book(sheet.title, sheet.branch, sheet.made_on)
    _by_day(book, sheet)
    _by_volunteer(book, sheet)
    _swaps(book, sheet)
    return book.finish()


def _by_day(book: Book, sheet: DutySheet) -> None:
    roster, last = sheet.roster, len(_WIDTHS) - 1
    form = book.sheet("按日期", _WIDTHS)
    form.title(sheet.title)
    state = f"{chinese_date(roster.published_on)}公布" if roster.published_on else "草稿，还没有公布"
    form.spread([(0, 6, f"单位：{sheet.branch}", "left"), (7, last, state, "right")])
    form.header(_BY_DAY)
    form.freeze(form.row)
    form.repeat(0, form.row - 1)
    first = form.row + 1
    for shift in roster.shifts:
        cells: list[Cell] = [
            chinese_date(shift.day), f"周{WEEKDAYS[shift.day.weekday()]}", half_of(shift), shift.starts, shift.ends,
            shift.title, shift.place, shift.team, shift.heads if not shift.cancelled else 0, needs_words(shift.needs),
            names_of(shift) if not shift.cancelled else "", shift.missing,
            f"已取消：{shift.cancelled}" if shift.cancelled else shift.gap,
        ]  # fmt: skip
        names = str(cells[10])
        form.cells(cells, lines=max(1, -(-len(names) * 2 // 34), -(-len(str(cells[12])) * 2 // 24)), text_wrap=True)
    if roster.shifts:
        rows = (first, form.row)
        totals: list[Cell] = ["合计", *[""] * 7, Formula(f"=SUM(I{rows[0]}:I{rows[1]})", roster.heads), "", ""]
        totals += [Formula(f"=SUM(L{rows[0]}:L{rows[1]})", roster.missing), ""]
        form.cells(totals)
    form.close()


def _by_volunteer(book: Book, sheet: DutySheet) -> None:
    form = book.sheet("按志愿者", (12, 8, 90))
    form.title(f"{sheet.roster.year}年{sheet.roster.month}月每人班次")
    form.header(("姓名", "次数", "班次"))
    form.freeze(form.row)
    form.repeat(0, form.row - 1)
    first = form.row + 1
    slips = by_volunteer(sheet.roster)
    for duty, shifts in slips:
        said = "；".join(f"{one.day.month}月{one.day.day}日 {one.times} {one.title}" for one in shifts)
        form.cells([duty.name, len(shifts), said], lines=max(1, -(-len(said) * 2 // 100)), text_wrap=True)
    if slips:
        form.cells(["合计", Formula(f"=SUM(B{first}:B{form.row})", sum(len(shifts) for _, shifts in slips)), ""])
    form.close()


def _swaps(book: Book, sheet: DutySheet) -> None:
    if not sheet.roster.swaps:
        return
    shifts = {shift.id: shift for shift in sheet.roster.shifts}
    form = book.sheet("换班记录", (14, 22, 14, 12, 12, 40))
    form.title("换班记录")
    form.header(("班次日期", "班次", "登记日期", "换下", "换上", "原因"))
    for swap in sheet.roster.swaps:
        shift = shifts[swap.shift_id]
        form.cells(
            [chinese_date(shift.day), f"{shift.times} {shift.title}", chinese_date(swap.noted_on), swap.out, swap.in_,
             swap.reason], text_wrap=True,
        )  # fmt: skip
    form.close()
