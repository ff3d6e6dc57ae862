"""Hours of service from the sign-in to the correction: what is kept, what is refused, what undo takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from service_world import DAY, enroll, served, session

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.service import CorrectionDraft, RecordDraft, SessionQuery, SignLine
from app.models.volunteers import TeamDraft, VolunteerDraft
from app.services.office import Office
from app.store import service as shelf


def test_a_table_is_kept_changed_and_taken_back(office: Office) -> None:
    one, two, three, *_ = enroll(office)
    number = served(office, session(), SignLine(one), SignLine(two, ends="15:30"), closed=False)
    card = services.service.card(office, number)
    assert [(found.name, found.minutes) for found in card.records] == [("张秀珍", 180), ("谷瑜", 90)]
    kept = [SignLine(two, "14:00", "16:00", None, "", card.records[1].id), SignLine(three, minutes=60)]
    changes = services.service.sign_in(office, number, kept)
    assert changes.title.startswith("签到 2 人次")
    after = services.service.card(office, number)
    assert [(found.name, found.minutes) for found in after.records] == [("谷瑜", 120), ("陈秀英", 60)]
    assert (after.line.heads, after.line.minutes) == (2, 180)
    services.journal.undo(office)  # one table, one entry, one undo
    assert services.service.card(office, number).records == card.records


def test_who_is_expected(office: Office) -> None:
    people = enroll(office)
    with office.work("roster", "班表") as work:
        work.add("duty_month", {"year": 2026, "month": 11, "published_on": "2026-10-30", "summary": ""})
        shift = work.add(
            "volunteer_shift",
            {"title": "夜间巡逻", "day": "2026-11-20", "starts": "19:00", "ends": "21:00", "place": "大院", "heads": 3,
             "needs": "", "cancelled": "", "came_of": ""},
        )  # fmt: skip
        for one in people[:2]:
            work.add("duty", {"shift_id": shift, "volunteer_id": one, "skill": "", "pinned": 0})
        office.keep(work)
    (waits,) = services.service.unsigned(office)
    assert (waits.title, waits.on_duty, waits.heads) == ("夜间巡逻", 2, 3)
    assert services.service.waiting(office)[0] == 1
    (made,) = services.service.open_session(office, services.service.blank(office, shift_id=shift)).made
    assert {one.name for one in services.service.card(office, made).expected} == {"张秀珍", "谷瑜"}
    assert services.service.unsigned(office) == ()
    with pytest.raises(UserFault, match="已经登记过"):
        services.service.open_session(office, services.service.blank(office, shift_id=shift))
    team = services.service.teams(office)[0][0]
    (free,) = services.service.open_session(office, replace(session(), team_id=team)).made
    assert len(services.service.card(office, free).expected) == 3


def test_a_session_of_an_activity_and_a_shift_over_midnight(office: Office) -> None:
    with office.work("plan", "活动") as work:
        activity = work.add(
            "volunteer_activity",
            {
                "title": "助老理发",
                "place": "三号楼",
                "rule": "",
                "starts": "09:00",
                "ends": "11:00",
                "heads": 2,
                "words": "",
            },
        )
        night = work.add(
            "volunteer_shift",
            {"title": "夜间巡逻", "day": "2026-11-19", "starts": "22:00", "ends": "02:00", "place": "", "heads": 2,
             "needs": "", "cancelled": "", "came_of": ""},
        )  # fmt: skip
        office.keep(work)
    assert services.service.activities(office) == ((activity, "助老理发"),)
    (made,) = services.service.open_session(office, services.service.blank(office, activity_id=activity)).made
    found = services.service.card(office, made).draft
    assert (found.title, found.place, found.activity_id, found.recorder) == ("助老理发", "三号楼", activity, "李干事")
    with pytest.raises(UserFault, match="不晚于") as caught:
        services.service.open_session(office, services.service.blank(office, shift_id=night))
    assert "两天" in caught.value.remedy


def test_the_same_person_twice_is_said(office: Office) -> None:
    one, two, *_ = enroll(office)
    number = served(office, session(), SignLine(one), closed=False)
    with pytest.raises(UserFault, match="两次") as caught:
        services.service.sign_in(office, number, [SignLine(one), SignLine(one)])
    assert caught.value.place == "张秀珍"
    with pytest.raises(UserFault, match="群团站固定活动日"):
        served(office, session(title="打扫楼道", starts="16:00", ends="18:00"), SignLine(two), SignLine(one))
    assert services.service.page(office).total == 1  # nothing half done
    with office.work("x", "x") as work, pytest.raises(UserFault, match="登记了两次"):
        shelf.add_record(work, number, RecordDraft(one, 60, "14:00", "15:00"))
    served(office, session(title="打扫楼道", starts="17:00", ends="18:00"), SignLine(one))  # one after the other


def test_a_closed_session_changes_only_by_corrections(office: Office) -> None:
    one, two, *_ = enroll(office)
    number = served(office, session(), SignLine(one), SignLine(two))
    record = services.service.card(office, number).records[0]
    for refused in (
        lambda: services.service.sign_in(office, number, []),
        lambda: services.service.edit_session(office, number, session()),
        lambda: services.service.remove(office, number),
        lambda: services.service.close(office, number),
    ):
        with pytest.raises(UserFault, match="核对关闭"):
            refused()
    with pytest.raises(UserFault, match="原因"):
        services.service_corrections.correct(office, CorrectionDraft(record.id, 120, " "))
    services.service_corrections.correct(office, CorrectionDraft(record.id, 120, "签退漏记", ends="16:00"))
    services.service_corrections.correct(office, CorrectionDraft(record.id, 0, "核对签到表,没有来", "李干事"))
    found = services.service.card(office, number).records[0]
    assert (found.minutes, found.ends) == (0, "16:00")
    assert [(made.before, made.after, made.asked_by) for made in found.corrections] == [
        (180, 120, "张秀珍"), (120, 0, "李干事"),
    ]  # fmt: skip
    assert services.service.card(office, number).line.heads == 1  # who did not serve is not counted
    services.journal.undo(office)
    assert services.service.card(office, number).records[0].minutes == 120
    told = services.service.records(office, SessionQuery(until=DAY))
    assert [(one.name, one.minutes, len(one.corrections)) for one in told] == [("张秀珍", 120, 1), ("谷瑜", 180, 0)]
    assert services.service.records(office, SessionQuery(words="没有这个活动")) == ()
    open_one = served(office, session(date(2026, 10, 11)), SignLine(one), closed=False)
    with pytest.raises(UserFault, match="还没有核对关闭"):
        services.service_corrections.correct(
            office, CorrectionDraft(services.service.card(office, open_one).records[0].id, 60, "错了")
        )


def test_a_correction_onto_the_start_of_a_stretch_of_nought_is_refused(office: Office) -> None:
    one, *_ = enroll(office)
    early, late = SignLine(one, "14:00", "15:00"), SignLine(one, "15:30", "16:30")
    number = served(office, session(), early, late)
    first, second = services.service.card(office, number).records
    services.service_corrections.correct(office, CorrectionDraft(first.id, 0, "没有来"))
    for minutes in (90, 0):
        with pytest.raises(UserFault, match="已有一段从14:00开始的服务,已更正为 0 分钟"):
            services.service_corrections.correct(
                office, CorrectionDraft(second.id, minutes, "来得早", starts="14:00", ends="16:30")
            )
    assert services.service.card(office, number).records[1].starts == "15:30"


def test_a_team_is_proposed_as_it_is_that_day(office: Office) -> None:
    services.volunteers_teams.save(office, TeamDraft("助老队"))
    team = next(one.id for one in services.volunteers_teams.teams(office) if one.name == "助老队")
    (door,) = services.households.save_household(office, HouseholdDraft(DoorKey("", "1", "1", "101"))).household_ids
    services.households.save_resident(office, door, ResidentDraft("王芳", birth=date(1950, 1, 1)))
    with office.store.reading() as connection:
        resident = connection.exec_driver_sql("SELECT id FROM resident").scalar_one()
    services.volunteers.add(office, VolunteerDraft(resident_id=resident, team_id=team))
    services.volunteers.add(office, VolunteerDraft("李强", team_id=team, joined_on=date(2026, 10, 5)))
    services.volunteers.add(office, VolunteerDraft("陈静", team_id=team))
    services.households.record_death(office, resident, date(2026, 10, 4))
    said = [[one.name for one in services.service.team_members(office, team, date(2026, 10, day))] for day in (4, 5)]
    assert said == [["陈静", "王芳"], ["陈静", "李强"]]


def test_a_moved_session_takes_its_records_along(office: Office) -> None:
    one, *_ = enroll(office)
    number = served(office, session(), SignLine(one), closed=False)
    served(office, session(date(2026, 10, 5), "打扫楼道"), SignLine(one))
    with pytest.raises(UserFault, match="打扫楼道"):  # in two places on the new day
        services.service.edit_session(office, number, session(date(2026, 10, 5)))
    services.service.edit_session(office, number, session(date(2026, 10, 6)))
    assert services.service.card(office, number).records[0].day == date(2026, 10, 6)


def test_thousands_at_once_for_an_import(office: Office) -> None:
    people = enroll(office, 40)
    with office.work("import_service", "导入服务记录") as work:
        drafts = [
            (replace(session(date(2026, 1 + n % 10, 1 + n // 10)), closed_on=DAY, source="a.xlsx"),
             [RecordDraft(one, 120, "14:00", "16:00") for one in people])
            for n in range(100)
        ]  # fmt: skip
        sessions, records = shelf.add_many(work, drafts)
        office.keep(work)
    assert (len(sessions), len(records), len(set(records))) == (100, 4000, 4000)
    found = services.service.page(office, SessionQuery(since=date(2026, 1, 1), until=date(2026, 1, 31), limit=3))
    assert (found.total, found.person_times, found.minutes, len(found.lines)) == (10, 400, 48_000, 3)
    assert [line.day for line in found.lines] == sorted((line.day for line in found.lines), reverse=True)
    with office.store.reading() as connection:
        assert len(shelf.known_records(connection, date(2026, 1, 1), date(2026, 1, 5))) == 200
    services.journal.undo(office)
    assert services.service.page(office).total == 0


def test_a_sheet_to_be_signed_is_a_page(office: Office) -> None:
    enroll(office)
    team = services.service.teams(office)[0][0]
    pdf = services.service_papers.sign_sheet_of(office, replace(session(date(2026, 12, 6)), team_id=team))
    assert pdf.startswith(b"%PDF")
    assert b"/Count 1" in pdf or pdf.count(b"/Type /Page\n") <= 1
