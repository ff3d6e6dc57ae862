"""Labels that are filled where they stand: 填报单位(盖章):, 填报月份:    年    月, several in one cell."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.rules.street_forms_words import Meaning

_LABELLED = re.compile(
    r"(?P<label>[^\s:：_]{2,12}?(?:[(（][^)）]*[)）])?)\s*[:：](?P<space>[\s_\u3000]*)"
    r"(?P<date>年(?P<a>[\s_\u3000]+)月(?:(?P<b>[\s_\u3000]+)日)?)?(?P<rest>$|(?=\S))"
)
_YEAR_MONTH = re.compile(
    r"(?P<before>[\s_\u3000]{2,}|^[\s_\u3000]*|[(（][\s_\u3000]*)年[\s_\u3000]+月(?![\s_\u3000]*日)"
)
PERIOD = "{head.year}年{head.month}月"
MADE_ON = "{head.made_on.year}年{head.made_on.month}月{head.made_on.day}日"
FIELD = re.compile(r"\{([^{}]+)\}")


def head_template(text: str, meaning: Callable[[str], Meaning]) -> str:
    """`text` with keys in braces where its blanks are; '' where nothing in it is certain.

    A label is certain that the vocabulary knows as a head (填报人) and after which nothing has been written yet.
    """
    if "{" in text or "}" in text:
        return ""
    pieces: list[str] = []
    last = 0
    for found in _LABELLED.finditer(text):
        key = meaning(found["label"]).head
        if not key or _is_taken(text, found):
            continue
        pieces += [text[last : found.end("label")], _between(text, found)]
        pieces.append(_date(key, found) if found["date"] else f"{{{key}}}")
        if found.end() < len(text):
            pieces.append("    ")
        last = found.end()
    if pieces:
        return "".join(pieces) + text[last:]
    month = _YEAR_MONTH.search(text)
    if month is not None and len(_YEAR_MONTH.findall(text)) == 1:
        start = month["before"].rstrip(" _\u3000\t") if month["before"][:1] in "(（" else ""
        return f"{text[: month.start()]}{start}{PERIOD}{text[month.end() :]}"
    return ""


def is_bare_label(text: str) -> bool:
    """Whether it ends where the answer would begin, '填报人:', so that the answer may stand in the next cell."""
    return text.rstrip(" _\u3000").endswith((":", "：")) or not re.search(r"[:：]", text)


def keys_of(template: str) -> tuple[str, ...]:
    return tuple(FIELD.findall(template))


def _between(text: str, found: re.Match[str]) -> str:
    """The colon as it was written."""
    return text[found.end("label") : found.start("space")].strip()


def _is_taken(text: str, found: re.Match[str]) -> bool:
    """Whether something stands behind the colon already: it has to be blank, or another label must follow."""
    rest = text[found.end() :]
    if not rest or found["date"]:
        return False
    return not (len(found["space"]) > 1 and re.match(r"[^\s:：]{2,12}(?:[(（][^)）]*[)）])?\s*[:：]", rest))


def _date(key: str, found: re.Match[str]) -> str:
    """The blanks of a date belong to the day of handing in, those of a month to the month."""
    if found["b"] is not None:
        return MADE_ON
    return PERIOD if key != "head.made_on" else "{head.made_on.year}年{head.made_on.month}月"
