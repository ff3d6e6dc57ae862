"""The life of a request: whatever is tried, what is allowed keeps its promises, and what is not says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.errors import UserFault
from app.models.requests import OPEN_STATES, Department, GradeLimit, Life, State, Step, StepDraft, Verb
from app.rules.request_moves import check_step, moves, outcomes, satisfactions
from app.rules.request_words import propose
from app.rules.requests import Law, late_days, life_of, step_rules
from app.rules.working_days import Calendar, published_holidays

CALENDAR = Calendar(published_holidays())
LAW = Law(
    {name: GradeLimit(name, "", days) for name, days in (("常规", 1), ("一般", 5), ("重大", 15), ("特定", None))},
    frozenset({Verb.PAUSE}),
)
START, TODAY = date(2026, 3, 2), date(2026, 11, 21)
NAMES = ("派出所", "综合执法中队", "燃气公司")
DEPARTMENTS = {name: Department(name) for name in NAMES} | {
    "老部门": Department("老部门", dissolved_on=date(2026, 1, 1))
}


def receipt(grade: str = "一般", on: date = START, agreed: date | None = None) -> Step:
    return Step(0, Verb.RECEIVE, on, grade=grade, agreed_on=agreed, days=LAW.days(grade))


def take(steps: list[Step], draft: StepDraft, law: Law = LAW) -> list[Step]:
    """As the store does it. Raises UserFault."""
    life = life_of(steps, CALENDAR)
    checked = check_step(draft, life, steps, today=TODAY, law=law, departments=DEPARTMENTS)
    days = law.days(checked.grade or life.grade) if checked.verb in (Verb.REGRADE, Verb.REOPEN) else None
    return steps + [
        Step(
            len(steps), checked.verb, checked.on, words=checked.words, department=name, outcome=checked.outcome,
            satisfaction=checked.satisfaction, grade=checked.grade, agreed_on=checked.agreed_on, days=days,
            stops=checked.verb in law.stops,
        )
        for name in checked.departments or ("",)
    ]  # fmt: skip


def after(*drafts: StepDraft, grade: str = "一般", law: Law = LAW) -> Life:
    steps = [receipt(grade)]
    for draft in drafts:
        steps = take(steps, draft, law)
    return life_of(steps, CALENDAR)


def d(verb: Verb, day: int, **more: object) -> StepDraft:
    return StepDraft(verb, START + timedelta(day), **more)  # type: ignore[arg-type]


DRAFTS = st.builds(
    StepDraft,
    verb=st.sampled_from([verb for verb in Verb if verb is not Verb.RECEIVE]),
    on=st.dates(START - timedelta(3), START + timedelta(60)) | st.just(TODAY + timedelta(1)),
    words=st.sampled_from(("", "已联系")),
    departments=st.sampled_from(((), *[(name,) for name in (*NAMES, "老部门", "没有的部门")], NAMES[:2])),
    outcome=st.sampled_from(("", *outcomes(), "别的")),
    satisfaction=st.sampled_from(("", *satisfactions(), "未回访")),
    grade=st.sampled_from(("", *LAW.grades)),
    agreed_on=st.none() | st.dates(START - timedelta(2), START + timedelta(90)),
)


@given(st.lists(DRAFTS, max_size=25), st.sampled_from(sorted(LAW.grades)), st.booleans())
def test_whatever_is_tried(drafts: list[StepDraft], grade: str, whistle_stops: bool) -> None:
    law = replace(LAW, stops=LAW.stops | ({Verb.WHISTLE} if whistle_stops else set()))
    steps = [receipt(grade)]
    for draft in drafts:
        before = life_of(steps, CALENDAR)
        allowed = {move.verb for move in moves(before) if not move.why}
        try:
            steps = take(steps, draft, law)
        except UserFault:
            continue
        assert draft.verb in allowed
        life = life_of(steps, CALENDAR)
        rule = step_rules()[draft.verb]
        assert before.state in rule.from_states
        assert (life.state in OPEN_STATES) is not life.now.closed
        assert life.now.round == len(life.rounds) == 1 + sum(step.verb is Verb.REOPEN for step in steps)
        assert not (life.state is State.WHISTLED and not life.waiting)
        assert not (life.waiting and life.state in (State.CLOSED, State.VISITED))
        assert life.now.due_on is None or life.now.due_on >= life.now.opened_on
        assert all(one.closed and one.satisfaction == "不满意" for one in life.rounds[:-1])
        dates = [step.on for step in steps if step.on]
        assert dates == sorted(dates)
        assert max(dates) <= TODAY


def test_the_table_knows_every_verb() -> None:
    assert set(step_rules()) == set(Verb)


@pytest.mark.parametrize(
    ("drafts", "words"),
    [
        ([d(Verb.ANSWER, 1, departments=("派出所",), words="到")], "还没有吹哨"),
        ([d(Verb.CLOSE, -1, outcome="已解决")], "早于前一步受理"),
        ([d(Verb.WHISTLE, 1, departments=("老部门",))], "撤销"),
        ([d(Verb.WHISTLE, 1, departments=("没有的部门",))], "名单里没有"),
        ([d(Verb.WHISTLE, 1)], "还缺“部门”"),
        ([d(Verb.CLOSE, 1)], "还缺“办理结果”"),
        ([d(Verb.CLOSE, 1, outcome="无法解决")], "写明原因"),
        ([d(Verb.CLOSE, 300, outcome="已解决")], "还没有到"),
        ([d(Verb.VISIT, 1, satisfaction="满意")], "还没有办结"),
        ([d(Verb.WHISTLE, 1, departments=("派出所",)), d(Verb.CLOSE, 2, outcome="已解决")], "还在等部门答卷(派出所)"),
        ([d(Verb.CLOSE, 1, outcome="已解决"), d(Verb.REOPEN, 2, words="又漏了")], "还没有回访"),
        (
            [d(Verb.CLOSE, 1, outcome="已解决"), d(Verb.VISIT, 2, satisfaction="满意"), d(Verb.REOPEN, 3, words="又")],
            "只有回访不满意",
        ),
        ([d(Verb.AGREE, 1, agreed_on=TODAY)], "有规定的期限"),
        ([d(Verb.RESUME, 1)], "没有暂缓"),
        ([d(Verb.PAUSE, 1, words="等列项"), d(Verb.HANDLE, 2, words="办")], "恢复办理"),
    ],
)
def test_what_is_missing_is_said(drafts: list[StepDraft], words: str) -> None:
    *done, last = drafts
    steps = [receipt()]
    for draft in done:
        steps = take(steps, draft)
    with pytest.raises(UserFault, match=words.replace("(", r"\(").replace(")", r"\)")):
        take(steps, last)


def test_limits_by_grade() -> None:
    assert after(grade="常规").now.due_on == date(2026, 3, 3)
    assert after(grade="一般").now.due_on == date(2026, 3, 9)
    assert after(grade="重大").now.due_on == date(2026, 3, 23)
    assert after(grade="特定").now.due_on is None
    assert after(d(Verb.AGREE, 1, agreed_on=date(2026, 5, 1)), grade="特定").now.due_on == date(2026, 5, 1)
    assert after(d(Verb.REGRADE, 1, grade="重大")).now.due_on == date(2026, 3, 23)


def test_the_clock_stops_only_where_the_table_says() -> None:
    paused = after(d(Verb.PAUSE, 1, words="等列项"))
    assert (paused.stopped, paused.now.due_on) == (True, None)
    resumed = after(d(Verb.PAUSE, 1, words="等列项"), d(Verb.RESUME, 8))
    assert resumed.now.due_on == date(2026, 3, 16)  # five working days later
    whistled = after(d(Verb.WHISTLE, 1, departments=("派出所",)))
    assert (whistled.stopped, whistled.now.due_on) == (False, date(2026, 3, 9))
    runs_on = replace(LAW, stops=frozenset())
    assert after(d(Verb.PAUSE, 1, words="等"), law=runs_on).now.due_on == date(2026, 3, 9)
    stops = replace(LAW, stops=frozenset({Verb.WHISTLE}))
    waits = after(d(Verb.WHISTLE, 1, departments=NAMES[:2]), law=stops)
    assert (waits.stopped, waits.now.due_on) == (True, None)
    answered = after(
        d(Verb.WHISTLE, 1, departments=NAMES[:2]),
        d(Verb.ANSWER, 3, departments=NAMES[:1], words="到"),
        d(Verb.ANSWER, 8, departments=NAMES[1:2], words="到"),
        law=stops,
    )
    assert answered.now.due_on == date(2026, 3, 16)


def test_late_days() -> None:
    assert late_days(date(2026, 3, 9), date(2026, 3, 9), TODAY, CALENDAR) == 0
    assert late_days(date(2026, 3, 9), date(2026, 3, 12), TODAY, CALENDAR) == 3
    assert late_days(date(2026, 3, 6), date(2026, 3, 7), TODAY, CALENDAR) == 1  # a Saturday after a Friday
    assert late_days(None, None, TODAY, CALENDAR) == 0


@pytest.mark.parametrize(
    ("words", "category", "department"),
    [
        ("私搭外挂楼梯", "违章搭建", "综合执法中队"),
        ("水压不足", "供水供暖", "自来水公司"),
        ("楼道堆放杂物", "环境卫生", "综合执法中队"),
        ("路灯不亮", "设施维修", "路灯管理所"),
        ("今天天气真好", "", ""),
    ],
)
def test_what_the_words_suggest(words: str, category: str, department: str) -> None:
    found = propose(words)
    assert (found.category, found.department) == (category, department)
