"""A filled form: the blank's own package with the values of some cells changed, every other part byte for byte.

A cell keeps its style; text goes in as an inline string, which no spreadsheet reads as a formula. What formulas gave
is brought up to date where it is known here and dropped where it is not, and the workbook asks to be calculated anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from app.models.street_forms import CellValue, Place
from app.reports.signing import opc
from app.reports.signing.container import Entry, deflated, write_container
from app.reports.street_form_parts import Parts, namespace, parse
from app.rules.cell_refs import name_of, place_of
from app.rules.sheet_formulas import Recalculated, Result
from app.rules.sheet_functions import ErrorCode

LONGEST = 32_767  # characters of a cell
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip

ByPlace = Mapping[Place, CellValue]


def fill_form(parts: Parts, written: Mapping[str, ByPlace], worked_out: Recalculated) -> bytes:
    """The bytes of the form with `written` (by sheet, then by cell) in it and its formulas' values brought up to date.

    A cell that holds a formula is never written. The zip around the parts is written anew.
    """
    values: dict[str, dict[Place, Result]] = {}
    for (sheet, place), value in worked_out.values.items():
        values.setdefault(sheet, {})[place] = value
    stale: dict[str, set[Place]] = {}
    for sheet, place in worked_out.unread:
        stale.setdefault(sheet, set()).add(place)
    entries = dict(parts.entries)
    for one in parts.sheets:
        mine = (written.get(one.name, {}), values.get(one.name, {}), stale.get(one.name, set()))
        if any(mine):
            entries[one.part] = deflated(one.part, _sheet(parts.entries[one.part].content, *mine))
    if worked_out.values or worked_out.unread:
        content = _calculated_anew(parts.entries[parts.workbook].content)
        if content is not None:
            entries[parts.workbook] = deflated(parts.workbook, content)
    return write_container(list(_unsigned(entries).values()))


def _sheet(content: bytes, written: ByPlace, values: Mapping[Place, Result], stale: Iterable[Place]) -> bytes:
    root = parse(content)
    cells = _Cells(root)
    for place in sorted(written):
        _write(cells.at(place), cells.ns, written[place])
    for place, value in values.items():
        _result(cells.at(place), cells.ns, value)
    for place in stale:
        _result(cells.at(place), cells.ns, None)
    return _serialised(root)


class _Cells:
    """The cells of a sheet by place; those that are missing are made where they belong."""

    def __init__(self, root: etree._Element) -> None:
        self.ns = namespace(root)
        data = root.find(f"{self.ns}sheetData")
        if data is None:
            raise ValueError("a sheet without its data")
        self.data = data
        self.rows: dict[int, etree._Element] = {}
        self.found: dict[int, dict[int, etree._Element]] = {}
        self.styles = _column_styles(root, self.ns)
        number = -1
        for row in data.iterfind(f"{self.ns}row"):
            number = int(row.get("r", number + 2)) - 1
            row.set("r", str(number + 1))
            self.rows[number] = row

    def at(self, place: Place) -> etree._Element:
        row = self._row(place[0])
        cells = self.found.get(place[0])
        if cells is None:
            cells = self.found[place[0]] = self._cells(row, place[0])
        cell = cells.get(place[1])
        return cell if cell is not None else self._new(row, cells, place)

    def _cells(self, row: etree._Element, number: int) -> dict[int, etree._Element]:
        cells: dict[int, etree._Element] = {}
        column = -1
        for cell in row.iterfind(f"{self.ns}c"):
            name = cell.get("r")
            column = place_of(name)[1] if name else column + 1
            cell.set("r", name_of((number, column)))
            cells[column] = cell
        return cells

    def _row(self, number: int) -> etree._Element:
        row = self.rows.get(number)
        if row is None:
            row = etree.Element(f"{self.ns}row", r=str(number + 1))
            earlier = [one for one in self.rows if one < number]
            if earlier:
                self.rows[max(earlier)].addnext(row)
            else:
                self.data.insert(0, row)
            self.rows[number] = row
        return row

    def _new(self, row: etree._Element, cells: dict[int, etree._Element], place: Place) -> etree._Element:
        cell = etree.Element(f"{self.ns}c", r=name_of(place))
        style = row.get("s") if row.get("customFormat") in ("1", "true") else self.styles.get(place[1])
        if style:
            cell.set("s", style)
        earlier = [one for one in cells if one < place[1]]
        if earlier:
            cells[max(earlier)].addnext(cell)
        else:
            row.insert(0, cell)
        row.attrib.pop("spans", None)  # a hint only, and no longer right
        cells[place[1]] = cell
        return cell


def _column_styles(root: etree._Element, ns: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in root.iterfind(f"{ns}cols/{ns}col"):
        style = column.get("style")
        if style:
            last = min(int(column.get("max", "1")), 1000)
            found |= dict.fromkeys(range(int(column.get("min", "1")) - 1, last), style)
    return found


def _write(cell: etree._Element, ns: str, value: CellValue) -> None:
    """Put a value into a cell that has no formula; None empties it."""
    if cell.find(f"{ns}f") is not None:
        raise ValueError("a formula would be lost")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    cell.attrib.pop("cm", None)
    cell.attrib.pop("vm", None)
    if value is None:
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{ns}is"), f"{ns}t")
        text.text = _plain(value)
        if text.text != text.text.strip() or "\n" in text.text or "  " in text.text:
            text.set(_XML_SPACE, "preserve")
        return
    if isinstance(value, bool):
        cell.set("t", "b")
    etree.SubElement(cell, f"{ns}v").text = _number(value)


def _result(cell: etree._Element, ns: str, value: Result) -> None:
    """What a formula gives, beside the formula; None: nothing, so that it is worked out when the file is opened."""
    kept = cell.find(f"{ns}v")
    if kept is not None:
        cell.remove(kept)
    cell.attrib.pop("t", None)
    if value is None:
        return
    if isinstance(value, ErrorCode):
        cell.set("t", "e")
    elif isinstance(value, str):
        cell.set("t", "str")
    elif isinstance(value, bool):
        cell.set("t", "b")
    words = value.code if isinstance(value, ErrorCode) else _plain(value) if isinstance(value, str) else _number(value)
    made = etree.Element(f"{ns}v")
    made.text = words
    formula = cell.find(f"{ns}f")
    if formula is not None:
        formula.addnext(made)
    else:
        cell.append(made)


def _number(value: float) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _plain(words: str) -> str:
    """As XML and a spreadsheet take it: no control characters, nothing that would be read as an escape."""
    return _LOOKS_ESCAPED.sub("_x005F_", _UNWRITABLE.sub("", words))[:LONGEST]


def _calculated_anew(content: bytes) -> bytes | None:
    """The workbook with the wish to be calculated when it is opened; None where it has it already."""
    root = parse(content)
    ns = namespace(root)
    wish = root.find(f"{ns}calcPr")
    if wish is not None and wish.get("fullCalcOnLoad") in ("1", "true"):
        return None
    if wish is None:
        wish = etree.Element(f"{ns}calcPr")
        place = max((list(root).index(one) for one in root if _local(one) in _BEFORE_CALCULATION), default=-1)
        root.insert(place + 1, wish)
    wish.set("fullCalcOnLoad", "1")
    return _serialised(root)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _unsigned(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Without the signatures of whoever sent the blank: they do not hold for what is filled in."""
    gone = {name for name in entries if name.startswith(opc.SIGNATURES)}
    if not gone:
        return entries
    kept = {name: entry for name, entry in entries.items() if name not in gone}
    types = parse(kept[opc.CONTENT_TYPES].content)
    for one in list(types):
        if one.get("PartName", "").lstrip("/") in gone:
            types.remove(one)
    links = parse(kept[opc.ROOT_RELS].content)
    for one in list(links):
        if one.get("Type") == opc.ORIGIN_REL:
            links.remove(one)
    kept[opc.CONTENT_TYPES] = deflated(opc.CONTENT_TYPES, _serialised(types))
    kept[opc.ROOT_RELS] = deflated(opc.ROOT_RELS, _serialised(links))
    return kept


def _serialised(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))
