"""Rare characters keep their code points through xlsx, xls and csv."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt

from tests.importing.offices import write
from tests.importing.world import staged

NAMES = [
    "王𠮷",
    "李㛃",
    "石𬭎",
    "王䶮",
    "吕𫖯",
    "田㑇",
    "曹犇",
    "阿依古丽·买买提",
    "欧阳𬀩",
    "户田户",
    "郑龘",
    "陈" + chr(0x2EBF0),
]


@pytest.mark.parametrize("kind", ["xlsx", "utf-8", "utf-8-sig", "gb18030", "utf-16", "xls"])
def test_G17_names_keep_their_code_points(kind: str, tmp_path: Path) -> None:
    rows = [["门牌", "姓名", "备注"], *([f"1-1-{101 + place}", name, name] for place, name in enumerate(NAMES))]
    path = tmp_path / "台账.csv"
    if kind == "xlsx":
        path = write(tmp_path / "台账.xlsx", {"台账": rows})
    elif kind == "xls":
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet("台账")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(number, column, text)
        path = tmp_path / "台账.xls"
        book.save(str(path))
    else:
        path.write_text("\n".join(",".join(row) for row in rows), kind)
    people = [person.draft for household in staged(path).households for person in household.people]
    assert [draft.name for draft in people] == NAMES
    assert [draft.note for draft in people] == NAMES
