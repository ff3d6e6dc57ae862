"""The wall chart: what is on it, on sheets of every kind, and what a passer-by may never read off it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.base.errors import Cancelled, UserFault
from app.models.colours import LABELS, Label, LegendEntry
from app.models.views import MapBuilding, MapChart, MapDoor, MapFilter, MapPages, MapPicture
from app.reports.wall_chart import ChartFacts, wall_chart_page, wall_chart_pdf
from app.rules.legend import load_legend
from tests.reports import factory
from tests.reports.reading import page_glyphs, pdfium_text, poppler_text

DAY = date(2026, 10, 31)
BIT = {label: 1 << place for place, label in enumerate(LABELS)}
PARTY, HARDSHIP, LET = BIT[Label.PARTY], BIT[Label.HARDSHIP], BIT[Label.LET]
MM = 72 / 25.4


def building(name: str, *masks: int, grid: str = "第一网格", first: int = 1, estate: str = "大院小区") -> MapBuilding:
    """Two doors a floor, from the ground."""
    doors = tuple(
        MapDoor(first + n, "1", f"{n // 2 + 1}{n % 2 + 1:02d}", n // 2 + 1, n % 2 + 1, mask, grid)
        for n, mask in enumerate(masks)
    )
    return MapBuilding(estate, name, doors)


def facts(*buildings: MapBuilding, legend: tuple[LegendEntry, ...] | None = None, **order: Any) -> ChartFacts:
    total = sum(len(one.doors) for one in buildings)
    picture = MapPicture(DAY, buildings, legend or load_legend(), {}, 0, total)
    return ChartFacts(picture, "大院社区党委", date(2026, 11, 21), MapChart(DAY, **order))


def made(*buildings: MapBuilding, **order: Any) -> bytes:
    return wall_chart_pdf(facts(*buildings, **order), lambda _done, _of: None)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(round(page.get_width() / MM), round(page.get_height() / MM)) for page in document]
    finally:
        document.close()


def pixels(pdf: bytes, dpi: int = 100) -> Any:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


TWO = (building("1", PARTY | LET, 0, LET, HARDSHIP), building("2", LET, PARTY, first=11, grid="第二网格"))


@pytest.mark.parametrize(
    ("paper", "landscape", "size"),
    [("A4", True, (297, 210)), ("A4", False, (210, 297)), ("A3", True, (420, 297)), ("A3", False, (297, 420))],
)
@pytest.mark.parametrize("monochrome", [False, True])
def test_every_sheet_says_what_it_is(paper: str, landscape: bool, size: tuple[int, int], monochrome: bool) -> None:
    pdf = made(*TWO, paper=paper, landscape=landscape, monochrome=monochrome)
    assert sizes(pdf) == [size]
    (text,) = pdfium_text(pdf)
    for words in (
        "大院社区党委七彩图", "截至2026年10月31日", "党员户 2户(33.33%)", "出租户 3户(50.00%)", "空置户 0户(0.00%)",
        "总户数 6 标签户数 6 去重户数 5", "填报单位(盖章):大院社区党委", "制表日期:2026年11月21日", "1栋", "2栋",
    ):  # fmt: skip
        assert words in re.sub(" +", " ", text), words


def test_nothing_leaves_the_sheet() -> None:
    for order in ({"landscape": True}, {"landscape": False}, {"paper": "A3"}):
        pdf = made(*TWO, **order)
        (width, height), *_ = sizes(pdf)
        for glyph in page_glyphs(pdf)[0]:
            assert glyph.left > 11
            assert glyph.right < width - 11
            assert glyph.top > 11
            assert glyph.bottom < height - 11


def test_black_and_white_has_no_colour() -> None:
    assert all(len(set(colour)) == 1 for _count, colour in pixels(made(*TWO, monochrome=True)).getcolors(1 << 24))
    coloured = {colour for _count, colour in pixels(made(*TWO)).getcolors(1 << 24)}
    assert (0xD7, 0x26, 0x1E) in coloured
    assert (0x2F, 0x6F, 0xDE) in coloured


def test_a_page_a_building_with_its_own_figures_and_numbers() -> None:
    pages = pdfium_text(made(*TWO, pages=MapPages.BUILDING))
    assert len(pages) == 2
    assert "大院社区党委七彩图 1栋" in pages[0]
    assert "第 1 页 共 2 页" in re.sub(" +", " ", pages[0])
    assert "总户数 4" in pages[0]
    assert "困难户 1户" in pages[0]
    assert "大院社区党委七彩图 2栋" in pages[1]
    assert "总户数 2" in pages[1]
    assert "困难户 0户" in pages[1]
    assert "1栋" not in pages[1]


def test_legible_charts_go_on_over_the_pages_and_lose_no_door() -> None:
    many = [building(str(n), *([LET] * 24), first=n * 100) for n in range(1, 61)]
    pages = pdfium_text(made(*many, pages=MapPages.LEGIBLE))
    assert len(pages) > 1
    assert sum(page.count("租") for page in pages) == 60 * 24 + 2 * len(pages)  # the legend's own mark and name
    titles = [int(number) for page in pages for number in re.findall(r"(\d+)栋", page)]
    assert sorted(titles) == list(range(1, 61))
    assert f"第 {len(pages)} 页" in pages[-1]


def test_what_cannot_be_on_one_page_goes_on_to_the_next() -> None:
    crowd = [building(str(n), *([0] * 60), first=n * 100) for n in range(1, 700)]
    pages = sizes(made(*crowd))
    assert len(pages) > 1


def test_only_what_the_filter_shows() -> None:
    only = MapFilter(labels=HARDSHIP)
    (text,) = pdfium_text(made(*TWO, shown=only))
    assert "只画出有困难户标签的住户" in text
    assert "2栋" not in text
    assert "画出 1 户" in text
    (text,) = pdfium_text(made(*TWO, shown=only, only_shown=False))
    assert "2栋" in text
    assert "只画出" not in text
    (text,) = pdfium_text(made(*TWO, shown=MapFilter(grid="第二网格")))
    assert "大院社区党委七彩图 第二网格" in text
    assert "总户数 2" in text
    (text,) = pdfium_text(made(*TWO, shown=MapFilter(building=("大院小区", "2"))))
    assert "1栋" not in text


def test_overdue_visits_may_be_printed_for_the_office() -> None:
    chart = replace(facts(*TWO, shown=MapFilter(overdue=True)), overdue=frozenset({11}))
    (text,) = pdfium_text(wall_chart_pdf(chart, lambda _done, _of: None))
    assert "走访逾期" in text
    assert "1栋" not in text


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(UserFault, match="没有可以打印的住户"):
        made(*TWO, shown=MapFilter(labels=BIT[Label.AGED]))
    with pytest.raises(UserFault, match="没有可以打印的住户"):
        made()


# for any wall -------------------------------------------------------------------------------------------------------


def test_a_public_chart_names_public_labels_only() -> None:
    (text,) = pdfium_text(made(*TWO, public=True))
    for label in LABELS:
        assert (label.value in text) is (label is Label.LET), label
    assert "出租户 3户(50.00%)" in text
    assert "标签户数 3 去重户数 3" in re.sub(" +", " ", text)
    rest = text.replace("大院社区党委", "")
    assert not [mark for mark in "党巢龄困残空" if mark in rest]


def test_a_public_chart_is_the_same_whatever_else_is_known_of_a_door() -> None:
    """Two ledgers that differ in what is not public give the same bytes: nobody can tell one from the other."""
    plain = (building("1", LET, 0, LET, 0), building("2", LET, 0, first=11))
    known = (building("1", LET | PARTY, HARDSHIP, LET, 0b0011110), building("2", LET, BIT[Label.VACANT], first=11))
    for order in ({}, {"pages": MapPages.BUILDING}, {"monochrome": True}, {"shown": MapFilter(labels=LET)}):
        assert made(*plain, public=True, **order) == made(*known, public=True, **order)
        assert made(*plain, **order) != made(*known, **order)


def test_a_public_chart_is_not_filtered_by_what_is_not_public() -> None:
    everything = made(*TWO, public=True)
    for shown in (MapFilter(labels=HARDSHIP), MapFilter(overdue=True), MapFilter(labels=PARTY | HARDSHIP)):
        assert made(*TWO, public=True, shown=shown) == everything


def test_without_a_public_label_there_is_no_public_chart() -> None:
    legend = tuple(replace(entry, public=False) for entry in load_legend())
    with pytest.raises(UserFault, match="可以对外的标签"):
        made(*TWO, legend=legend, public=True)


# names -------------------------------------------------------------------------------------------------------------


def test_G17_rare_characters_in_the_name_of_a_building(tmp_path: Path) -> None:
    """The same code points, with ink, and 户 is U+6237."""
    names = [f"{name}楼" for name in (*factory.RARE_NAMES, *factory.MORE_RARE)]
    pdf = made(*(building(name, LET, 0, first=n * 10 + 1) for n, name in enumerate(names)))
    drawn = "".join(glyph.char for glyph in page_glyphs(pdf)[0])
    text = poppler_text(pdf, tmp_path)
    for name in names:
        assert name in drawn
        assert name in text
    assert "\u6237" in drawn
    assert not [char for char in drawn if "\u2e80" <= char <= "\u2fdf"]
    for glyph in page_glyphs(pdf)[0]:
        if glyph.char in "".join(names) and glyph.char != "·":
            assert glyph.right - glyph.left > 0.3, glyph.char
            assert glyph.bottom - glyph.top > 0.3, glyph.char


def test_G17_a_character_no_font_has_is_reported_not_boxed() -> None:
    with pytest.raises(UserFault, match="没有可用的字体"):
        made(building("\U0003ffff楼", LET))


def test_the_same_order_gives_the_same_bytes() -> None:
    assert made(*TWO, pages=MapPages.BUILDING) == made(*TWO, pages=MapPages.BUILDING)


def test_one_page_to_look_at_is_that_page() -> None:
    chart = facts(*TWO, pages=MapPages.BUILDING)
    count, page = wall_chart_page(chart, 1)
    assert count == 2
    assert pdfium_text(page) == [pdfium_text(wall_chart_pdf(chart, lambda _done, _of: None))[1]]
    assert wall_chart_page(chart, 99)[1] == page


def test_it_tells_how_far_it_is_and_stops_when_asked() -> None:
    told: list[tuple[int, int]] = []
    wall_chart_pdf(facts(*TWO), lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        wall_chart_pdf(facts(*TWO), stop)
