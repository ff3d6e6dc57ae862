"""A month's form: what goes into which cell, and whether the form's own sums agree with our figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.models.street_forms import NUMBER, Binding, CellValue, FilledCell, FormBook, FormFinding, FormSheet, Place
from app.rules.cell_refs import holds, name_of, place_of
from app.rules.sheet_formulas import At, Recalculated, recalculated
from app.rules.sheet_functions import ErrorCode
from app.rules.sheet_tokens import Unread, references
from app.rules.street_forms_labels import LabelledSheet
from app.rules.street_forms_values import Entries, titles_of, value_of

_MOST_NAMED = 8
_GRID_KEY = re.compile(r"^(.*\bgrid\.)([^.]+)(\..+)?$")
_CLOSE = 1e-9


@dataclass
class Filling:
    """What a month puts into a form. `written`: by sheet and cell; `cells` and `findings` as the window tells them."""

    written: dict[At, CellValue] = field(default_factory=dict)
    worked_out: Recalculated = field(default_factory=Recalculated)
    cells: list[FilledCell] = field(default_factory=list)
    blanks: list[FormFinding] = field(default_factory=list)
    findings: list[FormFinding] = field(default_factory=list)


def filling(book: FormBook, bindings: Sequence[Binding], found: Entries) -> Filling:
    """Fill the cells, follow the form's formulas, and hold them against our figures."""
    made = Filling()
    blanks: dict[str, list[tuple[str, str]]] = {}
    checks: list[tuple[FormSheet, Binding]] = []
    labelled = {sheet.name: LabelledSheet(sheet) for sheet in book.sheets}
    for binding in bindings:
        sheet = labelled.get(binding.sheet)
        if not binding.cell or sheet is None:
            words = f"“{titles_of(binding, found)}”在现在这份空表里没有位置,请在表上重新点一格。"
            made.findings.append(FormFinding("lost", words))
            continue
        place = sheet.owner(place_of(binding.cell))
        cell = sheet.sheet.cell(place)
        if cell.formula is not None:
            checks.append((sheet.sheet, binding))
            continue
        value, why = value_of(binding, cell, found)
        if value is None:
            if cell.is_number:  # last month's number must not pass for this month's
                made.written[binding.sheet, place] = None
            blanks.setdefault(why, []).append((binding.sheet, binding.cell))
            continue
        made.written[binding.sheet, place] = value
        title = titles_of(binding, found)
        made.cells.append(FilledCell(binding.sheet, name_of(place), binding.key, title, _words(value)))
    made.worked_out = recalculated(book, made.written)
    for form_sheet, binding in checks:
        _check(made, form_sheet, binding, bindings, found)
    made.findings += [_blank(why, places, len(book.sheets) > 1) for why, places in blanks.items()]
    made.blanks = [FormFinding("blank", f"空着:{why}", *at) for why, places in blanks.items() for at in places]
    made.findings += _too_wide(book, made)
    made.findings += _of_formulas(made)
    return made


def _check(made: Filling, sheet: FormSheet, binding: Binding, bindings: Iterable[Binding], found: Entries) -> None:
    entry = found.get(binding.key)
    at = (sheet.name, place_of(binding.cell))
    if entry is None or binding.template or at in made.worked_out.unread:
        return
    given = made.worked_out.values.get(at, sheet.cell(at[1]).value)
    if isinstance(given, ErrorCode) or (isinstance(entry.value, str) and entry.value):
        return
    made.cells.append(FilledCell(sheet.name, binding.cell, binding.key, entry.title, _words(given), check=True))
    if _agree(given, entry.value, binding.style == NUMBER, entry.percent):
        return
    shown = f"{given:.2%}" if entry.percent and isinstance(given, float) else _words(given) or "空"
    words = f"{entry.title}:表里的公式算得 {shown},我们的数是 {entry.text or '空'}。"
    why = _without_row(made, sheet, binding, list(bindings), found)
    if not why and isinstance(given, (int, float)) and isinstance(entry.value, (int, float)) and not entry.percent:
        why = f"相差 {_words(abs(given - entry.value))}。"
    made.findings.append(FormFinding("differs", words + why, sheet.name, binding.cell))


def _agree(given: CellValue, ours: CellValue, in_hundredths: bool, percent: bool) -> bool:
    if ours == "":  # nothing to divide: the form shows a blank or nought
        return given in ("", 0, None)
    if not isinstance(given, (int, float)) or not isinstance(ours, (int, float)):
        return given == ours
    if not percent:
        return abs(given - ours) < _CLOSE
    return abs(given - ours) <= 5e-5 + _CLOSE or (in_hundredths and abs(given - ours * 100) <= 5e-3 + _CLOSE)


def _without_row(made: Filling, sheet: FormSheet, binding: Binding, bindings: Sequence[Binding], found: Entries) -> str:
    """Where a sum over grids differs by just the grids that the form has no line for: which, and how many."""
    summed = _keys_within(sheet, binding, bindings)
    patterns = {(match[1], match[3] or "") for key in summed if (match := _GRID_KEY.match(key))}
    given, ours = made.worked_out.values.get((sheet.name, place_of(binding.cell))), found[binding.key].value
    if len(patterns) != 1 or not isinstance(given, (int, float)) or not isinstance(ours, (int, float)):
        return ""
    before, after = patterns.pop()
    missing = []
    for key, entry in found.items():
        match = _GRID_KEY.match(key)
        if match and (match[1], match[3] or "") == (before, after) and key not in summed and entry.value:
            missing.append((match[2], entry.value))
    count = sum(value for _, value in missing if isinstance(value, (int, float)))
    if not missing or abs(ours - given - count) > _CLOSE:
        return ""
    named = "、".join(f"{grid} {_words(value)}" for grid, value in missing)
    return f"相差 {_words(count)}:{named} 在表里没有行。"


def _keys_within(sheet: FormSheet, binding: Binding, bindings: Sequence[Binding]) -> set[str]:
    """Keys of the bound cells that a formula speaks of."""
    formula = sheet.cell(place_of(binding.cell)).formula or ""
    try:
        spans = [one.span for one in references(formula) or () if one.sheet in ("", sheet.name)]
    except Unread:
        return set()
    return {
        one.key
        for one in bindings
        if one.cell and one.sheet == sheet.name and any(holds(span, place_of(one.cell)) for span in spans)
    }


def _blank(why: str, places: list[tuple[str, str]], many_sheets: bool) -> FormFinding:
    named = [f"{sheet}!{cell}" if many_sheets else cell for sheet, cell in places[:_MOST_NAMED]]
    more = f"等 {len(places)} 格" if len(places) > _MOST_NAMED else ""
    return FormFinding("blank", f"{why},空着没填:{'、'.join(named)}{more}。", *places[0])


def _too_wide(book: FormBook, made: Filling) -> list[FormFinding]:
    """Words that are longer than their cell and the blank ones after it: on paper they would be cut."""
    found = []
    for (name, (row, column)), value in made.written.items():
        sheet = book.sheet(name)
        if sheet is None or not isinstance(value, str) or sheet.cell((row, column)).look.wrap or "\n" in value:
            continue
        need = sum(2 if ord(character) > 0x2E7F else 1 for character in value)
        span = next((one for one in sheet.merged if one[:2] == (row, column)), (row, column, row, column))
        room = sum(sheet.widths.get(one, sheet.usual_width) for one in range(column, span[3] + 1))
        following = span[3] + 1
        while room < need and following < sheet.columns and _is_free(sheet, made, name, (row, following)):
            room += sheet.widths.get(following, sheet.usual_width)
            following += 1
        if need > room + 1:
            cell = name_of((row, column))
            words = f"{cell} 的字比格子长,打印时右边会看不全。可以在空表里把这一列加宽,或把这一格设成自动换行。"
            found.append(FormFinding("note", words, name, cell))
    return found


def _is_free(sheet: FormSheet, made: Filling, name: str, place: Place) -> bool:
    return sheet.cell(place).is_blank and (name, place) not in made.written


def _of_formulas(made: Filling) -> list[FormFinding]:
    found = []
    unread = sorted(made.worked_out.unread)
    if unread:
        named = "、".join(name_of(place) for _, place in unread[:_MOST_NAMED])
        words = f"有 {len(unread)} 格公式比较复杂,这里算不出来,在 Excel 里打开时会重新计算:{named}"
        found.append(FormFinding("unread", words + ("…" if len(unread) > _MOST_NAMED else "。"), *_first(unread)))
    wrong = sorted((at, value.code) for at, value in made.worked_out.values.items() if isinstance(value, ErrorCode))
    if wrong:
        named = "、".join(f"{name_of(place)} 是 {code}" for (_, place), code in wrong[:_MOST_NAMED])
        at = [wrong[0][0]]
        found.append(FormFinding("note", f"有 {len(wrong)} 格公式的结果是错误:{named}。", *_first(at)))
    return found


def _first(places: Sequence[At]) -> tuple[str, str]:
    return places[0][0], name_of(places[0][1])


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
