"""Requests: taken down, moved, listed, corrected, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app import services
from app.base.errors import UserFault
from app.models.households import DoorKey, HouseholdDraft, ResidentDraft
from app.models.requests import RequestDraft, RequestQuery, State, StepDraft, Verb
from app.services.office import Office

TODAY = date(2026, 11, 21)


def take_down(office: Office, words: str = "楼道灯不亮", on: date = date(2026, 11, 2), **more: object) -> int:
    (made,) = services.requests.take_down(office, RequestDraft(on, "群众来访", words, **more)).made  # type: ignore[arg-type]
    return made


def step(office: Office, request_id: int, verb: Verb, on: date, **more: object) -> None:
    services.requests.take_step(office, request_id, StepDraft(verb, on, **more))  # type: ignore[arg-type]


def state(office: Office, request_id: int) -> State:
    return services.requests.card(office, request_id).row.state


def test_a_whole_life(office: Office) -> None:
    made = take_down(office, "私搭外挂楼梯")
    row = services.requests.card(office, made).row
    assert (row.number, row.category, row.grade, row.state) == ("2026-0001", "违章搭建", "重大", State.RECEIVED)
    step(office, made, Verb.ASSIGN, date(2026, 11, 2), departments=("李干事",))
    step(office, made, Verb.WHISTLE, date(2026, 11, 3), departments=("综合执法中队", "派出所"))
    card = services.requests.card(office, made)
    assert [one.letter for one in card.life.whistles] == ["〔2026〕1号", "〔2026〕2号"]
    assert (card.row.state, card.row.waiting, card.row.handler) == (State.WHISTLED, 2, "综合执法中队、派出所")
    step(office, made, Verb.REPORT_IN, date(2026, 11, 4), departments=("派出所",))
    step(office, made, Verb.ANSWER, date(2026, 11, 5), departments=("派出所",), words="已到场")
    assert state(office, made) is State.WHISTLED
    step(office, made, Verb.ANSWER, date(2026, 11, 6), words="已拆除")
    assert state(office, made) is State.HANDLING
    step(office, made, Verb.CLOSE, date(2026, 11, 9), outcome="已解决")
    step(office, made, Verb.VISIT, date(2026, 11, 10), satisfaction="满意")
    row = services.requests.card(office, made).row
    assert (row.state, row.satisfaction, row.outcome, row.late) == (State.VISITED, "满意", "已解决", False)
    while services.journal.state(office).undo != "新建单位" and services.journal.state(office).undo:
        services.journal.undo(office)
    with pytest.raises(UserFault, match="不在了"):
        services.requests.card(office, made)
    assert services.safekeeping.check(office) == ()


def test_lists_follow_every_change(office: Office) -> None:
    (door,) = services.households.save_household(
        office, HouseholdDraft(DoorKey("大院小区", "3", "2", "1101"), grid="第一网格")
    ).household_ids
    services.households.save_resident(office, door, ResidentDraft("曾伟", phone="13800001111"))
    resident = services.households.card(office, door).record.members[0].resident.id
    made = take_down(office, household_id=door, resident_id=resident)
    other = take_down(office, "垃圾清运不及时", caller="路人")
    services.requests.list_rows(office, RequestQuery())
    for text in ("曾伟", "zw", "zengwei", "1111", "3-2-1101", "3栋2单元1101室", "2026-0001", "灯不亮", "不亮 曾"):
        page = services.requests.list_rows(office, RequestQuery(text=text))
        assert [row.id for row in page.rows] == [made], text
        assert page.rows[0].phone == "138****1111"
    (row,) = services.requests.of_household(office, door)
    assert (row.door, row.grid, row.caller) == ("大院小区3栋2单元1101室", "第一网格", "曾伟")
    step(office, made, Verb.CLOSE, date(2026, 11, 3), outcome="已答复")
    assert [r.id for r in services.requests.list_rows(office, RequestQuery(outcome="已答复")).rows] == [made]
    services.journal.undo(office)
    assert services.requests.list_rows(office, RequestQuery(outcome="已答复")).total == 0
    services.journal.redo(office)
    assert services.requests.list_rows(office, RequestQuery(states=frozenset({State.CLOSED}))).total == 1
    services.requests.remove(office, other)
    assert services.requests.list_rows(office, RequestQuery()).total == 1
    services.journal.undo(office)
    assert [r.id for r in services.requests.list_rows(office, RequestQuery(sort="caller", descending=False)).rows] == [
        other,
        made,
    ]
    assert services.safekeeping.check(office) == ()


def test_a_correction_keeps_what_was_masked_and_refuses_what_cannot_be(office: Office) -> None:
    made = take_down(office, "水压不足", caller="曾伟", phone="13800001111")
    take_down(office, "车位不足")
    step(office, made, Verb.HANDLE, date(2026, 11, 5), words="已联系")
    draft = services.requests.card(office, made).draft
    assert draft.phone == "138****1111"
    services.requests.correct(
        office, made, replace(draft, words="水压太低", caller="曾玮", received_on=date(2026, 11, 4))
    )
    row = services.requests.card(office, made).row
    assert (row.words, row.caller, row.received_on, row.due_on) == (
        "水压太低", "曾玮", date(2026, 11, 4), date(2026, 11, 11),
    )  # fmt: skip
    assert services.requests.phones(office, [made]) == {made: "13800001111"}
    for more, words in (
        ({"received_on": date(2026, 11, 6)}, "晚于后面的步骤"),
        ({"number": "2026-0002"}, "已经有了"),
        ({"words": " "}, "没有写诉求内容"),
        ({"channel": ""}, "没有选来源"),
        ({"grade": "甲"}, "没有这种分级"),
        ({"agreed_on": date(2026, 12, 1)}, "有规定的期限"),
        ({"household_id": 99}, "不在登记里"),
    ):
        with pytest.raises(UserFault, match=words):
            services.requests.correct(office, made, replace(draft, **more))  # type: ignore[arg-type]
    assert services.requests.card(office, made).row.words == "水压太低"


def test_a_step_for_many_is_taken_by_all_or_none(office: Office) -> None:
    first, second = take_down(office), take_down(office)
    step(office, second, Verb.CLOSE, date(2026, 11, 3), outcome="已解决")
    with pytest.raises(UserFault, match=r"2026-0002.*都没有改动"):
        services.requests.take_steps(office, [first, second], StepDraft(Verb.ASSIGN, departments=("李干事",)))
    assert state(office, first) is State.RECEIVED
    services.requests.take_steps(office, [first], StepDraft(Verb.ASSIGN, departments=("李干事",)))
    assert state(office, first) is State.ASSIGNED


def test_a_limit_by_agreement_and_back_to_the_rule_that_came(office: Office) -> None:
    made = take_down(office, "历史遗留问题", grade="特定", agreed_on=date(2026, 12, 31))
    assert services.requests.card(office, made).row.due_on == date(2026, 12, 31)
    services.rules.edit(office, "request_grades", "特定", "days", "30")
    assert services.requests.due_on(office, date(2026, 11, 2), "特定")[0] is not None
    services.rules.edit(office, "request_grades", "特定", "days", "")
    assert services.requests.due_on(office, date(2026, 11, 2), "特定")[0] is None
