"""Who lives where from when to when: what must hold of the stays behind a door, whoever writes them down.

A stay whose beginning is unknown counts from today (or from its last day, when that is past): what holds now counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from app.base.clock import chinese_date
from app.models.households import HouseholdRecord, Member, Occupancy, OccupancySpan, Residency, Resident

HEAD = "户主"
TWO_DOORS = "两处居住:"  # a stay whose note begins so has been looked at: this person lives behind two doors
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Dwelling:
    """One person's unbroken time behind one door: stays that follow each other, each in a relation of its own."""

    resident: Resident
    stays: tuple[Residency, ...]

    @property
    def since(self) -> date | None:
        return self.stays[0].since

    @property
    def until(self) -> date | None:
        return self.stays[-1].until

    def stay_on(self, day: date) -> Residency | None:
        """The stay that holds on `day`."""
        return next((stay for stay in self.stays if stay.holds_on(day)), None)

    def holds_on(self, day: date) -> bool:
        return self.stay_on(day) is not None


@dataclass(frozen=True)
class Trouble:
    """Something that may not be. `kind` and `who` name it, so that it can be told from one that was there before."""

    kind: str
    who: tuple[int, ...]
    what: str = field(compare=False)
    remedy: str = field(compare=False)
    place: str = field(compare=False, default="")


def dwellings(members: Iterable[Member]) -> tuple[Dwelling, ...]:
    """Stays of each person joined where one follows the other, in the order in which the first of them was written."""
    people: dict[int, list[Member]] = {}
    for member in members:
        people.setdefault(member.resident.id, []).append(member)
    found: list[Dwelling] = []
    for own in people.values():
        own.sort(key=lambda one: (one.residency.since or date.min, one.residency.id))
        run: list[Residency] = []
        for member in own:
            stay = member.residency
            if run and not _follows(run[-1], stay):
                found.append(Dwelling(own[0].resident, tuple(run)))
                run = []
            run.append(stay)
        found.append(Dwelling(own[0].resident, tuple(run)))
    return tuple(sorted(found, key=lambda one: min(stay.id for stay in one.stays)))


def dwelling_of(record: HouseholdRecord, stay_id: int) -> Dwelling:
    """The dwelling that a stay is part of."""
    return next(one for one in dwellings(record.members) if any(stay.id == stay_id for stay in one.stays))


def living_on(record: HouseholdRecord, day: date) -> tuple[Member, ...]:
    """Who lives there on `day`, the head first."""
    here = [member for member in record.members if member.residency.holds_on(day) and _alive(member, day)]
    first: dict[int, int] = {}  # a new relation is a new row: people keep the order in which they were written down
    for member in record.members:
        first[member.resident.id] = min(member.residency.id, first.get(member.resident.id, member.residency.id))
    return tuple(sorted(here, key=lambda one: (one.residency.relation != HEAD, first[one.resident.id])))


def head_on(record: HouseholdRecord, day: date) -> Member | None:
    here = living_on(record, day)
    return here[0] if here and here[0].residency.relation == HEAD else None


def use_on(record: HouseholdRecord, day: date) -> OccupancySpan | None:
    """How the door is used on `day`; None: nobody has said."""
    return next((span for span in record.occupancies if span.holds_on(day)), None)


def headless(before: HouseholdRecord, after: HouseholdRecord, day: date) -> tuple[Member, ...]:
    """Who is left without a head on `day` by a change, where there was one: a new head is to be named (G31)."""
    left = living_on(after, day)
    if not left or left[0].residency.relation == HEAD or head_on(before, day) is None:
        return ()
    return left


def troubles(record: HouseholdRecord, today: date) -> tuple[Trouble, ...]:
    """What may not be behind this door."""
    found: list[Trouble] = []
    for member in record.members:
        found.extend(_of_member(member))
    found.extend(_vacant_and_lived_in(record, today))
    found.extend(_two_heads(record, today))
    found.extend(_twice(record))
    found.extend(_uses(record.occupancies))
    return tuple(found)


def two_doors(name: str, stays: Sequence[tuple[Residency, str]], today: date) -> tuple[Trouble, ...]:
    """Stays of one person, each with the words for its door: behind two doors on one day only for a reason."""
    found = []
    for (one, door), (other, other_door) in combinations(stays, 2):
        if one.household_id == other.household_id or not overlap(one, other, today):
            continue
        if one.note.startswith(TWO_DOORS) or other.note.startswith(TWO_DOORS):
            continue
        found.append(
            Trouble(
                "two_doors",
                (one.resident_id, *sorted((one.household_id, other.household_id))),
                f"{name}会同时住在{door}和{other_door}。",
                "如果搬走了,请先在原来那一户办理迁出;确实两处都住,请写明理由。",
                "两处居住的理由",
            )
        )
    return tuple(found)


def overlap(one: Residency, other: Residency, today: date) -> bool:
    """Whether two stays share a day, as far as their days are known."""
    return _first(one, today) <= (other.until or date.max) and _first(other, today) <= (one.until or date.max)


def _of_member(member: Member) -> Iterator[Trouble]:
    person, stay = member.resident, member.residency
    who = (person.id, stay.household_id)
    if stay.since is not None and stay.until is not None and stay.until < stay.since:
        yield Trouble("backwards", who, f"{person.name}的迁出日期早于迁入日期。", "请检查这两个日期。", "迁出日期")
    if person.birth is not None and stay.since is not None and stay.since < person.birth:
        born = chinese_date(person.birth)
        yield Trouble(
            "unborn", who, f"{person.name}{born}才出生,迁入日期早于出生日期。", "请检查迁入日期。", "迁入日期"
        )
    if person.birth is not None and stay.until is not None and stay.until < person.birth:
        born = chinese_date(person.birth)
        yield Trouble(
            "unborn", who, f"{person.name}{born}才出生,迁出日期早于出生日期。", "请检查迁出日期。", "迁出日期"
        )
    if person.died is not None and (stay.until is None or stay.until > person.died):
        died = chinese_date(person.died)
        yield Trouble(
            "dead",
            who,
            f"{person.name}已于{died}去世,在那以后不能登记居住。",
            "请检查日期,或先更正去世日期。",
            "迁入日期",
        )


def _vacant_and_lived_in(record: HouseholdRecord, today: date) -> Iterator[Trouble]:
    for span in record.occupancies:
        if span.kind is not Occupancy.VACANT:
            continue
        for member in record.members:
            stay = member.residency
            if (stay.until or date.max) < (span.since or date.min) or _first(stay, today) > (span.until or date.max):
                continue
            when = f"从{chinese_date(span.since)}起" if span.since else ""
            yield Trouble(
                "vacant",
                (member.resident.id, (span.since or date.min).toordinal()),
                f"这户{when}登记为空置,空置期间不能有人居住({member.resident.name})。",
                "请核对迁入和迁出日期,或先结束空置、改正居住状态。",
                "居住状态",
            )


def _two_heads(record: HouseholdRecord, today: date) -> Iterator[Trouble]:
    heads = [member for member in record.members if member.residency.relation == HEAD]
    for one, other in combinations(heads, 2):
        if one.resident.id == other.resident.id or not overlap(one.residency, other.residency, today):
            continue
        yield Trouble(
            "heads",
            tuple(sorted((one.resident.id, other.resident.id))),
            f"同一天有两位户主:{one.resident.name}和{other.resident.name}。",
            "一户同时只有一位户主。要换户主,请用“更换户主”。",
            "与户主关系",
        )


def _twice(record: HouseholdRecord) -> Iterator[Trouble]:
    for one, other in combinations(record.members, 2):
        if one.resident.id != other.resident.id:
            continue
        a, b = one.residency, other.residency
        if (a.since or date.min) <= (b.until or date.max) and (b.since or date.min) <= (a.until or date.max):
            yield Trouble(
                "twice",
                (one.resident.id, a.household_id),
                f"{one.resident.name}在这一户的两段居住时间重叠了。",
                "请检查迁入和迁出日期。",
                "迁入日期",
            )


def _uses(spans: Sequence[OccupancySpan]) -> Iterator[Trouble]:
    for one, other in combinations(spans, 2):
        if (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
            one.until or date.max
        ):
            yield Trouble(
                "uses",
                tuple(sorted((span.since or date.min).toordinal() for span in (one, other))),
                f"{one.kind.value}和{other.kind.value}的时间重叠了。",
                "请检查开始和结束日期。",
                "开始日期",
            )


def _first(stay: Residency, today: date) -> date:
    if stay.since is not None:
        return stay.since
    return min(today, stay.until or date.max)


def _follows(one: Residency, other: Residency) -> bool:
    """Whether `other` begins at the latest on the day after `one` ends."""
    return one.until is None or other.since is None or other.since <= one.until + DAY


def _alive(member: Member, day: date) -> bool:
    return member.resident.died is None or day <= member.resident.died
