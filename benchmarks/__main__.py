"""Runs every pair in turn, ours and floor interleaved, and prints the medians and their ratio.

A module of this package takes part by having `pairs()`, a list of (name, ours, floor, target). Where floor is None the
target is in seconds (or, for a name that ends in 'MB', in megabytes, which `ours` returns), otherwise it is the most
that ours may take as a multiple of the floor.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MODULES = (
    "signing",
    "packages",
    "ledgers",
    "reporting",
    "unlocking",
    "starting",
    "importing",
    "reading",
    "searching",
    "listing",
    "painting",
    "wall_chart",
    "card",
    "remembering",
    "population",
    "visiting",
    "requests",
    "meetings",
    "volunteers",
    "rostering",
    "points",
    "service",
    "street_forms",
)
Pair = tuple[str, Callable[[], object], Callable[[], object] | None, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    print(f"{'job':58} {'ours':>10} {'floor':>10} {'ratio':>7} {'target':>8}")
    for module in MODULES:
        if arguments.only and arguments.only not in module:
            continue
        for pair in importlib.import_module(f"benchmarks.{module}").pairs():
            print(measured(pair, arguments.pairs), flush=True)


def measured(pair: Pair, count: int) -> str:
    """One line of the table. The first call of each is not counted: it warms files and imports."""
    name, ours, floor, target = pair
    if name.endswith("MB"):
        size = float(str(ours()))
        return f"{name:58} {size:10.0f} {'':>10} {'':>7} {target:8.0f} {verdict(size <= target)}"
    mine, theirs = [seconds(ours)], [seconds(floor)] if floor else []
    mine.clear()
    theirs.clear()
    for _ in range(count):
        mine.append(seconds(ours))
        if floor:
            theirs.append(seconds(floor))
    a = statistics.median(mine)
    if not floor:
        return f"{name:58} {a * 1000:8.2f}ms {'':>10} {'':>7} {target * 1000:6.0f}ms {verdict(a <= target)}"
    b = statistics.median(theirs)
    ratio = statistics.median(x / y for x, y in zip(mine, theirs, strict=True))
    return f"{name:58} {a * 1000:8.2f}ms {b * 1000:8.2f}ms {ratio:7.2f} {target:8.2f} {verdict(ratio <= target)}"


def verdict(met: bool) -> str:
    return "" if met else "  MISSED"


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
