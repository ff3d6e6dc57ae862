"""What a cell of a form says on the screen, as its number format would."""

from __future__ import annotations

import re

from app.models.street_forms import Binding, CellValue, FormCell

_DECIMALS = re.compile(r"0\.(0+)")


def shown(cell: FormCell) -> str:
    """The value as it is printed, roughly: shares as shares, whole numbers without a point."""
    return value_words(cell.value, cell.look.number_format)


def value_words(value: CellValue, number_format: str = "General") -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    parts = number_format.split(";")
    if len(parts) == 3:  # one for what is above nought, one for what is below, one for nought
        own = parts[0] if value > 0 else parts[1] if value < 0 else parts[2]
        if own.startswith('"'):
            return own.strip('"')
        sign = own[0] if own[:1] in "+-" else ""
        return f"{sign}{value_words(abs(value), own.lstrip('+-'))}"
    decimals = _DECIMALS.search(number_format)
    places = len(decimals[1]) if decimals else 0
    if "%" in number_format:
        return f"{value:.{places}%}"
    if decimals or number_format in ("0", "#,##0"):
        return f"{value:,.{places}f}" if "," in number_format else f"{value:.{places}f}"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def place_words(binding: Binding) -> str:
    """What a cell is called: '第一网格,党员户'."""
    names = [path.rpartition("/")[2] for path in (binding.labels.row, binding.labels.column)]
    return ",".join(name for name in names if name)
