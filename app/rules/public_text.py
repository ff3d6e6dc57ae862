"""A text for the notice board: what tells of a person is masked, wherever it stands in it (DOMAIN 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.rules.masking import mask_id_number, mask_name, mask_phone

_ID = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_DOOR = re.compile(r"(?P<head>\d+(?:栋|号楼|幢|座)(?:\d+单元)?|\d+-\d+-)(?P<room>\d{3,4})(?P<tail>室|号)?(?!\d)")


def masked_text(text: str, names: Iterable[str]) -> str:
    """ID numbers, mobile phones, rooms of doors, and the names given, each masked as everywhere else."""
    text = _ID.sub(lambda match: mask_id_number(match[0]), text)
    text = _PHONE.sub(lambda match: mask_phone(match[0]), text)
    text = _DOOR.sub(lambda match: f"{match['head']}{'*' * len(match['room'])}{match['tail'] or ''}", text)
    for name in sorted(set(names), key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, mask_name(name))
    return text
