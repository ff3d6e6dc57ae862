"""What a second workbook does to what the first one left: G02, identity, moves, vacancy, labels, marked copies."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.importing.layout import understand
from app.importing.marked import marked_copy
from app.importing.planning import END_STAYS, END_VACANCY, NEW_PERSON, SAME_PERSON
from app.importing.reading import read_workbook
from app.models.colours import Judgement, Label
from app.models.importing import Change, Fate, ImportPlan, KnownStore
from app.rules.id_numbers import check_character
from tests.importing.offices import write
from tests.importing.world import DATA, EMPTY, accept, door, plan, staged

HEAD = ["门牌", "姓名", "身份证号", "出生日期", "政治面貌", "电话", "居住状态", "备注"]


def number(birth: str, serial: int = 11) -> str:
    body = f"420902{birth}{serial:03d}"
    return body + check_character(body)


def ledger(folder: Path, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> Path:
    wide = [[*row, *[""] * (len(head) - len(row))] for row in rows]
    return write(folder / "台账.xlsx", {"台账": [list(head), *wide]})


def twice(
    folder: Path,
    first: Sequence[Sequence[Any]],
    second: Sequence[Sequence[Any]],
    head: Sequence[str] = HEAD,
    **options: Any,
) -> tuple[ImportPlan, KnownStore]:
    """The plan of the second ledger after the first was taken in, and what the first left."""
    known = accept(plan(staged(ledger(folder, first, head))))
    return plan(staged(ledger(folder, second, head)), known, **options), known


def fates(found: ImportPlan) -> list[tuple[str, Fate]]:
    return [(row.name, row.fate) for row in found.rows]


def test_G02_five_cells_changed_and_one_blanked(tmp_path: Path) -> None:
    source = DATA / "住户台账-一人一行.xlsx"
    known = accept(plan(staged(source)))
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    for place, value in {
        "P2": "13900000000",
        "O5": "中共党员",
        "F8": "出租",
        "J12": "丁苹",
        "H14": "戴勃",
        "P20": None,
    }.items():
        sheet[place] = value
    book.save(tmp_path / "改.xlsx")
    third = plan(staged(tmp_path / "改.xlsx"), known)
    changed = {row.row: row.changes for row in third.rows if row.fate is not Fate.SAME}
    assert changed == {
        2: (Change("联系电话", "15194803996", "13900000000"),),
        5: (Change("政治面貌", "群众", "中共党员"),),
        8: (Change("居住状态", "自住", "出租"),),
        12: (Change("姓名", "丁平", "丁苹"),),
        14: (Change("产权人", "戴博", "戴勃"),),
    }
    again = plan(staged(tmp_path / "改.xlsx"), accept(third, known))
    assert again.operations == ()


def test_corrected_number_of_the_same_person_is_a_change(tmp_path: Path) -> None:
    old, new = number("19800101", 11), number("19800101", 13)
    found, _ = twice(tmp_path, [["1-1-101", "张三", old]], [["1-1-101", "张三", new]])
    assert fates(found) == [("张三", Fate.CHANGED)]
    assert found.rows[0].changes == (Change("身份证号", old, new),)


def test_old_fifteen_digits_and_the_new_number_are_one_person(tmp_path: Path) -> None:
    new = number("19800101")
    old = new[:6] + new[8:17]
    found, _ = twice(tmp_path, [["1-1-101", "张三", old]], [["1-1-101", "张三", new]])
    assert found.rows[0].changes == (Change("身份证号", old, new),)
    found, _ = twice(tmp_path, [["1-1-101", "张三", new]], [["1-1-101", "张三", old]])
    assert fates(found) == [("张三", Fate.SAME)]


def test_same_name_with_another_birth_is_asked(tmp_path: Path) -> None:
    first = [["1-1-101", "张三", "", "1980-01-01"]]
    second = [["1-1-101", "张三", "", "1981-01-01"]]
    found, known = twice(tmp_path, first, second)
    assert fates(found) == [("张三", Fate.ASK)]
    assert found.operations == ()
    assert [choice for choice, _ in found.rows[0].choices][:2] == [SAME_PERSON, NEW_PERSON]
    staging = staged(tmp_path / "台账.xlsx")
    place = (found.rows[0].sheet, found.rows[0].row)
    same = plan(staging, known, answers={place: SAME_PERSON})
    assert same.rows[0].changes == (Change("出生日期", "1980-01-01", "1981-01-01"),)
    other = plan(staging, known, answers={place: NEW_PERSON})
    assert len(accept(other, known).doors[door("1-1-101")].members) == 2


def test_numbers_fill_in_for_known_names(tmp_path: Path) -> None:
    found, known = twice(tmp_path, [["1-1-101", "张三"]], [["1-1-101", "张三", number("19800101")]])
    assert fates(found) == [("张三", Fate.CHANGED)]
    assert "同一人" in found.rows[0].warnings[0]
    assert len(accept(found, known).doors[door("1-1-101")].members) == 1


def test_month_only_agrees_with_the_known_day(tmp_path: Path) -> None:
    found, _ = twice(tmp_path, [["1-1-101", "张三", "", "1997-06-15"]], [["1-1-101", "张三", "", "1997.06"]])
    assert fates(found) == [("张三", Fate.SAME)]
    alone = plan(staged(ledger(tmp_path, [["1-1-101", "张三", "", "1997.06"]])))
    assert "只有年月" in alone.rows[0].warnings[0]


def test_move_to_another_door(tmp_path: Path) -> None:
    who = number("19800101")
    found, known = twice(tmp_path, [["1-1-101", "张三", who]], [["2-1-202", "张三", who]])
    assert found.rows[0].changes == (Change("住址", "1-1-101", "2-1-202"),)
    (operation,) = found.operations
    assert [person.joins for person in operation.people] == [True]
    after = accept(found, known)
    assert not after.doors[door("1-1-101")].members
    assert len(after.doors[door("2-1-202")].members) == 1


def test_namesake_with_the_same_birthday_elsewhere_is_asked(tmp_path: Path) -> None:
    found, _ = twice(tmp_path, [["1-1-101", "张三", "", "1980-01-01"]], [["2-1-202", "张三", "", "1980-01-01"]])
    assert fates(found) == [("张三", Fate.ASK)]


def test_same_number_twice_names_the_first_place(tmp_path: Path) -> None:
    who = number("19800101")
    staging = staged(ledger(tmp_path, [["1-1-101", "张三", who], ["1-1-102", "张三", who]]))
    (error,) = staging.errors
    assert (error.row, "第 2 行" in error.reason) == (3, True)
    found = plan(staging)
    assert fates(found) == [("张三", Fate.NEW), ("张三", Fate.ERROR)]
    assert [operation.draft.door for operation in found.operations] == [door("1-1-101")]


def test_number_wins_over_birth_and_sex(tmp_path: Path) -> None:
    head = ["门牌", "姓名", "身份证号", "出生日期", "性别"]
    staging = staged(ledger(tmp_path, [["1-1-101", "张三", number("19800101"), "1980-01-02", "女"]], head))
    (person,) = staging.households[0].people
    assert (f"{person.draft.birth}", person.draft.sex) == ("1980-01-01", "男")
    assert len(person.warnings) == 2


def test_G06_people_in_an_empty_flat(tmp_path: Path) -> None:
    staging = staged(ledger(tmp_path, [["1-1-101", "张三", "", "", "", "", "空置"]]))
    (error,) = staging.errors
    assert "居住状态" in error.reason
    assert "姓名" in error.reason
    assert staging.households == ()
    empty = [["1-1-101", "", "", "", "", "", "空置"]]
    found, known = twice(tmp_path, empty, [["1-1-101", "张三"]])
    assert fates(found) == [("张三", Fate.ASK)]
    settled = plan(staged(tmp_path / "台账.xlsx"), known, answers={("台账", 2): END_VACANCY})
    assert accept(settled, known).doors[door("1-1-101")].members[0].resident.name == "张三"
    found, known = twice(tmp_path, [["1-1-101", "张三"]], empty)
    assert fates(found) == [("", Fate.ASK)]
    settled = plan(staged(tmp_path / "台账.xlsx"), known, answers={("台账", 2): END_STAYS})
    assert accept(settled, known).doors[door("1-1-101")].members == ()


def test_no_to_party_is_no_erasure(tmp_path: Path) -> None:
    head = ["门牌", "姓名", "身份证号", "是否党员"]
    who = number("19800101")
    found, _ = twice(tmp_path, [["1-1-101", "张三", who, "是"]], [["1-1-101", "张三", who, "否"]], head)
    assert fates(found) == [("张三", Fate.SAME)]
    assert "不是党员" in found.rows[0].warnings[0]


@pytest.mark.parametrize(
    ("label", "birth", "politics", "judgement"),
    [
        (Label.AGED, "1970-01-01", "", Judgement.CLAIM),
        (Label.AGED, "", "", Judgement.ADD),
        (Label.AGED, "1940-01-01", "", None),
        (Label.EMPTY_NEST, "1990-01-01", "", Judgement.CLAIM),
        (Label.EMPTY_NEST, "1960-01-01", "", None),
        (Label.PARTY, "1970-01-01", "群众", Judgement.CLAIM),
        (Label.PARTY, "1970-01-01", "", Judgement.ADD),
        (Label.PARTY, "1970-01-01", "中共预备党员", None),
        (Label.DISABLED, "1970-01-01", "", Judgement.ADD),
        (Label.HARDSHIP, "1970-01-01", "", Judgement.ADD),
    ],
)
def test_ticks_against_facts(
    label: Label, birth: str, politics: str, judgement: Judgement | None, tmp_path: Path
) -> None:
    rows = [["1-1-101", "张三", birth, politics, label.value]]
    found, known = twice(tmp_path, rows, rows, ["门牌", "姓名", "出生日期", "政治面貌", "类别"])
    first = plan(staged(tmp_path / "台账.xlsx"))
    (operation,) = first.operations
    written = [one.judgement for one in operation.overrides if one.label is label]
    assert written == ([judgement] if judgement else [])
    assert any(one.label is label and one.ledger_says for one in first.differences) == (judgement is Judgement.CLAIM)
    assert found.operations == ()
    assert known.doors[door("1-1-101")].overrides == ({(label, judgement)} if judgement else set())


def test_unticked_label_that_the_facts_prove(tmp_path: Path) -> None:
    rows = [["1-1-101", "张三", "1930-01-01", "√", ""]]
    found = plan(staged(ledger(tmp_path, rows, ["门牌", "姓名", "出生日期", "空巢户", "高龄户"])))
    assert [(one.label, one.ledger_says) for one in found.differences] == [(Label.AGED, False)]
    assert found.operations[0].overrides == ()


def test_rows_of_a_door_that_disagree(tmp_path: Path) -> None:
    rows = [["1-1-101", name, "", "", "", "", "自住"] for name in ("张三", "李四", "王五")]
    edited = [rows[0], [*rows[1][:6], "出租"], rows[2]]
    found, known = twice(tmp_path, rows, edited)
    assert [(row.fate, row.changes) for row in found.rows] == [
        (Fate.SAME, ()),
        (Fate.CHANGED, (Change("居住状态", "自住", "出租"),)),
        (Fate.SAME, ()),
    ]
    assert "前后不一致" in found.rows[0].warnings[0]
    assert plan(staged(tmp_path / "台账.xlsx"), accept(found, known)).operations == ()


def test_a_ledger_that_disagrees_with_itself_still_says_the_same_twice(tmp_path: Path) -> None:
    rows = [
        ["1-1-101", name, "", "", "", "", use] for name, use in (("张三", "自住"), ("李四", "出租"), ("王五", "自住"))
    ]
    found, _ = twice(tmp_path, rows, rows)
    assert found.operations == ()


def test_a_longer_lease_is_written_with_its_kind(tmp_path: Path) -> None:
    head = ["门牌", "姓名", "居住状态", "租期截止"]
    found, known = twice(
        tmp_path, [["1-1-101", "张三", "出租", "2026-12-31"]], [["1-1-101", "张三", "出租", "2027-12-31"]], head
    )
    assert found.rows[0].changes == (Change("租期截止", "2026-12-31", "2027-12-31"),)
    draft = found.operations[0].draft
    assert (draft.occupancy, f"{draft.lease_until}") == ("出租", "2027-12-31")
    assert plan(staged(tmp_path / "台账.xlsx"), accept(found, known)).operations == ()


def test_estate_may_be_left_out_in_one_of_two_ledgers(tmp_path: Path) -> None:
    found, _ = twice(tmp_path, [["大院小区1栋1单元101", "张三"]], [["1-1-101", "张三"]])
    assert fates(found) == [("张三", Fate.SAME)]


def test_a_corrected_mapping_is_remembered_by_its_signature(tmp_path: Path) -> None:
    path = ledger(tmp_path, [["1-1-101", "张三", "群众"]], ["门牌", "姓名", "身份"])
    raw = read_workbook(path)
    (layout,) = understand(raw)
    corrected = layout.with_field(2, "politics")
    (again,) = understand(raw, {layout.signature: corrected.to_remember()})
    assert again.fields == corrected.fields
    assert again.signature == layout.signature


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_marked_copy_can_be_mended_and_taken_in(suffix: str, tmp_path: Path) -> None:
    wrong = number("19800101")[:-1] + "?"
    path = ledger(tmp_path, [["1-1-101", "张三", wrong], ["看不懂的地方", "李四"]])
    if suffix == ".csv":
        path = path.with_suffix(".csv")
        path.write_text(f"门牌,姓名,身份证号\n1-1-101,张三,{wrong}\n看不懂的地方,李四,\n", "gb18030")
    errors = staged(path).errors
    assert [error.row for error in errors] == [2, 3]
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(path, errors)))
    sheet = book.worksheets[0]
    assert "字符" in sheet["C2"].comment.text
    assert "门牌" in sheet["A3"].comment.text
    sheet["C2"], sheet["A3"] = number("19800101"), "1-1-102"
    book.save(tmp_path / "改好.xlsx")
    mended = staged(tmp_path / "改好.xlsx")
    assert mended.errors == ()
    assert len(mended.households) == 2
    assert EMPTY.doors == {}
