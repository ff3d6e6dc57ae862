"""`import requests FILE` and the requests among the figures, as a script uses them (G11)."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import Script


@pytest.fixture
def script(tmp_path: Path) -> Script:
    made = Script(tmp_path / "资料")
    assert made("init", "--branch", "大院社区党委", "--street", "书院街道办事处")[0] == 0
    return made


def test_G11_on_the_command_line(script: Script, data: Path) -> None:
    book = data / "诉求台账.xlsx"
    assert script("figures", "--as-of", "2026-10-31")[1]["requests"] is None
    code, planned = script("import", "requests", book)
    assert (code, planned["new"], planned["errors"], planned["accepted"]) == (0, 1145, [], False)
    assert script("import", "requests", book, "--accept")[1]["accepted"] is True
    code, again = script("import", "requests", book, "--accept")
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1145)
    expected = json.loads((data / "records-expected.json").read_text(encoding="utf-8"))["诉求台账.xlsx"]
    assert script("figures", "--as-of", "2026-10-31")[1]["requests"] == expected
    assert script("check")[1]["ok"] is True


def test_a_kind_that_is_none_and_a_file_that_is_no_ledger_are_told_in_chinese(script: Script, data: Path) -> None:
    code, answer = script("import", "letters", data / "诉求台账.xlsx")
    assert (code, "用法" in answer["error"]["remedy"]) == (1, True)
    code, answer = script("import", "requests", data / "住户台账-一人一行.xlsx")
    assert (code, "诉求台账" in answer["error"]["what"]) == (1, True)
    code, planned = script("import", data / "住户台账-一人一行.xlsx")  # the old short form: households
    assert (code, planned["new"] > 2000) == (0, True)
