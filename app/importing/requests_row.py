"""One row of a ledger of requests, understood: what each cell says, and how the cells fit together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.base.clock import chinese_date
from app.importing.columns import error_cell
from app.importing.raw import Cell
from app.importing.requests_cells import text_of, when_of
from app.importing.requests_fields import RequestField
from app.importing.requests_layout import RequestLayout
from app.importing.values import ERROR_CELLS, RowCells, as_text
from app.models.households import DoorKey
from app.models.importing import RowError
from app.models.request_import import StagedRequest, When
from app.rules.addresses import bare_building, bare_estate, bare_unit, grid_name, read_address
from app.rules.request_terms import departments_in, known, named_in
from app.rules.terms import half_width, narrow, plain_dashes

F = RequestField
_AROUND = " :,;/()电话手机联系方式"
_NUMBER = re.compile(r"1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8}|(?<![0-9])[0-9]{7,8}(?![0-9])")
_DATES = (F.RECEIVED, F.WHISTLED, F.REPORTED, F.ANSWERED, F.CLOSED, F.VISITED, F.DUE)
_NOT_YET = re.compile("未解决|^暂")
_DATE_REMEDY = "请写成 2026-01-05 这样的日期。"
_STEP = {
    F.RECEIVED: "受理时间",
    F.WHISTLED: "吹哨时间",
    F.REPORTED: "报到时间",
    F.ANSWERED: "答卷时间",
    F.CLOSED: "办结时间",
    F.VISITED: "回访时间",
}


def columns_of(layout: RequestLayout) -> dict[RequestField, int]:
    """Field -> its column."""
    return {field: column for column, field in enumerate(layout.fields) if field is not None}


class RowReading:
    """One row being understood; `errors` are what stands in its way."""

    def __init__(self, layout: RequestLayout, number: int, row: Sequence[Cell], today: date) -> None:
        self.layout, self.today, self.number, self.row = layout, today, number, row
        self.columns = columns_of(layout)
        self.errors: list[RowError] = []
        self.warnings: list[str] = []

    def request(self) -> StagedRequest:
        for field, column in self.columns.items():
            if self.row[column] in ERROR_CELLS:
                flag = error_cell(str(self.row[column]))
                self.error(field, flag.error, flag.remedy)
        when = {field: self._when(field) for field in _DATES}
        words, received = self._text(F.WORDS), when[F.RECEIVED]
        if words is None:
            self.error(F.WORDS, "没有诉求内容。", "请补写群众反映的事。")
        if received is None and not any(error.column == self.layout.title_of(F.RECEIVED) for error in self.errors):
            self.error(F.RECEIVED, "没有受理时间。", _DATE_REMEDY)
        departments = departments_in(self._text(F.DEPARTMENT) or "")
        closed, outcome, outcome_words = self._ending(when[F.CLOSED])
        satisfaction = self._term(F.SATISFACTION, "request_satisfactions", "满意、基本满意、不满意或未回访")
        unvisited = satisfaction == "未回访"
        satisfaction, closed = self._visited(satisfaction, closed, when[F.VISITED])
        self._check_whistle(departments, when)
        self._check_order(when)
        place = self._place()
        caller, phone = self._caller()
        return StagedRequest(
            sheet=self.layout.sheet,
            row=self.number,
            number=narrow(self._text(F.NUMBER) or ""),
            received=received or When(self.today),
            words=words or "",
            channel=self._word(F.CHANNEL, "request_channels"),
            category=self._word(F.CATEGORY, "request_categories"),
            grade=self._term(F.GRADE, "request_grades", "常规、一般、重大或特定"),
            caller=caller,
            phone=phone,
            address=self._address(place),
            place=place,
            grid=grid_name(grid) or None if (grid := self._text(F.GRID)) else None,
            departments=departments,
            whistled=when[F.WHISTLED],
            reported=when[F.REPORTED],
            answered=when[F.ANSWERED],
            handler=self._text(F.HANDLER),
            closed=closed,
            closed_at=when[F.CLOSED],
            outcome=outcome,
            outcome_words=outcome_words,
            satisfaction=satisfaction,
            unvisited=unvisited,
            visited=when[F.VISITED],
            agreed=due.day if (due := when[F.DUE]) else None,
            note=self._text(F.NOTE),
            warnings=tuple(self.warnings),
            cells=RowCells(self.layout.titles, list(self.row)),
        )

    def error(self, field: RequestField, reason: str, remedy: str) -> None:
        column = self.columns.get(field)
        title, value = (self.layout.titles[column], as_text(self.row[column])) if column is not None else ("", "")
        self.errors.append(RowError(self.layout.sheet, self.number, title, value, reason, remedy))

    def _text(self, field: RequestField) -> str | None:
        column = self.columns.get(field)
        return None if column is None else text_of(self.row[column])

    def _when(self, field: RequestField) -> When | None:
        column = self.columns.get(field)
        found = None if column is None else when_of(self.row[column], self.layout.year)
        if isinstance(found, str):
            if field is F.CLOSED and known("request_states", found):
                return None  # 已办结 in the column of the day
            self.error(field, f"看不懂的日期“{found}”。", _DATE_REMEDY)
            return None
        if found is not None and found.day > self.today and field is not F.DUE:
            self.error(field, f"日期{chinese_date(found.day)}还没有到。", "请核对后改正。")
            return None
        return found

    def _word(self, field: RequestField, table: str) -> str | None:
        """The term of the table; a word it does not know is the office's own."""
        text = self._text(field)
        return None if text is None else known(table, text) or text

    def _term(self, field: RequestField, table: str, choices: str) -> str | None:
        text = self._text(field)
        if text is None:
            return None
        found = known(table, text) or named_in(table, text)
        if found is None:
            self.error(field, f"看不懂“{text}”。", f"请写{choices}。")
        return found

    def _ending(self, closed_at: When | None) -> tuple[bool | None, str | None, str]:
        """(closed, outcome, words of the outcome): from the day, the state and the outcome together."""
        state = self._state()
        text = self._text(F.OUTCOME)
        outcome = (known("request_outcomes", text) or named_in("request_outcomes", text)) if text else None
        if text and outcome is None and state is None:
            state = _is_closed(known("request_states", text))  # 办理情况 that says no more than 办理中
        elif text and known("request_states", text) == "未办结":
            outcome, state = None, False if state is None else state
        if closed_at is not None and state is False:
            self.error(F.CLOSED, "写着没有办结,却填了办结时间。", "请核对后只留一个。")
        if closed_at is not None:
            closed: bool | None = True
        elif state is not None:
            closed = state
        elif outcome is not None and text and not _NOT_YET.search(text):
            closed = True
        else:
            closed = False if {F.CLOSED, F.STATE, F.OUTCOME} & self.columns.keys() else None
        if closed and closed_at is None:
            self.warnings.append("台账写明已办结,没有写办结日期,不能判断是否超时。")
        if closed and outcome is None and text:
            self.warnings.append(f"看不出办理结果属于哪一种,原文“{text}”已记入办结情况。")
        words = text if text and (outcome is None or text != outcome) else ""
        return closed, outcome if closed else None, words

    def _state(self) -> bool | None:
        text = self._text(F.STATE)
        column = self.columns.get(F.CLOSED)
        if text is None and column is not None:
            cell = text_of(self.row[column])
            text = cell if cell and known("request_states", cell) else None
        if text is None:
            return None
        found = known("request_states", text) or named_in("request_states", text)
        if found is None:
            self.error(F.STATE, f"看不出“{text}”是办结了还是没有。", "请写“已办结”或“未办结”。")
        return _is_closed(found)

    def _visited(
        self, satisfaction: str | None, closed: bool | None, visited: When | None
    ) -> tuple[str | None, bool | None]:
        """A satisfaction says that it was closed; 未回访 is the absence of one."""
        if satisfaction in (None, "未回访"):
            if visited is not None and satisfaction is None and closed:
                self.warnings.append("有回访时间,没有写满意度,回访没有录入。")
            return None, closed
        if closed:
            return satisfaction, closed
        if closed is False and self._state() is False:
            self.error(F.SATISFACTION, "写着没有办结,却有满意度。", "请核对后改正。")
            return None, closed
        self.warnings.append("有满意度,没有写办结,已按办结录入。")
        return satisfaction, True

    def _check_whistle(self, departments: Sequence[str], when: dict[RequestField, When | None]) -> None:
        if departments and when[F.WHISTLED] is None:
            self.warnings.append("没有写吹哨时间。")
        for field, word in ((F.WHISTLED, "吹哨"), (F.REPORTED, "报到"), (F.ANSWERED, "答卷")):
            if when[field] is not None and not departments:
                self.error(field, f"有{word}时间,没有写吹哨部门。", "请补写部门,或去掉这个时间。")
                return
        if departments and when[F.ANSWERED] is not None and when[F.WHISTLED] is None and F.WHISTLED in self.columns:
            self.error(F.ANSWERED, "有答卷时间,没有吹哨时间。", "请补写吹哨时间。")

    def _check_order(self, when: dict[RequestField, When | None]) -> None:
        """Each step on or after the one before it."""
        former: tuple[RequestField, When] | None = None
        for field in (F.RECEIVED, F.WHISTLED, F.REPORTED, F.ANSWERED, F.CLOSED, F.VISITED):
            here = when[field]
            if here is None:
                continue
            if former is not None and _before(here, former[1]):
                word, other = _STEP[field], _STEP[former[0]]
                at = f"{chinese_date(former[1].day)} {former[1].time}".strip()
                self.error(field, f"{word}早于{other}({at})。", "请核对这两个时间。")
                return
            former = (field, here)

    def _place(self) -> DoorKey | None:
        """The door, from the address or from columns of its parts."""
        building, unit = self._text(F.BUILDING) or "", self._text(F.UNIT) or ""
        text = self._text(F.ADDRESS) or self._text(F.ROOM)
        if text is None:
            return None
        found = read_address(text, bare_building(building) if building else "", bare_unit(unit) if unit else "")
        estate = self._text(F.ESTATE)
        if found is None:
            return None
        return DoorKey(found.estate or (bare_estate(estate) if estate else ""), found.building, found.unit, found.room)

    def _address(self, place: DoorKey | None) -> str | None:
        text = self._text(F.ADDRESS)
        if text is not None:
            return text
        parts = [self._text(field) or "" for field in (F.ESTATE, F.BUILDING, F.UNIT, F.ROOM)]
        joined = "".join(parts) if place is None else "-".join(filter(None, parts))
        return joined or None

    def _caller(self) -> tuple[str | None, str | None]:
        """Name and telephone, from their columns or from one cell that holds both."""
        name, number = _parted(self._text(F.CALLER))
        other, phone = _parted(self._text(F.PHONE))
        if number is None and name is not None and phone is None and F.PHONE in self.columns:
            phone, other = other, None  # whatever stands in the telephone's column is what there is
        return name or other, phone or number


def _parted(text: str | None) -> tuple[str | None, str | None]:
    """(words, telephone) of a cell."""
    match = _NUMBER.search(half_width(text)) if text else None
    if text is None or match is None:
        return text, None
    rest = half_width(text).replace(match[0], " ").strip(_AROUND)
    return rest or None, plain_dashes(narrow(match[0]))


def _before(one: When, other: When) -> bool:
    if one.day != other.day:
        return one.day < other.day
    return bool(one.time and other.time and one.time < other.time)


def _is_closed(state: str | None) -> bool | None:
    return None if state is None else state == "已办结"
