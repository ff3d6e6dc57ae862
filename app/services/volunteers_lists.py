"""The roster of volunteers as pages show it: the list, the card of one, and what the office should look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from app.rules.ages import age_on
from app.rules.colours import load_label_rules
from app.rules.masking import mask_id_number, mask_phone
from app.rules.names import name_keys
from app.services.office import Office
from app.store import volunteers as shelf
from app.store import volunteers_links as links
from app.store.connection import Connection


def listing(office: Office, query: VolunteerQuery | None = None) -> tuple[VolunteerLine, ...]:
    """Volunteers of today by pinyin; `gone`: those who have left or not begun too."""
    query = query or VolunteerQuery()
    today = office.clock.today()
    with office.store.reading() as connection:
        found = shelf.load(connection, query.ids)
        return _lines(connection, (one for one in found if _wanted(one, query, today)), today)


def card(office: Office, volunteer_id: int) -> VolunteerCard:
    """All that is known of one. Raises UserFault when they are not there."""
    today = office.clock.today()
    with office.store.reading() as connection:
        one = shelf.one(connection, volunteer_id)
        (line,) = _lines(connection, (one,), today)
        friends = shelf.load(connection, one.pairs) if one.pairs else ()
        duals = [dual for _, dual in shelf.duals(connection, volunteer_id)]
        teams = shelf.teams(connection)
        proposed = one.resident_id is None and bool(links.proposals(connection, (one,), today))
        twins = links.doubles(connection, one)
    leads = tuple(team.name for team in teams.values() if team.captain_id == volunteer_id)
    pending = list(_pending(one, leads, today))
    if proposed:
        pending.append("住户登记里有一位居民可能就是这个人,请看“关联居民”。")
    if twins:
        pending.append(f"名册里另有一名{one.name},身份证号或电话相同,可能登记了两次。")
    return VolunteerCard(
        line,
        replace(one, phone=mask_phone(one.phone), id_number=mask_id_number(one.id_number)),
        tuple(name_of(friend, today) for friend in friends),
        tuple(reversed(duals)),
        leads,
        tuple(pending),
    )


def notices(office: Office) -> tuple[str, ...]:
    """What of teams and people the office should look at, in sentences."""
    today = office.clock.today()
    with office.store.reading() as connection:
        teams = shelf.teams(connection)
        captains = {team.captain_id for team in teams.values() if team.captain_id is not None}
        people = {one.id: one for one in shelf.load(connection)}
        proposed = len({one.volunteer_id for one in links.proposals(connection, people.values(), today)})
    found = [said for team in teams.values() if (said := captain_trouble(team, people, today))]
    found += [
        f"{one.name}在住户登记里已于{chinese_date(one.died)}去世,不再排班。"
        for one in people.values()
        if one.died is not None and one.id not in captains and (today - one.died).days <= 31
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


def _lines(connection: Connection, people: Iterable[Volunteer], today: date) -> tuple[VolunteerLine, ...]:
    found = tuple(people)
    captains = {team.captain_id for team in shelf.teams(connection).values()}
    residents = [one.resident_id for one in found if one.resident_id is not None]
    doors = links.doors(connection, residents, today) if residents else {}
    party = load_label_rules().party_politics
    return tuple(_line(one, today, captains, doors, party) for one in found)


def _line(
    one: Volunteer, today: date, captains: set[int | None], doors: Mapping[int, str], party: frozenset[str]
) -> VolunteerLine:
    return VolunteerLine(
        one.id,
        one.name,
        one.sort,
        one.sex,
        None if one.birth is None else age_on(one.birth, today),
        mask_phone(one.phone),
        one.politics,
        one.politics in party,
        one.team,
        one.team_id,
        one.id in captains,
        one.post,
        one.skills,
        one.availability,
        "" if one.dual is None else law.dual_state(one.dual, today),
        one.unit,
        law.standing(one, today),
        one.serves_on(today),
        one.resident_id,
        doors.get(one.resident_id, "") if one.resident_id is not None else "",
        one.joined_on,
        one.left_on,
        one.weekly_limit,
    )


def _wanted(one: Volunteer, query: VolunteerQuery, today: date) -> bool:
    return (
        (query.gone or query.ids is not None or one.serves_on(today))
        and (query.team_id is None or one.team_id == query.team_id or (query.team_id == 0 and one.team_id is None))
        and (query.skill is None or query.skill in one.skills)
        and (query.free is None or (one.availability is not None and query.free in one.availability))
        and (not query.dual or _dual_wanted(one, query.dual, today))
        and (not query.party or one.politics in load_label_rules().party_politics)
        and (not query.text or _found(one, query.text))
    )


def _dual_wanted(one: Volunteer, wanted: str, today: date) -> bool:
    if one.dual is None:
        return False
    state = law.dual_state(one.dual, today)
    return state == wanted or (wanted == "双报到" and state != "已结束")


def _found(one: Volunteer, text: str) -> bool:
    search = name_keys(one.name).search
    return all(
        term in one.name or term in search or term in one.team or term in one.unit
        or (term.isdecimal() and len(term) >= 3 and term in one.phone)
        or any(term in skill for skill in one.skills)
        for term in text.lower().split()
    )  # fmt: skip
