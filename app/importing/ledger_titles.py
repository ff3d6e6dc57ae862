"""What the header words of one sort of ledger mean, by its table of titles under resources/rules."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from app.base.resources import rule_table
from app.importing.titles import title_key

_BRACKETS = re.compile(r"\(.*?\)|【.*?】|\[.*?\]")
_NUMBERED = re.compile(r"^[0-9]{1,2}[、..]|(?<=\D)[0-9]$")
SURE = 0.9  # from here on the words themselves are in the table


class LedgerTitles:
    """A table of titles: `title` -> `field`."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._known: dict[str, tuple[str | None, float]] = {}

    def meaning_of(self, title: str) -> tuple[str | None, float]:
        """What a title means and how sure the words are: as a whole, without brackets and numbers, then by what it ends
        with or holds."""
        if title not in self._known:
            self._known[title] = self._meaning(title)
        return self._known[title]

    def is_title(self, text: str) -> bool:
        return self.meaning_of(text)[1] >= SURE

    def _meaning(self, title: str) -> tuple[str | None, float]:
        key = title_key(title)
        plain = _BRACKETS.sub("", key)
        for sureness, word in ((1.0, key), (0.95, plain), (0.95, _NUMBERED.sub("", plain))):
            if word in self._titles:
                return self._titles[word], sureness
        if 2 < len(plain) <= 16:
            for test in (str.endswith, str.__contains__):
                found = [word for word in self._titles if len(word) > 1 and test(plain, word)]
                if found:
                    return self._titles[max(found, key=len)], 0.7
        return None, 0.0

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {title_key(row["title"]): row["field"] for row in rule_table(self._table)}


@lru_cache(maxsize=8)
def titles_of(table: str) -> LedgerTitles:
    """One table of titles, read once."""
    return LedgerTitles(table)
