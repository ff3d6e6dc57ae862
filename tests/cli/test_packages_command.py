"""`report --package` on the branch's machine, `receive` on the street's, `verify` of what was signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.services.office import Office
from app.store import keys
from tests.cli.test_commands import PASSWORD, Script
from tests.services.branches import branch, make_known


@pytest.fixture
def street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """A street's machine that knows 甲支部 and 乙支部; a package of 甲支部 lies in `tmp_path`."""
    monkeypatch.setattr(keys, "_MEMORY_KIB", 64 * 1024)  # as in the process that opens it again
    monkeypatch.setattr(keys, "_PASSES", 3)
    clock = Clock(lambda: datetime(2026, 11, 21, 9, 0))
    root = Paths(tmp_path / "街道")
    office, _ = services.accounts.create_office(
        root, Organisation("书院街道党工委", "区委组织部"), PASSWORD, clock, shortest=1
    )
    for name in ("甲支部", "乙支部"):
        with branch(tmp_path, name, clock, 1) as sender:
            make_known(office, sender)
            if name == "甲支部":
                keep_package(sender, tmp_path)
    services.accounts.close(office)
    return Script(root.root)


def keep_package(sender: Office, folder: Path) -> None:
    issued = services.reports.issue_month(sender, 2026, 10)
    services.packages.save_package(sender, issued.id, folder)


def test_receive_sums_up_and_answers(street: Script, tmp_path: Path) -> None:
    (package,) = tmp_path.glob("*报送包.zip")
    code, answer = street("receive", package, "--out", tmp_path / "汇 总")
    assert code == 0
    assert [(one["fate"], one["branch"]) for one in answer["packages"]] == [("accepted", "甲支部")]
    assert answer["missing"] == [{"month": "2026-10", "branch": "乙支部"}]
    assert [Path(file).name for file in answer["files"]] == [
        "月报汇总(2026年10月).xlsx",
        "回执 甲支部2026年10月(2026-10-01).zip",
    ]
    package.write_bytes(package.read_bytes()[:-500])
    code, answer = street("receive", package)
    assert (code, answer["packages"][0]["fate"]) == (1, "refused")
    assert "files" not in answer


def test_report_as_one_package_and_a_correction(street: Script, data: Path, tmp_path: Path) -> None:
    assert street("import", "households", data / "住户台账-合并表头.xlsx", "--accept")[0] == 0
    out = tmp_path / "出"
    code, first = street("report", "--month", "2026-10", "--out", out, "--package")
    assert (code, first["corrects"], first["state"]) == (0, "", "已签名")
    assert [file.name for file in out.iterdir()] == [Path(first["package"]).name]
    code, second = street("report", "--month", "2026-10", "--out", out, "--reason", "改一处")
    assert (code, second["corrects"], second["serial"]) == (0, "2026-10-01", "2026-10-02")
    code, verified = street("verify", *second["files"])
    assert code == 0
    assert [one["signatures"][0]["role"] for one in verified["files"]] == ["填报单位", "填报单位"]
