"""人口结构 on paper: the numbers of the page, inside the type area, without a colour."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app import services
from app.base.errors import UserFault
from app.models.population import EVERYWHERE, Scope
from app.reports.fonts import bundled_fonts
from app.reports.population_pdf import population_pdf
from app.services.office import Office
from tests.reports.reading import page_glyphs, pdfium_text

DAY = date(2026, 10, 31)


@pytest.fixture
def taken_in(office: Office, data: Path) -> Office:
    services.importing.accept(office, services.importing.plan_households(office, data / "住户台账-一人一行.xlsx"))
    return office


def streams(pdf: bytes) -> Iterator[bytes]:
    """What is drawn on the pages."""
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        body = found.group(1)
        if b"/ASCII85Decode" in pdf[max(found.start() - 200, 0) : found.start()]:
            import base64

            body = base64.a85decode(body.strip().removesuffix(b"~>"))
        try:
            yield zlib.decompress(body)
        except zlib.error:
            continue


def test_two_pages_with_every_number_of_the_page(taken_in: Office) -> None:
    view = services.population.view(taken_in, DAY)
    pages = pdfium_text(population_pdf(view, DAY, bundled_fonts()))
    assert len(pages) == 2
    first, second = pages
    for band in view.now.bands:
        assert band.name in second
        for figure in (band.men, band.women):
            assert str(figure.numerator) in second
            assert not figure.numerator or str(figure.numerator) in first
    whole = view.now.whole
    for figure in (whole.aged_60, whole.aged_80, whole.unit_people, whole.other_people, whole.sold, whole.let):
        assert figure is not None
        assert figure.percent in first
        assert f"{figure.numerator}/{figure.denominator}" in first
    for trend in view.trends:
        assert f"{trend.label} {trend.points[-1].numerator}户" in second
    for name, one in view.now.grids:
        assert name in second
        assert one.aged_60.percent in second
    assert "达到中度老龄化(20%起)" in first
    assert "国家卫生健康委2022年9月20日" in second
    assert "截至2026年10月31日" in first


@pytest.mark.parametrize("before", [None, date(2021, 10, 31)])
@pytest.mark.parametrize("scope", [EVERYWHERE, Scope("第一网格")])
def test_nothing_leaves_the_type_area(taken_in: Office, scope: Scope, before: date | None) -> None:
    pdf = services.population.paper(taken_in, DAY, scope, before)
    pages = page_glyphs(pdf)
    assert len(pages) == 2
    for page in pages:
        for glyph in page:
            if glyph.top > 262:  # the page number
                continue
            assert glyph.left >= 28 - 0.5, glyph
            assert glyph.right <= 210 - 26 + 0.5, glyph
            assert glyph.top >= 37 - 0.5, glyph
            assert glyph.bottom <= 262 + 0.5, glyph


def test_black_white_and_grey_only(taken_in: Office) -> None:
    pdf = services.population.paper(taken_in, DAY)
    drawn = b"\n".join(streams(pdf)).decode("latin-1")
    assert " re f" in drawn or " re\n" in drawn or " re " in drawn
    colours = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", drawn)
    assert all(red == green == blue for red, green, blue in colours)


def test_the_same_view_gives_the_same_bytes(taken_in: Office) -> None:
    assert services.population.paper(taken_in, DAY) == services.population.paper(taken_in, DAY)


def test_where_nobody_lives_there_is_nothing_to_print(office: Office) -> None:
    with pytest.raises(UserFault, match="没有登记居民"):
        services.population.paper(office, DAY)


def test_the_file_is_the_paper(taken_in: Office, tmp_path: Path) -> None:
    saved = services.population.save(taken_in, tmp_path / "人口.pdf", DAY)
    assert saved.read_bytes() == services.population.paper(taken_in, DAY)


def test_rows_for_an_export(taken_in: Office, tmp_path: Path) -> None:
    ledger = services.population.ledger(taken_in, DAY, before=date(2025, 10, 31))
    assert ledger.title == "人口结构"
    assert not ledger.full
    rows = {(row[0], row[1]): row for row in ledger.rows}
    whole = services.population.view(taken_in, DAY).now.whole
    assert rows["概况", "60岁及以上"][2:6] == (468, "人", 2242, "20.87%")
    assert rows["概况", "总户数"][2] == whole.households.numerator
    for suffix in (".xlsx", ".csv", ".pdf"):
        assert services.ledgers.save(taken_in, ledger, tmp_path / f"人口{suffix}").stat().st_size > 500
