"""Writing files so that the old one stays until the new one is whole."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from app.base.errors import EnvironmentFault

_USUAL, _PRIVATE = 0o666, 0o600  # what a new file may be to others; the first less the umask


def write_atomically(target: Path, data: bytes, *, private: bool = False) -> Path:
    """Put `data` at `target` in one step; on any trouble the old file stays as it was.

    What a person saves gets the permissions of any saved file, so that colleagues can open it; `private` is for this
    user alone. Raises EnvironmentFault when the disk is full, the folder is missing or read-only, or the target is open
    elsewhere.
    """
    temporary = target.with_name(f".qicai-{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(temporary, flags, _PRIVATE if private else _USUAL)
    except OSError as error:
        raise _fault(target, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _fault(target, error) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target


def read_bytes(source: Path, *, at_most: int | None = None) -> bytes:
    """The bytes of `source`; an EnvironmentFault in plain words when it cannot be read or is over `at_most` bytes."""
    try:
        if at_most is not None and source.stat().st_size > at_most:
            raise EnvironmentFault(
                f"文件太大(超过 {at_most // 1_000_000} 兆)。", "请检查是否选错了文件。", place=source.name
            )
        return source.read_bytes()
    except OSError as error:
        raise read_fault(source, error) from error


def read_fault(source: Path, error: OSError) -> EnvironmentFault:
    """What an OSError met while reading `source` is called in the window."""
    if isinstance(error, FileNotFoundError):
        return EnvironmentFault("找不到这个文件。", "请检查文件名和所在的文件夹。", place=source.name)
    if isinstance(error, IsADirectoryError):
        return EnvironmentFault("这是一个文件夹,不是文件。", "请选择其中的文件。", place=source.name)
    return EnvironmentFault(
        "文件打不开,可能正被其他程序占用。", "请在 Excel 或 WPS 中关闭它,再试一次。", place=source.name
    )


def _fault(target: Path, error: OSError) -> EnvironmentFault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFault(
            "磁盘空间不足,文件没有保存,原来的文件没有改动。", "请清理磁盘或换一个位置,再试一次。", place=target.name
        )
    if isinstance(error, FileNotFoundError):
        return EnvironmentFault("保存的文件夹不存在。", "请另选一个文件夹。", place=str(target.parent))
    return EnvironmentFault(
        "文件没有保存:它正被其他程序打开,或文件夹不允许写入;原来的文件没有改动。",
        "请在 Excel、WPS 或阅读器中关闭它,或另选一个文件夹,再试一次。",
        place=target.name,
    )
