"""A form as it looks, out of its package: every sheet with cells, formulas, merged ranges and sizes."""

from __future__ import annotations

from lxml import etree

from app.models.street_forms import CellValue, FormBook, FormCell, FormSheet, Place, Span
from app.reports.street_form_parts import Parts, SheetPart, damaged, namespace, parse, read_parts, text_of
from app.rules.cell_refs import column_number, span_of
from app.rules.sheet_tokens import shifted

_MOST_COLUMNS = 1000  # beyond it lie only stray formats
_DIGITS = "0123456789"
_Shared = dict[str, tuple[Place, str]]


def read_form(name: str, data: bytes) -> FormBook:
    """Read a blank or filled form. Raises UserFault or EnvironmentFault in plain words."""
    return book_of(name, read_parts(name, data))


def book_of(name: str, parts: Parts) -> FormBook:
    try:
        sheets = tuple(_sheet(parts, one) for one in parts.sheets)
    except (etree.XMLSyntaxError, ValueError, KeyError, IndexError) as error:
        raise damaged(name) from error
    notes = list(parts.notes)
    guarded = [f"“{sheet.name}”" for sheet in sheets if sheet.protected]
    if guarded:
        notes.append(f"{'、'.join(guarded)}设了工作表保护:软件照样能填,填好后保护原样保留。")
    hidden = [f"“{sheet.name}”" for sheet in sheets if not sheet.visible]
    if hidden:
        notes.append(f"{'、'.join(hidden)}是隐藏的工作表。")
    return FormBook(sheets, tuple(notes), parts.epoch_1904)


def _sheet(parts: Parts, sheet: SheetPart) -> FormSheet:
    root = parse(parts.entries[sheet.part].content)
    ns = namespace(root)
    cells, heights = _cells(root, ns, parts)
    merged = tuple(span_of(one.get("ref", "")) for one in root.iterfind(f"{ns}mergeCells/{ns}mergeCell"))
    usual = root.find(f"{ns}sheetFormatPr")
    protection = root.find(f"{ns}sheetProtection")
    return FormSheet(
        name=sheet.name,
        visible=sheet.visible,
        protected=protection is not None and protection.get("sheet") in ("1", "true"),
        rows=max((place[0] + 1 for place in cells), default=1),
        columns=min(max((place[1] + 1 for place in cells), default=1), _MOST_COLUMNS),
        cells=cells,
        merged=_within(merged),
        widths=_widths(root, ns),
        heights=heights,
        usual_width=float(usual.get("defaultColWidth", "8.43")) if usual is not None else 8.43,
        usual_height=float(usual.get("defaultRowHeight", "15")) if usual is not None else 15.0,
    )


def _within(merged: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(span for span in merged if span[:2] != span[2:])


def _widths(root: etree._Element, ns: str) -> dict[int, float]:
    found = {}
    for column in root.iterfind(f"{ns}cols/{ns}col"):
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        hidden = column.get("hidden") in ("1", "true")
        for number in range(first - 1, min(last, _MOST_COLUMNS)):
            found[number] = 0.0 if hidden else float(column.get("width", "8.43"))
    return found


def _cells(root: etree._Element, ns: str, parts: Parts) -> tuple[dict[Place, FormCell], dict[int, float]]:
    """Cells that hold something or look like something, and the heights of rows that have their own."""
    cells: dict[Place, FormCell] = {}
    heights: dict[int, float] = {}
    shared: _Shared = {}
    blanks, usual = [FormCell(None, None, look) for look in parts.looks], parts.looks[0]
    row_number = -1
    data = root.find(f"{ns}sheetData")
    for row in data if data is not None else ():
        if not isinstance(row.tag, str):
            continue
        row_number = int(row.get("r", row_number + 2)) - 1
        if row.get("hidden") in ("1", "true"):
            heights[row_number] = 0.0
        elif row.get("ht"):
            heights[row_number] = float(row.get("ht", "15"))
        column = -1
        for cell in row.iterfind(f"{ns}c"):
            name = cell.get("r")
            column = column_number(name.rstrip(_DIGITS)) if name else column + 1
            if column >= _MOST_COLUMNS:
                continue
            if len(cell):
                made = _cell(cell, ns, parts, (row_number, column), shared)
            else:  # most cells of a blank are only framed: one for each style
                made = blanks[int(cell.get("s", "0"))]
            if made.look is not usual or not made.is_blank:
                cells[row_number, column] = made
    return cells, heights


def _cell(cell: etree._Element, ns: str, parts: Parts, place: Place, shared: _Shared) -> FormCell:
    look = parts.looks[int(cell.get("s", "0"))]
    formula = cell.find(f"{ns}f")
    value = _value(cell, ns, parts)
    if formula is None:
        return FormCell(value, None, look)
    words, known = _formula(formula, place, shared)
    if isinstance(value, str) and not value and cell.get("t") != "str":
        value = None
    return FormCell(value, words, look, known)


def _formula(formula: etree._Element, place: Place, shared: _Shared) -> tuple[str, bool]:
    """Its words, and whether they are all there is to it."""
    kind, words = formula.get("t", "normal"), formula.text or ""
    if kind == "shared":
        group = formula.get("si", "")
        if words:
            shared[group] = (place, words)
        elif group in shared:
            (row, column), first = shared[group]
            words = shifted(first, place[0] - row, place[1] - column)
    return words, kind in ("normal", "shared") and bool(words)


def _value(cell: etree._Element, ns: str, parts: Parts) -> CellValue:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{ns}is")
        return text_of(inline, ns) if inline is not None else None
    found = cell.find(f"{ns}v")
    if found is None or not found.text:
        return "" if found is not None and kind == "str" else None
    if kind == "s":
        return parts.strings[int(found.text)]
    if kind == "b":
        return bool(found.text == "1")
    if kind in ("str", "e", "d"):
        return str(found.text)
    number = float(found.text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
