"""A volunteer who is a resident is one person, whatever happens to either entry; teams and 双报到."""

from __future__ import annotations

from datetime import date

import pytest
from test_volunteers import ID, add, resident

from app import services
from app.base.errors import UserFault
from app.models.service import RecordDraft, SessionDraft
from app.models.volunteers import DualDraft, Half, TeamDraft, Volunteer, VolunteerDraft
from app.services.office import Office
from app.store import service, volunteers
from app.store.service import add_record, add_session

OTHER = "420922197208044182"


def load(office: Office, who: int) -> Volunteer:
    with office.store.reading() as connection:
        return volunteers.one(connection, who)


def served(office: Office, who: int, day: date, minutes: int) -> None:
    with office.work("test", "记时长") as work:
        session = service.known_sessions(work.connection, day, day).get((day.isoformat(), "活动日"))
        session = session or add_session(work, SessionDraft(day, "活动日", "14:00", "16:00"))
        add_record(work, session, RecordDraft(who, minutes, "14:00", "16:00"))
        office.keep(work)


def test_the_same_id_number_is_proposed_as_sure_and_a_name_with_its_birth_is_asked(office: Office) -> None:
    sure = resident(office, "曾伟", "101", id_number=ID)
    asked = resident(office, "武桂花", "102", birth=date(1972, 8, 4))
    resident(office, "李娜", "103", birth=date(1990, 1, 1))
    one = add(office, "曾伟", id_number=ID)
    two = add(office, "武桂花", id_number=OTHER)
    add(office, "李娜", birth=date(1991, 1, 1))  # a namesake, born another year
    found = services.volunteers_links.proposals(office)
    assert [(it.volunteer_id, it.resident_id, it.sure) for it in found] == [(one, sure, True), (two, asked, False)]
    assert [it.sure for it in services.volunteers_links.who_is(office, "曾伟", ID)] == [True]  # as a form asks
    services.volunteers_links.link(office, [(one, sure), (two, asked)])
    assert services.volunteers_links.proposals(office) == ()
    assert services.volunteers_links.who_is(office, "曾伟", ID) == ()
    assert load(office, two).id_number == OTHER  # the resident's entry had none


def test_a_correction_of_the_resident_is_one_of_the_volunteer(office: Office) -> None:
    who = resident(office, "曾伟", id_number=ID)
    one = add(office, "", resident_id=who)
    with office.work("test", "改名") as work:
        work.update("resident", who, {"name": "阿曾", "phone": "13900000000"})
        office.keep(work)
    assert (load(office, one).name, load(office, one).phone) == ("阿曾", "13900000000")
    assert [it.id for it in services.volunteers.find(office, "az")] == [one]
    services.volunteers_links.unlink(office, one)
    there = load(office, one)
    assert (there.name, there.phone, there.id_number, there.resident_id) == ("阿曾", "13900000000", ID, None)
    services.journal.undo(office)
    assert load(office, one).resident_id == who


def test_a_death_ends_service_and_its_correction_takes_that_back(office: Office) -> None:
    who = resident(office, "曾伟", id_number=ID)
    one = add(office, "", resident_id=who)
    team = services.volunteers_teams.save(office, TeamDraft("助老敬老队", captain_id=one))
    with office.work("test", "去世") as work:
        work.update("resident", who, {"died": "2026-11-10"})
        office.keep(work)
    assert load(office, one).left_on == date(2026, 11, 10)
    assert not load(office, one).can_come(date(2026, 11, 20), Half.MORNING)
    assert any("队长曾伟已去世" in said for said in services.volunteers_lists.notices(office))
    with pytest.raises(UserFault):
        services.volunteers.return_(office, one)
    services.journal.undo(office)
    assert load(office, one).left_on is None
    assert team.title == "新增助老敬老队"


def test_merged_residents_who_both_serve_become_one_volunteer(office: Office) -> None:
    kept, gone = resident(office, "曾伟", "101", id_number=ID), resident(office, "曾伟", "102")
    one, other = add(office, "", resident_id=kept), add(office, "", resident_id=gone, skills=("急救",))
    friend = add(office, "李娜")
    services.volunteers.set_together(office, other, [friend])
    services.volunteers.set_availability(office, one, frozenset({(1, Half.MORNING)}))
    services.volunteers.set_availability(office, other, frozenset({(1, Half.MORNING), (2, Half.MORNING)}))
    team = services.volunteers_teams.teams(office)
    assert team == ()
    served(office, one, date(2026, 10, 4), 90)
    served(office, other, date(2026, 10, 4), 90)  # the same service, written down for both entries
    served(office, other, date(2026, 10, 11), 60)
    services.duplicates.merge(office, kept, gone, reason="两处都住")
    there = load(office, one)
    assert there.skills == ("急救",)
    assert there.pairs == (friend,)
    assert there.availability == frozenset({(1, Half.MORNING), (2, Half.MORNING)})
    with office.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT volunteer_id, minutes FROM service_record ORDER BY day").fetchall()
    assert [tuple(row) for row in rows] == [(one, 90), (one, 60)]
    services.journal.undo(office)
    assert load(office, other).pairs == (friend,)
    assert services.safekeeping.check(office) == ()


def test_a_resident_who_serves_takes_the_place_of_the_one_merged_into_them(office: Office) -> None:
    kept, gone = resident(office, "曾伟", "101", id_number=ID), resident(office, "曾伟", "102")
    one = add(office, "", resident_id=gone)
    services.duplicates.merge(office, kept, gone, reason="两处都住")
    assert (load(office, one).resident_id, load(office, one).id_number) == (kept, ID)


def test_two_entries_of_one_volunteer_are_united(office: Office) -> None:
    one = add(office, "曾伟", phone="13800000000")
    other = add(office, "曾伟", phone="13900000000", id_number=ID)
    services.volunteers_teams.save(office, TeamDraft("助老敬老队", captain_id=other))
    served(office, other, date(2026, 10, 4), 90)
    services.volunteers_links.unite(office, one, other)
    there = load(office, one)
    assert (there.phone, there.id_number) == ("13800000000", ID)
    assert services.volunteers_teams.lines(office)[1].captain == "曾伟"
    with pytest.raises(UserFault):
        load(office, other)


def test_a_captain_who_left_is_told_and_none_is_made(office: Office) -> None:
    one = add(office, "曾伟")
    services.volunteers_teams.save(office, TeamDraft("助老敬老队", captain_id=one))
    services.volunteers.leave(office, one, date(2026, 11, 1), "搬走")
    (team,) = [line for line in services.volunteers_teams.lines(office) if line.team.name == "助老敬老队"]
    assert team.trouble == "助老敬老队的队长曾伟已离队,请另选队长。"
    assert team.trouble in services.volunteers_lists.notices(office)
    services.volunteers_teams.set_captain(office, team.team.id, None)
    with pytest.raises(UserFault) as refused:
        services.volunteers_teams.set_captain(office, team.team.id, one)
    assert refused.value.what == "曾伟已于2026年11月1日搬走,不能担任队长。"
    with pytest.raises(UserFault):
        services.volunteers_teams.save(office, TeamDraft("环境整治队", captain_id=one))


def test_a_team_with_people_is_not_dissolved(office: Office) -> None:
    services.volunteers_teams.save(office, TeamDraft("助老敬老队"))
    _brigade, team = services.volunteers_teams.teams(office)
    one = add(office, "曾伟", team_id=team.id)
    with pytest.raises(UserFault):
        services.volunteers_teams.dissolve(office, team.id, date(2026, 11, 21))
    with pytest.raises(UserFault):
        services.volunteers_teams.remove(office, team.id)
    services.volunteers.set_team(office, [one], None)
    services.volunteers_teams.dissolve(office, team.id, date(2026, 11, 20))
    assert [it.name for it in services.volunteers_teams.teams(office)] == ["红马甲志愿服务大队"]
    loose = services.volunteers_teams.lines(office)[-1]
    assert (loose.team.name, loose.heads) == ("还没编队", 1)


def test_double_registration_goes_from_unit_to_report(office: Office) -> None:
    one = add(office, "曾伟", politics="中共党员")
    services.volunteers_dual.register(office, one, DualDraft("银嘉科技有限公司", date(2026, 3, 1)))
    (line,) = services.volunteers_dual.listing(office)
    assert line.state == "未认领"
    with pytest.raises(UserFault):
        services.volunteers_dual.register(office, one, DualDraft("别的单位"))
    claimed = DualDraft("银嘉科技有限公司", date(2026, 3, 1), "文明劝导", date(2026, 3, 5))
    services.volunteers_dual.edit(office, one, line.dual.id, claimed)
    assert services.volunteers_dual.listing(office, "未反馈")[0].dual.claimed_post == "文明劝导"
    for wrong, place in (
        (DualDraft(""), "工作单位"),
        (DualDraft("甲", None, "", date(2026, 3, 5)), "认领岗位"),
        (DualDraft("甲", date(2026, 3, 6), "劝导", date(2026, 3, 5)), "认领日期"),
        (DualDraft("甲", None, "劝导", None, None, "做得好"), "反馈日期"),
        (DualDraft("甲", date(2026, 12, 1)), "报到日期"),
    ):
        with pytest.raises(UserFault) as refused:
            services.volunteers_dual.edit(office, one, line.dual.id, wrong)
        assert refused.value.place == place
    assert services.volunteers_lists.listing(office)[0].dual == "未反馈"


def test_drafts_that_cannot_be_are_refused_by_their_field(office: Office) -> None:
    for wrong, place in (
        (VolunteerDraft(""), "姓名"),
        (VolunteerDraft("曾伟", id_number=ID[:-1] + "0"), "身份证号"),
        (VolunteerDraft("曾伟", birth=date(2027, 1, 1)), "出生日期"),
        (VolunteerDraft("曾伟", weekly_limit=0), "每周最多几次"),
        (VolunteerDraft("曾伟", joined_on=date(2029, 1, 1)), "入队日期"),
        (VolunteerDraft("曾伟", team_id=99), "小分队"),
    ):
        with pytest.raises(UserFault) as refused:
            services.volunteers.add(office, wrong)
        assert refused.value.place == place
    one = add(office, "曾伟")
    services.volunteers.add_leave(office, one, date(2026, 11, 1), date(2026, 11, 5))
    for since, until, place in (
        (date(2026, 11, 9), date(2026, 11, 8), "到哪天"),
        (date(2026, 11, 5), date(2026, 11, 8), "从哪天"),
    ):
        with pytest.raises(UserFault) as refused:
            services.volunteers.add_leave(office, one, since, until)
        assert refused.value.place == place
