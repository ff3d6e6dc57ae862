"""Making very many small frozen rows in one go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python's cycle collector still while a workbook becomes rows: nothing in it forms cycles, and the collector
    would walk all of them again and again as they grow."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()  # and thaw at once: what was made counts as old, and is not walked the moment
            gc.unfreeze()  # the collector wakes up
            gc.enable()
