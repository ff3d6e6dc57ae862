"""Unlock: the whole of it against the bare key derivation."""

from __future__ import annotations

from argon2.low_level import Type, hash_secret_raw

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.store import keys
from benchmarks.stores import FOLDER, PASSWORD


def pairs() -> list[tuple[str, object, object, float]]:
    keys._MEMORY_KIB, keys._PASSES = 65_536, 3
    paths = Paths(FOLDER / "unlock")
    if not paths.keys.exists():
        office, _ = services.accounts.create_office(paths, Organisation("甲", "乙"), PASSWORD, Clock())
        services.accounts.close(office)

    def ours() -> None:
        services.accounts.close(services.accounts.unlock(paths, PASSWORD, Clock()))

    def floor() -> None:
        hash_secret_raw(PASSWORD.encode(), b"s" * 16, 3, 65_536, 4, 32, Type.ID)

    return [("unlock / bare Argon2id", ours, floor, 1.2)]
