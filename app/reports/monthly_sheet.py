"""The monthly report as a workbook that a street office can take in: numbers as numbers, totals as formulas."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.clock import chinese_date
from app.models.figures import Figure, MonthlyFacts
from app.reports import monthly_compared as compared
from app.reports import monthly_facts as said
from app.reports.monthly_meetings import deliberation_indicators, meeting_indicators
from app.reports.monthly_requests import request_indicators
from app.reports.monthly_visits import visit_indicators
from app.reports.monthly_volunteers import volunteer_indicators
from app.reports.sheet import Book, Cell, Form, Formula, column_name

_COLUMNS = len(said.TABLE_TITLES)
_LABELS = range(2, _COLUMNS - 2)  # columns of the seven labels
_CHANGE = '+0;-0;"持平"'
_PERCENT = "0.00%"
_LINE = 40  # Chinese characters of 11 pt that surely fit into 90 columns


def monthly_workbook(facts: MonthlyFacts) -> bytes:
    """Sheets 七彩图分类, 基本情况, 对比, 七彩组合, 走访关爱, 诉求办理, 组织生活, 议事协商, 志愿服务 and 工作文字; the
    last seven where there is what to say.

    Formulas carry their values. Unsigned.
    """
    book = Book(facts.title, facts.branch, facts.made_on)
    _colours(book, facts)
    _basic(book, facts)
    _compared(book, facts)
    if facts.now.combinations:
        _combinations(book, facts)
    if facts.visits is not None:
        _indicators(book, facts, "走访关爱", f"走访关爱（{said.period(facts)}）", visit_indicators(facts.visits))
    if facts.requests is not None:
        _indicators(book, facts, "诉求办理", f"诉求办理（{said.period(facts)}）", request_indicators(facts.requests))
    if facts.meetings is not None:
        _indicators(book, facts, "组织生活", f"组织生活（{said.period(facts)}）", meeting_indicators(facts.meetings))
    if facts.deliberations is not None:
        rows = deliberation_indicators(facts.deliberations)
        _indicators(book, facts, "议事协商", f"议事协商（{said.period(facts)}）", rows)
    if facts.volunteers is not None:
        rows = volunteer_indicators(facts.volunteers)
        _indicators(book, facts, "志愿服务", f"志愿服务（{said.period(facts)}）", rows)
    if said.sections(facts):
        _words(book, facts)
    return book.finish()


def _head(form: Form, facts: MonthlyFacts, title: str, columns: int, unit: str) -> None:
    form.title(title)
    half = columns // 2
    for left, right in (
        (f"填报单位：{facts.branch}", f"编号：{said.number(facts)}"),
        (f"期间：{said.period(facts)}", f"单位：{unit}"),
    ):
        form.spread([(0, half - 1, left, "left"), (half, columns - 1, right, "right")])


def _foot(form: Form, facts: MonthlyFacts, columns: int) -> None:
    form.gap()
    preparer, reviewer, leader = (f"{label}：{name}" for label, name in said.signers(facts))
    made = f"报送日期：{chinese_date(facts.made_on)}"
    if columns > 8:
        form.spread(
            [(0, 1, preparer, "left"), (2, 4, reviewer, "left"), (5, 7, leader, "left"), (8, columns - 1, made, "left")]
        )
        form.spread([(8, columns - 1, "（盖章）", "left")])
    else:
        for pair in ((preparer, reviewer), (leader, made)):
            form.spread([(0, 1, pair[0], "left"), (2, columns - 1, pair[1], "left")])
    form.close()


def _colours(book: Book, facts: MonthlyFacts) -> None:
    """The seven-colour table: totals, last month and the change, with formulas for all that can be reckoned."""
    form = book.sheet("七彩图分类", [14.0] + [10.0] * (_COLUMNS - 1))
    _head(form, facts, facts.title, _COLUMNS, "户")
    _grid_header(form)
    form.freeze(form.row)
    form.repeat(form.row - 2, form.row - 1)
    first = form.row + 1  # as the formulas count, from 1
    for row in said.grid_rows(facts.now):
        form.cells([row.name, *_with_sum(row, form.row + 1)], align="center")
    last = form.row
    now, before = said.total_row(facts.now, "合计"), said.total_row(facts.before, "上月")
    totals = [Formula(f"=SUM({_range(column, first, last)})", n) for column, n in enumerate(now.numbers, start=1)]
    form.cells([now.name, *(totals if last >= first else now.numbers)], align="center", bold=True)
    form.cells([before.name, *_with_sum(before, form.row + 1)], align="center")
    row_now, row_before = form.row - 1, form.row
    change = [
        Formula(f"={column_name(column)}{row_now}-{column_name(column)}{row_before}", number)
        for column, number in enumerate(said.changes(now, before), start=1)
    ]
    form.cells(["比上月", *change], [""] + [_CHANGE] * (_COLUMNS - 1), align="center")
    form.spread(
        [(0, _COLUMNS - 1, "标签户数：一户符合几类就在几类中各计一次；去重户数：至少符合一类的户只计一次。", "left")]
    )
    _foot(form, facts, _COLUMNS)


def _grid_header(form: Form) -> None:
    single = [(column, column, said.TABLE_TITLES[column]) for column in (0, 1, _COLUMNS - 2, _COLUMNS - 1)]
    groups = [*single[:2], (_LABELS.start, _LABELS.stop - 1, "七彩标签"), *single[2:]]
    form.group_header(groups, {column: said.TABLE_TITLES[column] for column in _LABELS})


def _with_sum(row: said.TableRow, number: int) -> list[Cell]:
    """The row's numbers, its sum of labels as a formula. `number` is the sheet's row, from 1."""
    cells: list[Cell] = list(row.numbers)
    left, right = column_name(_LABELS.start), column_name(_LABELS.stop - 1)
    cells[-2] = Formula(f"=SUM({left}{number}:{right}{number})", row.numbers[-2])
    return cells


def _basic(book: Book, facts: MonthlyFacts) -> None:
    title = f"基本情况（{chinese_date(facts.now.as_of)}）"
    _indicators(book, facts, "基本情况", title, said.basic_indicators(facts.now))


def _indicators(book: Book, facts: MonthlyFacts, name: str, title: str, rows: Sequence[said.Indicator]) -> None:
    """One line a figure: number, what a percent is of, base, percent."""
    form = book.sheet(name, [26, 12, 8, 22, 12, 12], landscape=True)
    _head(form, facts, title, 6, "见表")
    form.header(["项目", "数量", "单位", "百分比的基数", "基数", "百分比"])
    form.freeze(form.row)
    form.repeat(form.row - 1, form.row - 1)
    for row in rows:
        base = row.figure.denominator if row.of else None
        tail: list[Cell] = (
            [row.of, base, _ratio(form.row + 1, "B", "E", row.figure.numerator, base)] if base else ["", "", ""]
        )
        number = "0.00" if row.divisor > 1 else ""
        form.cells([row.name, row.number, row.unit, *tail], ["", number, "", "", "", _PERCENT], align="center")
    _foot(form, facts, 6)


def _compared(book: Book, facts: MonthlyFacts) -> None:
    """Every section's lines: the month, the month before, the change as a formula, the year so far."""
    form = book.sheet("对比", [14, 30, 8, 12, 12, 12, 14])
    _head(form, facts, f"本月、上月与本年累计（{said.period(facts)}）", 7, "见表")
    form.header(["部分", *compared.TITLES])
    form.freeze(form.row, 2)
    form.repeat(form.row - 1, form.row - 1)
    for line in compared.compared(facts):
        plain = _PERCENT if line.rate else "0.00" if line.divisor > 1 else ""
        change = '+0.00;-0.00;"持平"' if line.divisor > 1 else _CHANGE
        form.cells(
            [line.section, line.name, line.unit, *_compared_cells(line, form.row + 1)],
            ["", "", "", plain, plain, change, plain],
        )
    _foot(form, facts, 7)


def _compared_cells(line: compared.Compared, row: int) -> list[Cell]:
    """本月, 上月, 比上月, 本年累计 as numbers; of a rate, the fractions."""
    if line.rate:
        return [_fraction(line.month), "", "", _fraction(line.year)]
    scale = line.divisor
    change: Cell = "" if line.change is None else Formula(f"=D{row}-E{row}", _scaled(line.change, scale))
    before: Cell = "" if line.before is None else _scaled(line.before, scale)
    year: Cell = "" if line.year is None else _scaled(line.year.numerator, scale)
    return [_scaled(line.month.numerator, scale), before, change, year]


def _scaled(number: int, divisor: int) -> int | float:
    return number if divisor == 1 else number / divisor


def _fraction(figure: Figure | None) -> Cell:
    return figure.numerator / figure.denominator if figure is not None and figure.denominator else ""


def _combinations(book: Book, facts: MonthlyFacts) -> None:
    form = book.sheet("七彩组合", [44, 14, 14, 14], landscape=False)
    _head(form, facts, "七彩标签组合户数", 4, "户")
    form.header(["标签组合", "户数", "总户数", "占总户数"])
    form.freeze(form.row)
    form.repeat(form.row - 1, form.row - 1)
    first = form.row + 1
    whole = facts.now.households.numerator
    for name, figure in said.combination_rows(facts.now):
        ratio = _ratio(form.row + 1, "B", "C", figure.numerator, whole)
        form.cells([name, figure.numerator, whole, ratio], ["", "", "", _PERCENT])
    total = sum(figure.numerator for figure in facts.now.combinations.values())
    form.cells(["合计", Formula(f"=SUM({_range(1, first, form.row)})", total), whole, ""], bold=True)
    _foot(form, facts, 4)


def _words(book: Book, facts: MonthlyFacts) -> None:
    form = book.sheet("工作文字", [14, 90])
    form.title("重点工作与下月计划")
    form.header(["项目", "内容"])
    for title, text in said.sections(facts):
        for line in text.splitlines():
            form.cells([title, line.strip()], lines=-(-len(line) // _LINE), text_wrap=True)
    form.close()


def _ratio(row: int, part: str, whole: str, numerator: int, denominator: int) -> Cell:
    if not denominator:
        return ""
    return Formula(f"={part}{row}/{whole}{row}", numerator / denominator)


def _range(column: int, first: int, last: int) -> str:
    name = column_name(column)
    return f"{name}{first}:{name}{last}"
