"""Opening the encrypted file. Nothing but SQLCipher is loaded here, so that the first page can be read at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as dbapi2

from app.base.errors import EnvironmentFault

Raw = Any  # sqlcipher3.dbapi2.Connection; the package has no type information
CACHE_KIB = 32_768  # the default of 2 MB decrypts the same pages over and over; 100,000 residents work in some 25 MB


def connect(path: Path, key: bytes) -> Raw:
    """A connection keyed with the raw 32-byte data key; transactions are begun and ended explicitly.

    Raises EnvironmentFault when the file is no store, is damaged, or the key is not its key.
    """
    try:
        raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    except dbapi2.Error as error:
        raise fault(error) from error
    try:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute("PRAGMA cipher_memory_security = OFF")
        raw.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
    except dbapi2.DatabaseError as error:
        raw.close()
        raise fault(error) from error
    return raw


def fault(error: Exception) -> EnvironmentFault:
    """What a trouble of the store's file is called in the window."""
    text = str(error).lower()
    if "full" in text:
        return EnvironmentFault("磁盘空间不足,这次没有保存。", "请清理磁盘后再试,已有的记录都在。")
    if "locked" in text or "busy" in text:
        return EnvironmentFault("资料正被另一个窗口使用。", "请关闭另一个窗口,再试一次。")
    if "readonly" in text or "read-only" in text:
        return EnvironmentFault("资料文件夹不允许写入,这次没有保存。", "请检查文件夹的权限,再试一次。")
    return EnvironmentFault(
        "资料文件打不开,可能已经损坏,或与钥匙文件不配套。", "请用最近的备份恢复;现有的文件不会被改动。"
    )
