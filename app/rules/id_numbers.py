"""Citizen ID numbers (公民身份号码, GB 11643-1999): check digit, birth, sex, area.

An unknown area code only warns: codes were withdrawn and lists have gaps (321119197310306324 is a real form).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from app.base.resources import rule_table
from app.rules.terms import narrow

OLDEST = 150  # years; the standard's own sample was born in 1880
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class IdNumber(NamedTuple):
    """A number as read: normalised text, or `error` with `remedy`; `warning` does not keep it out."""

    number: str = ""
    birth: date | None = None
    sex: str = ""
    warning: str = ""
    error: str = ""
    remedy: str = ""


def check_character(digits: str) -> str:
    """The 18th character for the first 17 digits."""
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11]


def read_id_number(text: str, *, today: date) -> IdNumber:
    """Judge one number as it was typed: full-width digits, blanks and a lower-case x are put right."""
    number = narrow(text).upper()
    if len(number) == 18:
        return _read_eighteen(number, today)
    if len(number) == 15 and number.isascii() and number.isdecimal():
        return _read_fifteen(number, today)
    return _malformed(number)


def read_plain_numbers(texts: Iterable[object], *, today: date) -> dict[object, IdNumber]:
    """Those of `texts` that are 18 plain characters without any fault, read in bulk; the others are left out.

    A ledger has a number a row and each is another one, so this is the one field where calls would cost more than work.
    """
    found: dict[object, IdNumber] = {}
    area, year_of, month_and_day, serial, new = _area, _year, _month_and_day, _serial, tuple.__new__
    oldest = today.year - OLDEST
    for text in texts:
        if type(text) is not str or len(text) != 18 or not text.isascii() or not text[:17].isdecimal():
            continue
        area_sum, known = area(text[:6])
        year, year_sum = year_of(text[6:10])
        month, day, day_sum = month_and_day(text[10:14])
        serial_sum, sex = serial(text[14:17])
        if known and day and _CHECKS[(area_sum + year_sum + day_sum + serial_sum) % 11] == text[17]:
            birth = date(year, month, day) if day < 29 else _birth(text[6:14])
            if birth is not None and oldest <= year and birth <= today:
                found[text] = new(IdNumber, (text, birth, sex, "", "", ""))
    return found


def read_id_float(value: float, *, today: date) -> IdNumber:
    """A number that the workbook keeps as a number: only the old 15 digits survive that whole."""
    number = f"{value:.0f}"
    if len(number) <= 15:
        return read_id_number(number, today=today)
    return _cut(number)


def as_eighteen(number: str) -> str:
    """The 18-character form of an old number, for comparing only; an 18-character one stays."""
    if len(number) != 15:
        return number
    body = f"{number[:6]}19{number[6:]}"
    return body + check_character(body)


def other_form(number: str) -> str:
    """The 18-character form of an old number, the 15 digits of a new one of a person born in 19YY; else the same."""
    if len(number) == 18 and number[6:8] == "19":
        return number[:6] + number[8:17]
    return as_eighteen(number)


def _read_eighteen(number: str, today: date) -> IdNumber:
    body = number[:17]
    if not (body.isdecimal() and body.isascii() and (number[17] in "0123456789X")):
        return _malformed(number)
    _, area_known = _area(number[:6])
    birth = _birth(number[6:14])
    _, sex = _serial(number[14:17])
    check = check_character(body)
    if check != number[17] and birth is not None and birth <= today:
        if number.endswith("000"):
            return _cut(number)
        return IdNumber(
            error=f"身份证号校验位不对:按前 17 位推算,最后一位应是 {check}。", remedy="请对照身份证改正写错的那一位。"
        )
    return _judged(number, birth, sex, area_known, today)


def _read_fifteen(number: str, today: date) -> IdNumber:
    birth = _birth(f"19{number[6:12]}")
    _, known = _area(number[:6])
    _, sex = _serial(number[12:15])
    return _judged(number, birth, sex, known, today)


def _judged(number: str, birth: date | None, sex: str, area_known: bool, today: date) -> IdNumber:
    if birth is None:
        return IdNumber(error="身份证号中的出生日期不存在。", remedy="请对照身份证改正第 7 位起的出生日期。")
    if birth > today:
        return IdNumber(error=f"身份证号中的出生日期 {birth:%Y-%m-%d} 还没有到。", remedy="请对照身份证改正出生日期。")
    if today.year - birth.year > OLDEST:
        return IdNumber(error=f"按身份证号推算,年龄超过 {OLDEST} 岁。", remedy="请对照身份证改正出生日期。")
    warning = "" if area_known else f"身份证号前六位 {number[:6]} 不在已知的地区代码表中,请核对。"
    return IdNumber(number, birth, sex, warning)


def _malformed(number: str) -> IdNumber:
    if "E+" in number or (len(number) == 18 and number.endswith("000")):
        return _cut(number)
    if len(number) in (15, 18):
        return IdNumber(error="身份证号里有不该出现的字符。", remedy="身份证号应是 18 位,只有最后一位可以是 X。")
    return IdNumber(
        error=f"身份证号应是 18 位(旧号 15 位),这里是 {len(number)} 位。", remedy="请对照身份证补全或改正。"
    )


def _cut(number: str) -> IdNumber:
    shown = f"(现在以 {number[-3:]} 结尾)" if number.endswith("000") else ""
    return IdNumber(
        error=f"身份证号按数字格式存放,被 Excel 截断,后三位已经丢失{shown}。",
        remedy="请把这一列改成“文本”格式,再对照身份证重新录入这个号码。",
    )


@lru_cache(maxsize=1)
def _known_areas() -> frozenset[str]:
    """Six-digit area codes, present and withdrawn."""
    return frozenset(
        row["prefecture"] + county for row in rule_table("area_codes") for county in row["counties"].split()
    )


def _weighted(digits: str, start: int) -> int:
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS[start:], digits, strict=False))


@lru_cache(maxsize=16_384)
def _area(digits: str) -> tuple[int, bool]:
    return _weighted(digits, 0), digits in _known_areas()


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _year(digits: str) -> tuple[int, int]:
    """The year and its share of the check sum; year 0 does not exist and becomes 1, which no age limit lets pass."""
    return int(digits) or 1, _weighted(digits, 6)


@lru_cache(maxsize=10_000)
def _month_and_day(digits: str) -> tuple[int, int, int]:
    """Month, day (0 where no year has such a day) and their share of the check sum."""
    month, day = int(digits[:2]), int(digits[2:])
    return month, day if 1 <= month <= 12 and 1 <= day <= 31 else 0, _weighted(digits, 10)


@lru_cache(maxsize=1024)
def _serial(digits: str) -> tuple[int, str]:
    return _weighted(digits, 14), "男" if int(digits[2]) % 2 else "女"
