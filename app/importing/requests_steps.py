"""The steps that a ledger's row tells, and how they join those that are known already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.models.importing import Change
from app.models.request_import import StagedRequest
from app.models.requests import Step, Verb
from app.rules.requests import Law, step_rules

_RANK = {
    verb: rank
    for rank, verb in enumerate(
        (
            Verb.RECEIVE, Verb.REGRADE, Verb.AGREE, Verb.ASSIGN, Verb.WHISTLE, Verb.REPORT_IN, Verb.ANSWER,
            Verb.CALL_OFF, Verb.PAUSE, Verb.RESUME, Verb.HANDLE, Verb.NOTE, Verb.CLOSE, Verb.VISIT,
        )
    )
}  # fmt: skip


_WHISTLES = (Verb.WHISTLE, Verb.REPORT_IN, Verb.ANSWER)


def new_steps(staged: StagedRequest, grade: str, law: Law) -> tuple[Step, ...]:
    """Every step of a request that is not known yet."""
    return tuple(_told(staged, grade, law))


def joined_steps(
    staged: StagedRequest, known: Sequence[Step], law: Law
) -> tuple[tuple[Step, ...], tuple[Change, ...], tuple[str, ...]]:
    """(all steps from now on, changes to show, warnings) for a request with one round. What the row does not state
    stays; what was closed stays closed."""
    steps, changes = _renamed(staged, known)
    warnings: list[str] = []
    for told in _told(staged, steps[0].grade, law):
        place = _place_of(told, steps)
        if place is None:
            _put_in(told, steps)
            changes.append(Change(_title(told), "", _words(told)))
            continue
        merged = _merged(told, steps[place], staged)
        if merged != steps[place]:
            changes.append(Change(_title(told), _words(steps[place]), _words(merged)))
            steps[place] = merged
    if staged.closed is False and any(step.verb is Verb.CLOSE for step in known):
        warnings.append("台账写还没有办结,软件里已登记办结,保持不变。")
    visit = next((step for step in known if step.verb is Verb.VISIT), None)
    if staged.unvisited and visit is not None:
        warnings.append(f"台账写未回访,软件里已登记回访({visit.satisfaction}),保持不变。")
    return tuple(steps), tuple(changes), tuple(warnings)


def _renamed(staged: StagedRequest, known: Sequence[Step]) -> tuple[list[Step], list[Change]]:
    """The known steps with the department put right, where the row names another one in the place of a known one: as
    many departments, whistled for on the same day."""
    there = {step.department: step.on for step in known if step.verb is Verb.WHISTLE}
    gone = [name for name in there if name not in staged.departments]
    fresh = [name for name in staged.departments if name not in there]
    if len(gone) != 1 or len(fresh) != 1:
        return list(known), []
    (old,), (new,) = gone, fresh
    day = staged.whistled.day if staged.whistled else None
    if None not in (day, there[old]) and day != there[old]:
        return list(known), []
    steps = [replace(one, department=new) if one.verb in _WHISTLES and one.department == old else one for one in known]
    return steps, [Change("吹哨部门", old, new)]


def out_of_order(steps: Sequence[Step]) -> str:
    """Why these steps cannot have followed each other; '' when they can."""
    former: Step | None = None
    for step in steps:
        if step.on is None:
            continue
        if former is not None and _earlier(step, former):
            titles = step_rules()
            return f"{titles[step.verb].title}({_at(step)})早于{titles[former.verb].title}({_at(former)})。"
        former = step
    return ""


def _earlier(step: Step, former: Step) -> bool:
    """By the day; on one day by the hour where both are known."""
    assert step.on is not None
    assert former.on is not None
    if step.on != former.on:
        return step.on < former.on
    return bool(step.time and former.time and step.time < former.time)


def _at(step: Step) -> str:
    return f"{chinese_date(step.on)} {step.time}".strip() if step.on else ""


def regraded(steps: Sequence[Step], grade: str, law: Law, agreed: date | None = None) -> tuple[Step, ...]:
    """The receipt under another grade, with that grade's limit, or with the day that the ledger states as agreed."""
    days = law.days(grade)
    receipt = replace(
        steps[0], grade=grade, days=days, agreed_on=(agreed or steps[0].agreed_on) if days is None else None
    )
    return (receipt, *steps[1:])


def _told(staged: StagedRequest, grade: str, law: Law) -> list[Step]:
    days = law.days(grade)
    agreed = staged.agreed if days is None else None
    steps = [Step(0, Verb.RECEIVE, staged.received.day, staged.received.time, grade=grade, agreed_on=agreed, days=days)]
    if staged.handler:
        steps.append(Step(0, Verb.ASSIGN, None, department=staged.handler))
    stops = Verb.WHISTLE in law.stops
    for verb, when in (
        (Verb.WHISTLE, staged.whistled),
        (Verb.REPORT_IN, staged.reported),
        (Verb.ANSWER, staged.answered),
    ):
        if when is None and verb is not Verb.WHISTLE:
            continue
        on, time = (when.day, when.time) if when else (None, "")
        steps.extend(
            Step(0, verb, on, time, department=name, stops=stops and verb is Verb.WHISTLE)
            for name in staged.departments
        )
    if staged.note:
        steps.append(Step(0, Verb.NOTE, None, words=staged.note))
    if not staged.closed and staged.outcome_words:
        steps.append(Step(0, Verb.HANDLE, None, words=staged.outcome_words))
    if staged.closed:
        on, time = (staged.closed_at.day, staged.closed_at.time) if staged.closed_at else (None, "")
        steps.append(Step(0, Verb.CLOSE, on, time, words=staged.outcome_words, outcome=staged.outcome or ""))
    if staged.satisfaction:
        on, time = (staged.visited.day, staged.visited.time) if staged.visited else (None, "")
        steps.append(Step(0, Verb.VISIT, on, time, satisfaction=staged.satisfaction))
    return steps


def _place_of(told: Step, steps: Sequence[Step]) -> int | None:
    """Where the step is that the row speaks of: by verb, for whistles by department, for notes by words."""
    for place, step in enumerate(steps):
        if step.verb is not told.verb:
            continue
        if told.verb in (Verb.NOTE, Verb.HANDLE):
            if step.words == told.words:
                return place
        elif told.verb in _WHISTLES:
            if step.department == told.department:
                return place
        else:
            return place
    return None


def _merged(told: Step, known: Step, staged: StagedRequest) -> Step:
    """The known step with what the row states otherwise; a blank says nothing."""
    if told.verb is Verb.RECEIVE:
        agreed = told.agreed_on or known.agreed_on
        return replace(known, on=told.on, time=_time(told, known), agreed_on=agreed)
    merged = known
    if told.on is not None:
        merged = replace(merged, on=told.on, time=_time(told, known))
    for name in ("outcome", "satisfaction", "department"):
        stated = getattr(told, name)
        if stated:
            merged = replace(merged, **{name: stated})
    if told.verb is Verb.CLOSE and staged.outcome_words and told.outcome != known.outcome:
        merged = replace(merged, words=staged.outcome_words)
    return merged


def _time(told: Step, known: Step) -> str:
    """A row without a time of day leaves the one that is known for that day."""
    return told.time or (known.time if told.on == known.on else "")


def _put_in(told: Step, steps: list[Step]) -> None:
    """Where it belongs: before the first step that comes later in a request's life and is not of an earlier day."""
    rank = _RANK[told.verb]
    for place, step in enumerate(steps):
        later = _RANK.get(step.verb, len(_RANK)) > rank
        if later and (step.on is None or told.on is None or step.on >= told.on):
            steps.insert(place, told)
            return
    steps.append(told)


def _title(step: Step) -> str:
    return step_rules()[step.verb].title


def _words(step: Step) -> str:
    """A step in the words of the plan."""
    on = f"{step.on.isoformat()} {step.time}".strip() if step.on else ""
    parts = (on, step.department, step.outcome, step.satisfaction)
    said = " ".join(filter(None, parts))
    return said or step.words or "是"
