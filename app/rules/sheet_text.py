"""Words that a spreadsheet is to take for words, where it guesses: in a text file, on the clipboard.

`=`, `+`, `-` and `@` begin formulas, long numbers lose their last digits, 3-2 becomes the second of March. A tab before
such a text keeps it a text; our own reader, like any other, takes the tab away (OWASP, CSV injection).
"""

from __future__ import annotations

import re

_GUESSED = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|0\d|\d{12,}|\d+[-/.:]\d")


def plain_cell(text: str) -> str:
    """`text` such that it stays what it is when a spreadsheet reads it from a file with separators."""
    return f"\t{text}" if _GUESSED.match(text) else text


def pasted_cell(text: str) -> str:
    """The same for the clipboard, where tabs and line ends part cells: an apostrophe, which is how one types a text."""
    flat = " ".join(text.split())
    return f"'{flat}" if _GUESSED.match(flat) else flat
