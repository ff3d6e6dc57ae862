"""G18's queries at 100,000 residents: the 95th percentile over many queries, first page of 50 rows included."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from app import services
from benchmarks.__main__ import seconds
from benchmarks.stores import opened

SHORT = ("曾", "z", "zw", "伟", "li", "w", "13", "x", "王", "5")
LONG = (
    "zengwei",
    "1380",
    "002X",
    "3-2-1101",
    "wangfang",
    "138",
    "王秀英",
    "7-1-302",
    "42090219",
    "lixiu",
    "3栋2单元301",
)


def pairs() -> list[tuple[str, object, None, float]]:
    office = opened(45_000)
    services.lists.warm_search(office)

    def p95(queries: Sequence[str]) -> Callable[[], object]:
        def once() -> object:
            return [seconds(lambda query=query: services.lists.search(office, query)) for query in queries]  # type: ignore[misc]

        return once

    def report(name: str, queries: Sequence[str], target: float) -> tuple[str, object, None, float]:
        found = sorted(
            seconds(lambda query=query: services.lists.search(office, query))  # type: ignore[misc]
            for _ in range(15)
            for query in queries
        )
        worst = statistics.quantiles(found, n=20)[-1]
        return (f"{name}: p95 {worst * 1000:.1f} ms; all queries", p95(queries), None, target * len(queries))

    return [report("search, 1-2 characters", SHORT, 0.025), report("search, 3+ characters", LONG, 0.007)]
