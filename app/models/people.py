"""The organisation that keeps the ledger, and who sits at the desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Organisation:
    """The branch (填报单位), its street office, and the names printed on reports; blanks print as blanks."""

    branch: str
    street: str
    secretary: str = ""
    preparer: str = ""
    reviewer: str = ""
