"""The law of care (走访关爱): which tier a door is in from day to day, and when its next visit is due. Pure.

Source: DOMAIN 6 (practice of Inner Mongolia 2022; 洪洞; 永胜). Days, labels and reasons are rule tables. Inside, days
are ordinals and spans are half-open, as in the colour rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from app.base.resources import rule_table
from app.models.colours import Label
from app.models.visits import TIERS, Tier

OPEN_END = date.max.toordinal() + 1
LEVELS = TIERS[:-1]  # tiers that have a period
ALONE = "独居"  # exactly one resident is registered behind the door
PLAIN_DOOR = "无标签"
TIER_RANK = {tier: rank for rank, tier in enumerate(TIERS)}
_VACANT = Label.VACANT.value

Row = Mapping[str, str]
DatedLabel = tuple[str, int, int]  # label, first day, day after the last
Stretch = tuple[int, int]


class Case(NamedTuple):
    """A label, or several at once, and the tier that they propose."""

    parts: frozenset[str]
    name: str
    tier: Tier


@dataclass(frozen=True)
class CareRules:
    """The three tables: days of each level, what labels propose, and how soon a reason asks for a visit (days)."""

    days: tuple[int, ...]
    cases: tuple[Case, ...]
    plain: Tier
    first_days: Mapping[str, int]
    on_paper: Mapping[str, str] = field(default_factory=dict)
    _known: dict[frozenset[str], tuple[Tier, str]] = field(default_factory=dict, compare=False, repr=False)

    def paper_words(self, why: str) -> str:
        """The reason in general words, for a sheet that is carried through the streets: no diagnosis, no want."""
        said = (self.on_paper.get(part, "") for part in why.split("、"))  # what has no general words is not printed
        return "、".join(dict.fromkeys(filter(None, said)))

    def proposed(self, parts: frozenset[str]) -> tuple[Tier, str]:
        """The strictest tier that these labels propose, and those that do, in words. Doors are much alike: kept."""
        if parts not in self._known:
            self._known[parts] = _proposed(parts, self)
        return self._known[parts]


class SetTier(NamedTuple):
    """A tier that a person set, `first` to `end`."""

    first: int
    end: int
    tier: Tier
    reason: str


class CareSpan(NamedTuple):
    """From `first` to `end` a door is in `tier`.

    `starts`: for each level the day since which the door has been in it or a stricter one without a break, -1 where it
    is not. `prompt`: (since, days) where a person's reason asks for a visit within so many days.
    """

    first: int
    end: int
    tier: Tier
    why: str
    by_person: bool
    vacant: bool
    starts: tuple[int, ...]
    prompt: tuple[int, int] | None


def care_rules(tiers: Iterable[Row], labels: Iterable[Row], reasons: Iterable[Row]) -> CareRules:
    """Rules from the rows of `care_tiers`, `care_labels` and `care_reasons`, the office's own values in them."""
    days = {row["tier"]: int(row["days"]) for row in tiers}
    cases, plain, on_paper = [], Tier.NONE, {}
    for row in labels:
        parts = row["case"].split("+")
        name = "".join(part.removesuffix("户") for part in parts)
        on_paper[name] = row["on_paper"]
        if row["case"] == PLAIN_DOOR:
            plain = Tier(row["tier"])
        else:
            cases.append(Case(frozenset(parts), name, Tier(row["tier"])))
    first: dict[str, int] = {}
    for row in reasons:
        on_paper[row["reason"]] = row["on_paper"]
        if row["first_days"]:
            first[row["reason"]] = int(row["first_days"])
    return CareRules(tuple(days[level.value] for level in LEVELS), tuple(cases), plain, first, on_paper)


def default_rules() -> CareRules:
    """As the program brings them."""
    return care_rules(rule_table("care_tiers"), rule_table("care_labels"), rule_table("care_reasons"))


def alone(stays: Sequence[Stretch]) -> list[Stretch]:
    """When exactly one of these residents lives there."""
    edges = sorted({edge for stay in stays for edge in stay if stay[0] < stay[1]})
    return [
        (first, end)
        for first, end in pairwise(edges)
        if sum(since <= first and end <= until for since, until in stays) == 1
    ]


def care_spans(
    labels: Sequence[DatedLabel], lone: Sequence[Stretch], entries: Sequence[SetTier], rules: CareRules
) -> tuple[CareSpan, ...]:
    """The tiers of one door over all time, in order and without a gap. A later entry wins over an earlier one.

    A vacant door is in no tier, whatever was set.
    """
    edges = {0, OPEN_END}
    for _, first, end in labels:
        edges.update((first, end))
    for first, end in lone:
        edges.update((first, end))
    for entry in entries:
        edges.update(entry[:2])
    found: list[CareSpan] = []
    starts: tuple[int, ...] = (-1,) * len(LEVELS)
    for first, end in pairwise(sorted(edges)):
        parts = {label for label, since, until in labels if since <= first < until}
        vacant = _VACANT in parts
        setting = None
        for entry in entries:
            if entry.first <= first < entry.end:
                setting = entry
        if vacant:
            setting = None
            tier, why = Tier.NONE, "空置"
        elif setting is not None:
            tier, why = setting.tier, setting.reason
        else:
            if any(since <= first < until for since, until in lone):
                parts.add(ALONE)
            tier, why = rules.proposed(frozenset(parts))
        rank = TIER_RANK[tier]
        starts = tuple([-1 if rank > level else start if start >= 0 else first for level, start in enumerate(starts)])
        prompt = None
        if setting is not None and setting.reason in rules.first_days:
            prompt = (setting.first, rules.first_days[setting.reason])
        if found and found[-1][2:] == (tier, why, setting is not None, vacant, starts, prompt):
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(CareSpan(first, end, tier, why, setting is not None, vacant, starts, prompt))
    return tuple(found)


def _proposed(parts: frozenset[str], rules: CareRules) -> tuple[Tier, str]:
    fitting = [case for case in rules.cases if case.parts <= parts]
    if not fitting:
        return rules.plain, PLAIN_DOOR
    tier = min((case.tier for case in fitting), key=TIER_RANK.__getitem__)
    chosen = [case for case in fitting if case.tier is tier]
    return tier, "、".join(case.name for case in chosen if not any(case.parts < other.parts for other in chosen))


def due_on(span: CareSpan, last_met: int, next_on: int, began: int, rules: CareRules) -> int:
    """The day by which the door is to be visited, as ordinal; 0: nothing is due.

    `last_met`: day of the last visit at which somebody was at home, 0 for none. `next_on`: the day agreed since then, 0
    for none; it brings the visit forward and never puts it off. `began`: the day the door came into the register. A
    tier counts from its own beginning: whoever becomes a weekly door keeps the date that was due before, if it is
    earlier.
    """
    if span.vacant:
        return 0
    found = OPEN_END
    for start, days in zip(span.starts, rules.days, strict=True):
        if start >= 0:
            found = min(found, max(start, last_met, began) + days)
    if span.prompt is not None and last_met < span.prompt[0]:
        found = min(found, max(span.prompt[0], began) + span.prompt[1])
    if next_on > last_met:
        found = min(found, next_on)
    return 0 if found == OPEN_END else found


def span_on(spans: Sequence[CareSpan], day: int) -> CareSpan:
    """The span that holds on a day."""
    for span in reversed(spans):
        if span.first <= day:
            return span
    return spans[0]


def due_within(
    spans: Sequence[CareSpan], last_met: int, next_on: int, began: int, first: int, last: int, rules: CareRules
) -> int:
    """The first day from `first` to `last` on which a visit was due or overdue, 0 if there was none.

    `last_met` and `next_on` as they stood before `first`: a visit within the days does not undo that it was due.
    """
    for span in spans:
        since, until = max(span.first, first), min(span.end - 1, last)
        if since > until or began > until:
            continue
        due = due_on(span, last_met, next_on, began, rules)
        if due and due <= until:
            return max(due, since)
    return 0
