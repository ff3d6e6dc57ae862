from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.base.clock import Clock
from app.base.errors import Cancelled, EnvironmentFault, UserFault
from app.base.paths import Paths
from app.ui.main_window import MainWindow
from app.ui.trouble import Trouble

Said = list[tuple[str, str]]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def trouble(paths: Paths, clock: Clock, said: Said) -> Trouble:
    return Trouble(paths, clock, lambda text, tone: said.append((text, tone)))


def reports(paths: Paths) -> list[Path]:
    return sorted(paths.logs.glob("*.txt"))


def look_up(secret: str) -> None:
    try:
        {}[secret]
    except KeyError as cause:
        raise ValueError(f"bad {secret}") from cause


def bug_with(secret: str) -> Exception:
    with pytest.raises(ValueError) as caught:
        look_up(secret)
    return caught.value


def test_what_a_person_can_put_right_is_said_with_its_remedy(trouble: Trouble, said: Said, paths: Paths) -> None:
    trouble.present(UserFault("这户还住着 2 人。", "请先办理迁出。", place="1-1-101"))
    assert said == [("1-1-101:这户还住着 2 人。请先办理迁出。", "amber")]
    assert not reports(paths)


def test_what_the_computer_stands_in_the_way_of_is_said_too(trouble: Trouble, said: Said, paths: Paths) -> None:
    trouble.present(EnvironmentFault("磁盘满了。", "请清理磁盘。"))
    assert said == [("磁盘满了。请清理磁盘。", "amber")]
    assert not reports(paths)


def test_a_bug_is_reported_without_any_value(trouble: Trouble, said: Said, paths: Paths) -> None:
    trouble.present(bug_with("110105194912310021"))
    ((text, tone),) = said
    (report,) = reports(paths)
    content = report.read_text(encoding="utf-8")
    assert tone == "red"
    assert report.name in text
    assert "110105194912310021" not in content + text
    assert "ValueError" in content
    assert "KeyError" in content
    assert "look_up" in content


def test_a_cancelled_work_is_nobodys_trouble(trouble: Trouble, said: Said) -> None:
    trouble.present(Cancelled())
    assert said == []


def test_a_full_disk_does_not_hide_the_bug(trouble: Trouble, said: Said, paths: Paths) -> None:
    paths.root.mkdir(parents=True)
    paths.logs.write_text("a file where the folder should be")
    trouble.present(RuntimeError("secret"))
    assert said[0][1] == "red"
    assert "secret" not in said[0][0]


def test_the_window_stays_and_shows_an_uncaught_bug(
    window: MainWindow, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window.trouble.hook()
    error = RuntimeError("value")
    sys.excepthook(RuntimeError, error, None)
    assert window.isVisible()
    assert window.room is not None
    assert window.room.banner.isVisible()
    assert "已登记的内容都还在" in window.room.banner.text.text()
    assert reports(paths)
