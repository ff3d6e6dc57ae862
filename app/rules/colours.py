"""The colour rule: from the dated facts of a door to its dated labels. Pure; no clock, no store.

Source: 七彩图, 孝感 老市委大院 (2020). Thresholds come from `resources/rules/label_rules.csv`.
Inside, days are ordinals and spans are half-open, because unions and cuts are then plain comparisons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.base.resources import rule_table
from app.models.colours import LABELS, Judgement, Label, LabelInterval, Override
from app.models.households import HouseholdRecord, Occupancy
from app.rules.ages import birthday

_OPEN_START = 0
_OPEN_END = date.max.toordinal() + 1

Span = tuple[int, int, str]  # first day, day after the last, evidence
_LABEL_OF_USE = {Occupancy.LET: Label.LET, Occupancy.VACANT: Label.VACANT}
PEOPLE_LABELS = (Label.PARTY, Label.EMPTY_NEST, Label.AGED, Label.HARDSHIP, Label.DISABLED)


@dataclass(frozen=True)
class LabelRules:
    """The thresholds of the seven labels."""

    party_politics: frozenset[str]
    empty_nest_age: int
    aged_age: int
    aid_kinds: frozenset[str]


@lru_cache(maxsize=1)
def load_label_rules() -> LabelRules:
    """The default thresholds, from the rule table."""
    values = {(row["label"], row["parameter"]): row["value"] for row in rule_table("label_rules")}
    return LabelRules(
        party_politics=frozenset(values[Label.PARTY, "politics"].split("|")),
        empty_nest_age=int(values[Label.EMPTY_NEST, "age"]),
        aged_age=int(values[Label.AGED, "age"]),
        aid_kinds=frozenset(values[Label.HARDSHIP, "aid"].split("|")),
    )


class Use(NamedTuple):
    """How a door is used, `since` to `until`, both included."""

    kind: Occupancy
    since: date | None
    until: date | None


class Stay(NamedTuple):
    """What the rule looks at of one person behind one door."""

    name: str
    birth: date | None
    politics: str
    aid: str
    disability: str
    since: date | None
    until: date | None


def intervals(
    record: HouseholdRecord, overrides: Sequence[Override] = (), rules: LabelRules | None = None
) -> tuple[LabelInterval, ...]:
    """All labels a door ever carries, as far as today's facts tell, in the order of the seven.

    A vacancy excludes the five labels of people; a person's judgement wins over the rule; a claim changes nothing.
    """
    uses, stays = _facts(record)
    return tuple(
        LabelInterval(label, _since(first), _until(end), evidence)
        for label, first, end, evidence in label_spans(uses, stays, overrides, rules or load_label_rules())
    )


def label_spans(
    uses: Iterable[Use], stays: Iterable[Stay], overrides: Sequence[Override], rules: LabelRules
) -> list[tuple[Label, int, int, str]]:
    """`intervals` in the numbers it is worked out in: (label, first day, day after the last, evidence) as ordinals."""
    found = _pieces(uses, stays, overrides, rules)
    if not found:
        return []
    return [(label, *span) for label in LABELS if label in found for span in _union(found[label])]


def _facts(record: HouseholdRecord) -> tuple[list[Use], list[Stay]]:
    """What the rule looks at of a whole record."""
    uses = [Use(span.kind, span.since, span.until) for span in record.occupancies]
    stays = [
        Stay(who.name, who.birth, who.politics, who.aid, who.disability, member.residency.since, member.residency.until)
        for member in record.members
        for who in (member.resident,)
    ]
    return uses, stays


def _pieces(
    uses: Iterable[Use], stays: Iterable[Stay], overrides: Sequence[Override], rules: LabelRules
) -> dict[Label, list[Span]]:
    """By label every span with its own evidence: what the rule finds, what persons judged, without vacancies."""
    found = _spans_by_rule(uses, stays, rules)
    for override in overrides:
        first, end = _ordinals(override.since, override.until)
        if first >= end:
            continue
        spans = found.get(override.label, [])
        if override.judgement is Judgement.REMOVE:
            found[override.label] = _cut(spans, first, end)
        elif override.judgement is Judgement.ADD:
            found[override.label] = [*spans, (first, end, override.evidence or "人工认定")]
    for first, end, _ in found.get(Label.VACANT, ()):
        for label in PEOPLE_LABELS:
            if label in found:
                found[label] = _cut(found[label], first, end)
    return found


def evidence_on(
    record: HouseholdRecord, overrides: Sequence[Override], day: date, rules: LabelRules | None = None
) -> dict[Label, str]:
    """The labels of `day`, each with what proves it on that day: whoever turns 80 later is not named yet."""
    at = day.toordinal()
    found = _pieces(*_facts(record), overrides, rules or load_label_rules())
    here = {label: [words for first, end, words in found.get(label, ()) if first <= at < end] for label in LABELS}
    return {label: ";".join(dict.fromkeys(words)) for label, words in here.items() if words}


def labels_on(record: HouseholdRecord, day: date, rules: LabelRules | None = None) -> dict[Label, str]:
    """Labels that the facts alone prove on `day`, each with its evidence; judgements of persons are not looked at."""
    return {found.label: found.evidence for found in intervals(record, (), rules) if found.holds_on(day)}


def _spans_by_rule(uses: Iterable[Use], stays: Iterable[Stay], rules: LabelRules) -> dict[Label, list[Span]]:
    found: dict[Label, list[Span]] = {}
    for use in uses:
        label = _LABEL_OF_USE.get(use.kind)
        if label is not None:
            first, end = _ordinals(use.since, use.until)
            if first < end:
                found.setdefault(label, []).append((first, end, f"居住状态:{use.kind.value}"))
    nest: list[tuple[int, int, int]] = []  # first, end, day from which this person is old enough for 空巢
    for name, birth, politics, aid, disability, since, until in stays:
        first, end = _ordinals(since, until)
        if first >= end:
            continue
        old_from = _OPEN_END
        if birth is not None:
            old_from = birthday(birth, rules.empty_nest_age).toordinal()
            aged_from = max(first, birthday(birth, rules.aged_age).toordinal())
            if aged_from < end:
                found.setdefault(Label.AGED, []).append((aged_from, end, f"{name}满{rules.aged_age}岁"))
        nest.append((first, end, old_from))
        if politics in rules.party_politics:
            found.setdefault(Label.PARTY, []).append((first, end, f"{name}:{politics}"))
        if aid in rules.aid_kinds:
            found.setdefault(Label.HARDSHIP, []).append((first, end, f"{name}:{aid}"))
        if disability:
            found.setdefault(Label.DISABLED, []).append((first, end, f"{name}:残疾证"))
    nests = _empty_nests(nest, f"在住的人都满{rules.empty_nest_age}岁")
    if nests:
        found[Label.EMPTY_NEST] = nests
    return found


def _empty_nests(stays: list[tuple[int, int, int]], evidence: str) -> list[Span]:
    """Where someone lives there and everyone is old enough; an unknown birth proves nothing."""
    if not any(max(first, old) < end for first, end, old in stays):
        return []
    edges = sorted({edge for first, end, old in stays for edge in (first, end, max(first, min(old, end)))})
    nests: list[Span] = []
    for first, end in pairwise(edges):
        here = [old for start, stop, old in stays if start <= first and end <= stop]
        if here and max(here) <= first:
            nests.append((first, end, evidence))
    return nests


def _union(spans: list[Span]) -> Iterable[Span]:
    """Overlapping or touching spans as one, with every evidence named once."""
    if len(spans) == 1:
        return spans
    merged: list[Span] = []
    for first, end, evidence in sorted(spans):
        if merged and first <= merged[-1][1]:
            start, stop, earlier = merged[-1]
            both = earlier if evidence in earlier.split(";") else f"{earlier};{evidence}"
            merged[-1] = (start, max(stop, end), both)
        else:
            merged.append((first, end, evidence))
    return merged


def _cut(spans: list[Span], first: int, end: int) -> list[Span]:
    kept: list[Span] = []
    for start, stop, evidence in spans:
        if start < min(stop, first):
            kept.append((start, min(stop, first), evidence))
        if max(start, end) < stop:
            kept.append((max(start, end), stop, evidence))
    return kept


def _ordinals(since: date | None, until: date | None) -> tuple[int, int]:
    return (
        _OPEN_START if since is None else since.toordinal(),
        _OPEN_END if until is None else until.toordinal() + 1,
    )


def _since(first: int) -> date | None:
    return None if first <= _OPEN_START else date.fromordinal(first)


def _until(end: int) -> date | None:
    return None if end >= _OPEN_END else date.fromordinal(end - 1)
