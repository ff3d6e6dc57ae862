"""Why a door has each of the seven labels on a day, or has it not, and what would change it. Pure; for the screen.

The verdict is worked out from the facts of that one day, apart from `colours.intervals`; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from app.base.clock import chinese_date
from app.base.resources import rule_table
from app.models.colours import LABELS, Explanation, Judgement, Label, LabelInterval, Override, Turn
from app.models.households import HouseholdRecord, Occupancy, OccupancySpan
from app.rules.ages import age_on, birthday
from app.rules.colours import PEOPLE_LABELS, LabelRules, intervals, load_label_rules
from app.rules.stays import DAY, Dwelling, dwellings

_MOST_TURNS = 4
_USE_OF = {Label.LET: Occupancy.LET, Label.VACANT: Occupancy.VACANT}


@dataclass(frozen=True)
class _Day:
    """What there is to look at."""

    record: HouseholdRecord
    overrides: Sequence[Override]
    rules: LabelRules
    day: date
    here: tuple[Dwelling, ...]
    uses: tuple[OccupancySpan, ...]


def explain(
    record: HouseholdRecord, overrides: Sequence[Override], day: date, rules: LabelRules | None = None
) -> tuple[Explanation, ...]:
    """The seven labels in their order, each with its reasons."""
    rules = rules or load_label_rules()
    here = tuple(one for one in dwellings(record.members) if any(stay.holds_on(day) for stay in one.stays))
    uses = tuple(span for span in record.occupancies if span.holds_on(day))
    seen = _Day(record, overrides, rules, day, here, uses)
    spans = intervals(record, overrides, rules)
    vacant = _verdict(seen, Label.VACANT, False)[0]
    return tuple(_explained(seen, label, vacant, spans) for label in LABELS)


def _explained(seen: _Day, label: Label, vacant: bool, spans: Sequence[LabelInterval]) -> Explanation:
    holds, reasons = _verdict(seen, label, vacant)
    own = [found for found in spans if found.label is label]
    now = next((found for found in own if found.holds_on(seen.day)), None)
    asked, source = _asked(label)
    turns = (*_dated(seen, own), *_conditional(seen, label, holds, vacant))
    return Explanation(
        label,
        holds,
        now.since if now else None,
        now.until if now else None,
        reasons,
        asked,
        source,
        turns[:_MOST_TURNS],
    )


def _verdict(seen: _Day, label: Label, vacant: bool) -> tuple[bool, tuple[str, ...]]:
    """Whether the label holds, and why: the facts, then what a person judged, then the vacancy, which wins."""
    holds, reasons = _FACTS[label](seen)
    said = list(reasons)
    for override in seen.overrides:
        if override.label is not label or not _in_force(override, seen.day):
            continue
        said.append(_judged(override))
        if override.judgement is not Judgement.CLAIM:
            holds = override.judgement is Judgement.ADD
    if vacant and label in PEOPLE_LABELS:
        if holds or seen.here:
            said.append("这户空置,空置期间不算任何关于人的标签。")
        holds = False
    return holds, tuple(said)


def _party(seen: _Day) -> tuple[bool, list[str]]:
    found = [one for one in seen.here if one.resident.politics in seen.rules.party_politics]
    if found:
        return True, [f"{one.resident.name}是{one.resident.politics},{_since(one)}。" for one in found]
    wanted = "或".join(sorted(seen.rules.party_politics))
    return False, [_nobody(seen) or f"住在这里的{_count(seen)}都没有登记为{wanted}。"]


def _empty_nest(seen: _Day) -> tuple[bool, list[str]]:
    age = seen.rules.empty_nest_age
    young = [one for one in seen.here if _age(one, seen.day) is not None and (_age(one, seen.day) or 0) < age]
    unknown = [one for one in seen.here if one.resident.birth is None]
    if seen.here and not young and not unknown:
        return True, [f"住在这里的{_count(seen)}都满{age}岁:{_ages(seen, seen.here)}。"]
    said = [_nobody(seen)] if not seen.here else []
    if young:
        said.append(f"还有不满{age}岁的人同住:{_ages(seen, young)}。")
    if unknown:
        said.append(f"{_names(unknown)}没有登记出生日期,不能判断。")
    return False, said


def _aged(seen: _Day) -> tuple[bool, list[str]]:
    age = seen.rules.aged_age
    found = [one for one in seen.here if (_age(one, seen.day) or 0) >= age]
    if found:
        return True, [_came_of_age(one, age) for one in found]
    known = sorted(
        (one for one in seen.here if one.resident.birth is not None), key=lambda one: one.resident.birth or date.max
    )
    said = [_nobody(seen)] if not seen.here else []
    if known:
        said.append(f"没有满{age}岁的人;最年长的是{_ages(seen, known[:1])}。")
    unknown = [one for one in seen.here if one.resident.birth is None]
    if unknown:
        said.append(f"{_names(unknown)}没有登记出生日期,不能判断。")
    return False, said


def _hardship(seen: _Day) -> tuple[bool, list[str]]:
    found = [one for one in seen.here if one.resident.aid in seen.rules.aid_kinds]
    if found:
        return True, [f"{one.resident.name}享受{one.resident.aid},{_since(one)}。" for one in found]
    other = [one for one in seen.here if one.resident.aid]
    said = [f"{one.resident.name}登记的“{one.resident.aid}”不在认定范围。" for one in other]
    return False, said or [_nobody(seen) or f"住在这里的{_count(seen)}都没有登记救助。"]


def _disabled(seen: _Day) -> tuple[bool, list[str]]:
    found = [one for one in seen.here if one.resident.disability]
    if found:
        return True, [f"{one.resident.name}登记了残疾证,{_since(one)}。" for one in found]
    return False, [_nobody(seen) or f"住在这里的{_count(seen)}都没有登记残疾证。"]


def _used_as(kind: Occupancy) -> Callable[[_Day], tuple[bool, list[str]]]:
    def look(seen: _Day) -> tuple[bool, list[str]]:
        if not seen.uses:
            ended = [span for span in seen.record.occupancies if span.kind is kind and _over(span.until, seen.day)]
            if ended:
                last = max(span.until or date.max for span in ended)
                return False, [f"{kind.value}到{chinese_date(last)}为止,以后没有登记居住状态。"]
            return False, ["这一天没有登记居住状态。"]
        return any(span.kind is kind for span in seen.uses), [f"居住状态是{_use(span)}。" for span in seen.uses]

    return look


_FACTS: dict[Label, Callable[[_Day], tuple[bool, list[str]]]] = {
    Label.PARTY: _party,
    Label.EMPTY_NEST: _empty_nest,
    Label.AGED: _aged,
    Label.HARDSHIP: _hardship,
    Label.DISABLED: _disabled,
    Label.LET: _used_as(Occupancy.LET),
    Label.VACANT: _used_as(Occupancy.VACANT),
}


# what would change it


def _dated(seen: _Day, spans: Sequence[LabelInterval]) -> Iterator[Turn]:
    """Days to come on which the label begins or ends, as far as today's facts tell."""
    for span in spans:
        if span.since is not None and span.since > seen.day:
            yield Turn(span.since, f"{chinese_date(span.since)}起成为{span.label.value}{_cause(seen, span.since)}。")
        if span.until is not None and span.until >= seen.day and span.until < date.max:
            day = span.until + DAY
            yield Turn(day, f"{chinese_date(day)}起不再是{span.label.value}{_cause(seen, day)}。")


def _cause(seen: _Day, day: date) -> str:
    """What happens on `day`: ':曾伟满80岁', or ''."""
    said = [*_people_on(seen, day), *_uses_on(seen, day)]
    for override in seen.overrides:
        if override.since == day or (override.until is not None and override.until + DAY == day):
            said.append(f"对{override.label.value}的人工认定{'开始' if override.since == day else '到期'}")
    return f":{'、'.join(dict.fromkeys(said))}" if said else ""


def _people_on(seen: _Day, day: date) -> Iterator[str]:
    for one in dwellings(seen.record.members):
        name, birth = one.resident.name, one.resident.birth
        if one.since == day:
            yield f"{name}迁入"
        if one.until is not None and one.until + DAY == day:
            yield f"{name}{'去世' if one.resident.died == one.until else '迁出'}"
        for age in (seen.rules.empty_nest_age, seen.rules.aged_age):
            if birth is not None and birthday(birth, age) == day and one.holds_on(day):
                yield f"{name}满{age}岁"


def _uses_on(seen: _Day, day: date) -> Iterator[str]:
    for span in seen.record.occupancies:
        if span.since == day:
            yield f"开始{span.kind.value}"
        elif span.until is not None and span.until + DAY == day:
            yield "租约到期" if span.kind is Occupancy.LET else f"{span.kind.value}结束"


def _conditional(seen: _Day, label: Label, holds: bool, vacant: bool) -> Iterator[Turn]:
    """What would change it whenever it happened."""
    for override in seen.overrides:
        if override.label is label and override.judgement is not Judgement.CLAIM and _in_force(override, seen.day):
            others = replace(seen, overrides=[one for one in seen.overrides if one is not override])
            if _verdict(others, label, vacant)[0] != holds:
                after = "不再是" if holds else "会成为"
                yield Turn(None, f"如果取消人工认定,按登记的情况{after}{label.value}。")
    if label in PEOPLE_LABELS and not vacant:
        for one in seen.here:
            left = replace(seen, here=tuple(other for other in seen.here if other is not one))
            if _verdict(left, label, vacant)[0] != holds:
                yield Turn(None, f"如果{one.resident.name}迁出,{'不再是' if holds else '会成为'}{label.value}。")
    if not (vacant and label in PEOPLE_LABELS):
        hint = _HINTS[label][0 if holds else 1].format(seen.rules.empty_nest_age, seen.rules.aged_age)
        if hint:
            yield Turn(None, hint)


_HINTS: dict[Label, tuple[str, str]] = {  # what ends it, what brings it; {0} and {1} are the two ages
    Label.PARTY: ("", "有党员迁入,或更正政治面貌,就会成为党员户。"),
    Label.EMPTY_NEST: ("有不满{0}岁的人迁入,就不再是空巢户。", ""),
    Label.AGED: ("", "有满{1}岁的人迁入,就会成为高龄户。"),
    Label.HARDSHIP: ("救助停发后更正“救助类型”,就不再是困难户。", "登记了救助类型,就会成为困难户。"),
    Label.DISABLED: ("", "登记了残疾证,就会成为残疾户。"),
    Label.LET: ("收回出租,就不再是出租户。", "登记出租,就会成为出租户。"),
    Label.VACANT: ("结束空置,就不再是空置户。", "没有人住并标为空置,就会成为空置户。"),
}


# words


def _judged(override: Override) -> str:
    said = {
        Judgement.ADD: "人工认定有这个标签",
        Judgement.REMOVE: "人工认定没有这个标签",
        Judgement.CLAIM: "台账标注了这个标签,还没有核实,不算数",
    }[override.judgement]
    span = _span(override.since, override.until)
    return f"{said}:{override.reason}{f'({span})' if span else ''}。"


def _use(span: OccupancySpan) -> str:
    told = _span(span.since, span.until)
    return f"{span.kind.value}({told})" if told else span.kind.value


def _span(since: date | None, until: date | None) -> str:
    parts = (f"自{chinese_date(since)}起" if since else "", f"到{chinese_date(until)}止" if until else "")
    return ",".join(part for part in parts if part)


def _since(one: Dwelling) -> str:
    return f"{chinese_date(one.since)}起住在这里" if one.since else "住在这里"


def _came_of_age(one: Dwelling, age: int) -> str:
    assert one.resident.birth is not None
    born, day = one.resident.birth, birthday(one.resident.birth, age)
    return f"{one.resident.name}{chinese_date(born)}出生,{chinese_date(day)}满{age}岁,{_since(one)}。"


def _ages(seen: _Day, people: Iterable[Dwelling]) -> str:
    return "、".join(f"{one.resident.name}({_age(one, seen.day)}岁)" for one in people)


def _names(people: Iterable[Dwelling]) -> str:
    return "、".join(one.resident.name for one in people)


def _count(seen: _Day) -> str:
    return f" {len(seen.here)} 人" if len(seen.here) > 1 else f"{seen.here[0].resident.name}"


def _nobody(seen: _Day) -> str:
    return "" if seen.here else "这一天没有人登记住在这里。"


def _age(one: Dwelling, day: date) -> int | None:
    return None if one.resident.birth is None else age_on(one.resident.birth, day)


def _over(until: date | None, day: date) -> bool:
    return until is not None and until < day


def _in_force(override: Override, day: date) -> bool:
    return (override.since is None or override.since <= day) and (override.until is None or day <= override.until)


@lru_cache(maxsize=8)
def _asked(label: Label) -> tuple[str, str]:
    """What the rule asks, in words, and its source."""
    row = next(row for row in rule_table("label_rules") if row["label"] == label.value)
    value = row["value"].replace("|", "、")
    asked = {
        Label.PARTY: f"住在这里的人中有{value.replace('、', '或')}。",
        Label.EMPTY_NEST: f"有人住,而且住在这里的人都满{value}岁。",
        Label.AGED: f"住在这里的人中有人满{value}岁。",
        Label.HARDSHIP: f"住在这里的人中有人享受救助:{value}。",
        Label.DISABLED: "住在这里的人中有人持残疾证。",
        Label.LET: "居住状态是出租,到租约最后一天为止。",
        Label.VACANT: "居住状态是空置,没有人住。",
    }[label]
    return asked, row["source"]
