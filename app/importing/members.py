"""Names in cells: one plain name, one padded with blanks, or a whole household ('张三(户主)、李四、王五')."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.importing.fields import Field
from app.importing.raw import Cell
from app.importing.values import as_text
from app.rules import terms
from app.rules.dates import read_date
from app.rules.terms import clean, narrow

_SPLIT = re.compile(r"[、,,;;/\\|\n\r+]+")
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●．․", "·"))
_ID = re.compile(r"[0-9]{17}[0-9Xx]|[0-9]{15}")
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_BRACKET = re.compile(r"[((\[【](.*?)[))\]】]")
_PREFIX = re.compile(r"^([一-龥/]{1,6})[::]")
_NOT_NAMES = frozenset(
    {
        "无人",
        "空置",
        "空",
        "空户",
        "空房",
        "无人居住",
        "不详",
        "出租",
        "未知",
        "未登记",
        "待核实",
        "空置房",
        "未入住",
        "无",
    }
)
_LIST_FIELDS = (
    Field.ID_NUMBER,
    Field.PHONE,
    Field.SEX,
    Field.BIRTH,
    Field.AGE,
    Field.RELATION,
    Field.POLITICS,
    Field.ETHNIC,
)


@dataclass(frozen=True)
class Named:
    """One person of a cell; `facts` are what brackets, prefixes and digits beside the name say."""

    name: str
    facts: Mapping[Field, Cell] = field(default_factory=dict)


def plain_name(text: str) -> str:
    """'张  三' -> '张三'; dots of minority names become ·; foreign names keep single blanks."""
    word = clean(text).translate(_DOTS)
    if word.isalnum():
        return word
    if all(ord(letter) < 0x250 or letter == "·" for letter in word):
        return " ".join(word.split())
    return "".join(word.split())


def name_trouble(name: str) -> str:
    """Why a text cannot be a person's name, or ''. 2 to 30 characters (DOMAIN 2); a single one only warns elsewhere."""
    if len(name) > 30:
        return "姓名超过 30 个字。"
    if any(letter.isdigit() for letter in name):
        return "姓名里有数字。"
    return ""


def people_in(text: str, *, numbers: int = 0) -> tuple[Named, ...]:
    """Everyone a cell names. `numbers`: how many ID numbers stand beside it, which tells '张 三' from '张三 李四'."""
    pieces = [piece for part in _SPLIT.split(_protected(text)) for piece in _by_blanks(clean(part), numbers)]
    found = [named for piece in pieces if (named := _named(piece)) is not None]
    return tuple(found)


def shared_out(facts: Mapping[Field, Cell], people: int) -> list[dict[Field, Cell]]:
    """The row's facts for each of several people: lists of the same length go one by one, single facts to the first."""
    if people == 1:
        return [dict(facts)]
    shares: list[dict[Field, Cell]] = [{} for _ in range(people)]
    for one, cell in facts.items():
        parts = _parts(one, as_text(cell))
        if one in _LIST_FIELDS and len(parts) == people:
            for share, part in zip(shares, parts, strict=True):
                share[one] = part
        elif one in (Field.ID_NUMBER, Field.PHONE) and len(parts) > 1:
            for share, part in zip(shares, parts, strict=False):
                share[one] = part
        else:
            shares[0][one] = cell
    return shares


def count_numbers(cell: Cell) -> int:
    """How many ID numbers stand in a cell."""
    return len(_ID.findall(narrow(cell))) if isinstance(cell, str) else int(cell != "")


def _parts(one: Field, text: str) -> list[str]:
    if one is Field.ID_NUMBER:
        return _ID.findall(" ".join(narrow(piece) for piece in re.split(r"\s+", text))) or [text]
    parts = [part.strip() for part in re.split(r"[、,,;;/\\|\n\r\s]+", text)]
    return [part for part in parts if part] or [text]


def _protected(text: str) -> str:
    """Separators inside brackets belong to the bracket."""
    return _BRACKET.sub(lambda match: "(" + re.sub(r"[、,,;;/\\|\s]", " ", match[1]) + ")", text)


def _by_blanks(part: str, numbers: int) -> list[str]:
    words = re.sub(r"\s+(?=\()", "", part).split() if "(" not in part else _split_outside(part)
    if len(words) < 2 or numbers == 1:
        return [part]
    if all(len(_BRACKET.sub("", word)) >= 2 for word in words) and not part.isascii():
        return words
    return [part]


def _split_outside(part: str) -> list[str]:
    return [word.strip() for word in re.findall(r"(?:[^\s(]|\([^)]*\))+", part)]


def _named(piece: str) -> Named | None:
    facts: dict[Field, Cell] = {}
    text = piece
    for bracket in _BRACKET.findall(text):
        _note_facts(bracket, facts)
    text = _BRACKET.sub("", text)
    prefix = _PREFIX.match(narrow(text)) if (":" in text or ":" in text) else None
    if prefix and terms.known_term("relations", prefix[1]):
        facts[Field.RELATION] = prefix[1]
        text = re.split("[::]", text, maxsplit=1)[1]
    packed = narrow(text)
    if any(letter.isdigit() for letter in packed):
        _note_facts(packed, facts)
        text = re.sub(r"[0-9Xx]{11,18}", "", packed).strip(":,")
    name = plain_name(text)
    for relation in ("户主", "配偶", "妻子", "丈夫", "儿子", "女儿", "父亲", "母亲"):
        if len(name) >= 4 and name.startswith(relation):
            facts.setdefault(Field.RELATION, relation)
            name = name.removeprefix(relation)
    if not name or name in _NOT_NAMES or terms.says_nothing(name):
        return None
    return Named(name, facts)


def _note_facts(text: str, facts: dict[Field, Cell]) -> None:
    """Relation, ID number, phone, sex, Party membership or birth beside a name."""
    packed = narrow(text)
    number = _ID.search(packed)
    if number:
        facts[Field.ID_NUMBER] = number[0]
        packed = packed.replace(number[0], " ")
    phone = _PHONE.search(packed)
    if phone:
        facts[Field.PHONE] = phone[0]
    for word in re.split(r"[\s,、]+", text.replace(",", " ")):
        if terms.known_term("relations", word):
            facts.setdefault(Field.RELATION, word)
        elif terms.sex(word) and not word.isdecimal():
            facts[Field.SEX] = word
        elif terms.known_term("politics", word) and not word.isdecimal():
            facts[Field.POLITICS] = word
        elif (spelled := read_date(word)) and len(narrow(word)) >= 4 and spelled.day.year > 1880 and not number:
            facts[Field.BIRTH] = word
