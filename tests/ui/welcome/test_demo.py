"""先看看示例: every room has something to show, and as many undos take all of it away again."""

from __future__ import annotations

from datetime import date

from windows import PASSWORD, OpenWindow, Settle

from app import services
from app.base.clock import Clock
from app.base.paths import Paths
from app.models.people import Organisation
from app.ui.welcome.demo import take_in_demo


def test_the_example_fills_every_room_and_goes_again(
    open_window: OpenWindow, paths: Paths, clock: Clock, settle: Settle
) -> None:
    made, _code = services.accounts.create_office(paths, Organisation("甲社区党委", "乙街道办事处"), PASSWORD, clock)
    services.accounts.close(made)
    window = open_window(paths, PASSWORD)
    take_in_demo(window.desk)
    settle(window)
    assert "5 次 Ctrl+Z" in window.statusBar().currentMessage()
    facts = []
    window.jobs.run(lambda office: services.reports.draft_month(office, 2026, 10), facts.append)
    settle(window)
    (month,) = facts
    assert month.now.households.numerator > 1000
    assert month.requests is not None
    assert month.meetings is not None
    assert month.volunteers is not None
    assert window.room is not None
    for _ledger in range(5):
        window.room.undo()
        settle(window)
    gone = []
    window.jobs.run(lambda office: services.figures.population(office, date(2026, 10, 31)), gone.append)
    settle(window)
    assert gone[0].households.numerator == 0
