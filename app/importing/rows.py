"""Rows that carry no household: totals, signatures, notes, headers printed again, and headings of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from app.importing.context import section_of
from app.importing.headers import Header, repeats_header
from app.importing.raw import Cell
from app.importing.values import as_text
from app.rules.terms import narrow

_DITTO_WORDS = "同上 〃 \" ” “ '' ″ .. ... …… … 。。 同前 上同 同 〞 々 ' 同上户 --〃-- -〃- 、、"
DITTO = frozenset(_DITTO_WORDS.split())
_TOTAL = re.compile(
    r"^(?:本页|本栋|本楼|本网格|全)?(?:合计|小计|总计|共计|累计|总数|汇总).{0,8}$|^.{0,12}(?:合计|小计)[::]?$"
)
_SIGNATURE = re.compile(
    r"^(?:填表|制表|审核|填报|统计|登记|采集|经办|复核|调查|负责|联系|报送|审批)(?:人|员|单位|日期|时间|领导)?(?:\(.*\))?[::].*"
    r"|^(?:负责人|填表人|审核人|制表人|填报人|统计人|网格员|网格长|联系电话|日期|时间|单位|盖章|签字|签名|党组织负责人|书记|社区书记)(?:\(.*\))?[::].*"
    r"|.*(?:\(盖章\)|\(签字\)|\(签章\))$"
)
_REMARK = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|※|\*|附注|提示)[0-9]?[::.、].*|^[0-9]{1,2}[.、].{8,}")


class RowKind(Enum):
    """What a row without a plain name is."""

    DATA = "data"
    SKIP = "skip"
    SECTION = "section"


def is_ditto(text: str) -> bool:
    """同上 and its marks."""
    return text in DITTO or narrow(text) in DITTO


def is_aside(text: str) -> bool:
    """A total's, a signature's or a note's own words, which are nobody's name."""
    word = narrow(text)
    return bool(_TOTAL.match(word) or _SIGNATURE.match(word) or _REMARK.match(word))


def kind_of_row(row: Sequence[Cell], header: Header | None, ours: frozenset[int]) -> RowKind:
    """Judge a row without a plain name. `ours`: the columns that are read; a row with none of them is skipped."""
    filled = [(column, text) for column, cell in enumerate(row) if cell != "" and (text := as_text(cell))]
    if not filled or (len(filled) > 1 and not any(column in ours for column, _ in filled)):
        return RowKind.SKIP
    texts = [text for _, text in filled]
    if len(texts) == 1:
        if section_of(texts[0]) is not None and not re.search(r"[0-9]室|[-#]\d", narrow(texts[0])) and _heads(texts[0]):
            return RowKind.SECTION
        if is_aside(texts[0]) or len(texts[0]) > 30:
            return RowKind.SKIP
    if any(is_aside(text) for text in texts[:3]) or any(_SIGNATURE.match(narrow(text)) for text in texts):
        return RowKind.SKIP
    if header is not None and repeats_header(row, header):
        return RowKind.SKIP
    return RowKind.DATA if any(column in ours for column, _ in filled) else RowKind.SKIP


def _heads(text: str) -> bool:
    """Whether the text ends as a heading does, and does not name a door."""
    return re.search(r"(?:号楼|栋|幢|座|网格|单元|居民|住户|信息|[::])$", narrow(text)) is not None
