"""Doors and their people: the card, what is registered of a door and of a person, and judgements on labels.

Moving out and death stand in `moving`, moving together in `joining`, the uses of a door in `uses`, judgements in
`judging`; all are reached as `services.households.<verb>`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes, HistoryEntry
from app.models.colours import Explanation
from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Occupancy, ResidentDraft
from app.models.views import HouseholdCard
from app.rules import explaining
from app.rules.drafts import check_floor, check_household, check_resident, door_beside
from app.rules.stays import TWO_DOORS, use_on
from app.services import lists
from app.services.guarding import Guard
from app.services.joining import join, move_over, split
from app.services.judging import drop_override, set_override
from app.services.moving import change_head, change_stay, move_out, record_death
from app.services.office import Office
from app.services.uses import end_lease, end_vacancy, let, mark_vacant, renew_lease, sell, set_occupancy
from app.store import history as shelf_of_history
from app.store import households as shelf
from app.store import stays as shelf_of_stays
from app.store.records import load_overrides, load_records
from app.store.work import Work

if TYPE_CHECKING:
    from app.store.connection import Connection

__all__ = [
    "card",
    "change_head",
    "change_stay",
    "drop_override",
    "end_lease",
    "end_vacancy",
    "explain",
    "find_door",
    "history",
    "join",
    "let",
    "mark_vacant",
    "move_out",
    "move_over",
    "record_death",
    "remove_household",
    "renew_lease",
    "save_household",
    "save_resident",
    "sell",
    "set_occupancy",
    "set_override",
    "split",
]


def card(office: Office, household_id: int) -> HouseholdCard:
    """All that is known of one door. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        record = next(iter(load_records(connection, [household_id])), None)
        if record is None:
            raise UserFault("这户已经不在了。", "请刷新后再试。")
        entries, older = _history(connection, record, None)
        return HouseholdCard(
            record=record,
            labels=shelf.intervals_of(connection, household_id),
            overrides=tuple(load_overrides(connection, [household_id]).get(household_id, ())),
            history=entries,
            older=older,
        )


def history(office: Office, household_id: int, before: int) -> tuple[tuple[HistoryEntry, ...], bool]:
    """The next page of a door's history: changes older than `before`, and whether there are older ones still."""
    with office.store.reading() as connection:
        record = next(iter(load_records(connection, [household_id])), None)
        return ((), False) if record is None else _history(connection, record, before)


def explain(office: Office, household_id: int, day: date) -> tuple[Explanation, ...]:
    """Why the door has each of the seven labels on `day`, or has it not. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        record = next(iter(load_records(connection, [household_id])), None)
        if record is None:
            raise UserFault("这户已经不在了。", "请刷新后再试。")
        return explaining.explain(record, load_overrides(connection, [household_id]).get(household_id, ()), day)


def find_door(office: Office, words: str, beside: int, *, place: str = "") -> int | DoorKey:
    """The door that `words` name: its id, or the key of one that is not there yet. What is not said is as with
    `beside`. Raises UserFault when the words name no door, or several."""
    with office.store.reading() as connection:
        record = next(iter(load_records(connection, [beside])), None)
        key = door_beside(words, record.household.door) if record is not None else None
        there = shelf.find_door(connection, key) if key is not None else None
    if there is not None:
        return there
    found = lists.doors(office, words, 2)
    if len(found) == 1 and key is None:
        return found[0][0]
    if len(found) > 1 and key is None:
        raise UserFault("有几户都叫这个。", "请写全楼栋、单元和房号。", place=place)
    if key is None:
        raise UserFault("没有找到这一户。", "请写楼栋、单元和房号,如 3-2-1101。", place=place)
    return key


def save_household(
    office: Office, draft: HouseholdDraft, household_id: int | None = None, *, careful: bool = False
) -> Changes:
    """Add a door, or change one. Raises UserFault when the door is there already or the draft is not complete.

    `careful`: raises Doubt when its floor is none of the building's, nor next to them.
    """
    draft = check_household(draft)
    with office.work("save_household", f"{'修改' if household_id else '新增'}住户 {draft.door.long}") as work:
        there = shelf.find_door(work.connection, draft.door)
        if there is not None and there != household_id:
            raise UserFault("这个门牌已经有了。", "请查找后直接修改它。", place=draft.door.long)
        if careful and there is None:
            check_floor(draft.door, shelf.floors(work.connection, draft.door, household_id))
        if household_id is None:
            shelf.add_household(work, draft)
        else:
            shelf.change_household(work, household_id, draft)
        return office.keep(work)


def save_resident(
    office: Office,
    household_id: int,
    draft: ResidentDraft,
    resident_id: int | None = None,
    *,
    use: Occupancy | None = None,
    reason: str = "",
) -> Changes:
    """Add a person behind a door (迁入), or change one. What is None in the draft stays as it is.

    Whoever is known by the ID number and has moved out of where they lived moves in as the same person. `use`: how a
    vacant door is used from then on; `reason`: why somebody lives behind two doors. Raises UserFault for a vacant door
    (G06), an impossible ID number or date, an ID number that someone else has.
    """
    today = office.clock.today()
    draft = check_resident(draft, today=today)
    with office.work("save_resident", "") as work:
        holder = shelf.find_person(work.connection, draft.id_number) if draft.id_number else None
        known = resident_id if resident_id is not None else holder.resident_id if holder is not None else None
        guard = Guard(work, today, [household_id], [] if known is None else [known])
        record = guard.record(household_id)
        door = record.household.door.long
        if resident_id is not None:
            if holder is not None and holder.resident_id != resident_id:
                raise _held_by_another(holder)
            shelf.change_resident(work, household_id, resident_id, draft, today)
            work.title = f"修改{draft.name}的登记({door})"
        else:
            _make_habitable(work, record, draft, use, today)
            _move_in(work, household_id, draft, holder, reason.strip(), today)
            work.title = f"{draft.name}迁入{door}"
        guard.check()
        return office.keep(work)


def remove_household(office: Office, household_id: int) -> Changes:
    """Remove a door that was entered by mistake. Raises UserFault when people live or lived behind it, or when visits,
    care, pairings or requests tell of it."""
    with office.work("remove_household", "") as work:
        record = Guard(work, office.clock.today(), [household_id]).record(household_id)
        door = record.household.door.long
        if record.members:
            raise UserFault("这户登记过居民,不能删除。", "如果已无人居住,请办理迁出并标为空置。", place=door)
        if shelf_of_stays.kept_records(work.connection, household_id):
            raise UserFault("这户有走访、关爱或诉求记录,不能删除。", "没有人住,请标为空置。", place=door)
        shelf_of_stays.remove_door(work, household_id)
        work.title = f"删除住户 {door}"
        return office.keep(work)


def _history(
    connection: Connection, record: HouseholdRecord, before: int | None
) -> tuple[tuple[HistoryEntry, ...], bool]:
    people = list(dict.fromkeys(member.resident.id for member in record.members))
    return shelf_of_history.history(connection, record.household.id, people, before)


def _make_habitable(
    work: Work, record: HouseholdRecord, draft: ResidentDraft, use: Occupancy | None, today: date
) -> None:
    """Nobody moves into a vacant door unless its vacancy ends with that (G06)."""
    begin = draft.since or min(today, draft.until or today)
    span = use_on(record, begin)
    if span is None or span.kind is not Occupancy.VACANT:
        return
    if use is not None and use is not Occupancy.VACANT:
        shelf_of_stays.lay_use(work, record.household.id, use, begin, None, today)
        return
    since = f"从{chinese_date(span.since)}起" if span.since else ""
    raise UserFault(
        f"这户{since}登记为空置,不能直接添加居民。",
        "请先把居住状态改为自住、出租或借住,再添加。",
        place="居住状态",
    )


def _move_in(
    work: Work, household_id: int, draft: ResidentDraft, holder: shelf.Holder | None, reason: str, today: date
) -> None:
    """A new person, or one who is known by the ID number and lives nowhere else then, unless there is a reason."""
    note = f"{TWO_DOORS}{reason}" if reason else ""
    if holder is None:
        shelf.add_resident(work, household_id, draft, note)
        return
    if holder.name != draft.name:
        raise _held_by_another(holder)
    draft = replace(draft, since=draft.since or today)
    assert draft.since is not None
    if holder.lives_on(draft.since) and not reason:
        raise UserFault(
            f"{holder.name}已经登记在{holder.door}。",
            "如果搬到了这里,请先在那一户办理迁出,再登记;确实两处都住,请写明理由。",
            place="两处居住的理由",
        )
    shelf.move_in(work, household_id, holder.resident_id, draft, note)


def _held_by_another(holder: shelf.Holder) -> UserFault:
    return UserFault("这个身份证号已经登记在别的人名下。", f"登记处:{holder.door}。请核对号码。", place="身份证号")
