"""Several branches that hand in to one street, each an office of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.households import DoorKey, HouseholdDraft
from app.models.people import Organisation
from app.services.office import Office
from tests.conftest import PASSWORD

STREET = "书院街道办事处"


@contextmanager
def branch(root: Path, name: str, clock: Clock, doors: int) -> Iterator[Office]:
    """An open office called `name` with some doors."""
    office, _ = services.accounts.create_office(
        Paths(root / name), Organisation(name, STREET, "书记", "干事", "委员"), PASSWORD, clock
    )
    try:
        for number in range(doors):
            services.households.save_household(office, HouseholdDraft(DoorKey("", "1", "1", f"{101 + number}")))
        yield office
    finally:
        services.accounts.close(office)


def make_known(street: Office, office: Office) -> None:
    """The branch's card was handed over and held against its fingerprint."""
    unit = next(one for one in services.signers.identities(office) if one.roles)
    (candidate,) = services.known_signers.candidates(services.known_signers.card(office, unit.id), "名片.pdf")
    services.known_signers.know(street, candidate)
