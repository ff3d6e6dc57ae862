"""People and doors: moving in, out and over, death, another head, splitting and joining households.

Each verb is one entry of the journal and one undo. `relations` names, by the id of a stay, the relation in which its
person stands from that day on; who becomes head is told in the same way (户主). Sources: the day-to-day verbs of a
community's ledger (DOMAIN 1), G06, G31.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Occupancy
from app.rules.drafts import check_household
from app.rules.relations import turned
from app.rules.stays import DAY, HEAD, TWO_DOORS, Dwelling, dwellings, head_on, living_on, use_on
from app.services.guarding import Guard
from app.services.office import Office
from app.store import households as shelf
from app.store import stays as shelf_of_stays
from app.store.work import Work

Relations = Mapping[int, str]
_NONE: Relations = {}


def move_out(
    office: Office, stays: Collection[int], until: date, *, to: str = "", relations: Relations = _NONE
) -> Changes:
    """People of one door move out; `until` is their last day there, `to` where they went.

    Raises UserFault when it would end before it began or reach into a vacancy (G06), or when a head leaves others
    behind and `relations` names no new one (G31).
    """
    with office.work("move_out", "") as work:
        door = _one_door(work, stays)
        guard = Guard(work, office.clock.today(), [door])
        leaving = _chosen(guard.record(door), stays)
        for dwelling in leaving:
            _end(work, dwelling, until, f"迁往{to}" if to else "")
        _relate(work, guard.record(door), relations, until + DAY, leaving)
        guard.check(heads_on=until + DAY)
        where = f",迁往{to}" if to else ""
        work.title = f"{_names(leaving)}{chinese_date(until)}迁出{guard.record(door).household.door.long}{where}"
        return office.keep(work)


def record_death(office: Office, resident_id: int, died: date, *, relations: Relations = _NONE) -> Changes:
    """Someone died on `died`: the last day of every stay of theirs.

    Raises UserFault for a day that cannot be, or when a head dies, others live on and `relations` names no new head
    (G31).
    """
    today = office.clock.today()
    if died > today:
        raise UserFault("去世日期在今天之后。", "请检查日期。", place="去世日期")
    with office.work("record_death", "") as work:
        doors = shelf_of_stays.doors_of_person(work.connection, resident_id)
        guard = Guard(work, today, doors)
        own = [one for door in doors for one in dwellings(guard.record(door).members) if one.resident.id == resident_id]
        if not own:
            raise UserFault("这位居民的登记已经不在了。", "请刷新后再试。")
        person = own[0].resident
        if person.birth is not None and died < person.birth:
            raise UserFault("去世日期早于出生日期。", "请检查日期。", place="去世日期")
        work.update("resident", resident_id, {"died": died.isoformat()})
        for dwelling in own:
            if dwelling.until is None or dwelling.until > died or dwelling.until == person.died:
                _end(work, dwelling, died, "", "去世日期")
        for door in doors:
            _relate(work, guard.record(door), relations, died + DAY, own)
        guard.check(heads_on=died + DAY)
        work.title = f"{person.name}{chinese_date(died)}去世"
        return office.keep(work)


def change_head(office: Office, household_id: int, stay_id: int, on: date, *, relations: Relations = _NONE) -> Changes:
    """更换户主: from `on` somebody else who lives there is the head. The relations of the others are kept unless told;
    whoever was head stands to the new one as the table of relations proposes.

    Raises UserFault when the chosen one does not live there on that day or is head already.
    """
    with office.work("change_head", "") as work:
        guard = Guard(work, office.clock.today(), [household_id])
        record = guard.record(household_id)
        here = {member.residency.id: member for member in living_on(record, on)}
        chosen = here.get(stay_id)
        if chosen is None:
            raise UserFault("选中的人那一天不住在这里。", "请检查日期,或另选一位。", place="新户主")
        if chosen.residency.relation == HEAD:
            raise UserFault(f"{chosen.resident.name}那一天已经是户主。", "请另选一位,或检查日期。", place="新户主")
        told = {stay: relation for stay, relation in relations.items() if stay in here}
        proposed = turned({stay: member.residency.relation for stay, member in here.items()}, stay_id)
        old = head_on(record, on)
        if old is not None:
            told.setdefault(old.residency.id, proposed[old.residency.id])
        _relate(work, record, {**told, stay_id: HEAD}, on, ())
        guard.check()
        before = f"(原户主{old.resident.name})" if old is not None else ""
        door = record.household.door.long
        work.title = f"{door}{chinese_date(on)}起户主为{chosen.resident.name}{before}"
        return office.keep(work)


def move_over(
    office: Office,
    household_id: int,
    stays: Collection[int],
    on: date,
    *,
    relations: Relations = _NONE,
    use: Occupancy | None = None,
) -> Changes:
    """迁来: people who live behind another door live behind this one from `on`; there they end the day before.

    `relations`: of those who move, behind this door; of those who stay, behind the other. `use`: how a vacant door is
    used from then on (G06). Raises UserFault as `split` does.
    """
    with office.work("move_over", "") as work:
        guard, movers, left = _movers(office, work, stays, household_id)
        _move(office, work, guard, movers, household_id, on, relations, use)
        there, here = guard.record(left).household.door.long, guard.record(household_id).household.door.long
        work.title = f"{_names(movers)}{chinese_date(on)}从{there}迁入{here}"
        return office.keep(work)


def split(
    office: Office,
    household_id: int,
    stays: Collection[int],
    to: int | DoorKey,
    on: date,
    *,
    relations: Relations = _NONE,
    use: Occupancy | None = None,
) -> Changes:
    """分户: the chosen people move together to another door, with a head of their own; a DoorKey is a new door.

    `relations` by stay: of those who move, behind the new door; of those who stay, from that day. `use`: how the other
    door is used from then on, needed when it is vacant (G06). Raises UserFault when nobody or a stranger is chosen,
    when either household would be without a head (G31) or with two, or a day cannot be.
    """
    with office.work("split", "") as work:
        target = to if isinstance(to, int) else _new_door(work, to, household_id)
        guard, movers, left = _movers(office, work, stays, target)
        if left != household_id:
            raise UserFault("选中的人不住在这一户。", "请刷新后再选。")
        _move(office, work, guard, movers, target, on, relations, use)
        there, here = guard.record(left).household.door.long, guard.record(target).household.door.long
        work.title = f"分户:{_names(movers)}{chinese_date(on)}从{there}分到{here}"
        return office.keep(work)


def join(
    office: Office,
    household_id: int,
    into_id: int | DoorKey,
    on: date,
    *,
    relations: Relations = _NONE,
    use: Occupancy | None = None,
    remove: bool = False,
) -> Changes:
    """并户: everyone behind a door moves into another one on `on`, and the door is left vacant.

    `remove`: the two were one door written down twice. Then stays keep their days, the second entry goes, and `on`
    counts for nothing. A door with visits, care, pairings or requests is never removed: they stay with their door.
    Raises UserFault as `split` does, and when nobody lives there.
    """
    if not isinstance(into_id, int):
        raise UserFault(f"没有登记过{into_id.long}。", "请选一个已有的门牌。", place="并入哪一户")
    with office.work("join", "") as work:
        guard = Guard(work, office.clock.today(), [household_id, into_id])
        record, into = guard.record(household_id), guard.record(into_id)
        if household_id == into_id:
            raise UserFault("不能并入自己这一户。", "请选另一户。", place="并入哪一户")
        door, other = record.household.door.long, into.household.door.long
        if remove:
            _write_as_one(work, guard, household_id, into_id, relations)
            work.title = f"并户:{door}与{other}是同一户,合并登记"
            return office.keep(work)
        movers = _chosen(record, [member.residency.id for member in living_on(record, on)])
        if not movers:
            raise UserFault(
                f"{door}{chinese_date(on)}没有人住。", "没有人要搬;请直接标为空置,或检查日期。", place="日期"
            )
        _move(office, work, guard, movers, into_id, on, relations, use, vacate=household_id)
        work.title = f"并户:{door}的{_names(movers)}{chinese_date(on)}并入{other}"
        return office.keep(work)


def change_stay(
    office: Office, residency_id: int, since: date | None, until: date | None, *, reason: str = ""
) -> Changes:
    """Put right when someone moved in and out; the days of a dwelling, whatever relations it was spent in.

    `reason`: why they live behind two doors at once, when they do. Raises UserFault for days that cannot be.
    """
    with office.work("change_stay", "") as work:
        door = _one_door(work, [residency_id])
        guard = Guard(work, office.clock.today(), [door])
        record = guard.record(door)
        (dwelling,) = _chosen(record, [residency_id])
        if since is not None and until is not None and until < since:
            raise UserFault("迁出日期早于迁入日期。", "请检查这两个日期。", place="迁出日期")
        shelf_of_stays.span(work, dwelling, since, until, f"{TWO_DOORS}{reason.strip()}" if reason.strip() else "")
        guard.check()
        work.title = f"更正{dwelling.resident.name}在{record.household.door.long}的居住日期"
        return office.keep(work)


def _move(
    office: Office,
    work: Work,
    guard: Guard,
    movers: Sequence[Dwelling],
    to: int,
    on: date,
    relations: Relations,
    use: Occupancy | None,
    *,
    vacate: int | None = None,
) -> None:
    """End stays behind one door the day before `on` and begin them behind another."""
    left, target = guard.record(movers[0].stays[0].household_id), guard.record(to)
    _make_habitable(office, work, target, on, use)
    there, here = left.household.door.long, target.household.door.long
    standing = _relations_there(target, movers, on, relations)
    for dwelling in movers:
        if dwelling.since is not None and dwelling.since >= on:
            raise UserFault(
                f"{dwelling.resident.name}{chinese_date(dwelling.since)}才住进{there}。", "请检查日期。", place="日期"
            )
        if dwelling.until is not None and dwelling.until < on:
            raise UserFault(
                f"{dwelling.resident.name}{chinese_date(dwelling.until)}已迁出{there}。", "请检查日期。", place="日期"
            )
        _end(work, dwelling, on - DAY, f"迁往{here}")
        relation = standing[dwelling.stays[-1].id]
        shelf_of_stays.begin(work, to, dwelling.resident.id, relation, on, dwelling.until, f"由{there}迁来")
    _relate(work, left, relations, on, movers)
    if vacate is not None:
        shelf_of_stays.lay_use(work, vacate, Occupancy.VACANT, on, None, office.clock.today())
    after = guard.check(heads_on=on)
    had_people = bool(living_on(target, on))
    if head_on(after[to], on) is None and (not had_people or head_on(target, on) is not None):
        raise UserFault(f"{here}还没有户主。", "请在搬去的人中选一位户主。", place="户主")


def _relations_there(
    target: HouseholdRecord, movers: Sequence[Dwelling], on: date, relations: Relations
) -> dict[int, str]:
    """How those who move stand to the head behind the new door: as told, else as before; one alone is the head."""
    found = {one.stays[-1].id: _told(one, relations) for one in movers}
    if len(movers) == 1 and not living_on(target, on):
        return dict.fromkeys(found, HEAD)
    return found


def _told(dwelling: Dwelling, relations: Relations) -> str:
    return next((relations[stay.id] for stay in dwelling.stays if stay.id in relations), dwelling.stays[-1].relation)


def _make_habitable(office: Office, work: Work, target: HouseholdRecord, on: date, use: Occupancy | None) -> None:
    """A vacant door becomes what it is used as, when somebody has said so (G06); a new one is used as said."""
    there = use_on(target, on)
    if use is not None and (there is None or there.kind is not use):
        shelf_of_stays.lay_use(work, target.household.id, use, on, None, office.clock.today())
    elif there is not None and there.kind is Occupancy.VACANT:
        raise UserFault(
            f"{target.household.door.long}登记为空置。",
            "请选择住进去以后的居住状态:自住、出租或借住。",
            place="居住状态",
        )


def _write_as_one(work: Work, guard: Guard, household_id: int, into_id: int, relations: Relations) -> None:
    door = guard.record(household_id).household.door.long
    if shelf_of_stays.kept_records(work.connection, household_id):
        raise UserFault(
            f"{door}有走访、关爱或诉求记录,不能删除。",
            "请改用“都搬过去,原来一户空置”,记录会留在原来一户。",
            place="原来一户",
        )
    shelf_of_stays.hand_over(work, household_id, into_id, relations)
    shelf_of_stays.remove_door(work, household_id)
    guard.check()


def _movers(office: Office, work: Work, stays: Collection[int], to: int) -> tuple[Guard, tuple[Dwelling, ...], int]:
    left = _one_door(work, stays)
    if left == to:
        raise UserFault("选的是同一户。", "请选另一户。", place="搬到")
    guard = Guard(work, office.clock.today(), [left, to])
    return guard, _chosen(guard.record(left), stays), left


def _new_door(work: Work, door: DoorKey, beside: int) -> int:
    """A door that was not there yet, in the grid of the one beside it."""
    draft = check_household(HouseholdDraft(door))
    there = shelf.find_door(work.connection, draft.door)
    if there is not None:
        raise UserFault(f"{draft.door.long}已经有了。", "请直接选它。", place="房号")
    new = shelf.add_household(work, draft)
    shelf.same_grid(work, new, beside)
    return new


def _one_door(work: Work, stays: Collection[int]) -> int:
    """The one door behind which all these stays are. Raises UserFault when there is none."""
    if not stays:
        raise UserFault("还没有选人。", "请至少选一位居民。", place="居民")
    doors = {shelf_of_stays.door_of_stay(work.connection, stay) for stay in stays}
    if len(doors) != 1 or None in doors:
        raise UserFault("选中的居住记录已经变了。", "请刷新后再选。")
    (door,) = doors
    assert door is not None
    return door


def _chosen(record: HouseholdRecord, stays: Iterable[int]) -> tuple[Dwelling, ...]:
    wanted = set(stays)
    return tuple(one for one in dwellings(record.members) if any(stay.id in wanted for stay in one.stays))


def _end(work: Work, dwelling: Dwelling, until: date, note: str, place: str = "迁出日期") -> None:
    if dwelling.since is not None and until < dwelling.since:
        since = chinese_date(dwelling.since)
        raise UserFault(f"{place}早于迁入日期({dwelling.resident.name},{since})。", "请检查日期。", place=place)
    shelf_of_stays.end(work, dwelling, until, note)


def _relate(work: Work, record: HouseholdRecord, relations: Relations, on: date, gone: Iterable[Dwelling]) -> None:
    """New relations of those who live on behind this door."""
    left = {stay.id for dwelling in gone for stay in dwelling.stays}
    for member in record.members:
        stay = member.residency
        if stay.id in relations and stay.id not in left:
            shelf_of_stays.relate(work, stay, relations[stay.id], on)


def _names(people: Sequence[Dwelling]) -> str:
    """曾伟、李芳; 曾伟等 5 人."""
    names = list(dict.fromkeys(one.resident.name for one in people))
    return "、".join(names) if len(names) <= 2 else f"{names[0]}等{len(names)}人"
