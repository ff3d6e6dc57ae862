"""Making a signer known: the fingerprint is shown first, and a person says yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.models.changes import Changes
from app.models.signers import grouped
from app.ui.desk import Desk
from app.ui.reports import signers_work as work
from app.ui.widgets.bars import AskBar


def ask_to_know(desk: Desk, ask: AskBar, candidates: Sequence[Any], done: Callable[[Changes], None]) -> None:
    """Ask for the first of `candidates` and then for the next; `done(changes)` after each that was made known."""
    if not candidates:
        return
    one, rest = candidates[0], candidates[1:]

    def landed(changes: Changes) -> None:
        done(changes)
        ask_to_know(desk, ask, rest, done)

    def agreed() -> None:
        desk.jobs.run(lambda office: work.know(office, one), landed, owner=ask)

    of = f"(属于{one.street})" if one.street else ""
    ask.ask(
        f"把“{one.name}”{of}登记为认识的签名人吗?请先和对方的证书名片核对指纹,一组也不能错:\n{grouped(one.fingerprint)}",
        "指纹一致,登记",
        agreed,
    )
