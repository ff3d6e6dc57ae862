"""What the report says, leaves out, and how its parts are numbered."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.reports.digest import code_text, facts_digest, facts_json
from app.reports.fonts import bundled_fonts
from app.reports.monthly import monthly_pdf, monthly_workbook
from tests.reports import factory
from tests.reports.reading import pdfium_text, workbook


def _text(**changes: object) -> str:
    return "".join(pdfium_text(monthly_pdf(factory.facts(**changes), factory.LEGEND, fonts=bundled_fonts())))


def test_sections_close_up_when_one_is_left_out() -> None:
    text = _text(key_work="")
    assert "重点工作" not in text
    assert "三、下月计划" in text
    assert "四、" not in text


def test_sections_in_order() -> None:
    text = _text()
    places = [
        text.index(words) for words in ("一、基本情况", "二、七彩图分类", "三、重点工作", "四、下月计划", "附件：")
    ]
    assert places == sorted(places)


def test_what_was_never_recorded_is_not_said() -> None:
    text = _text(now=replace(factory.population(), unit_people=None, sold=None))
    assert "单位人" not in text
    assert "社会人" not in text
    assert "已售" not in text
    assert "出租住房221户" in text


def test_a_percent_says_what_it_is_of() -> None:
    known = factory.figure("unit_people", 300, 1000, "residents")
    assert "单位人300人，占已登记的1000人的30.00%" in _text(now=replace(factory.population(), unit_people=known))


def test_an_empty_branch_divides_by_nothing() -> None:
    nought = factory.figure("nought", 0, 0)
    now = replace(
        factory.population(),
        **dict.fromkeys(("households", "residents", "distinct", "aged_60", "aged_80", "party_members"), nought),
        **dict.fromkeys(("disabled", "aided", "unit_people", "sold", "let"), nought),
        grids=(),
        labels={},
        combinations={},
    )
    facts = factory.facts(now=now, before=now)
    assert "住户0户" in "".join(pdfium_text(monthly_pdf(facts, (), fonts=bundled_fonts())))
    assert workbook(monthly_workbook(facts)).sheetnames[:2] == ["七彩图分类", "基本情况"]


def test_doors_of_no_grid_are_shown_so_that_totals_add_up() -> None:
    now = replace(factory.population(), households=factory.figure("households", 1030))
    facts = factory.facts(now=now)
    page = workbook(monthly_workbook(facts))["七彩图分类"]
    rows = {row[0]: row for row in page.iter_rows(values_only=True)}
    assert rows["未划网格"][1] == 8
    assert "未划网格" in "".join(pdfium_text(monthly_pdf(facts, (), fonts=bundled_fonts())))


def test_a_long_name_and_many_grids_flow_over_pages() -> None:
    grids = factory.population().grids * 12
    named = tuple(replace(grid, grid=f"第{place}网格（含临时安置点）") for place, grid in enumerate(grids))
    facts = factory.facts(
        branch="特别长名称街道特别长名称社区党委第十二网格联合功能型党支部委员会",
        now=replace(factory.population(), grids=named),
    )
    pages = pdfium_text(monthly_pdf(facts, factory.LEGEND, fonts=bundled_fonts()))
    assert len(pages) > 4
    assert sum("总户数" in page and "第" in page for page in pages) >= 3
    assert all(f"— {number} —" in page for number, page in enumerate(pages, start=1))


def test_the_signature_never_stands_alone() -> None:
    for lines in range(1, 24):
        facts = factory.facts(
            key_work="\n".join(["完成一项工作。"] * lines), now=replace(factory.population(), combinations={})
        )
        last = pdfium_text(monthly_pdf(facts, (), fonts=bundled_fonts()))[-1]
        assert "（盖章）" in last
        assert "审议安排" in last or "民主评议" in last or "工作" in last.replace("工作月报", ""), lines


def test_pdf_opens_with_every_font_inside(month_pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "month.pdf"
    file.write_bytes(month_pdf)
    rows = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


def test_pdf_says_when_it_was_made(month_pdf: bytes) -> None:
    assert b"D:20261102000000+08'00'" in month_pdf


def test_workbook_properties_are_the_report_s(month_workbook: bytes) -> None:
    properties = workbook(month_workbook).properties
    assert properties.title == factory.facts().title
    assert properties.created.date() == date(2026, 11, 2)


def test_digest_changes_with_any_figure() -> None:
    facts = factory.facts()
    digest = facts_digest(facts)
    assert len(digest) == 64
    assert facts_digest(factory.facts()) == digest
    assert facts_digest(factory.facts(preparer="另一人")) != digest
    other = replace(facts.now, aged_80=replace(facts.now.aged_80, ids=(1, 2)))
    assert facts_digest(replace(facts, now=other)) != digest
    assert code_text("2026-10", digest) == f"QICAI1|2026-10|{digest}"


def test_canonical_json_is_utf8_and_sorted() -> None:
    text = facts_json(factory.facts()).decode("utf-8")
    assert text.startswith('{"before":{"aged_60"')
    assert '"made_on":"2026-11-02"' in text
    assert "党员户" in text


def test_a_foreign_thing_has_no_canonical_form() -> None:
    with pytest.raises(TypeError):
        facts_json(factory.facts(key_work=object()))
