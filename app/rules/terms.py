"""One word for each thing: what ledgers write, brought to the field's own terms by `resources/rules/*.csv`.

Every table row carries its source. A word that no table knows is kept as it was written; nothing is guessed away.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from app.base.resources import rule_table
from app.models.colours import Label
from app.models.households import Occupancy

_INVISIBLE = dict.fromkeys((173, 8203, 8204, 8205, 8206, 8207, 8288, 65279, *range(8234, 8239), 0))
_SPACES = dict.fromkeys((160, 12288, 8194, 8195, 8201, 8239, 9, 11, 12), " ")
_CLEAN = {**_INVISIBLE, **_SPACES}
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3002: "."}
_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−﹣－~～"}
_BLANK_WORDS = frozenset({"", "/", "\\", "-", "--", "---", "—", "——", "无", "暂无", "不详", "未知", "N/A", "NULL"})
_SEPARATORS = re.compile(r"[、,;:;/\\|+&和及]|\s+")
_GRADES = str.maketrans("壹贰叁肆1234ⅠⅡⅢⅣ", "一二三四一二三四一二三四")


def clean(text: str) -> str:
    """Without invisible characters, odd spaces and the blanks around it; the writing itself stays as it is."""
    if text.isalnum():  # no blank and nothing invisible can be in it
        return text
    return text.translate(_CLEAN).strip()


def narrow(text: str) -> str:
    """Full-width letters, digits and marks as half-width ones, without any blanks: for codes, numbers and headers."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(half_width(text).split())


def half_width(text: str) -> str:
    """Full-width letters, digits and marks as half-width ones; blanks between words stay."""
    return text.translate(_CLEAN).translate(_NARROW).strip()


def plain_dashes(text: str) -> str:
    """Every sort of dash as '-'."""
    return text.translate(_DASHES)


def says_nothing(text: str) -> bool:
    """Whether a cell is blank or filled with a mark for blank ('/', '无', '—')."""
    return text.strip().upper() in _BLANK_WORDS


@cache
def _table(name: str) -> dict[str, str]:
    """Spelling -> term of one rule table; a term is its own spelling."""
    words: dict[str, str] = {}
    for row in rule_table(name):
        words[row["term"]] = row["term"]
        for spelling in row["spellings"].split("|"):
            words[spelling] = row["term"]
    words.pop("", None)
    return words


def _term(table: str, text: str) -> str | None:
    """The term for a text, or the text itself when the table does not know it; None for a blank."""
    word = narrow(text)
    return None if says_nothing(word) else _table(table).get(word.upper(), word)


def known_term(table: str, text: str) -> str | None:
    """The term when the table knows the text, else None."""
    return _table(table).get(narrow(text).upper())


def sex(text: str) -> str | None:
    """男 or 女; None for anything else."""
    return known_term("sexes", text)


def politics(text: str) -> str | None:
    """政治面貌 in the terms of DOMAIN 2; an unknown word stays."""
    return _term("politics", text)


def ethnic(text: str) -> str | None:
    """One of the 56 groups as '汉族'; an unknown word stays."""
    return _term("ethnic", text)


def relation(text: str) -> str | None:
    """Relation to the head of the household; an unknown word stays."""
    return _term("relations", text)


def occupancy(text: str) -> Occupancy | None:
    """How a door is used; None when the text says nothing of it."""
    term = known_term("occupancy", text)
    return Occupancy(term) if term else None


def yes_or_no(text: str) -> bool | None:
    """√ 是 有 1 Y ● are yes, × 否 无 0 are no; None when it is neither."""
    term = known_term("yes_no", text)
    return None if term is None else term == "是"


def unit_person(text: str) -> bool | None:
    """True 单位人, False 社会人."""
    term = known_term("residents", text)
    return None if term is None else term == "单位人"


def aid(text: str) -> str | None:
    """The aid kind a text names anywhere in it, longest spelling first; None when it names none or denies it."""
    kinds = aids_named(narrow(text))
    return kinds[0] if kinds else None


def aids_named(text: str) -> tuple[str, ...]:
    """Aid kinds named in `text` and not denied ('已取消低保' names none)."""
    found: dict[str, None] = {}
    for match in _aid_pattern().finditer(text):
        if not match["denied"]:
            found[_table("aid_kinds")[match["word"].upper()]] = None
    return tuple(found)


@lru_cache(maxsize=1)
def _aid_pattern() -> re.Pattern[str]:
    words = sorted(_table("aid_kinds"), key=len, reverse=True)
    denials = "|".join(re.escape(row["term"]) for row in rule_table("denials"))
    kinds = "|".join(map(re.escape, words))
    return re.compile(rf"(?P<denied>(?:{denials})[^,;、。]{{0,4}})?(?P<word>{kinds})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _disability_pattern() -> re.Pattern[str]:
    kinds = "|".join(map(re.escape, sorted(_table("disability"), key=len, reverse=True)))
    grade = "[一二三四]"
    return re.compile(
        rf"(?P<kind>{kinds})?(?P<word>残疾人?|残障|残)?[((,、]?(?P<grade>{grade})级[))]?(?:(?P<after>{kinds})(?:残疾|残)?)?"
        rf"|(?P<bare>{kinds})(?:残疾|残)"
    )


def certificate(text: str) -> str | None:
    """A disability certificate number: ID number, kind 1-7, grade 1-4 (20 characters). A reissue mark is left off."""
    match = re.fullmatch(r"(\d{17}[\dX][1-7][1-4])(B\d)?", narrow(text).upper())
    return match[1] if match else None


def disability(text: str) -> str | None:
    """A certificate number, or kind and grade in words such as 肢体残疾二级; '残疾' when only the fact is stated."""
    number = certificate(text)
    if number:
        return number
    word = narrow(text)
    found = disability_named(word)
    if found:
        return found
    if word in _table("disability"):
        return f"{_table('disability')[word]}残疾"
    if re.fullmatch(r"[1-4一二三四]", word):
        return f"残疾{word.translate(_GRADES)}级"
    if word in {"残疾", "残疾人", "残疾户", "残", "持证"} or yes_or_no(word):
        return "残疾"
    return None


def disability_named(text: str) -> str | None:
    """Kind and grade named inside a remark ('多重残疾四级', '二级肢体'); a bare grade needs the word 残."""
    for match in _disability_pattern().finditer(narrow(text).translate(_GRADES)):
        kind = match["kind"] or match["after"] or match["bare"]
        if not kind and not match["word"]:
            continue
        name = f"{_table('disability')[kind]}残疾" if kind else "残疾"
        return f"{name}{match['grade']}级" if match["grade"] else name
    return None


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    words = sorted((word for word in _table("label_words") if len(word) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=4096)
def labels(text: str) -> tuple[frozenset[Label], str]:
    """The labels a cell names ('党员户、空巢户', '党员空巢', the marks '党巢龄') and whatever it says besides."""
    word = narrow(text)
    terms: set[str] = set()
    rest: list[str] = []
    for token in _SEPARATORS.split(word):
        left = _label_pattern().sub("", token)
        terms.update(_table("label_words")[match[0]] for match in _label_pattern().finditer(token))
        marks = [_table("label_words").get(mark) for mark in left]
        if all(marks):  # one-character marks count only where nothing else is written
            terms.update(mark for mark in marks if mark)
        elif not says_nothing(left):
            rest.append(left)
    return frozenset(Label(term) for term in terms if term != "无"), "、".join(rest)


def label(text: str) -> Label | None:
    """The one label a header names, or None."""
    term = known_term("label_words", text)
    return Label(term) if term and term != "无" else None
