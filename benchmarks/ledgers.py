"""Wide ledgers and the monthly report, each beside the floor: the same text with nothing around it.

Floors: a bare reportlab canvas with the same text at the same places and the same lines; an XML stream of the same
cells at deflate level 1; for the monthly report plain reportlab text on as many pages and the same cells by openpyxl.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from app.models.colours import LABELS, LegendEntry
from app.models.figures import Figure, GridFigures, MonthlyFacts, PopulationFigures
from app.reports.fonts import bundled_fonts
from app.reports.ledger import Column, LedgerSheet
from app.reports.ledger_pdf import ledger_pdf
from app.reports.ledger_sheet import ledger_workbook
from app.reports.monthly import monthly_pdf, monthly_workbook
from benchmarks.ledger_floors import Rows, bare_canvas, openpyxl_cells, plain_pages, raw_xml, xlsxwriter_book

Pair = tuple[str, Callable[[], object], Callable[[], object] | None, float]

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红建国文斌"


def pairs() -> list[Pair]:
    """(name, ours, floor, most that ours / floor may be)."""
    eight, twenty = _sheet(8), _sheet(20)
    small, large, wide = _rows(1_000, 8), _rows(10_000, 8), _rows(30_000, 20)
    fonts = bundled_fonts()
    return [
        (
            "ledger PDF 10,000 x 8 / bare canvas",
            lambda: ledger_pdf(eight, large, fonts=fonts),
            lambda: bare_canvas(eight, large),
            1.5,
        ),
        (
            "ledger PDF 10,000 rows / 1,000 rows",
            lambda: ledger_pdf(eight, large, fonts=fonts),
            lambda: ledger_pdf(eight, small, fonts=fonts),
            10.0,
        ),
        (
            "ledger XLSX 30,000 x 20 / raw XML",
            lambda: ledger_workbook(twenty, wide),
            lambda: raw_xml(twenty, wide),
            1.5,
        ),
        (
            "ledger XLSX 30,000 x 20 / xlsxwriter",
            lambda: ledger_workbook(twenty, wide),
            lambda: xlsxwriter_book(twenty, wide),
            1 / 3,
        ),
        *report_pairs(),
    ]


def report_pairs() -> list[Pair]:
    """The monthly report without its signatures."""
    facts, legend, fonts = _facts(), _legend(), bundled_fonts()
    pages, sheets = month_text(facts, legend), month_cells(facts)
    return [
        (
            "monthly PDF and XLSX / plain text and openpyxl",
            lambda: (monthly_pdf(facts, legend, fonts=fonts), monthly_workbook(facts)),
            lambda: (plain_pages(pages), openpyxl_cells(sheets)),
            2.0,
        )
    ]


# what is written ---------------------------------------------------------------------------------------------------


def _sheet(columns: int) -> LedgerSheet:
    widths = (18.0, 38.0, 26.0, 52.0, 12.0, 24.0, 34.0, 30.0)
    titles = ("姓名", "身份证号", "联系电话", "住址", "性别", "政治面貌", "标签", "备注")
    made = tuple(Column(f"{titles[n % 8]}{n // 8 or ''}", widths[n % 8]) for n in range(columns))
    return LedgerSheet("居民台账（脱敏）", "凤凰岭社区第三网格党支部", "2026年10月", made)


@cache
def _rows(count: int, columns: int) -> Rows:
    """Residents as a masked ledger shows them; nothing is random."""
    return tuple(_row(number, columns) for number in range(count))


def _row(number: int, columns: int) -> tuple[str, ...]:
    """Eight cells of one resident; further ones tell of another, as in a household's ledger."""
    return tuple(cell for block in range(-(-columns // 8)) for cell in _resident(number * 3 + block * 7919))[:columns]


def _resident(number: int) -> tuple[str, ...]:
    name = _SURNAMES[number % 30] + _GIVEN[number // 30 % 32] + (_GIVEN[number // 7 % 32] if number % 3 else "")
    return (
        name,
        f"110105********{number * 37 % 10_000:04d}",
        f"138****{number * 7 % 10_000:04d}",
        f"大院小区{number // 120 % 60 + 1}栋{number % 4 + 1}单元{number % 30 + 1}0{number % 4 + 1}室",
        "男女"[number % 2],
        ("群众", "中共党员", "共青团员")[number % 3],
        ("", "空巢户、高龄户", "党员户", "出租户")[number % 4],
        "" if number % 5 else f"第{number % 52 + 1}周上门走访",
    )


def _figure(key: str, number: int, base: int | None = None) -> Figure:
    return Figure(key, key, number, base, ids=tuple(range(number)))


def _facts() -> MonthlyFacts:
    grids = tuple(
        GridFigures(
            name, _figure(name, 170), {label: _figure(label, 21, 170) for label in LABELS}, _figure("去重", 111)
        )
        for name in ("第一网格", "第二网格", "第三网格", "第四网格", "第五网格", "第六网格")
    )
    share = _figure("share", 300, 2240)
    combinations = {f"{first}、{second}": _figure("组合", 9, 1020) for first in LABELS[:4] for second in LABELS[4:]}
    now = PopulationFigures(
        as_of=date(2026, 10, 31),
        households=_figure("households", 1020),
        residents=_figure("residents", 2240),
        labels={label: _figure(label, 126, 1020) for label in LABELS},
        distinct=_figure("distinct", 666, 1020),
        grids=grids,
        combinations=combinations,
        aged_60=share,
        aged_80=share,
        party_members=share,
        disabled=share,
        aided=share,
        unit_people=share,
        sold=_figure("sold", 250, 1020),
        let=_figure("let", 220, 1020),
    )
    words = "走访空巢、高龄户共63户，了解冬季取暖和用药情况，登记需求12条，已分办9条。"
    return MonthlyFacts(
        branch="凤凰岭社区第三网格党支部",
        street="凤凰岭街道办事处",
        year=2026,
        month=10,
        serial="2026-10",
        made_on=date(2026, 11, 2),
        now=now,
        before=now,
        preparer="曹犇",
        reviewer="王伟",
        key_work=words,
        next_plan=words,
    )


def _legend() -> list[LegendEntry]:
    marks = zip(LABELS, "党巢龄困残租空", strict=True)
    return [LegendEntry(label, mark, "#2F6FDE", "solid", rank) for rank, (label, mark) in enumerate(marks)]


def month_text(facts: MonthlyFacts, legend: Sequence[LegendEntry]) -> list[list[str]]:
    """The lines of each page of our report, as a reader takes them out."""
    import pypdfium2

    document = pypdfium2.PdfDocument(monthly_pdf(facts, legend, fonts=bundled_fonts()))
    pages = [page.get_textpage().get_text_range().splitlines() for page in document]
    document.close()
    return pages


def month_cells(facts: MonthlyFacts) -> list[list[tuple[object, ...]]]:
    """Every cell of our workbook, formulas as formulas."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(monthly_workbook(facts)))
    return [list(page.iter_rows(values_only=True)) for page in book.worksheets]
