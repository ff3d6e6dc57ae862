"""People of a door: moving out, death, another head, the days of a stay put right.

Each verb is one entry of the journal and one undo. `relations` names, by the id of a stay, the relation in which its
person stands from that day on; who becomes head is told in the same way (户主). Sources: the day-to-day verbs of a
community's ledger (DOMAIN 1), G06, G31.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.rules.relations import turned
from app.rules.stays import DAY, HEAD, TWO_DOORS, dwellings, head_on, living_on
from app.services.guarding import Guard
from app.services.household_parts import NONE, Relations, chosen_of, end_dwelling, names_of, one_door, relate
from app.services.office import Office
from app.store import stays as shelf_of_stays
from app.store.care_rows import end_pairings_of


def move_out(
    office: Office, stays: Collection[int], until: date, *, to: str = "", relations: Relations = NONE
) -> Changes:
    """People of one door move out; `until` is their last day there, `to` where they went.

    Raises UserFault when it would end before it began or reach into a vacancy (G06), or when a head leaves others
    behind and `relations` names no new one (G31).
    """
    with office.work("move_out", "") as work:
        door = one_door(work, stays)
        guard = Guard(work, office.clock.today(), [door])
        leaving = chosen_of(guard.record(door), stays)
        for dwelling in leaving:
            end_dwelling(work, dwelling, until, f"迁往{to}" if to else "")
        relate(work, guard.record(door), relations, until + DAY, leaving)
        guard.check(heads_on=until + DAY)
        where = f",迁往{to}" if to else ""
        work.title = f"{names_of(leaving)}{chinese_date(until)}迁出{guard.record(door).household.door.long}{where}"
        return office.keep(work)


def record_death(office: Office, resident_id: int, died: date, *, relations: Relations = NONE) -> Changes:
    """Someone died on `died`: the last day of every stay of theirs, and of doors they answered for.

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
                end_dwelling(work, dwelling, died, "", "去世日期")
        for door in doors:
            relate(work, guard.record(door), relations, died + DAY, own)
        end_pairings_of(work, resident_id, died)
        guard.check(heads_on=died + DAY)
        work.title = f"{person.name}{chinese_date(died)}去世"
        return office.keep(work)


def change_head(office: Office, household_id: int, stay_id: int, on: date, *, relations: Relations = NONE) -> Changes:
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
        relate(work, record, {**told, stay_id: HEAD}, on, ())
        guard.check()
        before = f"(原户主{old.resident.name})" if old is not None else ""
        door = record.household.door.long
        work.title = f"{door}{chinese_date(on)}起户主为{chosen.resident.name}{before}"
        return office.keep(work)


def change_stay(
    office: Office, residency_id: int, since: date | None, until: date | None, *, reason: str = ""
) -> Changes:
    """Put right when someone moved in and out; the days of a dwelling, whatever relations it was spent in.

    `reason`: why they live behind two doors at once, when they do. Raises UserFault for days that cannot be.
    """
    with office.work("change_stay", "") as work:
        door = one_door(work, [residency_id])
        guard = Guard(work, office.clock.today(), [door])
        record = guard.record(door)
        (dwelling,) = chosen_of(record, [residency_id])
        if since is not None and until is not None and until < since:
            raise UserFault("迁出日期早于迁入日期。", "请检查这两个日期。", place="迁出日期")
        shelf_of_stays.span(work, dwelling, since, until, f"{TWO_DOORS}{reason.strip()}" if reason.strip() else "")
        guard.check()
        work.title = f"更正{dwelling.resident.name}在{record.household.door.long}的居住日期"
        return office.keep(work)
