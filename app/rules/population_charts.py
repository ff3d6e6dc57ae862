"""The four pictures of a population: the page and the paper draw the very same ones."""

from __future__ import annotations

from app.base.clock import chinese_date
from app.models.drawings import Drawing
from app.models.figures import Figure
from app.models.population import PopulationView, Shares, Topic
from app.rules.bars import Bar, bars
from app.rules.multiples import multiples
from app.rules.population import TITLES, level_words
from app.rules.pyramid import pyramid

BY_GRID = (Topic.AGED_60, Topic.AGED_80, Topic.UNIT_PEOPLE, Topic.OTHER_PEOPLE, Topic.SOLD, Topic.LET)
PAST_WORDS = "过去的数字按登记的入住、出生等日期推算"


def ages(view: PopulationView, width: float, height: float, *, title: str = "") -> Drawing:
    return pyramid(view.now, view.before, width, height, title=title)


def labels(view: PopulationView, width: float, height: float, *, title: str = "") -> Drawing:
    return multiples(view.trends, view.days, view.legend, width, height, title=title)


def shares(view: PopulationView, width: float, height: float, *, title: str = "") -> Drawing:
    """Of the whole scope: 60+, 80+, 单位人 and 社会人, sold, let."""
    before = view.before.whole if view.before else None
    ticks = tuple(level.from_percent for level in view.levels)
    now = view.now.whole
    rows = [
        Bar(TITLES[topic], share(now, topic), share(before, topic), ticks if topic is Topic.AGED_60 else ())
        for topic in (Topic.AGED_60, Topic.AGED_80)
    ]
    for parts in ((Topic.UNIT_PEOPLE, Topic.OTHER_PEOPLE), (Topic.SOLD, Topic.UNSOLD)):
        if share(now, parts[0]) is None:
            rows.append(Bar("、".join(TITLES[part] for part in parts), None))
        else:
            rows += [Bar(TITLES[part], share(now, part), share(before, part)) for part in parts]
    rows.append(Bar(TITLES[Topic.LET], now.let, share(before, Topic.LET)))
    return bars(rows, width, height, title=title, notes=share_notes(view), compared=before is not None)


def grids(view: PopulationView, topic: Topic, width: float, height: float, *, title: str = "") -> Drawing:
    """One share of each grid."""
    earlier = dict(view.before.grids) if view.before else {}
    rows = [Bar(name, share(one, topic), share(earlier.get(name), topic)) for name, one in view.now.grids]
    return bars(rows, width, height, title=title, compared=view.before is not None)


def share(shares: Shares | None, topic: Topic) -> Figure | None:
    """The figure of a topic; None where it was never recorded."""
    found: Figure | None = getattr(shares, topic.value) if shares is not None else None
    return found


def share_notes(view: PopulationView) -> list[str]:
    """What must be said beside the bars: what the share is called, who is not known, what is compared."""
    now = view.now.whole
    level = level_words(now.aged_60, view.levels)
    notes = [f"60岁及以上{level}"] if level else []
    if now.unit_people is not None and now.unit_unknown.numerator:
        notes.append(f"还有{now.unit_unknown.numerator}人没有登记是单位人还是社会人")
    if view.before is not None:
        notes.append(f"短线和右边一列:与{chinese_date(view.before.as_of)}相比,百分点")
    return notes
