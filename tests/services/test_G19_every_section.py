"""G19 for every section: paper, workbook, Word copy and screen agree line by line; each figure opens its names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

import docx
import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.colours import Label
from app.models.figures import MonthlyFacts
from app.models.people import Organisation
from app.models.queries import ListQuery
from app.models.reports import ReportWords
from app.models.service import RecordDraft, SessionDraft
from app.models.visits import NeedDraft, VisitDraft
from app.models.volunteers import VolunteerDraft
from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_docx, monthly_pdf, monthly_workbook
from app.reports.monthly_compared import Compared, compared
from app.rules.legend import load_legend
from app.services.office import Office
from app.store.service import add_record, add_session
from tests.conftest import DATA, PASSWORD
from tests.reports.reading import pdfium_lines, workbook

SECTIONS = ("基本情况", "走访关爱", "诉求办理", "组织生活", "议事协商", "志愿服务")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Sample ledgers of doors, requests and meetings; visits and service of two months."""
    clock = Clock(lambda: datetime(2026, 11, 21, 9))
    opened, _ = services.accounts.create_office(
        Paths(tmp_path_factory.mktemp("月报")), Organisation("大院社区党委", "书院街道"), PASSWORD, clock
    )
    services.importing.accept(opened, services.importing.plan_households(opened, DATA / "住户台账-一人一行.xlsx"))
    services.request_import.accept(opened, services.request_import.plan(opened, DATA / "诉求台账.xlsx"))
    services.meeting_import.accept(opened, services.meeting_import.plan(opened, DATA / "会议台账.xlsx"))
    doors = list(services.figures.population(opened, date(2026, 9, 1)).labels[Label.EMPTY_NEST].ids)
    services.visits.record_many(
        opened,
        [
            VisitDraft(
                door, date(2026, 9 + place % 2, 1 + place % 28), "王干事", needs=(NeedDraft("修灯"),) * (place < 5)
            )
            for place, door in enumerate(doors[:60])
        ],
    )
    serve(opened)
    yield opened
    services.accounts.close(opened)


def serve(office: Office) -> None:
    """Three volunteers in two sessions of October and one of September."""
    people = [services.volunteers.add(office, VolunteerDraft(name)).made[0] for name in ("赵一", "钱二", "孙三")]
    with office.work("test", "服务") as work:
        for day, minutes in ((date(2026, 9, 6), 60), (date(2026, 10, 4), 90), (date(2026, 10, 11), 45)):
            session = add_session(work, SessionDraft(day, "清扫楼道"))
            for person in people:
                add_record(work, session, RecordDraft(person, minutes))
        office.keep(work)


@pytest.fixture(scope="module")
def facts(filled: Office) -> MonthlyFacts:
    return services.reports.draft_month(filled, 2026, 10, ReportWords("清扫楼道。", "走访老人。"))


@pytest.fixture(scope="module")
def lines(facts: MonthlyFacts) -> list[Compared]:
    return compared(facts)


def test_G19_all_sections_are_there(lines: list[Compared]) -> None:
    assert tuple(dict.fromkeys(line.section for line in lines)) == SECTIONS
    by_name = {(line.section, line.name): line.cells() for line in lines}
    assert by_name["诉求办理", "受理"] == ("受理", "件", "35", "126", "-91", "1145")
    assert by_name["诉求办理", "办结率"] == ("办结率", "", "85.71%", "", "", "85.68%")
    assert by_name["走访关爱", "走访次数"] == ("走访次数", "次", "30", "30", "持平", "60")
    assert by_name["志愿服务", "服务人次"] == ("服务人次", "人次", "6", "3", "+3", "9")
    assert by_name["志愿服务", "服务时长"] == ("服务时长", "小时", "6.75", "3.00", "+3.75", "9.75")


def test_G19_paper_says_every_line(facts: MonthlyFacts, lines: list[Compared]) -> None:
    pages = pdfium_lines(monthly_pdf(facts, load_legend(), fonts=bundled_fonts()))
    text = [" ".join(line.split()) for page in pages for line in page]
    for line in lines:
        cells = line.cells()[:5] if line.section == "基本情况" else line.cells()
        assert " ".join(filter(None, cells)) in text, (line.section, cells)


def compared_rows(data: bytes, *, values: bool) -> list[tuple[object, ...]]:
    """The rows of the sheet 对比, a blank as None."""
    found = workbook(data, values=values)["对比"].iter_rows(min_row=5, max_col=7, values_only=True)
    return [tuple(cell if cell != "" else None for cell in row) for row in found if row[1]]


def test_G19_workbook_says_every_line(facts: MonthlyFacts, lines: list[Compared]) -> None:
    data = monthly_workbook(facts)
    rows, formulas = (compared_rows(data, values=values) for values in (True, False))
    for line, row, formula in zip(lines, rows, formulas, strict=False):
        assert row[:3] == (line.section, line.name, line.unit or None)
        if line.rate:
            assert [row[3], row[6]] == pytest.approx(
                [one.numerator / one.denominator for one in (line.month, line.year) if one and one.denominator]
            )
            continue
        scale = line.divisor
        wanted = (line.month.numerator, line.before, line.change, line.year.numerator if line.year else None)
        assert row[3:] == tuple(None if one is None else one / scale if scale > 1 else one for one in wanted)
        assert line.change is None or str(formula[5]).startswith("=D")
    assert len(rows) >= len(lines)


def test_G19_word_says_every_line(facts: MonthlyFacts, lines: list[Compared]) -> None:
    data = monthly_docx(facts, load_legend())
    document = docx.Document(io.BytesIO(data))
    rows = {tuple(cell.text for cell in row.cells) for table in document.tables for row in table.rows}
    for line in lines:
        assert (line.cells()[:5] if line.section == "基本情况" else line.cells()) in rows
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "清扫楼道。" in words
    assert "可编辑稿" in words
    assert "校验" not in words
    assert len(document.inline_shapes) >= 2
    assert monthly_docx(facts, load_legend()) == data


def test_G19_every_figure_opens_its_names(filled: Office, facts: MonthlyFacts) -> None:
    """Ids are those of records that are there: exactly as many as were counted, where a record counts once."""
    keys = [figure.key for figure in facts.figures()]
    assert len(keys) == len(set(keys))
    shown = {
        "households": lambda ids: services.lists.list_rows(filled, ListQuery(by_person=False, ids=ids, limit=1)).total,
        "residents": lambda ids: services.lists.list_rows(filled, ListQuery(by_person=True, ids=ids, limit=1)).total,
    }
    for figure in facts.figures():
        if figure.of in shown:
            assert len(figure.ids) == figure.numerator, figure.key
            if figure.numerator:
                assert shown[figure.of](frozenset(figure.ids)) == figure.numerator, figure.key
        elif figure.numerator and ".overdue" not in figure.key:
            assert figure.ids, figure.key
