"""G19 from the office's own workbook to both signed files: paper, workbook, screen and names say the same."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from app import services
from app.base.clock import Clock
from app.base.errors import EnvironmentFault, UserFault
from app.base.paths import Paths
from app.models.colours import LABELS
from app.models.people import Organisation
from app.models.queries import ListQuery
from app.models.reports import IssuedReport, ReportWords
from app.reports.monthly_facts import basic_indicators
from app.services.office import Office
from tests.reports.test_G19_paper_and_workbook_agree import paper_table, sheet_table

BOOK = "住户台账-一人一行.xlsx"


@pytest.fixture
def filled(office: Office, data: Path) -> Office:
    services.importing.accept(office, services.importing.plan_households(office, data / BOOK))
    return office


def issue(office: Office) -> IssuedReport:
    return services.reports.issue_month(office, 2026, 10, ReportWords("完成入户走访。", "组织重阳节慰问。"))


def test_G19_files_screen_and_names_agree(filled: Office) -> None:
    issued = issue(filled)
    pdf, workbook = (services.reports.file_bytes(filled, issued.id, kind) for kind in ("pdf", "xlsx"))
    paper = paper_table(pdf)
    assert paper == sheet_table(workbook)
    figures = services.figures.population(filled, date(2026, 10, 31))
    for grid in figures.grids:
        shown = [grid.households, *(grid.labels[label] for label in LABELS)]
        assert paper[grid.grid][:8] == [str(figure.numerator) for figure in shown]
        assert paper[grid.grid][9] == str(grid.distinct.numerator)
        for figure in shown:
            query = ListQuery(by_person=False, ids=frozenset(figure.ids), limit=1)
            assert services.lists.list_rows(filled, query).total == figure.numerator
    assert paper["合计"][:8] == [
        str(figure.numerator) for figure in (figures.households, *(figures.labels[label] for label in LABELS))
    ]


def test_an_issued_report_is_kept_to_the_byte(filled: Office, tmp_path: Path) -> None:
    issued = issue(filled)
    saved = services.reports.save_files(filled, issued.id, tmp_path)
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in saved] == [file.sha256 for file in issued.files]
    verdicts = services.verifying.verify_files(filled.paths, saved)
    assert [(item.verdict, item.known, item.signer) for item in verdicts] == [("whole", True, "大院社区党委")] * 2
    assert services.reports.issued(filled) == (issued,)
    again = issue(filled)
    assert (issued.serial, again.serial) == ("2026-10-01", "2026-10-02")
    assert services.journal.state(filled).undo == "导入 住户台账-一人一行.xlsx(新增 2303 行,变更 0 行)"
    assert services.safekeeping.check(filled) == ()


def test_the_first_page_knows_what_is_due(filled: Office) -> None:
    before = services.home.home(filled)
    assert (before.report_year, before.report_month, before.report_issued) == (2026, 10, False)
    assert (before.households, before.residents) == (1022, 2242)
    assert sum(before.counts.values()) == sum(
        figure.numerator for figure in services.figures.population(filled, date(2026, 11, 21)).labels.values()
    )
    issue(filled)
    assert services.home.home(filled).report_issued


def test_nothing_to_report_and_months_to_come(office: Office) -> None:
    with pytest.raises(UserFault, match="还没有住户"):
        issue(office)
    with pytest.raises(UserFault, match="还没有到"):
        services.reports.issue_month(office, 2026, 12)
    assert services.reports.issued(office) == ()


def test_a_folder_that_is_gone_keeps_the_old_file(filled: Office, tmp_path: Path) -> None:
    issued = issue(filled)
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        services.reports.save_files(filled, issued.id, tmp_path / "没有这个文件夹")
    (saved, _) = services.reports.save_files(filled, issued.id, tmp_path)
    saved.unlink()
    saved.mkdir()  # stands for a file that is open elsewhere: it cannot be replaced
    with pytest.raises(EnvironmentFault, match="原来的文件没有改动"):
        services.reports.save_files(filled, issued.id, tmp_path)
    assert not list(tmp_path.glob(".qicai-*"))


LONG = "中共孝感市孝南区书院街道大院社区第三网格老市委大院小区党支部委员会"


def test_a_long_name_and_a_new_name_sign_as_themselves(filled: Office, tmp_path: Path) -> None:
    first = issue(filled)
    services.accounts.edit_organisation(filled, Organisation(LONG, "书院街道办事处"))
    second = issue(filled)
    services.journal.undo(filled)
    third = issue(filled)
    for issued, name in ((first, "大院社区党委"), (second, LONG), (third, "大院社区党委")):
        saved = services.reports.save_files(filled, issued.id, tmp_path)
        verdicts = services.verifying.verify_files(filled.paths, saved)
        assert [(item.verdict, item.signer, item.known) for item in verdicts] == [("whole", name, True)] * 2
    assert services.safekeeping.check(filled) == ()


def test_set_up_takes_a_long_name(paths: Paths, clock: Clock) -> None:
    office, _ = services.accounts.create_office(paths, Organisation(LONG, LONG), "一二三四五六七八", clock)
    assert services.accounts.organisation(office).branch == LONG
    services.accounts.close(office)


def test_what_only_doors_say_is_not_told_of_people(office: Office, data: Path) -> None:
    services.importing.accept(office, services.importing.plan_households(office, data / "住户台账-合并表头.xlsx"))
    facts = services.reports.draft_month(office, 2026, 10)
    names = [item.name for item in basic_indicators(facts.now)]
    assert "残疾人" not in names
    assert "享受救助" in names
