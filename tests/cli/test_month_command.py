"""`month` and `ledgers`, as a script uses them before it issues a month."""

from pathlib import Path

from tests.cli.test_commands import Script


def test_a_month_is_looked_at_and_its_ledgers_are_saved(tmp_path: Path, data: Path) -> None:
    script = Script(tmp_path / "资料")
    assert script("init", "--branch", "大院社区党委", "--street", "书院街道办事处")[0] == 0
    assert script("import", "requests", data / "诉求台账.xlsx", "--accept")[0] == 0
    code, month = script("month", "--month", "2026-10")
    assert code == 0
    assert [check["check"] for check in month["checks"]][:1] == ["落款人员未填"]
    assert "诉求超时未办结" in [check["check"] for check in month["checks"]]
    assert any("解决吹哨难题" in line["words"] for line in month["suggestions"])
    out = tmp_path / "档案盒"
    code, saved = script("ledgers", "--month", "2026-10", "--out", out)
    assert code == 0
    assert sorted(Path(file).name for file in saved["files"]) == ["诉求台账.pdf", "诉求台账.xlsx"]
    code, told = script("ledgers", "--month", "2026-13", "--out", out)
    assert code == 1
    assert told["error"]["remedy"]
