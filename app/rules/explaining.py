"""Why a door has each of the seven labels on a day, or has it not, and what would change it. Pure; for the screen.

The verdict is worked out from the facts of that one day, apart from `colours.intervals`; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from app.base.resources import rule_table
from app.models.colours import LABELS, Explanation, Label, LabelInterval, Override
from app.models.households import HouseholdRecord
from app.rules.colours import LabelRules, intervals, load_label_rules
from app.rules.label_facts import DayOfDoor, verdict
from app.rules.label_turns import conditional_turns, dated_turns
from app.rules.stays import dwellings

_MOST_TURNS = 4


def explain(
    record: HouseholdRecord, overrides: Sequence[Override], day: date, rules: LabelRules | None = None
) -> tuple[Explanation, ...]:
    """The seven labels in their order, each with its reasons."""
    rules = rules or load_label_rules()
    here = tuple(one for one in dwellings(record.members) if any(stay.holds_on(day) for stay in one.stays))
    uses = tuple(span for span in record.occupancies if span.holds_on(day))
    seen = DayOfDoor(record, overrides, rules, day, here, uses)
    spans = intervals(record, overrides, rules)
    vacant = verdict(seen, Label.VACANT, False)[0]
    return tuple(_explained(seen, label, vacant, spans) for label in LABELS)


def _explained(seen: DayOfDoor, label: Label, vacant: bool, spans: Sequence[LabelInterval]) -> Explanation:
    holds, reasons = verdict(seen, label, vacant)
    own = [found for found in spans if found.label is label]
    now = next((found for found in own if found.holds_on(seen.day)), None)
    asked, source = _asked(label)
    turns = (*dated_turns(seen, own), *conditional_turns(seen, label, holds, vacant))
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
