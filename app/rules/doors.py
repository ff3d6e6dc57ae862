"""Where a door stands: its floor and place in the elevation, and its place in the order of a walk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from app.base.errors import UserFault
from app.models.households import DoorKey

_DIGITS = re.compile(r"\d+")
_CHINESE = {character: value for value, character in enumerate("零一二三四五六七八九十")}
_NUMBER = r"\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九十]"
_BELOW = re.compile(r"(?:B|负|-|地下室?)(?P<rest>.*)")
_LEVEL = re.compile(rf"(?P<level>{_NUMBER})(?:层|楼|F|-)+(?P<rest>.*)")  # 三层东, 2楼12号, 1F, 2-3
_LETTERED = re.compile(r"(?P<base>\d{1,2})(?P<letter>[ABC])\d{2}")  # 3A01: the floor after 3 where 4 is shunned
_DEEPEST, _HIGHEST, _MOST_SLOTS = -9, 99, 99
_TITLE_LENGTH = 3  # a room of so many digits carries its floor


@lru_cache(maxsize=8192)
def floor_and_slot(room: str) -> tuple[int, int]:
    """1101 is floor 11, place 1; 101 is floor 1, place 1; a villa's '12' is floor 1, place 12; no digits: (1, 0).

    Below the ground: B102, 负101, -101, 负一层3. A floor in words: 三楼东, 2-3. 3A01 is on the floor above 3, as
    buildings without a fourth write it. In 10203 the unit stands before the floor.
    """
    below = _BELOW.fullmatch(room.upper())
    rest = below["rest"] if below else room.upper()
    floor, slot = _above(rest)
    if below is None:
        return floor, slot
    if floor > -_DEEPEST:  # B1102: the first basement, room 102
        floor = int(str(floor)[0])
    return -floor, slot


def _above(room: str) -> tuple[int, int]:
    if lettered := _LETTERED.fullmatch(room):
        return int(lettered["base"]) + ord(lettered["letter"]) - ord("A") + 1, int(room[-2:])
    level = _LEVEL.match(room)
    groups: list[str] = _DIGITS.findall(level["rest"] if level else room)
    long = next((group for group in groups if len(group) >= _TITLE_LENGTH), "")
    if level and not long:
        return _value(level["level"]), int(groups[0]) if groups else 0
    if not long:
        return 1, int(groups[0]) if groups else 0
    floor, slot = int(long[:-2]), int(long[-2:])
    return (floor if floor <= _HIGHEST else floor % 100) or 1, slot


def _value(words: str) -> int:
    """'3', '三', '十二' or '二十' as a number."""
    if words.isdecimal():
        return int(words) or 1
    tens, ten, ones = words.rpartition("十")
    return (_CHINESE.get(tens, 1) * 10 if ten else 0) + _CHINESE.get(ones, 0)


@lru_cache(maxsize=8192)
def floor_name(room: str, floor: int) -> str:
    """What people call the floor of a room: 3A where the room says so, otherwise its number."""
    lettered = _LETTERED.fullmatch(room.upper())
    return f"{lettered['base']}{lettered['letter']}" if lettered else str(floor)


def floors_known(doors: Iterable[tuple[str, int]]) -> set[int]:
    """The floors of a building from its doors' (room, floor): where doors stand, and where their names say they do.

    A floor does not vanish because its only door was moved away.
    """
    return {floor for room, floor in doors for floor in (floor, floor_and_slot(room)[0])}


def floors_beside(floors: Collection[int]) -> tuple[int, int]:
    """The floors right above the highest and right below the lowest: there is none between 1 and -1."""
    above, below = max(floors) + 1, min(floors) - 1
    return above or 1, below or -1


def check_place(floor: int, slot: int, floors: Collection[int], building: str) -> None:
    """A door may stand on a floor the building has, or right above or below them all. `floors`: those it has now.

    Raises UserFault that says which floors there are and what to do about one that is not recorded yet.
    """
    if floor == 0:
        raise UserFault("楼房没有 0 层。", "地上从 1 层数起,地下一层填 -1。", place=building)
    if not _DEEPEST <= floor <= _HIGHEST:
        raise UserFault(f"{building}没有 {floor} 层。", f"楼层请填 {_DEEPEST} 到 {_HIGHEST}。", place=building)
    if floors and floor not in floors and floor not in floors_beside(floors):
        here = "、".join(str(one) for one in sorted(floors))
        raise UserFault(
            f"{building}没有 {floor} 层。",
            f"现在登记有 {here} 层。如果真有 {floor} 层,请先新增这一层的一户(如 {_example(floor)} 室),再挪。",
            place=building,
        )
    if not 0 <= slot <= _MOST_SLOTS:
        raise UserFault(f"一层没有第 {slot} 个位置。", f"位置请填 1 到 {_MOST_SLOTS}。", place=building)


def _example(floor: int) -> str:
    return f"{floor}01" if floor > 0 else f"B{-floor}01"


@lru_cache(maxsize=8192)
def natural(text: str) -> str:
    """Text whose alphabetical order is the natural one: every number padded to six digits, 一..十 read as numbers."""
    if len(text) == 1 and text in _CHINESE:
        text = str(_CHINESE[text])
    return _DIGITS.sub(lambda found: found.group().zfill(6), text)


def place_key(door: DoorKey, floor: int | None = None) -> str:
    """Order of doors as people walk past them: estate, building, unit, floor (the room's own where None), room."""
    if floor is None:
        floor, _ = floor_and_slot(door.room)
    return "|".join(
        (natural(door.estate), natural(door.building), natural(door.unit), f"{floor + 100:04d}", natural(door.room))
    )
