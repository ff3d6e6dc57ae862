"""Figures of 志愿服务: the sample's truth, each figure with the records behind it, and the month's paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2
from service_world import DAY, enroll, served, session

from app import services
from app.models.service import CorrectionDraft, SignLine
from app.reports.monthly import monthly_pdf, monthly_workbook
from app.rules.legend import load_legend
from app.services.office import Office


def test_figures_are_of_the_records_behind_them(office: Office) -> None:
    people = enroll(office)
    first = served(office, session(), *(SignLine(one) for one in people[:4]))
    served(office, session(date(2026, 10, 11)), SignLine(people[0], minutes=50), SignLine(people[5], minutes=50))
    served(office, session(date(2026, 9, 6)), SignLine(people[1], ends="15:00"))
    nought = services.service.card(office, first).records[3]
    services.service_corrections.correct(office, CorrectionDraft(nought.id, 0, "没有来"))
    month = services.volunteer_figures.statistics(office, date(2026, 10, 1), date(2026, 10, 31))
    assert (month.sessions.numerator, month.person_times.numerator, month.minutes.numerator) == (2, 5, 640)
    assert len(month.person_times.ids) == 5
    assert nought.id not in month.person_times.ids
    assert (month.active.numerator, month.active.denominator, len(month.active.ids)) == (4, 6, 4)
    assert {name: figure.numerator for name, figure in month.minutes_by_team.items()} == {
        "环境整治队": 590, "助老敬老队": 50,
    }  # fmt: skip
    assert sum(figure.numerator for figure in month.times_by_team.values()) == month.person_times.numerator
    assert {name: figure.numerator for name, figure in month.teams.items()} == {"环境整治队": 3, "助老敬老队": 3}
    assert services.service.sessions_of(office, tuple(month.minutes.ids)) == tuple(month.sessions.ids)
    keyed = services.volunteer_figures.keyed(office, date(2026, 10, 31))
    assert keyed is not None
    assert keyed["minutes_by_month"] == {"2026-09": 60, "2026-10": 640}
    assert (keyed["service_records"], keyed["service_minutes"], keyed["party_members"]) == (6, 700, 3)
    trend = services.volunteer_figures.by_month(office, date(2026, 8, 1), date(2026, 11, 1))
    assert [(one.month, one.person_times) for one in trend] == [
        ("2026-08", 0), ("2026-09", 1), ("2026-10", 5), ("2026-11", 0),
    ]  # fmt: skip


def test_coverage_counts_no_head_twice(office: Office) -> None:
    people = enroll(office)
    with office.work("roster", "班表") as work:
        shared = {"starts": "09:00", "ends": "11:00", "place": "", "needs": "", "came_of": ""}
        for day, heads, on, cancelled in ((1, 2, 3, ""), (2, 2, 1, ""), (3, 5, 0, "下雨")):
            values = {"title": "巡逻", "day": f"2026-10-0{day}", "heads": heads, "cancelled": cancelled, **shared}
            shift = work.add("volunteer_shift", values)
            for one in people[:on]:
                work.add("duty", {"shift_id": shift, "volunteer_id": one, "skill": "", "pinned": 0})
        office.keep(work)
    month = services.volunteer_figures.statistics(office, date(2026, 10, 1), date(2026, 10, 31))
    assert month.coverage is not None
    assert (month.coverage.numerator, month.coverage.denominator, len(month.coverage.ids)) == (3, 4, 2)
    assert month.wishes is None  # nobody ever wished: nothing is said


def test_G19_service_in_the_month_on_paper_and_in_the_workbook(office: Office) -> None:
    people = enroll(office)
    assert services.reports.draft_month(office, 2026, 10).volunteers is not None
    served(office, session(), SignLine(people[0]), SignLine(people[4], minutes=50))
    served(office, session(date(2026, 9, 6)), SignLine(people[1], ends="15:00"))
    facts = services.reports.draft_month(office, 2026, 10)
    assert facts.volunteers is not None
    document = pypdfium2.PdfDocument(BytesIO(monthly_pdf(facts, load_legend())))
    paper = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    for part in (
        "志愿服务",
        "本月开展志愿服务1场、2人次，服务时长3.83小时",
        "今年以来开展志愿服务2场、3人次，服务时长4.83小时",
    ):
        assert part in paper, part
    book = openpyxl.load_workbook(BytesIO(monthly_workbook(facts)), data_only=True)
    rows = {row[0]: row[1] for row in book["志愿服务"].iter_rows(values_only=True) if row[0]}
    assert (rows["本月服务场次"], rows["本月服务人次"], rows["本月服务时长"]) == (1, 2, 3.83)
    assert (rows["志愿者"], rows["今年以来服务时长"]) == (6, 4.83)
    keys = [figure.key for figure in facts.volunteers.figures()]
    assert len(keys) == len(set(keys))


def test_a_month_before_anything_says_nothing(office: Office) -> None:
    assert services.reports.draft_month(office, 2026, 10).volunteers is None
    assert services.volunteer_figures.keyed(office, date(2026, 10, 31)) is None
    one, *_ = enroll(office)
    served(office, replace(session(), day=DAY), SignLine(one))
    empty = services.volunteer_figures.statistics(office, date(2026, 1, 1), date(2026, 1, 31))
    assert (empty.person_times.numerator, empty.sessions.numerator, tuple(empty.minutes.ids)) == (0, 0, ())
