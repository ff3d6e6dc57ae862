"""One sheet's rows to the desk: plain rows go by columns, the others are looked at one by one."""

from __future__ import annotations

from typing import Any

from app.importing.blocks import Share, people_of_row
from app.importing.columns import error_cell
from app.importing.context import SheetContext, section_of
from app.importing.doors import DoorReader, carried
from app.importing.fields import DOOR_FIELDS, LABEL_FIELDS, PERSON_FIELDS, Field
from app.importing.houses import Desk, DoorFacts, House
from app.importing.layout import SheetLayout
from app.importing.members import Named, name_trouble
from app.importing.people import NOBODY_DENIED, PeopleColumns, person_draft, person_warnings, read_people
from app.importing.raw import Cell, RawSheet
from app.importing.rows import RowKind, is_ditto, kind_of_row
from app.importing.sheet_columns import SAID_NOTHING, Said, SheetColumns
from app.importing.troubles import Troubles
from app.importing.values import RowCells, as_text
from app.models.colours import Label
from app.models.households import Occupancy
from app.models.importing import StagedPerson
from app.rules import terms
from app.rules.addresses import Place

_new = object.__new__


def stage_sheet(sheet: RawSheet, layout: SheetLayout, desk: Desk) -> None:
    """Put every row of one sheet on the desk."""
    rows = sheet.rows[layout.first_row :]
    if rows:
        _SheetWork(sheet, rows, layout, desk).run()


class _SheetWork:
    """The state of going down one sheet: the door above, the section's context, the columns as understood."""

    def __init__(self, sheet: RawSheet, rows: list[list[Cell]], layout: SheetLayout, desk: Desk) -> None:
        self.layout = layout
        self.desk = desk
        self.rows = rows
        self.columns = SheetColumns(rows, layout)
        self.flags = self.columns.flags
        self.troubles = Troubles(layout, rows, desk)
        self.ours = frozenset(
            column for column, field in enumerate(layout.fields) if field is not None and field is not Field.SERIAL
        )
        self.personal = frozenset(column for column, field in enumerate(layout.fields) if field in PERSON_FIELDS)
        self.labelled = any(field is Field.LABELS or field in LABEL_FIELDS for field in layout.fields)
        self.open_section(layout.context)
        self.troubles.hollow(sheet, self.ours)

    def open_section(self, context: SheetContext) -> None:
        """A new heading: what it does not say stays as the sheet has it."""
        own, fields = self.layout.context, self.layout.fields
        self.context = SheetContext(
            context.grid or own.grid, context.estate or own.estate, context.building or own.building, context.unit
        )
        has_room = Field.ROOM in fields or Field.ADDRESS in fields
        self.doors = DoorReader(self.context, has_unit=Field.UNIT in fields, has_room=has_room)
        self.above: Place | None = None
        self.house: House | None = None
        self.trouble = ""  # why the current door could not be read

    def run(self) -> None:
        """Go down the rows. Everything inside the loop is paid for every person of the workbook."""
        desk, columns = self.desk, self.columns
        people: PeopleColumns = columns.people(today=desk.today, ledger_date=desk.ledger_date)
        door_facts = columns.door_facts(desk.today)
        every = zip(
            self.rows, columns.door_keys(), columns.names(), door_facts, columns.labels(desk.today), people.rows(),
            people.denies, strict=False,
        )  # fmt: skip
        flags, seen, titles, sheet = self.flags, desk.seen, self.layout.titles, self.layout.sheet
        last_key: Any = None
        broken = columns.broken()
        number = self.layout.row_number(0) - 1
        for row, key, name, facts, said, person, denies in every:
            number += 1
            if broken and (column := broken.get(number - self.layout.first_row - 1)) is not None:
                self._broken_row(number - self.layout.first_row - 1, column, name or "")
                last_key = None
                continue
            if name is None:
                self._odd_row(number - self.layout.first_row - 1, row, key, facts, said)
                last_key = None
                continue
            if key != last_key:
                last_key = key
                self._enter(key, number)
            house = self.house
            index = number - self.layout.first_row - 1
            if house is None:
                self.troubles.door(index, name, self.trouble)
                continue
            identity, spelled = person[0], person[1]
            flagged = flags.get(index) if flags else None
            if flagged and self.troubles.flags(index, name, house.short, flagged, numbered=identity is not None):
                continue
            warnings: tuple[str, ...] = ()
            if (
                identity is None
                or (spelled is not None and spelled[0] != identity[1])
                or person[2] != identity[2]
                or person[7] is not None
            ):
                warnings = person_warnings(name, identity, spelled, person[2], person[7])
            if flagged:
                warnings += _words(flagged)
            if identity is not None:
                if identity[0] in seen:
                    self.troubles.double(index, name, house.short, identity[0])
                    continue
                seen[identity[0]] = (sheet, number)
            draft = person_draft(name, *person)
            staged = _new(StagedPerson)
            staged.__dict__.update(
                sheet=sheet,
                row=number,
                draft=draft,
                cells=RowCells(titles, row),
                warnings=warnings,
                birth_parts=3 if identity is not None or spelled is None else int(spelled.precision),
                denies=denies,
            )
            if draft.note is not None:
                house.remark(len(house.people), draft.note)
            house.people.append(staged)
            if facts != house.facts:
                self._state(house, facts, number)
            if said is not SAID_NOTHING:
                self._claim(house, said, number)

    def _enter(self, key: Any, number: int) -> None:
        """Find the door of a row, new or met before; `house` None when it cannot be read."""
        spelled = self.doors[key]
        if spelled.whole:
            place: Place | str = spelled.place
        elif spelled.error:
            place = spelled.error
        elif self.trouble and spelled.blank:
            place = "上面的门牌没有读懂," + self.trouble.removeprefix("上面的门牌没有读懂,")
        else:
            place = carried(spelled, self.above)
        if isinstance(place, str):
            self.house, self.trouble, self.above = None, place, None
            return
        self.trouble = ""
        self.above = place
        house = self.desk.houses.get(place)
        if house is None:
            house = House(place, self.layout.sheet, number, self.context.grid, labelled=self.labelled)
            self.desk.houses[place] = house
        self.house = house

    def _state(self, house: House, facts: DoorFacts, number: int) -> None:
        if facts[1] is Occupancy.VACANT and house.vacant_at is None:
            house.vacant_at = (number, self.troubles.title_of(Field.OCCUPANCY))
        house.state(facts, number)

    def _claim(self, house: House, said: Said, number: int) -> None:
        labels, rest = said
        if house.claims is None:
            house.claims = set()
        house.claims |= labels
        if Label.VACANT in labels and house.vacant_at is None:
            title = self.troubles.title_of(Field.LABEL_VACANT) or self.troubles.title_of(Field.LABELS)
            house.vacant_at = (number, title)
        if rest:
            house.remark(len(house.people) - 1 if house.people else None, rest)

    def _broken_row(self, index: int, column: int, name: str) -> None:
        """A row whose name or door is an error value of Excel; what is carried down from it is not known either."""
        flag = error_cell(str(self.rows[index][column]))
        self.troubles.cell(index, name, "", self.layout.titles[column], flag.error, flag.remedy)
        if self.layout.fields[column] in DOOR_FIELDS:
            self.house, self.trouble, self.above = None, flag.error, None

    # Rows that are no plain 'one person a row'

    def _odd_row(self, index: int, row: list[Cell], key: Any, facts: DoorFacts, said: Said) -> None:
        kind = kind_of_row(row, self.layout.header, self.ours)
        if kind is RowKind.SECTION:
            found = section_of(next(text for cell in row if (text := as_text(cell))))
            if found is not None:
                self.open_section(found)
        if kind is not RowKind.DATA:
            return
        people = people_of_row(self.layout, self.columns.blocks, row)
        stated = self._stated(row)
        if not people and not stated - self._columns_of(Field.GRID, Field.ESTATE):
            return
        number = self.layout.row_number(index)
        self._enter(key, number)
        names = "、".join(named.name for named, _ in people)
        if not people and stated & self._columns_of(Field.ID_NUMBER):
            title = self.troubles.title_of(Field.NAME)
            self.troubles.cell(index, "", "", title, "有身份证号,却没有姓名。", "请补写姓名。")
            return
        house = self.house
        if house is None:
            self.troubles.door(index, names, self.trouble)
            return
        about_door = [flag for flag in self.flags.get(index, ()) if flag[0] not in self.personal]
        if self.troubles.flags(index, names, house.short, about_door, numbered=False):
            return
        staged = [self._odd_person(index, house, named, share) for named, share in people]
        if all(person is not None for person in staged):
            self._settle(index, house, [person for person in staged if person is not None])
            if not people:
                house.cells = RowCells(self.layout.titles, row)
                facts = (*facts[:-1], facts[-1] or self._row_note(row))
                house.warnings += _words(about_door)
            if facts != house.facts:
                self._state(house, facts, number)
            if said is not SAID_NOTHING:
                self._claim(house, said, number)

    def _settle(self, index: int, house: House, people: list[StagedPerson]) -> None:
        """Put a row's people behind their door, nobody twice."""
        known: set[str] = set()
        for person in people:
            draft = person.draft
            if draft.name in known and (draft.id_number is None or draft.id_number in known):
                continue  # the head, once in a column and once among the members
            known |= {draft.name, draft.id_number or ""}
            if draft.id_number:
                if draft.id_number in self.desk.seen:
                    self.troubles.double(index, draft.name, house.short, draft.id_number)
                    continue
                self.desk.seen[draft.id_number] = (person.sheet, person.row)
            if draft.note is not None:
                house.remark(len(house.people) if len(people) == 1 else None, draft.note)
            house.people.append(person)

    def _odd_person(self, index: int, house: House, named: Named, share: Share) -> StagedPerson | None:
        """One person of a row, read from their own cells; None when they fail."""
        column = {field: (self._column_of(field), (cell,)) for field, cell in share.items()}
        read = read_people(column, 1, today=self.desk.today, ledger_date=self.desk.ledger_date)
        flags = read.flags.get(0, [])
        facts = next(iter(read.rows()))
        door = house.short
        if trouble := name_trouble(named.name):
            title = self.troubles.title_of(Field.NAME)
            self.troubles.cell(index, named.name, door, title, trouble, "请只写姓名,2 到 30 个字。")
            return None
        if self.troubles.flags(index, named.name, door, flags, numbered=facts[0] is not None):
            return None
        number, spelled = facts[0], facts[1]
        return StagedPerson(
            self.layout.sheet,
            self.layout.row_number(index),
            person_draft(named.name, *facts),
            RowCells(self.layout.titles, self.rows[index]),
            person_warnings(named.name, number, spelled, facts[2], facts[7]) + _words(flags),
            3 if number is not None or spelled is None else int(spelled.precision),
            read.denies[0] if read.denies else NOBODY_DENIED,
        )

    def _row_note(self, row: list[Cell]) -> str | None:
        """The remark of a row without people is the household's."""
        texts = [as_text(row[column]) for column in self.layout.columns_of(Field.NOTE)]
        return next((text for text in texts if not terms.says_nothing(text)), None)

    def _stated(self, row: list[Cell]) -> frozenset[int]:
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

    def _column_of(self, field: Field) -> int:
        columns = self.layout.columns_of(field) or self.layout.columns_of(Field.NAME)
        return columns[0] if columns else 0


def _words(flags: list[tuple[int, Any]]) -> tuple[str, ...]:
    return tuple(flag.warning or flag.error for _, flag in flags)
