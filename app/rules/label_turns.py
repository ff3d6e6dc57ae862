"""What would change a label: days to come on which it begins or ends, and what would do it whenever it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.base.clock import chinese_date
from app.models.colours import Judgement, Label, LabelInterval, Turn
from app.models.households import Occupancy
from app.rules.ages import birthday
from app.rules.colours import PEOPLE_LABELS
from app.rules.label_facts import DayOfDoor, in_force, verdict
from app.rules.stays import DAY, dwellings

_FORESIGHT_YEARS = 5  # what lies further off is no plan of anybody's: people move before their sixtieth birthday


def dated_turns(seen: DayOfDoor, spans: Sequence[LabelInterval]) -> Iterator[Turn]:
    """Days of the coming years on which the label begins or ends, as far as today's facts tell."""
    last = birthday(seen.day, _FORESIGHT_YEARS) if seen.day.year + _FORESIGHT_YEARS <= date.max.year else date.max
    for span in spans:
        if span.since is not None and seen.day < span.since <= last:
            yield Turn(span.since, f"{chinese_date(span.since)}起成为{span.label.value}{_cause(seen, span.since)}。")
        if span.until is not None and seen.day <= span.until < last:
            day = span.until + DAY
            yield Turn(day, f"{chinese_date(day)}起不再是{span.label.value}{_cause(seen, day)}。")


def _cause(seen: DayOfDoor, day: date) -> str:
    """What happens on `day`: ':曾伟满80岁', or ''."""
    said = [*_people_on(seen, day), *_uses_on(seen, day)]
    for override in seen.overrides:
        if override.since == day or (override.until is not None and override.until + DAY == day):
            said.append(f"对{override.label.value}的人工认定{'开始' if override.since == day else '到期'}")
    return f":{'、'.join(dict.fromkeys(said))}" if said else ""


def _people_on(seen: DayOfDoor, day: date) -> Iterator[str]:
    for one in dwellings(seen.record.members):
        name, birth = one.resident.name, one.resident.birth
        if one.since == day:
            yield f"{name}迁入"
        if one.until is not None and one.until + DAY == day:
            yield f"{name}{'去世' if one.resident.died == one.until else '迁出'}"
        for age in (seen.rules.empty_nest_age, seen.rules.aged_age):
            if birth is not None and birthday(birth, age) == day and one.holds_on(day):
                yield f"{name}满{age}岁"


def _uses_on(seen: DayOfDoor, day: date) -> Iterator[str]:
    for span in seen.record.occupancies:
        if span.since == day:
            yield f"开始{span.kind.value}"
        elif span.until is not None and span.until + DAY == day:
            yield "租约到期" if span.kind is Occupancy.LET else f"{span.kind.value}结束"


def conditional_turns(seen: DayOfDoor, label: Label, holds: bool, vacant: bool) -> Iterator[Turn]:
    """What would change it whenever it happened."""
    for override in seen.overrides:
        if override.label is label and override.judgement is not Judgement.CLAIM and in_force(override, seen.day):
            others = replace(seen, overrides=[one for one in seen.overrides if one is not override])
            if verdict(others, label, vacant)[0] != holds:
                after = "不再是" if holds else "会成为"
                yield Turn(None, f"如果取消人工认定,按登记的情况{after}{label.value}。")
    if label in PEOPLE_LABELS and not vacant:
        for one in seen.here:
            left = replace(seen, here=tuple(other for other in seen.here if other is not one))
            if verdict(left, label, vacant)[0] != holds:
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
