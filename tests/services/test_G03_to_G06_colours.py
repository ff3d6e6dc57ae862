"""G03 to G06 on the way of a user: verbs of the household card, figures of the day."""

from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.colours import Judgement, Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.services.office import Office

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)


def door(office: Office, room: str = "101", **facts: object) -> int:
    draft = HouseholdDraft(DoorKey("大院小区", "1", "1", room), grid="第一网格", **facts)
    (household_id,) = services.households.save_household(office, draft).household_ids
    return household_id


def lives(office: Office, household_id: int, name: str, **facts: object) -> None:
    services.households.save_resident(office, household_id, ResidentDraft(name, since=date(2020, 1, 1), **facts))


def counts(office: Office, day: date) -> dict[str, int]:
    figures = services.figures.population(office, day)
    return {label: figure.numerator for label, figure in figures.labels.items() if figure.numerator}


def test_G03_one_household_many_labels(office: Office) -> None:
    home = door(office)
    lives(office, home, "曾伟", birth=date(1944, 5, 1), politics="中共党员", disability="肢体残疾二级", relation="户主")
    assert counts(office, OCTOBER) == {"党员户": 1, "空巢户": 1, "高龄户": 1, "残疾户": 1}
    figures = services.figures.population(office, OCTOBER)
    assert figures.distinct.numerator == 1
    assert figures.distinct.ids == (home,)
    lives(office, home, "曾小伟", birth=date(1990, 5, 1), relation="子")
    assert counts(office, OCTOBER) == {"党员户": 1, "高龄户": 1, "残疾户": 1}
    assert services.figures.population(office, OCTOBER).distinct.numerator == 1


def test_G04_turning_eighty_needs_no_job(office: Office) -> None:
    lives(office, door(office), "李芳", birth=date(1946, 11, 1))
    assert "高龄户" not in counts(office, OCTOBER)
    assert counts(office, NOVEMBER)["高龄户"] == 1


def test_G05_a_lease_ends(office: Office) -> None:
    door(office, occupancy=Occupancy.LET, occupancy_since=date(2025, 10, 1), lease_until=date(2026, 9, 30))
    assert counts(office, date(2026, 9, 30)) == {"出租户": 1}
    assert counts(office, date(2026, 10, 1)) == {}
    assert counts(office, OCTOBER) == {}


def test_G06_occupied_is_never_vacant(office: Office) -> None:
    home = door(office, occupancy=Occupancy.OWNER)
    lives(office, home, "王芳", birth=date(1980, 1, 1))
    with pytest.raises(UserFault, match="还住着 1 人"):
        services.households.set_occupancy(office, home, Occupancy.VACANT)
    card = services.households.card(office, home)
    (member,) = card.record.members
    services.households.move_out(office, [member.residency.id], date(2026, 11, 20))
    services.households.set_occupancy(office, home, Occupancy.VACANT, since=date(2026, 11, 21))
    assert counts(office, NOVEMBER) == {"空置户": 1}
    with pytest.raises(UserFault, match="空置"):
        services.households.save_resident(office, home, ResidentDraft("赵六"))
    services.households.set_occupancy(office, home, Occupancy.LENT, since=date(2026, 11, 21))
    services.households.save_resident(office, home, ResidentDraft("赵六"))
    assert counts(office, NOVEMBER) == {}


def test_a_judgement_wins_and_can_be_taken_back(office: Office) -> None:
    home = door(office)
    lives(office, home, "李芳", birth=date(1950, 1, 1))
    assert counts(office, OCTOBER) == {"空巢户": 1}
    services.households.set_override(office, home, Label.EMPTY_NEST, Judgement.REMOVE, "子女住对门")
    assert counts(office, OCTOBER) == {}
    services.households.set_override(office, home, Label.HARDSHIP, Judgement.ADD, "临时遇灾")
    assert counts(office, OCTOBER) == {"困难户": 1}
    services.journal.undo(office)
    services.journal.undo(office)
    assert counts(office, OCTOBER) == {"空巢户": 1}
    services.journal.redo(office)
    assert counts(office, OCTOBER) == {}
    assert services.safekeeping.check(office) == ()
