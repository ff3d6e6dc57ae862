"""Rule tables with the office's own values laid over those that come with the program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app.base.errors import UserFault
from app.base.resources import rule_table
from app.models.rules import RuleField, RuleRow, RuleTable

Edits = Mapping[tuple[str, str], str]  # (row key, field) -> value

_JOIN = "/"  # between the parts of a row's key
_LONGEST = 200


@lru_cache(maxsize=1)
def editable_rules() -> tuple[str, ...]:
    """Names of the tables an office may change, in the order of the settings page."""
    return tuple(dict.fromkeys(row["rule"] for row in rule_table("editable")))


def with_edits(name: str, edits: Edits) -> RuleTable:
    """One editable table. Edits of rows or fields that are there no more are passed over."""
    said = [row for row in rule_table("editable") if row["rule"] == name]
    if not said:
        raise KeyError(name)
    keys = tuple(said[0]["keys"].split("|"))
    fields = tuple(RuleField(row["field"], row["field_title"], row["kind"]) for row in said)
    rows = []
    for original in rule_table(name):
        key = _JOIN.join(original[part] for part in keys)
        own = {field.name: edits[key, field.name] for field in fields if (key, field.name) in edits}
        rows.append(RuleRow(key, original | own, original))
    return RuleTable(name, said[0]["title"], keys, fields, tuple(rows))


def check_value(field: RuleField, value: str) -> str:
    """The value as it is kept. Raises UserFault that names the field when it cannot be one."""
    value = value.strip()
    if field.kind == "number":
        if not (value.isascii() and value.isdecimal() and 0 < int(value) <= 10_000):
            raise UserFault("这里要填 1 到 10000 的整数。", "请改成数字再保存。", place=field.title)
        return str(int(value))
    if field.kind == "yes_no" and value not in ("是", "否"):
        raise UserFault("这里只能填“是”或“否”。", "请选一个。", place=field.title)
    if "|" in field.kind and value not in field.kind.split("|"):
        raise UserFault("没有这个选项。", f"请从这些里选一个:{field.kind.replace('|', '、')}。", place=field.title)
    if len(value) > _LONGEST:
        raise UserFault(f"内容太长,最多 {_LONGEST} 个字。", "请写短一些。", place=field.title)
    return value
