"""What the functions of simple formulas give: as Excel and LibreOffice do, sums over numbers only, halves away from
nought."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation

from app.models.street_forms import CellValue
from app.rules.sheet_tokens import Unread


class Wrong(Exception):
    """The formula gives an error; its code is the argument."""


@dataclass(frozen=True)
class Cells:
    """What a range holds, cell by cell, blanks left out; a cell with an error says which."""

    values: tuple[CellValue | ErrorCode, ...]


@dataclass(frozen=True)
class ErrorCode:
    code: str


Argument = CellValue | Cells
COUNTING = frozenset(("SUM", "AVERAGE", "MAX", "MIN", "PRODUCT", "COUNT", "COUNTA"))  # text in a cell is passed over
DIVIDED, NO_VALUE, NO_NUMBER = "#DIV/0!", "#VALUE!", "#NUM!"


def number(value: CellValue) -> float:
    """A single value where a number is asked for."""
    if value is None:
        return 0.0
    if isinstance(value, (bool, int, float)):
        return float(value)
    try:
        text = value.strip().replace(",", "")
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError as error:
        raise Wrong(NO_VALUE) from error


def words(value: CellValue) -> str:
    """A single value where text is asked for."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else f"{value:.15g}"


def truth(value: CellValue) -> bool:
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise Wrong(NO_VALUE)
    return bool(value)


def rounded(value: float, digits: float, how: str = ROUND_HALF_UP) -> float:
    try:
        step = Decimal(1).scaleb(-int(digits))
        return float((Decimal(f"{value:.15g}") / step).to_integral_value(how) * step)
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise Wrong(NO_NUMBER) from error


def numbers(arguments: Sequence[Argument]) -> Iterator[float]:
    """Numbers of ranges, and single values as numbers; text and truths within a range do not count."""
    for argument in arguments:
        if isinstance(argument, Cells):
            for value in argument.values:
                if isinstance(value, ErrorCode):
                    raise Wrong(value.code)
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    yield float(value)
        else:
            yield number(argument)


def single(argument: Argument) -> CellValue:
    if isinstance(argument, Cells):
        raise Unread("a range where one value is asked for")
    return argument


def call(name: str, arguments: Sequence[Argument]) -> CellValue:
    """The value of a function that needs all its arguments. Raises Wrong or, for one that is not known, Unread."""
    made = _FUNCTIONS.get(name)
    if made is None:
        raise Unread(name)
    return made(arguments)


def operated(sign: str, values: list[CellValue]) -> CellValue:
    """What an operator gives. Raises Wrong."""
    if sign == "&":
        return words(values[0]) + words(values[1])
    if sign in ("=", "<>", "<", ">", "<=", ">="):
        return _compared(sign, values[0], values[1])
    sides = [number(value) for value in values]
    if sign == "neg":
        return -sides[0]
    if sign == "plus":
        return values[0]
    if sign == "%":
        return sides[0] / 100
    left, right = sides
    if sign == "/":
        if right == 0:
            raise Wrong(DIVIDED)
        return left / right
    if sign == "^":
        try:
            found = left**right
        except (OverflowError, ZeroDivisionError) as error:
            raise Wrong(NO_NUMBER) from error
        if isinstance(found, complex):
            raise Wrong(NO_NUMBER)
        return float(found)
    return left + right if sign == "+" else left - right if sign == "-" else left * right


def _compared(sign: str, left: CellValue, right: CellValue) -> bool:
    """Numbers before texts before truths; a blank is 0 beside a number and '' beside a text."""
    if left is None:
        left = "" if isinstance(right, str) else False if isinstance(right, bool) else 0.0
    if right is None:
        right = "" if isinstance(left, str) else False if isinstance(left, bool) else 0.0
    one, other = _rank(left), _rank(right)
    same = one == other
    if sign in ("=", "<>"):
        return same is (sign == "=")
    less = one < other
    return {"<": less, "<=": less or same, ">": not less and not same, ">=": not less}[sign]


def _rank(value: CellValue) -> tuple[int, float, str]:
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    return (2 if isinstance(value, bool) else 0), float(value or 0), ""


def _average(arguments: Sequence[Argument]) -> float:
    found = list(numbers(arguments))
    if not found:
        raise Wrong(DIVIDED)
    return math.fsum(found) / len(found)


def _count(arguments: Sequence[Argument]) -> float:
    kept = 0
    for argument in arguments:
        values: Iterable[object] = argument.values if isinstance(argument, Cells) else (argument,)
        kept += sum(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)
    return float(kept)


def _count_all(arguments: Sequence[Argument]) -> float:
    return float(
        sum(
            len([value for value in one.values if value is not None]) if isinstance(one, Cells) else 1
            for one in arguments
        )
    )


def _truths(arguments: Sequence[Argument]) -> list[bool]:
    return [truth(single(argument)) for argument in arguments]


def _rounding(how: str) -> Callable[[Sequence[Argument]], CellValue]:
    def made(arguments: Sequence[Argument]) -> CellValue:
        values = [number(single(argument)) for argument in arguments]
        if not 1 <= len(values) <= 2:
            raise Unread("arguments")
        return rounded(values[0], values[1] if len(values) == 2 else 0.0, how)

    return made


def _one(done: Callable[[CellValue], CellValue]) -> Callable[[Sequence[Argument]], CellValue]:
    def made(arguments: Sequence[Argument]) -> CellValue:
        if len(arguments) != 1:
            raise Unread("arguments")
        return done(single(arguments[0]))

    return made


_FUNCTIONS: dict[str, Callable[[Sequence[Argument]], CellValue]] = {
    "SUM": lambda arguments: math.fsum(numbers(arguments)),
    "AVERAGE": _average,
    "MAX": lambda arguments: max(numbers(arguments), default=0.0),
    "MIN": lambda arguments: min(numbers(arguments), default=0.0),
    "PRODUCT": lambda arguments: math.prod(numbers(arguments)),
    "COUNT": _count,
    "COUNTA": _count_all,
    "ROUND": _rounding(ROUND_HALF_UP),
    "ROUNDUP": _rounding(ROUND_UP),
    "ROUNDDOWN": _rounding(ROUND_DOWN),
    "TRUNC": _rounding(ROUND_DOWN),
    "INT": _one(lambda value: float(math.floor(number(value)))),
    "ABS": _one(lambda value: abs(number(value))),
    "N": _one(lambda value: 0.0 if isinstance(value, str) else number(value)),
    "AND": lambda arguments: all(_truths(arguments)),
    "OR": lambda arguments: any(_truths(arguments)),
    "NOT": _one(lambda value: not truth(value)),
    "ISBLANK": _one(lambda value: value is None),
    "ISNUMBER": _one(lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)),
    "CONCATENATE": lambda arguments: "".join(words(single(argument)) for argument in arguments),
}
