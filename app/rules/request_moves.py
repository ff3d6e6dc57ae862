"""Which step may be taken now, and what is missing for one that may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.requests import OPEN_STATES, Department, Life, Missing, State, Step, StepDraft, Verb
from app.rules.requests import Law, StepRule, step_rules

NEEDS = {
    "department": "部门",
    "words": "情况",
    "outcome": "办理结果",
    "satisfaction": "满意度",
    "grade": "分级",
    "agreed_on": "约定日期",
}
UNSATISFIED = "不满意"
_OF_WHISTLES = (Verb.REPORT_IN, Verb.ANSWER, Verb.CALL_OFF)
_WHILE_PAUSED = frozenset({Verb.RESUME, Verb.CLOSE, Verb.NOTE, Verb.AGREE, Verb.REGRADE})


def moves(life: Life) -> tuple[Missing, ...]:
    """Every step of the table with why it cannot be taken now ('' when it can), in the order of the table."""
    return tuple(
        Missing(rule.verb, rule.title, reason(rule.verb, life), rule.needs, rule.optional)
        for rule in step_rules().values()
        if rule.verb is not Verb.RECEIVE
    )


def reason(verb: Verb, life: Life) -> str:
    """Why this step cannot follow, with what has to be done first; '' when it can."""
    rule = step_rules()[verb]
    if verb is Verb.RECEIVE:
        return "已经受理了。"
    if life.state not in rule.from_states:
        return _wrong_order(rule, life)
    if verb is Verb.PAUSE and life.paused:
        return "已经暂缓了。"
    if verb is Verb.RESUME and not life.paused:
        return "没有暂缓,不用恢复。"
    if life.paused and verb not in _WHILE_PAUSED:
        return "正在暂缓,请先登记“恢复办理”。"
    if verb is Verb.REOPEN and life.now.satisfaction != UNSATISFIED:
        return f"回访结果是“{life.now.satisfaction}”,只有回访不满意的才重新办理。"
    if verb is Verb.AGREE and life.days is not None:
        return f"“{life.grade}”有规定的期限,只有按约定办理的才约定期限;需要时请先调整分级。"
    return ""


def _wrong_order(rule: StepRule, life: Life) -> str:
    state, title = life.state, rule.title
    if life.waiting and rule.verb is Verb.CLOSE:
        names = "、".join(one.department for one in life.waiting)
        return f"还在等部门答卷({names}),不能办结。请先登记答卷,或撤回吹哨。"
    if rule.verb in _OF_WHISTLES:
        done = any(one.round == life.now.round for one in life.whistles)
        return f"这一轮的吹哨都有了答卷,没有要{title}的。" if done else f"还没有吹哨,不能登记{title}。请先吹哨。"
    if rule.verb is Verb.VISIT and state in OPEN_STATES:
        return "还没有办结,不能登记回访。请先登记办结。"
    if rule.verb is Verb.REOPEN:
        return "还没有回访,不能重新办理。请先登记回访结果。" if state is State.CLOSED else "还没有办结,接着办理就行。"
    if state in (State.CLOSED, State.VISITED):
        ended = "已经办结" if state is State.CLOSED else "已经回访"
        return f"{ended},不能再登记{title}。如果群众不满意,请登记回访后重新办理。"
    if life.waiting:
        return f"已经吹哨,正在等部门答卷,不能登记{title}。"
    return f"现在是“{state.value}”,不能登记{title}。"


def check_step(
    draft: StepDraft,
    life: Life,
    steps: Sequence[Step],
    *,
    today: date,
    law: Law,
    departments: Mapping[str, Department],
) -> StepDraft:
    """The draft with its day, its words on one line, and the one department that can be meant where none is named.

    Raises UserFault that says what is missing: an earlier step, a field, a department, a possible day.
    """
    rule = step_rules()[draft.verb]
    why = reason(draft.verb, life)
    if why:
        raise UserFault(why, place=rule.title)
    draft = replace(
        draft, on=draft.on or today, words=draft.words.strip(), who=draft.who.strip(), outcome=draft.outcome.strip()
    )
    draft = replace(draft, departments=_meant(draft, life))
    _check_needs(draft, rule)
    _check_day(draft, steps, rule, today)
    _check_values(draft, law, life)
    _check_departments(draft, life, rule, departments)
    return draft


def _meant(draft: StepDraft, life: Life) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name for one in draft.departments if (name := one.strip())))
    if not names and draft.verb in _OF_WHISTLES and len(life.waiting) == 1:
        return (life.waiting[0].department,)
    return names


def _check_needs(draft: StepDraft, rule: StepRule) -> None:
    stated = {
        "department": bool(draft.departments),
        "words": bool(draft.words),
        "outcome": bool(draft.outcome),
        "satisfaction": bool(draft.satisfaction),
        "grade": bool(draft.grade),
        "agreed_on": draft.agreed_on is not None,
    }
    for need in rule.needs:
        if not stated[need]:
            raise UserFault(f"登记{rule.title}还缺“{NEEDS[need]}”。", "请补上再登记。", place=NEEDS[need])


def _check_day(draft: StepDraft, steps: Sequence[Step], rule: StepRule, today: date) -> None:
    assert draft.on is not None
    if draft.on > today:
        raise UserFault(
            f"{rule.title}的日期{chinese_date(draft.on)}还没有到。", "请改成今天或以前的日期。", place="日期"
        )
    dated = [step for step in steps if step.on is not None]
    last = max(dated, key=lambda step: (step.on, step.time if step.on == draft.on else ""), default=None)
    if last is None or last.on is None:
        return
    early = draft.on < last.on or (draft.on == last.on and bool(draft.time and last.time and draft.time < last.time))
    if early:
        former = step_rules()[last.verb].title
        when = chinese_date(last.on) + (f" {last.time}" if draft.on == last.on else "")
        raise UserFault(
            f"{rule.title}的日期{chinese_date(draft.on)}早于前一步{former}({when})。",
            "请核对日期;如果前一步记错了,请先撤销它。",
            place="日期",
        )


def _check_values(draft: StepDraft, law: Law, life: Life) -> None:
    if draft.verb is Verb.CLOSE:
        row = outcomes().get(draft.outcome)
        if row is None:
            raise UserFault("没有这种办理结果。", f"请从这些里选一个:{'、'.join(outcomes())}。", place="办理结果")
        if row["needs_why"] == "是" and not draft.words:
            raise UserFault(f"办理结果是“{draft.outcome}”,要写明原因。", "请在情况里写明原因。", place="情况")
    if draft.verb is Verb.VISIT and draft.satisfaction not in satisfactions():
        raise UserFault("没有这种满意度。", f"请从这些里选一个:{'、'.join(satisfactions())}。", place="满意度")
    if draft.verb is Verb.REGRADE:
        if draft.grade not in law.grades:
            raise UserFault("没有这种分级。", f"请从这些里选一个:{'、'.join(law.grades)}。", place="分级")
        if draft.grade == life.grade:
            raise UserFault(f"现在就是“{draft.grade}”。", "请另选一个分级。", place="分级")
    if draft.agreed_on is not None and draft.agreed_on < life.now.opened_on:
        raise UserFault("约定的日期早于受理日期。", "请核对日期。", place="约定日期")


def _check_departments(draft: StepDraft, life: Life, rule: StepRule, departments: Mapping[str, Department]) -> None:
    assert draft.on is not None
    waiting = {one.department: one for one in life.waiting}
    for name in draft.departments:
        if draft.verb in _OF_WHISTLES:
            if name not in waiting:
                raise UserFault(f"没有在等{name}答卷,不能登记{rule.title}。", "请先向它吹哨。", place="部门")
            if draft.verb is Verb.REPORT_IN and waiting[name].reported_on is not None:
                raise UserFault(f"{name}已经报到了。", "请登记答卷。", place="部门")
        if draft.verb is Verb.WHISTLE:
            if name not in departments:
                raise UserFault(f"部门名单里没有“{name}”。", "请从名单里选,或先把它加进名单。", place="部门")
            if name in waiting:
                raise UserFault(f"已经向{name}吹过哨,还在等它答卷。", "请不要重复吹哨。", place="部门")
        if draft.verb in (Verb.WHISTLE, Verb.REPORT_IN, Verb.ANSWER):
            gone = departments[name].dissolved_on if name in departments else None
            if gone is not None and gone <= draft.on:
                what = f"{name}已于{chinese_date(gone)}撤销,不能再登记{rule.title}。"
                remedy = "请选接手的部门。" if draft.verb is Verb.WHISTLE else "请撤回吹哨,改向接手的部门吹哨。"
                raise UserFault(what, remedy, place="部门")


def outcomes() -> Mapping[str, Mapping[str, str]]:
    """What closing can say, by its word."""
    return {row["outcome"]: row for row in rule_table("request_outcomes")}


def satisfactions() -> tuple[str, ...]:
    """What a return visit can say; 未回访 is the absence of one."""
    return tuple(row["term"] for row in rule_table("request_satisfactions") if row["satisfied"])
