"""People who move together: here from another door (迁来), to a household of their own (分户), into another (并户).

Each verb is one entry of the journal and one undo. `relations` names, by the id of a stay, the relation in which its
person stands from that day on: of those who move, behind the new door; of those who stay, behind the old one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.households import DoorKey, HouseholdDraft, HouseholdRecord, Occupancy
from app.rules.drafts import check_household
from app.rules.stays import DAY, HEAD, Dwelling, head_on, living_on, use_on
from app.services.guarding import Guard
from app.services.household_parts import NONE, Relations, chosen_of, end_dwelling, names_of, one_door, relate
from app.services.office import Office
from app.store import households as shelf
from app.store import stays as shelf_of_stays
from app.store.work import Work


def move_over(
    office: Office,
    household_id: int,
    stays: Collection[int],
    on: date,
    *,
    relations: Relations = NONE,
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
        work.title = f"{names_of(movers)}{chinese_date(on)}从{there}迁入{here}"
        return office.keep(work)


def split(
    office: Office,
    household_id: int,
    stays: Collection[int],
    to: int | DoorKey,
    on: date,
    *,
    relations: Relations = NONE,
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
        work.title = f"分户:{names_of(movers)}{chinese_date(on)}从{there}分到{here}"
        return office.keep(work)


def join(
    office: Office,
    household_id: int,
    into_id: int | DoorKey,
    on: date,
    *,
    relations: Relations = NONE,
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
        movers = chosen_of(record, [member.residency.id for member in living_on(record, on)])
        if not movers:
            raise UserFault(
                f"{door}{chinese_date(on)}没有人住。", "没有人要搬;请直接标为空置,或检查日期。", place="日期"
            )
        _move(office, work, guard, movers, into_id, on, relations, use, vacate=household_id)
        work.title = f"并户:{door}的{names_of(movers)}{chinese_date(on)}并入{other}"
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
        end_dwelling(work, dwelling, on - DAY, f"迁往{here}")
        relation = standing[dwelling.stays[-1].id]
        shelf_of_stays.begin(work, to, dwelling.resident.id, relation, on, dwelling.until, f"由{there}迁来")
    relate(work, left, relations, on, movers)
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
    left = one_door(work, stays)
    if left == to:
        raise UserFault("选的是同一户。", "请选另一户。", place="搬到")
    guard = Guard(work, office.clock.today(), [left, to])
    return guard, chosen_of(guard.record(left), stays), left


def _new_door(work: Work, door: DoorKey, beside: int) -> int:
    """A door that was not there yet, in the grid of the one beside it."""
    draft = check_household(HouseholdDraft(door))
    there = shelf.find_door(work.connection, draft.door)
    if there is not None:
        raise UserFault(f"{draft.door.long}已经有了。", "请直接选它。", place="房号")
    new = shelf.add_household(work, draft)
    shelf.same_grid(work, new, beside)
    return new
