"""The columns of a ledger of requests, and what its header words mean (`resources/rules/request_titles.csv`)."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from app.base.resources import rule_table
from app.importing.titles import title_key

_BRACKETS = re.compile(r"\(.*?\)|【.*?】|\[.*?\]")
_NUMBERED = re.compile(r"^[0-9]{1,2}[、..]|(?<=\D)[0-9]$")


class RequestField(StrEnum):
    NUMBER = "number"
    SERIAL = "serial"
    RECEIVED = "received"
    CHANNEL = "channel"
    CATEGORY = "category"
    GRADE = "grade"
    ESTATE = "estate"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    ADDRESS = "address"
    GRID = "grid"
    CALLER = "caller"
    PHONE = "phone"
    WORDS = "words"
    DEPARTMENT = "department"
    WHISTLED = "whistled"
    REPORTED = "reported"
    ANSWERED = "answered"
    HANDLER = "handler"
    CLOSED = "closed"
    STATE = "state"
    OUTCOME = "outcome"
    SATISFACTION = "satisfaction"
    VISITED = "visited"
    DUE = "due"
    NOTE = "note"


TITLES = {
    RequestField.NUMBER: "编号",
    RequestField.SERIAL: "序号",
    RequestField.RECEIVED: "受理时间",
    RequestField.CHANNEL: "来源",
    RequestField.CATEGORY: "类别",
    RequestField.GRADE: "分级",
    RequestField.ESTATE: "小区",
    RequestField.BUILDING: "楼栋",
    RequestField.UNIT: "单元",
    RequestField.ROOM: "房号",
    RequestField.ADDRESS: "地址",
    RequestField.GRID: "网格",
    RequestField.CALLER: "反映人",
    RequestField.PHONE: "电话",
    RequestField.WORDS: "内容",
    RequestField.DEPARTMENT: "吹哨部门",
    RequestField.WHISTLED: "吹哨时间",
    RequestField.REPORTED: "报到时间",
    RequestField.ANSWERED: "答卷时间",
    RequestField.HANDLER: "承办",
    RequestField.CLOSED: "办结时间",
    RequestField.STATE: "办理状态",
    RequestField.OUTCOME: "办理结果",
    RequestField.SATISFACTION: "满意度",
    RequestField.VISITED: "回访时间",
    RequestField.DUE: "约定期限",
    RequestField.NOTE: "备注",
}
WHISTLE_WORDS = ("哨", "报到", "答卷")


@lru_cache(maxsize=4096)
def meaning_of(title: str) -> tuple[RequestField | None, float]:
    """What a title means and how sure the words are: as a whole, without brackets and numbers, then by what it ends
    with or holds."""
    key = title_key(title)
    plain = _BRACKETS.sub("", key)
    for sureness, word in ((1.0, key), (0.95, plain), (0.95, _NUMBERED.sub("", plain))):
        if word in _titles():
            return _titles()[word], sureness
    if 2 < len(plain) <= 16:
        for test in (str.endswith, str.__contains__):
            found = [word for word in _titles() if len(word) > 1 and test(plain, word)]
            if found:
                return _titles()[max(found, key=len)], 0.7
    return None, 0.0


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Whether these words are the title of a column."""
    return meaning_of(text)[1] >= 0.9


@lru_cache(maxsize=1)
def _titles() -> dict[str, RequestField]:
    return {title_key(row["title"]): RequestField(row["field"]) for row in rule_table("request_titles")}
