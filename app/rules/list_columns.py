"""What a list can show of a person or of a door: one definition for screen, clipboard, file and paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.base.clock import chinese_date
from app.models.ledgers import LedgerCell, LedgerColumn
from app.models.views import ListRow


@dataclass(frozen=True)
class ListColumn:
    """`width`: pixels in usual type, `width_mm` on paper. `number`: counts and years, at the right, numbers in files.

    `of_doors`, `of_people`: in which of the two lists it makes sense; `usual`: shown there until someone chooses.
    """

    key: str
    title: str
    width: int
    width_mm: float
    text: Callable[[ListRow], str]
    number: bool = False
    sortable: bool = True
    of_people: bool = True
    of_doors: bool = False
    door_title: str = ""

    def cell(self, row: ListRow) -> LedgerCell:
        """What stands in a file."""
        text = self.text(row)
        return int(text) if self.number and text else text


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _age(row: ListRow) -> str:
    return "" if row.age is None else str(row.age)


def _labels(row: ListRow) -> str:
    return "、".join(label.value for label in row.labels)


COLUMNS = (
    ListColumn("name", "姓名", 92, 18, lambda row: row.name, of_doors=True, door_title="户主"),
    ListColumn("door", "门牌", 208, 42, lambda row: row.door, of_doors=True),
    ListColumn("grid", "网格", 96, 18, lambda row: row.grid, of_doors=True),
    ListColumn("estate", "小区", 120, 22, lambda row: row.estate, of_doors=True),
    ListColumn("building", "楼栋", 80, 14, lambda row: row.building, of_doors=True),
    ListColumn("labels", "标签", 160, 34, _labels, of_doors=True),
    ListColumn("relation", "与户主关系", 104, 18, lambda row: row.relation),
    ListColumn("sex", "性别", 60, 10, lambda row: row.sex),
    ListColumn("age", "年龄", 64, 10, _age, number=True, of_doors=True, door_title="户主年龄"),
    ListColumn("birth", "出生年月", 112, 24, lambda row: row.birth),
    ListColumn("ethnic", "民族", 80, 14, lambda row: row.ethnic),
    ListColumn("politics", "政治面貌", 112, 20, lambda row: row.politics),
    ListColumn("phone", "联系电话", 124, 26, lambda row: row.phone, sortable=False, of_doors=True),
    ListColumn("id_number", "身份证号", 184, 38, lambda row: row.id_number, sortable=False),
    ListColumn("unit_person", "居民类别", 92, 16, lambda row: row.unit_person),
    ListColumn("aid", "救助类型", 104, 18, lambda row: row.aid),
    ListColumn("disability", "残疾", 176, 34, lambda row: row.disability),
    ListColumn("people", "人数", 64, 10, lambda row: str(row.people), number=True, of_doors=True),
    ListColumn("occupancy", "居住状态", 96, 16, lambda row: row.occupancy, of_doors=True),
    ListColumn("lease_until", "租期至", 136, 24, lambda row: _day(row.lease_until), of_doors=True),
    ListColumn("since", "入住日期", 136, 24, lambda row: _day(row.since)),
    ListColumn("last_visit", "最近走访", 136, 24, lambda row: _day(row.last_visit), of_doors=True),
)
_BY_KEY = {column.key: column for column in COLUMNS}
NUMBERS = frozenset(("phone", "id_number", "birth", "disability"))  # masked, unless the whole numbers are asked for
USUAL_OF_PEOPLE = ("name", "door", "grid", "labels", "relation", "sex", "age", "phone", "id_number")
USUAL_OF_DOORS = ("door", "grid", "name", "labels", "people", "occupancy", "phone")


def columns_of(*, by_person: bool) -> tuple[ListColumn, ...]:
    """Every column of a list, those that are usually shown first."""
    first = usual_keys(by_person=by_person)
    rest = (column.key for column in COLUMNS if (column.of_people if by_person else column.of_doors))
    return tuple(_BY_KEY[key] for key in dict.fromkeys((*first, *rest)))


def usual_keys(*, by_person: bool) -> tuple[str, ...]:
    return USUAL_OF_PEOPLE if by_person else USUAL_OF_DOORS


def known_keys(keys: Sequence[str], *, by_person: bool) -> tuple[str, ...]:
    """Those of `keys` that the list has, each once; the usual ones when none is left."""
    there = {column.key for column in columns_of(by_person=by_person)}
    return tuple(dict.fromkeys(key for key in keys if key in there)) or usual_keys(by_person=by_person)


def title_of(column: ListColumn, *, by_person: bool) -> str:
    return column.title if by_person else column.door_title or column.title


def ledger_columns(keys: Sequence[str], *, by_person: bool) -> tuple[LedgerColumn, ...]:
    return tuple(
        LedgerColumn(key, title_of(_BY_KEY[key], by_person=by_person), _BY_KEY[key].width_mm, _BY_KEY[key].number)
        for key in keys
    )


def ledger_rows(keys: Sequence[str], rows: Sequence[ListRow]) -> list[tuple[LedgerCell, ...]]:
    cells = [_BY_KEY[key].cell for key in keys]
    return [tuple(cell(row) for cell in cells) for row in rows]
