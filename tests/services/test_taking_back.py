"""Taking back a chosen change: allowed when nothing later stands on it, one change of its own, and never half."""

from __future__ import annotations

from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.colours import Judgement, Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.services.office import Office
from tests.services.rows import content

KEY = DoorKey("", "1", "1", "101")


def door(office: Office, room: str = "101") -> int:
    draft = HouseholdDraft(DoorKey("", "1", "1", room), occupancy=Occupancy.OWNER)
    (found,) = services.households.save_household(office, draft).household_ids
    return found


def note(office: Office, home: int, text: str) -> int:
    return services.households.save_household(office, HouseholdDraft(KEY, note=text), home).change_id


def owner(office: Office, home: int, name: str) -> int:
    return services.households.save_household(office, HouseholdDraft(KEY, owner=name), home).change_id


def told(office: Office, home: int) -> tuple[str, str]:
    household = services.households.card(office, home).record.household
    return household.owner, household.note


def test_an_older_change_goes_and_what_came_after_stays(office: Office) -> None:
    home = door(office)
    first = owner(office, home, "李四")
    note(office, home, "一楼有坡道")
    done = services.journal.take_back(office, first)
    assert told(office, home) == ("", "一楼有坡道")
    assert done.title == "撤销:修改住户 1栋1单元101室"
    assert services.safekeeping.check(office) == ()


def test_the_taking_back_is_a_change_like_any_other(office: Office) -> None:
    home = door(office)
    first = owner(office, home, "李四")
    note(office, home, "一楼有坡道")
    before = content(office)
    services.journal.take_back(office, first)
    after = content(office)
    services.journal.undo(office)
    assert content(office) == before
    services.journal.redo(office)
    assert content(office) == after
    services.journal.undo(office)
    services.journal.undo(office)
    services.journal.undo(office)
    assert told(office, home) == ("", "")
    assert services.journal.state(office).undo == "新增住户 1栋1单元101室"
    assert services.safekeeping.check(office) == ()


def test_a_later_change_of_the_same_column_stands_in_the_way_and_is_named(office: Office) -> None:
    home = door(office)
    first = note(office, home, "甲")
    later = note(office, home, "乙")
    with pytest.raises(UserFault, match="“修改住户 1栋1单元101室”用到了"):
        services.journal.take_back(office, first)
    services.journal.take_back(office, later)
    services.journal.take_back(office, first)
    assert told(office, home) == ("", "")


def test_a_later_change_that_was_undone_is_no_obstacle(office: Office) -> None:
    home = door(office)
    first = note(office, home, "甲")
    note(office, home, "乙")
    services.journal.undo(office)
    services.journal.take_back(office, first)
    assert told(office, home) == ("", "")
    with pytest.raises(UserFault, match="已经撤销过了"):
        services.journal.take_back(office, first)


def test_what_was_done_again_is_an_obstacle_again(office: Office) -> None:
    home = door(office)
    first = note(office, home, "甲")
    note(office, home, "乙")
    services.journal.undo(office)
    services.journal.redo(office)
    with pytest.raises(UserFault, match="不能单独撤销"):
        services.journal.take_back(office, first)


def test_a_row_that_others_point_at_is_not_taken_away(office: Office) -> None:
    draft = HouseholdDraft(KEY)
    made = services.households.save_household(office, draft)
    (home,) = made.household_ids
    services.households.save_resident(office, home, ResidentDraft("王芳"))
    with pytest.raises(UserFault, match="“王芳迁入1栋1单元101室”"):
        services.journal.take_back(office, made.change_id)


def test_G06_taking_back_a_move_does_not_put_people_into_a_vacant_door(office: Office) -> None:
    home = door(office)
    services.households.save_resident(office, home, ResidentDraft("王芳", since=date(2020, 1, 1)))
    (member,) = services.households.card(office, home).record.members
    left = services.households.move_out(office, [member.residency.id], date(2026, 10, 31)).change_id
    vacant = services.households.mark_vacant(office, home, date(2026, 11, 1)).change_id
    before = content(office)
    with pytest.raises(UserFault, match=r"空置期间不能有人居住.*1栋1单元101室2026年11月1日起空置"):
        services.journal.take_back(office, left)
    assert content(office) == before
    services.journal.take_back(office, vacant)
    services.journal.take_back(office, left)
    assert services.households.card(office, home).record.members[0].residency.until is None
    assert services.safekeeping.check(office) == ()


def test_what_has_left_the_house_is_final(office: Office) -> None:
    entries = services.journal.history(office, 100)
    set_up = next(entry for entry in entries if entry.change_id == 1)
    with pytest.raises(UserFault, match="不能撤销"):
        services.journal.take_back(office, set_up.change_id)


def test_a_removed_door_comes_back_unless_it_was_written_down_again(office: Office) -> None:
    home = door(office)
    gone = services.households.remove_household(office, home).change_id
    again = services.households.save_household(office, HouseholdDraft(KEY)).change_id
    with pytest.raises(UserFault, match="不能单独撤销"):
        services.journal.take_back(office, gone)
    services.journal.take_back(office, again)
    services.journal.take_back(office, gone)
    assert services.households.card(office, home).record.household.door == KEY


def test_a_dropped_judgement_is_told_and_comes_back(office: Office) -> None:
    home = door(office)
    services.households.set_override(office, home, Label.HARDSHIP, Judgement.ADD, "大病", date(2026, 1, 1), None)
    (override,) = services.households.card(office, home).overrides
    services.households.drop_override(office, override.id)
    newest = services.households.card(office, home).history[0]
    assert newest.title == "取消对困难户的人工认定"
    services.journal.take_back(office, newest.change_id)
    card = services.households.card(office, home)
    assert card.overrides == (override,)
    assert card.history[1].undone_by == card.history[0].change_id
    services.journal.take_back(office, card.history[0].change_id)
    assert services.households.card(office, home).overrides == ()


def test_history_comes_in_pages(office: Office) -> None:
    home = door(office)
    for number in range(20):
        note(office, home, str(number))
    card = services.households.card(office, home)
    assert card.older
    entries, older = services.households.history(office, home, card.history[-1].change_id)
    assert not older
    assert [entry.change_id for entry in (*card.history, *entries)] == sorted(
        (entry.change_id for entry in (*card.history, *entries)), reverse=True
    )
    assert len(card.history) + len(entries) == 21


def test_how_many_doors_a_change_was_about(office: Office) -> None:
    made = services.households.save_household(office, HouseholdDraft(KEY))
    assert services.journal.doors_touched(office, made.change_id) == 1
    ids = [door(office, room) for room in ("201", "301")]
    moved = services.grids.assign(office, ids, "第九网格")
    assert services.journal.doors_touched(office, moved.change_id) == 2
