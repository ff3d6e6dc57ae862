"""Drawings: what is counted is what is drawn, nothing leaves its picture, nothing is told by colour alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.drawings import HATCHES, Anchor, Drawing, Mark, Paint, Polyline, Rect, Role, Series, Text
from app.models.figures import Figure
from app.models.population import EVERYWHERE, MEN, WOMEN, AgeingLevel, LabelTrend, PopulationView, Structure
from app.rules import population_charts as charts
from app.rules.bars import Bar, bars
from app.rules.charts import lines_of_words, steps_to, text_width, trend
from app.rules.hatches import hatch_lines
from app.rules.legend import load_legend
from app.rules.multiples import multiples
from app.rules.population import Cell, Place, month_days, structure
from app.rules.pyramid import pyramid

DAY = date(2026, 10, 31)
COUNTS = st.dictionaries(
    st.builds(Cell, st.sampled_from((MEN, WOMEN, "")), st.none(), st.none() | st.integers(-1, 110)),
    st.integers(1, 40_000),
)
ROOMS = st.tuples(st.floats(330, 900), st.floats(0, 900))


def people(counts: dict[Cell, int], day: date = DAY) -> Structure:
    return structure(day, EVERYWHERE, Place(Counter(counts)), {})


def texts(drawing: Drawing) -> list[Text]:
    return [shape for shape in drawing.shapes if isinstance(shape, Text)]


def outside(drawing: Drawing) -> list[object]:
    """Shapes and places that leave the picture, words by what they are measured with."""
    found: list[object] = []
    for shape in drawing.shapes:
        if isinstance(shape, Text):
            wide = text_width(shape.words, shape.size)
            left = shape.x - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[shape.anchor]
            box = (left, shape.y - shape.size / 2, left + wide, shape.y + shape.size / 2)
        elif isinstance(shape, Rect):
            box = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
        elif isinstance(shape, Polyline):
            xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
            box = (min(xs), min(ys), max(xs), max(ys))
        else:
            box = (min(shape.x1, shape.x2), min(shape.y1, shape.y2), max(shape.x1, shape.x2), max(shape.y1, shape.y2))
        if box[0] < -0.5 or box[1] < -0.5 or box[2] > drawing.width + 0.5 or box[3] > drawing.height + 0.5:
            found.append(shape)
    for region in drawing.regions:
        if not (region.x >= -0.5 and region.x + region.width <= drawing.width + 0.5):
            found.append(region)
    return found


@given(st.integers(0, 10**7), st.integers(1, 8))
def test_an_axis_reaches_its_highest_value_in_round_steps(most: int, room: int) -> None:
    steps = steps_to(most, room)
    assert steps[0] == 0
    assert steps[-1] >= most
    assert 2 <= len(steps) <= room + 1
    step = steps[1]
    assert {below - above for above, below in pairwise(steps)} == {step}
    assert str(step).rstrip("0") in ("1", "2", "5")


@given(COUNTS, ROOMS)
def test_bars_of_the_pyramid_are_as_long_as_their_people(counts: dict[Cell, int], room: tuple[float, float]) -> None:
    now = people(counts)
    drawing = pyramid(now, None, *room)
    assert outside(drawing) == []
    long = {region.key: 0.0 for region in drawing.regions}
    numbers = {figure.key: figure.numerator for band in now.bands for figure in (band.men, band.women)}
    bars_drawn = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    assert len(bars_drawn) == sum(1 for number in numbers.values() if number)
    for bar in bars_drawn:
        at = next(region for region in drawing.regions if region.holds(bar.x + bar.width / 2, bar.y + bar.height / 2))
        long[at.key] = bar.width
    most = max(numbers.values(), default=0)
    for key, number in numbers.items():
        if number:
            assert long[key] == pytest.approx(max(long.values()) * number / most)
    apart = (now.no_sex, now.no_birth, now.unborn)
    assert set(long) == {key for key, number in numbers.items() if number} | {one.key for one in apart if one.numerator}


@given(COUNTS, COUNTS, ROOMS)
def test_the_other_day_is_an_outline(before: dict[Cell, int], now: dict[Cell, int], room: tuple[float, float]) -> None:
    drawing = pyramid(people(now), people(before, date(2025, 10, 31)), *room)
    assert outside(drawing) == []
    outlines = [shape for shape in drawing.shapes if isinstance(shape, Rect) and not shape.paint.solid]
    told = [band for band in people(before).bands for band in (band.men, band.women) if band.numerator]
    assert len(outlines) == len(told)
    assert any("虚线框是2025年10月31日" in text.words for text in texts(drawing))


def test_each_bar_says_its_number_and_each_side_its_sex() -> None:
    drawing = pyramid(people({Cell(MEN, None, 34): 12, Cell(WOMEN, None, 81): 7}), None, 400, 400)
    words = [text.words for text in texts(drawing)]
    assert {"12", "7", "男 12人", "女 7人", "30～34", "80～84"} <= set(words)
    assert [region.title for region in drawing.regions] == [
        "女 80～84岁 7人,占居民的36.84%",
        "男 30～34岁 12人,占居民的63.16%",
    ]


def test_whoever_has_no_place_is_told_below() -> None:
    drawing = pyramid(people({Cell("", None, 30): 3, Cell(MEN, None, None): 2, Cell(MEN, None, -1): 1}), None, 400, 300)
    titles = [region.title for region in drawing.regions]
    assert titles == ["性别未登记3人", "出生日期未登记2人", "这一天还没有出生1人"]


def figure(part: int, whole: int) -> Figure:
    return Figure(f"k{part}", "t", part, whole, "residents")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=12), ROOMS)
def test_share_bars_are_parts_of_their_ground(parts: list[tuple[int, int]], room: tuple[float, float]) -> None:
    figures = [figure(min(part, whole), whole) for part, whole in parts]
    drawing = bars([Bar("第一网格", one) for one in figures], *room)
    assert outside(drawing) == []
    grounds = [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.paint.pale]
    whole = grounds[0].width
    drawn = [shape.width for shape in drawing.shapes if isinstance(shape, Rect) and not shape.paint.pale]
    told = [one.numerator / (one.denominator or 1) * whole for one in figures if one.numerator]
    assert drawn == pytest.approx(told)
    assert len(drawing.regions) == len(told)


def test_what_was_never_recorded_is_said_in_words() -> None:
    drawing = bars([Bar("单位人、社会人", None), Bar("出租", figure(0, 0))], 400, 100)
    assert [text.words for text in texts(drawing)] == ["单位人、社会人", "还没有登记", "出租", "—", "0/0人"]
    assert drawing.regions == ()


@given(st.lists(st.integers(0, 90_000), min_size=24, max_size=24), st.floats(330, 1400), st.floats(0, 700))
def test_seven_pictures_of_24_months(counts: list[int], width: float, height: float) -> None:
    days = month_days(DAY)
    trends = [LabelTrend(entry.label, tuple(figure(n, 90_000) for n in counts)) for entry in load_legend()]
    drawing = multiples(trends, days, load_legend(), width, height)
    assert outside(drawing) == []
    assert len(drawing.regions) == 7 * sum(1 for count in counts if count)
    swatches = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    assert [swatch.paint.colour for swatch in swatches] == [entry.colour for entry in load_legend()]
    assert all(swatch.paint.hatch for swatch in swatches)
    named = [text.words for text in texts(drawing) if text.bold]
    assert named == [f"{entry.label} {counts[-1]}户" for entry in load_legend()]


@given(
    st.lists(st.none() | st.integers(0, 5000), min_size=1, max_size=36),
    st.integers(1, 3),
    st.floats(300, 900),
    st.floats(120, 500),
)
def test_a_trend_stays_in_its_room(values: list[int | None], count: int, width: float, height: float) -> None:
    marks = tuple(Mark(f"{n % 12 + 1}月", value, f"m{n}") for n, value in enumerate(values))
    series = [Series(f"第{n}条", marks, Paint(Role.FIRST)) for n in range(count)]
    drawing = trend(series, width, height, title="受理和办结")
    assert outside(drawing) == []
    assert len(drawing.regions) == len(values)
    known = [value is not None for value in values]
    runs = sum(1 for before, now in zip([False, *known], known, strict=False) if now and not before)
    drawn = [shape for shape in drawing.shapes if isinstance(shape, Polyline | Rect)]
    assert len(drawn) == count * runs
    points = sum(len(shape.points) if isinstance(shape, Polyline) else 1 for shape in drawn)
    assert points == count * sum(known)


def test_the_whole_view_is_drawn_even_when_nobody_lives_there() -> None:
    days = month_days(DAY)
    trends = tuple(LabelTrend(entry.label, tuple(figure(0, 0) for _ in days)) for entry in load_legend())
    levels = (AgeingLevel("老龄化社会", 10, ""),)
    view = PopulationView("大院", people({}), None, days, trends, levels, load_legend())
    for make in (charts.ages, charts.shares, charts.labels):
        assert make(view, 400.0, 300.0).regions == ()


def test_remarks_break_where_the_room_ends() -> None:
    drawing = lines_of_words(["甲" * 30 + "。", "短"], 140)
    words = [text.words for text in texts(drawing)]
    assert words == ["甲" * 10, "甲" * 10, "甲" * 10 + "。", "短"]


@pytest.mark.parametrize("name", HATCHES)
@given(x=st.floats(0, 500), y=st.floats(0, 500), width=st.floats(1, 200), height=st.floats(1, 200))
def test_hatches_cover_their_box_on_one_grid(name: str, x: float, y: float, width: float, height: float) -> None:
    lines = hatch_lines(name, x, y, width, height, 4.0)
    taller = hatch_lines(name, x, y, width, height + 40, 4.0)
    if name == "":
        assert lines == []
    level = {line[1] for line in lines if line[1] == line[3]}
    assert level <= {line[1] for line in taller}
    if name in ("horizontal", "dots", "grid"):
        assert all(y <= at <= y + height for at in level)
