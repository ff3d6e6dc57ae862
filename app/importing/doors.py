"""From the address cells of a row to a door, with what blank and 同上 cells carry down from the row above."""

from __future__ import annotations

from typing import NamedTuple

from app.importing.context import SheetContext
from app.importing.raw import Cell
from app.importing.rows import is_ditto
from app.importing.values import as_text
from app.rules.addresses import Place, bare_unit, read_address, read_building
from app.rules.terms import narrow, says_nothing

Key = tuple[Cell, Cell, Cell, Cell, Cell]  # estate, building, unit, room, address as they stand in the row


class Spelled(NamedTuple):
    """What one row's own cells say of its door. `whole`: nothing has to come from above. `error`: it cannot be read."""

    place: Place
    whole: bool
    blank: bool = False
    error: str = ""


class DoorReader(dict[Key, Spelled]):
    """Address cells -> what they say, each distinct set of cells read once."""

    def __init__(self, context: SheetContext, *, has_unit: bool, has_room: bool) -> None:
        super().__init__()
        self._context = context
        self._has_unit = has_unit
        self._has_room = has_room
        self._texts = _Texts()
        self._blocks: dict[tuple[str, str, str], Place] = {}

    def __missing__(self, key: Key) -> Spelled:
        texts = self._texts
        estate, building, unit, room = texts[key[0]], texts[key[1]], texts[key[2]], texts[key[3]]
        found = self._simple(estate, building, unit, room)
        if found is None:
            found = self._read(estate, building, unit, room, texts[key[4]])
        self[key] = found
        return found

    def _simple(self, estate: str, building: str, unit: str, room: str) -> Spelled | None:
        """A column each, and a room that is a plain number: the block is understood once for all of its doors."""
        if not building or not (room.isascii() and room.isdecimal()) or (self._has_unit and not unit):
            return None
        key = (estate, building, unit)
        block = self._blocks.get(key)
        if block is None:
            found = self._read(estate, building, unit, "1", "")
            if not found.whole:
                return None
            block = self._blocks[key] = found.place
        return Spelled(Place(block[0], block[1], block[2], room), whole=True)

    def _read(self, estate: str, building: str, unit: str, room: str, address: str) -> Spelled:
        if not (building or unit or room or address):
            return Spelled(Place(), whole=False, blank=True)
        block = read_building(building) if building else Place()
        number = block.building
        entrance = bare_unit(unit) or block.unit or ("" if self._has_unit else self._context.unit)
        text = room or address
        if not text:
            return self._without_room(estate or block.estate, block.building, entrance)
        place = read_address(text, number or self._context.building, entrance)
        if place is None and address and room:
            place = read_address(address, number or self._context.building, entrance)
        if place is None:
            if room and number and len(text) <= 12:
                place = Place(building=number, unit=entrance, room=narrow(text))  # 门面3, 地下室: a name of its own
            else:
                return Spelled(Place(), whole=False, error=f"看不懂的门牌“{text}”。")
        if not place.building and number and building:
            place = place._replace(building=number)
        estate = estate or place.estate or block.estate or self._context.estate
        place = place._replace(estate=estate)
        return Spelled(place, whole=bool(place.building) and (bool(place.unit) or not self._has_unit))

    def _without_room(self, estate: str, building: str, unit: str) -> Spelled:
        place = Place(estate or self._context.estate, building, unit)
        if building and not self._has_room:
            return Spelled(place._replace(building="", room=building), whole=True)  # houses without units
        return Spelled(place, whole=False)


def carried(spelled: Spelled, above: Place | None) -> Place | str:
    """The door of a row whose cells leave something to the row above, or the reason why there is none."""
    place = spelled.place
    if above is None:
        if place.room:
            return place
        return "没有门牌,上面也没有可以沿用的门牌。" if spelled.blank else "门牌没有写房号。"
    if spelled.blank:
        return above
    building = place.building or above.building
    same = not place.building or place.building == above.building
    unit = place.unit or (above.unit if same else "")
    estate = place.estate or above.estate
    if not place.room:
        if same and unit == above.unit:
            return above
        return "门牌没有写房号。"
    return Place(estate, building, unit, place.room)


class _Texts(dict[Cell, str]):
    """Address cell -> its text, '' for blanks and ditto marks; each distinct cell read once."""

    def __missing__(self, cell: Cell) -> str:
        text = self[cell] = _text(cell)
        return text


def _text(cell: Cell) -> str:
    if cell == "":
        return ""
    text = as_text(cell)
    return "" if is_ditto(text) or says_nothing(text) else text
