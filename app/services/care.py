"""走访关爱: the tier of a door, set by its labels or by a person; Party members who answer for doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.visit_views import CareCard, MemberHit, PairLine, PairQuery
from app.models.visits import CareDraft, Due, Pairing, PairingDraft, Tier
from app.rules.colours import load_label_rules
from app.rules.visit_drafts import check_care, check_pairing
from app.rules.visits import CareRules, care_rules
from app.services.lists import normal_words
from app.services.office import Office
from app.services.rules import read_table
from app.store import care_rows as rows
from app.store import visit_lists as lists
from app.store import visits as shelf
from app.store.care import Standing
from app.store.connection import Connection
from app.store.work import Work

_MOST_MEMBERS = 30
_MOST_FOUND = 5000  # hits of a search among which members are looked for


def card(office: Office, household_id: int) -> CareCard:
    """All that the card of a door tells of its care. Raises UserFault when the door is not there."""
    today = office.clock.today()
    with office.store.reading() as connection:
        state = standing(office, connection, today).get(household_id)
        if state is None:
            raise UserFault("这户已经不在了。", "请刷新后再试。")
        return CareCard(
            due=due_of(household_id, state),
            vacant=state.span.vacant,
            entries=rows.care_of(connection, household_id),
            pairings=rows.pairings_of(connection, household_id),
            visits=shelf.visits_of(connection, household_id),
        )


def reasons(office: Office) -> Mapping[str, Tier]:
    """The reasons for which a person may set a tier, each with the tier it usually means."""
    with office.store.reading() as connection:
        return {row.values["reason"]: Tier(row.values["tier"]) for row in read_table(connection, "care_reasons").rows}


def set_tier(office: Office, draft: CareDraft) -> Changes:
    """A person sets a door's tier from a day on; what held until then ends the day before and is kept.

    Raises UserFault for a reason that is not in the list.
    """
    draft = check_care(draft, reasons(office))
    with office.work("set_care_tier", f"{_door(office, draft.household_id)}定为{draft.tier.value}走访") as work:
        _end_entries(work, draft.household_id, draft.since - timedelta(days=1))
        rows.add_care(work, draft)
        return office.keep(work)


def end_tier(office: Office, household_id: int, last: date) -> Changes:
    """From the day after `last` the labels alone decide again. What was to begin later falls away."""
    with office.work("end_care_tier", f"{_door(office, household_id)}恢复按标签走访") as work:
        _end_entries(work, household_id, last)
        return office.keep(work)


def pair(office: Office, draft: PairingDraft, pairing_id: int | None = None) -> Changes:
    """A Party member answers for a door; with `pairing_id` a pairing is put right.

    Raises UserFault that names the field: no name, somebody who is no member, the same pair again.
    """
    draft = check_pairing(draft, today=office.clock.today())
    verb = "修改结对" if pairing_id else "结对"
    with office.work("pair", f"{verb}:{draft.member}—{_door(office, draft.household_id)}") as work:
        draft = _checked_member(work.connection, draft)
        for other in rows.pairings_of(work.connection, draft.household_id):
            if other.until is None and other.member == draft.member and other.id != pairing_id:
                raise UserFault("这位党员已经与这户结对。", "请在“结对”里打开那一条修改。", place="党员")
        if pairing_id is None:
            rows.add_pairing(work, draft)
        else:
            until = _pairing(work.connection, pairing_id).until
            if until is not None and draft.since is not None and draft.since > until:
                raise UserFault("结对开始的日期在结束之后。", "请检查日期;重新结对请另外登记。", place="开始日期")
            rows.change_pairing(work, pairing_id, draft)
        return office.keep(work)


def end_pairing(office: Office, pairing_id: int, last: date, reason: str) -> Changes:
    """The pairing ends with this day, for a reason that stays in its note."""
    if not reason.strip():
        raise UserFault("还没有写结束的原因。", "请写一句为什么不再结对。", place="原因")
    with office.work("end_pairing", "结束结对") as work:
        found = _pairing(work.connection, pairing_id)
        if last < found.since:
            raise UserFault("结束日期早于结对开始的日期。", "请检查日期。", place="结束日期")
        note = f"{found.note};结束:{reason.strip()}" if found.note else f"结束:{reason.strip()}"
        work.update("pairing", pairing_id, {"until": last.isoformat(), "note": note})
        return office.keep(work)


def remove_pairing(office: Office, pairing_id: int) -> Changes:
    """A pairing that was entered by mistake."""
    with office.work("remove_pairing", "删除结对记录") as work:
        _pairing(work.connection, pairing_id)
        work.delete("pairing", [pairing_id])
        return office.keep(work)


def pairings(office: Office, query: PairQuery) -> tuple[PairLine, ...]:
    """Pairings by member, those that go on unless `ended`: today is the last day of some of these."""
    today = office.clock.today()
    with office.store.reading() as connection:
        states = standing(office, connection, today)
        found = [
            pair
            for pair in rows.pairings_of(connection)
            if (pair.until is not None and pair.until <= today) == query.ended
            and (not query.member or pair.member == query.member)
        ]
        words = lists.door_words(connection, [pair.household_id for pair in found], today)
    lines = [_pair_line(pair, words[pair.household_id], states[pair.household_id], today) for pair in found]
    kept = [line for line in lines if query.grid is None or line.grid == query.grid]
    return tuple(sorted(kept, key=lambda line: (line.member, line.door)))


def pairing(office: Office, pairing_id: int) -> Pairing:
    with office.store.reading() as connection:
        return _pairing(connection, pairing_id)


def members(office: Office, text: str) -> tuple[MemberHit, ...]:
    """Party members whom the words find by name, pinyin or initials, as they are typed."""
    words = normal_words(text).split()
    if not words:
        return ()
    office.settle()
    with office.store.reading() as connection:
        people = {person: door for _, door, person in office.search.find(connection, words, _MOST_FOUND) if person}
        hits = lists.members_among(connection, people, load_label_rules().party_politics)[:_MOST_MEMBERS]
        doors = lists.door_words(connection, [people[person] for person, _ in hits], office.clock.today())
    return tuple(MemberHit(person, name, doors[people[person]].door) for person, name in hits)


def standing(office: Office, connection: Connection, as_of: date) -> Mapping[int, Standing]:
    """Every door on a day, past or coming; for services that have a connection already."""
    fetch, today = shelf.fetcher(connection), office.clock.today()
    now = office.care.standing(fetch, today, lambda: rules_of(connection))
    return now if as_of == today else office.care.standing_on(as_of)


def rules_of(connection: Connection) -> CareRules:
    """The tables of care with the office's own values in them."""

    def read(name: str) -> list[dict[str, str]]:
        return [row.values for row in read_table(connection, name).rows]

    return care_rules(read("care_tiers"), read("care_labels"), read("care_reasons"))


def due_of(household_id: int, state: Standing) -> Due:
    """A door's standing in dates."""
    return Due(
        household_id,
        state.span.tier,
        state.span.why,
        as_date(state.due),
        as_date(state.last_met),
        state.span.by_person,
    )


def as_date(ordinal: int) -> date | None:
    """0 is no day."""
    return date.fromordinal(ordinal) if ordinal else None


def _end_entries(work: Work, household_id: int, last: date) -> None:
    """What a person set ends with `last`; what begins after it is taken away (the journal keeps it)."""
    for entry in rows.care_of(work.connection, household_id):
        if entry.since > last:
            work.delete("care_entry", [entry.id])
        elif entry.until is None or entry.until > last:
            work.update("care_entry", entry.id, {"until": last.isoformat()})


def _checked_member(connection: Connection, draft: PairingDraft) -> PairingDraft:
    """With the member's own name; raises UserFault for somebody who is no Party member or lives there."""
    if draft.resident_id is None:
        return draft
    found = rows.candidate(connection, draft.resident_id, draft.household_id)
    if found is None:
        raise UserFault("这位居民已经不在登记里了。", "请重新选择,或直接写姓名。", place="党员")
    name, politics, lives_there = found
    if politics not in load_label_rules().party_politics:
        raise UserFault(f"{name}登记的政治面貌不是党员。", "请核对人选,或先改正政治面貌。", place="党员")
    if lives_there:
        raise UserFault(f"{name}就住在这一户。", "党员与自己家不用结对。", place="党员")
    return replace(draft, member=name)


def _pairing(connection: Connection, pairing_id: int) -> Pairing:
    found = rows.pairing(connection, pairing_id)
    if found is None:
        raise UserFault("这条结对记录已经不在了。", "请刷新后再试。")
    return found


def _pair_line(pair: Pairing, words: lists.DoorWords, state: Standing, today: date) -> PairLine:
    return PairLine(
        id=pair.id,
        household_id=pair.household_id,
        member=pair.member,
        resident_id=pair.resident_id,
        door=words.door,
        grid=words.grid,
        name=words.name,
        tier=state.span.tier,
        member_agreed=pair.member_agreed,
        household_agreed=pair.household_agreed,
        since=pair.since,
        until=pair.until,
        note=pair.note,
        visited_on=as_date(state.last_met),
        due_on=as_date(state.due),
        late=today.toordinal() - state.due if state.due else None,
    )


def _door(office: Office, household_id: int) -> str:
    """The door's address. Raises UserFault when it is not there."""
    with office.store.reading() as connection:
        found = shelf.door_title(connection, household_id)
    if not found:
        raise UserFault("这户已经不在了。", "请刷新后再试。", place="门牌")
    return found
