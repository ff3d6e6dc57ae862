"""Where a door stands: its floor and place in the elevation, and its place in the order of a walk."""

from __future__ import annotations

import re
from functools import lru_cache

from app.models.households import DoorKey

_DIGITS = re.compile(r"\d+")
_CHINESE = {character: value for value, character in enumerate("零一二三四五六七八九十")}


@lru_cache(maxsize=8192)
def floor_and_slot(room: str) -> tuple[int, int]:
    """1101 is floor 11, place 1; 101 is floor 1, place 1; a villa's '12' is floor 1, place 12; no digits: (1, 0).

    A leading B (B102) is a floor below the ground.
    """
    found = _DIGITS.search(room)
    if found is None:
        return 1, 0
    digits = found.group()
    below = room[: found.start()].upper().endswith("B")
    if len(digits) <= 2:
        return 1, int(digits)
    floor, slot = int(digits[:-2]), int(digits[-2:])
    return (-floor if below else floor or 1), slot


@lru_cache(maxsize=8192)
def natural(text: str) -> str:
    """Text whose alphabetical order is the natural one: every number padded to six digits, 一..十 read as numbers."""
    if len(text) == 1 and text in _CHINESE:
        text = str(_CHINESE[text])
    return _DIGITS.sub(lambda found: found.group().zfill(6), text)


def place_key(door: DoorKey) -> str:
    """Order of doors as people walk past them: estate, building, unit, floor, room."""
    floor, _ = floor_and_slot(door.room)
    return "|".join(
        (natural(door.estate), natural(door.building), natural(door.unit), f"{floor + 100:04d}", natural(door.room))
    )
