"""One sheet's rows to the desk: plain rows go by columns, the others are looked at one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

from app.importing.columns import Flagged, read_column
from app.importing.context import SheetContext, section_of
from app.importing.doors import DoorReader, carried
from app.importing.fields import DOOR_FIELDS, LABEL_FIELDS, PERSON_FIELDS, Field
from app.importing.houses import NO_FACTS, Desk, DoorFacts, House
from app.importing.layout import SheetLayout
from app.importing.members import Named, count_numbers, name_trouble, people_in, plain_name, shared_out
from app.importing.people import NOBODY_DENIED, PeopleColumns, person_draft, person_warnings, read_people
from app.importing.raw import Cell, RawSheet
from app.importing.rows import RowKind, is_aside, is_ditto, kind_of_row
from app.importing.titles import kin_of
from app.importing.values import RowCells, as_text
from app.models.colours import Label
from app.models.households import DoorKey, Occupancy
from app.models.importing import FailedRow, RowError, StagedPerson
from app.rules import terms

_DOOR_FACT_FIELDS = (
    Field.GRID, Field.OCCUPANCY, Field.SOLD, Field.OWNER, Field.LEASE_UNTIL, Field.OCCUPANCY_SINCE, Field.DOOR_NOTE,
)  # fmt: skip  # in the order of houses.DOOR_FACTS
_DOOR_ORDER = (Field.ESTATE, Field.BUILDING, Field.UNIT, Field.ROOM, Field.ADDRESS)
_NO_LABELS: tuple[frozenset[Label], str] = (frozenset(), "")
_ONE_NAME = frozenset(
    {"户主", "姓名", "合计", "小计", "总计", "共计", "空置", "空户", "空房", "无人", "不详", "同上", "未知", "出租"}
)
_new = object.__new__
Flags = dict[int, list[tuple[int, Flagged]]]


def stage_sheet(sheet: RawSheet, layout: SheetLayout, desk: Desk) -> None:
    """Put every row of one sheet on the desk."""
    _SheetWork(sheet, layout, desk).run()


class _SheetWork:
    """The state of going down one sheet: the door above, the section's context, the columns as understood."""

    def __init__(self, sheet: RawSheet, layout: SheetLayout, desk: Desk) -> None:
        self.layout = layout
        self.desk = desk
        self.rows = sheet.rows[layout.first_row :]
        self.name = sheet.name
        self.columns: list[Sequence[Cell]] = list(zip(*self.rows, strict=True)) if self.rows else []
        self.blocks = _blocks(layout)
        self.ours = frozenset(
            column for column, field in enumerate(layout.fields) if field is not None and field is not Field.SERIAL
        )
        self.flags: Flags = {}
        self.labelled = any(field is Field.LABELS or field in LABEL_FIELDS for field in layout.fields)
        self.above: DoorKey | None = None
        self.house: House | None = None
        self.trouble = ""  # why the current door could not be read
        self.open_section(layout.context)
        self._warn_of_hollow(sheet)

    def open_section(self, context: SheetContext) -> None:
        """A new heading: what it does not say stays as the sheet has it."""
        own = self.layout.context
        self.context = SheetContext(
            context.grid or own.grid, context.estate or own.estate, context.building or own.building, context.unit
        )
        fields = self.layout.fields
        has_room = Field.ROOM in fields or Field.ADDRESS in fields
        self.doors = DoorReader(self.context, has_unit=Field.UNIT in fields, has_room=has_room)
        self.above, self.house, self.trouble = None, None, ""

    def run(self) -> None:
        if not self.rows:
            return
        names = self._plain_names()
        people = self._people_columns()
        door_facts = self._door_facts()
        labels = self._labels()
        keys = zip(*(self._column(field) for field in _DOOR_ORDER), strict=False)
        first = self.layout.first_row + 1  # as Excel counts
        titles = self.layout.titles
        flags = self.flags
        last_key: Any = None
        sheet_name, seen = self.name, self.desk.seen
        blank_facts = NO_FACTS
        for index, (key, name, facts, said, person) in enumerate(
            zip(keys, names, door_facts, labels, people.rows(), strict=False)
        ):
            row = self.rows[index]
            if name is None:
                self._odd_row(index, row, key, facts, said)
                last_key = None
                continue
            if key != last_key:
                last_key = key
                self._enter(key, index)
            house = self.house
            if house is None:
                self._fail(
                    index, name, self.trouble, "请补写门牌,例如 3-2-1101 或 3栋2单元1101室。", self._door_column()
                )
                continue
            number = person[0]
            if index in flags and not self._passes(index, name, number is not None):
                continue
            warnings: tuple[str, ...] = ()
            spelled = person[1]
            if (
                number is None
                or (spelled is not None and spelled.day != number.birth)
                or person[2] != number.sex
                or person[7] is not None
            ):
                warnings = person_warnings(name, number, spelled, person[2], person[7])
            if index in flags:
                warnings += self._flag_warnings(index)
            if number is not None:
                if number.number in seen:
                    self._fail_double(index, name, number.number)
                    continue
                seen[number.number] = (sheet_name, first + index)
            draft = person_draft(name, *person)
            staged = _new(StagedPerson)
            staged.__dict__.update(
                sheet=sheet_name,
                row=first + index,
                draft=draft,
                cells=RowCells(titles, row),
                warnings=warnings,
                birth_parts=3 if number is not None or spelled is None else int(spelled.precision),
                denies=people.denies[index],
            )
            if draft.note is not None:
                house.remarks.append((len(house.people), draft.note))
            house.people.append(staged)
            if facts is not blank_facts and facts != house.facts:
                self._state(house, facts, first + index)
            if said is not _NO_LABELS:
                self._claim(house, said, first + index)

    # Doors

    def _enter(self, key: Any, index: int) -> None:
        """Find the door of a row, new or met before; `house` None when it cannot be read."""
        spelled = self.doors[key]
        if spelled.whole:
            door: DoorKey | str = DoorKey(*spelled.place)
        elif spelled.error:
            door = spelled.error
        elif self.trouble and spelled.blank:
            door = "上面的门牌没有读懂," + self.trouble.removeprefix("上面的门牌没有读懂,")
        else:
            door = carried(spelled, self.above)
        if isinstance(door, str):
            self.house, self.trouble, self.above = None, door, None
            return
        self.trouble = ""
        self.above = door
        house = self.desk.houses.get(door)
        if house is None:
            cells = RowCells(self.layout.titles, self.rows[index])
            row = self.layout.first_row + 1 + index
            house = House(door, self.name, row, cells, self.context.grid, labelled=self.labelled)
            self.desk.houses[door] = house
        self.house = house

    def _state(self, house: House, facts: DoorFacts, row: int) -> None:
        if facts[1] is Occupancy.VACANT and house.vacant_at is None:
            house.vacant_at = (row, self._title_of(Field.OCCUPANCY))
        house.state(facts, row)

    def _claim(self, house: House, said: tuple[frozenset[Label], str], row: int) -> None:
        labels, rest = said
        if house.claims is None:
            house.claims = set()
        house.claims |= labels
        if Label.VACANT in labels and house.vacant_at is None:
            house.vacant_at = (row, self._title_of(Field.LABEL_VACANT) or self._title_of(Field.LABELS))
        if rest:
            house.remarks.append((len(house.people) - 1 if house.people else None, rest))

    # Rows that are no plain 'one person a row'

    def _odd_row(self, index: int, row: list[Cell], key: Any, facts: DoorFacts, said: Any) -> None:
        kind = kind_of_row(row, self.layout.header, self.ours)
        if kind is RowKind.SKIP:
            return
        if kind is RowKind.SECTION:
            found = section_of(next(text for cell in row if (text := as_text(cell))))
            if found is not None:
                self.open_section(found)
            return
        people = self._people_of(row)
        stated = self._stated_columns(row)
        own_words = stated - self._columns_of(Field.GRID, Field.ESTATE)
        if not people and not own_words:
            return
        self._enter(key, index)
        name = "、".join(named.name for named, _ in people)
        if not people and stated & self._columns_of(Field.ID_NUMBER):
            self._fail(index, "", "有身份证号,却没有姓名。", "请补写姓名。", self._title_of(Field.NAME))
            return
        if self.house is None:
            self._fail(index, name, self.trouble, "请补写门牌,例如 3-2-1101 或 3栋2单元1101室。", self._door_column())
            return
        number = self.layout.first_row + 1 + index
        errors = [flag for flag in self.flags.get(index, ()) if flag[1].error and flag[0] not in self._person_columns()]
        if errors:
            self._record(index, name, errors)
            return
        staged = [person for named, cells in people if (person := self._odd_person(index, named, cells)) is not None]
        if len(staged) < len(people):
            return
        house = self.house
        known: set[str] = set()
        for person in staged:
            named_again = person.draft.name in known
            if named_again and (person.draft.id_number is None or person.draft.id_number in known):
                continue  # the head, once in a column and once among the members
            known |= {person.draft.name, person.draft.id_number or ""}
            if person.draft.id_number:
                if person.draft.id_number in self.desk.seen:
                    self._fail_double(index, person.draft.name, person.draft.id_number)
                    continue
                self.desk.seen[person.draft.id_number] = (self.name, number)
            if person.draft.note is not None:
                house.remarks.append((len(house.people) if len(people) == 1 else None, person.draft.note))
            house.people.append(person)
        if not people and (note := self._row_note(row)):
            facts = (*facts[:-1], facts[-1] or note)
        if facts != house.facts:
            self._state(house, facts, number)
        if not people:
            house.warnings.extend(self._flag_warnings(index))
        if said is not _NO_LABELS:
            self._claim(house, said, number)

    def _people_of(self, row: list[Cell]) -> list[tuple[Named, dict[Field, Cell]]]:
        """Everyone a row names, each with their own share of its cells."""
        found: list[tuple[Named, dict[Field, Cell]]] = []
        for relation, columns in self.blocks:
            facts: dict[Field, Cell] = {
                field: row[column] for field, column in columns.items() if field is not Field.NAME and row[column] != ""
            }
            text = _name_text(row[columns[Field.NAME]])
            named = people_in(text, numbers=count_numbers(facts.get(Field.ID_NUMBER, "")))
            if not named:
                continue
            for place, (one, share) in enumerate(zip(named, shared_out(facts, len(named)), strict=True)):
                if relation and place == 0:
                    share.setdefault(Field.RELATION, relation)
                found.append((one, {**share, **one.facts}))
        for column in self.layout.columns_of(Field.MEMBERS):
            names = {one.name for one, _ in found}
            members = people_in(_name_text(row[column]))
            found.extend((one, dict(one.facts)) for one in members if one.name not in names)
        return found

    def _odd_person(self, index: int, named: Named, cells: dict[Field, Cell]) -> StagedPerson | None:
        column = {field: (self._first_column(field), (cell,)) for field, cell in cells.items()}
        read = read_people(column, 1, today=self.desk.today, ledger_date=self.desk.ledger_date)
        flags = read.flags.get(0, [])
        facts = next(iter(read.rows()))
        trouble = name_trouble(named.name)
        if trouble:
            self._fail(index, named.name, trouble, "请只写姓名,2 到 30 个字。", self._title_of(Field.NAME))
            return None
        self.flags[index] = flags
        if flags and not self._passes(index, named.name, facts[0] is not None):
            return None
        number, spelled = facts[0], facts[1]
        warnings = person_warnings(named.name, number, spelled, facts[2], facts[7]) + self._flag_warnings(index)
        return StagedPerson(
            self.name,
            self.layout.first_row + 1 + index,
            person_draft(named.name, *facts),
            RowCells(self.layout.titles, self.rows[index]),
            warnings,
            3 if number is not None or spelled is None else int(spelled.precision),
            read.denies[0] if read.denies else NOBODY_DENIED,
        )

    def _row_note(self, row: list[Cell]) -> str | None:
        """The remark of a row without people is the household's."""
        texts = [as_text(row[column]) for column in self.layout.columns_of(Field.NOTE)]
        return next((text for text in texts if text and not terms.says_nothing(text)), None)

    # Columns

    def _column(self, field: Field) -> Sequence[Cell]:
        columns = self.layout.columns_of(field)
        return self.columns[columns[0]] if columns else ("",) * len(self.rows)

    def _plain_names(self) -> list[str | None]:
        """The name where it is one plain name, else None. Rows of several people are all looked at one by one."""
        if len(self.blocks) != 1 or Field.MEMBERS in self.layout.fields:
            return [None] * len(self.rows)
        cells = self.columns[self.blocks[0][1][Field.NAME]]
        known = {cell: _plain(cell) for cell in set(cells)}
        for title in self.layout.titles:  # a header printed again on the next page
            if title in known:
                known[title] = None
        return list(map(known.__getitem__, cells))

    def _people_columns(self) -> PeopleColumns:
        columns: dict[Field, tuple[int, Sequence[Cell]]] = {}
        if len(self.blocks) == 1 and Field.MEMBERS not in self.layout.fields:
            columns = {
                field: (column, self.columns[column])
                for field, column in self.blocks[0][1].items()
                if field is not Field.NAME
            }
        read = read_people(columns, len(self.rows), today=self.desk.today, ledger_date=self.desk.ledger_date)
        for index, found in read.flags.items():
            self.flags.setdefault(index, []).extend(found)
        if Field.HEAD in self.layout.fields and columns:
            heads = [plain_name(as_text(cell)) for cell in self._column(Field.HEAD)]
            own = [plain_name(as_text(cell)) for cell in self.columns[self.blocks[0][1][Field.NAME]]]
            read.relation = [
                relation or ("户主" if head and head == name else None)
                for relation, head, name in zip(read.relation, heads, own, strict=True)
            ]
        return read

    def _door_facts(self) -> Any:
        columns: list[list[Any] | None] = []
        for field in _DOOR_FACT_FIELDS:
            places = self.layout.columns_of(field)
            if not places:
                columns.append(None)
                continue
            column = read_column(field, self.columns[places[0]], self.desk.today)
            for index, flag in column.flags.items():
                self.flags.setdefault(index, []).append((places[0], flag))
            if field is Field.GRID:
                _fill_down(column.values)
            columns.append(column.values)
        if all(column is None for column in columns):
            return repeat(NO_FACTS)
        return zip(*(repeat(None) if column is None else column for column in columns), strict=False)

    def _labels(self) -> Any:
        """Labels a row ticks or names, with the words that are none."""
        ticks = [
            (label, read_column(field, self._column(field), self.desk.today).values)
            for field, label in LABEL_FIELDS.items()
            if field in self.layout.fields
        ]
        words = [self.columns[column] for column in self.layout.columns_of(Field.LABELS)]
        if not ticks and not words:
            return repeat(_NO_LABELS)
        found: dict[Any, tuple[frozenset[Label], str]] = {}
        said = []
        for values in zip(*(column for _, column in ticks), *words, strict=True):
            known = found.get(values)
            if known is None:
                known = found[values] = _labels_of(values, [label for label, _ in ticks])
            said.append(known)
        return said

    def _stated_columns(self, row: list[Cell]) -> frozenset[int]:
        return frozenset(
            column
            for column in self.ours
            if row[column] != ""
            and (text := as_text(row[column]))
            and not is_ditto(text)
            and not terms.says_nothing(text)
        )

    def _columns_of(self, *fields: Field) -> frozenset[int]:
        return frozenset(column for field in fields for column in self.layout.columns_of(field))

    def _person_columns(self) -> frozenset[int]:
        return frozenset(column for column, field in enumerate(self.layout.fields) if field in PERSON_FIELDS)

    def _first_column(self, field: Field) -> int:
        return next(iter(self.layout.columns_of(field)), self.blocks[0][1][Field.NAME] if self.blocks else 0)

    def _title_of(self, field: Field) -> str:
        columns = self.layout.columns_of(field)
        return self.layout.titles[columns[0]] if columns else ""

    def _door_column(self) -> str:
        titles = [self._title_of(field) for field in reversed(_DOOR_ORDER) if field in DOOR_FIELDS]
        return next((title for title in titles if title), "门牌")

    # Trouble

    def _passes(self, index: int, name: str, has_number: bool) -> bool:
        """Whether a row with flags may go on; a bad birth date is forgiven where the ID number states it."""
        errors = [
            (column, flag)
            for column, flag in self.flags[index]
            if flag.error and not (has_number and self.layout.fields[column] in (Field.BIRTH, Field.AGE))
        ]
        if errors:
            self._record(index, name, errors)
        return not errors

    def _flag_warnings(self, index: int) -> tuple[str, ...]:
        return tuple(flag.warning or flag.error for _, flag in self.flags.get(index, ()))

    def _record(self, index: int, name: str, errors: Sequence[tuple[int, Flagged]]) -> None:
        row = self.rows[index]
        number = self.layout.first_row + 1 + index
        for column, flag in errors:
            title = self.layout.titles[column]
            self.desk.errors.append(RowError(self.name, number, title, as_text(row[column]), flag.error, flag.remedy))
        self._fail_row(index, name)

    def _fail(self, index: int, name: str, reason: str, remedy: str, title: str) -> None:
        row = self.rows[index]
        value = as_text(row[self.layout.titles.index(title)]) if title in self.layout.titles else ""
        number = self.layout.first_row + 1 + index
        self.desk.errors.append(RowError(self.name, number, title, value, reason, remedy))
        self._fail_row(index, name)

    def _fail_double(self, index: int, name: str, number: str) -> None:
        sheet, row = self.desk.seen[number]
        place = f"第 {row} 行" if sheet == self.name else f"工作表“{sheet}”第 {row} 行"
        title = self._title_of(Field.ID_NUMBER)
        self._fail(index, name, f"身份证号与{place}重复。", "同一个人只留一行;如果写错了号码,请改正。", title)

    def _fail_row(self, index: int, name: str) -> None:
        door = self.house.door.short if self.house is not None else ""
        number = self.layout.first_row + 1 + index
        cells = RowCells(self.layout.titles, self.rows[index])
        self.desk.failed.append(FailedRow(self.name, number, door, name, cells))

    def _warn_of_hollow(self, sheet: RawSheet) -> None:
        for column in sorted(sheet.hollow & self.ours):
            if column < len(self.columns) and not any(cell != "" for cell in self.columns[column]):
                self.desk.errors.append(
                    RowError(
                        self.name, self.layout.first_row, self.layout.titles[column], "",
                        "这一列是公式,文件里没有保存计算结果,所以整列读不到内容。",
                        "请在 Excel 或 WPS 中打开文件,等它算出结果后保存,再导入。",
                    )
                )  # fmt: skip


def _blocks(layout: SheetLayout) -> list[tuple[str, dict[Field, int]]]:
    """The person's columns, a block a member where they repeat: (relation the titles speak of, field -> column)."""
    blocks: list[tuple[str, dict[Field, int]]] = []
    names = layout.columns_of(Field.NAME)
    if not names:
        return blocks
    current: dict[Field, int] = {}
    for column, field in enumerate(layout.fields):
        if field not in PERSON_FIELDS:
            continue
        if field in current and len(names) > 1 and Field.NAME in current and field is not Field.NOTE:
            blocks.append((_block_kin(layout, current), current))
            current = {}
        current.setdefault(field, column)
    if Field.NAME in current:
        blocks.append((_block_kin(layout, current), current))
    elif blocks:
        blocks[-1][1].update({field: column for field, column in current.items() if field not in blocks[-1][1]})
    return blocks


def _block_kin(layout: SheetLayout, block: dict[Field, int]) -> str:
    header = layout.header
    if header is None:
        return ""
    column = block[Field.NAME]
    return kin_of(header.leaves[column]) or kin_of(header.groups[column])


def _plain(cell: Cell) -> str | None:
    if not isinstance(cell, str) or not 2 <= len(cell) <= 4 or not cell.isalpha() or cell.isascii():
        return None
    if cell in _ONE_NAME or (cell[-1] in "计数总" and is_aside(cell)):
        return None
    return cell


def _name_text(cell: Cell) -> str:
    """The text of a name cell; '' for asides and ditto marks."""
    if not isinstance(cell, str):
        return as_text(cell)
    return "" if is_aside(cell) or is_ditto(as_text(cell)) else cell


def _labels_of(values: tuple[Any, ...], labels: Sequence[Label]) -> tuple[frozenset[Label], str]:
    found = {label for label, value in zip(labels, values, strict=False) if value}
    rest = []
    for cell in values[len(labels) :]:
        text = as_text(cell)
        if is_ditto(text):
            continue
        named, left = terms.labels(text)
        found |= named
        rest.append(left)
    left = "、".join(filter(None, rest))
    return (frozenset(found), left) if found or left else _NO_LABELS


def _fill_down(values: list[Any]) -> None:
    above = None
    for index, value in enumerate(values):
        if value is None:
            values[index] = above
        else:
            above = value
