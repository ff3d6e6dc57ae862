"""The life of a wish, a need, an offer or a project: which step may follow which, and what each must say.

States and steps are data: resources/rules/wish_kinds.csv and wish_steps.csv. No state is skipped: where a step may lay
down another before it (完成 lays down 开始办理), the table says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from app.base.clock import chinese_date
from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.wishes import Kind, Move, State, Verb, WishDraft, WishStepDraft

SATISFIED = ("满意", "基本满意")
UNSATISFIED = "不满意"
_STAYS = "="
_TITLE, _TEXT, _NAME = 60, 2000, 40
_NEEDS = {"who": "认领人", "words": "情况", "satisfaction": "满意度"}


@dataclass(frozen=True)
class StepRule:
    """A row of wish_steps.csv. `to` None: the state stays. `through`: a step that is laid down before, if need be."""

    verb: Verb
    title: str
    from_states: frozenset[State]
    to: State | None
    needs: tuple[str, ...]
    through: Verb | None


@dataclass(frozen=True)
class KindRule:
    """A row of wish_kinds.csv: what its numbers begin with, what is counted in, its words for the states."""

    kind: Kind
    mark: str
    measure: str
    states: Mapping[State, str]
    due_days: int


@lru_cache(maxsize=1)
def step_rules() -> Mapping[Verb, StepRule]:
    """What may follow what, in the order of the table."""
    return {
        Verb(row["verb"]): StepRule(
            Verb(row["verb"]),
            row["title"],
            frozenset(State(state) for state in row["from"].split("|") if state),
            None if row["to"] == _STAYS else State(row["to"]),
            tuple(filter(None, row["needs"].split("|"))),
            Verb(row["through"]) if row["through"] else None,
        )
        for row in rule_table("wish_steps")
    }


@lru_cache(maxsize=1)
def kind_rules() -> Mapping[Kind, KindRule]:
    return {
        Kind(row["kind"]): KindRule(
            Kind(row["kind"]),
            row["mark"],
            row["measure"],
            {state: row[state.name.lower()] for state in State},
            int(row["due_days"]),
        )
        for row in rule_table("wish_kinds")
    }


def state_words(kind: Kind, state: State) -> str:
    """The state as its kind calls it: a project that waits is 立项."""
    return kind_rules()[kind].states[state]


def usual_due(kind: Kind, opened_on: date) -> date:
    return opened_on + timedelta(days=kind_rules()[kind].due_days)


def path(verb: Verb, state: State) -> tuple[Verb, ...]:
    """The steps that lead from a state through this one; () when none do."""
    rule = step_rules()[verb]
    if state in rule.from_states:
        return (verb,)
    if rule.through is not None:
        before = step_rules()[rule.through]
        if state in before.from_states and before.to in rule.from_states:
            return (rule.through, verb)
    return ()


def after(verb: Verb, state: State) -> State:
    """The state a step leads to, from a state it may follow."""
    to = step_rules()[verb].to
    return state if to is None else to


def moves(kind: Kind, state: State) -> tuple[Move, ...]:
    """Every step with why it cannot be taken now ('' when it can), in the order of the table."""
    return tuple(
        Move(rule.verb, rule.title, reason(rule.verb, kind, state), rule.needs)
        for rule in step_rules().values()
        if rule.verb is not Verb.OPEN
    )


def reason(verb: Verb, kind: Kind, state: State) -> str:
    """Why this step cannot follow, with what has to be done first; '' when it can."""
    title, now = step_rules()[verb].title, state_words(kind, state)
    if kind is Kind.OFFER and verb not in (Verb.WITHDRAW, Verb.NOTE):
        return "服务清单上的服务由住户来选:请用“住户选用”,每选用一次生成一项需求。"
    if verb is Verb.OPEN:
        return "已经登记了。"
    if path(verb, state):
        return ""
    if state is State.WITHDRAWN:
        return f"{now}的不能再登记{title}。"
    if verb is Verb.CLAIM:
        if state in (State.CLAIMED, State.DOING):
            return f"现在是“{now}”,已经有人认领。要换人,请先退回。"
        return f"现在是“{now}”,不能再认领。"
    if verb is Verb.FINISH and state is State.WAITING:
        return "还没有人认领,不能登记完成。请先登记认领。"
    if verb is Verb.START and state is State.WAITING:
        return "还没有人认领,不能开始办理。请先登记认领。"
    if verb in (Verb.CONFIRM, Verb.REDO) and state in (State.WAITING, State.CLAIMED, State.DOING):
        return f"现在是“{now}”,还没有完成,不能登记{title}。请先登记完成。"
    if state is State.CONFIRMED:
        return f"已经确认过了,不能再登记{title}。"
    return f"现在是“{now}”,不能登记{title}。"


def check_draft(draft: WishDraft, *, today: date) -> WishDraft:
    """The draft, trimmed, with its usual day. Raises UserFault that names the field."""
    draft = replace(
        draft,
        title=" ".join(draft.title.split()),
        words="\n".join(line.rstrip() for line in draft.words.strip().splitlines()),
        claimer=replace(draft.claimer, unit=" ".join(draft.claimer.unit.split())),
        number=(draft.number or "").strip() or None,
    )
    if not draft.title:
        raise UserFault(f"还没有写{draft.kind.value}的内容。", "请用一句话写明。", place="内容")
    if len(draft.title) > _TITLE:
        raise UserFault(f"内容太长,最多 {_TITLE} 个字。", "请写短一些,详细情况写在说明里。", place="内容")
    if len(draft.words) > _TEXT:
        raise UserFault(f"说明太长,最多 {_TEXT} 个字。", "请写短一些。", place="说明")
    if draft.opened_on > today:
        raise UserFault("登记日期在今天之后。", "请检查日期。", place="登记日期")
    if draft.kind is Kind.OFFER and not draft.claimer.named:
        raise UserFault("还没有写由谁提供这项服务。", "请选志愿者、小分队,或写单位名称。", place="提供者")
    if draft.kind in (Kind.WISH, Kind.NEED) and draft.household_id is None:
        raise UserFault(f"还没有选是哪一户的{draft.kind.value}。", "请选住户。", place="住户")
    due = draft.due_on or usual_due(draft.kind, draft.opened_on)
    if due < draft.opened_on:
        raise UserFault("期限早于登记日期。", "请检查日期。", place="期限")
    return replace(draft, due_on=due)


def check_step(draft: WishStepDraft, kind: Kind, state: State, last_on: date, *, today: date) -> WishStepDraft:
    """The step with its day, trimmed; `last_on`: the day of the step before. Raises UserFault that says what is
    missing: an earlier step, a field, a possible day."""
    rule = step_rules()[draft.verb]
    why = reason(draft.verb, kind, state)
    if why:
        raise UserFault(why, place=rule.title)
    draft = replace(
        draft,
        on=draft.on or today,
        who=" ".join(draft.who.split()),
        words="\n".join(line.rstrip() for line in draft.words.strip().splitlines()),
        claimer=replace(draft.claimer, unit=" ".join(draft.claimer.unit.split())),
    )
    stated = {
        "who": draft.claimer.named or draft.offer_id is not None,
        "words": bool(draft.words),
        "satisfaction": bool(draft.satisfaction),
    }
    for need in rule.needs:
        if not stated[need]:
            raise UserFault(f"登记{rule.title}还缺“{_NEEDS[need]}”。", "请补上再登记。", place=_NEEDS[need])
    if draft.verb is Verb.CONFIRM and draft.satisfaction not in SATISFIED:
        raise UserFault("没有这种满意度。", f"请从这些里选:{'、'.join((*SATISFIED, UNSATISFIED))}。", place="满意度")
    if len(draft.words) > _TEXT or len(draft.who) > _NAME:
        raise UserFault("内容太长。", "请写短一些。", place="情况")
    assert draft.on is not None
    if draft.on > today:
        raise UserFault(
            f"{rule.title}的日期{chinese_date(draft.on)}还没有到。", "请改成今天或以前的日期。", place="日期"
        )
    if draft.on < last_on:
        raise UserFault(
            f"{rule.title}的日期{chinese_date(draft.on)}早于前一步({chinese_date(last_on)})。", "请核对日期。",
            place="日期",
        )  # fmt: skip
    return draft


@lru_cache(maxsize=1)
def _fields() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["field"], tuple(row["words"].split("、"))) for row in rule_table("wish_words"))


def fields_of(text: str) -> dict[str, str]:
    """What a text is about: field -> the word in it that says so."""
    found = {}
    for field, words in _fields():
        met = next((word for word in words if word in text), "")
        if met:
            found[field] = met
    return found


def met_words(wanted: str, offered: Sequence[str] | str) -> tuple[str, ...]:
    """The words by which an offer, or somebody's skills, would meet what is wanted: skills that it names, and fields
    that both are about. () when nothing speaks for it."""
    skills: Iterable[str] = (offered,) if isinstance(offered, str) else offered
    whole = "、".join(skills)
    named = [skill for skill in (part.strip() for part in whole.split("、")) if len(skill) > 1 and skill in wanted]
    mine, theirs = fields_of(wanted), fields_of(whole)
    shared = [mine[field] for field in mine if field in theirs]
    return tuple(dict.fromkeys((*named, *shared)))
