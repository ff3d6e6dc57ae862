"""What a sheet says of all its rows: grid, estate, building (from its title or name), and the form's own date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.importing.raw import RawSheet
from app.importing.values import as_text
from app.rules.addresses import bare_building, bare_estate, bare_unit, grid_name
from app.rules.dates import Precision, read_date
from app.rules.terms import narrow

_GRID = re.compile(
    r"第[0-9〇零一二三四五六七八九十]+网格|(?<![一-龥])[0-9一二三四五六七八九十]+(?:号)?网格|网格[0-9一二三四五六七八九十]+"
)
_ESTATE = re.compile(r"([一-龥A-Za-z0-9]{2,12}?(?:小区|花园|家园|公寓|新村|花苑|大院))")
_BUILDING = re.compile(
    r"(?:^|[^0-9A-Za-z])([0-9]{1,3}|[A-Z]|[一二三四五六七八九十]+|[甲乙丙丁])(?:号楼|栋|幢|座|#楼|#|号栋)"
)
_UNIT = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]+|[甲乙丙丁])单元")
_DATE = re.compile(
    r"(?:日期|时间|截至|截止|填报|统计|制表|登记|更新)[^0-9]{0,6}((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
)
_LOOSE_DATE = re.compile(r"((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)")


@dataclass(frozen=True)
class SheetContext:
    """Facts for every row that does not state them itself; '' and None where the sheet says nothing."""

    grid: str = ""
    estate: str = ""
    building: str = ""
    unit: str = ""
    dated: date | None = None


def context_of(sheet: RawSheet, header_row: int, below: Iterable[str] = ()) -> SheetContext:
    """From the rows above the header, then from the sheet's name; `below`: texts of the last rows, for the date."""
    above = [as_text(cell) for row in sheet.rows[:header_row] for cell in row if cell != ""]
    words = [narrow(text) for text in (*above, sheet.name)]
    return SheetContext(
        grid=next((grid_name(match[0]) for word in words if (match := _GRID.search(word))), ""),
        estate=next((found for word in words if (found := estate_in(word))), ""),
        building=next((bare_building(match[1]) for word in words if (match := _BUILDING.search(word))), ""),
        unit=next((bare_unit(match[1]) for word in words if (match := _UNIT.search(word))), ""),
        dated=date_in(above) or date_in(below, loose=False),
    )


def estate_in(word: str) -> str:
    """大院小区 in '孝南区大院社区大院小区住户登记表'; '' when none is named."""
    rest = bare_estate(word)
    match = _ESTATE.match(rest) or _ESTATE.search(re.sub(r"^.*?(?:社区|街道)", "", word))
    return match[1] if match and match[1] not in {"本小区", "各小区", "我小区"} else ""


def date_in(texts: Iterable[str], *, loose: bool = True) -> date | None:
    """The date a form bears: '填报日期:2026年10月31日', else (`loose`) any full date in Chinese spelling."""
    words = [narrow(text) for text in texts]
    for pattern in (_DATE, _LOOSE_DATE) if loose else (_DATE,):
        for word in words:
            match = pattern.search(word)
            found = read_date(match[1]) if match else None
            if found and found.precision is Precision.DAY:
                return found.day
    return None


def section_of(text: str) -> SheetContext | None:
    """A row that only says '2号楼', '第一网格' or '三单元' speaks for the rows below it."""
    word = narrow(text).strip(":")
    if len(word) > 16:
        return None
    grid, building, unit = _GRID.search(word), _BUILDING.search(word), _UNIT.search(word)
    if not (grid or building or unit):
        return None
    return SheetContext(
        grid=grid_name(grid[0]) if grid else "",
        building=bare_building(building[1]) if building else "",
        unit=bare_unit(unit[1]) if unit else "",
    )
