"""Ledgers leave the house as they are shown: safe in a spreadsheet, masked, noted when they are not (G17, G25)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from app import services
from app.base.errors import Cancelled, EnvironmentFault, UserFault
from app.models.households import DoorKey, HouseholdDraft, Occupancy, ResidentDraft
from app.models.importing import Fate
from app.models.ledgers import Ledger, LedgerColumn
from app.models.queries import ListQuery
from app.rules.list_columns import USUAL_OF_PEOPLE
from app.services.office import Office
from tests.reports.reading import pdfium_text, workbook

RARE = ("𠮷田", "㛃娜", "石𬭎", "王䶮", "吕𫖯", "㑇犇", "阿卜杜·热合曼")
NAMES = (*RARE, '=HYPERLINK("http://x")', "+1", "@SUM", "-2+3")
COLUMNS = (LedgerColumn("name", "姓名", 30), LedgerColumn("age", "年龄", 12, number=True))
SMALL = Ledger("=名单[1]", "截至2026年11月21日", COLUMNS, [(name, 70) for name in NAMES])


@pytest.fixture
def filled(office: Office) -> Office:
    for number, name in enumerate(NAMES, start=1):
        draft = HouseholdDraft(DoorKey("大院", "1", "1", f"{number}01"), "第一网格", Occupancy.OWNER)
        (door,) = services.households.save_household(office, draft).household_ids
        services.households.save_resident(
            office, door, ResidentDraft(name, phone=f"1380000{number:04d}", relation="户主", sex="男")
        )
    return office


def cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def taken_in(office: Office, path: Path) -> dict[str, Fate]:
    """What would become of the rows of a file that was taken in again, by name; the other names are no names to it."""
    plan = services.importing.plan_households(office, path).plan
    return {row.name: row.fate for row in plan.rows if row.name in RARE}


def test_G17_csv_goes_out_and_comes_back_the_same(filled: Office, tmp_path: Path) -> None:
    keys = [*USUAL_OF_PEOPLE, "occupancy"]
    ledger = services.lists.ledger(filled, ListQuery(), keys, "居民名单", full=True)
    assert ledger.full
    target = tmp_path / "居民名单.csv"
    services.ledgers.save(filled, ledger, target, purpose="核对", recipient="街道民政办")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [line[0].removeprefix("\t") for line in cells(target)[1:]] == list(NAMES)
    assert taken_in(filled, target) == dict.fromkeys(RARE, Fate.SAME)


def test_G17_the_workbook_goes_out_and_comes_back_the_same(filled: Office, tmp_path: Path) -> None:
    ledger = services.lists.ledger(filled, ListQuery(), [*USUAL_OF_PEOPLE, "occupancy"], "居民名单", full=True)
    target = tmp_path / "居民名单.xlsx"
    services.ledgers.save(filled, ledger, target, purpose="核对", recipient="街道民政办")
    assert taken_in(filled, target) == dict.fromkeys(RARE, Fate.SAME)


def test_G25_nothing_begins_a_formula(office: Office, tmp_path: Path) -> None:
    services.ledgers.save(office, SMALL, tmp_path / "名单.csv")
    for line in cells(tmp_path / "名单.csv"):
        assert line[0][:1] not in "=+-@"
    services.ledgers.save(office, SMALL, tmp_path / "名单.xlsx")
    page = workbook((tmp_path / "名单.xlsx").read_bytes()).active
    found = [(cell.data_type, cell.value, age.data_type) for cell, age in page.iter_rows(min_row=4)]
    assert found == [("s", name, "n") for name in NAMES]
    assert page["A2"].value == "填报单位：大院社区党委　　期间：截至2026年11月21日"


def test_G17_paper_keeps_every_character(office: Office, tmp_path: Path) -> None:
    many = Ledger("居民名单", "截至2026年11月21日", COLUMNS, [(NAMES[n % len(NAMES)], n) for n in range(60)])
    services.ledgers.save(office, many, tmp_path / "名单.PDF")
    pages = pdfium_text((tmp_path / "名单.PDF").read_bytes())
    assert len(pages) == 3
    assert all(f"第{number}页共3页" in page.replace(" ", "") for number, page in enumerate(pages, start=1))
    text = "".join(pages)
    assert all(name in text for name in NAMES)
    assert all("填报单位：大院社区党委" in page for page in pages)


def test_masked_by_default(filled: Office, tmp_path: Path) -> None:
    ledger = services.lists.ledger(filled, ListQuery(), ("name", "phone"), "居民名单")
    assert not ledger.full
    services.ledgers.save(filled, ledger, tmp_path / "名单.csv")
    assert cells(tmp_path / "名单.csv")[1] == ["𠮷田", "138****0001"]
    assert services.ledgers.log(filled) == ()


def test_whole_numbers_are_noted_for_good(filled: Office, tmp_path: Path) -> None:
    ledger = services.lists.ledger(filled, ListQuery(), ("name", "phone"), "居民名单", full=True)
    for said in ({}, {"purpose": "核对"}, {"recipient": "街道"}, {"purpose": " ", "recipient": "街道"}):
        with pytest.raises(UserFault, match="用途和接收人"):
            services.ledgers.save(filled, ledger, tmp_path / "完整.csv", **said)
    assert not list(tmp_path.glob("*.csv"))
    services.ledgers.save(filled, ledger, tmp_path / "完整.csv", purpose="核对", recipient="街道")
    assert cells(tmp_path / "完整.csv")[1] == ["𠮷田", "13800000001"]
    (past,) = services.ledgers.log(filled)
    assert (past.file_name, past.columns, past.rows, past.recipient) == (
        "完整.csv",
        "姓名、联系电话",
        len(NAMES),
        "街道",
    )
    services.journal.undo(filled)  # the last change that can be taken back, not the export
    assert services.ledgers.log(filled) == (past,)
    assert services.safekeeping.check(filled) == ()


def test_a_full_ledger_without_numbers_is_nothing_to_note(filled: Office, tmp_path: Path) -> None:
    ledger = services.lists.ledger(filled, ListQuery(), ("name", "grid"), "居民名单", full=True)
    services.ledgers.save(filled, ledger, tmp_path / "名单.csv")
    assert services.ledgers.log(filled) == ()


def test_a_file_that_cannot_be_written_is_not_noted(
    filled: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = services.lists.ledger(filled, ListQuery(), ("name", "phone"), "居民名单", full=True)
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        services.ledgers.save(filled, ledger, tmp_path / "没有" / "完整.csv", purpose="核对", recipient="街道")
    target = tmp_path / "完整.csv"
    target.write_text("旧的", encoding="utf-8")

    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "open in Excel")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(EnvironmentFault, match="正被其他程序打开"):
            services.ledgers.save(filled, ledger, target, purpose="核对", recipient="街道")
    assert target.read_text(encoding="utf-8") == "旧的"
    assert [path for path in tmp_path.iterdir() if path.is_file()] == [target]
    assert services.ledgers.log(filled) == ()
    services.ledgers.save(filled, ledger, target, purpose="核对", recipient="街道")
    assert len(services.ledgers.log(filled)) == 1


def test_an_unknown_kind_of_file_is_told(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="不认识这种文件"):
        services.ledgers.save(office, SMALL, tmp_path / "名单.docx")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".pdf"])
def test_it_tells_how_far_it_is_and_can_be_stopped(office: Office, tmp_path: Path, suffix: str) -> None:
    long = Ledger("名单", "", COLUMNS, [("曾伟", 70)] * 12_000)
    told: list[tuple[int, int]] = []
    services.ledgers.save(office, long, tmp_path / f"名单{suffix}", lambda done, of: told.append((done, of)))
    assert told[0] == (0, 12_000)
    assert told[-1] == (12_000, 12_000)
    assert len(told) > 3

    def stop(done: int, _of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        services.ledgers.save(office, long, tmp_path / f"停{suffix}", stop)
    assert not (tmp_path / f"停{suffix}").exists()


def test_a_ledger_of_nobody(office: Office, tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx", ".pdf"):
        services.ledgers.save(office, Ledger("名单", "", COLUMNS, []), tmp_path / f"空{suffix}")
    assert cells(tmp_path / "空.csv") == [["姓名", "年龄"]]


def test_the_conditions_stand_beside_the_day(filled: Office) -> None:
    ledger = services.lists.ledger(filled, ListQuery(sex="男", heads=True), ("name",), "居民名单")
    assert ledger.period == "截至2026年11月21日(男、只看户主)"
    assert len(ledger.rows) == len(NAMES)


def test_only_these_rows(filled: Office) -> None:
    ledger = services.lists.ledger(filled, ListQuery(), ("name",), "居民名单", spans=[(1, 3)])
    assert ledger.rows == [("㛃娜",), ("石𬭎",)]
