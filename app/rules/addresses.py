"""Addresses of doors in any office's spelling: 3-2-1101, 3栋2单元1101室, 3#2单元1101, 三栋二单元1101, A座1101, 12号.

A door is estate (小区), building, unit and room; numbers are bare ('3', 'A'), what is not written is ''.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from app.rules.terms import half_width, narrow, plain_dashes

_DIGIT = "〇零一二三四五六七八九"
_DIGITS = str.maketrans(_DIGIT, "00123456789")
_NUMBER = rf"(?:[A-Z]?\d{{1,4}}[A-Z]?|[A-Z]{{1,2}}|[{_DIGIT}十百]+|[甲乙丙丁戊己庚辛东西南北中])"
_ROOM = rf"(?:\d[0-9A-Z]{{0,6}}(?:-\d{{1,3}})?|[A-Z]\d{{0,5}}|[{_DIGIT}]{{3,4}})(?:\(.+\))?"
_BUILDING_WORD = r"号楼|号栋|号幢|号座|#楼|#栋|#幢|栋|幢|座|#|楼|号"
_ADDRESS = re.compile(
    rf"(?P<estate>.*?)"
    rf"(?:第?(?P<building>{_NUMBER})(?P<bword>{_BUILDING_WORD}|-)-?)?"
    rf"(?:第?(?P<unit>{_NUMBER})(?:单元|单|门|#|-)-?)?"
    rf"(?:(?P<floor>{_NUMBER})(?:层|楼)-?)?"
    rf"(?:(?P<room>{_ROOM})(?:号房|号室|室|房|号|户)?)?"
)
_REGION = re.compile(
    r"^(?:[^省市区县路街]{2,8}省)?(?:[^市区县路街]{2,8}市){0,2}(?:[^区县路街小]{1,6}[区县])?(?:[^路街道镇乡]{1,8}(?:街道(?:办事处)?|镇|乡))?"
    r"(?:[^路街]{1,10}社区(?:居委会)?)?"
)
_STRIP = {
    "building": re.compile(rf"^第?(.+?)(?:{_BUILDING_WORD}|号楼)?$"),
    "unit": re.compile(r"^第?(.+?)(?:单元|单|门|#|号)?$"),
    "room": re.compile(r"^(.+?)(?:号房|号室|室|房|号|户)?$"),
}


class Place(NamedTuple):
    """The parts of an address that were written; '' for the rest."""

    estate: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""


@lru_cache(maxsize=131_072)
def read_address(text: str, building: str = "", unit: str = "") -> Place | None:
    """The door an address names; None when it names none. `building` and `unit` are known already from elsewhere.

    '1-101' is building and room, or unit and room where the building is known. A house without units ('12号') is one.
    """
    word = _prepared(text)
    if not word:
        return None
    match = _ADDRESS.fullmatch(word.removesuffix("别墅"))
    if match is None or not (match["room"] or match["building"]):
        return None
    found = {part: match[part] or "" for part in ("building", "unit", "room")}
    if match["building"] and not match["room"]:
        return _house(match, building, unit)
    if match["bword"] == "-" and building and not found["unit"]:
        found["building"], found["unit"] = "", found["building"]
    elif match["bword"] == "楼" and (building or unit) and not found["unit"]:
        found["building"] = ""  # 3楼301 inside a known building is the floor
    return Place(
        bare_estate(match["estate"]),
        bare_number(found["building"]) or building,
        bare_number(found["unit"]) or unit,
        bare_room(found["room"]),
    )


@lru_cache(maxsize=8192)
def read_building(text: str) -> Place:
    """What a column of buildings says: '3栋', '大院小区3号楼', '3栋2单元'; a name of its own ('综合楼') stays."""
    word = _prepared(text)
    number = bare_building(word)
    if number != word or re.fullmatch(_NUMBER, word):
        return Place(building=number)
    match = _ADDRESS.fullmatch(word)
    if match is None or not match["building"] or match["room"]:
        return Place(building=word)
    return Place(bare_estate(match["estate"]), bare_number(match["building"]), bare_number(match["unit"] or ""))


def _house(match: re.Match[str], building: str, unit: str) -> Place | None:
    """An address that ends with a number and no room: a house, unless a unit or a floor shows that the room lacks."""
    if match["unit"] or match["floor"] or match["bword"] == "-":
        return None
    number = bare_number(match["building"])
    if building and match["bword"] != "号":
        return None if number == building else Place(bare_estate(match["estate"]), "", "", number)
    return Place(bare_estate(match["estate"]), building, unit, number)


def _prepared(text: str) -> str:
    spaced = half_width(text).upper()
    if re.fullmatch(r"[0-9A-Z]+( +[0-9A-Z]+)+", spaced):
        return "-".join(spaced.split())  # '3 2 1101'
    return plain_dashes(narrow(text)).upper().replace("/", "-").replace("_", "-").strip("-.,;")


def bare_estate(text: str) -> str:
    """The estate without province, city, district, street office and community before it."""
    word = narrow(text).strip("-,.;、")
    rest = word[_region_end(word) :]
    return rest or word


def _region_end(word: str) -> int:
    match = _REGION.match(word)
    return match.end() if match else 0


@lru_cache(maxsize=8192)
def bare_number(text: str) -> str:
    """'01' -> '1', '三' -> '3', '十一' -> '11', 'a' -> 'A'; other names stay."""
    word = narrow(text).upper()
    if word.isascii():
        return word.lstrip("0") or word[:1]
    if re.fullmatch(rf"[{_DIGIT}十百]+", word):
        return _arabic(word)
    return word


@lru_cache(maxsize=65_536)
def bare_room(text: str) -> str:
    """'1101室' -> '1101'; zeros in front stay, they are part of a room's name."""
    word = narrow(text).upper()
    if word.isascii() and word.isalnum():
        return word
    match = _STRIP["room"].match(word)
    word = match[1] if match else word
    return word.translate(_DIGITS) if re.fullmatch(rf"[{_DIGIT}]+", word) else word


@lru_cache(maxsize=8192)
def bare_building(text: str) -> str:
    """'3栋', '3号楼', '3#', '三幢' -> '3'; 'A座' -> 'A'; '综合楼' stays."""
    return _bare("building", text)


@lru_cache(maxsize=8192)
def bare_unit(text: str) -> str:
    """'2单元', '二单元' -> '2'."""
    return _bare("unit", text)


def _bare(kind: str, text: str) -> str:
    word = plain_dashes(narrow(text)).upper().strip("-")
    match = _STRIP[kind].match(word)
    if match and re.fullmatch(_NUMBER, match[1]):
        return bare_number(match[1])
    return word


@lru_cache(maxsize=1024)
def grid_name(text: str) -> str:
    """'1', '一网格', '第1网格', '网格1', '01网格' -> '第一网格'; a grid with a name of its own keeps it."""
    word = narrow(text)
    match = re.fullmatch(r"(?:第|网格)?([0-9〇零一二三四五六七八九十]+)(?:号)?(?:网格)?", word)
    if not match:
        return word
    number = int(_arabic(match[1])) if not match[1].isdecimal() else int(match[1])
    return f"第{_chinese(number)}网格"


def _arabic(word: str) -> str:
    """Chinese numerals below 1000 as digits: 十一 -> 11, 二十 -> 20, 一百零三 -> 103, 一一〇一 -> 1101."""
    if not re.search("[十百]", word):
        return str(int(word.translate(_DIGITS)))
    hundreds, _, rest = word.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = (int(hundreds.translate(_DIGITS) or 1) * 100) if "百" in word else 0
    value += (int(tens.translate(_DIGITS).lstrip("0") or 1) * 10) if ten else 0
    return str(value + int(ones.translate(_DIGITS) or 0))


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones else "")
