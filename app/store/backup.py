"""Backups: one file with the encrypted store and its key slots, so that a password or the recovery code opens it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

from app.base.errors import EnvironmentFault
from app.base.files import read_bytes, write_atomically
from app.base.paths import Paths
from app.store import cipher, keys
from app.store.cipher import Raw
from app.store.engine import SCHEMA_VERSION

_FORMAT = 1
_MANIFEST, _STORE, _KEYS = "manifest.json", "qicai.db", "qicai.keys"


def copy_store(raw: Raw, key: bytes, target: Path) -> None:
    """A whole, encrypted copy of the open store, by SQLite's own backup; `target` appears only when it is whole."""
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    copy = cipher.dbapi2.connect(str(part), isolation_level=None)
    try:
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    except cipher.dbapi2.DatabaseError as error:
        copy.close()
        part.unlink(missing_ok=True)
        raise cipher.fault(error) from error
    copy.close()
    part.replace(target)


def write_backup(raw: Raw, key: bytes, paths: Paths, target: Path, now: datetime) -> Path:
    """One file at `target`; the old file of that name stays until the new one is whole."""
    copied = paths.backups / ".backup.db"
    try:
        copy_store(raw, key, copied)
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w", zipfile.ZIP_STORED) as archive:
            manifest = {"format": _FORMAT, "made": now.isoformat(timespec="seconds"), "what": "七彩台账备份"}
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False))
            archive.writestr(_KEYS, read_bytes(paths.keys))
            archive.write(copied, _STORE)
        return write_atomically(target, body.getvalue())
    finally:
        copied.unlink(missing_ok=True)


def restore_backup(paths: Paths, source: Path, secret: str, now: datetime) -> None:
    """Put a backup in the place of the present store, which is kept aside under backups; nothing is ever deleted.

    Raises UserFault for a wrong password, EnvironmentFault for a file that is no whole backup.
    """
    slots, store = _read_backup(source)
    key = keys.open_slots(slots, secret)
    paths.make()
    trial = paths.backups / ".restore.db"
    write_atomically(trial, store, private=True)
    try:
        _must_be_whole(trial, key, source.name)
        present = (paths.store, paths.store.with_name(paths.store.name + "-wal"), paths.keys)
        if any(file.exists() for file in present):
            name = f"恢复前-{now:%Y%m%d-%H%M%S}"
            earlier = len(list(paths.backups.glob(f"{name}*")))  # two within a second: neither goes over the other
            aside = paths.backups / (f"{name}-{earlier + 1}" if earlier else name)
            aside.mkdir()
            for file in present:
                if file.exists():
                    file.replace(aside / file.name)
        paths.store.with_name(paths.store.name + "-shm").unlink(missing_ok=True)
        keys.write_slots(paths.keys, slots)
        trial.replace(paths.store)
    finally:
        for left in paths.backups.glob(".restore.db*"):
            left.unlink()


def _read_backup(source: Path) -> tuple[tuple[keys.Slot, ...], bytes]:
    data = read_bytes(source)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest["format"] > _FORMAT:
                raise EnvironmentFault("这份备份由更新的版本写成。", "请安装新版程序再恢复。", place=source.name)
            return keys.load_slots(archive.read(_KEYS), source.name), archive.read(_STORE)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError) as error:
        raise EnvironmentFault(
            "这不是七彩台账的备份,或者备份不完整。", "请换一份备份;现有的资料没有改动。", place=source.name
        ) from error


def _must_be_whole(store: Path, key: bytes, name: str) -> None:
    raw = cipher.connect(store, key)
    try:
        raw.execute("PRAGMA journal_mode = DELETE")
        said = raw.execute("PRAGMA integrity_check").fetchone()[0]
        version = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    except cipher.dbapi2.DatabaseError as error:
        raise cipher.fault(error) from error
    finally:
        raw.close()
    if said != "ok":
        raise EnvironmentFault("备份里的资料不完整。", "请换一份备份;现有的资料没有改动。", place=name)
    if version != SCHEMA_VERSION:
        from app.store import migrate

        if version not in migrate.known_versions():
            raise EnvironmentFault(
                "这份备份由更新的版本写成。", "请安装新版程序再恢复;现有的资料没有改动。", place=name
            )
