"""Writing a file: whole or not at all, readable for whom it is meant, and every refusal of the disk in plain words."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from app.base.errors import EnvironmentFault
from app.base.files import read_bytes, write_atomically


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that is there already."""
    file = tmp_path / "月 报.pdf"
    file.write_bytes(b"old")
    return file


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(target: Path) -> None:
    assert write_atomically(target, b"new") == target
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
@pytest.mark.parametrize(("umask", "usual"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_what_a_person_saves_is_as_readable_as_any_file_of_theirs(target: Path, umask: int, usual: int) -> None:
    before = os.umask(umask)
    try:
        write_atomically(target, b"new")
        assert target.stat().st_mode & 0o777 == usual
        write_atomically(target, b"keys", private=True)
        assert target.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(OSError(errno.ENOSPC, "full"), "磁盘空间不足"), (PermissionError(13, "open"), "其他程序打开")],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_G32_a_disk_that_refuses_leaves_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, trouble: OSError, words: str, step: str
) -> None:
    def refuse(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), refuse)
    with pytest.raises(EnvironmentFault, match=words):
        write_atomically(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_writing_that_is_broken_off_leaves_nothing(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, b"new")
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="文件夹不存在"):
        write_atomically(tmp_path / "没有" / "月报.pdf", b"new")
    with pytest.raises(EnvironmentFault, match="找不到"):
        read_bytes(tmp_path / "没有.xlsx")
    with pytest.raises(EnvironmentFault):
        read_bytes(tmp_path)


def test_a_file_past_the_limit_is_not_read(target: Path) -> None:
    assert read_bytes(target, at_most=3) == b"old"
    with pytest.raises(EnvironmentFault, match="文件太大"):
        read_bytes(target, at_most=2)
