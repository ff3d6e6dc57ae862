"""G23 on the way a service takes: the street's form of the samples, proposed, filled, its sums agreed, signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import EnvironmentFault, Fault, UserFault
from app.base.paths import Paths
from app.models.colours import LABELS
from app.models.households import DoorKey, HouseholdDraft
from app.models.people import Organisation
from app.models.reports import ReportWords
from app.models.service import RecordDraft, SessionDraft
from app.models.signers import Role
from app.models.street_forms import FilledForm
from app.models.visits import VisitDraft
from app.models.volunteers import VolunteerDraft
from app.reports.signing.verify import Verdict, verify_bytes
from app.services.office import Office
from app.store import service as shelf
from app.store.check import check_store
from tests.conftest import DATA, PASSWORD
from tests.reports.form_packages import parts, without_values
from tests.services.form_world import FORM, SHEET, add_form, by_libreoffice, fill_office


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Opened once: no test of this module leaves anything behind that another one reads."""
    from app.store import keys

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        paths = Paths(tmp_path_factory.mktemp("G23") / "资料")
        clock = Clock(lambda: datetime(2026, 11, 21, 9, 0))
        organisation = Organisation("大院社区党委", "书院街道办事处", "王书记", "李干事", "陈副书记")
        office, _code = services.accounts.create_office(paths, organisation, PASSWORD, clock)
        fill_office(office, DATA)
        services.month_desk.keep_words(office, 2026, 10, ReportWords("=完成入户走访\n慰问 12 户。", ""))
        yield office
        services.accounts.close(office)


def filled(office: Office) -> FilledForm:
    return services.street_forms_month.fill_month(office, add_form(office, DATA / FORM).form.id, 2026, 10)


@pytest.fixture
def form(branch: Office) -> Iterator[FilledForm]:
    yield filled(branch)
    for one in services.street_forms.forms(branch):
        services.street_forms.remove(branch, one.id)


def test_G23_figures_in_the_right_cells(branch: Office, form: FilledForm) -> None:
    sheet = form.book.sheet(SHEET)
    assert sheet is not None
    value = {f"{chr(65 + column)}{row + 1}": cell.value for (row, column), cell in sheet.cells.items()}
    truth = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
    grids = truth["住户台账-一人一行.xlsx"]["by_grid"]
    for row in range(5, 11):
        counts = grids[value[f"A{row}"]]
        assert [value[f"{column}{row}"] for column in "BCDEFGHI"] == [
            counts[name] for name in ("户数", *(label.value for label in LABELS))
        ]
    figures = services.reports.draft_month(branch, 2026, 10)
    assert figures.requests is not None
    month, year = figures.requests.month, figures.requests.year
    assert [value[f"{column}15"] for column in "BCEFGH"] == [1145, 981, 82, 82, 66, 103]
    assert value["D15"] == pytest.approx(981 / 1145)
    assert value["I14"] == pytest.approx(month.satisfied.numerator / (month.satisfied.denominator or 1))
    assert value["J15"] == year.late.numerator
    assert [value[f"{column}19"] for column in "BCDEFG"] == [3, 9, 10, 3, 10, 10]
    assert value["A2"] == "填报单位(盖章):大院社区党委"
    assert value["E2"] == "填报月份:2026年10月"
    assert value["A21"] == "=完成入户走访\n慰问 12 户。"
    assert value["A25"] == "填报人:李干事"
    assert value["J25"] == "报送日期:2026年11月21日"


def test_G23_all_else_is_untouched(form: FilledForm) -> None:
    before, after = parts((DATA / FORM).read_bytes()), parts(form.content)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}
    cells = {one.cell for one in form.cells}
    assert without_values(before["xl/worksheets/sheet1.xml"], cells) == without_values(
        after["xl/worksheets/sheet1.xml"], cells
    )


def test_G23_sums_agree_here_and_in_libreoffice(form: FilledForm, tmp_path: Path) -> None:
    assert not [finding for finding in form.findings if finding.kind in ("differs", "unread", "lost")]
    assert sum(cell.check for cell in form.cells) == 10  # eight sums over grids and two shares
    target = tmp_path / "填好.xlsx"
    target.write_bytes(form.content)
    seen = by_libreoffice(target)
    ours = openpyxl.load_workbook(target, data_only=True)[SHEET]
    if seen is not None:
        assert len(seen) > 140
        for row in ours.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    wanted = pytest.approx(cell.value) if isinstance(cell.value, float) else cell.value
                    assert seen.get(cell.coordinate) == wanted, cell.coordinate


def test_what_was_never_recorded_stays_blank_and_is_listed(form: FilledForm) -> None:
    said = {finding.words for finding in form.findings if finding.kind == "blank"}
    assert any("走访" in words and "J5" in words for words in said)
    assert any("志愿服务" in words and "H18" in words for words in said)
    blank = {finding.cell for finding in form.blanks}
    assert {"J5", "J10", "H18", "J19"} <= blank
    assert not blank & {cell.cell for cell in form.cells}


def test_a_sum_that_leaves_a_grid_out_is_told_with_the_grid(branch: Office, form: FilledForm, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(DATA / FORM)
    book[SHEET]["A10"] = "第六小区"  # the form has no line for our sixth grid any more
    book.save(tmp_path / "改.xlsx")
    add_form(branch, tmp_path / "改.xlsx")
    opened = services.street_forms.forms(branch)[-1]
    made = services.street_forms_month.fill_month(branch, opened.id, 2026, 10)
    (said,) = [one.words for one in made.findings if one.kind == "differs" and one.cell == "C11"]
    assert "第六网格 19 在表里没有行" in said
    assert "相差 19" in said
    told = [check.words for check in services.month_desk.desk(branch, 2026, 10).checks if check.key.startswith("街道")]
    assert told == ["街道表格“改”有8格公式与我们的数对不上"]


def test_G22_the_signed_form_is_whole_and_one_changed_byte_is_seen(
    branch: Office, form: FilledForm, tmp_path: Path
) -> None:
    path = services.street_forms_month.save(branch, form, tmp_path / form.file_name, sign=True)
    data = path.read_bytes()
    assert path.name == "大院社区党委2026年10月街道月报表样.xlsx"
    assert services.verifying.verify_contents(branch.paths, [(path.name, data)])[0].verdict is Verdict.WHOLE
    broken = bytearray(data)
    broken[len(broken) // 2] ^= 1
    assert verify_bytes(bytes(broken), path.name, []).verdict is not Verdict.WHOLE


def test_the_form_stands_beside_the_months_report(branch: Office, form: FilledForm, tmp_path: Path) -> None:
    services.signers.make_identity(branch, "李干事", Role.PREPARER)
    issued = services.reports.issue_month(branch, 2026, 10)
    assert [file.kind for file in issued.files] == ["pdf", "xlsx", f"form:{form.form.id}"]
    services.register.sign_next(branch, issued.id)
    kept = services.reports.file_bytes(branch, issued.id, f"form:{form.form.id}")
    names = [path.name for path in services.reports.save_files(branch, issued.id, tmp_path)]
    assert names[2] == "大院社区党委2026年10月街道月报表样(2026-10-01).xlsx"
    assert (tmp_path / names[2]).read_bytes() == kept
    said = services.verifying.verify_contents(branch.paths, [(names[2], kept)])[0]
    assert said.verdict is not Verdict.CHANGED
    assert len(parts(kept)) == len(parts(form.content)) + 4  # two signatures, their origin and its links
    services.packages.package(branch, issued.id)
    sheet = openpyxl.load_workbook(tmp_path / names[2])[SHEET]
    assert (sheet["B5"].value, sheet["B15"].value) == (172, 1145)


def test_one_verb_is_one_undo(branch: Office) -> None:
    (form_id,) = services.street_forms.add(branch, DATA / FORM).made
    opened = services.street_forms.open_form(branch, form_id)
    services.street_forms.accept(branch, form_id, opened.proposed)
    assert services.street_forms.forms(branch)[-1].bound == 106
    services.street_forms.bind(branch, form_id, SHEET, "B5", "households")
    services.street_forms.remove(branch, form_id)
    for bound in (106, 106, 0):
        services.journal.undo(branch)
        assert services.street_forms.forms(branch)[-1].bound == bound
    services.journal.undo(branch)
    assert services.street_forms.forms(branch) == ()
    services.journal.redo(branch)
    assert services.safekeeping.check(branch) == ()
    assert len(services.street_forms.open_form(branch, form_id).proposed) == 106
    services.street_forms.remove(branch, form_id)


def test_a_newer_blank_takes_the_figures_along(branch: Office, form: FilledForm, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(DATA / FORM)
    sheet = book[SHEET]
    for row in (6, 5):
        sheet.cell(row, 1).value, sheet.cell(row + 5, 1).value = sheet.cell(row + 5, 1).value, sheet.cell(row, 1).value
    sheet["B17"] = "阵地建设"
    sheet["G17"] = "党员大会"
    book.save(tmp_path / "新版.xlsx")
    plan = services.street_forms.plan_renewal(branch, form.form.id, tmp_path / "新版.xlsx")
    lost = {one.key for one in plan.lost}
    assert {"meetings.month.kind.联席会议", "meetings.year.kind.联席会议"} <= lost
    assert {one.binding.cell: one.cell for one in plan.moved}["B18"] == "G18"
    services.street_forms.renew(branch, plan)
    kept = services.street_forms.forms(branch)[-1]
    assert (kept.file_name, kept.lost) == ("新版.xlsx", len(lost))
    made = services.street_forms_month.fill_month(branch, kept.id, 2026, 10)
    assert any(one.kind == "lost" and "联席会议" in one.words for one in made.findings)
    services.street_forms.bind(branch, kept.id, SHEET, "B18", "meetings.month.kind.联席会议")
    assert services.street_forms.forms(branch)[-1].lost == len(lost) - 1
    for _ in range(2):
        services.journal.undo(branch)
    assert services.street_forms.forms(branch)[-1].file_name == FORM


def test_cells_that_cannot_take_a_figure_say_why(branch: Office, form: FilledForm) -> None:
    form_id = form.form.id
    with pytest.raises(UserFault, match="已经有字"):
        services.street_forms.bind(branch, form_id, SHEET, "B4", "households")
    services.street_forms.bind(branch, form_id, SHEET, "C23", "words.next_plan")  # inside merged cells: their first
    assert [one.key for one in services.street_forms.open_form(branch, form_id).bindings if one.cell == "A21"] == [
        "words.next_plan"
    ]
    services.street_forms.bind(branch, form_id, SHEET, "B11", "labels.党员户")  # a formula: held against, not written
    made = services.street_forms_month.fill_month(branch, form_id, 2026, 10)
    assert [one.cell for one in made.findings if one.kind == "differs"] == ["B11"]
    with pytest.raises(Fault, match="改名"):
        services.street_forms.add(branch, DATA / FORM)


def test_last_months_numbers_make_room_and_never_pass_for_this_months(branch: Office, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(DATA / FORM)
    book[SHEET]["B5"], book[SHEET]["J5"], book[SHEET]["H18"] = 999, 77, 5
    book.save(tmp_path / "九月.xlsx")
    opened = add_form(branch, tmp_path / "九月.xlsx")
    assert len(opened.bindings) == 106
    made = services.street_forms_month.fill_month(branch, opened.form.id, 2026, 10).book.sheet(SHEET)
    assert made is not None
    assert [made.cell(place).value for place in ((4, 1), (4, 9), (17, 7))] == [172, None, None]
    services.street_forms.remove(branch, opened.form.id)


def test_a_folder_that_is_gone_loses_nothing(branch: Office, form: FilledForm, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="不存在"):
        services.street_forms_month.save(branch, form, tmp_path / "没有" / "表.xlsx")
    assert services.street_forms_month.save(branch, form, tmp_path / "表.xlsx").read_bytes() == form.content
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]


def test_a_blank_that_was_altered_is_seen_by_the_check(branch: Office, form: FilledForm) -> None:
    assert services.safekeeping.check(branch) == ()
    with branch.store.writing() as connection:
        connection.exec_driver_sql("UPDATE street_form_content SET content = x'504b'")
        assert [finding.topic for finding in check_store(connection, date(2026, 11, 21))] == ["forms"]
        connection.rollback()


def test_figures_are_found_by_name_and_by_pinyin(branch: Office) -> None:
    entries = services.street_forms_month.catalogue(branch, 2026, 10)
    for asked, key in (
        ("党员户", "labels.党员户"),
        ("bysl", "requests.received"),
        ("diyiwangge dangyuan", "grid.第一网格.党员户"),
    ):
        assert key in [entry.key for entry in services.street_forms_month.search(entries, asked)], asked
    assert services.street_forms_month.search(entries, "没有这样的数") == ()


def test_every_field_is_filled_once_visits_and_service_are_recorded(office: Office, data: Path) -> None:
    door = DoorKey("大院", "1", "1", "101")
    services.households.save_household(office, HouseholdDraft(door, grid="第一网格"))
    ((door_id, _name),) = services.lists.doors(office, "1-1-101")
    services.visits.record(office, VisitDraft(door_id, date(2026, 10, 9), "李干事"))
    (volunteer,) = services.volunteers.add(office, VolunteerDraft("张三")).made
    with office.work("add_session", "登记服务") as work:
        session = shelf.add_session(work, SessionDraft(date(2026, 10, 2), "助老", closed_on=date(2026, 10, 2)))
        shelf.add_record(work, session, RecordDraft(volunteer, 95))
        office.keep(work)
    opened = add_form(office, data / FORM)
    made = services.street_forms_month.fill_month(office, opened.form.id, 2026, 10)
    value = {one.cell: one.words for one in made.cells}
    assert [value[cell] for cell in ("J5", "H18", "I18", "J18", "J19")] == ["1", "1", "1", "1.58", "1.58"]
    assert value["J11"] == "1"  # the form's own sum
    assert not [one for one in made.findings if one.kind == "differs"]
