"""The street's form: read, proposed, filled and read again for the preview, beside openpyxl loading and saving it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

TARGET_SECONDS = 0.100
LARGE_TARGET = 1.0  # of openpyxl's load and save, which loses pictures and much else on the way
_ROWS = 3000
_GRIDS = tuple(f"第{word}网格" for word in "一二三四五六")


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    """(name, ours, floor or None, target) for the sample's size and for a form of thousands of rows."""
    import openpyxl

    small, large = _blank(6), _blank(_ROWS)

    def theirs(data: bytes) -> Callable[[], object]:
        def work() -> bytes:
            book, target = openpyxl.load_workbook(BytesIO(data)), BytesIO()
            sheet = book.worksheets[0]
            for row in range(3, sheet.max_row, 10):
                for column in range(2, 10):
                    sheet.cell(row, column, row)
            book.save(target)
            return target.getvalue()

        return work

    return [
        ("street form of the sample's size, filled and previewed", _filling(small), None, TARGET_SECONDS),
        (f"street form of {_ROWS:,} rows, filled and previewed", _filling(large), theirs(large), LARGE_TARGET),
    ]


def _filling(data: bytes) -> Callable[[], object]:
    """All that a month does with a form whose figures are settled: read, fill, follow formulas, write, read again."""
    from app.models.figure_catalogue import CatalogueEntry
    from app.reports.street_form_fill import fill_form
    from app.reports.street_form_parts import read_parts
    from app.reports.street_form_read import book_of, read_form
    from app.rules.street_forms_filling import filling
    from app.rules.street_forms_proposing import proposals

    book = read_form("表.xlsx", data)
    found = proposals(book, _GRIDS)
    rows = book.sheets[0].rows
    if rows > 100:  # every tenth row of a large form is bound, whatever it is called
        places = (f"{letter}{row}" for row in range(3, rows, 10) for letter in "BCDEFGHI")
        found = tuple(replace(found[0], cell=place, template="") for place in places)
    entries = {one.key: CatalogueEntry(one.key, one.key, "", 12) for one in found}

    def work() -> object:
        parts = read_parts("表.xlsx", data)
        made = filling(book_of("表.xlsx", parts), found, entries)
        written: dict[str, dict[tuple[int, int], object]] = {}
        for (sheet, place), value in made.written.items():
            written.setdefault(sheet, {})[place] = value
        return read_form("表.xlsx", fill_form(parts, written, made.worked_out))  # type: ignore[arg-type]

    return work


def _blank(rows: int) -> bytes:
    """A form of so many lines with frames, a head and sums."""
    import xlsxwriter

    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet, framed = book.add_worksheet("月报表"), book.add_format({"border": 1})
    sheet.merge_range("A1:I1", "月报表")
    for column, name in enumerate(
        ("网格", "总户数", "党员户", "空巢户", "高龄户", "困难户", "残疾户", "出租户", "空置户")
    ):
        sheet.write(1, column, name, framed)
    for row in range(rows):
        sheet.write(row + 2, 0, _GRIDS[row] if row < len(_GRIDS) else f"{row}号", framed)
        for column in range(1, 9):
            sheet.write_blank(row + 2, column, None, framed)
    sheet.write(rows + 2, 0, "合计", framed)
    for column, letter in enumerate("BCDEFGHI", 1):
        sheet.write_formula(rows + 2, column, f"=SUM({letter}3:{letter}{rows + 2})", framed)
    book.close()
    return target.getvalue()
