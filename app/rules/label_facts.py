"""The facts of one day behind each of the seven labels, as a verdict and in whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.base.clock import chinese_date
from app.models.colours import Judgement, Label, Override
from app.models.households import HouseholdRecord, Occupancy, OccupancySpan
from app.rules.ages import age_on, birthday
from app.rules.colours import PEOPLE_LABELS, LabelRules
from app.rules.stays import Dwelling


@dataclass(frozen=True)
class DayOfDoor:
    """What there is to look at."""

    record: HouseholdRecord
    overrides: Sequence[Override]
    rules: LabelRules
    day: date
    here: tuple[Dwelling, ...]
    uses: tuple[OccupancySpan, ...]


def verdict(seen: DayOfDoor, label: Label, vacant: bool) -> tuple[bool, tuple[str, ...]]:
    """Whether the label holds, and why: the facts, then what a person judged, then the vacancy, which wins."""
    holds, reasons = _FACTS[label](seen)
    said = list(reasons)
    for override in seen.overrides:
        if override.label is not label or not in_force(override, seen.day):
            continue
        said.append(_judged(override))
        if override.judgement is not Judgement.CLAIM:
            holds = override.judgement is Judgement.ADD
    if vacant and label in PEOPLE_LABELS:
        if holds or seen.here:
            said.append("这户空置,空置期间不算任何关于人的标签。")
        holds = False
    return holds, tuple(said)


def _party(seen: DayOfDoor) -> tuple[bool, list[str]]:
    found = [one for one in seen.here if one.resident.politics in seen.rules.party_politics]
    if found:
        return True, [f"{one.resident.name}是{one.resident.politics},{_since(one)}。" for one in found]
    wanted = "或".join(sorted(seen.rules.party_politics))
    return False, [_nobody(seen) or f"住在这里的{_count(seen)}都没有登记为{wanted}。"]


def _empty_nest(seen: DayOfDoor) -> tuple[bool, list[str]]:
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


def _aged(seen: DayOfDoor) -> tuple[bool, list[str]]:
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


def _hardship(seen: DayOfDoor) -> tuple[bool, list[str]]:
    found = [one for one in seen.here if one.resident.aid in seen.rules.aid_kinds]
    if found:
        return True, [f"{one.resident.name}享受{one.resident.aid},{_since(one)}。" for one in found]
    other = [one for one in seen.here if one.resident.aid]
    said = [f"{one.resident.name}登记的“{one.resident.aid}”不在认定范围。" for one in other]
    return False, said or [_nobody(seen) or f"住在这里的{_count(seen)}都没有登记救助。"]


def _disabled(seen: DayOfDoor) -> tuple[bool, list[str]]:
    found = [one for one in seen.here if one.resident.disability]
    if found:
        return True, [f"{one.resident.name}登记了残疾证,{_since(one)}。" for one in found]
    return False, [_nobody(seen) or f"住在这里的{_count(seen)}都没有登记残疾证。"]


def _used_as(kind: Occupancy) -> Callable[[DayOfDoor], tuple[bool, list[str]]]:
    def look(seen: DayOfDoor) -> tuple[bool, list[str]]:
        if not seen.uses:
            ended = [span for span in seen.record.occupancies if span.kind is kind and _over(span.until, seen.day)]
            if ended:
                last = max(span.until or date.max for span in ended)
                return False, [f"{kind.value}到{chinese_date(last)}为止,以后没有登记居住状态。"]
            return False, ["这一天没有登记居住状态。"]
        return any(span.kind is kind for span in seen.uses), [f"居住状态是{_use(span)}。" for span in seen.uses]

    return look


_FACTS: dict[Label, Callable[[DayOfDoor], tuple[bool, list[str]]]] = {
    Label.PARTY: _party,
    Label.EMPTY_NEST: _empty_nest,
    Label.AGED: _aged,
    Label.HARDSHIP: _hardship,
    Label.DISABLED: _disabled,
    Label.LET: _used_as(Occupancy.LET),
    Label.VACANT: _used_as(Occupancy.VACANT),
}


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


def _ages(seen: DayOfDoor, people: Iterable[Dwelling]) -> str:
    return "、".join(f"{one.resident.name}({_age(one, seen.day)}岁)" for one in people)


def _names(people: Iterable[Dwelling]) -> str:
    return "、".join(one.resident.name for one in people)


def _count(seen: DayOfDoor) -> str:
    return f" {len(seen.here)} 人" if len(seen.here) > 1 else f"{seen.here[0].resident.name}"


def _nobody(seen: DayOfDoor) -> str:
    return "" if seen.here else "这一天没有人登记住在这里。"


def _age(one: Dwelling, day: date) -> int | None:
    return None if one.resident.birth is None else age_on(one.resident.birth, day)


def _over(until: date | None, day: date) -> bool:
    return until is not None and until < day


def in_force(override: Override, day: date) -> bool:
    return (override.since is None or override.since <= day) and (override.until is None or day <= override.until)
