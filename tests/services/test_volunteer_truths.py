"""What figures, proposals and readings of volunteers must not say: wishes that were withdrawn, the dead, no service."""

from __future__ import annotations

from datetime import date

import pytest
from service_world import enroll, served, session

from app import services
from app.importing.service_cells import span_in, time_in
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.service import CorrectionDraft, SignLine
from app.models.volunteers import VolunteerDraft
from app.models.wishes import Kind, Verb, WishDraft, WishStepDraft
from app.rules.availability import read_availability
from app.services.office import Office


def test_a_withdrawn_wish_is_no_open_one(office: Office) -> None:
    (door,) = services.households.save_household(office, HouseholdDraft(DoorKey("", "1", "1", "101"))).household_ids
    made: list[int] = []
    for title in ("修灯", "陪诊"):
        draft = WishDraft(Kind.WISH, title, date(2026, 11, 2), household_id=door)
        made += services.wishes.add(office, draft).made
    services.wishes.take_step(office, made[1], WishStepDraft(Verb.WITHDRAW, words="不要了"))
    found = services.volunteer_figures.statistics(office, date(2026, 11, 1), date(2026, 11, 30)).wishes
    assert found is not None
    assert (found.numerator, found.denominator) == (0, 1)


def test_service_that_was_corrected_to_nought_waits_for_no_points(office: Office) -> None:
    first, second, *_ = enroll(office)
    made = served(office, session(), SignLine(first), SignLine(second))
    record = next(one for one in services.service.card(office, made).records if one.volunteer_id == second)
    services.service_corrections.correct(office, CorrectionDraft(record.id, 0, "没有来"))
    assert [one for one, _count in services.points.session_draft(office, made).people] == [first]


def test_who_has_died_is_counted_and_offered_nowhere(office: Office) -> None:
    (door,) = services.households.save_household(office, HouseholdDraft(DoorKey("", "1", "1", "101"))).household_ids
    services.households.save_resident(office, door, ResidentDraft("王芳", birth=date(1950, 1, 1)))
    with office.store.reading() as connection:
        resident = connection.exec_driver_sql("SELECT id FROM resident").scalar_one()
    (one,) = services.volunteers.add(office, VolunteerDraft(resident_id=resident)).made
    services.households.record_death(office, resident, date(2026, 10, 1))
    figures = services.volunteer_figures.statistics(office, date(2026, 11, 1), date(2026, 11, 20))
    assert figures.volunteers.numerator == len(services.volunteers_lists.listing(office)) == 0
    assert one not in [number for number, _name, _team in services.points.serving(office, date(2026, 11, 20))]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("周一下午2点-4点", {(1, "下午")}),
        ("周二晚上7:00-9:00", {(2, "晚上")}),
        ("周三上午9点-11点", {(3, "上午")}),
        ("周四9:00-16:00", {(4, "上午"), (4, "下午")}),
    ],
)
def test_hours_behind_a_part_of_the_day_are_of_that_part(text: str, slots: set[tuple[int, str]]) -> None:
    assert read_availability(text).slots == slots


def test_twelve_hour_times() -> None:
    assert time_in("2:05 PM") == "14:05"
    assert time_in("12:30 am") == "00:30"
    assert time_in("中午1点") == "13:00"
    assert span_in("2:00PM-4:00PM") == ("14:00", "16:00")
    assert span_in("上午11点-1点") == ("11:00", "13:00")
    assert span_in("晚上8点-10点") == ("20:00", "22:00")
