"""A guard over the doors that a verb touches: new trouble is refused before it is kept, whatever was there before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from app.base.errors import UserFault
from app.models.households import HouseholdRecord
from app.rules.stays import Trouble, headless, troubles, two_doors
from app.store.records import load_records
from app.store.stays import stays_of

if TYPE_CHECKING:
    from app.store.work import Work


class Guard:
    """Takes the doors in before a verb writes, and holds them against that afterwards, in the same transaction."""

    def __init__(self, work: Work, today: date, household_ids: Iterable[int], people: Iterable[int] = ()) -> None:
        self._work = work
        self._today = today
        self._doors = sorted(set(household_ids))
        self.before = self._records()
        self._people = {member.resident.id for record in self.before.values() for member in record.members}
        self._people.update(people)
        self._known = self._troubles(self.before)

    def record(self, household_id: int) -> HouseholdRecord:
        """A door as it was. Raises UserFault when it is not there."""
        found = self.before.get(household_id)
        if found is None:
            raise UserFault("这户已经不在了。", "请刷新后再试。")
        return found

    def also(self, household_id: int) -> None:
        """A door that the verb itself made."""
        self._doors.append(household_id)

    def check(self, *, heads_on: date | None = None) -> dict[int, HouseholdRecord]:
        """The doors as they are now. Raises UserFault for trouble that was not there before.

        `heads_on`: the day from which another head must have been named wherever one is needed (G31).
        """
        after = self._records()
        self._people.update(member.resident.id for record in after.values() for member in record.members)
        for found in self._troubles(after):
            if found not in self._known:
                raise UserFault(found.what, found.remedy, place=found.place)
        if heads_on is not None:
            for door, record in after.items():
                self._check_head(self.before.get(door), record, heads_on)
        return after

    def new_troubles(self) -> tuple[Trouble, ...]:
        """What would be refused, for whoever has words of its own for it."""
        known = self._known
        return tuple(found for found in self._troubles(self._records()) if found not in known)

    def _check_head(self, before: HouseholdRecord | None, after: HouseholdRecord, day: date) -> None:
        left = headless(before, after, day) if before is not None else ()
        if left:
            raise UserFault(
                f"户主不在了,{after.household.door.long}还住着 {len(left)} 人,要有一位新户主。",
                "请选一位新户主。",
                place="新户主",
            )

    def _records(self) -> dict[int, HouseholdRecord]:
        return {record.household.id: record for record in load_records(self._work.connection, self._doors)}

    def _troubles(self, records: dict[int, HouseholdRecord]) -> frozenset[Trouble]:
        found = {trouble for record in records.values() for trouble in troubles(record, self._today)}
        for name, stays in stays_of(self._work.connection, self._people).values():
            found.update(two_doors(name, stays, self._today))
        return frozenset(found)
