"""Blocks as a Word document, for those who edit further in Word or WPS: the words and order of the PDF, in styles.

The same blocks give the same bytes: the package carries the document's day, not the clock's.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from app.base.errors import UserFault
from app.reports.blocks import (
    Align,
    AttachmentMark,
    Block,
    Chart,
    Heading,
    Legend,
    PageBreak,
    Pair,
    Paragraph,
    SignatureBlock,
    Spacer,
    Table,
    Title,
)
from app.reports.boxes import readable_on
from app.reports.geometry import BODY_SIZE, MM, OFFICIAL, PAGE_NUMBER_SIZE, TABLE_SIZE, TITLE_SIZE
from app.reports.paper import DocumentInfo, printable

if TYPE_CHECKING:
    from docx.document import Document as Document
    from docx.text.paragraph import Paragraph as Line

_BODY, _HEI, _KAI, _TITLE, _SONG = "仿宋", "黑体", "楷体", "方正小标宋简体", "宋体"
_HEADINGS = {1: _HEI, 2: _KAI}
_SMALL, _SMALL_STYLE = 9.0, "表格文字"


def document_docx(blocks: Sequence[Block], info: DocumentInfo) -> bytes:
    """The bytes of a .docx. Raises UserFault for a block that Word has no counterpart of here."""
    import docx

    document = docx.Document()
    _prepare(document, info)
    for block in blocks:
        _add(document, block)
    if not blocks or not isinstance(blocks[-1], (Paragraph, SignatureBlock)):
        _line(document, "", _BODY)
    return _packed(document, info)


def _prepare(document: Document, info: DocumentInfo) -> None:
    """A4 in the margins of GB/T 9704-2012, page numbers at the outer edge, and what the file says of itself."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    section = document.sections[0]
    section.page_width, section.page_height = Pt(210 * MM), Pt(297 * MM)
    section.left_margin, section.right_margin = Pt(OFFICIAL.left), Pt(210 * MM - OFFICIAL.right)
    section.top_margin, section.bottom_margin = Pt(OFFICIAL.top), Pt(297 * MM - OFFICIAL.bottom)
    section.footer_distance = Pt(297 * MM - OFFICIAL.bottom - 7 * MM - PAGE_NUMBER_SIZE)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], right=True)
    _page_number(section.even_page_footer.paragraphs[0], right=False)
    _font(document.styles["Normal"], _BODY, BODY_SIZE)
    _font(document.styles.add_style(_SMALL_STYLE, WD_STYLE_TYPE.PARAGRAPH), _BODY, TABLE_SIZE)
    said = document.core_properties
    day = datetime.combine(info.made_on, time(12))
    said.title, said.author, said.subject, said.comments = info.title, info.author, info.subject, ""
    said.created = said.modified = day
    said.last_modified_by, said.revision = info.author, 1


def _add(document: Document, block: Block) -> None:
    match block:
        case Title():
            _title(document, block)
        case Heading():
            line = _line(document, block.text, _HEADINGS.get(block.level, _BODY), indent=2)
            line.paragraph_format.keep_with_next = True
        case Paragraph():
            for text in [part for part in block.text.splitlines() if part.strip()] or [""]:
                _line(document, text.strip(), _BODY, indent=block.indent)
        case Pair():
            _pair(document, block.left, block.right)
        case Spacer():
            _line(document, "", _BODY)
        case PageBreak():
            _break(document)
        case Table():
            _table(document, block)
        case Legend():
            _legend(document, block)
        case Chart():
            _chart(document, block)
        case AttachmentMark():
            _line(document, block.text, _HEI).paragraph_format.page_break_before = True
            _line(document, "", _BODY)
        case SignatureBlock():
            _signature(document, block)
        case _:
            raise UserFault("这份材料不能存成 Word 文件。", "请存成 PDF。")


def _break(document: Document) -> None:
    from docx.enum.text import WD_BREAK

    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _line(document: Document, text: str, font: str, *, size: float = BODY_SIZE, indent: int = 0) -> Line:
    from docx.shared import Pt

    line = document.add_paragraph()
    _shape(line)
    if indent:
        line.paragraph_format.first_line_indent = Pt(indent * BODY_SIZE)
    _run(line, printable(text), font, size)
    return line


def _shape(line: Line) -> None:
    """The pitch of 22 lines a page, and no air between paragraphs."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    shape = line.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(OFFICIAL.pitch)
    shape.space_before = shape.space_after = Pt(0)


def _run(line: Line, text: str, font: str, size: float, *, bold: bool = False) -> None:
    run = line.add_run(text)
    run.bold = bold or None
    _font(run, font, size)


def _font(holder: Any, name: str, size: float) -> None:
    """Word keeps the font of Chinese characters apart from that of Latin ones."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    holder.font.name, holder.font.size = name, Pt(size)
    holder.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _title(document: Document, block: Title) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for text in block.text.split("\n"):
        line = _line(document, text, _TITLE, size=TITLE_SIZE)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_with_next = True
    _line(document, "", _BODY)


def _pair(document: Document, left: str, right: str) -> None:
    """Left and right edge on one line, by a tab at the right edge."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    line = _line(document, left, _BODY)
    if right:
        line.paragraph_format.tab_stops.add_tab_stop(Pt(OFFICIAL.width), WD_TAB_ALIGNMENT.RIGHT)
        _run(line, f"\t{printable(right)}", _BODY, BODY_SIZE)


def _table(document: Document, block: Table) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    if block.caption or block.unit:
        said = [(block.caption, _HEI, Align.CENTER), *([(block.unit, _BODY, Align.RIGHT)] if block.unit else [])]
        for text, font, align in said:
            line = document.add_paragraph()
            _small(line, text, font, align)
            line.paragraph_format.keep_with_next = True  # no name of a table at the foot of a page
    made = document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_margins(made)
    whole = sum(column.share for column in block.columns)
    plain = len(block.rows) - block.strong
    for column, width in zip(made.columns, block.columns, strict=True):
        column.width = Pt(OFFICIAL.width * width.share / whole)
    texts = [tuple(column.title for column in block.columns), *block.rows]
    for place, (row, cells) in enumerate(zip(made.rows, texts, strict=True)):
        head = place == 0
        for column, cell, text in zip(block.columns, row.cells, cells, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.width = Pt(OFFICIAL.width * column.share / whole)
            face = _HEI if head or place > plain else _BODY
            _small(cell.paragraphs[0], text, face, Align.CENTER if head else column.align)
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))


def _narrow_margins(table: Any) -> None:
    """The padding of the paper's cells: Word's own is wider, and percentages would break."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "50")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _small(line: Line, text: str, font: str, align: Align) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line.style = _SMALL_STYLE
    line.alignment = {
        Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
        Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
        Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    }[align]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(1.5)
    for place, part in enumerate(text.split("\n")):
        if place:
            line.add_run().add_break()
        _run(line, printable(part), font, TABLE_SIZE)


def _legend(document: Document, block: Legend) -> None:
    """Each mark on its own ground, as on paper, and its words."""
    from docx.shared import Pt

    line = document.add_paragraph()
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
    _run(line, printable(block.lead), _BODY, TABLE_SIZE)
    for swatch in block.swatches:
        _run(line, f" {printable(swatch.mark)} ", _HEI, TABLE_SIZE)
        _ground(line.runs[-1], swatch.colour)
        _run(line, f" {printable(swatch.text)}　", _BODY, TABLE_SIZE)


def _ground(run: Any, colour: str) -> None:
    """The ground behind a run's words, and words that stand out from it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour.lstrip("#"))):
        shade.set(qn(name), value)
    run._r.get_or_add_rPr().append(shade)
    run.font.color.rgb = RGBColor.from_string(readable_on(colour).lstrip("#"))


def _chart(document: Document, block: Chart) -> None:
    """As a picture: Word has no drawings of ours."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    from app.reports.drawing_picture import chart_png

    png, height = chart_png(block, OFFICIAL.width)
    line = document.add_paragraph()
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.add_run().add_picture(io.BytesIO(png), width=Pt(OFFICIAL.width), height=Pt(height))


def _signature(document: Document, block: SignatureBlock) -> None:
    """Names two a line, then issuer and date towards the right, the day ending four characters from the edge."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Pt

    _tie_last(document)
    for _ in range(block.air):
        _line(document, "", _BODY).paragraph_format.keep_with_next = True
    for place in range(0, len(block.fields), 2):
        first, *others = [f"{label}：{name}" for label, name in block.fields[place : place + 2]]
        line = _line(document, first, _BODY)
        for other in others:
            _run(line, f"\t{printable(other)}", _BODY, BODY_SIZE)
        line.paragraph_format.tab_stops.add_tab_stop(Pt(OFFICIAL.width * 0.54), WD_TAB_ALIGNMENT.LEFT)
        line.paragraph_format.keep_with_next = True
    issued = bool(block.issuer or block.date or block.seal)
    for text in ("", block.issuer, block.date, block.seal) if issued else ():
        if text or text is block.date:
            line = _line(document, text, _BODY)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.right_indent = Pt(4 * BODY_SIZE)
    for note in block.notes:
        _run(document.add_paragraph(), printable(note), _BODY, _SMALL)


def _tie_last(document: Document) -> None:
    """Names do not stand on a page alone: what is before them goes with them."""
    lines = document.paragraphs[-2:]
    if document.tables and document.element.body[-2].tag.endswith("}tbl"):  # the last is the section's own
        lines = [line for cell in document.tables[-1].rows[-1].cells for line in cell.paragraphs]
    for line in lines:
        line.paragraph_format.keep_with_next = True


def _page_number(line: Line, *, right: bool) -> None:
    """— 1 — at the outer edge, one character in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    indent = "right_indent" if right else "left_indent"
    setattr(line.paragraph_format, indent, Pt(PAGE_NUMBER_SIZE))
    _run(line, "— ", _SONG, PAGE_NUMBER_SIZE)
    run = line.add_run()
    _font(run, _SONG, PAGE_NUMBER_SIZE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    _run(line, " —", _SONG, PAGE_NUMBER_SIZE)


def _packed(document: Document, info: DocumentInfo) -> bytes:
    """The package with the document's own day on each of its parts."""
    made = io.BytesIO()
    document.save(made)
    day = (max(info.made_on.year, 1980), info.made_on.month, info.made_on.day, 12, 0, 0)
    result = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, day)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return result.getvalue()
