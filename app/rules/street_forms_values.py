"""What a binding puts into its cell: a number, a share as the cell shows shares, words, words around a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.models.figure_catalogue import CatalogueEntry
from app.models.figures import MonthlyFacts
from app.models.street_forms import NUMBER, TEXT, Binding, CellValue, FormCell
from app.rules.figure_catalogue import HEAD, entries
from app.rules.street_forms_heads import FIELD, keys_of
from app.rules.street_forms_words import known_grid_measures, known_measures

Entries = Mapping[str, CatalogueEntry]
_NEVER = (
    ("visits.", "还没有登记过走访"),
    ("requests.", "还没有登记过诉求"),
    ("meetings.", "还没有登记过会议"),
    ("deliberations.", "还没有登记过议事"),
    ("volunteers.", "还没有登记过志愿服务"),
)
_UNNAMED = "这个月没有的数字"
_BLANK_WORDS = {
    "words.key_work": "这个月还没有写重点工作",
    "words.next_plan": "这个月还没有写下月计划",
    "head.preparer": "设置里没有填报人",
    "head.reviewer": "设置里没有审核人",
    "head.leader": "设置里没有党组织负责人",
}
_GRID = re.compile(r"(?:visits\.|requests\.(?:year\.)?)?grid\.([^.]+)")


def form_entries(facts: MonthlyFacts) -> dict[str, CatalogueEntry]:
    """The catalogue of a month, with what only forms ask for: the parts of dates, and minutes beside hours."""
    found = {entry.key: entry for entry in entries(facts)}
    day = facts.made_on
    for part, said, value in (("year", "年", day.year), ("month", "月", day.month), ("day", "日", day.day)):
        key = f"head.made_on.{part}"
        found.setdefault(key, CatalogueEntry(key, f"报送日期的{said}", HEAD, value))
    for entry in list(found.values()):
        if entry.key.endswith(".minutes") and entry.figure is not None:  # the catalogue tells it in hours
            key, title = f"{entry.key}.count", entry.title.replace("（小时）", "（分钟）")
            found[key] = CatalogueEntry(key, title, entry.group, entry.figure.numerator, False, entry.figure)
    return found


def title_of(key: str, found: Entries, otherwise: str = "") -> str:
    """What a figure is called, also in a month that does not have it; `otherwise` where the labels do not know it."""
    entry = found.get(key)
    if entry is not None:
        return entry.title
    known = dict(known_measures()).get(key)
    if known:
        return known
    grid = _GRID.match(key)
    if grid is None:
        return otherwise or _UNNAMED
    name = dict(known_grid_measures()).get(key.replace(f"grid.{grid[1]}", "grid.{grid}", 1))
    return f"{grid[1]}{name or key.rpartition('.')[2]}"


def titles_of(binding: Binding, found: Entries) -> str:
    """What a binding is called: its figure, or the figures within its words."""
    keys = keys_of(binding.template) if binding.template else (binding.key,)
    return "、".join(dict.fromkeys(title_of(key, found, binding.title) for key in keys))


def value_of(binding: Binding, cell: FormCell, found: Entries) -> tuple[CellValue, str]:
    """(what is written, '') or (None, why nothing is)."""
    if binding.template:
        return _within_words(binding.template, found)
    entry = found.get(binding.key)
    why = why_blank(binding.key, entry, found)
    if why or entry is None:
        return None, why
    if binding.style == TEXT or isinstance(entry.value, str):
        return entry.text, ""
    if not entry.percent:
        return entry.value, ""
    if binding.style == NUMBER:
        return hundredths(entry), ""
    return (entry.value if "%" in cell.look.number_format else entry.text), ""


def hundredths(entry: CatalogueEntry) -> float:
    """A share as the number before its percent sign: 85.68."""
    number = float(entry.text.rstrip("%"))
    return int(number) if number.is_integer() else number


def why_blank(key: str, entry: CatalogueEntry | None, found: Entries) -> str:
    """Why there is nothing to write, '' where there is something."""
    if entry is not None:
        if entry.value != "":
            return ""
        return _BLANK_WORDS.get(key, "没有可以相除的数" if entry.percent else "没有内容")
    grid = _GRID.match(key)
    if grid and f"grid.{grid[1]}.households" not in found:
        return f"现在没有“{grid[1]}”这个网格"
    return next((why for begin, why in _NEVER if key.startswith(begin)), "这个月没有这个数字")


def _within_words(template: str, found: Entries) -> tuple[CellValue, str]:
    """The words with their blanks filled; what there is not leaves its blank as it was, and all of them leave all."""
    missing: list[str] = []

    def said(field: str) -> str:
        entry = found.get(field)
        why = why_blank(field, entry, found)
        if why or entry is None:
            missing.append(why)
            return ""
        return entry.text

    words = FIELD.sub(lambda one: said(one[1]), template)
    if missing and len(missing) == len(keys_of(template)):
        return None, missing[0]
    return words, ""
