"""Two entries of one person become one, with everything that belonged to either; undone in one step."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app import services
from app.base.errors import UserFault
from app.models.colours import Label
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.tables import metadata
from app.services.office import Office
from app.store.duplicates import pointing_at

NUMBER = "11010519491231002X"


def door(office: Office, room: str) -> int:
    (made,) = services.households.save_household(
        office, HouseholdDraft(DoorKey("大院", "1", "1", room), occupancy=Occupancy.OWNER)
    ).household_ids
    return made


def person(office: Office, household: int, draft: ResidentDraft) -> int:
    before = {member.resident.id for member in services.households.card(office, household).record.members}
    services.households.save_resident(office, household, draft)
    after = {member.resident.id for member in services.households.card(office, household).record.members}
    (made,) = after - before
    return made


def rows(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is recorded, what is derived and the journal apart."""
    apart = ("journal", "change_door", "search_entry", "label_interval")
    with office.store.reading() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {
            name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=str)
            for name in tables
            if name not in apart
        }


def labels(office: Office, household: int, since: int = 2000) -> set[tuple[int, Label]]:
    """Labels of a door by half-year."""
    held = services.households.card(office, household).labels
    days = [date(year, month, 1) for year in range(since, 2030) for month in (1, 7)]
    return {(day.toordinal(), one.label) for day in days for one in held if one.holds_on(day)}


def test_the_finder_and_the_merge(office: Office) -> None:
    one, other = door(office, "101"), door(office, "102")
    kept = person(
        office, one, ResidentDraft("曾伟", birth=date(1949, 12, 31), phone="13800001380", since=date(2020, 1, 1))
    )
    gone = person(
        office,
        other,
        ResidentDraft("曾伟", id_number=NUMBER, politics="中共党员", since=date(2010, 1, 1), until=date(2019, 12, 31)),
    )
    person(office, other, ResidentDraft("李芳", relation="户主"))
    (row,) = services.duplicates.find(office)
    assert (row.pair.first, row.pair.second) == (kept, gone)
    assert row.pair.reasons == ("姓名和出生日期相同",)
    assert row.doors == ("大院1栋1单元101室", "大院1栋1单元102室")
    assert row.id_numbers == ("", "110105********002X")
    shown = services.duplicates.compare(office, kept, gone)
    assert {one.field for one in shown.differences if one.take} == {"id_number", "sex", "politics"}
    assert shown.kept_stays == ("大院1栋1单元101室 2020年1月1日起",)
    assert shown.gone_stays == ("大院1栋1单元102室 2010年1月1日起到2019年12月31日",)
    assert shown.two_doors == ""
    before = rows(office)
    changes = services.duplicates.merge(office, kept, gone)
    assert changes.title == "合并曾伟的两条登记"
    assert changes.household_ids == {one, other}
    card = services.households.card(office, one)
    (member,) = card.record.members
    assert (member.resident.id_number, member.resident.politics, member.resident.phone) == (
        NUMBER,
        "中共党员",
        "13800001380",
    )
    stays = [one.residency for one in services.households.card(office, other).record.members]
    assert {stay.resident_id for stay in stays if stay.until} == {kept}
    assert services.duplicates.find(office) == ()
    assert services.safekeeping.check(office) == ()
    assert services.lists.search(office, "曾伟").total == 1
    titles = [entry.title for entry in card.history]
    assert "合并曾伟的两条登记" in titles
    assert len([title for title in titles if "曾伟" in title]) >= 2  # what was done to either of them
    services.journal.undo(office)
    assert rows(office) == before
    assert services.safekeeping.check(office) == ()
    services.journal.redo(office)
    assert services.duplicates.find(office) == ()
    assert services.safekeeping.check(office) == ()


def test_the_same_door_counts_once(office: Office) -> None:
    home = door(office, "101")
    kept = person(office, home, ResidentDraft("单利", relation="户主", since=date(2020, 1, 1)))
    gone = person(office, home, ResidentDraft("单利", since=date(2018, 1, 1), until=date(2021, 1, 1)))
    services.duplicates.merge(office, kept, gone)
    (member,) = services.households.card(office, home).record.members
    stay = member.residency
    assert (stay.since, stay.until, stay.relation) == (date(2018, 1, 1), None, "户主")
    assert services.safekeeping.check(office) == ()


def test_two_doors_at_once_need_a_reason(office: Office) -> None:
    kept = person(office, door(office, "101"), ResidentDraft("单利", birth=date(1950, 1, 1)))
    gone = person(office, door(office, "102"), ResidentDraft("单利", birth=date(1950, 1, 1)))
    assert services.duplicates.compare(office, kept, gone).two_doors
    with pytest.raises(UserFault, match="同时住在"):
        services.duplicates.merge(office, kept, gone)
    assert len(services.duplicates.find(office)) == 1
    services.duplicates.merge(office, kept, gone, reason="两处都住")
    assert services.duplicates.find(office) == ()
    assert services.safekeeping.check(office) == ()


def test_told_apart_is_not_asked_again_and_can_be_taken_back(office: Office) -> None:
    home = door(office, "101")
    one = person(office, home, ResidentDraft("单利", birth=date(1950, 1, 1)))
    other = person(office, home, ResidentDraft("善利", birth=date(1950, 1, 1)))
    assert len(services.duplicates.find(office)) == 1
    assert services.duplicates.tell_apart(office, other, one).title == "善利和单利记为不是同一人"
    services.duplicates.tell_apart(office, one, other)
    assert services.duplicates.find(office) == ()
    (row,) = services.duplicates.apart(office)
    assert row.names == ("单利", "善利")
    services.journal.undo(office)
    assert len(services.duplicates.find(office)) == 1
    services.journal.redo(office)
    services.duplicates.ask_again(office, one, other)
    assert len(services.duplicates.find(office)) == 1
    assert services.safekeeping.check(office) == ()


def test_whoever_was_told_apart_from_one_is_told_apart_from_both(office: Office) -> None:
    home, born = door(office, "101"), date(1950, 1, 1)
    first, second, third = (person(office, home, ResidentDraft("单利", birth=born)) for _ in range(3))
    services.duplicates.tell_apart(office, second, third)
    services.duplicates.tell_apart(office, first, second)
    services.duplicates.merge(office, first, second)
    assert services.duplicates.find(office) == ()
    (row,) = services.duplicates.apart(office)
    assert (row.pair.first, row.pair.second) == (first, third)


def test_an_entry_that_is_gone_is_told(office: Office) -> None:
    home = door(office, "101")
    one = person(office, home, ResidentDraft("单利"))
    with pytest.raises(UserFault, match="已经不在了"):
        services.duplicates.merge(office, one, 999)
    with pytest.raises(UserFault, match="同一条"):
        services.duplicates.merge(office, one, one)


def test_everything_that_points_at_a_person_is_known(office: Office) -> None:
    meant = {
        (table.name, key.parent.name)
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "resident"
    }
    with office.store.reading() as connection:
        assert set(pointing_at(connection, "resident")) == meant
    assert {("residency", "resident_id"), ("pairing", "resident_id"), ("resident_merge", "kept_id")} <= meant


def test_a_later_table_follows_too(office: Office) -> None:
    home, born = door(office, "101"), date(1950, 1, 1)
    first, second, third = (person(office, home, ResidentDraft("单利", birth=born)) for _ in range(3))
    office.store.raw.execute("CREATE TABLE later (id INTEGER PRIMARY KEY, who INTEGER REFERENCES resident (id))")
    with office.work("later", "以后的登记") as work:
        work.add("later", {"who": third})
        work.add(
            "pairing", {"household_id": home, "resident_id": third, "member": "单利", "since": "2026-01-01", "note": ""}
        )
        office.keep(work)
    services.duplicates.merge(office, second, third)
    services.duplicates.merge(office, first, second)
    found = rows(office)
    assert found["later"] == [(1, first)]
    assert [row[2] for row in found["pairing"]] == [first]
    assert sorted(row[1:3] for row in found["resident_merge"]) == [(first, second), (first, third)]
    assert services.safekeeping.check(office) == ()
    services.journal.undo(office)
    services.journal.undo(office)
    assert rows(office)["later"] == [(1, third)]
    assert services.safekeeping.check(office) == ()


DRAFTS = st.builds(
    ResidentDraft,
    name=st.sampled_from(("单利", "善利")),
    birth=st.none() | st.just(date(1944, 6, 1)),
    politics=st.sampled_from((None, "群众", "中共党员")),
    aid=st.sampled_from((None, "低保")),
    disability=st.sampled_from((None, "肢体残疾二级")),
    since=st.none() | st.integers(2000, 2020).map(lambda year: date(year, 1, 1)),
    until=st.none() | st.integers(2021, 2029).map(lambda year: date(year, 1, 1)),
)
_RULED = frozenset((Label.PARTY, Label.AGED, Label.HARDSHIP, Label.DISABLED))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=DRAFTS, other=DRAFTS, same_door=st.booleans())
def test_no_evidence_of_a_label_is_lost(
    office: Office, one: ResidentDraft, other: ResidentDraft, same_door: bool
) -> None:
    """What either entry gave its door it still gives it, on every day."""
    number = len(rows(office)["household"]) * 2 + 1
    home = door(office, f"{number}01")
    beside = home if same_door else door(office, f"{number + 1}01")
    kept, gone = person(office, home, one), person(office, beside, other)
    before = {household: labels(office, household) for household in (home, beside)}
    people = rows(office)
    services.duplicates.merge(office, kept, gone, reason="两处都住")
    for household, held in before.items():
        lost = {(day, label) for day, label in held - labels(office, household) if label in _RULED}
        assert not lost
    assert services.safekeeping.check(office) == ()
    services.journal.undo(office)
    assert rows(office) == people
