"""The ledgers of the binder by their keys."""

from __future__ import annotations

KINDS = {
    "households": "住户台账",
    "colours": "七彩图台账",
    "visits": "走访台账",
    "requests": "诉求台账",
    "meetings": "会议台账",
    "volunteers": "志愿服务台账",
}
