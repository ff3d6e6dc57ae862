"""`roster --month`, as a script uses it: solved once, then told as it stands (G14)."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.activities import ActivityDraft
from app.models.people import Organisation
from app.models.volunteers import VolunteerDraft
from tests.cli.test_commands import PASSWORD, Script
from tests.services.roster_world import EVERY_HALF


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Three volunteers, and the community station each Sunday morning by two, one of them a nurse."""
    monkeypatch.undo()  # the script opens it with keys of full strength
    clock = Clock(lambda: datetime(2026, 10, 28, 9, 0))
    paths = Paths(tmp_path / "资料")
    office, _code = services.accounts.create_office(
        paths, Organisation("大院社区党委", "书院街道办事处"), PASSWORD, clock, shortest=1
    )
    for name in ("赵一", "钱二", "孙三"):
        draft = VolunteerDraft(name, phone="13800001234", availability=EVERY_HALF)
        services.volunteers.add(office, draft)
    draft = ActivityDraft("社工站", "9:00", "11:00", 2, (("急救", 1),), rule="E7")
    services.activities.add(office, draft, sure=True)
    services.accounts.close(office)
    return Script(tmp_path / "资料")


def test_G14_on_the_command_line(script: Script) -> None:
    code, found = script("roster", "--month", "2026-11")
    assert code == 0, found
    assert (code, found["month"], found["laid_out"], found["solved"], found["proven"]) == (
        0,
        "2026-11",
        True,
        True,
        True,
    )
    assert (found["heads"], found["missing"], found["shares"]["spread"]) == (10, 5, 1)
    assert [shift["day"] for shift in found["shifts"]] == [f"2026-11-{day:02d}" for day in (1, 8, 15, 22, 29)]
    assert {shift["reason"] for shift in found["shifts"]} == {"没有会“急救”的人"}
    assert all(len(shift["volunteers"]) == 1 for shift in found["shifts"])
    assert "138" not in json.dumps(found)
    code, again = script("roster", "--month", "2026-11")
    assert (code, again["solved"], again["shifts"]) == (0, False, found["shifts"])
    code, said = script("roster", "--month", "2026-13")
    assert (code, "月份" in said["error"]["what"]) == (1, True)
    assert script("check")[1]["ok"] is True


def test_G14_of_a_roster_just_taken_in(tmp_path: Path, data: Path) -> None:
    """Nobody has written an activity down yet: the usual fixed days are laid out."""
    script = Script(tmp_path / "资料")
    assert script("init", "--branch", "大院社区党委", "--street", "书院街道办事处")[0] == 0
    assert script("import", "volunteers", data / "志愿者花名册.xlsx", "--accept")[0] == 0
    code, found = script("roster", "--month", "2026-11")
    assert (code, found["missing"], found["proven"]) == (0, 0, True), found
    assert [shift["day"] for shift in found["shifts"]] == [f"2026-11-{day:02d}" for day in (1, 2, 8, 15, 22, 29)]
    served = [one["id"] for shift in found["shifts"] for one in shift["volunteers"]]
    assert (len(served), len(set(served))) == (18, 18)
    assert not any(one["clash"] for shift in found["shifts"] for one in shift["volunteers"])
    assert script("roster", "--month", "2026-11")[1]["shifts"] == found["shifts"]
