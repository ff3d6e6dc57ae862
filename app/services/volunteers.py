"""志愿者: they come, are put right, take leave, serve together, go and come back. One verb, one undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.changes import Changes
from app.models.volunteers import Leave, Slots, Volunteer, VolunteerDraft, VolunteerName
from app.rules.masking import mask_id_number, mask_phone
from app.rules.volunteers import check_leave, check_volunteer
from app.services.office import Office
from app.store import volunteers as shelf
from app.store import volunteers_links as links
from app.store import volunteers_uniting as uniting
from app.store.journal import Value
from app.store.volunteers_book import Known
from app.store.work import Work, stored


def find(office: Office, words: str, *, on: date | None = None, limit: int = 12) -> tuple[VolunteerName, ...]:
    """Volunteers whom the words may mean, the likeliest first: name, pinyin, initials, digits of the telephone, team.

    `on`: only those who serve that day; None: those who serve today first, then those who have left (`gone`).
    """
    day = on or office.clock.today()
    terms = words.lower().split()
    with office.store.reading() as connection:
        everyone = office.volunteers.fresh(connection, office.clock.today()).everyone
    found: list[tuple[bool, int, int, Known]] = []
    for place, known in enumerate(everyone):
        rank = _rank(terms, known)
        if rank is not None:
            gone = not known.one.serves_on(day)
            if not gone or on is None:
                found.append((gone, rank, place, known))
    found.sort(key=lambda one: one[:3])
    return tuple(
        VolunteerName(known.one.id, known.one.name, known.line.phone, known.one.team, gone)
        for gone, _, _, known in found[:limit]
    )


def add(office: Office, draft: VolunteerDraft) -> Changes:
    """A new volunteer; `made` holds the id. Raises UserFault naming the field, or who is one already."""
    with office.work("add_volunteer", "新增志愿者") as work:
        made = add_volunteer(work, draft, office.clock.today())
        return replace(office.keep(work), made=(made,))


def edit(office: Office, volunteer_id: int, draft: VolunteerDraft) -> Changes:
    """What a volunteer is, but for who they are as a resident, their times, leaves and 双报到.

    A phone or ID number that comes back masked is the one that was there. Raises UserFault naming the field.
    """
    with office.work("edit_volunteer", "修改志愿者") as work:
        there = shelf.one(work.connection, volunteer_id)
        if draft.phone == mask_phone(there.phone):
            draft = replace(draft, phone=there.phone)
        if draft.id_number == mask_id_number(there.id_number):
            draft = replace(draft, id_number=there.id_number)
        draft = replace(draft, resident_id=there.resident_id)
        checked = check_volunteer(draft, today=office.clock.today())
        if there.resident_id is None:
            _not_twice(work, checked, volunteer_id)
        values = shelf.values_of(checked, checked.name if there.resident_id is None else there.name)
        work.title = f"修改志愿者{there.name}"
        work.update("volunteer", volunteer_id, values)
        return office.keep(work)


def remove(office: Office, volunteer_id: int) -> Changes:
    """One who was entered by mistake. Raises UserFault when anything is recorded of them: then they leave instead."""
    with office.work("remove_volunteer", "删除志愿者") as work:
        there = shelf.one(work.connection, volunteer_id)
        if uniting.has_records(work.connection, volunteer_id):
            raise UserFault(
                f"{there.name}已经有排班、服务或积分记录,不能删除。", "人不来了的,请登记离队,以前的记录都会保留。"
            )
        work.title = f"删除志愿者{there.name}"
        uniting.remove(work, volunteer_id)
        return office.keep(work)


def leave(office: Office, volunteer_id: int, on: date, why: str = "离队") -> Changes:
    """`on` is their last day. Raises UserFault when they do not serve that day."""

    def verb(work: Work, there: Volunteer) -> None:
        if there.left_on is not None and there.died is None:
            raise UserFault(f"{there.name}已于{chinese_date(there.left_on)}离队。", "请核对日期。", place="日期")
        if there.joined_on is not None and on < there.joined_on:
            said = chinese_date(there.joined_on)
            raise UserFault(f"{there.name}{said}才入队。", "离队日期不能比入队早。", place="日期")
        work.title = f"{there.name}离队"
        work.update("volunteer", there.id, {"left_on": stored(on), "left_why": " ".join(why.split()) or "离队"})

    return _on_one(office, "volunteer_leaves", volunteer_id, verb)


def return_(office: Office, volunteer_id: int) -> Changes:
    """Back in the team. Raises UserFault for one who never left, or has died."""

    def verb(work: Work, there: Volunteer) -> None:
        if there.died is not None:
            raise UserFault(f"{there.name}在住户登记里已去世。", "登记有误的,请先在住户卡里更正。")
        if there.left_on is None:
            raise UserFault(f"{there.name}没有离队。", "不用登记归队。")
        work.title = f"{there.name}归队"
        work.update("volunteer", there.id, {"left_on": None, "left_why": ""})

    return _on_one(office, "volunteer_returns", volunteer_id, verb)


def set_team(office: Office, volunteer_ids: Iterable[int], team_id: int | None) -> Changes:
    """Volunteers into a team; None: into none. Raises UserFault when the team is gone or dissolved."""
    ids = sorted(set(volunteer_ids))
    with office.work("set_volunteer_team", "编队") as work:
        team = shelf.teams(work.connection).get(team_id) if team_id is not None else None
        if team_id is not None and (team is None or not team.stands_on(office.clock.today())):
            raise UserFault("这支队伍已经不在了。", "请另选一支队伍。", place="小分队")
        who = shelf.one(work.connection, ids[0]).name if len(ids) == 1 else f"{len(ids)} 名志愿者"
        work.title = f"{who}编入{team.name}" if team else f"{who}不再编队"
        work.update_many("volunteer", {one: {"team_id": team_id} for one in ids})
        return office.keep(work)


def set_availability(office: Office, volunteer_id: int, slots: Slots | None) -> Changes:
    """When they can come; None or nothing: not known."""

    def verb(work: Work, there: Volunteer) -> None:
        work.title = f"登记{there.name}的可服务时间"
        shelf.set_times(work, there.id, slots)

    return _on_one(office, "set_availability", volunteer_id, verb)


def add_leave(office: Office, volunteer_id: int, since: date, until: date, reason: str = "") -> Changes:
    """请假, both days included. Raises UserFault naming the field."""

    def verb(work: Work, there: Volunteer) -> None:
        checked = check_leave(Leave(0, since, until, reason), there.leaves)
        work.title = f"{there.name}请假"
        work.add("volunteer_leave", {"volunteer_id": there.id, **_leave_values(checked)})

    return _on_one(office, "volunteer_leave", volunteer_id, verb)


def edit_leave(office: Office, volunteer_id: int, leave_id: int, since: date, until: date, reason: str = "") -> Changes:
    """Put a leave right. Raises UserFault as `add_leave`."""

    def verb(work: Work, there: Volunteer) -> None:
        checked = check_leave(Leave(leave_id, since, until, reason), there.leaves)
        work.title = f"更正{there.name}的请假"
        work.update("volunteer_leave", leave_id, _leave_values(checked))

    return _on_one(office, "edit_volunteer_leave", volunteer_id, verb)


def remove_leave(office: Office, volunteer_id: int, leave_id: int) -> Changes:
    """A leave that was entered by mistake."""

    def verb(work: Work, there: Volunteer) -> None:
        work.title = f"删除{there.name}的请假"
        work.delete("volunteer_leave", [leave_id])

    return _on_one(office, "remove_volunteer_leave", volunteer_id, verb)


def set_together(office: Office, volunteer_id: int, others: Iterable[int]) -> Changes:
    """With whom they would rather serve: just these. Raises UserFault for themselves, or one who is gone."""
    wanted = set(others)

    def verb(work: Work, there: Volunteer) -> None:
        if there.id in wanted:
            raise UserFault("不能和自己结伴。", "请选另一名志愿者。", place="和谁一起")
        if len(shelf.load(work.connection, wanted)) < len(wanted):
            raise UserFault("有一名志愿者已经不在名册里了。", "请刷新后再选。", place="和谁一起")
        work.title = f"登记{there.name}愿意和谁一起服务"
        links.set_pairs(work, there.id, wanted)

    return _on_one(office, "set_together", volunteer_id, verb)


def add_volunteer(work: Work, draft: VolunteerDraft, today: date) -> int:
    """A new volunteer inside a change; returns the id. Raises UserFault as `add`."""
    checked = check_volunteer(draft, today=today)
    name = checked.name
    if checked.resident_id is not None:
        name = _join_resident(work, checked)
    else:
        _not_twice(work, checked, None)
    if checked.team_id is not None and checked.team_id not in shelf.teams(work.connection):
        raise UserFault("这支队伍已经不在了。", "请另选一支队伍。", place="小分队")
    made = work.add("volunteer", {**shelf.values_of(checked, name), "left_on": None, "left_why": ""})
    shelf.set_times(work, made, checked.availability)
    if checked.dual is not None:
        work.add("dual_registration", {"volunteer_id": made, **shelf.dual_values(checked.dual)})
    if work.title == "新增志愿者":
        work.title = f"新增志愿者{name}"
    return made


def _join_resident(work: Work, draft: VolunteerDraft) -> str:
    """The resident's name; what their entry lacks is filled in. Raises UserFault for one who is a volunteer already."""
    assert draft.resident_id is not None
    there = links.person(work.connection, draft.resident_id)
    if shelf.of_resident(work.connection, there.id) is not None:
        raise UserFault(f"{there.name}已经是志愿者。", "请在名册里找到他修改;离开过的请登记归队。", place="姓名")
    if there.died is not None:
        raise UserFault(f"{there.name}在住户登记里已去世。", "请核对是不是同名的另一个人。", place="姓名")
    links.fill_blanks(work, there, {field: stored(getattr(draft, field)) for field in links.PERSONAL})
    return there.name


def _not_twice(work: Work, draft: VolunteerDraft, volunteer_id: int | None) -> None:
    """Raises UserFault when somebody else is this person: by the ID number, or by name and telephone."""
    remedy = "请在名册里找到他修改;离开过的请登记归队。"
    if draft.id_number:
        for other, name in links.with_number(work.connection, draft.id_number):
            if other != volunteer_id:
                raise UserFault(f"这个身份证号是志愿者{name}的。", remedy, place="身份证号")
    if draft.phone and "*" not in draft.phone:
        others = links.with_phone(work.connection, draft.name, draft.phone)
        if any(other != volunteer_id for other in others):
            raise UserFault(f"{draft.name}已经是志愿者,电话也一样。", remedy, place="姓名")


def _on_one(office: Office, verb: str, volunteer_id: int, write: Callable[[Work, Volunteer], None]) -> Changes:
    """One verb on one volunteer; `write` names the change."""
    with office.work(verb, "修改志愿者") as work:
        write(work, shelf.one(work.connection, volunteer_id))
        return office.keep(work)


def _leave_values(one: Leave) -> dict[str, Value]:
    return {"since": stored(one.since), "until": stored(one.until), "reason": one.reason}


def _rank(terms: Sequence[str], known: Known) -> int | None:
    """How well a volunteer answers the words, 0 best; None: not at all."""
    worst, one = 0, known.one
    for term in terms:
        search = known.name_words
        if one.name.startswith(term) or search.startswith(term) or f" {term}" in search:
            rank = 0
        elif term in one.name or term in search or (term.isdecimal() and len(term) >= 3 and term in one.phone):
            rank = 1
        elif term in one.team:
            rank = 2
        else:
            return None
        worst = max(worst, rank)
    return worst
