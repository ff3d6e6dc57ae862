"""大队 and 小分队: who leads them, how many serve in them. One verb, one undo."""

from __future__ import annotations

from datetime import date

from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.volunteers import Team, TeamDraft, TeamLine, Volunteer
from app.rules.colours import load_label_rules
from app.rules.volunteers import check_captain, check_team
from app.services.office import Office
from app.services.volunteers_lists import captain_trouble
from app.store import volunteers as shelf
from app.store.people import load_organisation
from app.store.work import Work, stored


def teams(office: Office, *, gone: bool = False) -> tuple[Team, ...]:
    """Teams that stand today, the 大队 first; `gone`: those that were dissolved too."""
    today = office.clock.today()
    with office.store.reading() as connection:
        found = shelf.teams(connection).values()
    return tuple(team for team in found if gone or team.stands_on(today))


def lines(office: Office) -> tuple[TeamLine, ...]:
    """Every team with its people of today, the 大队 first and with everybody; then who is in no team, as the last
    line with id 0, where there is anybody."""
    today = office.clock.today()
    with office.store.reading() as connection:
        book = office.volunteers.fresh(connection, today)
        known, people = book.teams, book.people
        secretary = load_organisation(connection).secretary
    here = [one for one in people.values() if one.serves_on(today)]
    found = []
    for team in known.values():
        top = team.parent_id is None
        own = here if top else [one for one in here if one.team_id == team.id]
        captain = people[team.captain_id].name if team.captain_id in people else ""
        if top and not captain and secretary:
            captain = secretary
        found.append(_line(team, captain, captain_trouble(team, people, today), own))
    loose = [one for one in here if one.team_id is None or one.team_id not in known]
    if loose:
        found.append(_line(Team(0, "还没编队"), "", "", loose))
    return tuple(found)


def save(office: Office, draft: TeamDraft, team_id: int | None = None) -> Changes:
    """A new 小分队 (`team_id` None; the 大队 is made when there is none), or one put right.

    Raises UserFault naming the field: a name that is taken, a captain who has left.
    """
    today = office.clock.today()
    with office.work("save_team", "登记队伍") as work:
        known = shelf.teams(work.connection)
        if team_id is not None and team_id not in known:
            raise UserFault("这支队伍已经不在了。", "请刷新后再试。")
        captain = _captain(work, draft.captain_id)
        draft = check_team(draft, known.values(), team_id, captain)
        if captain is not None and (team_id is None or known[team_id].captain_id != captain.id):
            check_captain(captain, today)
        if team_id is None:
            work.title = f"新增{draft.name}"
            shelf.add_team(work, draft, shelf.need_brigade(work))
        else:
            work.title = f"修改{draft.name}"
            if draft.until is not None and known[team_id].parent_id is None:
                raise UserFault("大队不能撤销。", "小分队才能撤销;大队可以改名。", place="撤销日期")
            if draft.until is not None:
                _must_be_empty(work, known[team_id], draft.until)
            work.update("volunteer_team", team_id, shelf.team_values(draft))
        return office.keep(work)


def set_captain(office: Office, team_id: int, volunteer_id: int | None) -> Changes:
    """Who leads a team; None: nobody. Raises UserFault for one who has left, or has not begun."""
    with office.work("set_captain", "登记队长") as work:
        team = shelf.teams(work.connection).get(team_id)
        if team is None:
            raise UserFault("这支队伍已经不在了。", "请刷新后再试。")
        captain = _captain(work, volunteer_id)
        if captain is not None:
            check_captain(captain, office.clock.today())
        work.title = f"{captain.name}任{team.name}队长" if captain else f"{team.name}暂无队长"
        work.update("volunteer_team", team_id, {"captain_id": volunteer_id})
        return office.keep(work)


def dissolve(office: Office, team_id: int, on: date) -> Changes:
    """`on` is its last day. Raises UserFault while volunteers serve in it: they go into other teams first."""
    with office.work("dissolve_team", "撤销队伍") as work:
        team = shelf.teams(work.connection).get(team_id)
        if team is None or not team.stands_on(on):
            raise UserFault("这支队伍那天已经不在了。", "请核对日期。", place="日期")
        if team.parent_id is None:
            raise UserFault("大队不能撤销。", "小分队才能撤销;大队可以改名。")
        _must_be_empty(work, team, on)
        work.title = f"撤销{team.name}"
        work.update("volunteer_team", team_id, {"until": stored(on)})
        return office.keep(work)


def remove(office: Office, team_id: int) -> Changes:
    """One that was entered by mistake. Raises UserFault when anybody or anything belongs to it."""
    with office.work("remove_team", "删除队伍") as work:
        team = shelf.teams(work.connection).get(team_id)
        if team is None:
            raise UserFault("这支队伍已经不在了。", "请刷新后再试。")
        if shelf.team_in_use(work.connection, team_id):
            raise UserFault(f"{team.name}已经有队员、活动或服务记录,不能删除。", "不再活动的,请登记撤销。")
        work.title = f"删除{team.name}"
        work.delete("volunteer_team", [team_id])
        return office.keep(work)


def _captain(work: Work, volunteer_id: int | None) -> Volunteer | None:
    return None if volunteer_id is None else shelf.one(work.connection, volunteer_id)


def _must_be_empty(work: Work, team: Team, on: date) -> None:
    left = [one for one in shelf.load(work.connection) if one.team_id == team.id and one.serves_on(on)]
    if left:
        raise UserFault(
            f"{team.name}里还有 {len(left)} 名志愿者。", "请先把他们编入别的小分队,再撤销。", place="撤销日期"
        )


def _line(team: Team, captain: str, trouble: str, own: list[Volunteer]) -> TeamLine:
    party = load_label_rules().party_politics
    return TeamLine(
        team,
        captain,
        trouble,
        len(own),
        sum(one.politics in party for one in own),
        sum(one.dual is not None for one in own),
        sum(one.availability is not None for one in own),
    )
