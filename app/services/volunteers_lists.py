"""The roster of volunteers as pages show it: the list, the card of one, and what the office should look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.models.volunteers import (
    Team,
    Volunteer,
    VolunteerCard,
    VolunteerLine,
    VolunteerName,
    VolunteerQuery,
)
from app.rules import volunteers as law
from app.rules.masking import mask_id_number, mask_phone
from app.services.office import Office
from app.store import volunteers as shelf
from app.store import volunteers_links as links
from app.store.volunteers_book import Known

DUAL = "双报到"  # whoever has one that still runs
_RECENT = 31  # days for which a death is told


def listing(office: Office, query: VolunteerQuery | None = None, *, whole: bool = False) -> tuple[VolunteerLine, ...]:
    """Volunteers of today by pinyin; `gone`: those who have left or not begun too. `whole`: telephones unmasked."""
    query = query or VolunteerQuery()
    today = office.clock.today()
    with office.store.reading() as connection:
        everyone = office.volunteers.fresh(connection, today).everyone
    terms = query.text.lower().split()
    found = (known for known in everyone if _wanted(known, query, terms))
    return tuple(replace(known.line, phone=known.one.phone) if whole else known.line for known in found)


def card(office: Office, volunteer_id: int) -> VolunteerCard:
    """All that is known of one. Raises UserFault when they are not there."""
    today = office.clock.today()
    with office.store.reading() as connection:
        book = office.volunteers.fresh(connection, today)
        one = shelf.one(connection, volunteer_id)
        line = book.line(volunteer_id)
        duals = [dual for _, dual in shelf.duals(connection, volunteer_id)]
        proposed = one.resident_id is None and bool(links.proposals(connection, (one,), today))
        twins = links.doubles(connection, one)
    leads = tuple(team.name for team in book.teams.values() if team.captain_id == volunteer_id)
    pending = list(_pending(one, leads, today))
    if proposed:
        pending.append("住户登记里有一位居民可能就是这个人,请看“关联居民”。")
    if twins:
        pending.append(f"名册里另有一名{one.name},身份证号或电话相同,可能登记了两次。")
    return VolunteerCard(
        line,
        replace(one, phone=mask_phone(one.phone), id_number=mask_id_number(one.id_number)),
        tuple(name_of(book.people[friend], today) for friend in one.pairs),
        tuple(reversed(duals)),
        leads,
        tuple(pending),
    )


def notices(office: Office) -> tuple[str, ...]:
    """What of teams and people the office should look at, in sentences."""
    today = office.clock.today()
    with office.store.reading() as connection:
        book = office.volunteers.fresh(connection, today)
        proposed = len({one.volunteer_id for one in book.proposed(connection, today)})
    captains = {team.captain_id for team in book.teams.values() if team.captain_id is not None}
    found = [said for team in book.teams.values() if (said := captain_trouble(team, book.people, today))]
    found += [
        f"{one.name}在住户登记里已于{chinese_date(one.died)}去世,不再排班。"
        for one in (known.one for known in book.everyone)
        if one.died is not None and one.id not in captains and (today - one.died).days <= _RECENT
    ]
    if proposed:
        found.append(f"有 {proposed} 名志愿者可能就是登记在册的居民,请看“关联居民”。")
    return tuple(found)


def captain_trouble(team: Team, people: Mapping[int, Volunteer], today: date) -> str:
    """What is wrong with a team's captain; '' for nothing, or for a team that is no more."""
    if team.captain_id is None or not team.stands_on(today):
        return ""
    captain = people.get(team.captain_id)
    if captain is None:
        return f"{team.name}的队长已不在名册里,请另选队长。"
    if captain.serves_on(today):
        return ""
    how = "已去世" if captain.died is not None else "已离队"
    return f"{team.name}的队长{captain.name}{how},请另选队长。"


def name_of(one: Volunteer, today: date) -> VolunteerName:
    return VolunteerName(one.id, one.name, mask_phone(one.phone), one.team, not one.serves_on(today))


def _pending(one: Volunteer, leads: Iterable[str], today: date) -> Iterable[str]:
    if not one.serves_on(today):
        for team in leads:
            yield f"{team}的队长已离队,请另选队长。"
    if law.is_minor(one, today):
        yield "未满十八周岁:参加服务要有监护人同意或陪同。"
    if one.serves_on(today) and one.availability is None:
        yield "还没有登记可服务时间。"


def _wanted(known: Known, query: VolunteerQuery, terms: Sequence[str]) -> bool:
    line = known.line
    return (
        (line.here or query.gone or query.ids is not None)
        and (query.ids is None or line.id in query.ids)
        and (query.team_id is None or (line.team_id or 0) == query.team_id)
        and (query.skill is None or query.skill in line.skills)
        and (query.free is None or (line.availability is not None and query.free in line.availability))
        and (not query.dual or line.dual == query.dual or (query.dual == DUAL and line.dual not in ("", "已结束")))
        and (not query.party or line.party)
        and all(term in known.words or _dialled(term, known.one.phone) for term in terms)
    )


def _dialled(term: str, phone: str) -> bool:
    return len(term) >= 3 and term.isdecimal() and term in phone
