"""How a door is used: let and its end, sold, vacant and lived in again. One verb, one entry, one undo (G05, G06)."""

from __future__ import annotations

from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.households import HouseholdRecord, Occupancy, OccupancySpan
from app.rules.stays import DAY, Dwelling, dwellings, use_on
from app.services.guarding import Guard
from app.services.office import Office
from app.store import stays as shelf
from app.store.records import load_records
from app.store.work import Work

_LIVED_IN = (Occupancy.OWNER, Occupancy.LET, Occupancy.LENT)


def set_occupancy(
    office: Office, household_id: int, kind: Occupancy, since: date | None = None, until: date | None = None
) -> Changes:
    """From `since` (None: always so far) a door is used in this way, until the end of a lease.

    Raises UserFault when a door where people live is to become vacant (G06), naming what to do first.
    """
    _check_span(since, until)
    with office.work("set_occupancy", "") as work:
        guard = Guard(work, office.clock.today(), [household_id])
        record = guard.record(household_id)
        if kind is Occupancy.VACANT:
            _check_empty(record, since or date.min, until)
        shelf.lay_use(work, household_id, kind, since, until, office.clock.today())
        guard.check()
        work.title = f"{record.household.door.long}改为{kind.value}"
        return office.keep(work)


def let(office: Office, household_id: int, since: date, until: date | None = None, *, tenant: str = "") -> Changes:
    """出租 from `since` to the end of the lease; `tenant`: who rents, in the office's words. A vacancy ends with it."""
    _check_span(since, until)
    with office.work("let", "") as work:
        guard = Guard(work, office.clock.today(), [household_id])
        door = guard.record(household_id).household.door.long
        shelf.lay_use(work, household_id, Occupancy.LET, since, until, office.clock.today(), tenant.strip())
        guard.check()
        ends = f",租期到{chinese_date(until)}" if until else ""
        work.title = f"{door}{chinese_date(since)}起出租{ends}"
        return office.keep(work)


def renew_lease(office: Office, household_id: int, until: date) -> Changes:
    """续租: the last lease goes on until `until`, in place of what followed it. Raises UserFault when there is none."""
    with office.work("renew_lease", "") as work:
        guard = Guard(work, office.clock.today(), [household_id])
        record = guard.record(household_id)
        lease = last_lease(record)
        if lease.since is not None and until < lease.since:
            raise UserFault("租约到期早于开始。", "请检查日期。", place="租期")
        if lease.until is not None and lease.until < until:
            shelf.lay_use(work, household_id, Occupancy.UNKNOWN, lease.until + DAY, until, office.clock.today())
        work.update("occupancy", lease.id, {"until": until.isoformat()})
        guard.check()
        work.title = f"{record.household.door.long}续租到{chinese_date(until)}"
        return office.keep(work)


def end_lease(
    office: Office, household_id: int, on: date, then: Occupancy = Occupancy.UNKNOWN, *, leave: bool = False
) -> Changes:
    """收回: `on` is the last day of the lease; from the day after the door is used as `then` says (UNKNOWN: not said).

    `leave`: everyone who lives there moves out on that day. Raises UserFault when it is not let on that day, or would
    be vacant with people in it (G06).
    """
    with office.work("end_lease", "") as work:
        guard = Guard(work, office.clock.today(), [household_id])
        record = guard.record(household_id)
        lease = next((span for span in record.occupancies if span.kind is Occupancy.LET and span.holds_on(on)), None)
        if lease is None:
            raise UserFault("这一天没有登记出租。", "请检查租约的最后一天。", place="租约最后一天")
        if leave:
            _everyone_leaves(work, record, on, "租约到期")
        elif then is Occupancy.VACANT:
            _check_empty(record, on + DAY, None)
        shelf.lay_use(work, household_id, then, on + DAY, None, office.clock.today())
        guard.check()
        after = "" if then is Occupancy.UNKNOWN else f",之后{then.value}"
        work.title = f"{record.household.door.long}租约到{chinese_date(on)}为止{after}"
        return office.keep(work)


def mark_vacant(office: Office, household_id: int, since: date, *, leave: bool = False, to: str = "") -> Changes:
    """空置 from `since`. `leave`: everyone who lives there moves out the day before, in the same change (G06).

    Raises UserFault when people live there and `leave` is not said.
    """
    with office.work("mark_vacant", "") as work:
        guard = Guard(work, office.clock.today(), [household_id])
        record = guard.record(household_id)
        gone: tuple[Dwelling, ...] = ()
        if leave:
            gone = _everyone_leaves(work, record, since - DAY, f"迁往{to}" if to else "")
        else:
            _check_empty(record, since, None)
        shelf.lay_use(work, household_id, Occupancy.VACANT, since, None, office.clock.today())
        guard.check()
        out = f",{len(gone)}人迁出" if gone else ""
        work.title = f"{record.household.door.long}{chinese_date(since)}起空置{out}"
        return office.keep(work)


def end_vacancy(office: Office, household_id: int, on: date, use: Occupancy) -> Changes:
    """From `on` the door is lived in again. Raises UserFault when it is not vacant on that day."""
    if use not in _LIVED_IN:
        raise UserFault("还没有选以后的居住状态。", "请选自住、出租或借住。", place="居住状态")
    with office.work("end_vacancy", "") as work:
        guard = Guard(work, office.clock.today(), [household_id])
        record = guard.record(household_id)
        there = use_on(record, on)
        if there is None or there.kind is not Occupancy.VACANT:
            raise UserFault("这一天没有登记空置。", "请检查日期。", place="日期")
        shelf.lay_use(work, household_id, use, on, None, office.clock.today())
        guard.check()
        work.title = f"{record.household.door.long}{chinese_date(on)}起结束空置,改为{use.value}"
        return office.keep(work)


def sell(office: Office, household_id: int, owner: str, on: date) -> Changes:
    """出售: the owner from `on`; the door counts as sold. The day and both owners stand in the history."""
    name = " ".join(owner.split())
    if not name:
        raise UserFault("还没有填写买受人。", "请填写新的产权人。", place="产权人")
    if on > office.clock.today():
        raise UserFault("出售日期在今天之后。", "请等办好以后再登记。", place="出售日期")
    with office.work("sell", "") as work:
        record = next(iter(load_records(work.connection, [household_id])), None)
        if record is None:
            raise UserFault("这户已经不在了。", "请刷新后再试。")
        work.update("household", household_id, {"owner": name, "sold": 1})
        before = f"(原产权人{record.household.owner})" if record.household.owner else ""
        work.title = f"{record.household.door.long}{chinese_date(on)}售给{name}{before}"
        return office.keep(work)


def last_lease(record: HouseholdRecord) -> OccupancySpan:
    """The newest lease. Raises UserFault when there never was one."""
    leases = [span for span in record.occupancies if span.kind is Occupancy.LET]
    if not leases:
        raise UserFault("这户没有登记过出租。", "请先登记出租。", place="居住状态")
    return max(leases, key=lambda span: (span.since or date.min, span.id))


def _everyone_leaves(work: Work, record: HouseholdRecord, until: date, note: str) -> tuple[Dwelling, ...]:
    """Whoever lives there on or after the day leaves on it."""
    gone = [one for one in dwellings(record.members) if one.until is None or one.until > until]
    for dwelling in gone:
        if dwelling.since is not None and dwelling.since > until:
            since = chinese_date(dwelling.since)
            raise UserFault(
                f"{dwelling.resident.name}{since}才迁入,迁出日期不能早于这一天。", "请检查日期。", place="迁出日期"
            )
        shelf.end(work, dwelling, until, note)
    return tuple(gone)


def _check_empty(record: HouseholdRecord, first: date, until: date | None) -> None:
    living = {
        member.resident.id
        for member in record.members
        if (member.residency.until or date.max) >= first
        and (until is None or (member.residency.since or date.min) <= until)
    }
    if living:
        raise UserFault(
            f"这户还住着 {len(living)} 人,不能标为空置。",
            "请先为他们办理迁出,或选“同时办理迁出”。",
            place="居住状态",
        )


def _check_span(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise UserFault("租约到期早于开始。", "请检查日期。", place="租期")
