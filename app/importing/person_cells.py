"""Who a row of a plain ledger is about: name, ID number, birth, sex, telephone, as any list of people writes them."""

from __future__ import annotations

import re
from datetime import date

from app.base.clock import chinese_date
from app.importing.ledger_rows import LedgerRow
from app.rules import terms
from app.rules.dates import read_date
from app.rules.id_numbers import read_id_number
from app.rules.terms import narrow, plain_dashes

DATE_REMEDY = "请写成 2026-01-05 这样的日期。"
_NUMBERS_APART = re.compile(r"[、,;/,;\n]")
_MOBILE = re.compile(r"(?:\+?86-?)?(1[\d*]{2})-?([\d*]{4})-?(\d{4})")


def name_in(row: LedgerRow) -> str:
    """The name without marks; 张三(预备) says that too."""
    text = row.text("name") or ""
    name = re.sub(r"[((].*?[))]|[*★☆#]", "", text).strip()
    name = name.replace(" ", "") if not name.isascii() else " ".join(name.split())
    if not name:
        row.error("name", "没有姓名。", "请补写姓名。")
    elif len(name) > 30:
        row.error("name", "姓名超过 30 个字。", "请检查是否把几个人写在了一起。")
    return name


def identity_in(row: LedgerRow, today: date) -> tuple[str, date | None, str | None]:
    """(ID number, birth, sex); the number says the latter two where it is there."""
    text = row.text("id_number")
    birth = birth_in(row, today)
    sex_text = row.text("sex")
    sex = terms.sex(sex_text) if sex_text else None
    if text is None:
        return "", birth, sex
    read = read_id_number(text, today=today)
    if read.error:
        row.error("id_number", read.error, read.remedy)
        return "", birth, sex
    if (
        birth is not None
        and read.birth is not None
        and (birth.year, birth.month) != (read.birth.year, read.birth.month)
    ):
        row.warnings.append(f"出生日期与身份证号不一致,按身份证号登记为{chinese_date(read.birth)}。")
    return read.number, read.birth or birth, read.sex or sex


def birth_in(row: LedgerRow, today: date) -> date | None:
    """The day of birth; a month alone is its first day, as a birth date it only has to tell namesakes apart."""
    cell = row.cell("birth")
    found = read_date(cell) if cell != "" else None
    if found is None:
        if row.text("birth"):
            row.error("birth", f"看不懂的日期“{row.text('birth')}”。", DATE_REMEDY)
        return None
    if found.day > today:
        row.error("birth", "出生日期在今天之后。", "请检查出生日期。")
    return found.day


def phone_in(row: LedgerRow) -> str | None:
    """The telephone as it is kept; of several the first. None where nothing is written."""
    text = row.text("phone")
    if text is None:
        return None
    first, *others = [plain_phone(part) for part in _NUMBERS_APART.split(text) if part.strip()] or [""]
    if others:
        row.warnings.append("电话写了几个,登记第一个。")
    if first.isdecimal() and len(first) == 11 and not first.startswith("1"):
        row.warnings.append("电话不像手机号,请核对。")
    elif first.isdecimal() and not 7 <= len(first) <= 12:
        row.warnings.append(f"电话有 {len(first)} 位,请核对。")
    return first or None


def plain_phone(text: str) -> str:
    """A mobile number without what sets its parts apart; other numbers keep their dashes."""
    word = plain_dashes(narrow(text))
    mobile = _MOBILE.fullmatch(word)
    return "".join(mobile.groups()) if mobile else word
