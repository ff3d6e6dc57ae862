"""The journal: undo and redo in order, tampering named (G29), nothing kept without a commit."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.services.office import Office

TABLES = ("grid", "household", "resident", "residency", "occupancy", "label_override")
DERIVED = {
    "label_interval": 'household_id, label, since, "until", evidence',
    "search_entry": "household_id, resident_id, name, spellings, numbers, door, sort, place",
}


def content(office: Office) -> dict[str, list[tuple[object, ...]]]:
    with office.store.reading() as connection:
        tables = dict.fromkeys(TABLES, "*") | DERIVED
        return {
            name: sorted(map(tuple, connection.execute(text(f"SELECT {columns} FROM {name}"))), key=repr)
            for name, columns in tables.items()
        }


def add_door(office: Office, room: str) -> int:
    draft = HouseholdDraft(DoorKey("", "1", "1", room), grid="第一网格", occupancy=Occupancy.LET)
    (door,) = services.households.save_household(office, draft).household_ids
    return door


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(("door", "person", "use", "undo", "redo")), max_size=12))
def test_undo_and_redo_walk_the_same_states(office: Office, steps: list[str]) -> None:
    base = content(office)
    states, place = [base], 0
    for number, step in enumerate(steps):
        if step in ("undo", "redo"):
            target = place + (1 if step == "redo" else -1)
            if not 0 <= target < len(states):
                continue
            getattr(services.journal, step)(office)
            place = target
        else:
            doors = [row[0] for row in content(office)["household"]]
            if step == "door" or not doors:
                with office.store.reading() as connection:
                    taken = connection.execute(text("SELECT count(*) FROM journal")).scalar_one()
                add_door(office, f"{taken + 100}{number:02d}")
            elif step == "person":
                services.households.save_resident(office, doors[0], ResidentDraft(f"居民{number}", politics="中共党员"))
            else:
                use = Occupancy.OWNER if number % 2 else Occupancy.LENT
                services.households.set_occupancy(office, doors[-1], use)
            del states[place + 1 :]
            states.append(content(office))
            place += 1
        assert content(office) == states[place]
    assert services.safekeeping.check(office) == ()
    while place > 0:
        services.journal.undo(office)
        place -= 1
    assert content(office) == base


def test_titles_and_emptiness(office: Office) -> None:
    assert services.journal.state(office).undo is None
    with pytest.raises(UserFault, match="没有可以撤销"):
        services.journal.undo(office)
    add_door(office, "101")
    assert services.journal.state(office).undo == "新增住户 1栋1单元101室"
    services.journal.undo(office)
    assert services.journal.state(office).redo == "新增住户 1栋1单元101室"
    with office.store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM household")).scalar_one() == 0


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE journal SET after = replace(after, '101', '102') WHERE seq = ?",
        "UPDATE journal SET actor = '别人' WHERE seq = ?",
        "UPDATE journal SET at = '2020-01-01 00:00:00' WHERE seq = ?",
        "DELETE FROM journal WHERE seq = ?",
    ],
)
def test_G29_an_altered_row_is_named(office: Office, alteration: str) -> None:
    add_door(office, "101")
    add_door(office, "102")
    assert services.safekeeping.check(office) == ()
    ((row,),) = office.store.raw.execute(
        "SELECT min(seq) FROM journal WHERE table_name = 'household' AND after LIKE '%101%'"
    )
    office.store.raw.execute(alteration, (row,))
    findings = services.safekeeping.check(office)
    assert findings
    assert all(finding.topic == "journal" for finding in findings)
    assert f"第 {row} 条" in findings[0].text


def test_a_failed_verb_leaves_nothing(office: Office) -> None:
    before = content(office)

    def fail() -> None:
        with office.work("try", "试") as work:
            work.add("grid", {"name": "第九网格", "rank": 9})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert content(office) == before


def test_history_on_the_card(office: Office) -> None:
    door = add_door(office, "101")
    services.households.save_household(office, HouseholdDraft(DoorKey("", "1", "1", "101"), owner="李四"), door)
    newest, oldest = services.households.card(office, door).history
    assert newest.fields == (("产权人", "", "李四"),)
    assert oldest.title == "新增住户 1栋1单元101室"


def test_images_are_plain_json(office: Office) -> None:
    add_door(office, "101")
    with office.store.reading() as connection:
        images = connection.execute(text("SELECT after FROM journal WHERE table_name = 'household'")).scalars().all()
    assert [json.loads(image)["rows"][0][4] for image in images] == ["101"]
