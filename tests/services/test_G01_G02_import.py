"""G01 and G02: the office's own workbooks, taken in as a user takes them in, counted to the last household."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.base.errors import UserFault
from app.models.changes import NOTHING
from app.models.households import DoorKey, HouseholdDraft
from app.models.importing import Fate
from app.models.queries import ListQuery
from app.services.office import Office

BOOKS = ("住户台账-一人一行.xlsx", "住户台账-合并表头.xlsx", "住户台账-分楼栋.xlsx")
ONE_A_ROW = BOOKS[0]


def take_in(office: Office, path: Path) -> services.importing.ImportPreview:
    preview = services.importing.plan_households(office, path)
    services.importing.accept(office, preview)
    return preview


@pytest.mark.parametrize("book", BOOKS)
def test_G01_counts_are_the_truth(office: Office, data: Path, book: str) -> None:
    preview = take_in(office, data / book)
    truth = json.loads((data / "expected.json").read_text(encoding="utf-8"))[book]
    found = services.figures.keyed(office, date.fromisoformat(truth["as_of"]))
    assert {key: found[key] for key in truth} == truth
    assert preview.plan.errors == ()
    assert services.safekeeping.check(office) == ()


@pytest.mark.parametrize("book", BOOKS)
def test_G02_the_second_time_nothing_is_written(office: Office, data: Path, book: str) -> None:
    first = take_in(office, data / book).plan
    again = services.importing.plan_households(office, data / book)
    assert again.plan.count(Fate.SAME) == len(again.plan.rows) == first.count(Fate.NEW)
    assert again.plan.operations == ()
    before = services.journal.history(office)
    services.importing.accept(office, again)
    assert services.journal.history(office) == before


def test_G02_five_cells_changed_and_one_blanked(office: Office, data: Path, tmp_path: Path) -> None:
    take_in(office, data / ONE_A_ROW)
    book = openpyxl.load_workbook(data / ONE_A_ROW)
    sheet = book.worksheets[0]
    titles = {cell.value: cell.column for cell in sheet[1]}

    def put(row: int, title: str, value: object) -> tuple[int, str, str]:
        cell = sheet.cell(row, titles[title])
        old, cell.value = cell.value, value
        return row, str(old), str(value or "")

    edits = [
        put(2, "联系电话", "13900001111"),
        put(4, "政治面貌", "中共党员"),
        put(8, "产权人", "张小娟"),
        put(12, "姓名", "丁小平"),
        put(1000, "居民类别", "单位人" if sheet.cell(1000, titles["居民类别"]).value == "社会人" else "社会人"),
    ]
    put(20, "联系电话", None)
    changed = tmp_path / "改过的台账.xlsx"
    book.save(changed)
    plan = services.importing.plan_households(office, changed).plan
    shown = [(row.row, change.old, change.new) for row in plan.rows for change in row.changes]
    assert shown == edits
    assert plan.count(Fate.CHANGED) == 5
    assert plan.count(Fate.NEW) == plan.count(Fate.ERROR) == 0
    services.importing.accept(office, plan)
    assert services.lists.search(office, "13900001111").total == 1
    assert services.importing.plan_households(office, changed).plan.operations == ()
    services.journal.undo(office)
    assert services.lists.search(office, "13900001111").total == 0
    assert services.safekeeping.check(office) == ()


def test_one_undo_takes_a_whole_import_back(office: Office, data: Path) -> None:
    take_in(office, data / ONE_A_ROW)
    services.journal.undo(office)
    empty = services.figures.population(office, date(2026, 10, 31))
    assert (empty.households.numerator, empty.residents.numerator) == (0, 0)
    services.journal.redo(office)
    full = services.figures.population(office, date(2026, 10, 31))
    assert (full.households.numerator, full.residents.numerator) == (1022, 2242)
    assert services.safekeeping.check(office) == ()


def test_figures_open_their_names(office: Office, data: Path) -> None:
    take_in(office, data / ONE_A_ROW)
    figures = services.figures.population(office, date(2026, 10, 31))
    by_grid = (label for grid in figures.grids for label in grid.labels.values())
    of_people = (figures.aged_60, figures.party_members, figures.unit_people)
    for figure in (*of_people, *figures.labels.values(), *by_grid, *figures.combinations.values()):
        assert figure is not None
        assert len(figure.ids) == len(set(figure.ids)) == figure.numerator
    query = ListQuery(by_person=False, ids=frozenset(figures.labels["高龄户"].ids), limit=500)
    page = services.lists.list_rows(office, query)
    assert page.total == 139
    assert all("高龄户" in row.labels for row in page.rows)


def test_a_plan_that_was_overtaken_is_not_written(office: Office, data: Path) -> None:
    """Accepted twice, or after an edit in between: the plan no longer speaks of what is there."""
    book = data / "住户台账-一人一行.xlsx"
    preview = services.importing.plan_households(office, book)
    services.importing.accept(office, preview)
    with pytest.raises(UserFault, match="什么都没有写入"):
        services.importing.accept(office, preview)
    again = services.importing.plan_households(office, book)
    services.journal.undo(office)
    assert services.importing.accept(office, again) is NOTHING  # all was the same, so there is nothing to write
    anew = services.importing.plan_households(office, book)
    services.households.save_household(office, HouseholdDraft(DoorKey("", "77", "1", "101")))
    with pytest.raises(UserFault, match="什么都没有写入"):
        services.importing.accept(office, anew)
    assert services.figures.population(office, date(2026, 10, 31)).households.numerator == 1
