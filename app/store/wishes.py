"""Wishes, needs, offers and projects as rows: written down, moved step by step, removed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.models.wishes import Claimer, Kind, State, Verb, WishDraft, WishStep, WishStepDraft
from app.rules import wishes as law
from app.store.journal import Value
from app.store.points import person
from app.store.request_steps import highest
from app.store.work import Work, stored

_DRAFT = (
    "SELECT kind, title, opened_on, words, household_id, resident_id, due_on, volunteer_id, team_id, unit, request_id, "
    "need_id, number, state FROM wish WHERE id = ?"
)


def draft_of(connection: Connection, wish_id: int) -> tuple[WishDraft, State]:
    """What was written down, with who took it on by now, and its state. Raises UserFault when it is gone."""
    row = connection.exec_driver_sql(_DRAFT, (wish_id,)).one_or_none()
    if row is None:
        raise UserFault("这一件已经不在了。", "请刷新后再试。")
    claimer = Claimer(row[7], row[8], row[9])
    opened, due = date.fromisoformat(row[2]), None if row[6] is None else date.fromisoformat(row[6])
    draft = WishDraft(Kind(row[0]), row[1], opened, row[3], row[4], row[5], due, claimer, row[10], row[11], row[12])
    return draft, State(row[13])


def steps_of(connection: Connection, wish_id: int) -> tuple[WishStep, ...]:
    """In the order in which they were taken."""
    rules = law.step_rules()
    rows = connection.exec_driver_sql(
        "SELECT id, kind, day, who, words FROM wish_step WHERE wish_id = ? ORDER BY id", (wish_id,)
    )
    return tuple(
        WishStep(row[0], Verb(row[1]), rules[Verb(row[1])].title, date.fromisoformat(row[2]), row[3], row[4])
        for row in rows
    )


def add_wish(work: Work, draft: WishDraft, today: date, matched_id: int | None = None) -> int:
    """Raises UserFault naming the field; for a number that is taken, or what it points at is gone."""
    draft = law.check_draft(draft, today=today)
    connection = work.connection
    number = draft.number or next_number(connection, draft.kind, draft.opened_on.year)
    if connection.exec_driver_sql("SELECT 1 FROM wish WHERE number = ?", (number,)).first():
        raise UserFault(f"编号 {number} 已经有了。", "请换一个编号,或不填,由软件接着编。", place="编号")
    _check_places(connection, draft)
    offered = named(connection, draft.claimer, draft.opened_on) if draft.kind is Kind.OFFER else ""
    claimer = draft.claimer if draft.kind is Kind.OFFER else Claimer()
    wish_id = work.add(
        "wish",
        {
            "number": number,
            "kind": draft.kind.value,
            "state": State.WAITING.value,
            **_facts(draft),
            "request_id": draft.request_id,
            "need_id": draft.need_id,
            "offered_by": offered,
            **_claimed(claimer),
            "claimed_on": None,
            "done_on": None,
            "confirmed_on": None,
            "matched_id": matched_id,
            "satisfaction": "",
        },
    )
    _add_step(work, wish_id, Verb.OPEN, draft.opened_on, offered, "")
    return wish_id


def change_wish(work: Work, wish_id: int, draft: WishDraft, today: date) -> None:
    """Put right what was written down; kind and number stay, of an offer also who offers it may change."""
    there, _state = draft_of(work.connection, wish_id)
    draft = law.check_draft(draft, today=today)
    if draft.kind is not there.kind:
        raise UserFault("类别不能改。", "记错了类别,请撤回这一件,另记一件。", place="类别")
    steps = steps_of(work.connection, wish_id)
    if len(steps) > 1 and draft.opened_on > steps[1].day:
        raise UserFault("登记日期晚于后面的步骤。", "请核对日期。", place="登记日期")
    _check_places(work.connection, draft)
    values = _facts(draft)
    if draft.kind is Kind.OFFER:
        values |= {**_claimed(draft.claimer), "offered_by": named(work.connection, draft.claimer, draft.opened_on)}
    work.update("wish", wish_id, values)
    work.update("wish_step", steps[0].id, {"day": stored(draft.opened_on)})


def take_step(work: Work, wish_id: int, draft: WishStepDraft, today: date) -> None:
    """One step inside a change, with the one it may lay down before it. Raises UserFault that says what is missing."""
    connection = work.connection
    there, state = draft_of(connection, wish_id)
    steps = steps_of(connection, wish_id)
    draft = law.check_step(draft, there.kind, state, max(step.day for step in steps), today=today)
    day = draft.on
    assert day is not None
    who = draft.who
    values: dict[str, Value] = {}
    if draft.verb is Verb.CLAIM:
        claimer = draft.claimer
        if draft.offer_id is not None:
            claimer = provider(connection, draft.offer_id)
            values["matched_id"] = draft.offer_id
        who = named(connection, claimer, day)
        values |= _claimed(claimer)
    for verb in law.path(draft.verb, state):
        state = law.after(verb, state)
        own = verb is draft.verb
        _add_step(work, wish_id, verb, day, who if own else "", _words(draft) if own else "")
    work.update("wish", wish_id, {"state": state.value, **values, **_days(draft, state, day)})


def remove_wish(work: Work, wish_id: int) -> None:
    """One that was written down by mistake. Raises UserFault for an offer that was picked."""
    there, _state = draft_of(work.connection, wish_id)
    if work.connection.exec_driver_sql("SELECT 1 FROM wish WHERE matched_id = ?", (wish_id,)).first():
        raise UserFault("这项服务已经有住户选用,不能删除。", "不再提供了,请登记撤回。", place=there.number or "")
    work.delete("wish_step", [step.id for step in steps_of(work.connection, wish_id)])
    work.delete("wish", [wish_id])


def provider(connection: Connection, offer_id: int) -> Claimer:
    """Who offers it. Raises UserFault when it is no offer, or is offered no more."""
    there, state = draft_of(connection, offer_id)
    if there.kind is not Kind.OFFER:
        raise UserFault("这一件不在服务清单里。", "请选服务清单上的服务。", place="服务")
    if state is not State.WAITING:
        raise UserFault(f"“{there.title}”已经不再提供。", "请另选一项服务。", place="服务")
    return there.claimer


def named(connection: Connection, claimer: Claimer, day: date) -> str:
    """The claimer's name. Raises UserFault for a volunteer who had left by that day, a team that is no more, or
    nobody."""
    if claimer.volunteer_id is not None:
        one = person(connection, claimer.volunteer_id)
        if one.left_on is not None and one.left_on < day:
            raise UserFault(
                f"{one.name}{chinese_date(one.left_on)}已经离队,不能认领。", "请另选一位志愿者。", place="认领人"
            )
        return one.name
    if claimer.team_id is not None:
        row = connection.exec_driver_sql(
            'SELECT name, "until" FROM volunteer_team WHERE id = ?', (claimer.team_id,)
        ).one_or_none()
        if row is None or (row[1] is not None and row[1] < day.isoformat()):
            raise UserFault("这个小分队已经撤销。", "请另选一个。", place="认领人")
        return str(row[0])
    if claimer.unit:
        return claimer.unit
    raise UserFault("还没有写谁来认领。", "请选志愿者、小分队,或写单位名称。", place="认领人")


def next_number(connection: Connection, kind: Kind, year: int) -> str:
    """心愿〔2026〕1号: one row of numbers a kind and year."""
    head = f"{law.kind_rules()[kind].mark}〔{year}〕"
    return f"{head}{highest(connection, 'wish', 'number', head) + 1}号"


def of_request(connection: Connection, request_id: int) -> tuple[tuple[int, str], ...]:
    """(id, number) of what a request was turned into."""
    rows = connection.exec_driver_sql("SELECT id, number FROM wish WHERE request_id = ? ORDER BY id", (request_id,))
    return tuple((row[0], row[1]) for row in rows)


def _facts(draft: WishDraft) -> dict[str, Value]:
    return {
        "title": draft.title,
        "words": draft.words,
        "household_id": draft.household_id,
        "resident_id": draft.resident_id,
        "opened_on": stored(draft.opened_on),
        "due_on": stored(draft.due_on),
    }


def _claimed(claimer: Claimer) -> dict[str, Value]:
    """Only one of the three."""
    volunteer = claimer.volunteer_id
    team = claimer.team_id if volunteer is None else None
    return {"volunteer_id": volunteer, "team_id": team, "unit": claimer.unit if volunteer is None and not team else ""}


def _days(draft: WishStepDraft, state: State, day: date) -> dict[str, Value]:
    """What the step leaves in the head."""
    if draft.verb is Verb.CLAIM:
        return {"claimed_on": stored(day)}
    if draft.verb is Verb.GIVE_BACK:
        return {**_claimed(Claimer()), "claimed_on": None, "matched_id": None}
    if draft.verb is Verb.REDO:
        return {"done_on": None}
    if state is State.DONE and draft.verb is Verb.FINISH:
        return {"done_on": stored(day)}
    if draft.verb is Verb.CONFIRM:
        return {"confirmed_on": stored(day), "satisfaction": draft.satisfaction}
    return {}


def _words(draft: WishStepDraft) -> str:
    return ":".join(part for part in (draft.satisfaction, draft.words) if part)


def _add_step(work: Work, wish_id: int, verb: Verb, day: date, who: str, words: str) -> None:
    work.add("wish_step", {"wish_id": wish_id, "kind": verb.value, "day": stored(day), "who": who, "words": words})


def _check_places(connection: Connection, draft: WishDraft) -> None:
    for table, row_id, said, place in (
        ("household", draft.household_id, "这户已经不在登记里了。", "住户"),
        ("resident", draft.resident_id, "这位居民已经不在登记里了。", "居民"),
        ("request", draft.request_id, "这件诉求已经不在了。", "诉求"),
        ("visit_need", draft.need_id, "走访里的这项需求已经不在了。", "需求"),
    ):
        if row_id is None:
            continue
        if connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)).first() is None:
            raise UserFault(said, "请刷新后重新选择。", place=place)
