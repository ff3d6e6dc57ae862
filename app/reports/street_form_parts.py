"""The parts of a form's package: where its sheets lie, what its strings and styles say (ISO/IEC 29500-1, 18)."""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote
from zipfile import BadZipFile

from lxml import etree

from app.base.errors import EnvironmentFault, UserFault
from app.models.street_forms import CellLook
from app.reports.signing import opc
from app.reports.signing.container import Entry, read_entries
from app.reports.signing.verdicts import Refusal

MOST_XML = 80_000_000  # bytes of one sheet; a form of ten thousand rows has a few million
_SHEET, _STRINGS, _STYLES = "/worksheet", "/sharedStrings", "/styles"
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "请在 Excel 或 WPS 里打开它,另存为“Excel 工作簿(*.xlsx)”,再打开另存的文件。"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 49: "@",
}  # fmt: skip


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook and the part it lies in. `visible`: neither hidden nor very hidden."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, eq=False)
class Parts:
    """A form's package taken apart."""

    entries: dict[str, Entry]
    workbook: str
    sheets: tuple[SheetPart, ...]
    strings: Sequence[str] = field(repr=False)
    looks: Sequence[CellLook] = field(repr=False)
    notes: tuple[str, ...] = ()
    epoch_1904: bool = False


def read_parts(name: str, data: bytes) -> Parts:
    """Take a form apart. Raises UserFault or EnvironmentFault, with what to do, for whatever is no whole .xlsx."""
    _refuse_others(name, data)
    try:
        entries = {entry.name: entry for entry in read_entries(data)}
        if not any(part.startswith("xl/") for part in entries):
            raise UserFault("这是压缩包或别的文档,不是 Excel 表格。", _SAVE_AS, place=name)
        return _taken_apart(entries)
    except Refusal as refusal:
        raise UserFault(f"这个表格打不开:{refusal.reason}", "请检查是否选错了文件。", place=name) from refusal
    except (
        BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError, ValueError, KeyError, EOFError, IndexError
    ) as error:  # fmt: skip
        raise damaged(name) from error


def damaged(name: str) -> EnvironmentFault:
    return EnvironmentFault(
        "文件已损坏或没有传完整,读不出来。", "请向街道重新要一份,或在 Excel 里打开后另存一份再打开。", place=name
    )


def parse(content: bytes) -> etree._Element:
    """The root of a part that may be large; no outside entity, no DTD. Raises ValueError or XMLSyntaxError."""
    if len(content) > MOST_XML:
        raise UserFault("表格里的工作表大得异常。", "请检查是否选错了文件;如果没有选错,请删去多余的空行再试。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part may not have a document type")
    return root


def namespace(root: etree._Element) -> str:
    """'{...}' before every name of this part: the usual form and the strict one have different ones."""
    name = str(root.tag)
    return name[: name.index("}") + 1]


def text_of(item: etree._Element, ns: str) -> str:
    """The words of a string, its runs joined and its reading aids left out."""
    pieces = [one.text or "" for one in item.iter(f"{ns}t") if one.getparent().tag != f"{ns}rPh"]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))


def links_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _refuse_others(name: str, data: bytes) -> None:
    if not data:
        raise UserFault("文件是空的,里面没有任何内容。", "请检查是否选错了文件,或向街道重新要一份。", place=name)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UserFault("表格设有打开密码。", "请在 Excel 或 WPS 里取消打开密码,另存一份再打开。", place=name)
        raise UserFault("这是旧格式的表格(.xls、.et)或别的文档,不能照原样填写。", _SAVE_AS, place=name)
    if not data.startswith(b"PK"):
        raise UserFault("这不是 Excel 表格(.xlsx)。", _SAVE_AS, place=name)


def _taken_apart(entries: dict[str, Entry]) -> Parts:
    types = opc.read_types(entries[opc.CONTENT_TYPES].content)
    if any(types.of(name) is None for name in entries if name != opc.CONTENT_TYPES):
        raise ValueError("a part without a type: nobody opens such a file, and nobody can sign it")
    links = opc.read_relationships(entries[opc.ROOT_RELS].content)
    workbook = next(one.target.lstrip("/") for one in links if one.type.endswith("/officeDocument"))
    if workbook.endswith(".bin"):
        raise UserFault("这是二进制格式的表格(.xlsb),不能照原样填写。", _SAVE_AS)
    folder = posixpath.dirname(workbook)
    targets = {
        one.id: (one.type, _target(folder, one.target))
        for one in opc.read_relationships(entries[links_of(workbook)].content)
        if one.mode != "External"
    }
    root = parse(entries[workbook].content)
    ns = namespace(root)
    strings = next((part for kind, part in targets.values() if kind.endswith(_STRINGS)), "")
    styles = next((part for kind, part in targets.values() if kind.endswith(_STYLES)), "")
    properties = root.find(f"{ns}workbookPr")
    sheets = tuple(_sheets(root, ns, targets))
    if not sheets:
        raise UserFault("工作簿里没有工作表。", "请检查是否选错了文件。")
    return Parts(
        entries,
        workbook,
        sheets,
        _strings(entries[strings].content) if strings in entries else (),
        _looks(entries[styles].content) if styles in entries else (CellLook(),),
        tuple(_notes(entries)),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )


def _target(folder: str, target: str) -> str:
    target = unquote(target)
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _sheets(root: etree._Element, ns: str, targets: dict[str, tuple[str, str]]) -> list[SheetPart]:
    found = []
    for sheet in root.iterfind(f"{ns}sheets/{ns}sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, part = targets.get(link, ("", ""))
        if kind.endswith(_SHEET):
            found.append(SheetPart(sheet.get("name", ""), part, sheet.get("state", "visible") == "visible"))
    return found


def _strings(content: bytes) -> list[str]:
    root = parse(content)
    ns = namespace(root)
    return [text_of(item, ns) for item in root.iterfind(f"{ns}si")]


def _notes(entries: dict[str, Entry]) -> list[str]:
    notes = []
    if any(name.endswith("vbaProject.bin") for name in entries):
        notes.append("表格带有宏:软件不会运行它,填写后原样保留。")
    if any(name.startswith("xl/externalLinks/") for name in entries):
        notes.append("表格里有公式引用了别的文件:这些公式的结果这里算不出来,请在 Excel 里打开核对。")
    if any(name.startswith(opc.SIGNATURES) for name in entries):
        notes.append("空表上已有别人的电子签名:内容一填写,那个签名就会失效,所以填好的表里不再带它。")
    return notes


def _looks(content: bytes) -> list[CellLook]:
    """What each style of a cell looks like, by its number."""
    root = parse(content)
    ns = namespace(root)
    formats = BUILT_IN | {
        int(one.get("numFmtId", "0")): one.get("formatCode", "General")
        for one in root.iterfind(f"{ns}numFmts/{ns}numFmt")
    }
    fonts = [_font(one, ns) for one in root.iterfind(f"{ns}fonts/{ns}font")]
    edges = [_edges(one, ns) for one in root.iterfind(f"{ns}borders/{ns}border")]
    return [_look(one, ns, formats, fonts, edges) for one in root.iterfind(f"{ns}cellXfs/{ns}xf")] or [CellLook()]


def _look(
    style: etree._Element, ns: str, formats: dict[int, str], fonts: list[tuple[bool, float]], edges: list[str]
) -> CellLook:
    font, border = int(style.get("fontId", "0")), int(style.get("borderId", "0"))
    bold, points = fonts[font] if font < len(fonts) else (False, 11.0)
    alignment, protection = style.find(f"{ns}alignment"), style.find(f"{ns}protection")
    across = alignment.get("horizontal", "") if alignment is not None else ""
    return CellLook(
        edges=edges[border] if border < len(edges) else "",
        across="center" if across in ("center", "centerContinuous", "distributed") else across,
        bold=bold,
        points=points,
        wrap=alignment is not None and alignment.get("wrapText") in ("1", "true"),
        number_format=formats.get(int(style.get("numFmtId", "0")), "General"),
        locked=protection is None or protection.get("locked", "1") in ("1", "true"),
    )


def _font(font: etree._Element, ns: str) -> tuple[bool, float]:
    bold, size = font.find(f"{ns}b"), font.find(f"{ns}sz")
    return (
        bold is not None and bold.get("val", "1") in ("1", "true"),
        float(size.get("val", "11")) if size is not None else 11.0,
    )


def _edges(border: etree._Element, ns: str) -> str:
    sides = (("l", "left"), ("l", "start"), ("t", "top"), ("r", "right"), ("r", "end"), ("b", "bottom"))
    found = dict.fromkeys(
        letter
        for letter, name in sides
        if (side := border.find(f"{ns}{name}")) is not None and side.get("style", "none") != "none"
    )
    return "".join(found)
