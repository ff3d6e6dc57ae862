"""先看看示例: the bundled ledgers, taken in one after the other; pages fill as with any import."""

from __future__ import annotations

from pathlib import Path

from app.models.changes import Changes
from app.ui.desk import Desk


def demo_ledgers() -> tuple[Path, ...]:
    """The bundled examples; empty when they were left out."""
    from app import services

    return services.demo.ledgers()


def take_in_demo(desk: Desk) -> None:
    """Each is a change of its own, so that the window stays alive between them and undo goes back step by step."""
    _take_in(desk, demo_ledgers(), 0)


def _take_in(desk: Desk, ledgers: tuple[Path, ...], place: int) -> None:
    if place == len(ledgers):
        if ledgers:
            desk.tell(f"这些都是虚构的示例。看完按 {len(ledgers)} 次 Ctrl+Z,就全部撤去。")
        return
    desk.tell(f"正在放入示例({place + 1}/{len(ledgers)}):{ledgers[place].stem}…")

    def landed(changes: Changes) -> None:
        desk.bus.changed.emit(changes)
        _take_in(desk, ledgers, place + 1)

    def work(office: object) -> Changes:
        from app import services

        return services.demo.take_in(office, ledgers[place])  # type: ignore[arg-type]

    desk.jobs.run(work, landed)
