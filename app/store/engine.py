"""The store: one encrypted file, one writer, read and written through SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.errors import EnvironmentFault
from app.store import cipher

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCHEMA_VERSION = "0007"  # the newest step under migrations/versions


class Store:
    """An open store. `raw` is there at once; SQLAlchemy is loaded when the first query or verb needs it."""

    def __init__(self, path: Path, key: bytes, backups: Path) -> None:
        """Open, and bring an older schema up to date (a backup is taken first).

        Raises EnvironmentFault when the store is damaged, was written by a newer program, or the key is not its key.
        """
        self.path = path
        self.key = key
        self.raw = cipher.connect(path, key)
        self._writing = False
        try:
            self._bring_up_to_date(backups)
        except BaseException:
            self.raw.close()
            raise

    @cached_property
    def engine(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import StaticPool

        engine = create_engine(
            "sqlite://",
            module=cipher.dbapi2,
            creator=lambda: self.raw,
            poolclass=StaticPool,
            hide_parameters=True,  # what an error says of a row stays in the store
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            if self._writing:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # rows of one change come in any order
            else:
                connection.exec_driver_sql("BEGIN")

        return engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; whatever is written on it is rolled back.

        There is one connection: whoever reads inside a change uses the change's own, or would take the change back.
        """
        if self._writing:
            raise RuntimeError("reading() inside a change: use the connection of the change")
        with self._connected() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose work is kept only by an explicit `commit()`."""
        self._writing = True
        try:
            with self._connected() as connection:
                yield connection
        finally:
            self._writing = False

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with self.trouble_named(), self.engine.connect() as connection:
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def trouble_named(self) -> Iterator[None]:
        """Troubles of the file become EnvironmentFaults in plain words; anything else stays a bug."""
        from sqlalchemy.exc import DatabaseError, OperationalError

        try:
            yield
        except OperationalError as error:
            if _is_environment(str(error.orig)):
                raise cipher.fault(error.orig or error) from error
            raise
        except DatabaseError as error:
            if "malformed" in str(error.orig) or "not a database" in str(error.orig):
                raise cipher.fault(error.orig or error) from error
            raise

    def close(self) -> None:
        self.raw.close()

    def _bring_up_to_date(self, backups: Path) -> None:
        tables = self.raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
        version = self.raw.execute("SELECT version_num FROM alembic_version").fetchone()[0] if tables else None
        if version == SCHEMA_VERSION:
            return
        from app.store import migrate

        if version is not None and version not in migrate.known_versions():
            raise EnvironmentFault(
                "这份资料由更新的版本写成,这个版本打不开,资料没有改动。", "请安装新版程序再打开。", place=self.path.name
            )
        if version is not None:
            from app.store.backup import copy_store

            copy_store(self.raw, self.key, backups / f"升级前-{version}.db")
        self._writing = True
        migrate.upgrade(self.engine)
        self._writing = False


def _is_environment(text: str) -> bool:
    return any(word in text.lower() for word in ("full", "locked", "busy", "readonly", "disk i/o", "unable to open"))
