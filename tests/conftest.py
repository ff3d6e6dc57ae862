"""What every test shares: a world of its own, a clock that stands still, and an office in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.services.office import Office

settings.register_profile("office", suppress_health_check=[HealthCheck.too_slow], deadline=None)  # on busy machines
settings.load_profile("office")
PASSWORD = "四季平安2026"
DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with the least memory: the derivation's cost is the subject of no test but its own."""
    from app.store import keys

    monkeypatch.setattr(keys, "_MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "_PASSES", 1)


@pytest.fixture
def clock() -> Clock:
    """21 November 2026, nine in the morning."""
    return Clock(lambda: datetime(2026, 11, 21, 9, 0))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A data folder with Chinese and a blank in its name, as offices have them."""
    return Paths(tmp_path / "七彩 资料")


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an office that was just set up, made once: its key and its tables take a third of a second."""
    from app.store import keys

    root = tmp_path_factory.mktemp("fresh") / "office"
    organisation = Organisation("大院社区党委", "书院街道办事处", "王书记", "李干事", "陈副书记")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", 64)
        patch.setattr(keys, "_PASSES", 1)
        opened, _code = services.accounts.create_office(
            Paths(root), organisation, PASSWORD, Clock(lambda: datetime(2026, 11, 21, 9, 0))
        )
        services.accounts.close(opened)
    return root


@pytest.fixture
def office(_fresh: Path, paths: Paths, clock: Clock) -> Iterator[Office]:
    """A freshly set-up office, open."""
    shutil.copytree(_fresh, paths.root, dirs_exist_ok=True)
    opened = services.accounts.unlock(paths, PASSWORD, clock)
    yield opened
    services.accounts.close(opened)


@pytest.fixture
def data() -> Path:
    """The synthetic workbooks."""
    return DATA
