"""Why the list is empty, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from app.models.queries import ListQuery
from app.ui.widgets.states import StateView


def say_why(state: StateView, query: ListQuery, show_all: Callable[[], None], take_in: Callable[[], None]) -> None:
    """`show_all` drops whatever narrows the list, `take_in` opens the import."""
    if query.text and query.narrowing:
        state.show_empty("没有找到。", "换个写法,或者去掉几个条件:可能是条件太严了。", "看全部", show_all)
    elif query.text:
        state.show_empty(
            "没有找到。",
            "请换个写法:姓名、拼音首字母、门牌如 3-2-1101、电话或身份证号的一段都可以。",
            "看全部",
            show_all,
        )
    elif query.narrowing == {"claims"}:
        state.show_empty("都核实过了。", "台账标注没有待核实的了。", "看全部", show_all)
    elif query.narrowing:
        state.show_empty("没有符合条件的。", "请去掉几个条件,或换一个网格。", "看全部", show_all)
    else:
        state.show_empty(
            "还没有居民。",
            "把现有的住户台账(Excel 或 WPS 表格)导入进来;也可以按 Ctrl+N 一户一户地录入。",
            "导入住户台账",
            take_in,
        )
