"""A simple formula as a tree. Raises Unread for whatever is beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.rules.sheet_tokens import Reference, Token, Unread, reference_at, tokens

_DEEPEST = 60
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))


@dataclass(frozen=True)
class Value:
    """A number, text or truth that is written out."""

    value: float | str | bool


@dataclass(frozen=True)
class Wrong:
    """An error that is written out, '#N/A'."""

    code: str


@dataclass(frozen=True)
class Operation:
    """`sign` between its operands; 'neg', 'plus' and '%' have one."""

    sign: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Call:
    """A function; an argument that was left out is None."""

    name: str
    arguments: tuple[Node | None, ...]


Node = Value | Wrong | Reference | Operation | Call


@lru_cache(maxsize=4096)
def parsed(formula: str) -> Node:
    """The tree of `formula` (without '='). Raises Unread."""
    reader = _Reader([token for token in tokens(formula) if token.kind != "space"])
    found = reader.level(0)
    if reader.place != len(reader.words):
        raise Unread("something is left over")
    return found


class _Reader:
    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.place = 0
        self.depth = 0

    def level(self, number: int) -> Node:
        """Operators of one rank, from the left."""
        if number == len(_LEVELS):
            return self.power()
        left = self.level(number + 1)
        while self.sign() in _LEVELS[number]:
            sign = self.take().text
            left = Operation(sign, (left, self.level(number + 1)))
        return left

    def power(self) -> Node:
        left = self.unary()
        while self.sign() == "^":
            self.take()
            left = Operation("^", (left, self.unary()))
        return left

    def unary(self) -> Node:
        """Signs bind tighter than ^ : -2^2 is 4 in a spreadsheet."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unread("nested too deep")
        if self.sign() in ("-", "+"):
            sign = self.take().text
            found: Node = Operation("neg" if sign == "-" else "plus", (self.unary(),))
        else:
            found = self.atom()
            while self.sign() == "%":
                self.take()
                found = Operation("%", (found,))
        self.depth -= 1
        return found

    def atom(self) -> Node:
        if self.place >= len(self.words):
            raise Unread("it ends too soon")
        token = self.words[self.place]
        if token.kind in ("sheet", "cell", "columns", "rows"):
            reference, self.place = reference_at(self.words, self.place)
            if self.sign() == ":":
                raise Unread("a range of ranges")
            return reference
        self.take()
        if token.kind == "number":
            return Value(float(token.text))
        if token.kind == "text":
            return Value(token.text[1:-1].replace('""', '"'))
        if token.kind == "error":
            return Wrong(token.text)
        if token.kind == "word" and token.text.upper() in ("TRUE", "FALSE"):
            return Value(token.text.upper() == "TRUE")
        if token.kind == "call":
            return Call(token.text[:-1].upper(), self.arguments())
        if token.text == "(":
            found = self.level(0)
            self.expect(")")
            return found
        raise Unread(token.text)

    def arguments(self) -> tuple[Node | None, ...]:
        found: list[Node | None] = []
        if self.sign() == ")":
            self.take()
            return ()
        while True:
            found.append(None if self.sign() in (",", ")") else self.level(0))
            if self.sign() == ",":
                self.take()
                continue
            self.expect(")")
            return tuple(found)

    def sign(self) -> str:
        """The sign that comes next, '' for anything else."""
        here = self.words[self.place] if self.place < len(self.words) else None
        return here.text if here is not None and here.kind == "sign" else ""

    def take(self) -> Token:
        token = self.words[self.place]
        self.place += 1
        return token

    def expect(self, sign: str) -> None:
        if self.sign() != sign:
            raise Unread(f"no {sign}")
        self.take()
