"""People who were entered twice: found, looked at side by side, merged, or told apart for good."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.duplicates import Comparison, Pair, PairRow
from app.models.households import Residency, Resident
from app.rules.duplicates import find_pairs
from app.rules.masking import mask_id_number
from app.rules.merging import StayPlan, differences, merged, proposed, unite_stays
from app.rules.stays import TWO_DOORS, two_doors
from app.services.guarding import Guard
from app.services.office import Office, Report, silent
from app.services.roster_links import members_merged
from app.services.volunteers_links import residents_merged
from app.store import duplicates as shelf

Stays = Sequence[tuple[Residency, str]]


def find(office: Office, report: Report = silent) -> tuple[PairRow, ...]:
    """Pairs that may be one person, the surest first; those that were told apart are not among them."""
    with office.store.reading() as connection:
        people = shelf.people_to_compare(connection)
        apart = shelf.told_apart(connection)
    return _rows(office, find_pairs(people, apart, report))


def apart(office: Office) -> tuple[PairRow, ...]:
    """Pairs of which somebody said that they are two persons."""
    with office.store.reading() as connection:
        pairs = shelf.told_apart(connection)
    return _rows(office, [Pair(first, second, ()) for first, second in sorted(pairs)])


def compare(office: Office, kept_id: int, gone_id: int) -> Comparison:
    """Both entries side by side. Raises UserFault when one of them is gone."""
    with office.store.reading() as connection:
        people = shelf.load_people(connection, (kept_id, gone_id))
        stays = shelf.stays_in_words(connection, (kept_id, gone_id))
    kept, gone = _both(people, kept_id, gone_id)
    own, other = stays.get(kept_id, []), stays.get(gone_id, [])
    plan = unite_stays(_bare(own), _bare(other), kept_id)
    twice = _two_doors(kept, own, other, plan, office.clock.today())
    return Comparison(kept_id, gone_id, differences(kept, gone), _words(own), _words(other), twice)


def merge(
    office: Office, kept_id: int, gone_id: int, taken: Collection[str] | None = None, *, reason: str = ""
) -> Changes:
    """Two entries become one. `taken`: fields of the entry that goes whose values stay; None: as proposed.

    Everything that belongs to the entry that goes belongs to the other from now on. `reason`: why the person lives
    behind two doors at once, when they do. Raises UserFault when an entry is gone, both are one, or trouble would come
    of it that was not there before.
    """
    if kept_id == gone_id:
        raise UserFault("这是同一条登记。", "请选两条不同的登记。")
    today = office.clock.today()
    with office.work("merge_residents", "") as work:
        people = shelf.load_people(work.connection, (kept_id, gone_id))
        kept, gone = _both(people, kept_id, gone_id)
        stays = shelf.stays_in_words(work.connection, (kept_id, gone_id))
        own, other = stays.get(kept_id, []), stays.get(gone_id, [])
        plan = unite_stays(_bare(own), _bare(other), kept_id)
        if reason.strip():
            plan = _reasoned(plan, _bare(other), reason.strip())
        guard = Guard(work, today, {stay.household_id for stay, _ in (*own, *other)}, (kept_id, gone_id))
        chosen = proposed(kept, gone) if taken is None else frozenset(taken)
        person = merged(kept, gone, chosen, today)
        work.title = f"合并{person.name}的两条登记"
        residents_merged(work, kept_id, gone_id)
        members_merged(work, kept_id, gone_id)
        shelf.merge_people(work, person, gone_id, plan.changed, plan.dropped)
        shelf.note_merge(work, kept_id, gone_id, today)
        guard.check()
        return office.keep(work)


def tell_apart(office: Office, one: int, other: int) -> Changes:
    """They are two persons, and are not asked about again. Raises UserFault when one of them is gone."""
    with office.work("tell_apart", "") as work:
        first, second = _both(shelf.load_people(work.connection, (one, other)), one, other)
        names = first.name if first.name == second.name else f"{first.name}和{second.name}"
        work.title = f"{names}记为不是同一人"
        shelf.tell_apart(work, one, other)
        return office.keep(work)


def ask_again(office: Office, one: int, other: int) -> Changes:
    """Take back that they are two persons: the finder shows them again."""
    with office.work("ask_again", "重新核对是不是同一人") as work:
        shelf.forget_apart(work, one, other)
        return office.keep(work)


def _both(people: dict[int, Resident], one: int, other: int) -> tuple[Resident, Resident]:
    if one not in people or other not in people:
        raise UserFault("其中一条登记已经不在了。", "请重新查找一遍。")
    return people[one], people[other]


def _two_doors(kept: Resident, own: Stays, other: Stays, plan: StayPlan, today: date) -> str:
    """What would be refused of living behind two doors afterwards; '' for nothing."""
    doors = {stay.household_id: door for stay, door in (*own, *other)}
    after = {stay.id: stay for stay in _bare(own)} | {stay.id: stay for stay in plan.changed}
    known = two_doors(kept.name, own, today)
    troubles = two_doors(kept.name, [(stay, doors[stay.household_id]) for stay in after.values()], today)
    return next((trouble.what for trouble in troubles if trouble not in known), "")


def _reasoned(plan: StayPlan, moved: Iterable[Residency], reason: str) -> StayPlan:
    """The stays that come over say why there are two doors."""
    ids = {stay.id for stay in moved}
    return replace(
        plan,
        changed=tuple(
            replace(stay, note=";".join(filter(None, (f"{TWO_DOORS}{reason}", stay.note)))) if stay.id in ids else stay
            for stay in plan.changed
        ),
    )


def _bare(stays: Stays) -> list[Residency]:
    return [stay for stay, _ in stays]


def _words(stays: Stays) -> tuple[str, ...]:
    return tuple(_stay_words(stay, door) for stay, door in stays) or ("没有居住登记",)


def _stay_words(stay: Residency, door: str) -> str:
    since = f"{chinese_date(stay.since)}起" if stay.since else ""
    until = f"到{chinese_date(stay.until)}" if stay.until else ""
    return " ".join(part for part in (door, stay.relation, since + until or "一直住") if part)


def _rows(office: Office, pairs: Sequence[Pair]) -> tuple[PairRow, ...]:
    ids = {person for pair in pairs for person in (pair.first, pair.second)}
    with office.store.reading() as connection:
        people = shelf.load_people(connection, ids)
        stays = shelf.stays_in_words(connection, ids)
    return tuple(
        PairRow(
            pair,
            (people[pair.first].name, people[pair.second].name),
            (_last_door(stays.get(pair.first, [])), _last_door(stays.get(pair.second, []))),
            (mask_id_number(people[pair.first].id_number), mask_id_number(people[pair.second].id_number)),
        )
        for pair in pairs
        if pair.first in people and pair.second in people
    )


def _last_door(stays: Stays) -> str:
    """Where somebody lives, or lived last."""
    last = max(stays, key=lambda one: (one[0].until or date.max, one[0].id), default=None)
    return last[1] if last else ""
