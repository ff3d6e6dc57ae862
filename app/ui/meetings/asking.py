"""What the page asks of the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def verb(room: str, name: str, *args: Any, **named: Any) -> Callable[[Any], Any]:
    """`services.<room>.<name>(office, ...)`, looked up on the worker's thread when the work is done."""

    def work(office: Any) -> Any:
        from app import services

        return getattr(getattr(services, room), name)(office, *args, **named)

    return work


def several(*works: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Several questions in one job; the answers in their order."""
    return lambda office: tuple(work(office) for work in works)
