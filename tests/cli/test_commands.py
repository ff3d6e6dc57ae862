"""The headless commands as a script uses them: one JSON object, nothing else, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "短密码"


class Script:
    """Runs main.py in a process of its own, as Task Scheduler would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: object, password: str = PASSWORD) -> tuple[int, Any]:
        command = [sys.executable, "main.py", "--data-dir", str(self.folder), *map(str, words), "--json"]
        environment = {**os.environ, "QICAI_PASSWORD": password, "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert done.stderr == b"", done.stderr.decode()
        return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    made = Script(tmp_path_factory.mktemp("命令 行") / "资料")
    code, answer = made("init", "--branch", "大院社区党委", "--street", "书院街道办事处")
    assert code == 0
    assert len(answer["recovery_code"].split("-")) == 7
    assert "密码很短" in answer["warnings"][0]
    return made


def test_the_main_job_end_to_end(script: Script, data: Path, tmp_path: Path) -> None:
    book = data / "住户台账-合并表头.xlsx"
    code, planned = script("import", "households", book)
    assert (code, planned["new"], planned["accepted"]) == (0, 2125, False)
    assert script("figures", "--as-of", "2026-10-31")[1]["households"] == 0
    code, taken = script("import", "households", book, "--accept")
    assert (code, taken["new"], taken["errors"]) == (0, 2125, [])
    code, again = script("import", "households", book, "--accept")
    assert (code, again["new"], again["changed"], again["same"]) == (0, 0, 0, 2125)
    code, figures = script("figures", "--as-of", "2026-10-31")
    assert (code, figures["households"], figures["categories"]["高龄户"]) == (0, 940, 141)
    code, report = script("report", "--month", "2026-10", "--out", tmp_path / "报 送")
    assert code == 0
    assert report["serial"] == "2026-10-01"
    assert [Path(file).suffix for file in report["files"]] == [".pdf", ".xlsx"]
    code, verified = script("verify", *report["files"])
    assert code == 0
    assert [(item["verdict"], item["signer"], item["known"]) for item in verified["files"]] == [
        ("whole", "大院社区党委", True)
    ] * 2
    stranger = Script(tmp_path / "别处")
    code, unknown = stranger("verify", report["files"][0])
    assert (code, unknown["files"][0]["known"]) == (0, False)
    changed = tmp_path / "改过.pdf"
    whole = bytearray(Path(report["files"][0]).read_bytes())
    whole[len(whole) // 2] ^= 1
    changed.write_bytes(bytes(whole))
    code, verified = script("verify", changed, data / "expected.json")
    assert code == 1
    assert [item["verdict"] for item in verified["files"]] == ["changed", "unreadable"]
    (tmp_path / "报 送" / Path(report["files"][0]).name.replace("10-01)", "10-02)")).mkdir()
    code, stuck = script("report", "--month", "2026-10", "--out", tmp_path / "报 送")
    assert code == 2
    assert "月报 2026-10-02 已经签发并登记,但文件没有存出来" in stuck["error"]["what"]
    code, checked = script("check")
    assert (code, checked) == (0, {"ok": True, "findings": []})
    code, saved = script("backup", tmp_path / "备份.qicai")
    assert code == 0
    elsewhere = Script(tmp_path / "新机器")
    assert elsewhere("restore", saved["file"])[0] == 0
    assert elsewhere("figures", "--as-of", "2026-10-31")[1] == figures


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (("init", "--branch", "甲", "--street", "乙"), 1, "已经有资料"),
        (("import", "households", "没有这个文件.xlsx"), 2, "找不到"),
        (("import", "households", ROOT / "main.py"), 1, ""),
        (("figures", "--as-of", "2026-13-40"), 1, "日期应写成"),
        (("report", "--month", "2099-01", "--out", "."), 1, "还没有到"),
        (("restore", ROOT / "main.py"), 2, "不是七彩台账的备份"),
        (("frobnicate",), 1, "命令写得不对"),
    ],
)
def test_faults_are_told_as_json(script: Script, words: tuple[object, ...], exit_code: int, said: str) -> None:
    code, answer = script(*words)
    assert code == exit_code
    assert said in answer["error"]["what"]


def test_whoever_stops_reading_is_no_bug(script: Script) -> None:
    command = [
        sys.executable,
        "main.py",
        "--data-dir",
        str(script.folder),
        "figures",
        "--as-of",
        "2026-10-31",
        "--json",
    ]
    environment = {**os.environ, "QICAI_PASSWORD": PASSWORD}
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert (child.stderr.read(), child.wait(timeout=60)) == (b"", 0)
    child.stderr.close()


def test_the_remedy_for_wrong_words_has_no_english_but_the_command(script: Script) -> None:
    _code, answer = script("frobnicate")
    assert answer["error"]["remedy"].startswith("用法:main.py")


def test_a_wrong_and_a_missing_password(script: Script) -> None:
    assert script("check", password="错误的密码一二三")[1]["error"]["what"] == "密码不对。"
    code, answer = script("check", password="")
    assert (code, answer["error"]["what"]) == (1, "没有密码。")


def test_a_console_that_cannot_write_a_rare_name(script: Script) -> None:
    """Where a person reads, in an office's own code page; the figures name people whose names GBK does not have."""
    command = [sys.executable, "main.py", "--data-dir", str(script.folder), "figures", "--as-of", "2026-10-31"]
    environment = {**os.environ, "QICAI_PASSWORD": PASSWORD, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "?" in done.stdout.decode("gbk").split("rare_names")[1]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_bug_is_told_without_what_it_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], as_json: bool
) -> None:
    from app import bootstrap, services

    def broken(*_: object) -> None:
        raise RuntimeError("欧阳晨曦 11010519491231002X")

    monkeypatch.setattr(services.verifying, "verify_files", broken)
    words = ["--data-dir", str(tmp_path), "verify", "月报.pdf"] + ["--json"] * as_json
    assert bootstrap.main(words) == 3
    out, err = capsysbinary.readouterr()
    said = (out if as_json else err).decode()
    assert (err if as_json else out) == b""
    assert ("程序出了错" in json.loads(said)["error"]["what"]) if as_json else ("程序出了错" in said)
    (report,) = (tmp_path / "logs").iterdir()
    for text in (said, report.read_text(encoding="utf-8")):
        assert "欧阳" not in text
        assert "11010519" not in text
    assert "RuntimeError" in report.read_text(encoding="utf-8")
