"""The population page of 100,000 residents: what it reads, what a bar opens, what is drawn and printed.

The floor is one bare aggregate over the same people: sex and band of age, counted by the store itself. It takes some
100 ms on two quiet cores, which is what the list behind a bar may take.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app import services
from app.models.population import asked
from app.models.queries import ListQuery
from benchmarks.stores import opened

DAY = date(2026, 10, 31)
_BARE = (
    "SELECT sex, (2026 - CAST(birth AS INTEGER) - (substr(birth, 6) > '10-31')) / 5, count(*), sum(unit_person) "
    "FROM resident WHERE (died IS NULL OR died >= :day) AND id IN (SELECT resident_id FROM residency "
    'WHERE (since IS NULL OR since <= :day) AND ("until" IS NULL OR "until" >= :day)) GROUP BY 1, 2'
)


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object] | None, float]]:
    from PySide6.QtGui import QImage, QPainter

    from app.base.settings import Settings
    from app.rules import population_charts as charts
    from app.ui.start import make_application
    from app.ui.widgets.drawing_hand import paint_drawing

    make_application(["bench"], Settings())
    office = opened(45_000)
    view = services.population.view(office, DAY, before=date(2025, 10, 31))
    bar = view.now.bands[8].women.key
    shares = view.now.whole

    def bare() -> object:
        return office.store.raw.execute(_BARE, {"day": DAY.isoformat()}).fetchall()

    def opens(key: str) -> Callable[[], object]:
        def work() -> object:
            found = services.population.members(office, asked(key))
            return services.lists.list_rows(office, ListQuery(by_person=found.asked.by_person, ids=found.ids))

        return work

    def drawn() -> None:
        picture = QImage(1366, 768, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        for make in (charts.ages, charts.shares, charts.labels):
            paint_drawing(painter, make(view, 600.0, 500.0), 1.0)
        painter.end()

    return [
        (
            f"population of a day, {shares.residents.numerator} residents / bare aggregate",
            lambda: services.population.view(office, DAY),
            bare,
            2.0,
        ),
        (
            "population compared with another day / two bare aggregates",
            lambda: services.population.view(office, DAY, before=date(2025, 10, 31)),
            lambda: (bare(), bare()),
            2.0,
        ),
        ("a bar of the pyramid opens its list / bare aggregate", opens(bar), bare, 1.0),
        ("the doors let open their list / bare aggregate", opens(shares.let.key), bare, 1.0),
        ("ages, shares and labels painted", drawn, None, 0.016),
        ("population on paper", lambda: services.population.paper(office, DAY), None, 1.0),
    ]
