"""Doors and their people: lists, the card, and its verbs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.colours import Judgement, Label
from app.models.households import HouseholdDraft, HouseholdRecord, Occupancy, Residency, ResidentDraft
from app.models.views import HouseholdCard
from app.rules.drafts import check_household, check_resident
from app.services.office import Office
from app.store import households as shelf
from app.store.imports import make_room
from app.store.records import load_overrides, load_records


def card(office: Office, household_id: int) -> HouseholdCard:
    """All that is known of one door. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        record = _record(office, household_id)
        people = [member.resident.id for member in record.members]
        return HouseholdCard(
            record=record,
            labels=shelf.intervals_of(connection, household_id),
            overrides=tuple(load_overrides(connection, [household_id]).get(household_id, ())),
            history=shelf.history(connection, household_id, people),
        )


def save_household(office: Office, draft: HouseholdDraft, household_id: int | None = None) -> Changes:
    """Add a door, or change one. Raises UserFault when the door is there already or the draft is not complete."""
    draft = check_household(draft)
    with office.work("save_household", f"{'修改' if household_id else '新增'}住户 {draft.door.long}") as work:
        there = shelf.find_door(work.connection, draft.door)
        if there is not None and there != household_id:
            raise UserFault("这个门牌已经有了。", "请查找后直接修改它。", place=draft.door.long)
        if household_id is None:
            shelf.add_household(work, draft)
        else:
            shelf.change_household(work, household_id, draft)
        return office.keep(work)


def save_resident(office: Office, household_id: int, draft: ResidentDraft, resident_id: int | None = None) -> Changes:
    """Add a person behind a door, or change one. What is None in the draft stays as it is.

    Whoever is known by the ID number and has moved out of where they lived moves in as the same person. Raises
    UserFault for a vacant door (G06), an impossible ID number or date, an ID number that someone else has.
    """
    today = office.clock.today()
    draft = check_resident(draft, today=today)
    record = _record(office, household_id)
    door = record.household.door.long
    _check_stay(record, _stay_of(record, resident_id), draft.since, draft.until, today)
    with office.work("save_resident", f"{'修改' if resident_id else '添加'}居民({door})") as work:
        holder = shelf.find_person(work.connection, draft.id_number) if draft.id_number else None
        if resident_id is not None:
            if holder is not None and holder.resident_id != resident_id:
                raise _held_by_another(holder)
            shelf.change_resident(work, household_id, resident_id, draft)
        elif holder is not None:
            draft = replace(draft, since=draft.since or today)
            _check_moved_out(holder, draft)
            shelf.move_in(work, household_id, holder.resident_id, draft)
        else:
            shelf.add_resident(work, household_id, draft)
        return office.keep(work)


def end_residency(office: Office, residency_id: int, until: date) -> Changes:
    """Someone moves out; `until` is the last day.

    Raises UserFault when it would end before it began, or reach into a vacancy (G06).
    """
    with office.store.reading() as connection:
        stay = shelf.residency(connection, residency_id)
    if stay is None:
        raise UserFault("这条居住记录已经不在了。", "请刷新后再试。")
    _check_stay(_record(office, stay.household_id), stay, None, until, office.clock.today())
    with office.work("end_residency", "居民迁出") as work:
        work.update("residency", residency_id, {"until": until.isoformat()})
        return office.keep(work)


def set_occupancy(
    office: Office, household_id: int, kind: Occupancy, since: date | None = None, until: date | None = None
) -> Changes:
    """From `since` (None: always so far) a door is used in this way, until the end of a lease.

    Raises UserFault when a door where people live is to become vacant (G06), naming what to do first.
    """
    if since is not None and until is not None and until < since:
        raise UserFault("结束日期早于开始日期。", "请检查日期。", place="居住状态")
    record = _record(office, household_id)
    first = since or date.min
    living = sum(
        (member.residency.until or date.max) >= first
        and (until is None or (member.residency.since or date.min) <= until)
        for member in record.members
    )
    if kind is Occupancy.VACANT and living:
        raise UserFault(
            f"这户还住着 {living} 人,不能标为空置。",
            "请先为他们办理迁出,再标为空置。",
            place=record.household.door.long,
        )
    with office.work("set_occupancy", f"{record.household.door.long}改为{kind.value}") as work:
        make_room(work, household_id, first, until, office.clock.today())
        if kind is not Occupancy.UNKNOWN:
            shelf.add_occupancy(work, household_id, kind.value, since, until)
        return office.keep(work)


def set_override(
    office: Office,
    household_id: int,
    label: Label,
    judgement: Judgement,
    reason: str,
    since: date | None = None,
    until: date | None = None,
) -> Changes:
    """A person's judgement on one label, with the reason. It takes the place of an earlier one."""
    if not reason.strip():
        raise UserFault("还没有写明理由。", "请写一句为什么这样认定。", place="理由")
    word = {Judgement.ADD: "认定为", Judgement.REMOVE: "不认定为", Judgement.CLAIM: "待核实"}[judgement]
    with office.work("set_override", f"{word}{label.value}") as work:
        shelf.add_override(work, household_id, label, judgement, reason.strip(), since, until)
        return office.keep(work)


def drop_override(office: Office, override_id: int) -> Changes:
    """Take a judgement away; the rule alone decides again."""
    with office.work("drop_override", "取消人工认定") as work:
        work.delete("label_override", [override_id])
        return office.keep(work)


def remove_household(office: Office, household_id: int) -> Changes:
    """Remove a door that was entered by mistake. Raises UserFault when people live or lived behind it."""
    record = _record(office, household_id)
    if record.members:
        raise UserFault(
            "这户登记过居民,不能删除。", "如果已无人居住,请办理迁出并标为空置。", place=record.household.door.long
        )
    with office.work("remove_household", f"删除住户 {record.household.door.long}") as work:
        work.delete("occupancy", [span.id for span in record.occupancies])
        overrides = load_overrides(work.connection, [household_id]).get(household_id, [])
        work.delete("label_override", [override.id for override in overrides])
        work.delete("household", [household_id])
        return office.keep(work)


def _record(office: Office, household_id: int) -> HouseholdRecord:
    with office.store.reading() as connection:
        found = next(iter(load_records(connection, [household_id])), None)
    if found is None:
        raise UserFault("这户已经不在了。", "请刷新后再试。")
    return found


def _stay_of(record: HouseholdRecord, resident_id: int | None) -> Residency | None:
    """The last stay of someone behind this door."""
    stays = [member.residency for member in record.members if member.resident.id == resident_id]
    return max(stays, key=lambda stay: stay.id, default=None)


def _check_stay(
    record: HouseholdRecord, stay: Residency | None, since: date | None, until: date | None, today: date
) -> None:
    """Hold a new stay, or the changed days of a known one, against itself and against the door's vacancies (G06)."""
    if stay is not None and since is None and until is None:
        return
    begin = since or (stay.since if stay else None)
    last = until or (stay.until if stay else None) or date.max
    if begin is not None and last < begin:
        raise UserFault("迁出日期早于迁入日期。", "请检查日期。", place="迁出日期")
    first = begin or min(today, last)  # since when is not known: then it is what holds now that counts
    for span in record.occupancies:
        if span.kind is not Occupancy.VACANT or last < (span.since or date.min) or first > (span.until or date.max):
            continue
        door = record.household.door.long
        if stay is None and span.holds_on(today):
            raise UserFault(
                "这户现在登记为空置,不能直接添加居民。", "请先把居住状态改为自住、出租或借住,再添加。", place=door
            )
        since_when = f"从{chinese_date(span.since)}起" if span.since else ""
        raise UserFault(
            f"这户{since_when}登记为空置,空置期间不能有人居住。", "请核对迁入和迁出日期,或先改正居住状态。", place=door
        )


def _check_moved_out(holder: shelf.Holder, draft: ResidentDraft) -> None:
    """Raises UserFault unless it is the same person, who lives nowhere else when this stay begins."""
    if holder.name != draft.name:
        raise _held_by_another(holder)
    assert draft.since is not None
    if holder.until is None or holder.until >= draft.since:
        raise UserFault(
            f"{holder.name}已经登记在{holder.door}。", "如果搬到了这里,请先在那一户办理迁出,再登记。", place="身份证号"
        )


def _held_by_another(holder: shelf.Holder) -> UserFault:
    return UserFault("这个身份证号已经登记在别的人名下。", f"登记处:{holder.door}。请核对号码。", place="身份证号")
