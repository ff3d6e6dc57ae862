"""`import meetings FILE`, `import members FILE` and the meetings among the figures, as a script uses them (G10)."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_commands import Script


@pytest.fixture
def script(tmp_path: Path) -> Script:
    made = Script(tmp_path / "资料")
    assert made("init", "--branch", "大院社区党委", "--street", "书院街道办事处")[0] == 0
    return made


def test_G10_on_the_command_line(script: Script, data: Path) -> None:
    book = data / "会议台账.xlsx"
    assert script("figures", "--as-of", "2026-10-31")[1]["meetings"] is None
    code, planned = script("import", "meetings", book)
    assert (code, planned["new"], planned["errors"], planned["accepted"]) == (0, 55, [], False)
    assert script("import", "meetings", book, "--accept")[1]["accepted"] is True
    code, again = script("import", "meetings", book, "--accept")
    assert (code, again["new"], again["same"]) == (0, 0, 55)
    said = script("figures", "--as-of", "2026-10-31")[1]["meetings"]
    expected = json.loads((data / "records-expected.json").read_text(encoding="utf-8"))["会议台账.xlsx"]
    assert {name: said[name] for name in expected} == expected
    attended = {"should": 1057, "attended": 1028, "percent": "97.26%"}
    assert {name: said["attendance"][name] for name in attended} == attended
    assert said["attendance"]["by_type"]["支部委员会会议"] == "100.00%"
    assert script("check")[1]["ok"] is True


def test_members_on_the_command_line(script: Script, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "入党时间", "党员类别", "职务", "党小组"])
    book.active.append(["苏旭", "1995-07-01", "正式党员", "书记", "一组"])
    book.active.append(["王洋", "2026-03-01", "预备党员", None, "二组"])
    book.active.append(["何东", "2026-13-01", "正式党员", None, "二组"])
    book.save(tmp_path / "名册.xlsx")
    code, planned = script("import", "members", tmp_path / "名册.xlsx", "--accept")
    assert (code, planned["new"], planned["groups"]) == (0, 2, ["第一党小组", "第二党小组"])
    assert [error["column"] for error in planned["errors"]] == ["入党时间"]
    assert script("import", "members", tmp_path / "名册.xlsx")[1]["same"] == 2


@pytest.mark.parametrize(
    ("kind", "file", "says"),
    [
        ("meetings", "诉求台账.xlsx", "会议台账"),
        ("meetings", "住户台账-一人一行.xlsx", "会议台账"),
        ("members", "住户台账-一人一行.xlsx", "党员名册"),
        ("members", "诉求台账.xlsx", "党员名册"),
        ("members", "会议台账.xlsx", "党员名册"),
        ("requests", "会议台账.xlsx", "诉求台账"),
    ],
)
def test_another_ledger_is_told_in_chinese(script: Script, data: Path, kind: str, file: str, says: str) -> None:
    code, answer = script("import", kind, data / file)
    assert (code, f"没有在里面找到{says}" in answer["error"]["what"]) == (1, True)
