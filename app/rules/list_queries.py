"""A question to a list in words, one condition at a time; and as text, so that it can be kept and asked again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from app.base.resources import rule_table
from app.models.colours import LABELS, Label
from app.models.queries import ANY, MISSING, ListQuery, SavedView
from app.rules.list_columns import columns_of, known_keys

_NUMBERS = ("age_from", "age_to", "lease_within")
_NOT_KEPT = frozenset(("text", "ids", "offset", "limit"))
_MISSING_WORDS = {"id_number": "没有身份证号", "phone": "没有电话", "birth": "没有出生日期"}
_BLANK_WORDS = {"politics": "政治面貌未登记", "ethnic": "民族未登记", "aid": "没有救助", "occupancy": "居住状态未登记"}
_ANY_WORDS = {"politics": "政治面貌已登记", "ethnic": "民族已登记", "aid": "有救助", "occupancy": "居住状态已登记"}
_PAIRS = {
    "claims": ("", "台账标注待核实"),
    "disability": ("没有残疾证", "有残疾证"),
    "unit_person": ("社会人", "单位人"),
    "heads": ("", "只看户主"),
    "alone": ("", "独居"),
}


@dataclass(frozen=True)
class Condition:
    """One condition in words, and the question without it."""

    words: str
    rest: ListQuery


def conditions(query: ListQuery) -> tuple[Condition, ...]:
    """What narrows a list, typed words and ids behind a figure apart, in the order in which one would say it."""
    return tuple(_conditions(query))


def _conditions(query: ListQuery) -> Iterator[Condition]:
    for label in sorted(query.labels, key=LABELS.index):
        yield Condition(label.value, replace(query, labels=query.labels - {label}))
    if query.grid is not None:
        yield Condition(query.grid or "未划入网格", replace(query, grid=None))
    if query.estate is not None:
        yield Condition(query.estate or "没有小区", replace(query, estate=None))
    if query.building is not None:
        yield Condition(f"{query.building}栋" if query.building else "没有楼栋", replace(query, building=None))
    if query.age_from is not None or query.age_to is not None:
        yield Condition(_ages(query.age_from, query.age_to), replace(query, age_from=None, age_to=None))
    if query.sex is not None:
        yield Condition(query.sex or "性别未登记", replace(query, sex=None))
    for name in ("politics", "aid", "ethnic", "occupancy"):
        if chosen := getattr(query, name):
            each = sorted(_ANY_WORDS[name] if one == ANY else one or _BLANK_WORDS[name] for one in chosen)
            yield Condition("或".join(each), _without(query, name))
    for name, (no, yes) in _PAIRS.items():
        said = getattr(query, name)
        if words := "" if said is None else yes if said else no:
            yield Condition(words, _without(query, name))
    if query.lease_within is not None:
        yield Condition(f"租期 {query.lease_within} 天内到期", replace(query, lease_within=None))
    for name in MISSING:
        if name in query.missing:
            yield Condition(_MISSING_WORDS[name], replace(query, missing=query.missing - {name}))


def _without(query: ListQuery, name: str) -> ListQuery:
    usual: dict[str, Any] = {name: _USUAL[name]}
    return replace(query, **usual)


def _ages(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low} 岁以上"
    return f"{high} 岁以下" if low is None else f"{low} 岁" if low == high else f"{low} 到 {high} 岁"


_USUAL: dict[str, Any] = {field.name: field.default for field in fields(ListQuery)}


def view_text(query: ListQuery, columns: Sequence[str]) -> str:
    """A view as it is kept: JSON of what differs from the usual; typed words, ids and paging are not kept."""
    said: dict[str, Any] = {}
    for name, usual in _USUAL.items():
        value = getattr(query, name)
        if name not in _NOT_KEPT and value != usual:
            said[name] = sorted(value) if isinstance(value, frozenset) else value
    return json.dumps({"query": said, "columns": list(columns)}, ensure_ascii=False)


def read_view(number: int, name: str, text: str) -> SavedView:
    """A view as it was kept. What is not known any more, or is damaged, is passed over."""
    try:
        body = json.loads(text)
        said, columns = dict(body["query"]), [str(key) for key in body["columns"]]
    except (ValueError, KeyError, TypeError):
        said, columns = {}, []
    query = _query({key: value for key, value in said.items() if key in _USUAL and key not in _NOT_KEPT})
    return SavedView(number, name, query, known_keys(columns, by_person=query.by_person))


def _query(said: dict[str, Any]) -> ListQuery:
    """The question that is said; a value of another kind than the field's is passed over."""
    values = {name: _value_of(name, value) for name, value in said.items() if _is_of_kind(name, value)}
    query = ListQuery(**values)
    keys = {column.key for column in columns_of(by_person=query.by_person) if column.sortable}
    return query if query.sort in keys else replace(query, sort="door", descending=False)


def _is_of_kind(name: str, value: object) -> bool:
    if isinstance(_USUAL[name], frozenset):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name in _NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, bool if _is_yes_no(name) else str)


def _is_yes_no(name: str) -> bool:
    return isinstance(_USUAL[name], bool) or name in ("disability", "unit_person")


def _value_of(name: str, value: Any) -> Any:
    if name == "labels":
        return frozenset(Label(one) for one in value if one in _LABELS)
    return frozenset(value) if isinstance(_USUAL[name], frozenset) else value


_LABELS = frozenset(label.value for label in LABELS)


@lru_cache(maxsize=1)
def views_at_hand() -> tuple[SavedView, ...]:
    """The views that come with the program (resources/rules/list_views.csv), without ids."""
    return tuple(_at_hand(row) for row in rule_table("list_views"))


def _at_hand(row: dict[str, str]) -> SavedView:
    said: dict[str, Any] = {
        "by_person": row["rows"] == "人",
        "sort": row["sort"],
        "descending": row["descending"] == "是",
    }
    for part in filter(None, row["filter"].split("|")):
        name, _, value = part.partition("=")
        said[name] = _value(name, value)
    query = _query(said)
    return SavedView(0, row["name"], query, known_keys(row["columns"].split("|"), by_person=query.by_person))


def _value(name: str, text: str) -> object:
    if isinstance(_USUAL[name], frozenset):
        return text.split("、")
    if _is_yes_no(name):
        return text == "是"
    return int(text) if name in _NUMBERS else text
